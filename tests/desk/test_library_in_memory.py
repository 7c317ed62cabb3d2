"""Plans between edits: as quick as people type, and the same as when everything is read anew."""

import time
from pathlib import Path

import pytest
from desks import OPENING, OURS, contents, desk_on, folder_with_workshop, step

from practicepack.desk.desk import Desk
from practicepack.desk.library_in_memory import LibraryInMemory
from practicepack.desk.text_edits import EditRefusedError
from practicepack.diagnostics import CallError
from practicepack.edits import Insert, Move, NewFile, Replace, Set
from practicepack.pipeline import Request, drawn
from practicepack.workspace import Workspace, shipped_root

SHIPPED = Workspace(None, shipped_root()).workshops()
MOST_SECONDS_TO_PLAN, MOST_SECONDS_TO_EDIT = 0.25, 0.1
"""Far above what it takes, 8 and 50 milliseconds, so that a busy machine fails no test."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return folder_with_workshop(tmp_path)


@pytest.fixture
def desk(root: Path) -> Desk:
    return desk_on(root)


def assert_as_read_anew(desk: Desk, workshop: str = "ours") -> None:
    planned = desk.plan(workshop)
    plan, diagnostics = drawn(desk.workspace, Request(workshop))
    assert planned.plan == plan
    assert planned.diagnostics == diagnostics
    assert not planned.is_last_good


def test_every_shipped_workshop_is_planned_as_when_it_is_read_anew() -> None:
    workspace = Workspace(None, shipped_root())
    library = LibraryInMemory(workspace)
    assert len(SHIPPED) > 5
    for workshop in SHIPPED:
        plan, diagnostics = drawn(workspace, Request(workshop))
        planned = library.plan(workshop)
        assert planned.plan == plan
        assert planned.diagnostics == diagnostics
        assert library.plan(workshop) is planned, "nothing has changed"


def test_edits_are_seen_whoever_makes_them(root: Path, desk: Desk) -> None:
    assert_as_read_anew(desk)
    desk.apply(step(desk, Set(OURS, ("participants",), "27")))
    assert_as_read_anew(desk)
    assert desk.plan("ours").plan.participants == 27  # type: ignore[union-attr]
    blocks = ("days", 0, "blocks")
    desk.apply(step(desk, Move(OURS, (*blocks, 1), (*blocks, 3)), Insert(OURS, (*blocks, 2), "break: 10")))
    assert_as_read_anew(desk)
    (root / OPENING).write_text((root / OPENING).read_text(encoding="utf-8").replace("title: ", "title: My "))
    assert_as_read_anew(desk)
    assert "My " in str(desk.plan("ours").plan)
    desk.apply(step(desk, NewFile("content/activities/zz-alone.yaml", "title: x\n")))
    assert_as_read_anew(desk)
    assert any("zz-alone.yaml" in str(finding.span) for finding in desk.plan("ours").diagnostics)
    (root / "content/activities/zz-alone.yaml").unlink()
    (root / "sessions/ours/08-unused.yaml").write_bytes((root / OPENING).read_bytes())
    assert_as_read_anew(desk)


def test_a_broken_file_leaves_the_last_good_plan_and_can_be_corrected(root: Path, desk: Desk) -> None:
    good = desk.plan("ours").plan
    shown = desk.show(OURS)
    assert shown.diagnostics == ()
    broken = shown.text.replace("audience: [", "audience: [[", 1)
    assert broken != shown.text
    (root / OURS).write_text(broken, encoding="utf-8")
    planned = desk.plan("ours")
    assert planned.is_last_good
    assert planned.plan == good
    line = broken[: broken.index("[[")].count("\n") + 1
    assert [finding.span.line for finding in planned.diagnostics if finding.span] == [line]
    now = desk.show(OURS)
    assert now.text == broken
    assert now.last_good == shown.text
    assert [finding.span.line for finding in now.diagnostics if finding.span] == [line]
    with pytest.raises(EditRefusedError):
        desk.apply(step(desk, Set(OURS, ("title",), "x")))
    desk.apply(step(desk, Replace(OURS, broken.index("[["), "[[", "[")))
    assert not desk.plan("ours").is_last_good
    assert desk.show(OURS) == shown


def test_what_is_not_there_or_is_no_text_is_said(root: Path, desk: Desk) -> None:
    with pytest.raises(CallError):
        desk.plan("nothing")
    with pytest.raises(CallError):
        desk.show("sessions/ours/nothing.yaml")
    (root / OPENING).write_bytes(b"title: caf\xe9\n")
    shown = desk.show(OPENING)
    assert [finding.code for finding in shown.diagnostics] == ["bad-encoding"]
    assert desk.plan("ours").is_last_good
    assert desk.plan("ours").plan is None


def test_an_edit_and_its_plan_take_no_time_that_people_notice(desk: Desk) -> None:
    before = contents(shipped_root() / "sessions")
    desk.plan("ours")
    to_edit, to_plan = [], []
    for people in range(16, 21):
        draft = step(desk, Set(OURS, ("participants",), str(people)))
        start = time.process_time()
        desk.apply(draft)
        to_edit.append(time.process_time() - start)
        start = time.process_time()
        desk.plan("ours")
        to_plan.append(time.process_time() - start)
    assert min(to_edit) < MOST_SECONDS_TO_EDIT
    assert min(to_plan) < MOST_SECONDS_TO_PLAN
    assert contents(shipped_root() / "sessions") == before
