"""What one part may cost, held while it is made: what never ends, or never has enough, fails alone."""

import ctypes
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import PAGESIZE
from pathlib import Path
from threading import Timer, current_thread, get_ident, main_thread
from types import FrameType

from practicepack.limits import MEGABYTE, Limits

OUT_OF_MEMORY = (MemoryError, SystemError)
"""The second comes out of C where there is none left."""


class TooMuchError(BaseException):
    """A part has used up what it may. No library on the way takes it for a fault of its own."""

    def __init__(self, bound: str) -> None:
        self.bound = bound
        super().__init__(bound)


@contextmanager
def bounded(bounds: Limits) -> Iterator[None]:
    """Raises TooMuchError where what is done inside takes too long or too much memory.

    Outside the main thread, and where a system has no alarm, as Windows, only the time is limited.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        with _watched(bounds.seconds):
            yield
        return
    before = signal.signal(signal.SIGALRM, _too_slow)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds)
    try:
        with _less_memory(bounds.megabytes * MEGABYTE):
            yield
    except OUT_OF_MEMORY as fault:
        raise TooMuchError("megabytes") from fault
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _TooSlowError(TooMuchError):
    def __init__(self) -> None:
        super().__init__("seconds")


@contextmanager
def _watched(seconds: int) -> Iterator[None]:
    """Raises TooMuchError in this thread once the time is up, between two steps of Python.

    A signal reaches the main thread alone, so another thread keeps the time.
    """
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    here = ctypes.c_ulong(get_ident())
    timer = Timer(seconds, raise_in, (here, ctypes.py_object(_TooSlowError)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        raise_in(here, None)  # what was raised in the last moment is not for what comes now


def _too_slow(_: int, __: FrameType | None) -> None:
    raise TooMuchError("seconds")


@contextmanager
def _less_memory(more: int) -> Iterator[None]:
    """Let this process have so many bytes more than it has now, and no more."""
    from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit, setrlimit  # noqa: PLC0415  # not on Windows

    before = getrlimit(RLIMIT_AS)
    used = _memory_used()
    limit = used + more
    if before[1] != RLIM_INFINITY:
        limit = min(limit, before[1])
    if not used:  # the system does not tell: leave its limit as it is
        limit = before[0]
    setrlimit(RLIMIT_AS, (limit, before[1]))
    try:
        yield
    finally:
        setrlimit(RLIMIT_AS, before)  # nothing new is made here: there may be no memory for it


def _memory_used() -> int:
    """The bytes of address space that this process has; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * PAGESIZE
