"""Answer a build in which nothing has changed, before anything but the standard library is imported.

After a build a receipt is kept: the hash of all that it read, the hash of all that it wrote, and what it
said. The same command then says the same again, as long as all of that is as it was.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import TextIO

from practicepack.atomic import staging, write_bytes
from practicepack.version import __version__
from practicepack.workspace import ROSTER, nearest_root, stamped

BUILD = "build"
AS_BEFORE = "nothing has changed since it was built\n"
MOST_BYTES = 64 * 1024 * 1024
"""Where there is more to read, it is not read twice."""
LARGEST = 20_000_000
"""Bytes of a file that is opened: no picture may have more."""
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a build was made from, by which libraries, what it wrote, and what it said."""

    read: Sequence[str]
    """The folders that were read, the program's own among them."""
    read_digest: str
    libraries: Sequence[str]
    """Shared libraries and the files of plug-ins, each with its size and the time of its last change."""
    wrote: Sequence[str]
    """The folders that were written."""
    wrote_digest: str
    out: str
    err: str


def answer(arguments: Sequence[str]) -> int | None:
    """Say again what the same command said last time, if nothing has changed; the exit code, or None."""
    if BUILD not in arguments or "--no-cache" in arguments:
        return None
    try:
        kept = _kept(cache_of(arguments), arguments)
    except (OSError, RuntimeError):  # there is no folder to be in, or no home
        return None
    if kept is None or not _holds(kept):
        return None
    _say(kept.err + AS_BEFORE, sys.stderr)
    _say(kept.out, sys.stdout)
    return 0


def cache_of(arguments: Sequence[str]) -> Path:
    """The folder for what can be made again: the one that a command names, or the usual one."""
    for at, one in enumerate(arguments):
        name, _, value = one.partition("=")
        if name == "--cache-dir":
            return Path(value or next(iter(arguments[at + 1 :]), ""))
    return usual_cache()


def usual_cache() -> Path:
    """The folder of this user for what can be made again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "practicepack/cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/practicepack"
    stated = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # The XDG standard: a relative path is ignored. It would put a cache in every folder of the user.
    return (stated if stated.is_absolute() else Path.home() / ".cache") / "practicepack"


def place(cache: Path, arguments: Sequence[str]) -> Path:
    """Where the receipt lies of a command with these words, given in this folder to this program."""
    here = Path.cwd()
    places = [str(here), str(nearest_root(here))]
    called = json.dumps([__version__, sys.version, *places, _packages(), list(arguments)])
    return cache / "receipts" / sha256(called.encode(errors="surrogateescape")).hexdigest()


def _packages() -> list[str]:
    """The packages that are installed, with their versions, as their folders are called.

    Those on PYTHONPATH are among them: a plug-in may be anywhere.
    """
    homes = [home for home in dict.fromkeys(sys.path) if home and os.path.isdir(home)]
    return sorted(name for home in homes for name in os.listdir(home) if name.endswith("-info"))


def keep(cache: Path, arguments: Sequence[str], receipt: Receipt) -> None:
    """Keep a receipt. Where the disk refuses, none is kept."""
    with suppress(OSError):
        write_bytes(place(cache, arguments), json.dumps(asdict(receipt)).encode())


def _kept(cache: Path, arguments: Sequence[str]) -> Receipt | None:
    try:
        return Receipt(**json.loads(place(cache, arguments).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def forget(cache: Path) -> None:
    """Take all receipts away."""
    for path in (cache / "receipts").glob("*"):
        path.unlink(missing_ok=True)


def _holds(kept: Receipt) -> bool:
    """Whether all is as it was."""
    return (
        all(stamped(one.rsplit(" ", 2)[0]) == one for one in kept.libraries)
        and not any(os.path.lexists(left) for one in kept.wrote for left in staging(Path(one)))
        and digest(kept.read) == kept.read_digest
        and digest(kept.wrote) == kept.wrote_digest
    )


def digest(folders: Iterable[str]) -> str | None:
    """The hash of all that lies in some folders; None where it cannot be read, or is too much."""
    total, left = sha256(), MOST_BYTES
    try:
        for path in sorted(path for folder in folders for path in _files(folder)):
            total.update(f"{path}\0".encode(errors="surrogateescape"))
            status = os.lstat(path)
            if is_text_or_picture(path, status):
                total.update(sha256(Path(path).read_bytes()).digest())
                left -= status.st_size
            else:
                total.update(stamped(path).encode(errors="surrogateescape"))
            if left < 0:
                return None
    except OSError:
        return None
    return total.hexdigest()


def is_text_or_picture(path: str, status: os.stat_result) -> bool:
    """Whether a file is opened at all. Of a film, a link or a device the name, size and time must do.

    Of a list of names as well: not even its hash is stored.
    """
    return S_ISREG(status.st_mode) and status.st_size <= LARGEST and not path.endswith(ROSTER)


def _files(folder: str) -> Iterable[str]:
    """Every file below a folder. Raises OSError at a link to a folder: that may change unseen."""
    for here, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if one != "__pycache__"]
        if any(os.path.islink(os.path.join(here, one)) for one in folders):
            raise OSError
        yield from (os.path.join(here, name) for name in names)


def _say(text: str, stream: TextIO) -> None:
    shown = text if stream.isatty() and "NO_COLOR" not in os.environ else COLOURS.sub("", text)
    stream.write(shown)
    stream.flush()
