"""The print run: how each file goes through the printer, its sheets counted from pages, sides and copies."""

from dataclasses import replace

import pytest

from practicepack.documents.edition import Binding, Edition, Flip, Leaf
from practicepack.documents.model import Document, Finish, Part, Stock
from practicepack.documents.print_run import (
    PageNumber,
    PrinterSettings,
    RunLine,
    Way,
    is_made_over,
    jobs,
    order,
    print_run,
    printer_settings,
    turns_backs,
    way,
)
from practicepack.documents.tiling import tiling

PART = Part("one", "one.html", "", "One", {})
WIDE = replace(PART, is_wide=True)
PLAIN = Document("handouts", "participants", "plain", "Plain", 1, (PART,))
"""Printed on one side whatever the binding: a sign, or a deck without backs."""
TURNED = replace(PLAIN, file="turned", sides=2)
"""Printed on both sides whatever the binding: a deck with backs."""
READ = replace(PLAIN, file="read", is_read=True)
BOUND = replace(READ, file="bound", is_bound=True, parts=(PART, PART))
SMALL = replace(PART, leaf="a5")
LEAFLET = replace(READ, file="leaflet", is_folded=True, parts=(SMALL,))
DAILY = replace(READ, file="daily", copies=5, is_daily=True)
SETS = replace(BOUND, file="sets", folder="print", times=3)
BOTH, DUPLEX, BOOKLET = (Edition(binding=binding) for binding in ("loose", "duplex", "booklet"))
LOOSE = Edition(sides="one")


def document(file: str, copies: int = 1, stock: Stock = "paper", sides: int = 1) -> Document:
    return Document("handouts", "participants", file, file, copies, (PART,), stock, sides)


def line(one: Document, lengths: list[int], edition: Edition) -> RunLine:
    (only,) = print_run([one], {one.path: lengths}, edition).lines
    return only


@pytest.mark.parametrize(
    ("one", "pages", "ways"),
    [
        (PLAIN, 1, ("single", "single", "single", "single")),
        (PLAIN, 5, ("single", "single", "single", "single")),
        (TURNED, 1, ("single", "single", "single", "single")),
        (TURNED, 2, ("duplex", "duplex", "duplex", "duplex")),
        (READ, 1, ("single", "single", "single", "single")),
        (READ, 2, ("single", "duplex", "duplex", "duplex")),
        (BOUND, 5, ("single", "duplex", "duplex", "booklet")),
        (SETS, 5, ("single", "duplex", "duplex", "duplex")),
        (LEAFLET, 1, ("halves", "halves", "halves", "halves")),
        (LEAFLET, 2, ("halves", "halves", "halves", "halves")),
        (LEAFLET, 3, ("booklet", "booklet", "booklet", "booklet")),
        (DAILY, 1, ("single", "duplex", "duplex", "duplex")),
        (DAILY, 2, ("single", "duplex", "duplex", "duplex")),
        (replace(DAILY, copies=1), 1, ("single", "single", "single", "single")),
    ],
)
def test_the_way_through_the_printer(one: Document, pages: int, ways: tuple[Way, ...]) -> None:
    assert tuple(way(one, pages, edition) for edition in (LOOSE, BOTH, DUPLEX, BOOKLET)) == ways


@pytest.mark.parametrize(
    ("one", "lengths", "edition", "pages"),
    [
        (READ, [3], DUPLEX, [0, 1, 2]),
        (BOUND, [1, 2, 1], LOOSE, [0, 1, 2, 3]),
        (BOUND, [1, 2, 1], DUPLEX, [0, None, 1, 2, 3]),
        (BOUND, [1, 2, 1], BOOKLET, [0, None, 1, 2, 3]),
        (BOUND, [2, 4], DUPLEX, [0, 1, 2, 3, 4, 5]),
        (BOUND, [3, 1, 1], DUPLEX, [0, 1, 2, None, 3, None, 4]),
        (SETS, [1, 2], LOOSE, [0, 1, 2] * 3),
        (SETS, [1, 2], BOTH, [0, 1, 2, None] * 3),
        (SETS, [1, 1], BOTH, [0, 1] * 3),
        (SETS, [1, 2], DUPLEX, [0, None, 1, 2] * 3),
        (SETS, [2, 1], DUPLEX, [0, 1, 2, None, 0, 1, 2, None, 0, 1, 2]),
        (replace(READ, times=2), [3], DUPLEX, [0, 1, 2, None, 0, 1, 2, None]),
    ],
)
def test_each_part_of_what_is_bound_starts_on_a_right_page(
    one: Document, lengths: list[int], edition: Edition, pages: list[PageNumber]
) -> None:
    assert order(one, lengths, edition) == pages


