"""A workshop of one's own, made from another: its plan stays, what belongs to other people does not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from practicepack.edits import Path
from practicepack.library.editing import CharacterEdit, added, edited, quoted, removed, replaced
from practicepack.library.entry import Entry
from practicepack.library.load import REFERRALS, WorkshopFolder
from practicepack.library.models.answers import is_placeholder
from practicepack.library.models.workshop import Session
from practicepack.library.reading.yaml_source import Reading
from practicepack.workspace import WORKSHOP

PLACEHOLDER_LINES = {
    "organiser": "{name: <your organisation>, contact: <your phone number>}",
    "safeguarding": "{name: <the person in charge of child safety>, contact: <their phone number>}",
    "complaints": "{name: <a person outside your team>, contact: <their phone number>}",
    "reports_to": "<the women's group that hears what the men talked about>",
    "referrals": REFERRALS,
}
"""What stands in place of names and numbers, which are never copied."""
SENTENCES_OF_SESSION = ("objectives", "key_messages", "take_home")
ANOTHERS = ("place", "ranks_apart", "have_done")
"""What is true of the other workshop only."""
NO_SIGNS = str.maketrans({"<": "(", ">": ")", "@": " at "})
"""A placeholder ends at its first >."""


PLAIN_TITLE = re.compile(r"[^\W\d_](?:[^\W_]|[ '-])*")
SAYS_SOMETHING_ELSE = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
"""Words that YAML does not take for text."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of the new workshop, as an author would write it. None: as in the other workshop."""

    title: str
    audience: Sequence[str] = ()
    participants: str | None = None
    facilitators: str | None = None
    dates: Sequence[str] = ()
    """The dates of the days, the first day first."""
    start: str | None = None
    end: str | None = None


def own_texts(origin: WorkshopFolder, answers: Answers, referrals: str, *, is_ours: bool) -> dict[str, str]:
    """The files of a new workshop by their names.

    Sentences that were written for other people become placeholders, which are not printed. Where the other
    workshop `is_ours` and is for the same people, they stay as they are.
    """
    workshop = origin.workshop.item
    is_for_others = not is_ours or bool(answers.audience and set(answers.audience) != set(workshop.audience))
    mark = None
    if is_for_others:
        mark = f"as in {origin.id}: "
    reading = origin.workshop.reading
    edits = [
        *_answer_edits(reading, answers),
        *_not_copied(reading),
        *_sentences(reading, _workshop_sentences(reading), mark),
    ]
    texts = {WORKSHOP: edited(reading.source.text, edits), REFERRALS: referrals}
    for session in origin.sessions.values():
        name = PurePosixPath(session.source.name).name
        texts[name] = _own_session(session, mark)
    return texts


def _own_session(entry: Entry[Session], mark: str | None) -> str:
    reading = entry.reading
    paths = [path for path in reading.values if path and path[0] in SENTENCES_OF_SESSION]
    return edited(reading.source.text, _sentences(reading, paths, mark))


def _workshop_sentences(reading: Reading) -> list[Path]:
    """The sentences of workshop.yaml."""
    return [path for path in reading.values if path == ("purpose",) or path[-1:] == ("prework",)]


def _sentences(reading: Reading, paths: Sequence[Path], mark: str | None) -> Iterator[CharacterEdit]:
    """Each sentence as a placeholder that still says what it was."""
    for path in paths:
        text = _yaml_value(reading.data, path)
        if mark is None or not isinstance(text, str) or is_placeholder(text):
            continue
        sentence = " ".join(text.translate(NO_SIGNS).split())
        yield replaced(reading, path, quoted(f"<{mark}{sentence}>"))


def _not_copied(reading: Reading) -> Iterator[CharacterEdit]:
    """Names, numbers, dates and places out, or placeholders in their place."""
    for path in reading.keys:
        name = path[-1]
        if path[:1] == ("days",) and name in {"date", "lead"}:
            yield removed(reading, path)
        elif path[:1] == ("days",) and name == "guest":
            yield replaced(reading, path, "<a guest>")
        elif len(path) == 1 and name in ANOTHERS:
            yield removed(reading, path)
        elif len(path) == 1 and name in PLACEHOLDER_LINES:
            yield replaced(reading, path, PLACEHOLDER_LINES[str(name)])


def _answer_edits(reading: Reading, answers: Answers) -> Iterator[CharacterEdit]:
    """The title, the people and the clock of the new workshop."""
    title = answers.title
    if _needs_quotes(title):
        title = quoted(title)
    yield replaced(reading, ("title",), title)
    values = {"facilitators": answers.facilitators, "participants": answers.participants}
    if answers.audience:
        values["audience"] = f"[{', '.join(answers.audience)}]"
    for name, value in values.items():
        if value is None:
            continue
        # every workshop states its participants, so what is new can stand beside them
        if (name,) in reading.values:
            yield replaced(reading, (name,), value)
        else:
            yield added(reading, ("participants",), f"{name}: {value}")
    for index in range(len(reading.data["days"])):
        day: Path = ("days", index)
        for name, clock in (("start", answers.start), ("end", answers.end)):
            if clock is not None:
                yield replaced(reading, (*day, name), quoted(clock))
        if index < len(answers.dates):
            yield added(reading, (*day, "start"), f"date: {answers.dates[index]}")


def _needs_quotes(text: str) -> bool:
    """Whether YAML could take a title for something else than its words."""
    return not PLAIN_TITLE.fullmatch(text) or text.casefold() in SAYS_SOMETHING_ELSE


def _yaml_value(data: Any, path: Path) -> Any:
    """The value at a path of what was read."""
    for step in path:
        data = data[step]
    return data
