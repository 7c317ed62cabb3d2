"""The shipped workshop as a pack, made once in a run of the tests, whichever worker needs it first."""

import os
import pickle
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pictures import EDITIONS, WORKSHOP

from paper import read_aloud
from practicepack.documents.edition import Edition
from practicepack.pipeline import Built, Request, build
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

# a slow or busy machine is no fault of the code: no example is timed
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
MARGIN = 16 * 72 / 25.4
"""The band at the top and the foot of a page where its running lines stand, in points."""
LINE_HEIGHT = 1.2
"""The height of a word's box in Lato, for each point of its size: ascender and descender."""
PAGE = re.compile(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    """A word as it is printed: its place on the page from the top left, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """The size of its type in points."""
        return round((self.bottom - self.top) / LINE_HEIGHT, 1)


@dataclass(frozen=True)
class Page:
    """The words of a page."""

    height: float
    words: tuple[Word, ...]

    @property
    def body(self) -> list[Word]:
        """The words between the running lines."""
        return [word for word in self.words if word.top > MARGIN and word.bottom < self.height - MARGIN]

    @property
    def foot(self) -> list[Word]:
        """The words of the line at the foot, from left to right."""
        low = [word for word in self.words if word.bottom >= self.height - MARGIN]
        return sorted(low, key=lambda word: word.left)


@dataclass(frozen=True)
class Starter:
    """The pack of the shipped workshop. `files` are the PDFs to read, by their place in the pack."""

    name: str
    folder: Path
    built: Built
    files: tuple[str, ...]

    def pages(self, file: str) -> tuple[Page, ...]:
        """What a PDF shows, page by page."""
        return printed(self.folder / file)

    def texts(self, file: str) -> tuple[str, ...]:
        """The text of each page, every run of blanks as one."""
        return read_aloud(self.folder / file)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Parts are kept in a folder of this run, whatever the tests start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@cache
def printed(path: Path) -> tuple[Page, ...]:
    marked = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, encoding="utf-8"
    )
    return tuple(
        Page(
            float(height),
            tuple(Word(unescape(word[4]), *map(float, word[:4])) for word in WORD.findall(found)),
        )
        for height, found in PAGE.findall(marked.stdout)
    )


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Starter:
    """The shipped workshop, built."""
    return in_edition("a4", tmp_path_factory)


@pytest.fixture(scope="session", params=EDITIONS)
def pack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Starter:
    """The shipped workshop, built in each of some editions that differ in everything."""
    return in_edition(request.param, tmp_path_factory)


def in_edition(name: str, tmp_path_factory: pytest.TempPathFactory) -> Starter:
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    kept, lock = shared / f"{name}.pickle", shared / f"{name}.lock"
    while not kept.exists():
        try:
            lock.mkdir()
        except FileExistsError:
            time.sleep(0.05)
            continue
        try:
            if not kept.exists():
                made(shared / name, kept, EDITIONS[name])
        finally:
            lock.rmdir()
    built: Built = pickle.loads(kept.read_bytes())  # noqa: S301  # this run wrote it
    files = tuple(one.document.path for one in built.finished if one.document.folder != "print")
    return Starter(name, built.folder, built, files)


def made(folder: Path, kept: Path, edition: Edition) -> None:
    workspace = Workspace(None, shipped_root())
    with Typesetter(workspace, 2) as typesetter:
        request = Request(WORKSHOP, edition=edition)
        built = build(workspace, request, folder, typesetter)
    part = kept.with_suffix(".part")
    part.write_bytes(pickle.dumps(built))
    part.rename(kept)
