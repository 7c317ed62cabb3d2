"""What the pool of workers must bear."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from practicepack.typeset import scratch, workers
from practicepack.typeset.workers import Failed, StartError, TaskLimits, WorkerPool
from tasks import (
    die_now,
    die_once,
    fail,
    for_ever_in_c,
    grow,
    handlers,
    leave_a_file,
    never_ready,
    prepare,
    swallow_every_alarm,
)

LIMITS = TaskLimits(seconds=20, megabytes=200)


@pytest.fixture(autouse=True)
def pools_end() -> Iterator[None]:
    """A test that fails leaves no worker behind for the next."""
    yield
    for child in psutil.Process().children(recursive=True):
        if "from multiprocessing.spawn" in " ".join(child.cmdline()):
            child.kill()


def results(tasks: list[Any], size: int = 2, start: str = "forkserver", seconds: float = 4) -> dict[str, Any]:
    with WorkerPool(prepare, size, start) as pool:
        for task in tasks:
            pool.add(name(task), task, 1, TaskLimits(seconds, 200))
        found: dict[str, Any] = {}
        while finished := dict(pool.finished()):
            found |= finished
    return found


def name(task: Any) -> str:
    return task if isinstance(task, str) else (task[0] if isinstance(task, tuple) else task).__name__


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


@pytest.mark.parametrize(
    ("evil", "why", "start", "size"),
    [
        (for_ever_in_c, "seconds", "forkserver", 1),
        (for_ever_in_c, "seconds", "spawn", 2),
        (swallow_every_alarm, "seconds", "forkserver", 2),
        (die_now, "died", "forkserver", 1),
        (die_now, "died", "spawn", 1),
        (grow, "megabytes", "forkserver", 2),
        (grow, "megabytes", "spawn", 1),
    ],
)
def test_a_task_that_misbehaves_fails_alone(evil: Any, why: str, start: str, size: int) -> None:
    assert results([evil, "a", "b", "c"], size, start) == {
        name(evil): Failed(why),
        "a": "a",
        "b": "b",
        "c": "c",
    }


def test_a_task_whose_worker_dies_once_is_done_last(tmp_path: Path) -> None:
    assert list(results([(die_once, str(tmp_path / "x")), "a"]).values()) == ["a", "done"]


def test_the_largest_task_is_started_first() -> None:
    with WorkerPool(prepare, 1, "forkserver") as pool:
        for number in (1, 3, 2):
            pool.add(str(number), number, number, LIMITS)
        order: list[str] = []
        while finished := [key for key, _ in pool.finished()]:
            order += finished
    assert order == ["3", "2", "1"]


def test_workers_inherit_no_handler_and_no_thread_of_the_host() -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    stop = threading.Event()
    host = threading.Thread(target=stop.wait)
    host.start()
    try:
        assert results([handlers]) == {"handlers": (signal.SIG_DFL, 2)}
    finally:
        signal.signal(signal.SIGTERM, before)
        stop.set()
        host.join()


def test_the_pool_works_in_a_thread() -> None:
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(results([die_now, "a", for_ever_in_c], seconds=2)))
    thread.start()
    thread.join(60)
    assert found == [{"die_now": "died", "a": "a", "for_ever_in_c": "seconds"}]


def test_a_worker_that_cannot_start_is_reported() -> None:
    with WorkerPool(never_ready, 2, "forkserver") as pool, pytest.raises(StartError):
        pool.greet()


def test_a_fault_of_the_program_is_raised() -> None:
    with pytest.raises(ValueError, match="of the program"):
        results([fail, "a"])


def test_a_worker_that_dies_while_it_is_free_is_replaced() -> None:
    with WorkerPool(prepare, 1, "forkserver") as pool:
        pool.greet()
        pool.workers[0].process.kill()
        pool.workers[0].process.join()
        pool.add("a", "a", 1, LIMITS)
        assert dict(pool.finished()) == {"a": "a"}


def test_a_worker_that_holds_much_memory_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "RECYCLE", 1)
    with WorkerPool(prepare, 1, "forkserver") as pool:
        pool.greet()
        first = [worker.process.pid for worker in pool.workers]
        for name in ("a", "b"):
            pool.add(name, name, 1, LIMITS)
            assert dict(pool.finished()) == {name: name}
        assert first != [worker.process.pid for worker in pool.workers]


def test_after_a_drop_no_result_comes_late() -> None:
    with WorkerPool(prepare, 2, "forkserver") as pool:
        pool.add("x", for_ever_in_c, 3, LIMITS)
        pool.add("old", "old", 2, LIMITS)
        pool.greet()
        list(pool.finished(at_once=True))
        pool.drop()
        pool.add("new", "new", 1, LIMITS)
        assert dict(pool.finished()) == {"new": "new"}
        assert dict(pool.finished()) == {}


def test_no_worker_and_no_folder_is_left() -> None:
    with WorkerPool(prepare, 2, "forkserver") as pool:
        pool.add("folder", leave_a_file, 2, LIMITS)
        pool.greet()
        (folder,) = dict(pool.finished()).values()
        assert [path.name for path in Path(folder).rglob("*") if path.is_file()] == ["left behind"]
        pool.add("x", for_ever_in_c, 1, LIMITS)
        list(pool.finished(at_once=True))
        pids = [worker.process.pid for worker in pool.workers]
    assert [pid for pid in pids if is_alive(pid)] == []
    assert not Path(folder).exists()


def test_folders_of_killed_processes_are_removed_and_those_of_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed, other, living = (tmp_path / name for name in ("practicepack-1", "other", "practicepack-2"))
    for folder in (killed, other, living):
        folder.mkdir()
        (folder / "fonts").touch()
    number = os.open(living, os.O_RDONLY)
    try:
        assert scratch.locked(number)
        scratch._sweep(tmp_path)
    finally:
        os.close(number)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "practicepack-2"]


def test_the_clock_of_a_task_starts_with_the_task() -> None:
    with WorkerPool(prepare, 1, "forkserver") as pool:
        pool.greet()
        time.sleep(1.5)
        pool.add("a", "a", 1, TaskLimits(1, 200))
        assert dict(pool.finished()) == {"a": "a"}
