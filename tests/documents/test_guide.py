"""The facilitator guide and the cue cards: one guide for each room, a card for each activity."""

from functools import cache
from html import unescape

import pytest

from practicepack.documents.compose import compose, selected
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.guide import cue_cards, guides
from practicepack.documents.model import Document
from practicepack.i18n import Translator
from practicepack.library.overrides import assignment
from practicepack.pipeline import A4, Request, planned
from practicepack.plan.model import Plan
from practicepack.plan.steps import CuePlan, warned_first
from practicepack.render.templates import Templates, of_plan
from practicepack.workspace import Workspace, shipped_root

PLAIN = str.maketrans("\u2013\u2019", "-'")
"""Dashes and apostrophes as they were typed."""
WORKSPACE = Workspace(None, shipped_root())


@cache
def plan(workshop: str) -> Plan:
    return planned(WORKSPACE, Request(workshop))[1]


def made(workshop: str) -> list[Document]:
    return list(guides(Context(plan(workshop), Translator("en"), Edition())))


def numbers(guide: Document) -> set[int]:
    return {number for part in guide.parts for number in part.sessions}


def test_where_all_are_together_there_is_one_guide() -> None:
    (guide,) = made("power-and-voice")
    assert (guide.path, guide.title, guide.copies) == (
        "facilitators/facilitator-guide.pdf",
        "Facilitator guide",
        2,
    )
    assert numbers(guide) == {one.number for one in plan("power-and-voice").sessions}


@pytest.mark.parametrize(
    ("workshop", "expected"),
    [
        ("homes-that-share", {"women": 2, "men": 2}),
        ("score-card-to-meeting", {"women": 2, "men": 2, "staff": 2}),
    ],
)
def test_each_room_has_a_guide_with_its_sessions_and_those_of_all(
    workshop: str, expected: dict[str, int]
) -> None:
    found = made(workshop)
    assert {one.file.removeprefix("facilitator-guide-"): one.copies for one in found} == expected
    sessions = list(plan(workshop).sessions)
    for guide in found:
        room = guide.title.removeprefix("Facilitator guide (").removesuffix(")")
        mine = {one.number for one in sessions if one.track is None or one.track.title == room}
        assert numbers(guide) == mine
        assert len(mine) < len(sessions)


def test_the_guides_of_all_rooms_leave_no_session_out() -> None:
    together = set().union(*map(numbers, made("homes-that-share")))
    assert together == {one.number for one in plan("homes-that-share").sessions}


def test_pages_for_all_rooms_are_the_same_page_in_each_guide_and_say_of_no_room() -> None:
    of_all, library = plan("score-card-to-meeting"), planned(WORKSPACE, Request("score-card-to-meeting"))[0]
    words = Translator("en")
    templates = Templates(WORKSPACE, of_all.title, library.pictures, words, Edition(), of_plan(of_all, words))
    seen: dict[str, set[str]] = {}
    for guide in made("score-card-to-meeting"):
        for part in guide.parts:
            html = templates.html(guide, part, {"entries": ()})
            seen.setdefault(part.title, set()).add(html)
            own = part.name in ("cover", "contents") or getattr(part.view.get("session"), "track", None)
            assert (guide.title in html) == bool(own), part.name
    shared = {"Using this guide", "Before you start", "Background", "Energisers", "Day 1", "Day 2"}
    assert {title for title in shared | {"The joint meeting"} if len(seen[title]) > 1} == set()
    assert len(seen["Our scores for the service"]) == 3


@pytest.mark.parametrize(
    ("edition", "cards", "pages", "size"),
    [
        (Edition(), 8, 2, (210, 297)),
        (Edition(paper="a5"), 8, 2, (210, 297)),
        (Edition(type="large"), 13, 7, (297, 210)),
    ],
)
def test_every_activity_has_a_cue_card_and_in_large_type_one_for_its_questions(
    edition: Edition, cards: int, pages: int, size: tuple[float, float]
) -> None:
    (part,) = cue_cards(Context(plan("power-and-voice"), Translator("en"), edition)).parts
    listed = part.view["cards"]
    assert isinstance(listed, tuple)
    assert (len(listed), part.most_pages, part.page_size) == (cards, pages, size)
    assert [one.activity.id for one in listed if one.has_steps] == [
        one.id for one in plan("power-and-voice").activities
    ]


@pytest.mark.parametrize("template", ["cue-cards.html", "session.html"])
def test_questions_for_when_there_is_time_are_printed_below_those_that_are_kept(template: str) -> None:
    library, walked, _ = planned(WORKSPACE, Request("power-and-voice"))
    brief = Context(walked, Translator("en"), Edition())
    view = of_plan(walked, Translator("en"))
    templates = Templates(WORKSPACE, walked.title, library.pictures, Translator("en"), A4, view)
    documents = [cue_cards(brief), *guides(brief)]
    pages = [
        unescape(templates.html(document, part)).translate(PLAIN)
        for document in documents
        for part in document.parts
        if part.template == template
    ]
    (activity,) = [one for one in walked.activities if one.id == "power-walk"]
    page = next(page for page in pages if activity.questions[0] in page)
    before, _, after = page.partition("If there is time")
    assert [text in before for text in activity.questions] == [True, True]
    assert [text in after for text in activity.more_questions] == [True] * 4


def test_a_session_that_is_run_on_two_days_has_its_own_pages_on_each() -> None:
    second = "{session: 02-where-power-sits}, {break: 15}, {session: 06-closing}"
    days = f"{{start: '09:00', end: '10:35', blocks: [{second}]}}"
    first = "{start: '09:00', end: '11:00', blocks: [{session: 01-opening}, {session: 02-where-power-sits}]}"
    _, twice, found = planned(WORKSPACE, Request("power-and-voice", (assignment(f"days=[{first}, {days}]"),)))
    assert "repeated-session" not in {one.code for one in found}
    assert [one.id for one in twice.sessions].count("02-where-power-sits") == 2
    documents = compose(Context(twice, Translator("en"), Edition()))
    (guide,) = (one for one in documents if one.kind == "facilitator-guide")
    places = [place.destination for part in guide.parts for place in part.places]
    assert len(places) == len(set(places))
    assert {"session-02-where-power-sits", "session-02-where-power-sits-3"} <= set(places)
    only = selected(documents, frozenset({"facilitator-guide"}), twice, "02-where-power-sits")
    assert [sorted(part.sessions) for document in only for part in document.parts] == [[2], [3]]


@pytest.mark.parametrize("workshop", ["power-and-voice", "mens-circle-six-evenings", "fair-and-brave"])
def test_what_to_take_care_of_comes_before_all_that_is_done_in_a_step(workshop: str) -> None:
    """Authors may write it after the act: whoever reads line by line must have it before."""
    verbs = [[cue.verb for cue in step.cues] for one in plan(workshop).activities for step in one.steps]
    with_care = [one for one in verbs if "caution" in one]
    assert len(with_care) > 3
    assert [one for one in with_care if one != sorted(one, key=lambda verb: verb != "caution")] == []


def test_the_other_cues_of_a_step_keep_their_order() -> None:
    cues = [CuePlan(verb, (verb,)) for verb in ("do", "caution", "say", "do", "caution", "ask")]
    assert [cue.verb for cue in warned_first(cues)] == ["caution", "caution", "do", "say", "do", "ask"]