@pytest.mark.parametrize(
    ("flip", "is_wide", "turned"),
    [
        ("long-edge", False, False),
        ("short-edge", False, True),
        ("long-edge", True, True),
        ("short-edge", True, False),
    ],
)
def test_backs_stand_upside_down_where_the_sheet_turns_over_its_upper_edge(
    flip: Flip, is_wide: bool, turned: bool
) -> None:
    one = replace(READ, parts=(WIDE if is_wide else PART,))
    assert turns_backs(one, Edition(binding="duplex", flip=flip)) is turned


@pytest.mark.parametrize(
    ("one", "pages", "binding", "flip", "made_over"),
    [
        (PLAIN, 4, "booklet", "short-edge", False),
        (READ, 4, "loose", "long-edge", False),
        (READ, 4, "loose", "short-edge", True),
        (READ, 4, "duplex", "long-edge", False),
        (READ, 4, "duplex", "short-edge", True),
        (READ, 1, "duplex", "short-edge", False),
        (replace(READ, parts=(WIDE,)), 4, "duplex", "long-edge", True),
        (replace(READ, parts=(WIDE,)), 4, "duplex", "short-edge", False),
        (TURNED, 2, "loose", "long-edge", False),
        (TURNED, 2, "loose", "short-edge", True),
        (BOUND, 4, "loose", "long-edge", False),
        (BOUND, 4, "duplex", "long-edge", True),
        (BOUND, 4, "booklet", "long-edge", True),
        (SETS, 4, "loose", "long-edge", True),
    ],
)
def test_a_file_is_made_for_the_printer_only_where_it_differs(
    one: Document, pages: int, binding: Binding, flip: Flip, made_over: bool
) -> None:
    assert is_made_over(one, pages, Edition(binding=binding, flip=flip)) is made_over


@pytest.mark.parametrize(
    ("pages", "sides", "copies", "sheets"),
    [(1, 1, 1, 1), (3, 1, 20, 60), (3, 2, 20, 40), (4, 2, 20, 40), (0, 1, 5, 0)],
)
def test_sheets_of_a_file(pages: int, sides: int, copies: int, sheets: int) -> None:
    assert line(document("slip", copies, sides=sides), [pages], Edition()).sheets == sheets


@pytest.mark.parametrize(
    ("one", "lengths", "sheets"),
    [
        (PLAIN, [5], (5, 5, 5)),
        (READ, [5], (5, 3, 3)),
        (BOUND, [5], (5, 3, 2)),
        (BOUND, [1, 1, 1], (3, 3, 2)),
        (BOUND, [4, 4], (8, 4, 2)),
        (BOUND, [4, 4, 1], (9, 5, 3)),
        (SETS, [1, 2], (9, 6, 6)),
    ],
)
def test_sheets_by_binding(one: Document, lengths: list[int], sheets: tuple[int, int, int]) -> None:
    editions = (LOOSE, DUPLEX, BOOKLET)
    assert tuple(line(one, lengths, edition).sheets for edition in editions) == sheets
    several = (line(replace(one, copies=7), lengths, edition).sheets for edition in editions)
    assert tuple(several) == tuple(7 * count for count in sheets)


