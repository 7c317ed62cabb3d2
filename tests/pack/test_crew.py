"""Processes that lay parts out: none takes the others with it, and all make the same bytes."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from practicepack.bounds import Bounds
from practicepack.diagnostics import MachineError
from practicepack.pack import crew as crews
from practicepack.pack import fonts
from practicepack.pack.crew import Crew
from practicepack.pack.engine import Engine
from practicepack.pack.laid import Job, Laid
from practicepack.workspace import Workspace, shipped_root

WORKSPACE = Workspace(None, shipped_root())
DEADLY = "dies"


def job(text: str) -> Job:
    return Job(text, f'<html lang="en"><title>P</title><body><p>{text}</p></body></html>', ())


JOBS = {text: job(text) for text in ("one", "two", "three")}


def laid(crew: Crew, jobs: dict[str, Job]) -> dict[str, Laid]:
    try:
        return dict(crew.make(iter(jobs.items())))
    finally:
        crew.end()


@pytest.fixture(scope="module")
def alone() -> dict[str, Laid]:
    engine = Engine(WORKSPACE)
    return {text: engine.lay_out(one) for text, one in JOBS.items()}


@pytest.mark.parametrize(("size", "start"), [(1, "fork"), (2, "fork"), (2, "spawn")])
def test_every_way_of_starting_makes_the_same_bytes(size: int, start: str, alone: dict[str, Laid]) -> None:
    assert laid(Crew(WORKSPACE, size, start), JOBS) == alone


def test_all_work_with_the_same_programs() -> None:
    crew = Crew(WORKSPACE, 1)
    try:
        assert crew.fingerprint == crew.fingerprint
        assert "weasyprint" in crew.fingerprint
    finally:
        crew.end()


class Mortal(Engine):
    """Kills its process over a certain word: always, or the first time."""

    grave: Path
    lives: int

    def lay_out(self, one: Job) -> Laid:
        if one.name == DEADLY and len(list(self.grave.iterdir())) < self.lives:
            (self.grave / str(os.getpid())).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().lay_out(one)


@pytest.fixture
def grave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(crews, "Engine", Mortal)
    monkeypatch.setattr(Mortal, "grave", tmp_path, raising=False)
    return tmp_path


def test_a_part_whose_process_dies_once_is_laid_out_after_all(
    grave: Path, monkeypatch: pytest.MonkeyPatch, alone: dict[str, Laid]
) -> None:
    monkeypatch.setattr(Mortal, "lives", 1, raising=False)
    made = laid(Crew(WORKSPACE, 2, "fork"), {**JOBS, DEADLY: job(DEADLY)})
    assert {text: made[text] for text in JOBS} == alone
    assert made[DEADLY].pages == 1
    assert len(list(grave.iterdir())) == 1


def test_what_waits_for_a_part_whose_process_dies_is_laid_out_after_it(
    grave: Path, monkeypatch: pytest.MonkeyPatch, alone: dict[str, Laid]
) -> None:
    monkeypatch.setattr(Mortal, "lives", 1, raising=False)
    crew, made = Crew(WORKSPACE, 2, "fork"), {}

    def coming() -> Iterator[tuple[str, Job] | None]:
        yield DEADLY, job(DEADLY)
        while DEADLY not in made:
            yield None
        yield "one", JOBS["one"]

    for key, one in crew.make(coming()):
        made[key] = one
    crew.end()
    assert made["one"] == alone["one"]
    assert len(list(grave.iterdir())) == 1


def test_a_part_whose_process_dies_twice_is_named_and_the_others_are_there(
    grave: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Mortal, "lives", 2, raising=False)
    crew, made = Crew(WORKSPACE, 2, "fork"), {}
    with pytest.raises(MachineError, match="made dies died twice"):
        made.update(laid_until_it_fails(crew, made))
    crew.end()
    assert made.keys() == JOBS.keys()
    assert len(list(grave.iterdir())) == 2


def laid_until_it_fails(crew: Crew, made: dict[str, Laid]) -> dict[str, Laid]:
    for key, one in crew.make(iter({**JOBS, DEADLY: job(DEADLY)}.items())):
        made[key] = one
    return made


def test_one_that_used_much_memory_gives_its_place_to_another(
    monkeypatch: pytest.MonkeyPatch, alone: dict[str, Laid]
) -> None:
    monkeypatch.setattr(crews, "MOST_MEMORY", 1)
    crew = Crew(WORKSPACE, 1)
    first = crew.workers[0].process.pid
    assert laid(crew, JOBS) == alone
    assert crew.workers[0].process.pid != first


def test_what_is_missing_is_told_by_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> str:
        raise MachineError("the Lato font is missing", "pip install fontpkg-lato")

    monkeypatch.setattr(fonts, "css", gone)
    crew = Crew(WORKSPACE, 1, "fork")
    with pytest.raises(MachineError, match="the Lato font is missing"):
        _ = crew.fingerprint
    crew.end()


def is_there(pid: int) -> bool:
    """Whether a process is at work: one that has ended may wait until somebody takes note of it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_nobody_stays_behind() -> None:
    crew = Crew(WORKSPACE, 2)
    assert [bool(one.ready()) for one in crew.workers] == [True, True]
    pids = [one.pid for one in crew.workers]
    assert [is_there(pid) for pid in pids] == [True, True]
    crew.end()
    end = time.monotonic() + 5  # a pipe is closed a moment before its process is gone
    while any(map(is_there, pids)) and time.monotonic() < end:
        time.sleep(0.01)
    assert [is_there(pid) for pid in pids] == [False, False]


