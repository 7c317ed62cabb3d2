"""The facilitator guide and the cue cards: one guide for each room, a card for each activity."""

import re
from functools import cache
from html import unescape
from typing import Any, get_args

import pytest

from practicepack.documents.compose import compose, selected
from practicepack.documents.context import Context
from practicepack.documents.cue_cards import cue_cards
from practicepack.documents.edition import Edition
from practicepack.documents.guide import guides
from practicepack.documents.model import Document, Part
from practicepack.documents.preparation import tasks
from practicepack.i18n import Translator
from practicepack.library.models.activity import When
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
        3,
    )
    # What both rooms do alike at the beginning is shown once.
    assert numbers(guide) == {one.number for one in plan("power-and-voice").sessions} - {2}


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
    shared = {"For these people", "Day 1", "Day 2", "Day 3"}
    assert {title for title in shared | {"The joint meeting"} if len(seen[title]) > 1} == set()
    assert len(seen["Our scores for the service"]) == 3


@pytest.mark.parametrize(
    ("edition", "cards", "pages", "size"),
    [
        (Edition(), 9, 3, (210, 297)),
        (Edition(paper="a5"), 9, 3, (210, 297)),
        (Edition(type="large"), 15, 8, (297, 210)),
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
    activity = next(one for one in walked.activities if one.more_questions)
    page = next(page for page in pages if activity.questions[0] in page)
    before, _, after = page.partition("If there is time")
    assert [text in before for text in activity.questions] == [True, True]
    assert [text in after for text in activity.more_questions] == [True, True]


def test_a_session_that_is_run_on_two_days_has_its_own_pages_on_each() -> None:
    second = "{session: 02-where-power-sits}, {break: 15}, {session: 06-closing}"
    days = f"{{start: '09:00', end: '10:50', blocks: [{second}]}}"
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


def shown(workshop: str, kinds: set[str], edition: Edition = A4) -> tuple[list[Document], dict[str, str]]:
    """The documents of some kinds, and the text of each part of them, by its name."""
    library, of_all, _ = planned(WORKSPACE, Request(workshop))
    words = Translator("en")
    templates = Templates(WORKSPACE, of_all.title, library.pictures, words, edition, of_plan(of_all, words))
    documents = [each for each in compose(Context(of_all, words, edition)) if each.kind in kinds]
    texts = {}
    for document in documents:
        for part in document.parts:
            html = templates.html(document, part, {"entries": (), "folios": {}})
            texts[f"{document.path} {part.name}"] = bare(re.sub(r"<[^>]+>", " ", html))
    return documents, texts


def bare(text: str) -> str:
    """A text without blanks, dashes, quotation marks and the signs of Markdown."""
    return re.sub(r"[^\w]+", "", unescape(text))


SERIES = "mens-circle-six-evenings"


@pytest.mark.parametrize("workshop", ["power-and-voice", SERIES, "fair-and-brave", "homes-that-share"])
def test_what_a_session_says_is_in_the_guide_and_the_rest_in_safety_and_background(workshop: str) -> None:
    """Nothing is lost: a session is in the guide; safety texts, practices and sources are elsewhere."""
    guide = "".join(shown(workshop, {"facilitator-guide"})[1].values())
    elsewhere = "".join(shown(workshop, {"safety", "background"})[1].values())
    said = set()
    for session in plan(workshop).sessions:
        said |= {session.title, *session.objectives, *session.key_messages, session.take_home or ""}
        for activity in session.activities:
            said |= {activity.title, activity.purpose, activity.reason, activity.room, *activity.key_messages}
            said |= {*activity.instead, *(task.do for task in activity.prepare)}
            said |= {text for risk in activity.risks for text in (risk.risk, risk.hold)}
            said |= {advice.text for advice in activity.advice}
            said |= {flipchart.text for flipchart in activity.flipcharts}
            for step in activity.steps:
                said |= {step.title, step.short or ""}
                said |= {text for cue in (*step.cues, *step.notes) for text in cue.texts}
    for energiser in plan(workshop).energisers:
        said |= {energiser.title, energiser.purpose, energiser.seated}
        said |= {text for cue in energiser.cues for text in cue.texts}
    missing = [text for text in said if spoken(text) not in guide]
    assert len(said) > 200
    assert missing == []
    kept = {page.item.text for page in plan(workshop).safety}
    kept |= {practice.item.why for practice in plan(workshop).practices}
    kept |= {activity.credit.origin for activity in plan(workshop).activities}
    kept |= {energiser.credit.origin for energiser in plan(workshop).energisers}
    assert [text for text in kept if spoken(text) not in elsewhere] == []


def spoken(text: str) -> str:
    """A Markdown text as its page shows it: links by their words, lists without their numbers."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return bare(re.sub(r"^\s*\d+\.\s|[|:-]{3,}", "", plain, flags=re.MULTILINE))


def test_a_method_that_comes_again_is_a_reminder_that_names_the_page_of_the_whole() -> None:
    documents, _ = shown(SERIES, {"facilitator-guide"})
    (guide,) = documents
    methods = [(part, method) for part in guide.parts for method in listed(part, "methods")]
    repeated = [(part, method) for part, method in methods if method.in_full]
    assert len(repeated) > 2
    in_full = {method.anchor: (part.name, method.plan.id) for part, method in methods if not method.in_full}
    for part, method in repeated:
        name, activity = in_full[method.in_full]
        assert activity == method.plan.id
        assert name == part.name or name in part.counts


def listed(part: Part, name: str) -> tuple[Any, ...]:
    found = part.view.get(name, ())
    assert isinstance(found, tuple)
    return found


def test_a_reminder_has_the_times_what_is_said_and_asked_and_what_is_never_cut() -> None:
    documents, texts = shown(SERIES, {"facilitator-guide"})
    for part in documents[0].parts:
        text = texts[f"{documents[0].path} {part.name}"]
        for method in (each for each in listed(part, "methods") if each.in_full):
            for step in method.plan.steps:
                told = [
                    text for cue in step.cues if cue.verb in ("say", "ask", "caution") for text in cue.texts
                ]
                assert [each for each in told if spoken(each) not in text] == []
                assert spoken(step.title) + ("Nevercutthis" if step.keep else "") in text


def test_a_task_of_several_rooms_is_prepared_once_with_the_rooms_that_do_it() -> None:
    of_all = plan("homes-that-share")
    listed_tasks = [task for when in get_args(When) for task in tasks(of_all, when)]
    wanted = {(activity.id, task.do) for activity in of_all.activities for task in activity.prepare}
    assert len(listed_tasks) == len(wanted)
    assert {"Women", "Men"} in [{*task.rooms} for task in listed_tasks]


def test_the_safety_document_is_for_each_facilitator_and_names_no_service() -> None:
    documents, texts = shown("power-and-voice", {"safety", "background"})
    assert [(each.path, each.copies, each.is_bound) for each in documents] == [
        ("facilitators/safety.pdf", 3, True),
        ("facilitators/background.pdf", 1, True),
    ]
    assert not [name for name, text in texts.items() if "Safeguardinglead" in text]


def test_what_no_specialist_has_read_says_so_in_the_guide_on_the_card_and_on_the_page_about_safety() -> None:
    kinds = {"facilitator-guide", "cue-cards", "safety", "safety-sheets"}
    pages = shown("no-one-deserves-it", kinds)[1]
    unread = bare("Not yet read by a specialist in violence against women.")
    of_all = plan("no-one-deserves-it")
    waiting = [activity for activity in of_all.activities if activity.unread_by]
    assert len(waiting) == 4
    for document in ("facilitator-guide", "cue-cards"):
        text = "".join(page for name, page in pages.items() if document in name)
        assert text.count(unread) == len(waiting)
    sheet = "".join(page for name, page in pages.items() if "when-somebody-tells-you" in name)
    assert bare("Not yet read by a specialist in violence against women and a health worker.") in sheet
    assert bare("Not yet read by a lawyer who knows the law here.") in "".join(pages.values())
