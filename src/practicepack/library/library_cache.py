"""Content files as they were read and checked before, so that only what was edited is read again."""

import pickle
from datetime import date, time
from hashlib import sha256
from io import BytesIO
from typing import Any

import pydantic
import yaml

from practicepack import plugins
from practicepack.diagnostics import Source
from practicepack.library.models.fields import Authored, Line, Prose
from practicepack.library.printable_kinds import printable_kinds
from practicepack.limits import Limits
from practicepack.workspace import Workspace, code, stamped

AUTHORED = (Authored, Prose, Line, date, time)
"""What authored values are made of, beside plain numbers, texts and tuples."""
FEW = 8
"""How many edited files are read again each time before all values are packed anew."""
MODULES = ("practicepack.library.", "datetime")


class LibraryCache:
    """Authored values by the hash of the text that they were read from."""

    def __init__(self, data: bytes = b"") -> None:
        self.before = _unpacked(data)
        self.now: dict[str, Any] = {}

    def get(self, source: Source, model: Any, bounds: Limits) -> Any:
        """What was read from this text before; None where it was not."""
        key = _key(source, model, bounds)
        if key in self.before:
            self.now[key] = self.before[key]
        return self.now.get(key)

    def put(self, source: Source, model: Any, bounds: Limits, item: Any) -> None:
        """Keep what was read, without any fault in it."""
        self.now[_key(source, model, bounds)] = item

    @property
    def is_new(self) -> bool:
        """Whether it holds many values that it was not made with, or packed with last.

        A few are read again sooner than all are packed.
        """
        return len(self.now.keys() - self.before.keys()) > FEW

    def packed(self) -> bytes:
        """All that was asked for or put there, to make such a cache of; it is not new any more."""
        self.before = dict(self.now)
        return pickle.dumps(self.now)


def library_key(workspace: Workspace) -> str:
    """Where the values of a workspace's content are kept: by what reads them, and in which folders."""
    added = [stamped(str(path)) for path in plugins.files()]
    programs = (pydantic.VERSION, yaml.__version__, plugins.packages(), added)
    return sha256(repr((code("library"), programs, workspace.layers)).encode()).hexdigest()


def _key(source: Source, model: Any, bounds: Limits) -> str:
    return sha256(f"{model!r}\0{bounds!r}\0{source.text}".encode()).hexdigest()


class _Unpacker(pickle.Unpickler):
    """Makes authored values and nothing else, whoever wrote what it reads."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of authored values. Raises UnpicklingError for anything else."""
        added = {kind.plugin.top_module for kind in printable_kinds().added.values()}
        is_known = module.startswith(MODULES) or module.partition(".")[0] in added
        found = super().find_class(module, name) if is_known else None
        if not (isinstance(found, type) and issubclass(found, AUTHORED)):
            raise pickle.UnpicklingError(f"{module}.{name} is no authored value")
        return found


def _unpacked(data: bytes) -> dict[str, Any]:
    """What a cache held; nothing where its bytes are damaged, or are no cache's."""
    try:
        found = _Unpacker(BytesIO(data)).load()
    except Exception:  # a pickle can fail in every way
        return {}
    return found if isinstance(found, dict) else {}
