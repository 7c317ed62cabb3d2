"""The print run: sheets are counted from pages, sides and copies, and nothing is counted twice."""

import pytest

from practicepack.pack.document import Document, Part, Stock
from practicepack.pack.edition import Edition
from practicepack.pack.press import print_run

PART = Part("one", "one.html", "", "One", {})


def document(file: str, copies: int = 1, stock: Stock = "paper", sides: int = 1) -> Document:
    return Document("handouts", "participants", file, file, copies, (PART,), stock, sides)


@pytest.mark.parametrize(
    ("pages", "sides", "copies", "sheets"),
    [(1, 1, 1, 1), (3, 1, 20, 60), (3, 2, 20, 40), (4, 2, 20, 40), (0, 1, 5, 0)],
)
def test_sheets_of_a_file(pages: int, sides: int, copies: int, sheets: int) -> None:
    one = document("slip", copies, sides=sides)
    assert [line.sheets for line in print_run([one], {one.path: [pages]}, Edition()).lines] == [sheets]


def test_totals_are_by_paper_and_card() -> None:
    documents = [document("slip", 10), document("map", 20, sides=2), document("deck", 2, "card")]
    run = print_run(documents, {one.path: [2] for one in documents}, Edition())
    assert run.sheets == {("paper", "a4"): 10 * 2 + 20, ("card", "a4"): 4}


def test_what_repeats_other_files_is_not_counted() -> None:
    book = Document("handouts", "participants", "all", "All", 20, (PART,), repeats=True)
    slip = document("slip", 10)
    run = print_run([book, slip], {book.path: [9], slip.path: [1]}, Edition())
    assert [line.document for line in run.lines] == [slip]


def test_what_has_no_pages_yet_is_not_in_the_run() -> None:
    run = print_run([document("slip"), document("run")], {"participants/slip.pdf": [1]}, Edition())
    assert [line.document.file for line in run.lines] == ["slip"]
