"""A machine that is full, locked or half installed: the last pack stays, and one line says what to do."""

import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ctypes import CDLL
from pathlib import Path
from shutil import copytree

import psutil
import pytest

from machine import BUILD, NAME, Machine, hear_ctrl_c, title, unsound
from practicepack.cache.files import CacheFiles
from practicepack.cache.parts import PartCache
from practicepack.diagnostics import MachineError
from practicepack.documents.model import Document
from practicepack.documents.parts import FinishedDocument, RenderedPart
from practicepack.output import publish as manifest
from practicepack.output.publish import mend, publish

KEY = "ab" + "0" * 62
SPACE = "free some space, or choose another folder with --out"


@contextmanager
def full(most: int = 4000) -> Iterator[None]:
    """Meanwhile no file can grow beyond some bytes, as on a disk that is full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.fixture
def small_disk(old: Machine) -> Iterator[Machine]:
    """The pack on a drive of its own with hardly any room beside it."""
    build = old.root / "build"
    build.rename(old.root / "before")
    build.mkdir()
    pages = sum(one.stat().st_size // 4096 + 1 for one in (old.root / "before").rglob("*") if one.is_file())
    mount = ["mount", "-t", "tmpfs", "-o", f"size={pages * 4 + 4}k", "tmpfs", str(build)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a drive")
    try:
        copytree(old.root / "before", build, dirs_exist_ok=True)
        yield old
    finally:
        subprocess.run(["umount", build], check=True)


def test_a_full_disk_leaves_the_last_pack(small_disk: Machine) -> None:
    pack = small_disk.pack
    assert small_disk.call(*BUILD) == (
        3,
        f"error: cannot write {pack}: No space left on device\n   to fix it: {SPACE}\n",
    )
    assert (title(pack), small_disk.left_overs()) == ("The old day", [])


def test_a_folder_for_passing_files_that_is_full_is_told_of(old: Machine) -> None:
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))  # noqa: E731
    assert old.call(*BUILD, before=limit) == (
        3,
        "error: File too large\n   to fix it: free some space\n",
    )
    assert (title(old.pack), old.left_overs()) == ("The old day", [])


def test_no_half_pack_is_left_where_nothing_was(tmp_path: Path) -> None:
    sheet = Document("handouts", "participants", "sheet", "A sheet", 20, ())
    listing = json.dumps({"documents": [{"file": sheet.path, "sha256": ""}]})
    for data in (listing, listing + " " * 9000):  # the page, or even the manifest, is half written
        with full(), pytest.raises(MachineError, match="File too large"):
            publish(tmp_path / "pack", [FinishedDocument(sheet, b"x" * 9000, 1)], data)
    assert list(tmp_path.iterdir()) == []


def test_a_full_store_keeps_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    with full():
        PartCache(CacheFiles(tmp_path)).put(KEY, RenderedPart(b"x" * 9000, 1))
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_a_terminal_that_takes_no_more_is_told_of(machine: Machine) -> None:
    with Path("/dev/full").open("w") as full:
        code, said = machine.call("list", "activities", before=lambda: os.dup2(full.fileno(), 1))
    assert (code, said) == (3, "error: No space left on device\n   to fix it: free some space\n")


def as_others() -> None:
    """Without root's right to write everywhere: it is dropped when the command starts."""
    for right in (1, 2):
        CDLL(None).prctl(24, right, 0, 0, 0)


def test_a_folder_without_rights(old: Machine) -> None:
    (old.root / "build").chmod(0o555)
    code, said = old.call(*BUILD, before=as_others)
    (old.root / "build").chmod(0o755)
    assert (code, said) == (
        3,
        f"error: cannot write {old.pack}: Permission denied\n   to fix it: {SPACE}\n",
    )
    assert title(old.pack) == "The old day"


def test_a_file_that_may_not_be_read_is_named(machine: Machine) -> None:
    file = machine.root / "sessions/one-day/workshop.yaml"
    file.chmod(0)
    assert machine.call(*BUILD, before=as_others) == (
        3,
        f"error: {file}: Permission denied\n   to fix it: change its permissions, or choose another folder\n",
    )


def test_a_folder_below_a_file(machine: Machine) -> None:
    (machine.root / "letter").write_text("Dear")
    code, said = machine.call(*BUILD, "--out", "letter/build")
    assert (code, said) == (
        3,
        f"error: cannot write letter/build/{NAME}: Not a directory\n   to fix it: {SPACE}\n",
    )


@pytest.mark.parametrize("more", [{"XDG_CACHE_HOME": "/dev/null"}, {"XDG_CACHE_HOME": "/dev/null/x"}])
def test_a_store_that_cannot_be_written_stops_nobody(machine: Machine, more: dict[str, str]) -> None:
    assert machine.call(*BUILD, more=more) == (0, "")
    assert title(machine.pack) == "One day"


def test_a_user_without_a_home_builds(machine: Machine) -> None:
    code, said = machine.call(*BUILD, "--out", "here", more={"XDG_CACHE_HOME": "", "HOME": ""})
    assert (code, said) == (0, "")


