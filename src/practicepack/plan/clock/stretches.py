"""The minutes of a day, shared out among its blocks. A block with a time of its own begins a new stretch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from practicepack.plan.clock.timing import (
    GRID,
    MinuteRange,
    fit,
    fit_in_turns,
    most_on_grid,
    ranges,
    rounded_up,
    total,
)
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, DraftSession


@dataclass(frozen=True, slots=True)
class Stretch:
    """The blocks between two fixed points of a day: its start, blocks with `at:`, and its end.

    Times are in minutes after midnight. `until` is the block that has to start at the end, None for the last.
    """

    blocks: tuple[DraftBlock, ...]
    start: int
    end: int
    until: DraftBlock | None = None

    @property
    def needs(self) -> MinuteRange:
        """How long its blocks can last."""
        return total(ranges(self.blocks))

    @property
    def missing(self) -> int:
        """The minutes by which it is too short for its blocks at their shortest; below 1: it is not."""
        return self.needs.min - (self.end - self.start)

    @property
    def spare(self) -> int:
        """The minutes that are left with its blocks at their longest; below 1: none."""
        # Only the end of a day is proposed to people, so only there the longest has to be a round time.
        if self.until:
            return self.end - self.start - self.needs.max
        return self.end - self.start - longest(self.blocks)

    @property
    def minutes(self) -> int:
        """The minutes that its blocks fill: all, or as nearly as they can."""
        return self.end - self.start + max(0, self.missing) - max(0, self.spare)


def minutes_of(clock: time | None) -> int | None:
    """A time in minutes after midnight."""
    if clock is None:
        return None
    return clock.hour * 60 + clock.minute


def opens(day: DraftDay) -> int:
    """When a day starts, in minutes after midnight."""
    return day.item.start.hour * 60 + day.item.start.minute


def closes(day: DraftDay) -> int:
    """When a day ends, in minutes after midnight."""
    return day.item.end.hour * 60 + day.item.end.minute


def day_length(day: DraftDay) -> int:
    """How many minutes a day has, from its start to its end."""
    return closes(day) - opens(day)


def longest(blocks: Sequence[DraftBlock]) -> int:
    """The most minutes that some blocks can fill, in steps of five where that is possible."""
    return most_on_grid(ranges(blocks))


def stretches(day: DraftDay) -> Iterator[Stretch]:
    """The stretches of a day, each of which is fitted by itself."""
    start = opens(day)
    blocks: list[DraftBlock] = []
    for block in day.blocks:
        if block.at is not None:
            yield Stretch(tuple(blocks), start, block.at, block)
            start, blocks = block.at, []
        blocks.append(block)
    yield Stretch(tuple(blocks), start, closes(day))


def fits(day: DraftDay) -> bool:
    """Whether each stretch of a day has the minutes that its blocks need at least."""
    return all(stretch.missing <= 0 for stretch in stretches(day))


def shares(day: DraftDay) -> tuple[int, ...]:
    """The minutes of each block: each stretch filled exactly, or as nearly as the blocks' bounds allow."""
    minutes: list[int] = []
    for stretch in stretches(day):
        minutes += _shared(stretch.blocks, stretch.start, stretch.minutes)
    return tuple(minutes)


def timed(day: DraftDay) -> Iterator[tuple[DraftBlock, int, int]]:
    """Each block of a day, when it starts, and how many minutes it has.

    A stretch that is too long pushes on what follows it, also past a fixed point.
    """
    now = opens(day)
    for block, minutes in zip(day.blocks, shares(day), strict=True):
        yield block, now, minutes
        now += minutes


def starts(day: DraftDay) -> dict[int, int]:
    """When each block starts, by its number as written."""
    clock: dict[int, int] = {}
    for stretch in stretches(day):
        # Unlike in `timed`, a fixed point stays where it is, also after a stretch that is too long.
        start = stretch.start
        minutes = _shared(stretch.blocks, start, stretch.minutes)
        for block, share in zip(stretch.blocks, minutes, strict=True):
            clock[block.index] = start
            start += share
    return clock


def with_free_time(day: DraftDay) -> DraftDay:
    """The day with free time where the blocks before a fixed point cannot fill it."""
    blocks: list[DraftBlock] = []
    # Only before a fixed point: at the end of a day, free time would be time to go home.
    for stretch in stretches(day):
        blocks += stretch.blocks
        if stretch.until and stretch.spare > 0:
            gap = MinuteRange(stretch.spare, stretch.spare, stretch.spare)
            blocks.append(DraftBlock("free", gap, index=stretch.until.index))
    return replace(day, blocks=tuple(blocks))


def of_session(session: DraftSession, minutes: int) -> int:
    """The minutes of one of the sessions of a block: all that the block has, as far as the session allows."""
    return min(max(minutes, session.minutes.min), session.minutes.max)


def of_activities(session: DraftSession, minutes: int, start: int) -> tuple[int, ...]:
    """The minutes of each activity of a session. Where a method is among them, what frames it gives first.

    `minutes` are those of the whole session, with the breaks between its activities.
    """
    work = minutes - sum(session.pauses)
    bounds = ranges(session.activities)
    # Where frames are all that there is, none of them gives way to another.
    if session.is_framing:
        return fit(bounds, work, start)
    return fit_in_turns(bounds, _lows(session.activities), work, start)


def _lows(parts: Iterable[DraftActivity | DraftBlock]) -> list[int]:
    """How short each part becomes before others have to give time."""
    return [part.low for part in parts]


def _shared(blocks: Sequence[DraftBlock], start: int, minutes: int) -> tuple[int, ...]:
    """Share out minutes so that blocks with a usual time start as near to it as the others allow."""
    bounds, lows = ranges(blocks), _lows(blocks)
    at = _next_with_usual_time(blocks)
    if at is None:
        return fit_in_turns(bounds, lows, minutes, start)
    before, after = total(bounds[:at]), total(bounds[at:])
    # What comes before can neither leave too little for the rest, nor more than the rest can fill.
    least = max(before.min, minutes - after.max)
    most = min(before.max, minutes - after.min)
    until = _nearest_minutes((blocks[at].near or 0) - start, least, most)
    first = fit_in_turns(bounds[:at], lows[:at], until, start)
    return (*first, *_shared(blocks[at:], start + until, minutes - until))


def _next_with_usual_time(blocks: Sequence[DraftBlock]) -> int | None:
    """The place of the next block with a usual time, after the first: that one starts when it starts."""
    for at, block in enumerate(blocks):
        if at and block.near is not None:
            return at
    return None


def _nearest_minutes(wanted: int, least: int, most: int) -> int:
    """The minutes from `least` to `most` nearest to those wanted, in steps of five where one is in reach."""
    near = min(max(wanted, least), most)
    for step in (near // GRID * GRID, rounded_up(near)):
        if least <= step <= most:
            return step
    return near
