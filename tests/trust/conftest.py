"""A stranger's workspace over a library of a few files."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from cases import BASE

from practicepack.build import Request, planned
from practicepack.cli import main
from practicepack.library.load import Library
from practicepack.pack.typeset import Typesetter
from practicepack.plan.plan import Plan
from practicepack.workspace import Workspace, shipped_root
from stranger import Listener, Stranger, listening


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base library with the real templates, as if it were what the package ships."""
    folder = tmp_path_factory.mktemp("trust")
    copytree(BASE, folder / "shipped")
    copytree(shipped_root() / "templates", folder / "shipped/templates")
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
