"""Read the whole library: every file of every kind, the user's over the shipped, with all that is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from practicepack.cache_interface import Cache
from practicepack.diagnostics import Diagnostic, Source, Tip, error, errors
from practicepack.edits import Fix, Rename
from practicepack.library.entry import Entry, parsed
from practicepack.library.file_names import as_draft, left_over, misnamed, names_id, unread_file
from practicepack.library.images.pictures import PICTURES, Picture, is_called_picture, logo, photographs
from practicepack.library.images.svg import drawing
from practicepack.library.models.activity import Activity, Energiser, Practice, SafetyText
from practicepack.library.models.audience import Audience
from practicepack.library.models.fields import ID
from practicepack.library.models.programme import Programme
from practicepack.library.models.review import Signature
from practicepack.library.models.theme import Theme
from practicepack.library.models.workshop import Referrals, Session, Workshop
from practicepack.library.printable_kinds import printable_kinds
from practicepack.library.rosters.roster import ListedPerson, is_other_list, not_read, roster_people
from practicepack.library.rosters.table_text import decoded_table
from practicepack.library.unread_folders import unread_folders
from practicepack.limits import STANDARD_LIMITS, Limits
from practicepack.workspace import PROGRAMME, ROSTER, WORKSHOP, Workspace

REFERRALS = "referrals.yaml"
DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
"""On Windows no file can be called so: what is written to it goes to a device."""

CONTENT_FOLDERS = ("practices", "themes", "activities", "printables", "audiences", "safety", "energisers")
"""The folders of content/ with things of the library."""
REVIEWS = "reviews"
"""The folder of content/ with the signatures of those who have read some of them."""


@dataclass(frozen=True, slots=True)
class WorkshopFolder:
    """One folder of sessions/: the workshop, its sessions by id, its referral list."""

    id: str
    workshop: Entry[Workshop]
    sessions: Mapping[str, Entry[Session]]
    referrals: Entry[Referrals] | None
    has_referrals: bool
    """Whether the file is there, broken or not."""
    listed: tuple[ListedPerson, ...] = ()
    """Those who come, where there is a list of them, each with its place in the list."""
    logo: str | None = None
    """The organiser's logo: its name in the workspace."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """The photographs and drawings beside it that sheets name, by these names."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those who come."""
        return tuple(person.name for person in self.listed)


@dataclass(slots=True)
class Library:
    """Everything that was read. `broken` names the files that have errors: kind and id."""

    practices: dict[str, Entry[Practice]] = field(default_factory=dict)
    themes: dict[str, Entry[Theme]] = field(default_factory=dict)
    activities: dict[str, Entry[Activity]] = field(default_factory=dict)
    printables: dict[str, Entry[Any]] = field(default_factory=dict)
    audiences: dict[str, Entry[Audience]] = field(default_factory=dict)
    safety: dict[str, Entry[SafetyText]] = field(default_factory=dict)
    energisers: dict[str, Entry[Energiser]] = field(default_factory=dict)
    reviews: dict[str, Entry[Signature]] = field(default_factory=dict)
    workshops: dict[str, WorkshopFolder] = field(default_factory=dict)
    programmes: dict[str, Entry[Programme]] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)
    sources: dict[str, Source] = field(default_factory=dict)
    bounds: Limits = STANDARD_LIMITS

    def known(self, kind: str) -> set[str]:
        """The ids of a kind, those of broken files among them."""
        known = set(getattr(self, kind))
        for broken_kind, id_ in self.broken:
            if broken_kind == kind:
                known.add(id_)
        if kind == "pictures":
            for folder in self.workshops.values():
                known.update(folder.pictures)
        return known

    def shown_by(self, workshop: str) -> Mapping[str, Picture]:
        """The pictures that a workshop's sheets can show: those of the library, and those beside it."""
        return {**self.pictures, **self.workshops[workshop].pictures}

    def entries(self) -> Iterator[Entry[Any]]:
        """Every entry of every kind, workshops and their sessions included."""
        for kind in CONTENT_FOLDERS:
            yield from getattr(self, kind).values()
        yield from self.reviews.values()
        for folder in self.workshops.values():
            yield folder.workshop
            yield from folder.sessions.values()
        yield from self.programmes.values()


def models() -> dict[str, Any]:
    """What each file in a folder of content/ is."""
    kinds = (Practice, Theme, Activity, printable_kinds().authored, Audience, SafetyText, Energiser)
    return dict(zip(CONTENT_FOLDERS, kinds, strict=True))


