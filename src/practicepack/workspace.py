"""The one door to the user's folders, with what the package ships behind them.

A name is a path relative to a layer, with forward slashes. The user's layer is asked first, the shipped one
second.
"""

import os
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import ModuleType
from unicodedata import normalize

from practicepack.diagnostics import Diagnostic, Source, Span, error
from practicepack.limits import STANDARD_LIMITS, Limits

PACKAGE = Path(__file__).resolve().parent
WORKSHOP = "workshop.yaml"
PROGRAMME = "programme.yaml"
ROSTER = "participants.csv"
"""The list of those who come, beside workshop.yaml."""
KINDS = ("content", "sessions", "templates")
"""The folders of a layer."""
ELSEWHERE = frozenset("\\:\0")
"""On Windows a name with these leads to another drive, or makes it call another machine."""

LINKS = "a link that leads out of the folder is not followed"


class TooLargeError(Exception):
    """A picture has more bytes than are read."""

    def __init__(self, name: str, size: int) -> None:
        self.size = size
        super().__init__(name)


def shipped_root() -> Path:
    """The folder of the shipped content/, sessions/ and templates/: in the wheel, or in a checkout."""
    installed = PACKAGE / "_share"
    return installed if installed.is_dir() else PACKAGE.parents[1]


def nearest_root(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that has a sessions/ folder."""
    return next((here for here in (start, *start.parents) if (here / "sessions").is_dir()), None)


@dataclass(frozen=True, slots=True)
class Workspace:
    """The user's folder, if there is one, laid over the shipped folder."""

    root: Path | None
    shipped: Path
    bounds: Limits = STANDARD_LIMITS

    @property
    def layers(self) -> tuple[Path, ...]:
        """The folders to look in, first match wins: those of packages that add printable kinds come last."""
        return _layers(self.root, self.shipped, _plugins().folders())

    def find(self, name: str) -> Path | None:
        """The file called `name`, if it is there and inside its layer."""
        return next((path for layer in self.layers if (path := _inside(layer, name))), None)

    def files(self, folder: str) -> tuple[str, ...]:
        """The names of the files in the first layer's `folder` that there is; hidden ones left out."""
        for layer in self.layers:
            if (layer / folder).is_dir():
                return tuple(sorted(path.name for path in (layer / folder).glob("[!.]*") if path.is_file()))
        return ()

    def spelt(self, name: str) -> str | None:
        """The name as the system has it of a file called `name`, whatever it does with capitals and accents.

        Windows and macOS take `LOGO.png` for `logo.PNG`, and macOS may write an accent as a sign of its own.
        """
        if self.find(name):
            return name
        folder, _, wanted = name.rpartition("/")
        for layer in self.layers:
            for path in sorted((layer / folder).glob("[!.]*")) if ".." not in folder else ():
                found = f"{folder}/{path.name}"
                if _alike(path.name) == _alike(wanted) and self.find(found):
                    return found
        return None

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the files in `folder`, of all layers, sorted; hidden ones left out."""
        found = {
            f"{folder}/{path.name}"
            for layer in self.layers
            for path in (layer / folder).glob("[!.]*")
            if path.is_file()
        }
        return tuple(sorted(found, key=lambda name: (PurePosixPath(name).stem, name)))

    def workshops(self) -> tuple[str, ...]:
        """The ids of the folders under sessions/ that hold a workshop."""
        return tuple(sorted({path.name for path in self._workshop_folders()}))

    def session_folders(self) -> tuple[str, ...]:
        """The names of all folders under sessions/, whatever they hold; hidden ones left out."""
        found = (path for layer in self.layers for path in layer.glob("sessions/[!.]*") if path.is_dir())
        return tuple(sorted({path.name for path in found}))

    def programmes(self) -> tuple[str, ...]:
        """The ids of the folders under sessions/ that hold a programme."""
        found = (path for layer in self.layers for path in layer.glob(f"sessions/*/{PROGRAMME}"))
        return tuple(sorted({path.parent.name for path in found if path.is_file()}))

    def workshop_names(self, workshop: str) -> tuple[str, ...]:
        """The names of the YAML files of one workshop. A folder of the user's hides a shipped one whole."""
        for path in self._workshop_folders():
            if path.name == workshop:
                files = sorted(file.name for file in path.glob("*.yaml") if _is_of_workshop(file))
                return tuple(f"sessions/{workshop}/{file}" for file in files)
        return ()

    def beside(self, workshop: str) -> tuple[str, ...]:
        """The names of all files beside a workshop.yaml, sorted; hidden ones left out."""
        for path in self._workshop_folders():
            if path.name == workshop:
                return tuple(sorted(file.name for file in path.glob("[!.]*") if file.is_file()))
        return ()

    def _workshop_folders(self) -> Iterator[Path]:
        for layer in self.layers:
            found = layer.glob(f"sessions/*/{WORKSHOP}")
            yield from sorted(path.parent for path in found if path.is_file())

    def read(self, name: str) -> Source | Diagnostic:
        """The text of a file, or what is wrong with it. A byte order mark is taken off."""
        data = self.table(name)
        return decoded(name, data) if isinstance(data, bytes) else data

    def table(self, name: str) -> bytes | Diagnostic:
        """The bytes of a text or of a list that a spreadsheet saved, or what is wrong with the file."""
        path = self.find(name)
        if path is None:
            return error("missing-file", f'there is no file "{name}"', hints=(LINKS,))
        size = path.stat().st_size
        if size > self.bounds.bytes:
            message = f"file has {size} bytes, the limit is {self.bounds.bytes}"
            return error(
                "too-large", message, Source(name, "").at(), hints=(self.bounds.more("bytes", size),)
            )
        return path.read_bytes()

    def data(self, name: str) -> bytes:
        """The bytes of a picture, none where there is no such file. Raises TooLargeError."""
        path = self.find(name)
        if path and (size := path.stat().st_size) > self.bounds.picture:
            raise TooLargeError(name, size)
        return path.read_bytes() if path else b""

    def digest(self, name: str) -> str:
        """The hash of a file's bytes, empty where there is no such file."""
        path = self.find(name)
        return sha256(path.read_bytes()).hexdigest() if path else ""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of all layers, whether they are there or not."""
        return tuple(layer / kind for layer in self.layers for kind in KINDS)

    def watched(self) -> tuple[Path, ...]:
        """The folders whose changes call for a rebuild."""
        return tuple(folder for folder in self.folders if folder.is_dir())

    def stamps(self) -> dict[str, tuple[int, int]]:
        """The time of change and the size of every file that is watched."""
        folders = (here for folder in self.watched() for here in os.walk(folder))
        files = (os.path.join(here, name) for here, _, names in folders for name in names)
        return {path: (found.st_mtime_ns, found.st_size) for path in files if (found := _found(path))}


@cache
def _plugins() -> ModuleType:
    # imported late: --help and a build in which nothing has changed start without it
    from practicepack import plugins  # noqa: PLC0415

    return plugins


@cache
def _layers(root: Path | None, shipped: Path, added: tuple[Path, ...]) -> tuple[Path, ...]:
    own = root.resolve() if root else None
    return (own, shipped, *added) if own and own != shipped else (shipped, *added)


def _inside(layer: Path, name: str) -> Path | None:
    """The file called `name` below `layer`, links followed; None where none is, or it lies outside."""
    if name.startswith("/") or not ELSEWHERE.isdisjoint(name):
        return None
    path = os.path.join(layer, name)
    if not os.path.isfile(path):  # nor is a name that is too long, or a link in a circle
        return None
    found = os.path.realpath(path)
    return Path(found) if found.startswith(os.path.join(layer, "")) else None


@cache
def code(*folders: str) -> str:
    """The hash of the program's own files in some of its folders; they stay as they are while it runs."""
    own = sorted(path for folder in folders for path in (PACKAGE / folder).rglob("*.py"))
    return sha256(b"".join(path.read_bytes() for path in own)).hexdigest()


def stamped(path: str) -> str:
    """A file's path with its size and the time of its last change; the path alone where it is not there."""
    found = _found(path)
    return f"{path} {found.st_size} {found.st_mtime_ns}" if found else path


def _found(path: str) -> os.stat_result | None:
    """What the system says of a file; nothing where it is not there, or where a link leads nowhere."""
    try:
        return os.stat(path)
    except OSError:
        return None


def _alike(name: str) -> str:
    """A file's name without what systems see no difference in."""
    return normalize("NFC", normalize("NFC", name).casefold())


def _is_of_workshop(file: Path) -> bool:
    return file.is_file() and file.name != PROGRAMME


def decoded(name: str, data: bytes) -> Source | Diagnostic:
    """`data` as UTF-8 text, or a finding at the first byte that is not."""
    data = data.removeprefix(BOM_UTF8)
    try:
        return Source(name, data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        source = Source(name, data.decode("utf-8", errors="replace"))
        at = len(data[: fault.start].decode("utf-8"))
        hint = 'in the editor, choose "save with encoding" and UTF-8'
        message = f"not UTF-8: {_encoding(data, fault.start)}"
        return error("bad-encoding", message, Span(source, at, at + 1), hints=(hint,))


def _encoding(data: bytes, at: int) -> str:
    """How a text that is not UTF-8 was probably saved."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return 'the file was saved as UTF-16, which some editors call "Unicode"'
    byte = data[at : at + 1]
    meant = byte.decode("cp1252", errors="replace")
    likely = (
        f', in Windows-1252 (ANSI) the sign "{meant}"' if meant.isprintable() and meant != "\ufffd" else ""
    )
    return f"the byte 0x{byte.hex()}{likely}"
