"""practicepack, and python -m practicepack."""

import sys

from practicepack.cli import unchanged


def main() -> None:
    """Run a command and exit; a build in which nothing has changed is answered before more is imported."""
    answered = unchanged.answer(sys.argv[1:])
    if answered is not None:
        sys.exit(answered)
    from practicepack.cli.main import main as run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
