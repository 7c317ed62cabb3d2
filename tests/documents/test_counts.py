"""What the plan counts is what lies in the pack: cards, slips, sheets of paper."""

import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from practicepack.diagnostics import Source
from practicepack.documents.compose import compose
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document
from practicepack.documents.parts import RenderedPart
from practicepack.documents.printables import DOCUMENTS
from practicepack.i18n import Translator
from practicepack.library.load import Library, load
from practicepack.library.models.printable import Cards
from practicepack.library.rosters.roster import ListedPerson
from practicepack.pipeline import Built, Request, build, planned
from practicepack.plan.model import Plan
from practicepack.plan.resolve import resolve
from practicepack.plan.things import Sheet
from practicepack.typeset.jobs import TRIAL
from practicepack.typeset.layout import known
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

DECK = "title: {title}\nkind: cards\nto: participant\n{more}cards:\n{cards}"
CARD = '  - {{id: c{n}, front: "Person {n}", tags: [{tag}]{more}}}\n'
NUMBERS = (
    "title: Lots\nkind: numbers\nto: participant\nper: group\nspare: 20%\nabove: Group\ntext: Fold it.\n"
)
PLATES = "title: Plates\nkind: sign\nto: wall\nper: room\nfollows: roles\nsigns:\n{signs}"


def deck(title: str, number: int, more: str = "", back: str = "") -> str:
    cards = "".join(CARD.format(n=n, tag="high" if n % 3 else "low", more=back) for n in range(number))
    return DECK.format(title=title, more=more, cards=cards)


PRINTABLES = {
    "ballot": deck("Ballot", 1, "spare: 10%\n"),
    "roles": deck("Roles", 30),
    "spares": deck("Spares", 20, "spare: 50%\n"),
    "again": deck("Again", 6, 'sides: "2"\n', ", back: Behind"),
    "pass": deck("Pass", 1, "per: group\n"),
    "few": deck("Few", 3, "per: group\nspare: 50%\n"),
    "whole": deck("Whole", 10, "per: group\n"),
    "lots": NUMBERS,
    "plates": PLATES.format(signs="".join(f"  - {{id: c{n}, words: Plate {n}}}\n" for n in range(30))),
}
FILES = {f"content/printables/{id_}.yaml": text for id_, text in PRINTABLES.items()} | {
    "content/activities/play.yaml": f"""\
title: Play
purpose: To play.
reason: It helps.
people: {{min: 2, ideal: 20, max: 60}}
groups: 4-5-6
printables: [{", ".join(PRINTABLES)}]
room: A circle.
steps: [{{id: play, title: Play, minutes: 60, cues: [{{do: Play.}}]}}]
credit: {{origin: Made for these tests}}
""",
    "sessions/w/workshop.yaml": """\
title: W
purpose: P
participants: 20
organiser: {name: T}
days: [{start: "09:00", end: "10:00", blocks: [{session: s}]}]
""",
    "sessions/w/s.yaml": "title: S\nobjectives: [O]\nminutes: 60\nactivities: [{use: play}]\n",
}


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Built]:
    """The plan of a workshop with decks of many shapes, and its cards and signs as they are built."""
    root = tmp_path_factory.mktemp("counts")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    workspace = Workspace(root, shipped_root())
    request = Request("w", only=frozenset({"cards", "signs", "print-run"}))
    with Typesetter(workspace, 1) as typesetter:
        return planned(workspace, request)[1], build(workspace, request, root / "build", typesetter)


PAPER = {
    "ballot": (3, 1),
    "roles": (3, 1),
    "spares": (4, 1),
    "again": (6, 1),
    "pass": (1, 1),
    "few": (1, 3),
    "whole": (2, 4),
    "lots": (1, 1),
    "plates": (20, 1),
}
"""The pages of each file and its copies: 20 people, 4 groups, 8 cards to a sheet."""


@pytest.mark.parametrize("id_", PRINTABLES)
def test_the_pages_of_a_file_are_those_that_the_plan_asks_for(counted: tuple[Plan, Built], id_: str) -> None:
    _, made = counted
    (line,) = (one for one in made.run.lines if one.document.parts[0].name == id_)
    with pikepdf.open(made.folder / line.document.path) as pdf:
        assert (len(pdf.pages), line.copies) == PAPER[id_]
    assert line.pages == PAPER[id_][0]
    assert line.sheets == (3 if id_ == "again" else line.pages * line.copies)


