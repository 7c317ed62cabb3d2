"""A pool of processes that do one task at a time each, watched from outside: no task can harm another."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import inf
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from os import O_WRONLY, _exit, devnull, dup2
from os import open as open_descriptor
from threading import Thread
from time import monotonic
from typing import Any, NamedTuple

import psutil

from practicepack.limits import MEGABYTE
from practicepack.typeset.scratch import delete_folder, folder_for_worker, holds_a_socket, in_scratch, use

START_UP = 120.0
"""Seconds until a worker must be ready. An old laptop that was just switched on needs 30."""
POLL = 0.1
"""Seconds between two looks at the clock and at the memory of each worker."""
TRIES = 2
"""How often a task is started whose worker dies: the system may have killed it for want of memory."""
GRACE = 5
"""Seconds after its limit in which the parent should have ended a task, before the system does."""
RECYCLE = 200 * MEGABYTE
"""A worker that holds more than this after a task is replaced: WeasyPrint's caches only grow."""

Perform = Callable[[Any], Any]
Prepare = Callable[[], tuple[Perform, str]]
"""Called once in each worker: what it does with a task, and what it reports when it is ready."""


class Failed(str):
    """The result of a task that has none: the limit it exceeded, "seconds" or "megabytes"; or "died"."""


class TaskLimits(NamedTuple):
    """What one task may cost: seconds, and megabytes beyond what its worker has before."""

    seconds: float
    megabytes: int


class StartError(Exception):
    """A worker died, or was not ready in time, before it had a task: no task could be done."""


@dataclass(slots=True)
class _Assignment:
    """A task, the caller's key for it, and how many workers have died while they did it."""

    key: str
    task: Any
    limits: TaskLimits
    deaths: int = 0


class WorkerPool:
    """Does tasks in several processes. Use it in a with statement, from one thread; it starts no thread.

    Workers start from a clean process where `start` is "forkserver" or "spawn", never as copies of this one:
    they inherit none of its signal handlers, locks and threads. TaskLimits are enforced from outside, so that
    they hold in whatever thread the pool is used, and inside C.
    """

    def __init__(self, prepare: Prepare, size: int, start: str, preload: Sequence[str] = ()) -> None:
        """A pool of `size` workers. A fork server imports `preload` before it copies itself."""
        self.prepare = prepare
        if start == "forkserver" and not holds_a_socket():
            start = "spawn"
        self.context: Any = get_context(start)
        self.queue: list[tuple[int, int, _Assignment]] = []
        """A heap: minus the size, a number that no other has, the assignment."""
        self.order = count()
        self.greeting = ""
        self.size = size
        self.failed_starts = 0
        self.workers: list[_Worker] = []
        if start == "forkserver":
            self._start_server(preload)
        else:
            self._fill()  # each gets ready by itself while this process goes on

    def _start_server(self, preload: Sequence[str]) -> None:
        """Start the process that workers are copied from; it imports while this process goes on.

        No worker is started yet: that would wait for the imports.
        """
        from multiprocessing import forkserver  # noqa: PLC0415  # not on Windows

        self.context.set_forkserver_preload([*preload])
        with _blocking_ctrl_c(), in_scratch():  # its socket is a file
            forkserver.ensure_running()

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers now."""
        while self.workers:
            self.workers.pop().kill()

    def drop(self) -> None:
        """Forget all tasks, and end the workers that are busy: their results are no longer wanted."""
        self.queue.clear()
        for worker in [*self.workers]:
            if worker.assignment:
                self._end(worker)

    def greet(self) -> str:
        """What the first worker that was ready reported; waits for it. Raises StartError."""
        while not self.greeting:
            self._fill()
            wait([worker.pipe for worker in self.workers], POLL)
            for worker in [*self.workers]:
                if worker.is_starting:
                    self._settle(worker)
        return self.greeting

    def add(self, key: str, task: Any, size: int, limits: TaskLimits) -> None:
        """Queue a task. The largest is started first, lest all others wait for it at the end."""
        heappush(self.queue, (-size, next(self.order), _Assignment(key, task, limits)))

    def finished(
        self, *, at_once: bool = False, while_waiting: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[str, Any]]:
        """The keys of finished tasks, each with its result or Failed; nothing once there are no more tasks.

        Waits until a task is finished, unless `at_once`; calls `while_waiting` meanwhile. Raises StartError.
        """
        self._assign()
        results: list[tuple[str, Any]] = []
        while not results and (self.queue or any(worker.assignment for worker in self.workers)):
            while_waiting()
            wait([worker.pipe for worker in self.workers], 0 if at_once else POLL)
            for worker in [*self.workers]:
                results += self._settle(worker)
            self._assign()  # before the caller spends time on the results
            if at_once:
                break
        yield from results

    def _assign(self) -> None:
        if self.queue:
            self._fill()
        for worker in self.workers:
            if self.queue and worker.is_free:
                worker.begin(heappop(self.queue)[-1])

    def _settle(self, worker: "_Worker") -> list[tuple[str, Any]]:
        """The key and result of a worker's task, if it has ended. A worker that cannot go on is removed."""
        answer, assignment, was_starting = worker.answer(), worker.assignment, worker.is_starting
        if answer is None:
            return []
        if was_starting:
            self._count_start(answer)
        if isinstance(answer, Failed) or (assignment and worker.memory() > RECYCLE):
            self._end(worker)
        else:
            worker.rest()
        if assignment is None:
            return []
        if answer == "died":
            assignment.deaths += 1
            if assignment.deaths < TRIES:
                heappush(self.queue, (0, next(self.order), assignment))  # last: then there is memory for it
                return []
        return [(assignment.key, answer)]

    def _count_start(self, answer: str) -> None:
        """Note how a start went. Raises StartError where it fails again and again."""
        if not isinstance(answer, Failed):
            self.greeting, self.failed_starts = self.greeting or answer, 0
            return
        self.failed_starts += 1
        if self.failed_starts > TRIES * self.size:
            raise StartError(f"no worker can start ({answer})")

    def _fill(self) -> None:
        while len(self.workers) < self.size:
            try:
                self.workers.append(_Worker(self.context, self.prepare))
            except (EOFError, ConnectionError):  # the fork server has died; the next try starts another
                self._count_start(Failed("died"))

    def _end(self, worker: "_Worker") -> None:
        worker.kill()
        self.workers = [other for other in self.workers if other is not worker]


