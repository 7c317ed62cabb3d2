"""The wheel, installed elsewhere, carries what is shipped and builds the same pack byte for byte."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import Protocol

import pytest

from starter_files import PAGES

REPO = Path(__file__).parents[1]
SHARED = PurePosixPath("practicepack/_share")


class Pack(Protocol):
    """The pack of the shipped workshop, built from the checkout (conftest.py)."""

    folder: Path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=REPO, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel, and nothing that it needs."""
    folder = tmp_path_factory.mktemp("elsewhere") / "site"
    options = ["--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check", "--target", folder]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", *options, wheel], check=True, capture_output=True
    )
    return folder


def installed(site: Path, cwd: Path, *arguments: str | Path) -> str:
    """What Python prints with the installed package before the checkout, in an empty folder."""
    cwd.mkdir(exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(site)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def shipped() -> set[PurePosixPath]:
    """Every file of the folders that are shipped, as it lies in a checkout."""
    folders = [REPO / name for name in ("content", "sessions", "templates")]
    found = {path.relative_to(REPO) for folder in folders for path in folder.rglob("*") if path.is_file()}
    return {PurePosixPath(path.as_posix()) for path in found}


def code() -> set[PurePosixPath]:
    """Every file of the package, as it lies in a checkout."""
    found = (REPO / "src/practicepack").rglob("*")
    return {
        PurePosixPath(path.relative_to(REPO / "src").as_posix())
        for path in found
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package_and_what_it_ships(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {PurePosixPath(name) for name in archive.namelist()}
    assert {name for name in held if name.is_relative_to(SHARED)} == {SHARED / name for name in shipped()}
    assert {name for name in held if name.parts[0] == "practicepack"} - {
        SHARED / name for name in shipped()
    } == code()
    assert {name.parts[0] for name in held} == {"practicepack", "practicepack-0.1.0.dist-info"}
    assert len(shipped()) > 50
    assert PurePosixPath("practicepack/py.typed") in held


def test_the_wheel_carries_both_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        texts = {name: archive.read(name) for name in archive.namelist() if "/licenses/" in name}
    where = "practicepack-0.1.0.dist-info/licenses"
    assert texts == {
        f"{where}/LICENSE": (REPO / "LICENSE").read_bytes(),
        f"{where}/content/LICENSE": (REPO / "content/LICENSE").read_bytes(),
    }


def test_the_installed_package_is_the_one_that_runs(site: Path, tmp_path: Path) -> None:
    code = "import practicepack.workspace as w; print(w.__file__, w.shipped_root(), sep='\\n')"
    assert installed(site, tmp_path / "empty", "-c", code).splitlines() == [
        str(site / "practicepack/workspace.py"),
        str(site / SHARED),
    ]


def test_the_command_is_installed(site: Path) -> None:
    assert (site / "bin/practicepack").is_file()


def test_the_same_pack_byte_for_byte(site: Path, tmp_path: Path, starter: Pack) -> None:
    empty, out = tmp_path / "empty", tmp_path / "out"
    installed(site, empty, "-m", "practicepack", "build", "power-and-voice", "--out", out, "--jobs", "2")
    assert list(empty.iterdir()) == []
    made, expected = files(out / "power-and-voice"), files(starter.folder)
    assert made.keys() == expected.keys()
    assert [name for name, data in made.items() if data != expected[name]] == []
    assert len(made) == len(PAGES) + 2  # and the manifest, and the passport


def files(folder: Path) -> dict[str, bytes]:
    """Each file of a pack. The manifest goes without the call: a command makes one, a fixture another."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    held = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    manifest = json.loads(held["manifest.json"])
    del manifest["call"]
    return held | {"manifest.json": json.dumps(manifest).encode()}
