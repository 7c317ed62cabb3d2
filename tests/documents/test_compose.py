from pathlib import Path

import pytest

from practicepack.documents.compose import ONLY, compose, selected
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document, Place
from practicepack.documents.printables import DOCUMENTS, PRINTABLE_KINDS
from practicepack.documents.sheets import SHEET_FOLDERS
from practicepack.i18n import Translator
from practicepack.pipeline import Request, planned
from practicepack.plan.model import Plan
from practicepack.workspace import Workspace

ACTIVITY = """\
title: {title}
purpose: P
reason: R
people: {{min: 2, ideal: 20, max: 40}}
groups: {{size: {{min: 4, ideal: 5, max: 6}}}}
room: A room
printables: [{printables}]
steps: [{{id: one, title: One, minutes: 30, cues: [{{do: Walk.}}]}}]
credit: {{origin: Many}}
"""
SESSION = """\
title: {title}
objectives: [See it]
minutes: 30
activities: [{{use: {activity}}}]
"""
FILES = {
    "content/activities/walk.yaml": ACTIVITY.format(
        title="Walk", printables="slip, deck, statements, shared"
    ),
    "content/activities/talk.yaml": ACTIVITY.format(
        title="Talk", printables="shared, poster, corners, survey, paper"
    ),
    "content/printables/slip.yaml": """\
        {kind: handout, title: A slip, to: participant, slip: true, body: [{lines: 3}]}""",
    "content/printables/shared.yaml": """\
        {kind: handout, title: A sheet, to: participant, per: group, body: [{lines: 3}]}""",
    "content/printables/deck.yaml": """\
        {kind: cards, title: A deck, to: participant, per: group, cards: [{id: a, front: A}]}""",
    "content/printables/statements.yaml": """\
        {kind: list, title: A list, to: facilitator, per: facilitator, items: [{id: a, text: A}]}""",
    "content/printables/poster.yaml": """\
        {kind: poster, title: A poster, to: wall, per: room, size: a2, signs: [{id: a, words: A}]}""",
    "content/printables/corners.yaml": """\
        {kind: sign, title: Corners, to: wall, per: room, signs: [{id: a, words: A}]}""",
    "content/printables/survey.yaml": """\
        {kind: form, title: A form, to: organiser, questions: [{id: a, ask: A}]}""",
    "content/printables/paper.yaml": """\
        {kind: certificate, title: Thanks, to: participant, text: You were here.}""",
    "sessions/tiny/workshop.yaml": """\
title: Tiny
purpose: P
participants: 21
facilitators: 3
days:
  - {start: "09:00", end: "09:30", blocks: [session: 01-walk]}
  - {start: "10:00", end: "10:30", blocks: [session: 02-talk]}
""",
    "sessions/tiny/01-walk.yaml": SESSION.format(title="See", activity="walk"),
    "sessions/tiny/02-talk.yaml": SESSION.format(title="Say", activity="talk"),
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    root: Path = tmp_path_factory.mktemp("compose")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return planned(Workspace(None, root), Request("tiny"))[1]


@pytest.fixture(scope="module")
def documents(plan: Plan) -> tuple[Document, ...]:
    return compose(Context(plan, Translator("en"), Edition()))


def paths(documents: tuple[Document, ...]) -> list[str]:
    return [one.path for one in documents]


def test_each_document_has_its_folder_and_its_copies(documents: tuple[Document, ...]) -> None:
    assert [(one.path, one.kind, one.copies) for one in documents] == [
        ("START.pdf", "start", 1),
        ("facilitators/facilitator-guide.pdf", "facilitator-guide", 3),
        ("facilitators/run-of-show.pdf", "run-of-show", 3),
        ("facilitators/cue-cards.pdf", "cue-cards", 1),
        ("facilitators/observer-sheet.pdf", "observer", 1),
        ("participants/agenda.pdf", "agenda", 21),
        ("participants/handouts.pdf", "handouts", 21),
        ("participants/handouts/slip.pdf", "handouts", 11),
        ("participants/cards/deck.pdf", "cards", 1),
        ("facilitators/statements.pdf", "lists", 3),
        ("participants/handouts/shared.pdf", "handouts", 4),
        ("wall/poster.pdf", "signs", 1),
        ("print/poster-tiles.pdf", "signs", 1),
        ("wall/corners.pdf", "signs", 1),
        ("organisers/survey.pdf", "forms", 21),
        ("participants/forms/paper.pdf", "forms", 21),
        ("organisers/packing-list.pdf", "packing-list", 1),
        ("organisers/preparation.pdf", "preparation", 1),
        ("organisers/print-run.pdf", "print-run", 1),
    ]


def test_slips_are_printed_two_to_a_sheet_and_counted_one_by_one(
    plan: Plan, documents: tuple[Document, ...]
) -> None:
    counted = {sheet.id: sheet.copies for sheet in plan.sheets}
    printed = {one.file: one.copies for one in documents}
    assert (counted["slip"], printed["handouts/slip"]) == (21, 11)
    assert (counted["shared"], printed["handouts/shared"]) == (4, 4)


def test_the_guide_has_its_parts_in_order_each_with_its_label(documents: tuple[Document, ...]) -> None:
    assert [(one.name, one.label, one.late == "contents") for one in documents[1].parts] == [
        ("cover", "", False),
        ("contents", "i", True),
        ("people", "ii", False),
        ("day-1", "Day 1", False),
        ("session-01-walk", "1", False),
        ("day-2", "Day 2", False),
        ("session-02-talk", "2", False),
    ]


def test_the_contents_lead_to_the_session_and_to_each_activity(documents: tuple[Document, ...]) -> None:
    session = next(one for one in documents[1].parts if one.name == "session-02-talk")
    assert session.places == (
        Place("2  Say", "session-02-talk", clock="10:00"),
        Place("Talk", "activity-talk", level=2, clock="10:00"),
    )


def test_a_sheet_is_labelled_with_the_first_session_that_uses_it(documents: tuple[Document, ...]) -> None:
    sheets = {one.file: one.parts[0] for one in documents if one.kind in DOCUMENTS}
    assert {file: part.label for file, part in sheets.items()} == {
        "handouts": "1",
        "handouts/slip": "1",
        "cards/deck": "1",
        "statements": "1",
        "handouts/shared": "1",
        "poster": "2",
        "poster-tiles": "2",
        "corners": "2",
        "survey": "2",
        "forms/paper": "2",
    }


def test_the_handouts_in_one_file_are_those_in_their_own(documents: tuple[Document, ...]) -> None:
    together = next(one for one in documents if one.file == "handouts")
    assert [part.name for part in together.parts] == ["slip", "shared"]
    apart = {part.name: part for one in documents if one.file != "handouts" for part in one.parts}
    assert [part == apart[part.name] for part in together.parts] == [True, True]


def test_a_poster_has_paper_of_its_own(documents: tuple[Document, ...]) -> None:
    sizes = {one.file: {part.page_size for part in one.parts} for one in documents}
    assert {file: size for file, size in sizes.items() if size != {(210, 297)}} == {
        "poster": {(420, 594)},
        "forms/paper": {(297, 210)},
    }


def test_short_days_share_a_part_of_the_run_of_show(documents: tuple[Document, ...]) -> None:
    (part,) = documents[2].parts
    assert [place.destination for place in part.places] == ["run-of-show-1", "run-of-show-2"]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ({"agenda"}, ["participants/agenda.pdf"]),
        ({"cards", "lists"}, ["participants/cards/deck.pdf", "facilitators/statements.pdf"]),
        ({"signs"}, ["wall/poster.pdf", "print/poster-tiles.pdf", "wall/corners.pdf"]),
        ({"forms"}, ["organisers/survey.pdf", "participants/forms/paper.pdf"]),
        (
            {"handouts"},
            [
                "participants/handouts.pdf",
                "participants/handouts/slip.pdf",
                "participants/handouts/shared.pdf",
            ],
        ),
        ({"packing-list", "run-of-show"}, ["facilitators/run-of-show.pdf", "organisers/packing-list.pdf"]),
    ],
)
def test_only_some_kinds(
    documents: tuple[Document, ...], plan: Plan, only: set[str], expected: list[str]
) -> None:
    assert paths(selected(documents, frozenset(only), plan, None)) == expected