@pytest.mark.parametrize(
    ("page", "sheet"), [("a5", "a4"), ("a4", "a3"), ("letter", "tabloid")], ids=["a5", "a4", "letter"]
)
def test_a_booklet_is_folded_from_paper_of_twice_the_size(page: Leaf, sheet: Leaf) -> None:
    one = replace(BOUND, parts=(replace(PART, leaf=page),))
    assert [line(one, [4], edition).leaf for edition in (LOOSE, DUPLEX, BOOKLET)] == [page, page, sheet]


@pytest.mark.parametrize(
    ("one", "edition", "file", "sides"),
    [
        (READ, LOOSE, "participants/read.pdf", 1),
        (READ, DUPLEX, "participants/read.pdf", 2),
        (READ, replace(DUPLEX, flip="short-edge"), "print/participants/read.pdf", 2),
        (BOUND, BOOKLET, "print/participants/bound.pdf", 2),
        (SETS, LOOSE, "print/sets.pdf", 1),
    ],
)
def test_the_file_that_is_sent_to_the_printer(one: Document, edition: Edition, file: str, sides: int) -> None:
    sent = line(one, [4], edition)
    assert (sent.file, sent.sides) == (file, sides)
    assert f"{sent.folder}/{sent.name}" == file


@pytest.mark.parametrize(
    ("one", "pages", "finish"),
    [
        (PLAIN, 5, ((), (), ())),
        (READ, 1, ((), (), ())),
        (READ, 2, (("staple",), (), ())),
        (READ, 3, (("staple",), ("staple",), ("staple",))),
        (replace(PLAIN, finish=("cut",)), 5, (("cut",), ("cut",), ("cut",))),
        (replace(READ, finish=("cut",)), 3, (("cut", "staple"),) * 3),
        (BOUND, 5, (("punch",), ("punch",), ("fold",))),
        (SETS, 5, (("punch",), ("punch",), ("punch",))),
    ],
)
def test_what_is_done_with_the_sheets(
    one: Document, pages: int, finish: tuple[tuple[Finish, ...], ...]
) -> None:
    assert tuple(line(one, [pages], edition).finish for edition in (LOOSE, DUPLEX, BOOKLET)) == finish


def test_totals_are_by_paper_and_card() -> None:
    documents = [document("slip", 10), document("map", 20, sides=2), document("deck", 2, "card")]
    run = print_run(documents, {one.path: [2] for one in documents}, Edition())
    assert run.sheets == {("paper", "a4"): 10 * 2 + 20, ("card", "a4"): 4}


def test_totals_are_by_size() -> None:
    poster = replace(PLAIN, file="poster", parts=(replace(PART, leaf="a2"),))
    run = print_run([BOUND, READ, poster], {one.path: [4] for one in (BOUND, READ, poster)}, BOOKLET)
    assert run.sheets == {("paper", "a3"): 1, ("paper", "a4"): 2, ("paper", "a2"): 4}


def test_what_repeats_other_files_is_not_counted() -> None:
    book = Document("handouts", "participants", "all", "All", 20, (PART,), repeats=True)
    slip = document("slip", 10)
    run = print_run([book, slip], {book.path: [9], slip.path: [1]}, Edition())
    assert [line.document for line in run.lines] == [slip]


def test_what_has_no_pages_yet_is_not_in_the_run() -> None:
    run = print_run([document("slip"), document("run")], {"participants/slip.pdf": [1]}, Edition())
    assert [line.document.file for line in run.lines] == ["slip"]


