"""Tasks for workers, and parts laid out without a pack around them."""

import itertools
import os
import signal
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from practicepack.documents.parts import RenderedPart, RenderJob, Task
from practicepack.typeset.jobs import Job
from practicepack.typeset.scheduler import Typesetter
from practicepack.typeset.workers import Perform


def laid_out(typesetter: Typesetter, *parts: RenderJob) -> dict[str, RenderedPart]:
    """Some parts laid out, by the hash of their words."""
    return {key: laid for (key, _), laid in run(typesetter, {part.key: part for part in parts}).items()}


def run(typesetter: Typesetter, tasks: dict[str, RenderJob]) -> dict[tuple[str, str], RenderedPart]:
    """The results of jobs that need nothing, by their names."""
    return typesetter.run({(name, ""): alone(task) for name, task in tasks.items()}, ignore)


def alone(task: Task) -> Job:
    """A job that needs no other."""
    return Job(frozenset(), lambda _: task)


def ignore(*_: object) -> None:
    """Report nothing."""


def after(first: tuple[str, str], task: Task) -> Job:
    """A job that needs one other."""
    return Job(frozenset([first]), lambda _: task)


def for_ever_in_c() -> None:
    max(itertools.repeat(1))


def swallow_every_alarm() -> None:
    while True:
        with suppress(BaseException):  # as WeasyPrint does while it draws an SVG
            time.sleep(1)


def die_now() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(3)
    return "done"


def grow() -> None:
    heap = []
    while True:
        heap.append(bytearray(os.urandom(1 << 20) * 20))


def handlers() -> tuple[Any, int]:
    return signal.getsignal(signal.SIGTERM), threading.active_count()


def fail() -> None:
    raise ValueError("of the program")


def leave_a_file() -> str:
    Path(tempfile.mkdtemp(), "left behind").touch()
    return tempfile.gettempdir()


def perform(task: Any) -> Any:
    """What a worker of the tests does: the task is a function here with its arguments, or a word."""
    function, *given = task if isinstance(task, tuple) else (task,)
    return function(*given) if callable(function) else function


def prepare() -> tuple[Perform, str]:
    """A worker that is ready at once."""
    return perform, "ready"


def never_ready() -> tuple[Perform, str]:
    """A worker that dies while it starts."""
    os._exit(4)
