"""Processes that lay parts out and join them, one at a time each: one that dies takes nothing with it."""

import os
import signal
from bisect import insort
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any

from practicepack.bounds import beyond
from practicepack.ctrl_c import without_ctrl_c
from practicepack.diagnostics import MachineError
from practicepack.pack.engine import Engine, peak_memory
from practicepack.pack.laid import Job, Laid, Task
from practicepack.workspace import Workspace

MOST_MEMORY = 200 * 1024 * 1024
"""Bytes that a process may have used before another takes its place."""
START = "fork" if os.name == "posix" and "fork" in get_all_start_methods() else "spawn"
PATIENCE = 2
"""How many times the seconds of a part to wait for an answer from anybody."""
ALONE = "build again with --jobs 1, and report it if it happens again"
Keyed = tuple[str, Task]


class Crew:
    """Some processes. They start at once, and get WeasyPrint ready while this one goes on."""

    def __init__(self, workspace: Workspace, size: int, start: str = START) -> None:
        self.workspace, self.start, self.bounds = workspace, start, workspace.bounds
        self.workers: list[_Worker] = []
        while len(self.workers) < size:
            self.workers += _started(workspace, start, size - len(self.workers))

    @property
    def fingerprint(self) -> str:
        """What the processes work with. Raises MachineError where they cannot work."""
        if not self.workers[0].ready():
            self._replace(0)
        if not self.workers[0].ready():
            raise MachineError("a process died twice while it started", ALONE)
        return self.workers[0].fingerprint

    def make(self, tasks: Iterator[Keyed | None]) -> Iterator[tuple[str, Laid]]:
        """What comes of each task, with its key, as it is finished.

        Tasks are begun as they come, the largest first of those that wait; None comes where the next depends
        on those that are at work. One whose process dies is tried once more, when no other is at work. Raises
        MachineError where that dies as well.
        """
        died: list[Keyed] = []
        yield from self._shared(tasks, died)
        while died:
            key, task = died.pop()
            again: list[Keyed] = []
            yield from self._shared(iter([(key, task)]), again)
            if again:
                raise MachineError(f"the process that made {task.name} died twice", ALONE)
            yield from self._shared(tasks, died)

    def _shared(self, coming: Iterator[Keyed | None], died: list[Keyed]) -> Iterator[tuple[str, Laid]]:
        """Tasks shared out among all processes. Those over which one died are added to `died`."""
        waiting: list[Keyed] = []
        busy: dict[Any, tuple[int, str, Task]] = {}
        try:
            while True:
                one = next(coming, None)
                if one:
                    insort(waiting, one, key=lambda pair: pair[1].size)
                self._begin(waiting, busy)
                if not busy:
                    return
                ready = wait(list(busy), 0 if one else self._patience(busy))
                for pipe in ready or ([] if one else list(busy)):
                    if ready and not self.workers[busy[pipe][0]].has_answered:
                        continue
                    place, key, task = busy.pop(pipe)
                    laid = self._answer(place) if ready else self._stuck(place, task)
                    self._begin(waiting, busy)
                    if laid is None:
                        died.append((key, task))
                    else:
                        yield key, laid
        except Exception:
            for place, _, _ in busy.values():  # what they are at is of no use to anybody
                self._replace(place)
            raise

    def _patience(self, busy: Mapping[Any, tuple[int, str, Task]]) -> int:
        """How many seconds to wait for any of those that are at work."""
        asked = max(task.pages_asked for _, _, task in busy.values())
        return PATIENCE * self.bounds.for_pages(asked).seconds

    def _begin(self, waiting: list[Keyed], busy: dict[Any, tuple[int, str, Task]]) -> None:
        """Give each process that has nothing to do the largest of the tasks that wait."""
        taken = {place for place, _, _ in busy.values()}
        for place in (one for one in range(len(self.workers)) if one not in taken and waiting):
            key, task = waiting.pop()
            busy[self.workers[place].send(task)] = place, key, task

    def _answer(self, place: int) -> Laid | None:
        """What a process made of its task; None where it died over it."""
        laid, memory = self.workers[place].answer()
        if laid is None or memory > MOST_MEMORY:
            self._replace(place)
        return laid

    def _stuck(self, place: int, task: Task) -> Laid:
        """What is said of a task that no alarm has ended."""
        self._replace(place)
        return Laid(b"", 0, (beyond(self.bounds.for_pages(task.pages_asked), "seconds", task.name),))

    def _replace(self, place: int) -> None:
        self.workers[place].end()
        (self.workers[place],) = _started(self.workspace, self.start, 1)

    def end(self) -> None:
        """Send everybody home."""
        first, *others = self.workers
        if not first.has_begun:  # there is no copy yet, and none is to be waited for
            first.end()
        for worker in (*others, first):  # as long as the first is there, so are the numbers of its copies
            worker.end()


