"""What a workshop uses of content/, so that a broken draft there stops no other workshop."""

import re
from collections.abc import Iterable

from practicepack.diagnostics import Diagnostic, Severity
from practicepack.library.file_names import as_draft
from practicepack.library.load import Library

OF_CONTENT = re.compile(r"content/(activities|printables)/([^/.]*)[^/]*")
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What may be an id."""
IN_EVERY_PACK = ("practices", "safety", "audiences", "energisers")
"""Content that is chosen for a workshop without being named in it."""


def without_drafts(found: Iterable[Diagnostic], library: Library, workshop: str) -> list[Diagnostic]:
    """The findings, with errors in activities and printables that the workshop does not use as warnings."""
    listed = list(found)
    if not any(_draft(one) for one in listed):
        return listed
    used = _used(library, workshop)
    return [as_draft([one])[0] if _draft(one) and _draft(one) not in used else one for one in listed]


def _draft(one: Diagnostic) -> str | None:
    """The id of the activity or the printable in which an error is."""
    place = OF_CONTENT.fullmatch(one.span.source.name) if one.span else None
    return place[2] if place and one.severity is Severity.ERROR else None


def _used(library: Library, workshop: str) -> set[str]:
    """The ids that the files of a workshop name, those of content that comes by itself, and so on."""
    folders = (f"sessions/{workshop}/", *(f"content/{kind}/" for kind in IN_EVERY_PACK))
    waiting = {
        word
        for name, source in library.sources.items()
        if name.startswith(folders)
        for word in WORD.findall(source.text)
    }
    if workshop in library.workshops:  # with what the options changed
        waiting |= set(WORD.findall(repr(library.workshops[workshop].workshop.item)))
    used: set[str] = set()
    while waiting:
        used |= waiting
        kinds = (library.activities, library.printables)
        named = [entries.get(id_) for entries in kinds for id_ in waiting]
        waiting = {word for entry in named if entry for word in WORD.findall(entry.source.text)} - used
    return used
