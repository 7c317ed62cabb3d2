"""Run the jobs of a pack, each task once, in an order in which the results that a job needs are there."""

import re
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from graphlib import TopologicalSorter
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from practicepack.cache.files import CacheFiles
from practicepack.cache.parts import PartCache
from practicepack.diagnostics import MachineError, Tip, error, errors
from practicepack.documents.parts import RenderedPart, RenderJob, Task
from practicepack.fonts import faces as fonts
from practicepack.limits import beyond
from practicepack.typeset.jobs import Job, JobId
from practicepack.typeset.part_files import SCHEME
from practicepack.typeset.weasyprint_adapter import Engine
from practicepack.typeset.workers import Failed, Perform, StartError, TaskLimits, WorkerPool
from practicepack.workspace import Workspace

MOST_TEXTS = 512
"""How many texts are remembered with the pictures that they name."""
PICTURE = re.compile(rf"{SCHEME}([^\"')\s?]+)")
"""A picture that HTML or a style sheet names."""
START = "forkserver" if sys.platform == "linux" else "spawn"
"""How workers start. On macOS a copy of a process that has used the system's own libraries can hang."""
PRELOAD = ("practicepack.typeset.preloaded",)
DIED = Tip("undo what was last changed in its template, its text or its pictures")
REPORT = Tip("build again; report it if it happens again")
OnDone = Callable[[JobId, str, RenderedPart], None]
"""Called with each finished job, the name of its task, and its result."""


@lru_cache(MOST_TEXTS)
def _pictures(text: str) -> frozenset[str]:
    """The pictures that a text names; most parts have the same style sheets."""
    return frozenset(map(unquote, PICTURE.findall(text)))


def prepare(workspace: Workspace) -> tuple[Perform, str]:
    """What a worker does with a task, and the fingerprint of the programs that it does it with."""
    from practicepack.pdf.merge import assemble  # noqa: PLC0415  # only workers need it

    engine = Engine(workspace)

    def perform(task: Task) -> RenderedPart:
        return engine.lay_out(task) if isinstance(task, RenderJob) else assemble(task)

    return perform, engine.fingerprint


def prepare_drafts(workspace: Workspace) -> tuple[Perform, str]:
    """The same for a worker that lays parts out for the eye alone, and joins nothing."""
    from practicepack.typeset.plutoprint_adapter import DraftEngine  # noqa: PLC0415  # not everyone has it

    engine = DraftEngine(workspace)
    return engine.lay_out, engine.fingerprint


def _go_on() -> None:
    pass


@contextmanager
def _start_errors() -> Iterator[None]:
    """Report to the user that no worker can start. Raises MachineError."""
    try:
        yield
    except StartError as fault:
        raise MachineError(str(fault), REPORT) from fault


class Typesetter:
    """Lays out parts and joins documents, and caches both: in memory, and on the disk if it is to.

    Use it in a with statement. Its workers start with it, so that they are ready when there is a task.
    """

    def __init__(
        self,
        workspace: Workspace,
        workers: int,
        part_cache: PartCache | None = None,
        start: str = START,
        prepare: Callable[[Workspace], tuple[Perform, str]] = prepare,
    ) -> None:
        self.workspace, self.size, self.start = workspace, max(1, workers), start
        self.part_cache, self.prepare = part_cache, prepare
        self.while_waiting: Callable[[], None] = _go_on
        """Called at least ten times a second while jobs run. What it raises ends them all."""
        self.cached: dict[str, RenderedPart] = {}
        """Every result that was made or read, by its key."""
        self.used: set[str] = set()
        """The keys that were asked for."""
        self.dirty_last_time: frozenset[JobId] = frozenset()
        """The jobs whose results were not cached the last time."""
        self.counts = {"made": 0, "from the cache": 0}

    def __enter__(self) -> "Typesetter":
        fonts.css()  # a missing font is reported here, not by a worker that dies
        self.pool = WorkerPool(partial(self.prepare, self.workspace), self.size, self.start, PRELOAD)
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.close()
        if self.part_cache and self.counts["made"]:
            self.part_cache.files.trim()

    def run(self, jobs: Mapping[JobId, Job], on_done: OnDone) -> dict[JobId, RenderedPart]:
        """The result of every job. Where a result has an error, the jobs that need it are left out.

        Work begins with the first job, while the tasks of others are still made. Jobs with the same task
        share one result. Raises MachineError where no worker can start.
        """
        run = _Run(self, jobs, on_done)
        try:
            run.finish_all()
        except BaseException:  # a fault in a template, or Ctrl-C
            self.pool.drop()
            raise
        self.dirty_last_time = frozenset(run.dirty)
        return run.results

    def finished(self, *, at_once: bool) -> Iterator[tuple[str, RenderedPart | Failed]]:
        """The keys and results of tasks that workers have finished. Raises MachineError."""
        with _start_errors():
            yield from self.pool.finished(at_once=at_once, while_waiting=self.while_waiting)

    def lookup(self, key: str, task: Task) -> RenderedPart | None:
        """The cached result with this key, if there is one; from the disk it is read into memory."""
        self.used.add(key)
        if key not in self.cached and self.part_cache and not task.is_private:
            stored = self.part_cache.get(key)
            if stored:
                self.counts["from the cache"] += 1
                self.cached[key] = stored
        return self.cached.get(key)

    def add(self, key: str, result: RenderedPart) -> None:
        """Cache a result, in memory and on the disk."""
        self.counts["made"] += 1
        self.cached[key] = result
        if self.part_cache:
            self.part_cache.put(key, result)

    def forget_unused(self) -> None:
        """Cache in memory only what was asked for since this was last called."""
        for key in self.cached.keys() - self.used:
            del self.cached[key]
        self.used = set()

    def key(self, task: Task) -> str:
        """The hash of all that shapes a part or a document: its words, its pictures, and the programs."""
        names: set[str] = set()
        if isinstance(task, RenderJob):
            names.update(_pictures(task.html))
            for style in task.styles:
                names.update(_pictures(style.text))
        pictures = [f"{name} {self.workspace.digest(name)}" for name in sorted(names)]
        # results in memory are lost with this process, and its programs do not change
        programs = self.fingerprint if self.part_cache else ""
        return sha256("\0".join((programs, task.key, *pictures)).encode()).hexdigest()

    @property
    def cache(self) -> CacheFiles | None:
        """The files of the cache, if there is one."""
        return self.part_cache.files if self.part_cache else None

    @property
    def fingerprint(self) -> str:
        """The programs, fonts and libraries that parts are laid out with, in lines. Raises MachineError."""
        with _start_errors():
            return self.pool.greet()

    @property
    def files(self) -> list[str]:
        """The fonts and libraries, each with its size and the time of its last change."""
        return [line for line in self.fingerprint.splitlines() if Path(line.rsplit(" ", 2)[0]).is_absolute()]

    @property
    def versions(self) -> dict[str, str]:
        """The programs by name, each with its version."""
        versions: dict[str, str] = {}
        for line in self.fingerprint.splitlines():
            # a line with more words is a file
            if line.count(" ") == 1:
                name, _, version = line.partition(" ")
                versions[name] = version
        return versions


