"""practicepack, and python -m practicepack."""

import codecs
import gc
import sys
from io import TextIOWrapper

from practicepack.cli import MACHINE, STOPPED, ended_by_ctrl_c, unchanged

INSTALL = "install practicepack again with all that it needs: make pack, or python -m pip install ."

SELDOM = 100_000, 20, 100
"""How seldom garbage is collected: nearly all that is read stays until the end."""


def main() -> None:
    """Run a command and exit; a build in which nothing has changed is answered before more is imported."""
    try:
        for stream in (sys.stdout, sys.stderr):
            _say_anything(stream)
        sys.exit(_answer())
    except KeyboardInterrupt:  # while something is imported
        sys.exit(STOPPED)
    except ImportError as fault:
        if (fault.name or "").startswith(__package__):
            raise
        sys.stderr.write(f"error: a Python package is missing ({fault})\n   this mends it: {INSTALL}\n")
        sys.exit(MACHINE)


def _answer() -> int:
    answered = unchanged.answer(sys.argv[1:])
    if answered is not None:
        return answered
    with ended_by_ctrl_c():
        from practicepack.cli.main import main as run  # noqa: PLC0415

    gc.set_threshold(*SELDOM)
    return run()


def _say_anything(stream: object) -> None:
    """Let a stream take every character: no message is lost over a letter that the terminal does not have."""
    if isinstance(stream, TextIOWrapper):
        is_ascii = codecs.lookup(stream.encoding).name == "ascii"  # nobody chose it: nothing was set up
        stream.reconfigure(encoding="utf-8" if is_ascii else None, errors="replace")


if __name__ == "__main__":
    main()
