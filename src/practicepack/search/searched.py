"""What is searched of each thing: its texts, and how much the words of each count."""

from collections.abc import Iterator
from typing import Any

from practicepack.library.entry import Entry
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import Activity, Energiser
from practicepack.search.index import Text

TITLE, THEME, PURPOSE, ORIGIN, REASON, SHEET, STEP = 4.0, 3.0, 2.0, 1.5, 1.0, 1.0, 0.5
"""How much a word counts in each: found by trial with the queries in tests/search."""
KINDS = ("activities", "workshops", "energisers", "printables")
"""What can be found, in the order in which it is shown."""


def searched_texts(library: Library, kind: str) -> dict[str, tuple[Text, ...]]:
    """The texts of everything of a kind, by its id."""
    texts = {}
    for id_, entry in getattr(library, kind).items():
        texts[id_] = tuple(_TEXTS[kind](library, entry))
    return texts


def _of_activity(library: Library, entry: Entry[Activity]) -> Iterator[Text]:
    item = entry.item
    yield Text(f"{item.title}. {entry.id.replace('-', ' ')}", TITLE, is_name=True)
    yield Text(item.purpose, PURPOSE)
    yield Text(item.reason, REASON)
    yield Text(f"{item.credit.origin} {item.credit.adapted_by or ''}", ORIGIN)
    # themes carry the words that people use and authors do not
    for id_ in item.themes:
        theme = library.themes[id_].item
        yield Text(theme.title, THEME)
        for part in theme.words:
            yield Text(". ".join([part.title or "", *part.words]), THEME, part.language)
    for id_ in item.printables:
        yield Text(library.printables[id_].item.title, SHEET)
    for message in item.key_messages:
        yield Text(message, REASON)
    for step in item.steps:
        yield Text(step.title, SHEET)
        for cue in step.cues:
            yield Text(" ".join(cue.texts), STEP)


def _of_energiser(_: Library, entry: Entry[Energiser]) -> Iterator[Text]:
    yield Text(f"{entry.item.title}. {entry.id.replace('-', ' ')}", TITLE, is_name=True)
    yield Text(entry.item.purpose, PURPOSE)
    yield Text(" ".join(entry.item.use), REASON)
    for cue in entry.item.cues:
        yield Text(" ".join(cue.texts), STEP)


def _of_printable(_: Library, entry: Entry[Any]) -> Iterator[Text]:
    yield Text(f"{entry.item.title}. {entry.id.replace('-', ' ')}", TITLE, is_name=True)
    yield Text(entry.item.kind, REASON)


def _of_workshop(_: Library, folder: WorkshopFolder) -> Iterator[Text]:
    item = folder.workshop.item
    yield Text(f"{item.title}. {folder.id.replace('-', ' ')}", TITLE, is_name=True)
    yield Text(" ".join(item.audience).replace("-", " "), PURPOSE)
    for session in folder.sessions.values():
        yield Text(session.item.title, PURPOSE)
        yield Text(" ".join(session.item.objectives), REASON)


_TEXTS: dict[str, Any] = {
    "activities": _of_activity,
    "workshops": _of_workshop,
    "energisers": _of_energiser,
    "printables": _of_printable,
}
