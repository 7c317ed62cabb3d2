"""What a build reads, as hashes. A pack whose manifest has the same ones is what would be built now.

Hashes of what files hold, not times of change: those are wrong after a copy or with a clock set back.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from practicepack import plugins
from practicepack.workspace import LAYER_FOLDERS, PACKAGE, ROSTER, shipped_root

MOST_INPUT = 64 * 1024 * 1024
"""Where there is more to read, it is not read twice."""
LARGEST_INPUT = 20_000_000
"""Bytes of a file that is opened: no picture may have more."""
HEAD_BYTES = 4096
"""Bytes at the start of a font or a shared library. A font has the checksums of all its tables there, a
library the id of its build."""
PYTHON_PREFIX, HOME = "{prefix}", "~"
"""How a manifest names the folder of Python and the user's own: it says neither where they are nor whose."""
ENGINE_FILE = re.compile(r".*/(lib(pango|harfbuzz|fontconfig|freetype)[\w.-]*\.so[\d.]*|[\w\[\]-]+\.[ot]tf)")


class TooManyInputsError(Exception):
    """There is more to read than is read twice, or a link that leads to what may change unseen."""


def inputs(root: Path | None) -> dict[str, str] | None:
    """The hash of each kind of thing that a build reads; None where they cannot all be read.

    `root` is the user's folder. Raises nothing: what cannot be read is no reason to stop a build.
    """
    shipped = shipped_root()
    try:
        hashes = {
            "program": _digest_of(PACKAGE, [PACKAGE]),
            "library": _digest_of(shipped, _layer(shipped)),
            "extensions": _digest_of(None, [*plugins.added_files(), *plugins.folders()]),
            "packages": sha256(repr((sys.version, _packages())).encode()).hexdigest(),
        }
        if root is not None and root.resolve() != shipped:
            hashes["workspace"] = _digest_of(root, _layer(root))
    except (OSError, TooManyInputsError):
        return None
    return hashes


def engine_digest(names: Iterable[str]) -> str:
    """The hash of the fonts and shared libraries with these names, "" where one is none or cannot be read.

    The names are from a manifest, which anyone may have written: nothing else is opened for it.
    """
    total = sha256()
    for name in names:
        path = _engine_file(name)
        try:
            if path is None or not path.is_file():
                return ""
            with path.open("rb") as file:
                total.update(f"{path.name} {os.fstat(file.fileno()).st_size}\0".encode())
                total.update(file.read(HEAD_BYTES))
        except OSError:
            return ""
    return total.hexdigest()


def engine_name(path: str) -> str:
    """The name in a manifest of a font or a shared library."""
    for name, folder in ((PYTHON_PREFIX, sys.prefix), (HOME, str(Path.home()))):
        if path.startswith(os.path.join(folder, "")):
            return name + path.removeprefix(folder)
    return path


def _engine_file(name: str) -> Path | None:
    if not ENGINE_FILE.fullmatch(name) or ".." in Path(name).parts:
        return None
    for short, folder in ((PYTHON_PREFIX, sys.prefix), (HOME, str(Path.home()))):
        if name.startswith(short):
            return Path(folder + name.removeprefix(short))
    return Path(name)


def _layer(folder: Path) -> list[Path]:
    return [folder / kind for kind in LAYER_FOLDERS]


def _packages() -> list[str]:
    """The packages that are installed, with their versions, as their folders are called.

    Those on PYTHONPATH are among them: a plug-in may be anywhere.
    """
    names: list[str] = []
    for home in dict.fromkeys(sys.path):
        if home and os.path.isdir(home):
            for name in os.listdir(home):
                if name.endswith("-info"):
                    names.append(name)
    return sorted(names)


def _digest_of(base: Path | None, places: Iterable[Path]) -> str:
    """The hash of all files in some places, with their names below `base`.

    Raises OSError where one cannot be read, TooMuchError where it is too much.
    """
    total, left = sha256(), MOST_INPUT
    for path in sorted(_files_in(places)):
        # A workspace that was moved, or copied to another machine, holds what it held before.
        name = os.path.basename(path)
        if base:
            name = os.path.relpath(path, base)
        status = os.lstat(path)
        total.update(f"{name}\0".encode(errors="surrogateescape"))
        if is_text_or_picture(path, status):
            total.update(sha256(Path(path).read_bytes()).digest())
            left -= status.st_size
        else:
            total.update(f"{status.st_size} {status.st_mtime_ns}".encode())
        if left < 0:
            raise TooManyInputsError
    return total.hexdigest()


def is_text_or_picture(path: str, status: os.stat_result) -> bool:
    """Whether a file is opened at all. Of a film, a link or a device the name, size and time must do.

    Of a list of names as well: not even its hash is stored.
    """
    return S_ISREG(status.st_mode) and status.st_size <= LARGEST_INPUT and not path.endswith(ROSTER)


def _files_in(places: Iterable[Path]) -> Iterator[str]:
    """Every file in some places. Raises TooMuchError at a link to a folder: that may change unseen."""
    for place in places:
        if place.is_file():
            yield str(place)
        for here, folders, names in os.walk(place):
            # Python writes these while it runs: they say nothing that the source does not say.
            if "__pycache__" in folders:
                folders.remove("__pycache__")
            for name in folders:
                if os.path.islink(os.path.join(here, name)):
                    raise TooManyInputsError
            for name in names:
                yield os.path.join(here, name)
