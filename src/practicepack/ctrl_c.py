"""Ctrl-C that waits: what must not be left half done is done to its end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def without_ctrl_c() -> Iterator[None]:
    """Let Ctrl-C wait until what is done inside is done.

    The system's own mask is of no use: it is for one thread, and the progress bar has another.
    """
    if current_thread() is not main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)