def test_everything_is_of_a_kind_that_can_be_asked_for(documents: tuple[Document, ...], plan: Plan) -> None:
    missing = {"safety-sheets", "safety", "background", "my-day", "talk-cards"}
    assert {one.kind for one in documents} == set(ONLY) - missing
    assert selected(documents, frozenset(ONLY), plan, None) == documents
    assert selected(documents, frozenset(), plan, None) == documents


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        (
            "01-walk",
            {
                "facilitators/facilitator-guide.pdf": ["session-01-walk"],
                "participants/handouts.pdf": ["slip", "shared"],
                "participants/handouts/slip.pdf": ["slip"],
                "participants/cards/deck.pdf": ["deck"],
                "facilitators/statements.pdf": ["statements"],
                "participants/handouts/shared.pdf": ["shared"],
            },
        ),
        (
            "02-talk",
            {
                "facilitators/facilitator-guide.pdf": ["session-02-talk"],
                "participants/handouts.pdf": ["shared"],
                "participants/handouts/shared.pdf": ["shared"],
                "wall/poster.pdf": ["poster"],
                "print/poster-tiles.pdf": ["poster-tiles"],
                "wall/corners.pdf": ["corners"],
                "organisers/survey.pdf": ["survey"],
                "participants/forms/paper.pdf": ["paper"],
            },
        ),
    ],
)
def test_only_one_session_with_all_the_sheets_that_it_uses(
    documents: tuple[Document, ...], plan: Plan, session: str, expected: dict[str, list[str]]
) -> None:
    kept = selected(documents, frozenset(), plan, session)
    assert {one.path: [part.name for part in one.parts] for one in kept} == expected


def test_one_kind_of_one_session(documents: tuple[Document, ...], plan: Plan) -> None:
    kept = selected(documents, frozenset({"facilitator-guide", "cards"}), plan, "01-walk")
    assert paths(kept) == ["facilitators/facilitator-guide.pdf", "participants/cards/deck.pdf"]


def test_every_reader_and_every_kind_of_sheet_has_a_place() -> None:
    assert SHEET_FOLDERS == {
        "participant": "participants",
        "facilitator": "facilitators",
        "wall": "wall",
        "organiser": "organisers",
    }
    assert set(PRINTABLE_KINDS) == {
        "handout",
        "cards",
        "numbers",
        "sign",
        "poster",
        "list",
        "form",
        "certificate",
    }
