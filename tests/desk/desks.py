"""A folder of a user's with a workshop, and a desk on it."""

import shutil
import sys
from pathlib import Path

from practicepack.desk.desk import Desk, Step
from practicepack.edits import Edit
from practicepack.workspace import Workspace, shipped_root

OURS = "sessions/ours/workshop.yaml"
OPENING = "sessions/ours/01-opening.yaml"
SHIPPED = "sessions/power-and-voice/workshop.yaml"
NOW = 1_800_000_000.0


def folder_with_workshop(folder: Path) -> Path:
    """A folder of the user's with a copy of the starter as `ours`."""
    root = folder / "mine"
    shutil.copytree(shipped_root() / "sessions/power-and-voice", root / "sessions/ours")
    return root


def desk_on(root: Path, now: float = NOW) -> Desk:
    return Desk(Workspace(root, shipped_root()), root.parent / "cache", lambda: now)


def step(desk: Desk, *edits: Edit, label: str = "Change it") -> Step:
    return Step(label, edits, {edit.file: desk.hash_of(edit.file) for edit in edits})


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def edit_until_killed(root: Path) -> None:
    """Change the title again and again, and say each title once it is confirmed."""
    from practicepack.edits import Set  # noqa: PLC0415  # only the process that is killed needs it

    desk = desk_on(root)
    number = 0
    while True:
        number += 1
        title = f"Title {number}"
        edits = (Set(OURS, ("title",), title), Set(OPENING, ("title",), title))
        if number % 3 == 0:
            desk.undo()
            sys.stdout.write("undone\n")
        else:
            desk.apply(step(desk, *edits, label=title))
            sys.stdout.write(f"{title}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    edit_until_killed(Path(sys.argv[1]))