@pytest.mark.parametrize(
    ("id_", "pieces"),
    [("ballot", 22), ("roles", 20), ("spares", 30), ("again", 20), ("few", 0), ("lots", 0), ("plates", 0)],
)
def test_the_plan_says_how_many_cards_there_are(counted: tuple[Plan, Built], id_: str, pieces: int) -> None:
    (sheet,) = (one for one in counted[0].sheets if one.id == id_)
    assert sheet.pieces == pieces


def test_every_sheet_of_the_plan_is_a_file_of_the_pack(counted: tuple[Plan, Built]) -> None:
    plan, made = counted
    files = {Path(one.document.path).stem for one in made.run.lines}
    assert {sheet.name for sheet in plan.sheets} | {"print-run"} == files


def test_the_print_run_adds_up_with_itself(counted: tuple[Plan, Built]) -> None:
    _, made = counted
    file = made.folder / "organisers/print-run.pdf"
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert f"Total {sum(line.sheets for line in made.run.lines)} sheets" in " ".join(text.split())


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_a_longer_print_run_lists_itself_as_long_as_it_is(pages: int) -> None:
    plan = resolve(shipped(), shipped().workshops["power-and-voice"])[0]
    documents = compose(Context(plan, Translator("en"), Edition()))
    (own,) = (one for one in documents if one.kind == "print-run")
    trial = RenderedPart(b"", pages)
    found: Any = known(documents, own, own.parts[0], {(own.path, TRIAL): trial}, Edition())
    assert [(line.document.path, line.pages) for line in found["run"].lines] == [(own.path, pages)]


SHIPPED = Workspace(None, shipped_root())
WORKSHOPS = SHIPPED.workshops()


def plan_with_names(workshop: str, number: int) -> Plan:
    """A shipped workshop as it is planned with a list of so many people."""
    folder = shipped().workshops[workshop]
    place = Source("participants.csv", "").at()
    listed = tuple(ListedPerson(f"Person {n}", place) for n in range(number))
    return resolve(shipped(), replace(folder, listed=listed))[0]


@cache
def shipped() -> Library:
    return load(SHIPPED)[0]


def held(document: Document, sheet: Sheet) -> int:
    """How many certificates, cards, slips or sheets the file of a sheet holds, in all its copies."""
    (part,) = document.parts
    view: Any = part.view
    if view.get("names"):
        return document.copies * len(view["names"])
    if sheet.pieces:
        sides = 2 if any(getattr(card, "back", None) for card in view.get("cards", ())) else 1
        return document.copies * (part.most_pages or 0) // sides * int(view["up"])
    if sheet.slips:
        return document.copies * len(sheet.slips)
    if isinstance(sheet.printable, Cards):
        return document.copies * len(view["cards"]) // len(sheet.printable.cards)
    return document.copies * int(view["up"])


@pytest.mark.parametrize("listed", [0, 7, 100])
@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_what_the_plan_counts_is_what_the_files_hold(workshop: str, listed: int) -> None:
    plan = plan_with_names(workshop, listed)
    documents = compose(Context(plan, Translator("en"), Edition()))
    files = {one.parts[0].name: one for one in documents if one.folder != "print" and len(one.parts) == 1}
    for sheet in plan.sheets:
        document = files[sheet.name]
        needed = sheet.copies * (sheet.pieces or 1)
        found = held(document, sheet)
        # the last page of each deck has room for as many cards as lie on it, and seven of them may be empty
        assert needed <= found < needed + 8 * max(1, sheet.copies * bool(sheet.pieces)), sheet.name
        if sheet.printable.kind == "certificate":
            assert found == sheet.copies >= max(listed, plan.participants)
    known = {sheet.name for sheet in plan.sheets}
    printed = {one.parts[0].name for one in documents if one.kind in DOCUMENTS and not one.repeats}
    assert {name.removesuffix("-tiles") for name in printed} == known
