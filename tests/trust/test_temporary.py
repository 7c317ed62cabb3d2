"""Nothing stays in the temporary folder, however a command ends."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from machine import BUILD, Machine, hear_ctrl_c


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder with a short path, as most are."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def until_there_are(folder: Path, count: int, patience: float = 60) -> None:
    end = time.monotonic() + patience
    while len(list(folder.rglob("*"))) < count:
        assert time.monotonic() < end, "nothing was written"
        time.sleep(0.01)


def test_after_a_build_in_a_folder_with_a_path_too_long_for_a_socket(
    machine: Machine, tmp_path: Path
) -> None:
    folder = tmp_path / ("x" * 120)
    folder.mkdir()
    assert machine.call(*BUILD, more={"TMPDIR": str(folder)}) == (0, "")
    assert names(folder) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_after_a_build(machine: Machine, temporary: Path, jobs: int) -> None:
    assert machine.call(*BUILD, jobs=jobs, more={"TMPDIR": str(temporary)}) == (0, "")
    assert names(temporary) == []


def test_after_doctor(machine: Machine, temporary: Path) -> None:
    assert machine.call("doctor", more={"TMPDIR": str(temporary)})[0] == 0
    assert names(temporary) == []


@pytest.mark.parametrize("command", [BUILD, ("watch", "one-day", "--only", "agenda")], ids=["build", "watch"])
def test_after_ctrl_c(machine: Machine, temporary: Path, command: tuple[str, ...]) -> None:
    process = machine.start(*command, before=hear_ctrl_c, more={"TMPDIR": str(temporary)})
    until_there_are(temporary, 4)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    assert names(temporary) == []


def test_what_a_killed_build_left_is_removed_by_the_next(machine: Machine, temporary: Path) -> None:
    process = machine.start(*BUILD, more={"TMPDIR": str(temporary)})
    until_there_are(temporary, 4)
    process.kill()
    process.communicate()
    assert len(names(temporary)) == 1
    assert machine.call(*BUILD, more={"TMPDIR": str(temporary)}) == (0, "")
    assert names(temporary) == []
