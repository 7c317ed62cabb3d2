"""Locks that end with the process that holds them, however it ends, on every system."""

import os
from pathlib import Path

LOCK_FILE = ".practicepack.lock"
"""On Windows: the file in a folder that is locked for it."""


def folder_descriptor(folder: Path, system: str = os.name) -> int:
    """An open descriptor to lock that stands for a folder. Raises OSError.

    A link is not followed: in a folder for everyone, someone else may have put it there.
    """
    if system == "nt":
        # Windows opens no folders. The file stays there, for one that is removed could be locked twice.
        return os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def locked(number: int) -> bool:
    """Whether an open file or folder is now this process's alone; always, on a drive that has no locks."""
    # imported late: a build in which nothing has changed locks nothing
    from filelock import lock_descriptor  # noqa: PLC0415

    try:
        return lock_descriptor(number, blocking=False)
    except OSError:  # some drives in the network have no locks
        return True
