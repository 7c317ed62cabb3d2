"""Watching: a save makes a new pack, a mistake leaves the last one, Ctrl-C ends it."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen
from threading import Timer

import pytest

Call = Callable[..., CompletedProcess[str]]
PATIENCE = 30
SETTLED = 1.5
"""Seconds after which a watch that has said so surely looks."""


@contextmanager
def watching(root: Path, jobs: str) -> Iterator[Popen[str]]:
    """A watch of the workshop `mine` that has made its first pack."""
    command = ["practicepack", "--root", str(root), "watch", "mine", "--only", "agenda", "--jobs", jobs]
    process = Popen(
        [sys.executable, "-m", *command],
        stdout=PIPE,
        stderr=PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509  # it sets a signal, and nothing else
    )
    enough = Timer(2 * PATIENCE, process.kill)
    enough.start()
    try:
        until(process, "watching; ")
        yield process
    finally:
        enough.cancel()
        process.kill()
        process.communicate()


def hear_ctrl_c() -> None:
    """What a shell starts in the background without job control ignores Ctrl-C; tests may run so."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def until(process: Popen[str], start: str) -> None:
    assert process.stdout is not None
    assert any(line.startswith(start) for line in process.stdout), f"it ended before it said {start!r}"


def changed(path: Path, before: bytes, patience: float = PATIENCE) -> bytes:
    """The content of a file as soon as it differs."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if path.exists() and (now := path.read_bytes()) != before:
            return now
        time.sleep(0.05)
    raise AssertionError(f"{path} did not change in {patience} s")


@pytest.fixture
def mine(call: Call, root: Path) -> Path:
    """The file of a workshop of one's own."""
    assert call("new", "mine").returncode == 0
    return root / "sessions/mine/workshop.yaml"


def test_a_save_makes_a_new_pack(mine: Path, root: Path) -> None:
    manifest = root / "build/mine--agenda/manifest.json"
    with watching(root, "1") as process:
        time.sleep(SETTLED)
        first = manifest.read_bytes()
        mine.write_text(mine.read_text().replace("title: Mine", "title: Ours"))
        second = changed(manifest, first)
        until(process, "mine: 1 files, 1 pages in ")
        mine.write_text("titel: Ours\n")
        until(process, "the last good pack is still there")
        assert manifest.read_bytes() == second
        time.sleep(SETTLED)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0


def test_a_save_at_once_is_seen(mine: Path, root: Path) -> None:
    manifest = root / "build/mine--agenda/manifest.json"
    with watching(root, "1"):
        first = manifest.read_bytes()
        mine.write_text(mine.read_text().replace("title: Mine", "title: Ours"))
        assert changed(manifest, first, patience=5) != first


@pytest.mark.parametrize("seconds", [-86_400, 86_400], ids=["yesterday", "tomorrow"])
def test_a_save_is_seen_whatever_the_clock_says(mine: Path, root: Path, seconds: int) -> None:
    manifest, saved = root / "build/mine--agenda/manifest.json", root / "saved.yaml"
    saved.write_text(mine.read_text().replace("title: Mine", "title: Ours"))
    when = mine.stat().st_mtime + seconds
    os.utime(saved, (when, when))
    with watching(root, "1"):
        time.sleep(SETTLED)
        first = manifest.read_bytes()
        saved.replace(mine)  # at once: nobody sees it with another time
        assert changed(manifest, first) != first


@pytest.mark.parametrize("after", [0, SETTLED])
def test_ctrl_c_ends_it_quietly(mine: Path, root: Path, after: float) -> None:
    assert mine.is_file()
    with watching(root, "2") as process:
        time.sleep(after)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers, too
        try:
            _, said = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            pytest.fail("it did not end")
        assert (process.returncode, "KeyboardInterrupt" in said) == (0, False)


def test_a_folder_that_is_away_for_a_moment_is_watched_again(mine: Path, root: Path) -> None:
    away = root.with_name(f"{root.name}-away")
    with watching(root, "1") as process:
        time.sleep(SETTLED)
        root.rename(away)
        until(process, "still watching; ")
        assert not root.exists()
        away.rename(root)
        until(process, "mine: 1 files, 1 pages in ")
        time.sleep(SETTLED)
        mine.write_text(mine.read_text().replace("title: Mine", "title: Ours"))
        until(process, "mine: 1 files, 1 pages in ")


def test_a_disk_that_is_full_once_does_not_end_it(mine: Path, root: Path) -> None:
    with watching(root, "1") as process:
        time.sleep(SETTLED)
        usual = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (100, usual[1]))
        mine.write_text(mine.read_text().replace("title: Mine", "title: Ours"))
        until(process, "still watching; ")
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, usual)
        mine.write_text(mine.read_text().replace("title: Ours", "title: Theirs"))
        until(process, "mine: 1 files, 1 pages in ")


def test_an_unknown_workshop(call: Call) -> None:
    said = call("watch", "nowhere")
    assert said.returncode == 2
    assert 'error: no workshop is called "nowhere"\n' in said.stderr
