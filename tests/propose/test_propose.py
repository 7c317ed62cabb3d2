"""Proposals: sound in the planner's eyes, the same each time, and honest about what cannot be had."""

import os
import subprocess
import sys
from random import Random

import pytest

from practicepack.diagnostics import CallError
from practicepack.library.facts import covers
from practicepack.library.load import Library, load
from practicepack.library.models.people import Team
from practicepack.plan.resolve import draw
from practicepack.plan.rules import rules
from practicepack.propose.explain import limits, longer, not_there, what_would_help, why
from practicepack.propose.propose import FROM_REQUEST, IS_ABOUT, Proposal, propose
from practicepack.propose.request import Meeting, ProposalRequest, meeting_of, team_of
from practicepack.workspace import Workspace, shipped_root

REQUESTS = int(os.environ.get("REQUESTS", "12"))
"""How many random requests are tried; `make oracle` tries 500."""
SUBJECTS = ("", "money at home", "asking the council", "songs and sayings", "rest and work", "who helps me")
PEOPLE = (("women",), ("men", "adults"), ("mixed", "adults"), ("couples",), ("women", "low-literacy"))


@pytest.fixture(scope="module")
def library() -> Library:
    return load(Workspace(None, shipped_root()))[0]


def request(**given: object) -> ProposalRequest:
    usual: dict[str, object] = {
        "name": "ours",
        "audience": ("women", "adults"),
        "participants": 18,
        "meetings": (Meeting(9 * 60, 16 * 60),),
        "facilitators": Team(women=2),
        "about": "who does the work at home",
    }
    return ProposalRequest(**(usual | given))  # type: ignore[arg-type]


def any_request(seed: int) -> ProposalRequest:
    random = Random(seed)  # noqa: S311  # nothing is secret here
    start = 5 * random.randrange(96, 170)
    meeting = Meeting(start, start + 5 * random.randrange(18, 96))
    return request(
        audience=random.choice(PEOPLE),
        participants=random.randrange(4, 46),
        facilitators=Team(women=random.randrange(1, 4), men=random.randrange(0, 3)),
        meetings=(meeting,) * random.choice((1, 1, 1, 2)),
        about=random.choice(SUBJECTS),
        not_above=random.choice(("low", "medium", "high")),
        lacks=random.choice(((), (), ("paper",), ("electricity",))),
    )


def assert_sound(library: Library, asked: ProposalRequest, proposal: Proposal) -> None:
    drawn = draw(library, proposal.folder, rules())
    codes = {fault.code for fault in drawn.diagnostics}
    exceptions = [piece for piece in proposal.arrangement.pieces() if piece.exception]
    assert len(exceptions) <= 1
    assert codes <= FROM_REQUEST | ({"too-many-people"} if exceptions else set())
    for day, meeting in zip(proposal.plan.days, asked.meetings, strict=True):
        assert day.slots[0].start == meeting.start
        assert day.end <= meeting.end
        assert all(slot.start % 5 == 0 for slot in day.slots)
    levels = ("low", "medium", "high")
    for piece in proposal.arrangement.pieces():
        item = piece.draft.item
        assert levels.index(item.sensitivity) <= levels.index(asked.not_above)
        for refusal in item.never_with:
            assert not covers(library.audiences, refusal.audience, piece.draft.gathering.audience)
    methods = proposal.arrangement.methods()
    assert methods
    assert len(set(methods)) == len(methods)
    assert not set(methods) & set(asked.done)


def test_every_proposal_is_sound(library: Library) -> None:
    answered = 0
    for seed in range(REQUESTS):
        asked = any_request(seed)
        proposals = propose(library, asked)
        for proposal in proposals.proposals:
            assert_sound(library, asked, proposal)
        if not proposals.proposals:
            assert limits(library, proposals.left_out), seed
        answered += bool(proposals.proposals)
    assert answered >= REQUESTS / 3


def test_a_day_gets_three_proposals_that_differ(library: Library) -> None:
    asked = request(about="")
    proposals = propose(library, asked).proposals
    assert [proposal.intent for proposal in proposals] == ["balanced", "fewer and longer", "lighter"]
    methods = [frozenset(proposal.arrangement.methods()) for proposal in proposals]
    for number, here in enumerate(methods):
        for earlier in methods[:number]:
            assert len(here & earlier) / len(here | earlier) <= 0.6
    for proposal in proposals:
        assert_sound(library, asked, proposal)


def test_the_first_is_about_what_was_asked_for(library: Library) -> None:
    asked = request()
    proposals = propose(library, asked)
    first = proposals.proposals[0]
    methods = first.arrangement.methods()
    assert any(proposals.relevance[id_] >= IS_ABOUT for id_ in methods)
    reasons = {piece.id: why(library, asked, proposals, first, piece) for piece in first.arrangement.pieces()}
    for id_ in methods:
        is_about = proposals.relevance.get(id_, 0.0) >= IS_ABOUT
        assert ("about what you asked for" in reasons[id_]) == is_about, id_
    assert reasons[first.arrangement.meetings[0][0].pieces[0].id] == ""  # type: ignore[union-attr]


def test_beside_an_answer_nothing_off_the_subject_is_proposed(library: Library) -> None:
    money = {"audience": ("women", "low-literacy"), "participants": 26, "about": "money at home"}
    proposals = propose(library, request(**money, meetings=(meeting_of("14:00-17:30"),))).proposals
    assert proposals
    assert all(proposal.is_about_it for proposal in proposals)


