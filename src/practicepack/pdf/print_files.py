"""What a pack holds in the end: its reading files, posters in pieces, and the files made for the printer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from practicepack.documents.context import Context
from practicepack.documents.parts import FinishedDocument
from practicepack.documents.print_run import is_made_over, order, print_file, turns_backs, way


def print_files(
    finished: Sequence[FinishedDocument], lengths: Mapping[str, Sequence[int]], brief: Context
) -> tuple[FinishedDocument, ...]:
    """The documents of a pack, pieces of posters filled in, and the files made for the printer."""
    files = {one.document.path: one for one in finished}
    whole = [_filled(one, files) for one in finished]
    made = (_for_printer(one, lengths[one.document.path], brief) for one in whole)
    return (*(one for one in whole if not one.document.is_draft), *filter(None, made))


def _filled(one: FinishedDocument, files: Mapping[str, FinishedDocument]) -> FinishedDocument:
    tiling = one.document.pieces
    if tiling is None:
        return one
    from practicepack.pdf import imposition as impose  # noqa: PLC0415  # slow to import, and most packs need none

    return replace(one, pdf=impose.in_pieces(one.pdf, files[one.document.pieces_of].pdf, tiling))


def _for_printer(one: FinishedDocument, lengths: Sequence[int], brief: Context) -> FinishedDocument | None:
    document, edition = one.document, brief.edition
    if not is_made_over(document, one.pages, edition):
        return None
    from practicepack.pdf import imposition as impose  # noqa: PLC0415  # slow to import, and most packs need none

    pages, how = order(document, lengths, edition), way(document, one.pages, edition)
    if how == "booklet":
        is_rtl = brief.words.page.direction == "rtl"
        pdf = impose.booklet(one.pdf, pages, is_rtl=is_rtl, turned=edition.flip == "long-edge")
        count = len(impose.folded(pages))
    else:
        turned = how == "duplex" and turns_backs(document, edition)
        pdf, count = impose.in_order(one.pdf, pages, turned=turned), len(pages)
    return FinishedDocument(
        replace(document, file=print_file(document), folder="print", repeats=True), pdf, count
    )
