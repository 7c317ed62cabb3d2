"""From reading files to files for the printer: blanks, folded sheets, turned backs, posters in pieces, sets.

What is made here is for paper. It carries no structure: the reading file beside it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Name

from practicepack.documents.edition import LEAVES, Leaf
from practicepack.documents.print_run import PageNumber
from practicepack.documents.tiling import MARGIN, Tiling
from practicepack.pdf.description import PdfDescription, describe
from practicepack.pdf.file import saved

POINTS = 72 / 25.4
"""Points in a millimetre."""
CUT_MARK = 8
"""Millimetres from the edge, of which an office printer leaves out five."""
Side = tuple[PageNumber, PageNumber]
"""The left and the right page of one side of a folded sheet."""


def booklet_sides(pages: Sequence[PageNumber], *, is_rtl: bool = False) -> list[Side]:
    """The sides of the sheets of a booklet, each front followed by its back, the outermost sheet first.

    Blanks at the end fill the last sheet. Where a language runs from right to left, so does the book.
    """
    padded = [*pages, *[None] * (-len(pages) % 4)]
    last = len(padded) - 1
    sides: list[Side] = []
    for at in range(0, len(padded) // 2, 2):
        front, back = (padded[last - at], padded[at]), (padded[at + 1], padded[last - at - 1])
        if is_rtl:
            front, back = front[::-1], back[::-1]
        sides += [front, back]
    return sides


def twice(pages: Sequence[PageNumber]) -> list[Side]:
    """The sides of sheets that are cut in the middle: each page beside itself, for two copies."""
    return [(page, page) for page in pages]


def with_blanks(
    pdf: bytes, pages: Sequence[PageNumber], description: PdfDescription, *, turned: bool
) -> bytes:
    """Pages in their order with blanks put in; every back upside down where `turned`."""
    with pikepdf.open(BytesIO(pdf)) as source:
        sheets = pikepdf.Pdf.new()
        size = _box_size(source.pages[0].mediabox)
        for number, page in enumerate(pages):
            if page is None:
                sheets.add_blank_page(page_size=size)
            else:
                _take(sheets, source.pages[page])
            # a page that comes again is a copy of the one before, which may have been turned
            angle = 180 if turned and number % 2 else 0
            sheets.pages[-1].rotate(angle, relative=False)
        describe(sheets, description)
        return saved(sheets)


def in_pairs(
    pdf: bytes,
    sides: Sequence[Side],
    leaf: Leaf,
    description: PdfDescription,
    *,
    turned: bool,
    cut: bool,
) -> bytes:
    """Two pages on each side of sheets of a leaf; where they are `cut` in the middle, with marks for that."""
    height, width = (length * POINTS for length in LEAVES[leaf])
    with pikepdf.open(BytesIO(pdf)) as source:
        sheets = pikepdf.Pdf.new()
        # two A5 pages are a millimetre narrower than A4: each lies in the middle of its half
        inset = width / 4 - _box_size(source.pages[0].mediabox)[0] / 2
        for number, side in enumerate(sides):
            sheet = sheets.add_blank_page(page_size=(width, height))
            placed = []
            for half, page in enumerate(side):
                if page is not None:
                    form = sheets.copy_foreign(source.pages[page].as_form_xobject())
                    placed.append(_Placed(form, half * width / 2 + inset, 0.0))
            _stamp(sheet, placed)
            if cut:
                sheet.contents_add(_cut_marks(width / 2, height))
            if turned and number % 2:
                sheet.rotate(180, relative=True)
        describe(sheets, description)
        return saved(sheets)


def in_pieces(
    frames: bytes, poster: bytes, tiling: Tiling, description: PdfDescription, *, copies: int
) -> bytes:
    """Sheets that each show one stretch of a poster inside the frame that was laid out for it.

    `frames` shows how to join them, then has one for each piece of each page of each copy of the poster, in
    order.
    """
    with pikepdf.open(BytesIO(frames)) as pieces, pikepdf.open(BytesIO(poster)) as source:
        # counted from the end: how many pages the first of them takes is up to its template
        sheets = iter(list(pieces.pages)[-len(source.pages) * copies * tiling.count :])
        for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageMode", "/Metadata"):
            if key in pieces.Root:
                del pieces.Root[key]
        for page in list(source.pages) * copies:
            form = pieces.copy_foreign(page.as_form_xobject())
            for tile in tiling.tiles:
                sheet = next(sheets)
                height = float(sheet.mediabox[3]) / POINTS
                left, low = MARGIN - tile.left, height - MARGIN + tile.top - tiling.height
                across, high = tiling.window
                seen = (MARGIN, height - MARGIN - high, across, high)
                window = tuple(length * POINTS for length in seen)
                _stamp(sheet, [_Placed(form, left * POINTS, low * POINTS, window, tiling.scale)], below=True)
        describe(pieces, description)
        return saved(pieces)


def _take(sheets: Any, page: Any) -> None:
    """Copy what a page shows, without its place in the structure of its file."""
    sheets.pages.append(page)
    for key in ("/StructParents", "/Annots", "/Tabs"):
        if key in sheets.pages[-1].obj:
            del sheets.pages[-1].obj[key]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A drawing, its left and lower edges and the window through which it is seen in points, and its size."""

    form: Any
    left: float
    low: float
    seen: tuple[float, ...] = ()
    scale: float = 1.0


def _stamp(sheet: Any, placed: Sequence[_Placed], *, below: bool = False) -> None:
    steps = []
    for drawing in placed:
        # without a name of ours, pikepdf makes one at random
        name = Name(f"/Placed{len(sheet.resources.get('/XObject', {}))}")
        sheet.add_resource(drawing.form, Name.XObject, name)
        window = f"{_formatted(*drawing.seen)} re W n " if drawing.seen else ""
        matrix = _formatted(drawing.scale, 0, 0, drawing.scale, drawing.left, drawing.low)
        steps.append(f"q {window}{matrix} cm {name} Do Q")
    sheet.contents_add("\n".join(steps).encode(), prepend=below)


def _cut_marks(middle: float, height: float) -> bytes:
    """Two short lines at the upper and the lower edge, where a sheet is cut."""
    length = CUT_MARK * POINTS
    lines: list[str] = []
    for start in (0.0, height - length):
        lines.append(f"{_formatted(middle, start)} m {_formatted(middle, start + length)} l S")
    return "\n".join(("q 0.5 w", *lines, "Q")).encode()


def _formatted(*points: float) -> str:
    return " ".join(f"{length:.4f}" for length in points)


def _box_size(box: Array) -> tuple[float, float]:
    left, low, right, high = map(float, box)
    return right - left, high - low