def test_a_folder_that_is_gone(machine: Machine) -> None:
    def go() -> None:
        gone = machine.folder / "gone"
        gone.mkdir()
        os.chdir(gone)
        gone.rmdir()

    assert machine.call(*BUILD, before=go) == (
        3,
        "error: the folder that you are in no longer exists\n"
        "   to fix it: change to another folder with cd\n",
    )


@pytest.mark.parametrize(
    "out", ["our packs", 'it\'s "ours"', "🌻", "حقيبة العمل", "x" * 200, f"{'y' * 200}/{'z' * 200}"]
)
def test_packs_go_anywhere(tmp_path: Path, out: str) -> None:
    folder = tmp_path / out / NAME
    publish(folder, [], '{"documents": []}')
    publish(folder, [], '{"documents": [], "run": []}')
    assert [one.name for one in folder.parent.iterdir()] == [NAME]


def test_the_command_takes_any_folder(machine: Machine) -> None:
    out = f'it\'s "ours" 🌻 حقيبة {"x" * 150}'
    assert machine.call(*BUILD, "--out", out) == (0, "")
    assert title(machine.root / out / NAME) == "One day"


def test_a_link_in_the_place_of_a_new_pack_is_not_written_through(machine: Machine) -> None:
    (machine.root / "out").mkdir()
    (machine.folder / "mine").mkdir()
    for end in ("new", "old"):
        (machine.root / f"out/.{NAME}.{end}").symlink_to(machine.folder / "mine")
    assert machine.call(*BUILD, "--out", "out") == (0, "")
    assert [one.name for one in (machine.root / "out").iterdir()] == [NAME]
    assert list((machine.folder / "mine").iterdir()) == []


def test_two_builds_at_once(old: Machine) -> None:
    both = [old.start(*BUILD), old.start(*BUILD)]
    said = [one.communicate(timeout=120)[1] for one in both]
    assert ([one.returncode for one in both], said) == ([0, 0], ["", ""])
    assert (title(old.pack), old.left_overs(), list(unsound(old.store))) == ("One day", [], [])


def test_another_build_that_does_not_end_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "PATIENCE_WITH_BUILD", 1)
    with manifest._locked(tmp_path), pytest.raises(MachineError, match="another build is writing"):
        publish(tmp_path / "pack", [], "{}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seconds", [0, 4_000_000_000])
def test_a_clock_that_is_wrong_hides_no_change(machine: Machine, seconds: int) -> None:
    assert machine.call(*BUILD) == (0, "")
    machine.title("Another day")
    os.utime(machine.root / "sessions/one-day/workshop.yaml", (seconds, seconds))
    for path in machine.folder.glob("cache/**/*"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    assert machine.call(*BUILD) == (0, "")
    assert title(machine.pack) == "Another day"
    assert "nothing has changed" in machine.call(*BUILD)[1]


def children(pid: int) -> list[int]:
    """The workers of a build and the process that they are copied from."""
    try:
        started = psutil.Process(pid).children(recursive=True)
        return [child.pid for child in started if "forkserver" in " ".join(child.cmdline())]
    except psutil.Error:
        return []


def until(found: Callable[[], list[int]], patience: float = 30) -> list[int]:
    end = time.monotonic() + patience
    while not (now := found()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)
    return now


def is_there(group: int) -> bool:
    """Whether any process of a group is left, be it only for the system to take note of its end."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("delay", [0.4, 0.7, 1.0])
def test_ctrl_c_leaves_nothing_behind(old: Machine, delay: float) -> None:
    process = old.start(*BUILD, jobs=2, before=hear_ctrl_c)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    code = 130 if process.returncode == -signal.SIGINT else process.returncode  # as a shell tells it
    assert (code, said) in ((130, "\n"), (130, ""), (0, ""))
    assert (title(old.pack), old.left_overs()) in (("The old day", []), ("One day", []))
    until(lambda: [] if is_there(process.pid) else [process.pid])


def test_processes_killed_while_they_start_are_replaced(machine: Machine) -> None:
    process = machine.start(*BUILD, jobs=2)
    for pid in until(lambda: children(process.pid)):
        os.kill(pid, signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said, title(machine.pack)) == (0, "", "One day")


DIED = (
    "error: no worker can start (died)",
    "error[died]: the process that made Agenda - One day died twice",
    "error[died]: the process that made Agenda died twice",
)


def test_processes_that_are_killed_again_and_again_end_the_build(old: Machine) -> None:
    process = old.start(*BUILD, jobs=2)
    while process.poll() is None:
        for pid in children(process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    _, said = process.communicate()
    assert process.returncode in (1, 3)  # over a part, or before any
    assert said.splitlines()[0] in DIED
    assert (title(old.pack), old.left_overs()) == ("The old day", [])


def test_a_pack_that_was_moved_away_is_put_back(old: Machine) -> None:
    old.pack.rename(old.pack.with_name(f".{NAME}.old"))
    mend(old.root / "build")
    assert (title(old.pack), old.left_overs()) == ("The old day", [])
