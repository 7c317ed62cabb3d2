"""What shipped workshops give: main activities their best time, frames that vary, and most of the library."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from trial import shipped

from practicepack.diagnostics import Diagnostic
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.clock.timing import GRID
from practicepack.plan.draft import DraftDay
from practicepack.plan.resolve import draw
from practicepack.plan.rules.squeeze import TimedActivity, _timed

WORKSHOPS = sorted(shipped().workshops)
VARIED = ("opening", "check-in", "recap", "closing")
LEAST_OF_A_KIND = 8
MOST_IN_A_WORKSHOP = 2
MOST_UNUSED = 0.2


def timed(workshop: str) -> list[TimedActivity]:
    """Every activity of a workshop with the minutes that it has."""
    activities: list[TimedActivity] = []

    def note(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
        for day in days:
            activities.extend(_timed(day))
        yield from ()

    draw(shipped(), shipped().workshops[workshop], [note])
    assert activities
    return activities


def framed(workshop: str) -> Counter[str]:
    """How often each frame comes in a workshop; in several rooms at the same time it comes once."""
    folder = shipped().workshops[workshop]
    frames: Counter[str] = Counter()
    for day in folder.workshop.item.days:
        for block in day.blocks:
            ids = [track.session for track in block.parallel] or ([block.session] if block.session else [])
            used = {use for id_ in ids for use in folder.sessions[id_].item.uses}
            frames.update(use for use in used if shipped().activities[use].item.kind in VARIED)
    return frames


@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_no_main_activity_has_less_than_its_best_time(workshop: str) -> None:
    """Rounded down to the five minutes of a clock."""
    methods = [entry for entry in timed(workshop) if entry.activity.item.kind == "method"]
    assert methods
    short = []
    for entry in methods:
        best = entry.activity.minutes.ideal
        if entry.minutes < best // GRID * GRID:
            short.append(f"{entry.activity.id}: {entry.minutes} of {best}")
    assert short == []


@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_no_frame_comes_more_than_twice(workshop: str) -> None:
    frames = framed(workshop)
    assert frames
    assert {id_: number for id_, number in frames.items() if number > MOST_IN_A_WORKSHOP} == {}


def test_there_are_frames_of_each_kind_to_choose_from() -> None:
    kinds = Counter(entry.item.kind for entry in shipped().activities.values())
    assert {kind: kinds[kind] for kind in VARIED if kinds[kind] < LEAST_OF_A_KIND} == {}


def test_most_activities_are_in_a_shipped_workshop() -> None:
    used = set()
    for folder in shipped().workshops.values():
        for session in folder.sessions.values():
            used.update(session.item.uses)
    unused = set(shipped().activities) - used
    assert len(unused) <= len(shipped().activities) * MOST_UNUSED, sorted(unused)


def test_no_two_activities_share_a_title() -> None:
    titles = Counter(entry.item.title for entry in shipped().activities.values())
    assert len(titles) > 60
    assert [title for title, number in titles.items() if number > 1] == []