def load(workspace: Workspace, library_cache: Cache[Any] | None = None) -> tuple[Library, list[Diagnostic]]:
    """Read everything. A file with errors is left out of the library and named in `broken`.

    What the cache holds is not read again. Nothing of sessions/, where people are named, is put there.
    """
    loader = _Loader(workspace, library_cache)
    for kind, model in models().items():
        for name in workspace.names(f"content/{kind}"):
            entry = loader.entry(name, kind, model)
            if entry is not None:
                getattr(loader.library, kind)[entry.id] = entry
    # Signatures name people, so they are read again each time and are in no cache.
    for name in workspace.names(f"content/{REVIEWS}"):
        signature = loader.entry(name, REVIEWS, Signature)
        if signature is not None:
            loader.library.reviews[signature.id] = signature
    for name in workspace.names(PICTURES):
        loader.picture(name)
    for workshop in workspace.workshops():
        loader.folder(workshop)
    for programme in workspace.programmes():
        loader.programme(programme)
    loader.photographs()
    loader.misnamed()
    loader.diagnostics += unread_folders(workspace, (*CONTENT_FOLDERS, REVIEWS, "pictures", "schemas"))
    return loader.library, [*loader.diagnostics, *printable_kinds().faults]


def load_workshop(workspace: Workspace, library: Library, workshop: str) -> tuple[Library, list[Diagnostic]]:
    """One workshop read again, over content that has not changed: a library with it and no other workshop.

    With it comes what is wrong with its files. The library that is given is not changed.
    """
    loader = _Loader(workspace, None)
    of_workshops = {"workshops", "programmes", "referrals"}
    broken = set()
    for kind, id_ in library.broken:
        if kind not in of_workshops and not kind.startswith("sessions/"):
            broken.add((kind, id_))
    sources = {}
    for name, source in library.sources.items():
        if not name.startswith("sessions/"):
            sources[name] = source
    loader.library = replace(
        library, workshops={}, programmes={}, broken=broken, sources=sources, pictures=dict(library.pictures)
    )
    loader.folder(workshop)
    loader.photographs()
    loader.misnamed()
    return loader.library, loader.diagnostics


