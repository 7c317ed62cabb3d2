"""What a pack holds in the end: its reading files, posters in pieces, and the files made for the printer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from practicepack.documents.context import Context
from practicepack.documents.edition import LARGER
from practicepack.documents.model import file_title
from practicepack.documents.parts import FinishedDocument
from practicepack.documents.print_run import (
    is_made_over,
    order,
    print_file,
    printer_settings,
    turns_backs,
    way,
)
from practicepack.pdf.description import PdfDescription


def print_files(
    finished: Sequence[FinishedDocument], lengths: Mapping[str, Sequence[int]], brief: Context
) -> tuple[FinishedDocument, ...]:
    """The documents of a pack, pieces of posters filled in, and the files made for the printer."""
    by_path = {entry.document.path: entry for entry in finished}
    reading: list[FinishedDocument] = []
    printed: list[FinishedDocument] = []
    for entry in finished:
        filled = _filled(entry, by_path, brief)
        for_printer = _for_printer(filled, lengths[entry.document.path], brief)
        if not entry.document.is_draft:
            reading.append(filled)
        if for_printer:
            printed.append(for_printer)
    return (*reading, *printed)


def _filled(
    entry: FinishedDocument, by_path: Mapping[str, FinishedDocument], brief: Context
) -> FinishedDocument:
    """A poster in pieces with the poster behind its frames; any other document as it is."""
    tiling = entry.document.pieces
    if tiling is None:
        return entry
    from practicepack.pdf import imposition as impose  # noqa: PLC0415  # slow to import, and most packs need none

    poster = by_path[entry.document.pieces_of]
    copies, description = poster.document.copies, _description(entry, brief)
    return replace(entry, pdf=impose.in_pieces(entry.pdf, poster.pdf, tiling, description, copies=copies))


def _for_printer(entry: FinishedDocument, lengths: Sequence[int], brief: Context) -> FinishedDocument | None:
    """The file that is made for the printer, if it needs another than the reading file."""
    document, edition = entry.document, brief.edition
    if not is_made_over(document, entry.pages, edition):
        return None
    from practicepack.pdf import imposition as impose  # noqa: PLC0415  # slow to import, and most packs need none

    pages, how = order(document, lengths, edition), way(document, entry.pages, edition)
    description = _description(entry, brief)
    if how in ("booklet", "halves"):
        is_rtl = brief.words.page.direction == "rtl"
        sheet, is_turned = LARGER[document.parts[0].leaf], edition.flip == "long-edge"
        sides = impose.twice(pages)
        if how == "booklet":
            sides = impose.booklet_sides(pages, is_rtl=is_rtl)
        pdf = impose.in_pairs(entry.pdf, sides, sheet, description, turned=is_turned, cut=how == "halves")
        count = len(sides)
    else:
        turned = how == "duplex" and turns_backs(document, edition)
        pdf, count = impose.with_blanks(entry.pdf, pages, description, turned=turned), len(pages)
    named = replace(document, file=print_file(document), folder="print", repeats=True)
    return FinishedDocument(named, pdf, count)


def _description(entry: FinishedDocument, brief: Context) -> PdfDescription:
    """What a file for the printer says of itself."""
    plan, document = brief.plan, entry.document
    author = plan.organiser.name if plan.organiser else None
    printer = printer_settings(document, entry.pages, brief.edition)
    return PdfDescription(file_title(plan.title, document), brief.words.language, author, printer)
