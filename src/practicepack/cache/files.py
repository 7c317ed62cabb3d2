"""The files of the cache: each with a checksum, under a key of 64 hexadecimal digits."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from practicepack.atomic import is_abandoned, with_checksum, without_checksum, write_bytes

CACHE_MARK = b"practicepack cache 1\n"
"""What every file starts with; another form of file has another number."""
KEY = re.compile(r"[0-9a-f]{64}")
KEY_FOLDERS = "[0-9a-f][0-9a-f]"
"""The folders that hold the files: the first two digits of their keys."""
USUAL_SIZE = 512 * 1024 * 1024
"""How many bytes are cached, unless another number is asked for."""
SHARE_LEFT = 0.8
"""The share of that to which the cache is brought down when it is full."""


@dataclass(frozen=True, slots=True)
class CacheFiles:
    """A folder of files. Safe with several builds at once: a file is there whole, or not at all.

    What is damaged is taken for missing. Where the disk refuses, nothing is written, and no one is stopped.
    Whatever else lies in the folder is neither read nor removed.
    """

    folder: Path
    most: int = USUAL_SIZE
    """Bytes; when there are more, what was not used for longest goes first."""

    def read(self, key: str) -> bytes | None:
        """The bytes with this key, None where they are not there or not as they were written."""
        path = self._path(key)
        try:
            # A pipe or a device with this name would block, or never end; a link may lead anywhere.
            if not S_ISREG(path.lstat().st_mode):
                return None
            body = without_checksum(CACHE_MARK, path.read_bytes())
            if body is not None:
                os.utime(path)
        except OSError:
            return None
        return body

    def write(self, key: str, body: bytes) -> None:
        """Write some bytes under a key."""
        with suppress(OSError):
            write_bytes(self._path(key), with_checksum(CACHE_MARK, body))

    def drop(self, key: str) -> None:
        """Remove the file with this key."""
        with suppress(OSError):
            self._path(key).unlink()

    def note(self, owner: str, keys: Iterable[str]) -> None:
        """Write down which files an owner's packs are made of, so that they can be forgotten together."""
        path = self._note(owner)
        with suppress(OSError):
            write_bytes(path, "\n".join(sorted({*_noted(path), *keys})).encode())

    def forget(self, owner: str) -> int:
        """Remove the files that were noted; how many there were. Another owner's are made again."""
        note = self._note(owner)
        removed = 0
        for key in _noted(note):
            path = self._path(key)
            if path.is_file():
                path.unlink(missing_ok=True)
                removed += 1
        with suppress(OSError):
            note.unlink()
        return removed

    def trim(self) -> None:
        """Remove what was not used for longest, where there is too much, and what is half written."""
        self._sweep()
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        if total <= self.most:
            return
        for _, size, path in files:
            if total <= self.most * SHARE_LEFT:
                return
            with suppress(OSError):
                path.unlink()
            total -= size

    def info(self) -> tuple[int, int]:
        """How many files there are, and their bytes."""
        sizes = [size for _, size, _ in self._files()]
        return len(sizes), sum(sizes)

    def clear(self) -> int:
        """Remove all files; how many there were."""
        self._sweep()
        removed = 0
        for _, _, path in self._files():
            path.unlink(missing_ok=True)
            removed += 1
        for path in self.folder.glob("notes/*"):
            if KEY.fullmatch(path.name) and path.is_file():
                path.unlink(missing_ok=True)
        return removed

    def _note(self, owner: str) -> Path:
        return self.folder / "notes" / sha256(owner.encode(errors="surrogateescape")).hexdigest()

    def _path(self, key: str) -> Path:
        """The file with a key. Raises ValueError for what is no key: it may lead elsewhere."""
        if not KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not a key of the cache")
        return self.folder / key[:2] / key[2:]

    def _sweep(self) -> None:
        """Remove what builds that were killed had begun to write."""
        for path in self.folder.glob(f"{KEY_FOLDERS}/.*"):
            # The name that is being written follows the dot, so that a hidden file of someone else stays.
            if KEY.fullmatch(path.parent.name + path.name[1:].partition(".")[0]) and is_abandoned(path):
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last used, its bytes, and where it is."""
        for path in self.folder.glob(f"{KEY_FOLDERS}/*"):
            if not KEY.fullmatch(path.parent.name + path.name):
                continue
            try:
                status = path.lstat()
            except OSError:  # another build removed it
                continue
            if not S_ISREG(status.st_mode):
                continue
            yield status.st_mtime, status.st_size, path


def _noted(path: Path) -> list[str]:
    """The keys in a note. Whatever else is in it, such as a path, was not written by us."""
    try:
        if not path.is_file():
            return []
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    return list(filter(KEY.fullmatch, text.split()))
