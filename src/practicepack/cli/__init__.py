"""The commands: the only code that prints, exits, or reads the clock or the environment."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

CONTENT, CALL, MACHINE, STOPPED = 1, 2, 3, 130
"""Exit codes: the content is wrong, the call is wrong, the machine is wrong, stopped with Ctrl-C."""

COMMAND = "practicepack.command"
"""Where click's context has the words that were typed after the program's name."""


@contextmanager
def ended_by_ctrl_c() -> Iterator[None]:
    """Let Ctrl-C end the process at once while something is imported: there Python can lose it."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, lambda *_: os._exit(STOPPED))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