def _started(workspace: Workspace, start: str, size: int) -> Iterator["_Worker"]:
    """As many processes as can be started together: where the system forks, one and its copies."""
    context: Any = get_context(start)
    pipes = [context.Pipe() for _ in range(size if start == "fork" else 1)]
    process = context.Process(target=_work, args=([theirs for _, theirs in pipes], workspace), daemon=True)
    with without_ctrl_c():  # in the middle of it, it would end with a traceback
        process.start()
    for place, (ours, theirs) in enumerate(pipes):
        theirs.close()
        yield _Worker(ours, None if place else process)


class _Worker:
    """A process, or a copy that another has made of itself."""

    def __init__(self, pipe: Any, process: Any) -> None:
        self.pipe, self.process = pipe, process
        self.fingerprint, self.pid = "", 0

    def send(self, task: Task) -> Any:
        with suppress(OSError):  # where it has died, there is no answer
            self.pipe.send(task)
        return self.pipe

    @property
    def has_begun(self) -> bool:
        """Whether it has said anything; waits for nothing."""
        return bool(self.fingerprint) or self.pipe.closed or self.pipe.poll()

    def ready(self) -> str:
        """What it works with, once it is ready; nothing where it died."""
        if not self.fingerprint:
            self.fingerprint, self.pid = self._next() or ("", 0)
        return self.fingerprint

    @property
    def has_answered(self) -> bool:
        """Of one that has said something: whether it is more than that it is ready, or that it died."""
        return bool(self.fingerprint) or not self.ready() or self.pipe.poll()

    def answer(self) -> tuple[Laid | None, int]:
        """The part that it was sent, and the most memory it used; None where it died."""
        return (self.ready() and self._next()) or (None, 0)

    def _next(self) -> Any:
        try:
            found = self.pipe.recv()
        except (EOFError, OSError):  # it died before it answered, or in the middle of a word
            return None
        if isinstance(found, Exception):
            raise found
        return found

    def end(self) -> None:
        """End it now, whatever it is at; a copy is told by its number, which it says when it is ready."""
        if self.process:
            self.process.terminate()
            self.process.join()
        with suppress(Exception):  # what it still had to say
            if self.ready() and not self.process:
                os.kill(self.pid, signal.SIGTERM)
            while self._next():
                pass
        self.pipe.close()


def made(task: Task, engine: Engine) -> Laid:
    """A part laid out, or a document joined."""
    if isinstance(task, Job):
        return engine.lay_out(task)
    from practicepack.pack.assemble import assemble  # noqa: PLC0415  # of no use to who has others for it

    return assemble(task)


def _work(pipes: list[Connection], workspace: Workspace) -> None:
    """What a process does: get ready, copy itself for each further pipe, then make what it is sent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    pipe = pipes[0]
    try:
        engine = Engine(workspace)
        import_module("practicepack.pack.assemble")  # once for all copies
        pipe = _copied(pipes)
        Thread(target=_end_with_parent, daemon=True).start()
        pipe.send((engine.fingerprint, os.getpid()))
        while True:
            pipe.send((made(pipe.recv(), engine), peak_memory()))
    except EOFError:
        return
    except Exception as fault:  # the parent raises it, with its traceback as a note
        pipe.send(fault)


def _copied(pipes: list[Connection]) -> Connection:
    """The pipe of this process, once there is a copy of it for each other pipe: all share what it read."""
    mine = next((one for one in pipes[1:] if os.fork() == 0), pipes[0])
    for other in pipes:
        if other is not mine:
            other.close()
    return mine


def _end_with_parent() -> None:
    """End this process when its parent is gone, however it went: nobody else would."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
