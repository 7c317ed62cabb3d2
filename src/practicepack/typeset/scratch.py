"""The temporary folder of this process and its workers, removed at the end whatever becomes of them.

WeasyPrint writes its fonts into a temporary folder of several megabytes, and removes it only when its
process ends in order. Workers are killed, so their folders are removed by the process that started them.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from practicepack.locks import LOCK_FILE, folder_descriptor, locked

FOLDER_PREFIX = "practicepack-"
LONGEST_SOCKET = 100
"""Bytes of a path: Linux allows 107, others 103."""
SOCKET = len("/pymp-xxxxxxxx/listener-xxxxxxxx")
AFTER_MULTIPROCESSING = -200
"""When the folder is removed at the end: multiprocessing removes its own folder inside it at -100."""


@cache
def scratch() -> str:
    """The folder. It is locked as long as this process lives, and removed when it ends in order."""
    parent = Path(tempfile.gettempdir())
    _sweep(parent)
    folder = tempfile.mkdtemp(prefix=FOLDER_PREFIX, dir=parent)
    number = folder_descriptor(Path(folder))
    locked(number)  # stays open: the system closes it however this process ends
    Finalize(None, _close_and_delete, args=(number, folder), exitpriority=AFTER_MULTIPROCESSING)
    return folder


def folder_for_worker() -> str:
    """A folder for one worker."""
    return tempfile.mkdtemp(dir=scratch())


def holds_a_socket() -> bool:
    """Whether the path of a socket in the folder is as short as a system demands."""
    return len(os.fsencode(scratch())) + SOCKET <= LONGEST_SOCKET


def delete_folder(folder: str) -> None:
    """Remove a folder and all that is in it, as far as the system allows."""
    shutil.rmtree(folder, ignore_errors=True)


def _close_and_delete(number: int, folder: str) -> None:
    # Windows removes no file that is open.
    os.close(number)
    delete_folder(folder)


def use(folder: str) -> None:
    """Let everything in this process that asks for a temporary file write it there."""
    tempfile.tempdir = folder


@contextmanager
def in_scratch() -> Iterator[None]:
    """Let what asks for a temporary file meanwhile write it into the folder of this process."""
    before, tempfile.tempdir = tempfile.tempdir, scratch()
    try:
        yield
    finally:
        tempfile.tempdir = before


def _sweep(parent: Path) -> None:
    """Remove the folders of processes that were killed: the system has taken their locks back."""
    for folder in parent.glob(f"{FOLDER_PREFIX}*"):
        with suppress(OSError):
            if _is_own_folder(folder) and _is_abandoned(folder):
                delete_folder(str(folder))


def _is_own_folder(folder: Path) -> bool:
    """Whether this user made a folder. Raises OSError."""
    if os.name == "nt":
        return (folder / LOCK_FILE).is_file()
    return folder.lstat().st_uid == os.getuid()


def _is_abandoned(folder: Path) -> bool:
    """Whether the process that made a folder has ended. Raises OSError for what is no folder."""
    number = folder_descriptor(folder)
    try:
        return locked(number)
    finally:
        os.close(number)
