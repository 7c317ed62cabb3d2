"""Frames give time before methods do, and a method that is squeezed all the same is reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import PARTS
from trial import activity, codes, day, library, planned, said, session, step, steps

from practicepack.library.load import Library
from practicepack.plan.clock.timing import GRID, MinuteRange, fit_in_turns, total

WORK = activity("work", steps=steps(step("one", "40-60-80")))
WELCOME = activity("welcome", kind="opening", steps=steps(step("one", "10-20-30")))
LEAVE = activity("leave", kind="closing", steps=steps(step("one", "10-20-30")))
AGREE = activity("agree", kind="agreement", steps=steps(step("one", "10-20-30")))
FIXED = activity("fixed", kind="opening", steps=steps(step("one", "20")))
ALL = WORK | WELCOME | LEAVE | AGREE | FIXED


@st.composite
def turns(draw: st.DrawFn) -> tuple[list[MinuteRange], list[int], int]:
    """Some parts, how low each falls at first, and minutes that they can fill."""
    parts = draw(st.lists(PARTS, max_size=8))
    lows = [draw(st.integers(part.min, part.ideal)) for part in parts]
    return parts, lows, draw(st.integers(total(parts).min, total(parts).max))


@given(turns(), st.integers(0, 1440))
def test_in_turns_the_sum_is_exact_and_every_bound_holds(
    case: tuple[list[MinuteRange], list[int], int], start: int
) -> None:
    parts, lows, minutes = case
    shared = fit_in_turns(parts, lows, minutes, start)
    assert sum(shared) == minutes
    assert all(part.min <= one <= part.max for part, one in zip(parts, shared, strict=True))
    assert shared == fit_in_turns(parts, lows, minutes, start)


@given(turns(), st.integers(0, 1440))
def test_no_part_falls_below_its_low_before_all_are_there(
    case: tuple[list[MinuteRange], list[int], int], start: int
) -> None:
    parts, lows, minutes = case
    shared = fit_in_turns(parts, lows, minutes, start)
    falls = [one < low for one, low in zip(shared, lows, strict=True)]
    rounded = [min(-(-low // GRID) * GRID, part.max) for low, part in zip(lows, parts, strict=True)]
    if any(falls):
        assert all(one <= max(up, low) for one, up, low in zip(shared, rounded, lows, strict=True))


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(80, (20, 60)), (70, (10, 60)), (75, (15, 60)), (60, (10, 50)), (50, (10, 40)), (100, (25, 75))],
)
def test_frames_give_first(minutes: int, expected: tuple[int, int]) -> None:
    assert fit_in_turns([MinuteRange(10, 20, 30), MinuteRange(40, 60, 80)], [10, 60], minutes) == expected


def held(*blocks: str, end: str, sessions: dict[str, tuple[tuple[str, ...], str]], more: str = "") -> Library:
    each = {name: session(*uses, minutes=minutes) for name, (uses, minutes) in sessions.items()}
    return library(day(*blocks, end=end) + more, each, content=ALL)


def minutes(found: Library) -> dict[str, int]:
    return {each.id: each.minutes for each in planned(found)[0].activities}


OPEN_WORK_LEAVE = ("session: a", "session: b", "session: c")
THREE = {"a": (("welcome",), "1-20-99"), "b": (("work",), "1-60-99"), "c": (("leave",), "1-20-99")}


@pytest.mark.parametrize(
    ("end", "expected"),
    [("10:40", (20, 60, 20)), ("10:30", (15, 60, 15)), ("10:20", (10, 60, 10)), ("10:00", (10, 40, 10))],
)
def test_on_a_short_day_openings_and_closings_give_first(end: str, expected: tuple[int, int, int]) -> None:
    given_ = minutes(held(*OPEN_WORK_LEAVE, end=end, sessions=THREE))
    assert tuple(given_[name] for name in ("welcome", "work", "leave")) == expected


def test_in_a_short_session_they_give_first_too() -> None:
    found = held("session: a", end="10:20", sessions={"a": (("welcome", "work", "leave"), "1-60-99")})
    assert minutes(found) == {"welcome": 10, "work": 60, "leave": 10}


def test_what_a_group_agrees_on_gives_no_more_than_the_work() -> None:
    found = held("session: a", end="10:10", sessions={"a": (("agree", "work"), "1-60-99")})
    assert minutes(found)["agree"] > 10


def test_an_energiser_gives_first() -> None:
    sessions = {"a": (("welcome",), "20"), "b": (("work",), "1-60-99")}
    found = held("session: a", "energiser: rainstorm", "session: b", end="10:25", sessions=sessions)
    assert minutes(found)["work"] == 60


SQUEEZED = THREE | {"b": (("work",), "40-40-45")}


def test_a_method_with_its_shortest_time_beside_generous_frames_is_reported() -> None:
    found = held(*OPEN_WORK_LEAVE, end="10:25", sessions=SQUEEZED)
    expected = (
        '"work" has 40 minutes, its shortest time, while the openings, check-ins, recaps, closings and '
        'energisers of the day have their best: 60 minutes would be right for "b"',
        ("minutes: 40-60-60",),
    )
    assert said(found, "main-activity-squeezed") == [expected]


def test_the_hint_helps() -> None:
    found = held(*OPEN_WORK_LEAVE, end="10:25", sessions=SQUEEZED | {"b": (("work",), "40-60-60")})
    assert "main-activity-squeezed" not in codes(found)
    assert minutes(found)["work"] > 40


@pytest.mark.parametrize(
    ("sessions", "end"),
    [
        (THREE, "10:00"),
        (THREE, "10:40"),
        (SQUEEZED, "10:00"),
        (SQUEEZED | {"a": (("fixed",), "20"), "c": (("agree",), "1-20-99")}, "10:25"),
        ({"a": (("welcome",), "1-10-15"), "b": (("work",), "40"), "c": (("leave",), "10")}, "10:05"),
    ],
    ids=["all are short", "all have their best", "frames are short too", "frames are fixed", "frames gave"],
)
def test_nothing_is_reported_where_frames_have_nothing_to_give(
    sessions: dict[str, tuple[tuple[str, ...], str]], end: str
) -> None:
    assert "main-activity-squeezed" not in codes(held(*OPEN_WORK_LEAVE, end=end, sessions=sessions))


def test_frames_of_another_day_have_nothing_to_do_with_it() -> None:
    second = day("session: a", "session: c", end="09:40")
    found = held("session: b", end="09:40", sessions=SQUEEZED, more=second)
    assert "main-activity-squeezed" not in codes(found)


def test_a_generous_energiser_counts() -> None:
    sessions = {"a": (("work",), "40-40-45"), "b": (("agree",), "20")}
    blocks = ("session: b", "energiser: rest", "session: a")
    rest = {
        "content/energisers/rest.yaml": "title: Rest\nminutes: 5-10-15\npurpose: P\nseated: S\n"
        "cues: [{do: Sit.}]\ncredit: {origin: Many}\n"
    }
    each = {name: session(*uses, minutes=minutes) for name, (uses, minutes) in sessions.items()}
    found = library(day(*blocks, end="10:10"), each, content=ALL | rest)
    assert "main-activity-squeezed" in codes(found)