class _Loader:
    def __init__(self, workspace: Workspace, library_cache: Cache[Any] | None) -> None:
        self.workspace, self.library_cache = workspace, library_cache
        self.library = Library(bounds=workspace.bounds)
        self.diagnostics: list[Diagnostic] = []

    def entry(self, name: str, kind: str, model: Any) -> Entry[Any] | None:
        copy = left_over(name)
        if copy:
            self.diagnostics.append(copy)
            return None
        source = self.source(name, kind, ".yaml")
        if source is None:
            return None
        # people are named in the files of sessions/, which are read again each time
        cache = None
        if kind in CONTENT_FOLDERS:
            cache = self.library_cache
        entry, problems = parsed(source, model, self.workspace.bounds, cache)
        self.diagnostics += problems
        if entry is None:
            self.library.broken.add((kind, PurePosixPath(name).stem))
        return entry

    def source(self, name: str, kind: str, ending: str) -> Source | None:
        """The text of a file; None, and a finding, where its name or its bytes are wrong."""
        path = PurePosixPath(name)
        if path.suffix != ending:
            self.diagnostics += unread_file(name, ending)
            return None
        source = self.workspace.read(name)
        if isinstance(source, Diagnostic):
            self.diagnostics.append(source)
            self.library.broken.add((kind, path.stem))
            return None
        self.library.sources[name] = source
        self.diagnostics += bad_id(path.stem, source)
        return source

    def picture(self, name: str) -> None:
        if not name.endswith(".svg") and is_called_picture(name):
            return  # looked at where a sheet names it
        source = self.source(name, "pictures", ".svg")
        if source is not None:
            title, problems = drawing(source, self.workspace.bounds)
            self.diagnostics += problems or untitled(title, source)
            id_ = PurePosixPath(name).stem
            self.library.pictures[id_] = Picture(name, title or id_)

    def folder(self, workshop: str) -> None:
        names = {PurePosixPath(name).name: name for name in self.workspace.workshop_names(workshop)}
        top = self.entry(names.pop(WORKSHOP), "workshops", Workshop)
        # referrals.yaml is never a session, even where workshop.yaml names another list
        beside = names.pop(REFERRALS, None)
        if top and top.item.referrals not in (None, REFERRALS):
            beside = names.pop(top.item.referrals, None)
        referrals = None
        if beside:
            referrals = self.entry(beside, "referrals", Referrals)
        sessions = {}
        for name in names.values():
            session = self.session(name, workshop, top)
            if session:
                sessions[session.id] = session
        if top is None:
            self.library.broken.add(("workshops", workshop))
            return
        self.diagnostics += bad_id(workshop, top.source)
        own = replace(top, id=workshop)
        self.library.workshops[workshop] = WorkshopFolder(
            workshop,
            own,
            sessions,
            referrals,
            has_referrals=beside is not None,
            listed=self.listed(workshop),
            logo=self.logo(own),
        )

    def session(self, name: str, workshop: str, top: Entry[Workshop] | None) -> Entry[Session] | None:
        """A session; what is wrong with one that no day names is a warning."""
        before = len(self.diagnostics)
        entry = self.entry(name, f"sessions/{workshop}", Session)
        if entry is None and top and not names_id(top.source.text, PurePosixPath(name).stem):
            self.diagnostics[before:] = as_draft(self.diagnostics[before:])
        return entry

    def misnamed(self) -> None:
        """Files of workshops that are not read because of their names."""
        texts = {folder.id: folder.workshop.source.text for folder in self.library.workshops.values()}
        findings = list(misnamed(self.workspace, texts))
        self.diagnostics += findings
        for finding in errors(findings):
            if finding.span:
                folder = PurePosixPath(finding.span.source.name).parent.name
                self.library.broken.add(("workshops", folder))

    def listed(self, workshop: str) -> tuple[ListedPerson, ...]:
        """Who comes. The list is no source of the pack: nothing of it is kept, not even its hash."""
        name = f"sessions/{workshop}/{ROSTER}"
        is_there = self.workspace.find(name) is not None
        for other in self.workspace.beside(workshop):
            if is_other_list(other, is_there=is_there):
                self.diagnostics.append(not_read(f"sessions/{workshop}/{other}"))
        if not is_there:
            return ()
        data = self.workspace.table(name)
        if isinstance(data, Diagnostic):
            self.diagnostics.append(data)
            return ()
        source, problems = decoded_table(name, data)
        self.diagnostics += problems
        if source is None:
            return ()
        listed, problems = roster_people(source)
        self.diagnostics += problems
        return listed

    def logo(self, workshop: Entry[Workshop]) -> str | None:
        """The name of the organiser's logo, where it is there."""
        organiser = workshop.item.organiser
        if organiser is None or organiser.logo is None:
            return None
        span = workshop.span("organiser", "logo")
        name, wrong = logo(self.workspace, f"sessions/{workshop.id}", organiser.logo, span)
        self.diagnostics += wrong
        return name

    def photographs(self) -> None:
        """The pictures of people's own that sheets name."""
        library = self.library
        shown = (*library.printables.values(), *library.activities.values())
        named = photographs(self.workspace, shown, library.pictures, library.workshops)
        self.diagnostics += named.diagnostics
        library.pictures |= named.everywhere
        for id_, pictures in named.beside.items():
            library.workshops[id_] = replace(library.workshops[id_], pictures=pictures)

    def programme(self, id_: str) -> None:
        entry = self.entry(f"sessions/{id_}/{PROGRAMME}", f"sessions/{id_}", Programme)
        if entry is None:
            self.library.broken.add(("programmes", id_))
            return
        self.diagnostics += bad_id(id_, entry.source)
        self.library.programmes[id_] = replace(entry, id=id_)


def bad_id(id_: str, source: Source) -> list[Diagnostic]:
    """A finding where a file's or folder's name cannot be an id."""
    if ID.fullmatch(id_) and not DEVICE.fullmatch(id_):
        return []
    such_as = re.sub(r"[^a-z0-9]+", "-", id_.lower()).strip("-") or "power-walk"
    typed = f"use small letters, digits and hyphens, such as {such_as}"
    file = PurePosixPath(source.name)
    rename = Rename(source.name, f"{such_as}{file.suffix}")
    # a workshop has its id from its folder
    if file.stem != id_:
        rename = Rename(str(file.parent), such_as)
    hint = Fix(f'Call it "{such_as}"', (rename,), typed)
    return [error("bad-id", f'"{id_}" is not an id', source.at(), hints=(hint,))]


def untitled(title: str, source: Source) -> list[Diagnostic]:
    """A finding where a picture has no title."""
    if title:
        return []
    hint = Tip("add <title>what it shows</title> as its first element")
    message = "the picture has no title to be read aloud"
    return [error("picture-title", message, source.at(), hints=(hint,))]
