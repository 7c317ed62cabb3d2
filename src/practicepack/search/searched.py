"""What is searched of each thing: its texts, and how much the words of each count."""

from collections.abc import Iterator
from typing import Any

from practicepack.library.entry import Entry
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import Activity, Energiser
from practicepack.search.index import Text

IN_TITLE, IN_THEME, IN_PURPOSE, IN_ORIGIN, IN_REASON, IN_SHEET, IN_STEP = 4.0, 3.0, 2.0, 1.5, 1.0, 1.0, 0.5
"""How much a word counts in each: found by trial with the queries in tests/search."""
SEARCHED_KINDS = ("activities", "workshops", "energisers", "printables")
"""What can be found, in the order in which it is shown."""


def searched_texts(library: Library, kind: str) -> dict[str, tuple[Text, ...]]:
    """The texts of everything of a kind, by its id."""
    texts = {}
    for id_, entry in getattr(library, kind).items():
        texts[id_] = tuple(_TEXTS[kind](library, entry))
    return texts


def _of_activity(library: Library, entry: Entry[Activity]) -> Iterator[Text]:
    item = entry.item
    yield Text(f"{item.title}. {entry.id.replace('-', ' ')}", IN_TITLE, is_name=True)
    yield Text(item.purpose, IN_PURPOSE)
    yield Text(item.reason, IN_REASON)
    yield Text(f"{item.credit.origin} {item.credit.adapted_by or ''}", IN_ORIGIN)
    # themes carry the words that people use and authors do not
    for id_ in item.themes:
        theme = library.themes[id_].item
        yield Text(theme.title, IN_THEME)
        for part in theme.words:
            yield Text(". ".join([part.title or "", *part.words]), IN_THEME, part.language)
    for id_ in item.printables:
        yield Text(library.printables[id_].item.title, IN_SHEET)
    for message in item.key_messages:
        yield Text(message, IN_REASON)
    for step in item.steps:
        yield Text(step.title, IN_SHEET)
        for cue in step.cues:
            yield Text(" ".join(cue.texts), IN_STEP)


def _of_energiser(_: Library, entry: Entry[Energiser]) -> Iterator[Text]:
    yield Text(f"{entry.item.title}. {entry.id.replace('-', ' ')}", IN_TITLE, is_name=True)
    yield Text(entry.item.purpose, IN_PURPOSE)
    yield Text(" ".join(entry.item.use), IN_REASON)
    for cue in entry.item.cues:
        yield Text(" ".join(cue.texts), IN_STEP)


def _of_printable(_: Library, entry: Entry[Any]) -> Iterator[Text]:
    yield Text(f"{entry.item.title}. {entry.id.replace('-', ' ')}", IN_TITLE, is_name=True)
    yield Text(entry.item.kind, IN_REASON)


def _texts_of_workshop(_: Library, folder: WorkshopFolder) -> Iterator[Text]:
    item = folder.workshop.item
    yield Text(f"{item.title}. {folder.id.replace('-', ' ')}", IN_TITLE, is_name=True)
    yield Text(" ".join(item.audience).replace("-", " "), IN_PURPOSE)
    for session in folder.sessions.values():
        yield Text(session.item.title, IN_PURPOSE)
        yield Text(" ".join(session.item.objectives), IN_REASON)


_TEXTS: dict[str, Any] = {
    "activities": _of_activity,
    "workshops": _texts_of_workshop,
    "energisers": _of_energiser,
    "printables": _of_printable,
}
