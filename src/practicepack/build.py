"""The line from a workshop's folder to a pack on the disk."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from practicepack import __version__
from practicepack.diagnostics import (
    CallError,
    ContentError,
    Diagnostic,
    Source,
    errors,
    in_order,
    near_miss,
)
from practicepack.library.check import check
from practicepack.library.check_text import check_texts
from practicepack.library.load import Library, WorkshopFolder, load
from practicepack.library.override import Assignment, override
from practicepack.pack import fonts
from practicepack.pack.compose import compose, selected
from practicepack.pack.document import Edition
from practicepack.pack.layout import Progress, catalogue, finish, lay_out
from practicepack.pack.manifest import Finished, manifest, write
from practicepack.pack.template import Templates
from practicepack.pack.typeset import Typesetter
from practicepack.pack.words import Words
from practicepack.plan.plan import Plan
from practicepack.plan.resolve import resolve
from practicepack.workspace import Workspace

A4 = Edition()
ENGINES = ("weasyprint", "pydyf", "pikepdf", "fontpkg-lato")


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asked for. `changes` is what the options changed, as it is shown in the folder's name."""

    workshop: str
    assignments: tuple[Assignment, ...] = ()
    edition: Edition = A4
    only: frozenset[str] = frozenset()
    session: str | None = None
    changes: tuple[str, ...] = ()
    strict: bool = False

    @property
    def folder(self) -> str:
        """The name of the pack's folder: the workshop's id and what differs from its plan as written."""
        return "--".join((self.workshop, *self.changes))


@dataclass(frozen=True, slots=True)
class Built:
    """A pack on the disk, and what to read before printing it."""

    folder: Path
    finished: tuple[Finished, ...]
    warnings: tuple[Diagnostic, ...]


def build(
    workspace: Workspace,
    request: Request,
    out: Path,
    typesetter: Typesetter,
    progress: Progress = lambda _, __: None,
) -> Built:
    """Make the pack of one workshop below `out`.

    Raises ContentError, CallError or MachineError; the last good pack then stays as it was.
    """
    library, plan, found = planned(workspace, request)
    words = Words(plan.language, catalogue(workspace, plan.language))
    documents = selected(compose(plan, words), request.only, plan, request.session)
    if not documents:
        raise CallError("there is nothing to print", ("leave out --only or --session",))
    templates = Templates(workspace, plan, library.pictures, words, request.edition)
    pages, log = lay_out(documents, templates, typesetter, progress)
    settled([*found, *log], strict=request.strict)
    finished = tuple(finish(document, pages, words, plan) for document in documents)
    listing = manifest(options(request), finished, sources(library, plan), versions())
    write(out / request.folder, finished, listing)
    return Built(out / request.folder, finished, in_order([*found, *log]))


def planned(workspace: Workspace, request: Request) -> tuple[Library, Plan, list[Diagnostic]]:
    """The library, the plan of one workshop and the warnings about it. Raises ContentError or CallError."""
    library, folder = read(workspace, request)
    return library, *resolve(library, folder)


def readable(workspace: Workspace) -> Library:
    """The library, with the files that can be read; the others are for `inspect` to tell of."""
    return load(workspace)[0]


def inspect(workspace: Workspace) -> tuple[Diagnostic, ...]:
    """All that is wrong with everything: each file, what they say of each other, and each workshop's plan."""
    library, found = load(workspace)
    found += findings(library)
    if not any(errors(found)):
        for folder in library.workshops.values():
            try:
                found += resolve(library, folder)[1]
            except ContentError as fault:
                found += fault.diagnostics
    return in_order(found)


def findings(library: Library) -> list[Diagnostic]:
    """What is wrong between and inside the files that could be read."""
    return [*check(library), *check_texts(library), *fonts.missing_glyphs(library)]


def read(workspace: Workspace, request: Request) -> tuple[Library, WorkshopFolder]:
    """The library and the workshop as asked for. Raises ContentError with all that is wrong with either."""
    library, found = load(workspace)
    if request.workshop not in library.known("workshops"):
        known = library.known("workshops")
        hints = near_miss(request.workshop, known) or ("practicepack list workshops shows them all",)
        raise CallError(f'no workshop is called "{request.workshop}"', hints)
    found += findings(library)
    settled(of_workshop(found, request.workshop), strict=request.strict)
    folder = library.workshops[request.workshop]
    if request.assignments:
        folder = replace(folder, workshop=override(folder.workshop, request.assignments))
        library.workshops = {folder.id: folder}
        settled(findings(library), strict=request.strict)
    if request.session is not None and request.session not in folder.sessions:
        hints = near_miss(request.session, folder.sessions)
        raise CallError(f'no session is called "{request.session}"', hints)
    return library, folder


def settled(found: Iterable[Diagnostic], *, strict: bool) -> None:
    """Raises ContentError with everything found if any of it is an error, or anything at all if strict."""
    listed = list(found)
    if any(errors(listed)) or (strict and listed):
        raise ContentError(listed)


def of_workshop(found: Iterable[Diagnostic], workshop: str) -> list[Diagnostic]:
    """The findings that concern one workshop: those in its folder and those in the content."""
    return [one for one in found if one.span is None or concerns(one.span.source.name, workshop)]


def concerns(name: str, workshop: str) -> bool:
    """Whether a file shapes the pack of a workshop: its own files do, and all content."""
    return name.startswith(f"sessions/{workshop}/") or not name.startswith("sessions/")


def options(request: Request) -> dict[str, object]:
    """What was asked for, for the manifest."""
    return {
        "workshop": request.workshop,
        "set": {".".join(map(str, one.path)): one.value for one in request.assignments},
        "paper": request.edition.paper,
        "only": sorted(request.only),
        "session": request.session,
    }


def sources(library: Library, plan: Plan) -> dict[str, Source]:
    """The files that a pack was made from."""
    return {name: source for name, source in library.sources.items() if concerns(name, plan.id)}


def versions() -> dict[str, str]:
    """What shaped the pages, by name and version."""
    return {"practicepack": __version__} | {name: version(name) for name in ENGINES}
