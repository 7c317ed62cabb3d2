"""From reading files to files for the printer: blanks, folded sheets, turned backs, posters in pieces, sets.

What is made here is for paper. It carries no structure: the reading file beside it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Name

from practicepack.documents.print_run import Page
from practicepack.documents.tiling import MARGIN, Tiling

POINTS = 72 / 25.4
"""Points in a millimetre."""
Side = tuple[Page, Page]
"""The left and the right page of one side of a folded sheet."""


def folded(pages: Sequence[Page], *, is_rtl: bool = False) -> list[Side]:
    """The sides of the sheets of a booklet, each front followed by its back, the outermost sheet first.

    Blanks at the end fill the last sheet. Where a language runs from right to left, so does the book.
    """
    padded = [*pages, *[None] * (-len(pages) % 4)]
    last, sides = len(padded) - 1, []
    for at in range(0, len(padded) // 2, 2):
        sides.append((padded[last - at], padded[at]))
        sides.append((padded[at + 1], padded[last - at - 1]))
    return [(right, left) for left, right in sides] if is_rtl else sides


def in_order(pdf: bytes, pages: Sequence[Page], *, turned: bool) -> bytes:
    """Pages in their order with blanks put in; every back upside down where `turned`."""
    with pikepdf.open(BytesIO(pdf)) as source:
        made = pikepdf.Pdf.new()
        boxes = [page.mediabox for page in source.pages]
        for number, page in enumerate(pages):
            if page is None:
                made.add_blank_page(page_size=_size(boxes[0]))
            else:
                _take(made, source.pages[page])
            # a page that comes again is a copy of the one before, which may have been turned
            made.pages[-1].rotate(180 if turned and number % 2 else 0, relative=False)
        return _saved(made)


def booklet(pdf: bytes, pages: Sequence[Page], *, is_rtl: bool, turned: bool) -> bytes:
    """Two pages on each side of sheets that are laid into each other and folded in the middle."""
    with pikepdf.open(BytesIO(pdf)) as source:
        made = pikepdf.Pdf.new()
        width, height = _size(source.pages[0].mediabox)
        for number, side in enumerate(folded(pages, is_rtl=is_rtl)):
            sheet = made.add_blank_page(page_size=(2 * width, height))
            placed = ((page, at * width) for at, page in enumerate(side) if page is not None)
            forms = ((made.copy_foreign(source.pages[page].as_form_xobject()), left) for page, left in placed)
            _stamp(sheet, [_Placed(form, left, 0.0) for form, left in forms])
            if turned and number % 2:
                sheet.rotate(180, relative=True)
        return _saved(made)


def in_pieces(frames: bytes, poster: bytes, tiling: Tiling) -> bytes:
    """Sheets that each show one stretch of a poster inside the frame that was laid out for it.

    `frames` shows how to join them, then has one for each piece of each page of the poster, in
    order.
    """
    with pikepdf.open(BytesIO(frames)) as made, pikepdf.open(BytesIO(poster)) as source:
        # counted from the end: how many pages the first of them takes is up to its template
        sheets = iter(list(made.pages)[-len(source.pages) * tiling.count :])
        for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Metadata"):
            if key in made.Root:
                del made.Root[key]
        for page in source.pages:
            form = made.copy_foreign(page.as_form_xobject())
            for tile in tiling.tiles:
                sheet = next(sheets)
                height = float(sheet.mediabox[3]) / POINTS
                left, low = MARGIN - tile.left, height - MARGIN + tile.top - tiling.height
                seen = (MARGIN, height - MARGIN - tiling.window[1], *tiling.window)
                placed = _Placed(form, left * POINTS, low * POINTS, tuple(one * POINTS for one in seen))
                _stamp(sheet, [placed], below=True)
        return _saved(made)


def _take(made: Any, page: Any) -> None:
    """Copy what a page shows, without its place in the structure of its file."""
    made.pages.append(page)
    for key in ("/StructParents", "/Annots", "/Tabs"):
        if key in made.pages[-1].obj:
            del made.pages[-1].obj[key]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A drawing, where its left and lower edges lie, and the window through which it is seen; in points."""

    form: Any
    left: float
    low: float
    seen: tuple[float, ...] = ()


def _stamp(sheet: Any, placed: Sequence[_Placed], *, below: bool = False) -> None:
    steps = []
    for one in placed:
        # without a name of ours, pikepdf makes one at random
        name = Name(f"/Placed{len(sheet.resources.get('/XObject', {}))}")
        sheet.add_resource(one.form, Name.XObject, name)
        window = f"{_numbers(*one.seen)} re W n " if one.seen else ""
        steps.append(f"q {window}1 0 0 1 {_numbers(one.left, one.low)} cm {name} Do Q")
    sheet.contents_add("\n".join(steps).encode(), prepend=below)


def _numbers(*points: float) -> str:
    return " ".join(f"{one:.4f}" for one in points)


def _size(box: Array) -> tuple[float, float]:
    left, low, right, high = (float(one) for one in box)
    return right - left, high - low


def _saved(pdf: Any) -> bytes:
    target = BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()
