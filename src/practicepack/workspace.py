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
from itertools import islice
from pathlib import Path, PurePosixPath
from types import ModuleType
from unicodedata import normalize

from practicepack.diagnostics import Diagnostic, Source, Span, Tip, error
from practicepack.file_kinds import KIND_NAMES, kind_of
from practicepack.limits import STANDARD_LIMITS, Limits

PACKAGE = Path(__file__).resolve().parent
WORKSHOP = "workshop.yaml"
PROGRAMME = "programme.yaml"
ROSTER = "participants.csv"
"""The list of those who come, beside workshop.yaml."""
LAYER_FOLDERS = ("content", "sessions", "templates")
"""The folders of a layer."""
MOST_FOLDERS = 1000
PLAIN_TEXT = Tip('open it in the program that made it, and save its text as "plain text" in UTF-8')
OTHER_DRIVE_SIGNS = frozenset("\\:\0")
"""On Windows a name with these leads to another drive, or makes it call another machine."""

LINKS = Tip("a link that leads out of the folder is not followed")


class TooLargeError(Exception):
    """A picture has more bytes than are read."""

    def __init__(self, name: str, size: int) -> None:
        self.size = size
        super().__init__(name)


def shipped_root() -> Path:
    """The folder of the shipped content/, sessions/ and templates/: in the wheel, or in a checkout."""
    installed = PACKAGE / "_share"
    if installed.is_dir():
        return installed
    return PACKAGE.parents[1]


