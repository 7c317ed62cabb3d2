"""Read the whole library: every file of every kind, the user's over the shipped, with all that is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from practicepack.diagnostics import Diagnostic, Source, Span, error
from practicepack.library.model import Activity, Audience, Energiser, Practice, SafetyText
from practicepack.library.printable import Printable
from practicepack.library.source import Reading, read
from practicepack.library.validate import validate
from practicepack.library.workshop import Referrals, Session, Workshop
from practicepack.workspace import WORKSHOP, Workspace

T = TypeVar("T")
TITLE = re.compile(r"<title>\s*([^<]*\S)\s*</title>")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PICTURES = "content/pictures"
REFERRALS = "referrals.yaml"

KINDS: dict[str, Any] = {
    "practices": Practice,
    "activities": Activity,
    "printables": Printable,
    "audiences": Audience,
    "safety": SafetyText,
    "energisers": Energiser,
}
"""The folders of content/ and what each file in them is."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """An authored value with its id and the places where its parts were written."""

    id: str
    item: T
    reading: Reading

    def span(self, *path: str | int) -> Span:
        """Where a value of this entry was written."""
        return self.reading.value_span(path)

    def key(self, *path: str | int) -> Span:
        """Where a key of this entry was written."""
        return self.reading.key_span(path)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: its name in the workspace, and what it shows, for those who do not see it."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class WorkshopFolder:
    """One folder of sessions/: the workshop, its sessions by id, its referral list."""

    id: str
    workshop: Entry[Workshop]
    sessions: Mapping[str, Entry[Session]]
    referrals: Entry[Referrals] | None


@dataclass(slots=True)
class Library:
    """Everything that was read. `broken` names the files that have errors: kind and id."""

    practices: dict[str, Entry[Practice]] = field(default_factory=dict)
    activities: dict[str, Entry[Activity]] = field(default_factory=dict)
    printables: dict[str, Entry[Any]] = field(default_factory=dict)
    audiences: dict[str, Entry[Audience]] = field(default_factory=dict)
    safety: dict[str, Entry[SafetyText]] = field(default_factory=dict)
    energisers: dict[str, Entry[Energiser]] = field(default_factory=dict)
    workshops: dict[str, WorkshopFolder] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)
    sources: dict[str, Source] = field(default_factory=dict)

    def known(self, kind: str) -> set[str]:
        """The ids of a kind, those of broken files among them."""
        return set(getattr(self, kind)) | {id_ for what, id_ in self.broken if what == kind}

    def entries(self) -> Iterator[Entry[Any]]:
        """Every entry of every kind, workshops and their sessions included."""
        for kind in KINDS:
            yield from getattr(self, kind).values()
        for folder in self.workshops.values():
            yield folder.workshop
            yield from folder.sessions.values()


def load(workspace: Workspace) -> tuple[Library, list[Diagnostic]]:
    """Read everything. A file with errors is left out of the library and named in `broken`."""
    library, found = Library(), list[Diagnostic]()
    for kind, model in KINDS.items():
        for name in workspace.names(f"content/{kind}", ".yaml"):
            entry = _entry(library, workspace, name, kind, model, found)
            if entry is not None:
                getattr(library, kind)[entry.id] = entry
    for name in workspace.names(PICTURES, ".svg"):
        _load_picture(library, workspace, name, found)
    for workshop in workspace.workshops():
        _load_folder(library, workspace, workshop, found)
    return library, found


def _load_picture(library: Library, workspace: Workspace, name: str, found: list[Diagnostic]) -> None:
    id_, source = PurePosixPath(name).stem, workspace.read(name)
    if isinstance(source, Diagnostic):
        found.append(source)
        return
    library.sources[name] = source
    title = TITLE.search(source.text)
    if title is None:
        hint = "add <title>what it shows</title> as its first element"
        message = "the picture has no title to be read aloud"
        found.append(error("picture-title", message, Span(source, 0, 0), hints=(hint,)))
    library.pictures[id_] = Picture(name, unescape(title[1]) if title else id_)


def _load_folder(library: Library, workspace: Workspace, workshop: str, found: list[Diagnostic]) -> None:
    top: Entry[Workshop] | None = None
    referrals: Entry[Referrals] | None = None
    sessions: dict[str, Entry[Session]] = {}
    for name in workspace.workshop_names(workshop):
        file = PurePosixPath(name).name
        if file == WORKSHOP:
            top = _entry(library, workspace, name, "workshops", Workshop, found)
        elif file == REFERRALS:
            referrals = _entry(library, workspace, name, "referrals", Referrals, found)
        elif session := _entry(library, workspace, name, f"sessions/{workshop}", Session, found):
            sessions[session.id] = session
    if top is None:
        library.broken.add(("workshops", workshop))
        return
    named = Entry(workshop, top.item, top.reading)
    library.workshops[workshop] = WorkshopFolder(workshop, named, sessions, referrals)


def _entry(
    library: Library,
    workspace: Workspace,
    name: str,
    kind: str,
    model: Any,
    found: list[Diagnostic],
) -> Entry[Any] | None:
    id_ = PurePosixPath(name).stem
    read_text = workspace.read(name)
    if isinstance(read_text, Diagnostic):
        found.append(read_text)
        library.broken.add((kind, id_))
        return None
    library.sources[name] = read_text
    reading = read(read_text)
    item, problems = validate(model, reading) if not reading.diagnostics else (None, [])
    if not ID.fullmatch(id_):
        hint = "use small letters, digits and hyphens, such as power-walk.yaml"
        message = f'"{id_}" is not an id'
        problems.append(error("bad-id", message, Span(read_text, 0, 0), hints=(hint,)))
    found += [*reading.diagnostics, *problems]
    if item is None:
        library.broken.add((kind, id_))
        return None
    return Entry(id_, item, reading)
