"""A stranger's workspace over a library of a few files."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from cases import put_library

from machine import BUILD, Machine, installed
from practicepack.cli import main
from practicepack.library.load import Library
from practicepack.pipeline import Request, planned
from practicepack.plan.model import Plan
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace
from stranger import Listener, Stranger, listening


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base library with the real templates, as if it were what the package ships."""
    folder = tmp_path_factory.mktemp("trust")
    put_library(folder / "shipped")
    return folder


@pytest.fixture(scope="session")
def known(place: Path) -> tuple[Library, Plan]:
    return planned(Workspace(None, place / "shipped"), Request("one-day"))[:2]


@pytest.fixture(scope="session")
def typesetter(place: Path) -> Iterator[Typesetter]:
    with Typesetter(Workspace(place / "stranger/workspace", place / "shipped"), 1) as made:
        yield made


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    with listening() as server:
        yield server


@pytest.fixture
def stranger(
    place: Path,
    known: tuple[Library, Plan],
    typesetter: Typesetter,
    listener: Listener,
    monkeypatch: pytest.MonkeyPatch,
) -> Stranger:
    shipped = place / "shipped"
    monkeypatch.setattr(main, "shipped_root", lambda: shipped)
    monkeypatch.setenv("COLUMNS", "200")
    return Stranger(place / "stranger", shipped, *known, typesetter, listener)


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("package"))


@pytest.fixture
def machine(package: Path, tmp_path: Path) -> Machine:
    """A folder with a workshop of its own, not yet built."""
    made = Machine(package, tmp_path)
    made.title("One day")
    return made


@pytest.fixture(scope="session")
def built_before(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Machine(package, tmp_path_factory.mktemp("before"))
    made.title("The old day")
    assert made.call(*BUILD)[0] == 0
    return made.folder


@pytest.fixture
def old(machine: Machine, built_before: Path) -> Machine:
    """A folder with a pack of a workshop that has another title since."""
    copytree(built_before / "work/build", machine.root / "build")
    return machine