def test_the_second_is_a_copy_of_the_first_where_the_system_forks() -> None:
    crew = Crew(WORKSPACE, 3, "fork")
    try:
        first, *others = crew.workers
        assert [one.process for one in others] == [None, None]
        assert len({one.pid for one in crew.workers if one.ready()}) == 3
        assert first.process.pid == first.pid
    finally:
        crew.end()


def test_work_begins_before_all_tasks_are_known(alone: dict[str, Laid]) -> None:
    crew = Crew(WORKSPACE, 1)
    assert crew.fingerprint

    def coming() -> Iterator[tuple[str, Job]]:
        yield "one", JOBS["one"]
        assert crew.workers[0].pipe.poll(20), "no answer before the second task is known"
        yield "two", JOBS["two"]

    assert dict(crew.make(coming())) == {key: alone[key] for key in ("one", "two")}
    crew.end()


def test_a_fault_among_the_tasks_leaves_no_answer_behind(alone: dict[str, Laid]) -> None:
    def broken() -> Iterator[tuple[str, Job]]:
        yield "one", JOBS["one"]
        raise ValueError("a template is at fault")

    crew = Crew(WORKSPACE, 1)
    with pytest.raises(ValueError, match="a template is at fault"):
        list(crew.make(broken()))
    assert laid(crew, {"two": JOBS["two"]}) == {"two": alone["two"]}


class Deaf(Engine):
    """Stuck where no alarm reaches it, over a certain word."""

    def lay_out(self, one: Job) -> Laid:
        if one.name == DEADLY:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            signal.pause()
        return super().lay_out(one)


def test_one_that_no_alarm_ends_is_replaced_and_its_part_named(
    monkeypatch: pytest.MonkeyPatch, alone: dict[str, Laid]
) -> None:
    monkeypatch.setattr(crews, "Engine", Deaf)
    crew = Crew(replace(WORKSPACE, bounds=Bounds(seconds=1)), 2, "fork")
    made = laid(crew, {DEADLY: job(DEADLY), "one": JOBS["one"]})
    assert [(found.code, found.message) for found in made[DEADLY].found] == [
        ("bound", "dies needs more than 1 seconds")
    ]
    assert made["one"] == alone["one"]
