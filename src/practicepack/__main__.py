"""practicepack, and python -m practicepack."""

import atexit
import codecs
import gc
import os
import sys
from io import TextIOWrapper
from typing import NoReturn

from practicepack.cli import MACHINE, STOPPED, ended_by_ctrl_c
from practicepack.cli.up_to_date.answer import answer

INSTALL = "install practicepack again with all that it needs: make pack, or python -m pip install ."

SELDOM = 100_000, 20, 100
"""How seldom garbage is collected: nearly all that is read stays until the end."""


def main() -> NoReturn:
    """Run a command and exit; a build in which nothing has changed is answered before more is imported."""
    try:
        for stream in (sys.stdout, sys.stderr):
            _say_anything(stream)
        _leave(_exit_code())
    except KeyboardInterrupt:  # while something is imported
        sys.exit(STOPPED)
    except ImportError as fault:
        if (fault.name or "").startswith(__package__):
            raise
        sys.stderr.write(f"error: a Python package is missing ({fault})\n   to fix it: {INSTALL}\n")
        sys.exit(MACHINE)


def _exit_code() -> int:
    answered = answer(sys.argv[1:])
    if answered is not None:
        return answered
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # we have none, and looking for some takes a while
    with ended_by_ctrl_c():
        from practicepack.cli.main import run_command as run  # noqa: PLC0415

    gc.set_threshold(*SELDOM)
    return run()


def _leave(code: int) -> NoReturn:
    """End at once: Python would take a quarter of a second to take all apart that it has read.

    Temporary folders are removed before that, as at any other end.
    """
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:  # nobody listens any more: Python has its own words for that
        sys.exit(code)
    os._exit(code)


def _say_anything(stream: object) -> None:
    """Let a stream take every character: no message is lost over a letter that the terminal does not have."""
    if isinstance(stream, TextIOWrapper):
        is_ascii = codecs.lookup(stream.encoding).name == "ascii"  # nobody chose it: nothing was set up
        stream.reconfigure(encoding="utf-8" if is_ascii else None, errors="replace")


if __name__ == "__main__":
    main()
