"""Parts that were laid out before, kept on the disk by the hash of all that shaped them."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from practicepack.atomic import locked, with_checksum, without_checksum, write_bytes
from practicepack.documents.parts import RenderedPart

MARK = b"practicepack part 2\n"
"""What every kept file starts with; another form of file has another number."""
KEY = re.compile(r"[0-9a-f]{64}")
FOLDERS = "[0-9a-f][0-9a-f]"
USUAL_SIZE = 512 * 1024 * 1024
"""How many bytes are kept, unless another number is asked for."""
ROOM = 0.8
"""The share of that to which the store is brought down when it is full."""


@dataclass(frozen=True, slots=True)
class PartCache:
    """A folder of parts. Safe with several builds at once: a file is there whole, or not at all.

    What is damaged is taken for missing. Where the disk refuses, nothing is kept, and nobody is stopped.
    """

    folder: Path
    most: int = USUAL_SIZE
    """Bytes; when there are more, what was not used for longest goes first."""

    def get(self, key: str) -> RenderedPart | None:
        """The part with this key, None where it is not there or not as it was written."""
        body = self.read(key)
        if not body:
            return None
        said, _, pdf = body.partition(b"\n")
        try:
            pages, places = json.loads(said)
        except (ValueError, TypeError, RecursionError):  # someone else has written it
            return None
        return RenderedPart(pdf, pages, places=places)

    def read(self, key: str) -> bytes | None:
        """The bytes with this key, None where they are not there or not as they were written."""
        path = self._path(key)
        try:
            body = without_checksum(MARK, path.read_bytes())
            if body is not None:
                os.utime(path)
        except OSError:
            return None
        return body

    def put(self, key: str, laid: RenderedPart) -> None:
        """Keep a part, if it can be kept."""
        if laid.can_be_kept:
            self.write(key, json.dumps([laid.pages, laid.places]).encode() + b"\n" + laid.pdf)

    def write(self, key: str, body: bytes) -> None:
        """Keep some bytes."""
        with suppress(OSError):
            write_bytes(self._path(key), with_checksum(MARK, body))

    def drop(self, key: str) -> None:
        """Take away what is kept with this key."""
        self._path(key).unlink(missing_ok=True)

    def note(self, owner: str, keys: Iterable[str]) -> None:
        """Write down which parts somebody's packs are made of, so that they can be forgotten together."""
        path = self._note(owner)
        with suppress(OSError):
            write_bytes(path, "\n".join(sorted({*_noted(path), *keys})).encode())

    def forget(self, owner: str) -> int:
        """Take away the parts that were noted; how many there were. Another's part is laid out again."""
        path = self._note(owner)
        there = [one for one in map(self._path, _noted(path)) if one.is_file()]
        for one in (*there, path):
            one.unlink(missing_ok=True)
        return len(there)

    def trim(self) -> None:
        """Take away what was not used for longest, where the store is too large, and what was never whole."""
        self._sweep()
        kept = sorted(self._kept())
        size = sum(one[1] for one in kept)
        if size <= self.most:
            return
        for _, length, path in kept:
            if size <= self.most * ROOM:
                return
            with suppress(OSError):
                path.unlink()
            size -= length

    def info(self) -> tuple[int, int]:
        """How many parts there are, and their bytes."""
        sizes = [size for _, size, _ in self._kept()]
        return len(sizes), sum(sizes)

    def clear(self) -> int:
        """Take everything away; how many parts there were."""
        self._sweep()
        kept = list(self._kept())
        for _, _, path in kept:
            path.unlink(missing_ok=True)
        return len(kept)

    def _note(self, owner: str) -> Path:
        return self.folder / "notes" / sha256(owner.encode(errors="surrogateescape")).hexdigest()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def _sweep(self) -> None:
        """Take away what builds that were killed had begun to write; what is being written is locked."""
        for path in self.folder.glob(f"{FOLDERS}/.*"):
            with suppress(OSError), path.open("rb") as file:
                if locked(file.fileno()):
                    path.unlink()

    def _kept(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last used, its bytes, and where it is."""
        for path in self.folder.glob(f"{FOLDERS}/[!.]*"):
            try:
                found = path.stat()
            except OSError:  # another build took it away
                continue
            yield found.st_mtime, found.st_size, path


def _noted(path: Path) -> list[str]:
    """The keys in a note. Whatever else stands there, such as a path, was not written by us."""
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    return [word for word in text.split() if KEY.fullmatch(word)]
