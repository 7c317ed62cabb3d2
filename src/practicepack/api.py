"""What other programs may use: packs, plans, checks and the library, without the command line.

Every function may be called from any thread. None prints, exits, changes the environment, or reads the clock.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict, Unpack

from practicepack.cache.files import CacheFiles
from practicepack.cache.parts import PartCache
from practicepack.desk.desk import (
    Applied,
    Desk,
    NothingToUndoError,
    PrivateStepError,
    ShownFile,
    StaleError,
    Step,
)
from practicepack.desk.library_in_memory import DeskPlan
from practicepack.desk.receive import ImportRefusedError, Received
from practicepack.desk.share import Include, Shared
from practicepack.desk.text_edits import EditRefusedError
from practicepack.diagnostics import CallError, ContentError, Diagnostic, MachineError, errors
from practicepack.documents.edition import Binding, Flip, Ink, Paper, Sides, Type
from practicepack.edits import Fix
from practicepack.library.load import Library
from practicepack.options import PackOptions
from practicepack.pipeline import Built, Request, build, drawn, inspect, readable
from practicepack.plan.model import Plan
from practicepack.plan.suitability import Wanted
from practicepack.propose.propose import Proposals, propose
from practicepack.propose.request import ProposalRequest
from practicepack.search.find import Answer, Finder
from practicepack.subjects import Subject, Where
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

__all__ = [
    "Answer",
    "Applied",
    "CallError",
    "ContentError",
    "Desk",
    "DeskPlan",
    "Diagnostic",
    "EditRefusedError",
    "Fix",
    "ImportRefusedError",
    "Include",
    "Library",
    "MachineError",
    "NothingToUndoError",
    "Pack",
    "Plan",
    "Planned",
    "PrivateStepError",
    "ProposalRequest",
    "Proposals",
    "Received",
    "Shared",
    "ShownFile",
    "StaleError",
    "Step",
    "Subject",
    "Where",
    "build_pack",
    "check",
    "find_activities",
    "open_desk",
    "plan_workshop",
    "propose_workshops",
    "read_library",
]

OnProgress = Callable[[int, str], None]
"""Called with the number of parts in all and the name of the part that is finished."""


class Changes(TypedDict, total=False):
    """How a workshop differs from its file this time."""

    audience: Sequence[str]
    """Ids of audiences, in place of those in the file."""
    participants: int
    """2 to 500."""
    facilitators: int
    """1 to 50."""
    start: str
    """When each day starts, HH:MM."""
    without: Sequence[str]
    """Ids of activities to leave out."""
    lacks: Sequence[str]
    """What the venue does not have: electricity, paper."""
    settings: Mapping[str, str]
    """Other values of workshop.yaml by their paths, such as {"days.0.end": "15:00"}."""


class Print(Changes, total=False):
    """How a pack is printed, and which part of it."""

    paper: Paper
    ink: Ink
    type: Type
    binding: Binding
    flip: Flip
    collate: bool
    sides: Sides
    only: Sequence[str]
    """Kinds of documents, such as agenda, handouts or facilitator-guide."""
    session: str | None
    """The id of one session."""
    strict: bool
    """Whether warnings stop the build as well."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack on the disk."""

    folder: Path
    files: tuple[Path, ...]
    """The PDFs, in the order of the manifest."""
    warnings: tuple[Diagnostic, ...]
    """What to read before printing."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of a workshop, and everything that is wrong with it."""

    plan: Plan | None
    """There even where it does not fit: the day then ends later. None where nothing is left of a day."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def fits(self) -> bool:
        """Whether a pack can be built of it."""
        return self.plan is not None and not any(errors(self.diagnostics))


def build_pack(
    workshop: str,
    *,
    root: str | Path | None = None,
    out: str | Path,
    jobs: int = 1,
    cache: str | Path | None = None,
    on_progress: OnProgress | None = None,
    **options: Unpack[Print],
) -> Pack:
    """Build the pack of a workshop below the folder `out`, with `jobs` worker processes.

    `root` is the user's folder, with its sessions/; without it, shipped workshops can be built. `cache` is a
    folder for parts that were laid out, which makes the next build quick. Raises ContentError with everything
    that is wrong, CallError for options that make no sense, MachineError where the machine is at fault; the
    last pack then stays as it was.
    """
    workspace = _workspace(root)
    parts = PartCache(CacheFiles(Path(cache))) if cache is not None else None
    with Typesetter(workspace, jobs, parts) as typesetter:
        progress = on_progress or _ignore
        built = build(workspace, _request_from(workshop, options), Path(out), typesetter, progress)
    return _pack(built)


def plan_workshop(workshop: str, *, root: str | Path | None = None, **changes: Unpack[Changes]) -> Planned:
    """Plan a workshop: its clock, its groups, and what to bring and print.

    Raises ContentError where its files cannot be read, and CallError for options that make no sense.
    """
    plan, diagnostics = drawn(_workspace(root), _request_from(workshop, changes))
    return Planned(plan, tuple(diagnostics))


def check(*, root: str | Path | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong in a user's folder and the shipped library, sorted by file and place."""
    return inspect(_workspace(root))


def read_library(*, root: str | Path | None = None) -> Library:
    """Everything that authors wrote, the user's files over the shipped ones. Broken files are left out."""
    return readable(_workspace(root))


def find_activities(
    words: str,
    *,
    root: str | Path | None = None,
    audience: Sequence[str] = (),
    people: int | None = None,
    max_minutes: int | None = None,
) -> Answer:
    """Activities that are about some words, the best first, and those that almost fit."""
    wanted = Wanted(audience=tuple(audience), people=people, max_minutes=max_minutes)
    return Finder(read_library(root=root)).find("activities", words, wanted)


def propose_workshops(request: ProposalRequest, *, root: str | Path | None = None) -> Proposals:
    """Up to three workshops for some people, times and words, and why each other activity was left out."""
    return propose(read_library(root=root), request)


def open_desk(root: str | Path, *, journal: str | Path, clock: Callable[[], float]) -> Desk:
    """The user's folder as a person works on it: plans, edits, undo and redo, sharing.

    `journal` is a folder in the user's cache for what can be undone; `clock` gives seconds since 1970, as
    `time.time` does. Raises CallError where `root` is the shipped folder, MachineError where another program
    is changing it at this moment.
    """
    return Desk(_workspace(root), Path(journal), clock)


def _workspace(root: str | Path | None) -> Workspace:
    return Workspace(Path(root) if root is not None else None, shipped_root())


def _request_from(workshop: str, options: Mapping[str, Any]) -> Request:
    given = dict(options)
    settings = given.pop("settings", {})
    given["sets"] = tuple(f"{path}={value}" for path, value in settings.items())
    for name in ("participants", "facilitators"):
        if given.get(name) is not None:
            given[name] = str(given[name])
    for name in ("audience", "without", "lacks", "only"):
        given[name] = tuple(given.get(name, ()))
    try:
        return PackOptions(**given).request(workshop)
    except TypeError as fault:
        raise CallError(str(fault).partition(" ")[2], ("see docs/api.md for the options",)) from fault


def _pack(built: Built) -> Pack:
    files = tuple(built.folder / finished.document.path for finished in built.finished)
    return Pack(built.folder, files, built.warnings)


def _ignore(_: int, __: str) -> None:
    """Report no progress."""