def nearest_root(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that has a sessions/ folder."""
    for folder in (start, *start.parents):
        if (folder / "sessions").is_dir():
            return folder
    return None


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
        for layer in self.layers:
            path = _path_inside(layer, name)
            if path:
                return path
        return None

    def files(self, folder: str) -> tuple[str, ...]:
        """The names of the files in the first layer's `folder` that there is; hidden ones left out."""
        for layer in self.layers:
            if (layer / folder).is_dir():
                return _visible_files(layer / folder)
        return ()

    def spelt(self, name: str) -> str | None:
        """The name as the system has it of a file called `name`, whatever it does with capitals and accents.

        Windows and macOS take `LOGO.png` for `logo.PNG`, and macOS may write an accent as a sign of its own.
        """
        if self.find(name):
            return name
        folder, _, wanted = name.rpartition("/")
        if ".." in folder:
            return None
        for layer in self.layers:
            for path in sorted((layer / folder).glob("[!.]*")):
                spelt = f"{folder}/{path.name}"
                if _alike(path.name) == _alike(wanted) and self.find(spelt):
                    return spelt
        return None

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the files in `folder`, of all layers, sorted; hidden ones left out."""
        names = set()
        for layer in self.layers:
            for name in _visible_files(layer / folder):
                names.add(f"{folder}/{name}")
        # by the id first: a.yaml comes before a-b.yaml, whatever the hyphen is in the order of signs
        return tuple(sorted(names, key=lambda name: (PurePosixPath(name).stem, name)))

    def workshops(self) -> tuple[str, ...]:
        """The ids of the folders under sessions/ that hold a workshop."""
        return tuple(sorted({path.name for path in self._folders_with(WORKSHOP)}))

    def session_folders(self) -> tuple[str, ...]:
        """The names of all folders under sessions/, whatever they hold; hidden ones left out."""
        names = set()
        for layer in self.layers:
            for path in layer.glob("sessions/[!.]*"):
                if path.is_dir():
                    names.add(path.name)
        return tuple(sorted(names))

    def programmes(self) -> tuple[str, ...]:
        """The ids of the folders under sessions/ that hold a programme."""
        return tuple(sorted({path.name for path in self._folders_with(PROGRAMME)}))

    def workshop_names(self, workshop: str) -> tuple[str, ...]:
        """The names of the YAML files of one workshop. A folder of the user's hides a shipped one whole."""
        names = []
        for file in self.beside(workshop):
            if file.endswith(".yaml") and file != PROGRAMME:
                names.append(f"sessions/{workshop}/{file}")
        return tuple(names)

    def beside(self, workshop: str) -> tuple[str, ...]:
        """The names of all files beside a workshop.yaml, sorted; hidden ones left out."""
        for path in self._folders_with(WORKSHOP):
            if path.name == workshop:
                return _visible_files(path)
        return ()

    def _folders_with(self, file: str) -> Iterator[Path]:
        """The folders under sessions/ that have a file of this name, the user's first."""
        for layer in self.layers:
            for path in sorted(layer.glob(f"sessions/*/{file}")):
                if path.is_file():
                    yield path.parent

    def own_folders(self, top: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each folder of the user's that begins at `top`, with the names of its files; hidden ones left out.

        Links are not followed. After `MOST_FOLDERS` folders it ends, for this may be a whole disk.
        """
        if self.root is None:
            return
        layer = self.layers[0]
        for here, folders, _ in islice(os.walk(layer / top), MOST_FOLDERS):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            folder = Path(here)
            yield folder.relative_to(layer).as_posix(), _visible_files(folder)

    def is_shipped(self, name: str) -> bool:
        """Whether the shipped folder has a file of this name."""
        return _path_inside(self.shipped, name) is not None

    def top_folders(self) -> tuple[str, ...]:
        """The names of the folders beside content/ and sessions/; hidden ones left out."""
        if self.root is None:
            return ()
        return tuple(sorted(path.name for path in self.layers[0].glob("[!.]*") if path.is_dir()))

    def read(self, name: str) -> Source | Diagnostic:
        """The text of a file, or what is wrong with it. A byte order mark is taken off."""
        data = self.table(name)
        if isinstance(data, Diagnostic):
            return data
        return decoded(name, data)

    def table(self, name: str) -> bytes | Diagnostic:
        """The bytes of a text or of a list that a spreadsheet saved, or what is wrong with the file."""
        path = self.find(name)
        if path is None:
            return error("missing-file", f'there is no file "{name}"', hints=(LINKS,))
        size = path.stat().st_size
        if size > self.bounds.bytes:
            message = f"file has {size} bytes, the limit is {self.bounds.bytes}"
            hints = (self.bounds.more("bytes", size),)
            return error("too-large", message, Source(name, "").at(), hints=hints)
        return path.read_bytes()

    def data(self, name: str) -> bytes:
        """The bytes of a picture, none where there is no such file. Raises TooLargeError."""
        path = self.find(name)
        if path is None:
            return b""
        size = path.stat().st_size
        if size > self.bounds.picture:
            raise TooLargeError(name, size)
        return path.read_bytes()

    def digest(self, name: str) -> str:
        """The hash of a file's bytes, empty where there is no such file."""
        path = self.find(name)
        if path is None:
            return ""
        return sha256(path.read_bytes()).hexdigest()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of all layers, whether they are there or not."""
        return tuple(layer / folder for layer in self.layers for folder in LAYER_FOLDERS)

    def watched(self) -> tuple[Path, ...]:
        """The folders whose changes call for a rebuild."""
        return tuple(folder for folder in self.folders if folder.is_dir())

    def stamps(self) -> dict[str, tuple[int, int, int]]:
        """The time of change, the size and the number on its disk of every file that is watched."""
        stamps = {}
        for folder in self.watched():
            for here, _, names in os.walk(folder):
                for name in names:
                    path = os.path.join(here, name)
                    stat = _stat(path)
                    if stat:
                        stamps[path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        return stamps


@cache
def _plugins() -> ModuleType:
    # imported late: --help and a build in which nothing has changed start without it
    from practicepack import plugins  # noqa: PLC0415

    return plugins


@cache
def _layers(root: Path | None, shipped: Path, added: tuple[Path, ...]) -> tuple[Path, ...]:
    if root is None or root.resolve() == shipped:
        return (shipped, *added)
    return (root.resolve(), shipped, *added)


def _visible_files(folder: Path) -> tuple[str, ...]:
    """The names of the files in a folder, sorted; hidden ones left out."""
    return tuple(sorted(path.name for path in folder.glob("[!.]*") if path.is_file()))


def _path_inside(layer: Path, name: str) -> Path | None:
    """The file called `name` below `layer`, links followed; None where none is, or it lies outside."""
    if name.startswith("/") or not OTHER_DRIVE_SIGNS.isdisjoint(name):
        return None
    path = os.path.join(layer, name)
    if not os.path.isfile(path):  # nor is a name that is too long, or a link in a circle
        return None
    target = os.path.realpath(path)
    # with a separator at its end: /home/ana is no part of /home/anabel
    if not target.startswith(os.path.join(layer, "")):
        return None
    return Path(target)


@cache
def code(*folders: str) -> str:
    """The hash of the program's own files in some of its folders; they stay as they are while it runs."""
    paths: list[Path] = []
    for folder in folders:
        paths += (PACKAGE / folder).rglob("*.py")
    digest = sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamped(path: str) -> str:
    """A file's path with its size and the time of its last change; the path alone where it is not there."""
    stat = _stat(path)
    if stat is None:
        return path
    return f"{path} {stat.st_size} {stat.st_mtime_ns}"


def _stat(path: str) -> os.stat_result | None:
    """What the system says of a file; nothing where it is not there, or where a link leads nowhere."""
    try:
        return os.stat(path)
    except OSError:
        return None


def _alike(name: str) -> str:
    """A file's name without what systems see no difference in."""
    return normalize("NFC", normalize("NFC", name).casefold())


def decoded(name: str, data: bytes) -> Source | Diagnostic:
    """`data` as UTF-8 text, or a finding at the first byte that is not."""
    kind = kind_of(data)
    if kind not in ("", "svg"):
        message = f"this is {KIND_NAMES[kind]}, whatever its name says"
        return error("bad-encoding", message, Source(name, "").at(), hints=(PLAIN_TEXT,))
    data = data.removeprefix(BOM_UTF8)
    try:
        return Source(name, data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        source = Source(name, data.decode("utf-8", errors="replace"))
        at = len(data[: fault.start].decode("utf-8"))
        hint = Tip('in the editor, choose "save with encoding" and UTF-8')
        message = f"not UTF-8: {_encoding_name(data, fault.start)}"
        return error("bad-encoding", message, Span(source, at, at + 1), hints=(hint,))


def text_digest(text: str) -> str:
    """The hash of a text."""
    return sha256(text.encode()).hexdigest()


def _encoding_name(data: bytes, at: int) -> str:
    """How a text that is not UTF-8 was probably saved."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return 'the file was saved as UTF-16, which some editors call "Unicode"'
    byte = data[at : at + 1]
    sign = byte.decode("cp1252", errors="replace")
    if not sign.isprintable() or sign == "\ufffd":
        return f"the byte 0x{byte.hex()}"
    return f'the byte 0x{byte.hex()}, in Windows-1252 (ANSI) the sign "{sign}"'
