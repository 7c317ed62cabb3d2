"""The table of contents of a document, from the pages on which its places came to stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from practicepack.diagnostics import ContentError, Source, Tip, error
from practicepack.documents.model import Document, Part, Place
from practicepack.documents.parts import RenderedPart


@dataclass(frozen=True, slots=True)
class TocLine:
    """A line of the table of contents: a place and the folio of its page."""

    place: Place
    folio: str


def contents(
    document: Document, parts: Mapping[str, RenderedPart], rows: Iterable[Place]
) -> tuple[TocLine, ...]:
    """The lines of the contents, from the parts of their document as they were laid out, by the parts' names.

    Raises ContentError where a template of the user's has left a place out.
    """
    numbered = folios(document, parts)
    return tuple(TocLine(row, numbered.get(row.destination, "")) for row in rows)


def folios(document: Document, parts: Mapping[str, RenderedPart]) -> Mapping[str, str]:
    """The folio of each place of some parts of a document, by its destination.

    Raises ContentError where a template of the user's has left a place out.
    """
    numbered: dict[str, str] = {}
    for part in document.parts:
        if part.name in parts:
            for place in part.places:
                page = _page_of_place(place, part, parts[part.name].places) + 1
                numbered[place.destination] = f"{part.label} – {page}".removeprefix(" – ")
    return numbered


def _page_of_place(place: Place, part: Part, pages: Mapping[str, int]) -> int:
    if place.destination in pages:
        return pages[place.destination]
    hint = Tip(f'give the element of "{place.title}" the id that the shipped template gives it')
    span = Source(f"templates/{part.template}", "").at()
    raise ContentError([error("template", f'nothing has the id "{place.destination}"', span, hints=(hint,))])