def test_a_poster_in_pieces_is_counted_as_its_pieces() -> None:
    poster = Document("signs", "wall", "poster", "A", 2, (replace(PART, leaf="a2"),))
    cut = tiling("a2", "a4")
    tiles = Document("signs", "print", "tiles", "B", 2, (PART,), pieces=cut, pieces_of=poster.path)
    run = print_run([poster, tiles], {poster.path: [1], tiles.path: [9]}, DUPLEX)
    assert [(one.file, one.sheets, one.leaf, one.instead) for one in run.lines] == [
        ("print/tiles.pdf", 18, "a4", "wall/poster.pdf")
    ]
    whole = print_run([poster], {poster.path: [1]}, DUPLEX)
    assert [(one.file, one.sheets, one.leaf, one.instead) for one in whole.lines] == [
        ("wall/poster.pdf", 2, "a2", "")
    ]


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        (LOOSE, {"sides": "one", "paper": "a4", "ink": "black", "sheets": 20}),
        (Edition(), {"sides": "long-edge", "paper": "a4", "ink": "black", "sheets": 10}),
        (Edition(ink="colour"), {"sides": "long-edge", "paper": "a4", "ink": "colour", "sheets": 10}),
        (DUPLEX, {"sides": "long-edge", "paper": "a4", "ink": "black", "sheets": 10}),
        (BOOKLET, {"sides": "long-edge", "paper": "a3", "ink": "black", "sheets": 5}),
        (
            replace(BOOKLET, flip="short-edge"),
            {"sides": "short-edge", "paper": "a3", "ink": "black", "sheets": 5},
        ),
    ],
)
def test_a_job_says_what_the_printer_must_know(edition: Edition, expected: dict[str, object]) -> None:
    one = replace(BOUND, copies=5)
    (job,) = jobs(print_run([one], {one.path: [4]}, edition), edition)
    file = "participants/bound.pdf" if edition.binding == "loose" else "print/participants/bound.pdf"
    assert job == {"file": file, "copies": 5, "stock": "paper"} | expected


def test_jobs_on_card_come_after_those_on_paper_each_in_their_order() -> None:
    made = [document("a", 1, "card"), document("b"), document("c", 1, "card"), document("d")]
    run = print_run(made, {one.path: [1] for one in made}, Edition())
    assert [one.document.file for one in run.lines] == ["a", "b", "c", "d"]
    listed = [(job["file"], job["stock"]) for job in jobs(run, Edition())]
    assert listed == [
        ("participants/b.pdf", "paper"),
        ("participants/d.pdf", "paper"),
        ("participants/a.pdf", "card"),
        ("participants/c.pdf", "card"),
    ]


def test_sets_are_sent_once_for_their_file_holds_them_all() -> None:
    (job,) = jobs(print_run([SETS], {SETS.path: [1, 2]}, DUPLEX), DUPLEX)
    assert (job["file"], job["copies"], job["sheets"]) == ("print/sets.pdf", 1, 6)


@pytest.mark.parametrize(
    ("counted", "pages", "edition", "expected"),
    [
        # Two copies share a sheet, on one side or on both; a longer leaflet has a sheet of its own.
        (replace(LEAFLET, copies=5), 1, BOTH, ([0], 3, 3, 1, "a4")),
        (replace(LEAFLET, copies=5), 2, BOTH, ([0, 1], 3, 3, 2, "a4")),
        (replace(LEAFLET, copies=5), 4, BOTH, ([0, 1, 2, 3], 5, 5, 2, "a4")),
        # One page for two days; a form of two pages has both sides already.
        (DAILY, 1, BOTH, ([0, 0], 3, 3, 2, "a4")),
        (DAILY, 1, LOOSE, ([0], 5, 5, 1, "a4")),
        (DAILY, 2, BOTH, ([0, 1], 5, 5, 2, "a4")),
    ],
)
def test_half_sheets_and_daily_forms_take_half_the_paper(
    counted: Document, pages: int, edition: Edition, expected: tuple[list[int], int, int, int, Leaf]
) -> None:
    run = line(counted, [pages], edition)
    printed = order(counted, [pages], edition)
    assert (printed, run.copies, run.sheets, run.sides, run.leaf) == expected
    settings = printer_settings(counted, pages, edition)
    assert settings == PrinterSettings(run.copies, "long-edge" if run.sides == 2 else "one")


def test_half_sheets_are_cut() -> None:
    assert line(replace(LEAFLET, copies=5), [2], BOTH).finish == ("cut",)
    assert line(replace(LEAFLET, copies=5), [4], BOTH).finish == ("crease",)
