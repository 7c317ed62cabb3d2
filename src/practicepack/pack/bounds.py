"""What one part may cost: a template that never ends, or never has enough, fails alone and by name."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from mmap import PAGESIZE
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType

from practicepack.diagnostics import CallError, Diagnostic, Span, error, near_miss

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that is spent on one part. Raise one where a part is as it should be and needs more."""

    seconds: int = 60
    """To fill its template in, and again to lay it out."""
    megabytes: int = 1024
    """Of memory, beyond what the process had before."""
    pages: int = 300
    pixels: int = 50_000_000
    """Of one picture."""


STANDARD = Bounds()


class TooMuchError(BaseException):
    """A part has used up what it may. No library on the way takes it for a fault of its own."""

    def __init__(self, bound: str) -> None:
        self.bound = bound
        super().__init__(bound)


def too_much(bounds: Bounds, bound: str, name: str, span: Span | None = None) -> Diagnostic:
    """The finding that a part needs more than it may have."""
    most = getattr(bounds, bound)
    hints = (
        "look for a loop that never ends, or a text that grows and grows",
        f"if it is as it should be: --bound {bound}={2 * most}",
    )
    return error("bound", f"{name} needs more than {most} {bound}", span, hints=hints)


def raised(texts: tuple[str, ...]) -> Bounds:
    """The bounds with those that texts such as `seconds=300` change. Raises CallError."""
    known = {one.name for one in fields(Bounds)}
    changes: dict[str, int] = {}
    for text in texts:
        name, _, number = text.partition("=")
        if name not in known or not (number.isascii() and number.isdigit()):
            hints = near_miss(name, known) or (f"such as {', '.join(f'{one}=300' for one in sorted(known))}",)
            raise CallError(f'--bound: "{text}" is not NAME=NUMBER', hints)
        changes[name] = int(number)
    return Bounds(**changes)


@contextmanager
def bounded(bounds: Bounds) -> Iterator[None]:
    """Raises TooMuchError where what is done inside takes too long or too much memory.

    Where a system has no such alarm or limit, as Windows, what is done inside takes what it takes.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_slow)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds)
    try:
        with _less_memory(bounds.megabytes * MEGABYTE):
            yield
    except (MemoryError, SystemError) as fault:  # the second comes out of C where there is none left
        raise TooMuchError("megabytes") from fault
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_slow(_: int, __: FrameType | None) -> None:
    raise TooMuchError("seconds")


@contextmanager
def _less_memory(more: int) -> Iterator[None]:
    """Let this process have so many bytes more than it has now, and no more."""
    from resource import RLIMIT_AS, getrlimit, setrlimit  # noqa: PLC0415  # not on Windows

    soft, hard = getrlimit(RLIMIT_AS)
    used = _used()
    setrlimit(RLIMIT_AS, (used + more if used else soft, hard))
    try:
        yield
    finally:
        setrlimit(RLIMIT_AS, (soft, hard))


def _used() -> int:
    """The bytes of address space that this process has; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * PAGESIZE