class _Worker:
    """One process as its pool sees it: it starts, is free, is busy with a task, is free again."""

    def __init__(self, context: Any, prepare: Prepare) -> None:
        self.pipe, theirs = context.Pipe()
        self.folder = folder_for_worker()
        self.process = context.Process(target=_serve, args=(theirs, self.folder, prepare), daemon=True)
        with _blocking_ctrl_c():
            self.process.start()
        theirs.close()  # so that the pipe ends here when the process ends, however it ends
        self.is_starting, self.memory_before = True, 0
        self.assignment: _Assignment | None = None
        self.deadline = monotonic() + START_UP

    @property
    def is_free(self) -> bool:
        return not self.is_starting and not self.assignment

    def begin(self, assignment: _Assignment) -> None:
        self.assignment, self.memory_before = assignment, self.memory()
        self.deadline = monotonic() + assignment.limits.seconds
        with suppress(OSError):  # it died while it was free: the end of its pipe reports that
            self.pipe.send((assignment.task, assignment.limits.seconds))

    def rest(self) -> None:
        self.is_starting, self.assignment, self.deadline = False, None, inf

    def answer(self) -> Any:
        """What it sent, or why it must end; None while neither is so. Raises the faults of the program."""
        if self.pipe.poll():
            try:
                message = self.pipe.recv()
            except (EOFError, OSError):
                return Failed("died")
            if isinstance(message, Exception):
                raise message
            return message
        if monotonic() > self.deadline:
            return Failed("seconds")
        if self.assignment and self.has_too_much(self.assignment.limits.megabytes * MEGABYTE):
            return Failed("megabytes")
        return None

    def has_too_much(self, most: int) -> bool:
        return self.memory() - self.memory_before > most

    def memory(self) -> int:
        """The bytes that it holds; 0 once it has ended."""
        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def kill(self) -> None:
        """End it now, whatever it does. No handler and no C library can prevent this."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        delete_folder(self.folder)


@contextmanager
def _blocking_ctrl_c() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach: it is for the parent to answer, once this is over.

    A process inherits the signals that its parent's thread has blocked. Windows has no such thing: there
    `_serve` alone ignores Ctrl-C.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415  # not on Windows

    resource_tracker.ensure_running()  # started later, it would unblock on Python 3.11 what is blocked here
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, folder: str, prepare: Prepare) -> None:
    """What a worker does: get ready, then do the tasks that it is sent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    dup2(open_descriptor(devnull, O_WRONLY), 2)  # what C writes while it aborts helps no user
    use(folder)
    try:
        perform, greeting = prepare()
        pipe.send(greeting)
        while True:
            task, seconds = pipe.recv()
            with _last_resort(seconds):
                result = perform(task)
            pipe.send(result)
    except (EOFError, BrokenPipeError):  # the parent is gone
        return
    except Exception as fault:
        pipe.send(fault)


def _end_with_parent() -> None:
    """End this process when its parent has ended, however it ended: nothing else would."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        _exit(1)


@contextmanager
def _last_resort(seconds: float) -> Iterator[None]:
    """Let the system end this process where the parent is dead and all threads wait for C."""
    if not hasattr(signal, "alarm"):
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(seconds) + GRACE)
    yield
    signal.alarm(0)
