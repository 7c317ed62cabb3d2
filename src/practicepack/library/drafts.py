"""What a workshop uses of content/, so that a broken draft there stops no other workshop."""

import re
from collections.abc import Iterable

from practicepack.diagnostics import Diagnostic, Severity
from practicepack.library.file_names import as_draft
from practicepack.library.load import Library

OF_CONTENT = re.compile(r"content/(activities|printables)/([^/.]*)[^/]*")
ID_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What may be an id."""
IN_EVERY_PACK = ("practices", "safety", "audiences", "energisers")
"""Content that is chosen for a workshop without being named in it."""


def without_drafts(findings: Iterable[Diagnostic], library: Library, workshop: str) -> list[Diagnostic]:
    """The findings, with errors in activities and printables that the workshop does not use as warnings."""
    listed = list(findings)
    # most libraries have no broken file, and then nothing needs to be searched for what is used
    if not any(map(_broken_id, listed)):
        return listed
    used = used_ids(library, workshop)
    softened = []
    for finding in listed:
        id_ = _broken_id(finding)
        if id_ and id_ not in used:
            softened += as_draft([finding])
        else:
            softened.append(finding)
    return softened


def _broken_id(finding: Diagnostic) -> str | None:
    """The id of the activity or the printable in which an error is."""
    if finding.span is None or finding.severity is not Severity.ERROR:
        return None
    place = OF_CONTENT.fullmatch(finding.span.source.name)
    if place is None:
        return None
    return place[2]


def used_ids(library: Library, workshop: str) -> set[str]:
    """The ids that the files of a workshop name, those of content that comes by itself, and so on."""
    waiting: set[str] = set()
    folders = [f"sessions/{workshop}/"]
    for kind in IN_EVERY_PACK:
        folders.append(f"content/{kind}/")
    for name, source in library.sources.items():
        if name.startswith(tuple(folders)):
            waiting |= _id_words(source.text)
    if workshop in library.workshops:  # with what the options changed
        waiting |= _id_words(repr(library.workshops[workshop].workshop.item))
    used: set[str] = set()
    while waiting:
        # the file of a word is asked for once, so two activities that name each other come to an end
        id_ = waiting.pop()
        used.add(id_)
        for entries in (library.activities, library.printables):
            if id_ in entries:
                waiting |= _id_words(entries[id_].source.text) - used
    return used


def _id_words(text: str) -> set[str]:
    return set(ID_WORD.findall(text))
