"""Commands called as a user calls them, in a folder of their own."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from cases import put_library

from practicepack.cli import main
from practicepack.cli.main import run

Call = Callable[..., CompletedProcess[str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A user's folder without any workshop: the shipped ones are behind it."""
    (tmp_path / "sessions").mkdir()
    return tmp_path


@pytest.fixture
def call(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """practicepack in that folder, on a wide terminal: what it printed, and its exit code."""
    monkeypatch.setenv("COLUMNS", "200")

    def called(*arguments: str) -> CompletedProcess[str]:
        capsys.readouterr()
        code = run(["--root", str(root), *arguments])
        said = capsys.readouterr()
        return CompletedProcess(arguments, code, said.out, said.err)

    return called


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of a few files, one workshop among them, with the real templates and their pictures."""
    folder = tmp_path_factory.mktemp("base")
    put_library(folder)
    return folder


@pytest.fixture
def small(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That library in place of the shipped one, so that nothing is found but what a test is about."""
    monkeypatch.setattr(main, "shipped_root", lambda: base)
