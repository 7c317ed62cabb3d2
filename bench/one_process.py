"""A command of practicepack in one process, so that its processor time can be counted.

    .venv/bin/python bench/one_process.py shared build power-and-voice
    .venv/bin/python bench/one_process.py apart build power-and-voice

Workers are children of another process, which no one waits for: their time is in no one's account. `shared`
does their tasks here, with one engine. `apart` gives every task an engine, fonts and style sheets of its own,
as WeasyPrint comes. The last line of the output is the seconds of processor time.
"""

import gc
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import count
from typing import Any

from practicepack.cli import main as cli
from practicepack.typeset import scheduler
from practicepack.typeset import weasyprint_adapter as adapter
from practicepack.typeset.workers import Prepare, TaskLimits


class InThisProcess:
    """Does tasks one after the other, with the methods of a pool of workers."""

    shares_engine = True

    def __init__(self, prepare: Prepare, size: int, start: str, preload: Sequence[str] = ()) -> None:
        del size, start, preload
        self.prepare = prepare
        self.perform, self.greeting = prepare()
        self.queue: list[tuple[str, Any]] = []

    def close(self) -> None:
        """Nothing has to end."""

    drop = close

    def greet(self) -> str:
        """What a worker reports."""
        return self.greeting

    def add(self, key: str, task: Any, size: int, limits: TaskLimits) -> None:
        """Queue a task. Nothing holds it to its limits."""
        del size, limits
        self.queue.append((key, task))

    def finished(self, *, at_once: bool = False) -> Iterator[tuple[str, Any]]:
        """Do the next task, unless others are still to come."""
        if self.queue and not at_once:
            key, task = self.queue.pop(0)
            if not self.shares_engine:
                self.perform, _ = self.prepare()
            yield key, self.perform(task)


def share_nothing() -> None:
    """Take away what makes parts faster than WeasyPrint as it comes."""
    numbers = count()
    InThisProcess.shares_engine = False
    adapter._by_file_name = nullcontext  # type: ignore[assignment]
    scheduler.Typesetter.key = lambda *_: str(next(numbers))  # type: ignore[method-assign]
    gc.disable = lambda: None


def main(how: str, *arguments: str) -> None:
    """Run the command, and print how long the processor worked."""
    if how == "apart":
        share_nothing()
    scheduler.WorkerPool = InThisProcess  # type: ignore[assignment,misc]
    status = cli.run([*arguments])
    print(f"{time.process_time():.3f}", flush=True)
    raise SystemExit(status)


if __name__ == "__main__":
    main(*sys.argv[1:])
