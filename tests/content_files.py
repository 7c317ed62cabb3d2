"""The shipped library in small, read once: what the fuzzer spoils, one file at a time."""

import gc
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from unittest.mock import patch

from practicepack.diagnostics import Diagnostic, Source
from practicepack.library.checks import texts as check_text
from practicepack.library.text import prose
from practicepack.pipeline import inspect, readable
from practicepack.workspace import PROGRAMME, ROSTER, WORKSHOP, Workspace, shipped_root

LANGUAGE = "fr"
TRANSLATION = f"templates/locale/{LANGUAGE}.po"
PEOPLE = 'name,town\nAmina Yusuf,Jos\n"Okoro, Ngozi",Enugu\nZoë de Vries,\n'.encode()
SHOWN = re.compile(r"(?:picture|icon): *([a-z0-9-]+)")
IN_STYLE = re.compile(r"content/pictures/[a-z0-9-]+\.svg")
EMPTY = re.compile(r'^msgid "(.+)"((?:\nmsgid.*)?)\n(msgstr.*)""', re.MULTILINE)
MOST_TEXTS = 20_000
READ = Workspace.read
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@contextmanager
def shipped_files_read_once(shelves: "Shelves") -> Iterator[None]:
    """Meanwhile, only what differs from the shipped files is opened and taken for Markdown anew.

    What was read and validated is kept by the program itself.
    """
    tokens = lru_cache(MOST_TEXTS)(lambda said: tuple(prose.tokens(said)))
    with ExitStack() as stack:
        reads = lambda *one: shelves.read(*one)  # noqa: E731, PLW0108  # a bound method takes no workspace
        stack.enter_context(patch.object(Workspace, "read", reads))
        stack.enter_context(patch.object(check_text, "tokens", tokens))
        inspect(Workspace(None, shipped_root()))
        gc.collect()
        gc.freeze()
        stack.callback(gc.unfreeze)
        yield


class Shelves:
    """The shipped library in small: each workshop alone with what it uses, and a user's folder over it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.own = folder, folder / "own"
        library = readable(Workspace(None, shipped_root()))
        self.sources, self.spoilt = library.sources, ""
        self.texts = {name: source.text for name, source in library.sources.items()}
        self.by_stem: dict[str, list[str]] = {}
        for name in (one for one in self.texts if one.startswith("content/")):
            self.by_stem.setdefault(PurePosixPath(name).stem, []).append(name)
        styles = [path.read_text("utf-8") for path in (shipped_root() / "templates/css").glob("*.css")]
        self.in_styles = [name for style in styles for name in IN_STYLE.findall(style)]
        assert self.in_styles
        shelves = {id_: self.uses(id_) for id_ in (*library.workshops, *library.programmes)}
        self.shelves = dict(sorted(shelves.items(), key=lambda one: len(one[1])))

    def uses(self, workshop: str) -> frozenset[str]:
        """The files of a workshop or a programme, and all whose ids they name, and so on."""
        always = ("content/audiences/", "content/practices/", "content/safety/", f"sessions/{workshop}/")
        todo, found = [name for name in self.texts if name.startswith(always)], set(self.in_styles)
        while todo:
            name = todo.pop()
            if name not in found and name.endswith(".yaml"):
                words = set(WORD.findall(self.texts[name]))
                shown = set(SHOWN.findall(self.texts[name]))
                named = [one for word in words for one in self.by_stem.get(word, ())]
                todo += [one for one in named if not one.endswith(".svg") or PurePosixPath(one).stem in shown]
                held = words if name.endswith(PROGRAMME) else ()
                todo += [
                    one for one in self.texts if one.startswith("sessions/") and one.split("/")[1] in held
                ]
            found.add(name)
        return frozenset(found)

    def of(self, name: str) -> str:
        """The smallest shelf with a file; the smallest of all for one that no workshop uses."""
        return next((id_ for id_, names in self.shelves.items() if name in names), next(iter(self.shelves)))

    def workspace(self, id_: str) -> Workspace:
        """A shelf, put on the disk when it is first asked for."""
        shelf = self.folder / id_
        if not shelf.is_dir():
            shutil.copytree(shipped_root() / "templates", shelf / "templates")
            for name in self.shelves[id_]:
                (shelf / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(shipped_root() / name, shelf / name)
        return Workspace(self.own, shelf)

    def read(self, workspace: Workspace, name: str) -> Source | Diagnostic:
        """A file as the workspace reads it; from the disk only what may differ from the shipped file."""
        return (
            READ(workspace, name) if name == self.spoilt else self.sources.get(name) or READ(workspace, name)
        )

    def put(self, name: str, data: bytes, id_: str) -> None:
        """The user's folder with this file alone, and with the rest of its workshop."""
        shutil.rmtree(self.own, ignore_errors=True)
        self.spoilt = name
        path = self.own / name
        if name.startswith("sessions/"):
            shutil.copytree((self.folder / id_ / name).parent, path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    @cached_property
    def originals(self) -> dict[str, bytes]:
        """Every file that may be spoilt."""
        empty = (shipped_root() / "templates/locale/practicepack.pot").read_text(encoding="utf-8")
        filled = EMPTY.sub(r'msgid "\1"\2\n\3"\1"', empty)
        workshops = (name for name in self.texts if name.endswith(f"/{WORKSHOP}"))
        return {
            **{name: said.encode() for name, said in self.texts.items()},
            **{name.replace(WORKSHOP, ROSTER): PEOPLE for name in workshops},
            TRANSLATION: filled.encode(),
        }

    @cached_property
    def pages(self) -> dict[str, bytes]:
        """The templates and style sheets that may be spoilt."""
        top = shipped_root()
        found = sorted([*top.glob("templates/*.html"), *top.glob("templates/css/*.css")])
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in found}
