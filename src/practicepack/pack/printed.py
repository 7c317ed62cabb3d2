"""What a pack holds in the end: its reading files, posters in pieces, and the files made for the printer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from practicepack.pack.brief import Brief
from practicepack.pack.manifest import Finished
from practicepack.pack.press import is_made_over, order, print_file, turns_backs, way


def print_files(
    finished: Sequence[Finished], lengths: Mapping[str, Sequence[int]], brief: Brief
) -> tuple[Finished, ...]:
    """The documents of a pack, pieces of posters filled in, and the files made for the printer."""
    files = {one.document.path: one for one in finished}
    whole = [_filled(one, files) for one in finished]
    made = (_for_printer(one, lengths[one.document.path], brief) for one in whole)
    return (*(one for one in whole if not one.document.is_draft), *filter(None, made))


def _filled(one: Finished, files: Mapping[str, Finished]) -> Finished:
    tiling = one.document.pieces
    if tiling is None:
        return one
    from practicepack.pack import impose  # noqa: PLC0415  # slow to import, and most packs need none

    return replace(one, pdf=impose.in_pieces(one.pdf, files[one.document.pieces_of].pdf, tiling))


def _for_printer(one: Finished, lengths: Sequence[int], brief: Brief) -> Finished | None:
    document, edition = one.document, brief.edition
    if not is_made_over(document, one.pages, edition):
        return None
    from practicepack.pack import impose  # noqa: PLC0415  # slow to import, and most packs need none

    pages, how = order(document, lengths, edition), way(document, one.pages, edition)
    if how == "booklet":
        is_rtl = brief.words.page.direction == "rtl"
        pdf = impose.booklet(one.pdf, pages, is_rtl=is_rtl, turned=edition.flip == "long-edge")
        count = len(impose.folded(pages))
    else:
        turned = how == "duplex" and turns_backs(document, edition)
        pdf, count = impose.in_order(one.pdf, pages, turned=turned), len(pages)
    return Finished(replace(document, file=print_file(document), folder="print", repeats=True), pdf, count)
