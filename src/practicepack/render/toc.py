"""The table of contents of a document, from the pages on which its places came to stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from practicepack.diagnostics import ContentError, Source, error
from practicepack.documents.model import Document, Part, Place
from practicepack.documents.parts import RenderedPart


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: a place and the folio of its page."""

    place: Place
    folio: str


def contents(document: Document, parts: Mapping[str, RenderedPart]) -> tuple[Entry, ...]:
    """The table of contents of a document, from its parts as they were laid out, by the parts' names.

    Raises ContentError where a template of the user's has left a place out.
    """
    return tuple(
        Entry(place, f"{part.label} – {_page_of(place, part, parts[part.name].places) + 1}")
        for part in document.parts
        for place in part.places
    )


def _page_of(place: Place, part: Part, pages: Mapping[str, int]) -> int:
    if place.destination in pages:
        return pages[place.destination]
    hint = f'give the element of "{place.title}" the id that the shipped template gives it'
    span = Source(f"templates/{part.template}", "").at()
    raise ContentError([error("template", f'nothing has the id "{place.destination}"', span, hints=(hint,))])
