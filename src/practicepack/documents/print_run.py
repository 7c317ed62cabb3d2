"""How each file goes through the printer, and the print run: how many copies, how many sheets of paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from practicepack.documents.edition import LARGER, Edition, Flip, Leaf
from practicepack.documents.model import Document, Finish, Stock

PageNumber = int | None
"""A page of a reading file by its number from 0; None is a blank one."""
Way = Literal["single", "duplex", "booklet", "halves"]
PrinterSides = Flip | Literal["one"]
"""On how many sides, and how the printer turns a sheet to print its back."""
SHEET_PAGES: Mapping[Way, int] = {"single": 1, "duplex": 2, "booklet": 4, "halves": 2}
"""How many pages of a document one sheet holds. Of halves it holds two copies, side by side."""


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """What to set in the dialogue of a program that prints one file."""

    copies: int
    sides: PrinterSides


@dataclass(frozen=True, slots=True)
class RunLine:
    """A file of the run."""

    document: Document
    file: str
    """What is sent to the printer: the reading file, or the one made from it."""
    pages: int
    copies: int
    """How often the file is printed."""
    sheets: int
    """Sheets of paper for all copies."""
    way: Way
    leaf: Leaf
    finish: tuple[Finish, ...]
    instead: str = ""
    """The file that holds the same whole, on larger paper."""

    @property
    def folder(self) -> str:
        """The folder that the file lies in."""
        return self.file.rpartition("/")[0].partition("/")[0]

    @property
    def name(self) -> str:
        """Its path below that folder."""
        return self.file.removeprefix(f"{self.folder}/")

    @property
    def sides(self) -> int:
        """On how many sides of a sheet it is printed."""
        return _sides_of(self.way, self.pages)


@dataclass(frozen=True, slots=True)
class PrintRun:
    """All files to print. A file that repeats others, such as all handouts in one, is not among them."""

    lines: tuple[RunLine, ...]

    @property
    def sheets(self) -> Mapping[tuple[Stock, Leaf], int]:
        """The sheets in all, by what they are printed on."""
        totals: dict[tuple[Stock, Leaf], int] = {}
        for line in self.lines:
            kind = (line.document.stock, line.leaf)
            totals[kind] = totals.get(kind, 0) + line.sheets
        return totals


def way(document: Document, pages: int, edition: Edition) -> Way:
    """How a document of so many pages goes through the printer."""
    # Folded, a leaflet of one leaf would have two empty pages: two copies share its sheet.
    if document.is_folded and pages <= SHEET_PAGES["halves"]:
        return "halves"
    if document.is_folded:
        return "booklet"
    if _is_doubled(document, pages, edition):
        return "duplex"
    if document.is_bound and edition.binding == "booklet" and document.times == 1:
        return "booklet"
    turned = document.sides == 2 or (edition.is_two_sided and document.is_read)
    if turned and pages > 1:
        return "duplex"
    return "single"


def printer_settings(document: Document, pages: int, edition: Edition) -> PrinterSettings:
    """How the file of a document that is sent to the printer is printed."""
    how = way(document, pages, edition)
    copies = _copies(document, _times_printed(document, pages, edition))
    return PrinterSettings(copies, _sides(_sides_of(how, pages), edition))


def _is_doubled(document: Document, pages: int, edition: Edition) -> bool:
    """Whether a page is printed on the front and on the back, to be filled in twice."""
    return document.is_daily and document.copies > 1 and pages == 1 and edition.is_two_sided


def _times_printed(document: Document, pages: int, edition: Edition) -> int:
    """How often the file that goes to the printer is printed, so that there are all copies of a document."""
    has_two = way(document, pages, edition) == "halves" or _is_doubled(document, pages, edition)
    if has_two:
        return ceil(document.copies / 2)
    return document.copies


def _copies(document: Document, copies: int) -> int:
    """How often the printer is to print a file."""
    # A file with a set for everyone holds all copies already.
    if document.times > 1:
        return 1
    return copies


def _sides_of(how: Way, pages: int) -> int:
    if how == "single" or (how == "halves" and pages == 1):
        return 1
    return 2


def _sides(count: int, edition: Edition) -> PrinterSides:
    if count == 1:
        return "one"
    return edition.flip


def order(document: Document, lengths: Sequence[int], edition: Edition) -> list[PageNumber]:
    """The pages as they are printed, blanks among them. `lengths` are the pages of each part."""
    if _is_doubled(document, sum(lengths), edition):
        return [0, 0]
    if not document.is_bound or edition.binding == "loose":
        pages: list[PageNumber] = [*range(sum(lengths))]
        if document.times > 1 and way(document, len(pages), edition) == "duplex":
            # The next set starts on a sheet of its own.
            pages += [None] * (len(pages) % 2)
        return pages * document.times
    bound: list[PageNumber] = []
    for _ in range(document.times):
        first = 0
        for length in lengths:
            # Each part starts on a right page, as the chapters of a book do.
            bound += [None] * (len(bound) % 2)
            bound += range(first, first + length)
            first += length
    return bound


def print_file(document: Document) -> str:
    """Below print/, what the file is called that is made for the printer."""
    if document.folder in ("", "print"):
        return document.file
    return f"{document.folder}/{document.file}"


def is_made_over(document: Document, pages: int, edition: Edition) -> bool:
    """Whether the printer needs a file of its own: for sets, blanks, folded sheets or turned backs."""
    how = way(document, pages, edition)
    is_padded = document.is_bound and edition.binding != "loose"
    is_turned = is_padded or turns_backs(document, edition)
    is_imposed = how in ("booklet", "halves") or _is_doubled(document, pages, edition)
    return document.times > 1 or is_imposed or (how == "duplex" and is_turned)


def turns_backs(document: Document, edition: Edition) -> bool:
    """Whether backs are printed upside down, so that a leaf is turned like that of a book."""
    is_wide = document.parts[0].is_wide
    return (edition.flip == "short-edge") != is_wide


def print_run(
    documents: Sequence[Document], lengths: Mapping[str, Sequence[int]], edition: Edition
) -> PrintRun:
    """The run of a pack, from the pages of each part of each document by its path."""
    # A poster that there is in pieces is printed in pieces: the office's printer has no paper for the other.
    in_pieces = {document.pieces_of for document in documents if document.pieces}
    lines = []
    for document in documents:
        if document.path in lengths and not document.repeats and document.path not in in_pieces:
            lines.append(_run_line(document, lengths[document.path], edition))
    return PrintRun(tuple(lines))


def _run_line(document: Document, lengths: Sequence[int], edition: Edition) -> RunLine:
    pages, how = sum(lengths), way(document, sum(lengths), edition)
    sheets = -(-len(order(document, lengths, edition)) // SHEET_PAGES[how])
    file, leaf = document.path, document.parts[0].leaf
    if is_made_over(document, pages, edition):
        file = f"print/{print_file(document)}.pdf"
    if how in ("booklet", "halves"):
        leaf = LARGER[leaf]
    copies = _times_printed(document, pages, edition)
    return RunLine(
        document,
        file,
        pages,
        copies,
        sheets * copies,
        how,
        leaf,
        tuple(_finish(document, pages, how)),
        document.pieces_of,
    )


def _finish(document: Document, pages: int, how: Way) -> Iterator[Finish]:
    yield from document.finish
    if how == "booklet" and pages <= SHEET_PAGES[how]:
        yield "crease"
    elif how == "booklet":
        yield "fold"
    elif how == "halves":
        yield "cut"
    elif document.is_bound:
        yield "punch"
    elif pages > how.count("duplex") + 1 and document.is_read:
        yield "staple"


def jobs(run: PrintRun, edition: Edition) -> list[dict[str, object]]:
    """What a print system needs to know of each file, in the order of the run; card after paper."""
    # Card goes last, so that someone changes the paper in the tray once.
    ordered = sorted(run.lines, key=lambda line: line.document.stock == "card")
    listed: list[dict[str, object]] = []
    for line in ordered:
        job = {
            "file": line.file,
            "copies": _copies(line.document, line.copies),
            "sides": _sides(line.sides, edition),
            "paper": line.leaf,
            "stock": line.document.stock,
            "ink": edition.ink,
            "sheets": line.sheets,
        }
        listed.append(job)
    return listed
