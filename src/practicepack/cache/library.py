"""Content files as they were read and checked before, so that only what was edited is read again."""

import pickle
from datetime import date, time
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pydantic
import yaml

from practicepack import plugins
from practicepack.cache.files import CacheFiles
from practicepack.library.models.fields import Authored, Line, Prose
from practicepack.library.printable_kinds import printable_kinds
from practicepack.workspace import Workspace, code, stamped

AUTHORED = (Authored, Prose, Line, date, time)
"""What authored values are made of, beside plain numbers, texts and tuples."""
MOST_EDITED = 8
"""How many edited files are read again each time before all values are packed anew."""
MODULES = ("practicepack.library.", "datetime")


class LibraryCache:
    """Authored values by the hash of the text that they were read from, all in one file of the cache."""

    def __init__(self, data: bytes = b"") -> None:
        self.before = _unpacked_value(data)
        self.now: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """The value with this key; None where there is none."""
        if key in self.before:
            self.now[key] = self.before[key]
        return self.now.get(key)

    def put(self, key: str, value: Any) -> None:
        """Cache a value that was read without any fault in it."""
        self.now[key] = value

    def save(self, files: CacheFiles, key: str) -> None:
        """Write all values, unless few are new: reading a few files again is quicker than packing all."""
        if self.is_new:
            files.write(key, self.packed())

    @property
    def is_new(self) -> bool:
        """Whether it holds many values that it was not made with, or packed with last."""
        return len(self.now.keys() - self.before.keys()) > MOST_EDITED

    def packed(self) -> bytes:
        """All that was asked for or put there, to make such a cache of; it is not new any more."""
        self.before = dict(self.now)
        return pickle.dumps(self.now)


@lru_cache(1)
def library_cache(files: CacheFiles, key: str) -> LibraryCache:
    """What is cached of the content; the same object as long as `watch` runs."""
    return LibraryCache(files.read(key) or b"")


def library_key(workspace: Workspace) -> str:
    """The key of the values of a workspace's content: what reads them, and in which folders."""
    added = [stamped(str(path)) for path in plugins.added_files()]
    programs = (pydantic.VERSION, yaml.__version__, plugins.packages(), added)
    return sha256(repr((code("library", "cache"), programs, workspace.layers)).encode()).hexdigest()


class _Unpacker(pickle.Unpickler):
    """Makes authored values and nothing else, no matter who wrote what it reads."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of authored values. Raises UnpicklingError for anything else."""
        added = {kind.plugin.top_module for kind in printable_kinds().added.values()}
        is_known = module.startswith(MODULES) or module.partition(".")[0] in added
        named = super().find_class(module, name) if is_known else None
        if not (isinstance(named, type) and issubclass(named, AUTHORED)):
            raise pickle.UnpicklingError(f"{module}.{name} is no authored value")
        return named


def _unpacked_value(data: bytes) -> dict[str, Any]:
    """What a cache held; nothing where its bytes are damaged, or are no cache's."""
    try:
        values = _Unpacker(BytesIO(data)).load()
    except Exception:  # a pickle can fail in every way
        return {}
    if not isinstance(values, dict):
        return {}
    return values