def test_what_prepares_a_mixed_session_is_not_proposed_to_those_who_never_meet_in_one(
    library: Library,
) -> None:
    alone = propose(library, request())
    assert "before a session of women and men" in alone.left_out["on-our-own-first"].sentence


def test_a_team_too_small_to_part_women_and_men_leaves_out_what_needs_it(library: Library) -> None:
    young = {"audience": ("mixed", "adolescents-15-19"), "participants": 20, "about": ""}
    proposals = propose(library, request(**young, facilitators=Team(women=1, men=1)))
    assert proposals.left_out["four-kinds-of-power"].limit == "apart"
    # Two rooms with one facilitator each would be worse than one room with both.
    assert all(len(slot.sessions) <= 1 for slot in proposals.proposals[0].plan.days[0].slots)


def test_women_and_men_meet_apart_before_they_meet_together(library: Library) -> None:
    asked = request(audience=("mixed", "adults"), facilitators=Team(women=2, men=2))
    for proposal in propose(library, asked).proposals:
        work = [stretch for stretch in proposal.arrangement.stretches() if stretch.kind == "work"]
        assert work[0].rooms == "apart"


def test_what_people_have_done_is_not_proposed_again(library: Library) -> None:
    asked = request(done=("who-does-who-decides", "daily-clock"))
    proposals = propose(library, asked)
    assert proposals.left_out["daily-clock"].limit == "done"
    for proposal in proposals.proposals:
        assert not {"who-does-who-decides", "daily-clock"} & set(proposal.arrangement.methods())


def test_a_few_too_many_people_is_said_once(library: Library) -> None:
    said = []
    for subject in SUBJECTS:
        asked = request(audience=("women", "low-literacy"), participants=26, about=subject)
        for proposal in propose(library, asked).proposals:
            exceptions = [piece.exception for piece in proposal.arrangement.pieces() if piece.exception]
            assert len(exceptions) <= 1, subject
            said += exceptions
    assert said
    assert all("people at most: with 26 it takes longer" in text for text in said)


def test_people_who_are_far_too_many_meet_in_rooms(library: Library) -> None:
    asked = request(participants=66, facilitators=Team(women=8), about="")
    first = propose(library, asked).proposals[0]
    assert first.arrangement.rooms > 1
    assert_sound(library, asked, first)


def test_the_nearest_thing_that_cannot_be_had_is_named(library: Library) -> None:
    asked = request(about="money and dreams of couples")
    missing = not_there(library, asked, propose(library, asked))
    assert missing[0].id == "money-and-dreams"
    assert missing[0].why == "only with couples"


def test_what_is_impossible_says_why_and_what_would_help(library: Library) -> None:
    asked = request(meetings=(Meeting(9 * 60, 9 * 60 + 30),), about="")
    proposals = propose(library, asked)
    assert proposals.proposals == ()
    assert any(limit.name == "minutes" for limit in limits(library, proposals.left_out))
    changes = [relaxed.change for relaxed in what_would_help(library, asked, proposals)]
    assert any("minutes more in each meeting" in change for change in changes)


def test_where_it_matters_who_comes_that_is_asked_for(library: Library) -> None:
    asked = request(audience=("adults",), facilitators=Team(women=2, men=1), about="")
    proposals = propose(library, asked)
    if not proposals.proposals:
        changes = [relaxed.change for relaxed in what_would_help(library, asked, proposals)]
        assert "it is said who comes, such as --audience mixed" in changes
    assert any(exclusion.limit == "gender" for exclusion in proposals.left_out.values())


@pytest.mark.parametrize("seed", range(4))
def test_more_time_never_makes_it_impossible(library: Library, seed: int) -> None:
    asked = request(meetings=(Meeting(9 * 60, 9 * 60 + 130 + 35 * seed),), about=SUBJECTS[seed])
    if propose(library, asked).proposals:
        for more in (5, 30, 95):
            assert propose(library, longer(asked, more)).proposals, more


def test_the_same_request_gives_the_same_bytes() -> None:
    code = (
        "from practicepack.workspace import Workspace, shipped_root\n"
        "from practicepack.library.load import load\n"
        "from practicepack.library.models.people import Team\n"
        "from practicepack.propose.propose import propose\n"
        "from practicepack.propose.request import Meeting, ProposalRequest\n"
        "asked = ProposalRequest('ours', ('women',), 18, (Meeting(540, 960),), Team(women=2), 'rest')\n"
        "for proposal in propose(load(Workspace(None, shipped_root()))[0], asked).proposals:\n"
        "    print(sorted(proposal.files.items()))\n"
    )
    texts = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        texts.add(done.stdout)
    (text,) = texts
    assert text.count("workshop.yaml") >= 1


@pytest.mark.parametrize(
    ("text", "meeting"),
    [
        ("14:00-17:30", Meeting(840, 1050)),
        ("9h - 12h30", Meeting(540, 750)),
        ("2026-03-08 09:00-16:00", Meeting(540, 960, "2026-03-08")),
    ],
)
def test_a_meeting_is_read_as_people_write_it(text: str, meeting: Meeting) -> None:
    assert meeting_of(text) == meeting


@pytest.mark.parametrize(
    "text", ["", "14:00", "17:30-14:00", "14:02-17:30", "tomorrow", "8 March 14:00-15:00"]
)
def test_what_is_no_meeting_is_refused(text: str) -> None:
    with pytest.raises(CallError):
        meeting_of(text)


def test_a_team_is_read_as_authors_write_it() -> None:
    assert team_of("3").count == 3
    assert team_of("{women: 2, men: 1}") == Team(women=2, men=1)
    with pytest.raises(CallError):
        team_of("several")
