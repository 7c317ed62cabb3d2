"""Packs built from the studio: one at a time, the newest that was asked for, with its progress."""

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Literal

from practicepack.cache.parts import owner
from practicepack.desk.desk import Desk
from practicepack.diagnostics import CallError, ContentError, Diagnostic, MachineError
from practicepack.fonts.by_hand import with_lines
from practicepack.options import PackOptions
from practicepack.pipeline import Built, build_draft, draft_of_plan
from practicepack.studio.typesetting_thread import StoppedError, TypesettingThread
from practicepack.typeset.jobs import WHOLE
from practicepack.typeset.scheduler import Typesetter

State = Literal["none", "waiting", "building", "stopping", "built", "stopped", "failed"]
AT_WORK = ("waiting", "building", "stopping")
PLACE = "pack"
"""What a build has the typesetting thread for: a newer one takes its place."""


@dataclass(frozen=True, slots=True)
class BuildStatus:
    """How the last build of a workshop goes, or went."""

    state: State = "none"
    parts: int = 0
    """In all; 0 before that is known."""
    finished: int = 0
    part: str = ""
    """The last that was finished."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Why there is no pack, or what to read before it is printed."""
    message: str = ""
    """Why there is no pack, where no diagnostic says so."""
    remedies: tuple[str, ...] = ()
    folder: Path | None = None

    @property
    def is_at_work(self) -> bool:
        """Whether it is not over."""
        return self.state in AT_WORK


@dataclass
class Builds:
    """Builds packs in the typesetting thread. Any thread may ask."""

    desk: Desk
    thread: TypesettingThread
    packs: Path
    """The folder that packs are built into."""
    _statuses: dict[str, BuildStatus] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    """How many builds of a workshop were asked for: what an older one reports is not shown any more."""
    _turn: Lock = field(default_factory=Lock)

    def status(self, workshop: str) -> BuildStatus:
        """How the last build of a workshop goes."""
        with self._turn:
            return self._statuses.get(workshop, BuildStatus())

    def folder(self, workshop: str, options: PackOptions) -> Path:
        """Where the pack of a workshop is, or will be. Raises CallError."""
        return self.packs / options.request(workshop).folder

    @property
    def is_busy(self) -> bool:
        """Whether a build is at work or waits."""
        with self._turn:
            return any(status.is_at_work for status in self._statuses.values())

    def build(self, workshop: str, options: PackOptions, first: str = "") -> "Future[Built]":
        """Build the pack of a workshop as its files are now. The last one stays until the new one is whole.

        A build that is at work is stopped: the newest is wanted. `first` is the path of the document that is
        looked at, so it is laid out first. Raises CallError for an unknown workshop.
        """
        request = options.request(workshop)
        # asked for here, so that the pack is of what the person saw when they asked
        shown, library = self.desk.plan(workshop), self.desk.library(workshop)
        with self._turn:
            number = self._numbers.get(workshop, 0) + 1
            self._numbers[workshop] = number
            self._statuses[workshop] = BuildStatus("waiting")

        def work(typesetter: Typesetter) -> Built:
            self._report(workshop, number, state="building")
            if shown.plan is None or shown.is_last_good:
                raise ContentError([*shown.diagnostics])
            plan = with_lines(shown.plan)
            workspace = self.desk.workspace
            drafted = draft_of_plan(workspace, request, library, plan, [*shown.diagnostics])
            typesetter.forget_unused()
            if first:
                typesetter.dirty_last_time = frozenset({(first, WHOLE)})
            built = build_draft(request, drafted, self.packs, typesetter, progress)
            if typesetter.cache:
                typesetter.cache.note(owner(workspace, workshop), typesetter.used)
            return built

        def progress(parts: int, part: str) -> None:
            finished = self.status(workshop).finished + 1
            self._report(workshop, number, parts=parts, finished=finished, part=part)

        future = self.thread.ask(PLACE, (workshop, number), work)
        future.add_done_callback(lambda done: self._end(workshop, number, done))
        return future

    def stop(self, workshop: str) -> None:
        """Stop the build of a workshop within a tenth of a second or so. The last good pack stays."""
        with self._turn:
            status = self._statuses.get(workshop)
            if status is None or not status.is_at_work:
                return
            self._statuses[workshop] = replace(status, state="stopping")
        self.thread.stop(PLACE)

    def _report(self, workshop: str, number: int, **changes: object) -> None:
        with self._turn:
            if self._numbers[workshop] == number and self._statuses[workshop].state != "stopping":
                self._statuses[workshop] = replace(self._statuses[workshop], **changes)  # type: ignore[arg-type]

    def _end(self, workshop: str, number: int, done: "Future[Built]") -> None:
        status = _last_status(done)
        with self._turn:
            if self._numbers[workshop] == number:
                before = self._statuses[workshop]
                self._statuses[workshop] = replace(
                    status, parts=before.parts, finished=before.finished, part=before.part
                )


def _last_status(done: "Future[Built]") -> BuildStatus:
    """How a build ended."""
    fault = done.exception()
    if fault is None:
        built = done.result()
        return BuildStatus("built", diagnostics=tuple(built.warnings), folder=built.folder)
    if isinstance(fault, StoppedError):
        return BuildStatus("stopped")
    if isinstance(fault, ContentError):
        return BuildStatus("failed", diagnostics=tuple(fault.diagnostics))
    if isinstance(fault, CallError):
        return BuildStatus("failed", message=str(fault), remedies=fault.hints)
    if isinstance(fault, MachineError):
        return BuildStatus("failed", message=str(fault), remedies=(fault.remedy,))
    # our own mistake: the thread goes on, and the person can report it
    return BuildStatus("failed", message=f"{type(fault).__name__}: {fault}")
