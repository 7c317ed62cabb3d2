"""Files that are no texts and no pictures lie beside the plan: none is opened, and nothing waits for one."""

import os
import shutil
from pathlib import Path

import pytest

from machine import BUILD, Machine, title
from practicepack.cache.location import cache_folder
from practicepack.cli.up_to_date.inputs import inputs
from practicepack.workspace import Workspace

HANGS = 60
"""Seconds after which a command waits for ever."""


@pytest.mark.parametrize(
    "name", ["sessions/one-day/99-x.yaml", "content/activities/x.yaml", "templates/css/x.css"]
)
def test_a_pipe_is_not_opened(machine: Machine, name: str) -> None:
    path = machine.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    process = machine.start(*BUILD)
    process.communicate(timeout=HANGS)
    assert process.returncode == 0
    assert title(machine.pack) == "One day"


@pytest.mark.parametrize("name", ["sessions/one-day/photo.jpg", "content/pictures/endless.png"])
def test_a_link_to_an_endless_device_is_not_followed(machine: Machine, name: str) -> None:
    path = machine.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("/dev/zero")
    process = machine.start(*BUILD)
    process.communicate(timeout=HANGS)
    assert process.returncode == 0


def test_a_film_beside_the_plan_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = tmp_path / "sessions/mine/film.mp4"
    film.parent.mkdir(parents=True)
    film.touch()
    os.truncate(film, 1_500_000_000)
    opened: list[Path] = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path) or b"")
    before = inputs(tmp_path)
    os.utime(film, (1, 1))
    assert before is not None
    assert film not in opened
    after = inputs(tmp_path)
    assert after is not None
    assert before["workspace"] != after["workspace"]


@pytest.mark.parametrize("name", ["workshop.yaml", "programme.yaml"])
def test_a_folder_with_the_name_of_a_file_is_no_workshop(machine: Machine, name: str) -> None:
    (machine.root / "sessions/evil" / name).mkdir(parents=True)
    workspace = Workspace(machine.root, machine.package / "practicepack/_share")
    assert "evil" not in (*workspace.workshops(), *workspace.programmes())
    for command in (("check",), ("list", "workshops"), ("plan", "one-day")):
        process = machine.start(*command)
        _, said = process.communicate(timeout=HANGS)
        assert "Traceback" not in said


def test_a_folder_whose_name_is_no_text(machine: Machine) -> None:
    strange = os.fsdecode(b"caf\xe9")
    moved = Machine(machine.package, machine.folder / strange)
    moved.root.mkdir(parents=True)
    moved.title("One day")
    code, said = moved.call(*BUILD)
    assert (code, "Traceback" in said) == (0, False)
    assert moved.call(*BUILD)[0] == 0
    assert moved.call("build", "one-day", "--forget")[0] == 0


@pytest.mark.parametrize("command", [BUILD, ("build", "--forget"), ("print", "one-day", "--dry-run")])
def test_a_file_called_build_is_named(machine: Machine, command: tuple[str, ...]) -> None:
    shutil.rmtree(machine.root / "build", ignore_errors=True)
    (machine.root / "build").write_text("my notes")
    process = machine.start(*command)
    _, said = process.communicate(timeout=HANGS)
    assert process.returncode == 2
    assert f"{machine.root / 'build'} is a file, not a folder" in said
    assert (machine.root / "build").read_text() == "my notes"


@pytest.mark.parametrize("stated", ["", "cache", "./cache", "../cache"])
def test_a_relative_cache_folder_is_ignored(stated: str) -> None:
    assert cache_folder("linux", {"XDG_CACHE_HOME": stated}, Path("/home/a")) == Path(
        "/home/a/.cache/practicepack"
    )
