"""Short of time: optional activities go, the last first, and a longer day keeps what a shorter one kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicepack.diagnostics import ContentError
from practicepack.library.load import Library, load
from practicepack.library.overrides import assignment, override
from practicepack.plan.resolve import resolve
from practicepack.workspace import Workspace, shipped_root

SESSION = """
title: Morning
objectives: [Try.]
minutes: 10-60-300
activities:
  - use: welcome-names
  - {use: group-agreement}
  - {use: four-kinds-of-power, optional: true}
  - {use: power-walk, optional: true}
  - use: closing-circle
"""
WORKSHOP = """
title: Short
purpose: Try.
participants: 20
audience: [mixed]
days:
  - {start: "09:00", end: "12:00", blocks: [{session: 01-morning}]}
"""
ALL = ("welcome-names", "group-agreement", "four-kinds-of-power", "power-walk", "closing-circle")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("short")
    put(root / "sessions/short/workshop.yaml", WORKSHOP)
    put(root / "sessions/short/01-morning.yaml", SESSION)
    found, wrong = load(Workspace(root, shipped_root()))
    assert wrong == []
    return found


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def kept(library: Library, end: str) -> tuple[tuple[str, ...], list[str]]:
    """What stays when the day ends then, and what was said to be left out."""
    folder = library.workshops["short"]
    ended = override(folder.workshop, [assignment(f"days.0.end={end}")])
    changed = type(folder)(folder.id, ended, folder.sessions, folder.referrals, folder.has_referrals)
    plan, found = resolve(library, changed)
    said = [one.text for one in plan.changes if one.kind == "dropped"]
    assert len(said) == sum(one.code == "left-out" for one in found)
    return tuple(activity.id for activity in plan.activities), said


def test_with_time_enough_nothing_goes(library: Library) -> None:
    assert kept(library, "12:00") == (ALL, [])


@pytest.mark.parametrize(
    ("end", "gone"),
    [("10:30", ["Power walk"]), ("10:00", ["Power walk", "Four kinds of power"])],
)
def test_the_last_optional_one_goes_first(library: Library, end: str, gone: list[str]) -> None:
    assert kept(library, end)[1] == gone


def test_what_is_not_optional_stays_and_the_day_is_too_short(library: Library) -> None:
    with pytest.raises(ContentError) as fault:
        kept(library, "09:20")
    assert {one.code for one in fault.value.diagnostics} == {"day-too-short", "left-out", "shortened"}


@given(st.integers(0, 170), st.integers(0, 60))
def test_a_longer_day_keeps_what_a_shorter_one_kept(library: Library, minutes: int, more: int) -> None:
    def stays(length: int) -> set[str]:
        return set(kept(library, f"{9 + length // 60:02}:{length % 60:02}")[0])

    short = 40 + minutes
    assert stays(short) <= stays(short + more)