class _Run:
    """Some jobs on their way: those that are ready, and the tasks that workers have."""

    def __init__(self, typesetter: Typesetter, jobs: Mapping[JobId, Job], on_done: OnDone) -> None:
        self.typesetter, self.jobs, self.on_done = typesetter, jobs, on_done
        self.sorter = TopologicalSorter({job_id: job.needs for job_id, job in jobs.items()})
        self.sorter.prepare()
        self.ready: deque[JobId] = deque(self.sorter.get_ready())
        self.busy: dict[str, list[tuple[JobId, Task]]] = {}
        """By the key of a task that workers have: the jobs that wait for it, each with its own task."""
        self.results: dict[JobId, RenderedPart] = {}
        self.dirty: set[JobId] = set()

    def finish_all(self) -> None:
        while self.ready or self.busy:
            self.typesetter.while_waiting()  # where all is in the cache, no worker is waited for
            if self.ready:
                self.begin(self.ready.popleft())
            for key, result in self.typesetter.finished(at_once=bool(self.ready)):
                for job_id, _ in self.busy[key]:
                    self.dirty.add(job_id)
                laid = self.laid(result, key)
                self.typesetter.add(key, laid)
                self.finish(key, laid)

    def begin(self, job_id: JobId) -> None:
        """Take a job's result from the cache, or give its task to the workers."""
        task = self.jobs[job_id].task(self.results)
        if task is None:
            self.sorter.done(job_id)
            self.ready.extend(self.sorter.get_ready())
            return
        key = self.typesetter.key(task)
        self.busy.setdefault(key, []).append((job_id, task))
        cached = self.typesetter.lookup(key, task)
        if cached:
            self.finish(key, cached)
        elif len(self.busy[key]) == 1:
            bounds = self.typesetter.workspace.bounds.for_pages(task.pages_asked)
            self.typesetter.pool.add(key, task, task.size, TaskLimits(bounds.seconds, bounds.megabytes))

    def finish(self, key: str, laid: RenderedPart) -> None:
        for job_id, task in self.busy.pop(key):
            self.results[job_id] = laid
            self.on_done(job_id, task.name, laid)
            # a job with an error is never done for the sorter, so what needs it never becomes ready
            if not any(errors(laid.diagnostics)):
                self.sorter.done(job_id)
        self.ready.extend(self.sorter.get_ready())

    def laid(self, result: RenderedPart | Failed, key: str) -> RenderedPart:
        """The result of a task; where it has none, the diagnostic that says why."""
        if not isinstance(result, Failed):
            return result
        _, task = self.busy[key][0]
        if result == "died":
            fault = error("died", f"the process that made {task.name} died twice", hints=(DIED,))
        else:
            fault = beyond(self.typesetter.workspace.bounds.for_pages(task.pages_asked), result, task.name)
        return RenderedPart(b"", 0, (fault,))
