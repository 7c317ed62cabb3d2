"""Pauses: how long people sit without one, and where one can go inside a long activity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from practicepack.library.entry import Entry
from practicepack.library.models.audience import Audience
from practicepack.plan.changes import Change
from practicepack.plan.clock.kinds import RESTS
from practicepack.plan.clock.stretches import fits, of_activities, of_session, opens, shares
from practicepack.plan.clock.timing import fit, lasting
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, DraftSession, DraftStep

LONGEST_BLOCK = 90
"""Minutes without a break: blocks of 30 to 90 minutes are usual.

Source: https://method-kit.sparkademy.com/ads-agenda-and-screenplay
"""
PAUSE = 10
"""Minutes of a pause between two steps."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch without a pause, in minutes after midnight, and the blocks that it is in."""

    start: int
    end: int
    blocks: tuple[DraftBlock, ...]

    @property
    def minutes(self) -> int:
        """How long people sit."""
        return self.end - self.start


def activity_times(
    session: DraftSession, start: int, minutes: int
) -> Iterator[tuple[DraftActivity, int, int]]:
    """When each activity of a session starts, and how long it lasts."""
    now = start
    lengths = of_activities(session, minutes, start)
    for activity, pause, length in zip(session.activities, session.pauses, lengths, strict=True):
        now += pause
        yield activity, now, length
        now += length


def step_times(activity: DraftActivity, start: int, minutes: int) -> Iterator[tuple[DraftStep, int, int]]:
    """When each step of an activity starts, and how long it lasts without the pause after it."""
    if not any(step.pause for step in activity.steps):
        lengths = fit(activity.bounds, minutes, start)
        yield from zip(activity.steps, accumulate(lengths, initial=start), lengths, strict=False)
        return
    parts = [part for step in activity.steps for part in (step.minutes, lasting(step.pause))]
    lengths = fit(parts, minutes, start)
    starts = list(accumulate(lengths, initial=start))
    yield from zip(activity.steps, starts[:-1:2], lengths[::2], strict=True)


def longest_block(audiences: Mapping[str, Entry[Audience]], everybody: Sequence[str], run: Run) -> int:
    """The most minutes without a pause for those who are there in a run."""
    facets = [audiences[id_].item for id_ in everybody]
    facets += [facet for block in run.blocks for one in block.sessions for facet in one.gathering.facets]
    return min([LONGEST_BLOCK, *(facet.longest_block or LONGEST_BLOCK for facet in facets)])


def runs(day: DraftDay) -> Iterator[Run]:
    """The stretches without a pause of a day, in order."""
    start, blocks, now = opens(day), list[DraftBlock](), opens(day)
    for block, minutes in zip(day.blocks, shares(day), strict=True):
        if block.kind == "prework":
            continue
        if block.kind in RESTS:
            yield Run(start, now, tuple(blocks))
            start, blocks = now + minutes, []
        else:
            blocks.append(block)
            for pause, after in _pauses(block, now, minutes):
                yield Run(start, pause, tuple(blocks))
                start, blocks = after, [block]
        now += minutes
    yield Run(start, now, tuple(blocks))


def _pauses(block: DraftBlock, start: int, minutes: int) -> list[tuple[int, int]]:
    """When the pauses inside a block start and end. Of several rooms, only what is a pause in each counts."""
    rooms = [_in_session(one, start, of_session(one, minutes)) for one in block.sessions]
    if len(rooms) < 2:
        return rooms[0] if rooms else []
    if not all(rooms):
        return []
    return [(max(pauses[0][0] for pauses in rooms), min(pauses[-1][1] for pauses in rooms))]


def _in_session(session: DraftSession, start: int, minutes: int) -> list[tuple[int, int]]:
    pauses: list[tuple[int, int]] = []
    for at, (activity, begins, lasts) in enumerate(activity_times(session, start, minutes)):
        if at and activity.pause_before:
            pauses.append((begins - activity.pause_before, begins))
        for step, starts, length in step_times(activity, begins, lasts):
            if step.pause:
                pauses.append((starts + length, starts + length + step.pause))
    return pauses


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a pause: after a step of an activity, and when that step ends."""

    time: int
    session: str
    activity: str
    step: str


def with_pauses(
    audiences: Mapping[str, Entry[Audience]], everybody: Sequence[str], day: DraftDay
) -> DraftDay:
    """The day with pauses after steps that allow one, where people would sit too long, and it still fits."""
    refused: set[Place] = set()
    while True:
        place = next(
            (
                best
                for run in runs(day)
                if run.minutes > longest_block(audiences, everybody, run)
                and (best := _best(day, run, refused)) is not None
            ),
            None,
        )
        if place is None:
            return day
        refused.add(replace(place, time=0))
        paused = _paused(day, place)
        if fits(paused):
            day = paused


def _best(day: DraftDay, run: Run, refused: set[Place]) -> Place | None:
    """The place nearest to the middle of a run."""
    inside = (
        place
        for place in _places(day)
        if run.start < place.time < run.end and replace(place, time=0) not in refused
    )
    return min(inside, key=lambda place: abs(2 * place.time - run.start - run.end), default=None)


def _places(day: DraftDay) -> Iterator[Place]:
    now = opens(day)
    for block, minutes in zip(day.blocks, shares(day), strict=True):
        for session in block.sessions:
            for activity, begins, lasts in activity_times(session, now, of_session(session, minutes)):
                for step, starts, length in list(step_times(activity, begins, lasts))[:-1]:
                    if step.item.pause_after and not step.pause:
                        yield Place(starts + length, session.id, activity.use, step.item.id)
        now += minutes


def _paused(day: DraftDay, place: Place) -> DraftDay:
    """The day with one pause more: in each room that does the same."""
    sessions = [_with_pause(session, place) for session in day.sessions if session.id == place.session]
    title = next(
        f"{activity.item.title}: {step.item.title}"
        for session in sessions
        for activity in session.activities
        for step in activity.steps
        if (activity.use, step.item.id) == (place.activity, place.step)
    )
    change = Change("paused", f"Day {day.index + 1}", title)
    return replace(day.with_sessions(sessions), changes=(*day.changes, change))


def _with_pause(session: DraftSession, place: Place) -> DraftSession:
    """A session with a pause after one step. What it may last grows by the pause."""
    activities = tuple(
        replace(
            activity,
            steps=tuple(
                replace(step, pause=PAUSE) if step.item.id == place.step else step for step in activity.steps
            ),
        )
        if activity.use == place.activity
        else activity
        for activity in session.activities
    )
    limits = session.limits
    longer = replace(limits, min=limits.min + PAUSE, ideal=limits.ideal + PAUSE, max=limits.max + PAUSE)
    return replace(session, activities=activities, limits=longer)
