"""practicepack, and python -m practicepack."""

import gc
import sys

from practicepack.cli import unchanged

SELDOM = 100_000, 20, 100
"""How seldom garbage is collected: nearly all that is read stays until the end."""


def main() -> None:
    """Run a command and exit; a build in which nothing has changed is answered before more is imported."""
    answered = unchanged.answer(sys.argv[1:])
    if answered is not None:
        sys.exit(answered)
    from practicepack.cli.main import main as run  # noqa: PLC0415

    gc.set_threshold(*SELDOM)
    run()


if __name__ == "__main__":
    main()
