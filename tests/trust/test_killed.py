"""A build that is killed, or stopped, at whatever moment: the pack is the whole old one or the whole new one.

KILLS=50 kills it more often.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

import pytest

from machine import BUILD, Machine, hear_ctrl_c, title, unsound
from practicepack.atomic import staging
from practicepack.cache.files import CacheFiles
from practicepack.cache.parts import PartCache
from practicepack.cli import STOPPED
from practicepack.documents.model import Document
from practicepack.documents.parts import FinishedDocument, RenderedPart
from practicepack.locks import locked
from practicepack.output import publish as manifest
from practicepack.output.publish import mend, publish

KILLS = int(os.environ.get("KILLS", "10"))
SEED = 1876
LONGEST = 1.4
"""Seconds in which a build ends when nothing else runs."""


def test_killed_at_any_moment(old: Machine) -> None:
    moments, ends = Random(SEED), set()  # noqa: S311  # no secret
    for number in range(KILLS):
        old.title(f"The {number}. day")
        expected = {title(old.pack), f"The {number}. day"}
        process = old.start(*BUILD, jobs=1 + number % 2)
        time.sleep(moments.uniform(0.3, LONGEST))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert title(old.pack) in expected
        assert list(unsound(old.store)) == []
        ends.add(process.returncode)
    assert -signal.SIGKILL in ends
    old.title("The last day")
    assert old.call(*BUILD) == (0, "")
    assert (title(old.pack), old.left_overs()) == ("The last day", [])


CTRL_C_AFTER = """
import os, signal
from practicepack.output import publish as manifest

def followed(call):
    def both(*given):
        done = call(*given)
        os.kill(os.getpid(), signal.SIGINT)
        return done
    return both
"""


@pytest.mark.parametrize(
    "step",
    [
        "manifest._exchanged = followed(manifest._exchanged)",
        "manifest._exchanged, os.rename = (lambda *_: False), followed(os.rename)",
    ],
    ids=["exchanged", "renamed"],
)
def test_ctrl_c_while_the_packs_change_places(old: Machine, step: str) -> None:
    (old.folder / "sitecustomize.py").write_text(CTRL_C_AFTER + step)
    path = os.pathsep.join((str(old.folder), str(old.package)))
    code, said = old.call(*BUILD, before=hear_ctrl_c, more={"PYTHONPATH": path})
    assert (code, said.strip()) == (130, "")
    assert (title(old.pack), old.left_overs()) == ("One day", [])


PACK = "pack"
NEW, OLD = b"new" * 9000, b"old" * 9000


def put(folder: Path, said: bytes) -> None:
    documents = [Document("handouts", "participants", name, "A sheet", 20, ()) for name in "ab"]
    listed = [{"file": one.path, "sha256": sha256(said).hexdigest()} for one in documents]
    publish(
        folder / PACK,
        [FinishedDocument(one, said, 1) for one in documents],
        json.dumps({"documents": listed}),
    )


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Whether a process was killed at one of the steps that it asks the system for."""
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1] == signal.SIGKILL
    steps = count()
    sys.addaudithook(lambda *_: os.kill(os.getpid(), signal.SIGKILL) if next(steps) == step else None)
    act()
    os._exit(0)


def stopped_at(step: int, act: Callable[[], object]) -> bool:
    """Whether a process was stopped with Ctrl-C at one of the steps that it asks the system for."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == STOPPED
    signal.signal(signal.SIGINT, signal.default_int_handler)
    steps = count()
    sys.addaudithook(lambda *_: os.kill(os.getpid(), signal.SIGINT) if next(steps) == step else None)
    try:
        act()
    except KeyboardInterrupt:
        os._exit(STOPPED)
    os._exit(0)


def held(folder: Path) -> set[bytes]:
    """What is in the files of a whole pack."""
    listed = json.loads((folder / PACK / "manifest.json").read_text())["documents"]
    files = {one["file"]: (folder / PACK / one["file"]).read_bytes() for one in listed}
    assert {name: sha256(data).hexdigest() for name, data in files.items()} == {
        one["file"]: one["sha256"] for one in listed
    }
    return set(files.values())


@pytest.mark.parametrize("can_exchange", [True, False])
def test_killed_at_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool) -> None:
    if not can_exchange:
        monkeypatch.setattr(manifest, "_exchanged", lambda *_: False)
    step = 0
    seen: list[bytes] = []
    put(tmp_path, OLD)
    while killed_at(step, lambda: put(tmp_path, NEW)):
        if not can_exchange:
            mend(tmp_path)
        seen += held(tmp_path)
        put(tmp_path, OLD)
        assert [one.name for one in tmp_path.iterdir()] == [PACK]
        step += 1
    assert step > 20
    assert seen == sorted(seen, reverse=True)  # from some step on, it is the new one
    assert set(seen) == {OLD, NEW}


@pytest.mark.parametrize("can_exchange", [True, False])
def test_stopped_at_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool) -> None:
    if not can_exchange:
        monkeypatch.setattr(manifest, "_exchanged", lambda *_: False)
    step = 0
    put(tmp_path, OLD)
    while stopped_at(step, lambda: put(tmp_path, NEW)):
        assert len(held(tmp_path)) == 1
        assert [one.name for one in tmp_path.iterdir()] == [PACK]
        put(tmp_path, OLD)
        step += 1
    assert step > 20


def test_a_part_is_whole_or_not_there(tmp_path: Path) -> None:
    store, step, key = PartCache(CacheFiles(tmp_path)), 0, "ab" + "0" * 62
    while killed_at(step, lambda: store.put(key, RenderedPart(NEW, 1))):
        step += 1
        assert list(unsound(tmp_path)) == []
    assert step > 3
    store.files.trim()
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == [key[2:]]
    assert store.get(key) == RenderedPart(NEW, 1)


def test_who_reads_a_part_reads_all_of_it(tmp_path: Path) -> None:
    store, key = PartCache(CacheFiles(tmp_path)), "ab" + "0" * 62
    store.put(key, RenderedPart(OLD, 1))
    with (tmp_path / key[:2] / key[2:]).open("rb") as file:
        store.put(key, RenderedPart(NEW, 1))
        assert file.read().endswith(OLD)
    assert store.get(key) == RenderedPart(NEW, 1)


HALF = f"ab/.{'0' * 62}.k3x9"
"""A file that `write_bytes` began."""


def test_what_another_build_writes_is_not_swept_away(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    with (tmp_path / HALF).open("w") as file:
        assert locked(file.fileno())
        CacheFiles(tmp_path).trim()
        assert (tmp_path / HALF).exists()
    CacheFiles(tmp_path).trim()
    assert not (tmp_path / HALF).exists()


def test_left_overs_are_cleared_even_where_nothing_has_changed(machine: Machine) -> None:
    assert machine.call(*BUILD) == (0, "")
    for left in staging(machine.pack):
        left.mkdir()
    assert machine.call(*BUILD) == (0, "")
    assert machine.left_overs() == []
    assert "nothing has changed" in machine.call(*BUILD)[1]
