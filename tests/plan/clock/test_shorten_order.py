"""What is cut first where time is short, what never is, and what is proposed instead."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from trial import activity, changed, clock, codes, day, outcome, pasted, said, session, shipped, step, steps
from trial import library as made

from practicepack.library.checks.references import check_library
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.clock.shorten import Cut, shortened
from practicepack.plan.drafter import Drafter
from practicepack.plan.model import Plan

ORDER = ("no Extra", "Do fewer.", "Walk past.", "Two tell.", "Brief")
"""What becomes of an activity, one thing after another, before it is left out."""
WALK = steps(
    step("open", "5"),
    step("extra", "10", "optional: true"),
    step("cards", "20", "shorter: {by: fewer, minutes: 10, do: Do fewer.}"),
    step("report", "20", "shorter: {by: gallery, minutes: 10, do: Walk past.}"),
    step("plenary", "20", "shorter: {by: two-groups, minutes: 10, do: Two tell.}"),
    step("debrief", "10", "keep: true"),
)
CONTENT = (
    activity("walk", steps=WALK, short_form="brief")
    | activity("ride", steps=WALK, short_form="brief")
    | activity("brief", steps=steps(step("all", "15", "keep: true")))
    | activity("talk", steps=steps(step("all", "30")))
    | activity("sing", steps=steps(step("all", "20")))
    | activity("greet", kind="opening", steps=steps(step("all", "10")))
    | activity("agree", kind="agreement", steps=steps(step("all", "10")))
    | activity("part", kind="closing", steps=steps(step("all", "10")))
)
FULL = 85
"""The minutes of a walk in full."""


def of(minutes: int, *uses: str, content: dict[str, str] = CONTENT, limits: str = "1-60-999") -> Library:
    """A day of so many minutes, with one session."""
    days = day("session: 01-try", start="00:00", end=clock(minutes))
    return made(days, {"01-try": session(*uses, minutes=limits)}, content=content)


def cuts(found: Library) -> list[str]:
    """What was done in a shorter way or left out, in the order in which it was."""
    plan, _ = outcome(found)
    assert plan
    return [text for _, text in cuts_of(plan)]


def cuts_of(plan: Plan) -> list[tuple[str, str]]:
    """Where something was cut, and what."""
    gone = {"shortened": "", "dropped": "no "}
    return [(one.where, gone[one.kind] + one.text) for one in plan.changes if one.kind in gone]


@pytest.mark.parametrize(
    ("minutes", "number"),
    [(FULL, 0), (84, 1), (75, 1), (74, 2), (65, 2), (64, 3), (55, 3), (54, 4), (45, 4), (44, 5), (15, 5)],
)
def test_one_kind_of_cut_comes_after_another_and_no_more_than_needed(minutes: int, number: int) -> None:
    assert cuts(of(minutes + 10, "greet", "walk?")) == list(ORDER[:number])


def test_in_the_end_what_is_optional_is_left_out() -> None:
    assert cuts(of(24, "greet", "walk?")) == [*ORDER, "no Brief"]


def test_each_kind_of_cut_goes_through_the_whole_day_from_its_end() -> None:
    found = of(30, "walk", "ride")
    plan, _ = outcome(found)
    assert plan
    assert cuts_of(plan) == [(where, text) for text in ORDER for where in ("Ride", "Walk")]


def test_what_is_kept_is_done_in_full() -> None:
    plan, _ = outcome(of(45, "walk"))
    assert plan
    (one,) = plan.activities
    assert [(step.id, step.minutes, step.short) for step in one.steps] == [
        ("open", 5, None),
        ("cards", 10, "Do fewer."),
        ("report", 10, "Walk past."),
        ("plenary", 10, "Two tell."),
        ("debrief", 10, None),
    ]


@pytest.mark.parametrize("framing", ["greet", "agree", "part"])
def test_what_holds_a_meeting_together_is_never_left_out(framing: str) -> None:
    found = of(25, f"{framing}?", "sing")
    assert codes(found) >= {"day-too-short"}
    assert "left-out" not in codes(found)


def test_what_is_not_optional_is_never_left_out() -> None:
    found = of(25, "talk")
    assert codes(found) >= {"day-too-short"}
    assert "left-out" not in codes(found)


def test_each_cut_is_told_of_with_what_to_do() -> None:
    found = of(24, "greet", "walk?")
    assert said(found, "left-out") == [
        (
            '"brief" is left out of "Trial": there is no time for it',
            ("it is optional; give the day more time to keep it",),
        )
    ]
    assert said(found, "shortened")[0] == (
        '"walk" is done without the step "Extra"',
        ("give the day more time to do it in full",),
    )
    *ways, form = [message for message, _ in said(found, "shortened")[1:]]
    assert ways == [f'"walk" is done in a shorter way: {what}' for what in ORDER[1:-1]]
    assert form == f'"walk" makes room for its short form, "{ORDER[-1]}"'


def test_a_session_that_is_too_full_is_shortened_while_the_day_has_time() -> None:
    days = day("session: 01-try", "session: 02-try", start="00:00", end="10:00")
    sessions = {"01-try": session("walk", minutes="30-60-75"), "02-try": session("ride")}
    assert cuts(made(days, sessions, content=CONTENT)) == ["no Extra"]


@pytest.mark.parametrize("long_room", [0, 1])
def test_side_by_side_only_the_room_that_takes_longest_is_shortened(long_room: int) -> None:
    rooms = "parallel: [{title: One, session: 01-one}, {title: Two, session: 02-two}]"
    uses = [("walk",), ("talk",)] if long_room == 0 else [("talk",), ("walk",)]
    sessions = {name: session(*each) for name, each in zip(("01-one", "02-two"), uses, strict=True)}
    found = made(day(rooms, start="00:00", end="01:05"), sessions, content=CONTENT)
    assert cuts(found) == list(ORDER[:2])


def test_rooms_that_are_called_alike_are_still_two_rooms() -> None:
    rooms = "parallel: [{title: One, session: 01-one}, {title: One, session: 01-one}]"
    found = made(
        day(rooms, start="00:00", end="01:05"), {"01-one": session("walk")}, content=CONTENT, participants=21
    )
    plan, _ = outcome(found)
    assert plan
    assert [room.track.participants for room in plan.sessions if room.track] == [11, 10]


LOOSE = steps(step("one", "20-30-60"), step("extra", "20-40-40", "optional: true"))


@pytest.mark.parametrize(
    ("fields", "limits"), [({}, "60-60-90"), ({"minutes": "60-90"}, "1-60-999")], ids=["session", "activity"]
)
def test_nothing_is_cut_that_makes_nothing_shorter(fields: dict[str, str], limits: str) -> None:
    content = CONTENT | activity("roam", steps=LOOSE, **fields)
    days = day("session: 01-try", "session: 02-try", start="00:00", end="02:15")
    sessions = {"01-try": session("walk"), "02-try": session("roam", minutes=limits)}
    assert cuts(made(days, sessions, content=content)) == ["no Extra"]


def test_nothing_in_the_shipped_workshops_is_cut_that_makes_nothing_shorter() -> None:
    found = {
        id_: [f"{cut.activity.id}: {cut.what}" for cut in all_cuts(folder) if is_in_vain(cut)]
        for id_, folder in shipped().workshops.items()
    }
    assert {id_: vain for id_, vain in found.items() if vain} == {}


def test_a_shipped_workshop_can_be_held_in_less_time_by_doing_less() -> None:
    found = {id_: len(list(all_cuts(folder))) for id_, folder in shipped().workshops.items()}
    assert max(found.values()) > 0, found


def all_cuts(folder: WorkshopFolder) -> Iterator[Cut]:
    """All that is cut from the days of a workshop where they are far too short."""
    for draft in Drafter(shipped(), folder).days():
        start = draft.item.start
        item = draft.item.model_copy(update={"end": start.replace(minute=start.minute + 1)})
        yield from shortened(replace(draft, item=item))[1]


def is_in_vain(cut: Cut) -> bool:
    """Whether a session takes as long after a cut as before."""
    return cut.gain <= 0 or (cut.after.activities and cut.after.minutes.min >= cut.session.minutes.min)


REFUSED = [{"not_for": "[men]"}, {"for": "[women]"}, {"never_with": "[{audience: men}]"}]


@pytest.mark.parametrize("own", REFUSED, ids=["not for", "for", "never with"])
@pytest.mark.parametrize(("audience", "takes_place"), [("women", True), ("men", False)])
def test_a_short_form_takes_its_place_only_with_the_people_it_is_for(
    own: dict[str, str], audience: str, takes_place: bool
) -> None:
    content = CONTENT | activity("brief", steps=steps(step("all", "15")), **own)
    days = day("session: 01-try", start="00:00", end="00:44")
    found = made(days, {"01-try": session("walk")}, content=content, audience=audience)
    plan, _ = outcome(found)
    used = [one.id for one in plan.activities] if plan else []
    assert used == (["brief"] if takes_place else [])
    assert ("day-too-short" in codes(found), "never-with" in codes(found)) == (not takes_place, False)


def test_a_short_form_that_is_left_out_by_name_takes_no_place() -> None:
    found = changed(of(44, "walk"), "without=[brief]")
    assert codes(found) >= {"day-too-short"}


def test_a_short_form_that_leads_back_to_itself_is_found_and_not_followed() -> None:
    content = activity("walk", short_form="ride") | activity("ride", short_form="walk")
    found = of(60, "walk", content=content)
    assert [one.code for one in check_library(found) if one.severity == "error"] != []


def test_what_others_build_on_is_not_left_out_before_them() -> None:
    content = CONTENT | activity("dance", after="[sing]", steps=steps(step("all", "30")))
    found = of(45, "sing?", "dance", content=content)
    assert codes(found) & {"after-missing", "left-out"} == set()
    assert "day-too-short" in codes(found)


def test_a_day_from_which_everything_goes_is_short_and_not_empty() -> None:
    found = of(10, "sing?", "talk?")
    assert "nothing of this day is for this audience" not in {one.message for one in outcome(found)[1]}


BUILT_ON = CONTENT | activity("dance", after="[sing]", steps=steps(step("all", "60")))
TOO_SHORT = {
    "one to leave out": (of(60, "greet", "talk", "sing", "part", "walk"), 3),
    "several to leave out": (of(31, "greet", "talk", "sing", "part", "ride", "walk"), 3),
    "nothing to leave out": (of(15, "greet", "part"), 2),
    "too late in the evening": (
        made(
            day("session: 01-try", start="23:30", end="23:50"),
            {"01-try": session("talk", "greet")},
            content=CONTENT,
        ),
        2,
    ),
    "one that others build on": (of(89, "greet", "sing", "dance", "part", content=BUILT_ON), 3),
    "all that there is": (of(20, "talk"), 2),
    "the second day": (
        made(
            day("session: 01-try", end="10:00") + day("session: 02-try", start="14:00", end="14:40"),
            {"01-try": session("talk"), "02-try": session("sing", "talk")},
            content=CONTENT,
        ),
        3,
    ),
}


@pytest.mark.parametrize("case", TOO_SHORT)
def test_what_is_proposed_where_a_day_is_too_short_can_be_pasted_and_makes_it_fit(case: str) -> None:
    found, most = TOO_SHORT[case]
    ((_, hints),) = said(found, "day-too-short")
    assert 0 < len(hints) <= most
    for hint in hints:
        plan, diagnostics = outcome(pasted(found, hint))
        stops = [one.message for one in diagnostics if one.severity == "error"]
        assert (hint, stops) == (hint, [])
        assert plan


@pytest.mark.parametrize("case", TOO_SHORT)
def test_what_holds_a_meeting_together_is_never_proposed_to_be_left_out(case: str) -> None:
    found, _ = TOO_SHORT[case]
    proposed = " ".join(hint for _, hints in said(found, "day-too-short") for hint in hints).split()
    assert {"greet", "agree", "part"} & set(proposed) == set()


@pytest.mark.parametrize(
    ("uses", "limits"),
    [
        (("sing", "talk"), "20-30-40"),
        (("greet", "agree", "part"), "20-20-25"),
        (("greet", "talk"), "20-30-35"),
    ],
)
def test_what_is_proposed_where_a_session_is_too_full_makes_it_fit(
    uses: tuple[str, ...], limits: str
) -> None:
    found = of(600, *uses, limits=limits)
    ((_, (minutes, *less)),) = said(found, "session-too-short")
    key, _, value = minutes.partition(": ")
    assert key == "minutes"
    assert "session-too-short" not in codes(of(600, *uses, limits=value))
    assert [hint for hint in less if outcome(pasted(found, hint))[0] is None] == []
    assert {"greet", "agree", "part"} & set(" ".join(less).split()) == set()
