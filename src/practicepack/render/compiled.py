"""Templates as Jinja has compiled them: all in memory, and those that we ship on the disk, too.

A compiled template is a program. So ours are kept where Python keeps what it has compiled of our own code:
whoever can write there can change that as well. What the user's folder holds is never kept on the disk.
"""

import marshal
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from practicepack.atomic import with_checksum, without_checksum, write_bytes
from practicepack.diagnostics import Source
from practicepack.workspace import PACKAGE, Workspace, code, shipped_root

PLACE = Path(cache_from_source(str(PACKAGE / "render/shipped.py")))
"""Beside our own code, whatever Python has been told about where that is."""
Kept = dict[str, tuple[str, CodeType]]
"""By Jinja's key for a template: the checksum of its text, and the program."""


class Compiled(BytecodeCache):
    """What was compiled; a template whose text is another one is compiled again."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.kept = _read(place)
        self.on_disk = dict(self.kept)
        self.is_new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if it is about the same text. For Jinja."""
        bucket.code = self.kept[bucket.key][1] if self._has(bucket.key, bucket.checksum) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in a bucket. For Jinja."""
        assert bucket.code is not None
        self.kept[bucket.key] = bucket.checksum, bucket.code
        self.is_new = True

    def keep(self) -> None:
        """Keep the shipped ones on the disk, if there are others than before and we may write there."""
        if not self.is_new:
            return
        self.is_new = False
        ours = {key: self.kept[key] for key, checksum in self._shipped() if self._has(key, checksum)}
        if ours != self.on_disk:
            self.on_disk = ours
            with suppress(OSError):
                write_bytes(self.place, with_checksum(_mark(), marshal.dumps(ours)))

    def _has(self, key: str, checksum: str) -> bool:
        return key in self.kept and self.kept[key][0] == checksum

    def _shipped(self) -> Iterator[tuple[str, str]]:
        """Jinja's key of each shipped template, and the checksum of its text."""
        shipped = Workspace(None, shipped_root())
        for name in shipped.names("templates"):
            text = shipped.read(name)
            if isinstance(text, Source):
                key = self.get_cache_key(name.removeprefix("templates/"), name)
                yield key, self.get_source_checksum(text.text)


@cache
def compiled() -> Compiled:
    """The one for this process."""
    return Compiled(PLACE)


def _mark() -> bytes:
    """What compiled templates depend on beside their texts."""
    return f"{jinja2.__version__} {code('render')}\n".encode() + MAGIC_NUMBER


def _read(place: Path) -> Kept:
    """What lies there; nothing where it is damaged, or made by another version."""
    try:
        body = without_checksum(_mark(), place.read_bytes())
        found: Kept = marshal.loads(body) if body else {}  # noqa: S302  # as Python reads ours
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return found
