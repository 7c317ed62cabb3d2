"""The minutes of a day, shared out among its blocks. A block with a time of its own begins a new stretch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from practicepack.plan.clock.timing import GRID, MinuteRange, fit, fit_in_turns, most, total
from practicepack.plan.draft import DraftBlock, DraftDay, DraftSession


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
        return total([block.minutes for block in self.blocks])

    @property
    def missing(self) -> int:
        """The minutes by which it is too short for its blocks at their shortest; below 1: it is not."""
        return self.needs.min - (self.end - self.start)

    @property
    def spare(self) -> int:
        """The minutes that are left with its blocks at their longest; below 1: none."""
        most_minutes = self.needs.max if self.until else longest(self.blocks)
        return self.end - self.start - most_minutes

    @property
    def minutes(self) -> int:
        """The minutes that its blocks fill: all, or as nearly as they can."""
        return self.end - self.start + max(0, self.missing) - max(0, self.spare)


def minutes_of(clock: time | None) -> int | None:
    """A time in minutes after midnight."""
    return None if clock is None else clock.hour * 60 + clock.minute


def opens(day: DraftDay) -> int:
    """When a day starts, in minutes after midnight."""
    return day.item.start.hour * 60 + day.item.start.minute


def closes(day: DraftDay) -> int:
    """When a day ends, in minutes after midnight."""
    return day.item.end.hour * 60 + day.item.end.minute


def length(day: DraftDay) -> int:
    """How many minutes a day has, from its start to its end."""
    return closes(day) - opens(day)


def longest(blocks: Sequence[DraftBlock]) -> int:
    """The most minutes that some blocks can fill, in steps of five where that is possible."""
    return most([block.minutes for block in blocks])


def stretches(day: DraftDay) -> Iterator[Stretch]:
    """The stretches of a day, each of which is fitted by itself."""
    start, blocks = opens(day), list[DraftBlock]()
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
    return tuple(
        share
        for stretch in stretches(day)
        for share in _shared(stretch.blocks, stretch.start, stretch.minutes)
    )


def starts(day: DraftDay) -> dict[int, int]:
    """When each block starts, by its number as written."""
    found: dict[int, int] = {}
    for stretch in stretches(day):
        start = stretch.start
        minutes = _shared(stretch.blocks, start, stretch.minutes)
        for block, share in zip(stretch.blocks, minutes, strict=True):
            found[block.index] = start
            start += share
    return found


def with_free_time(day: DraftDay) -> DraftDay:
    """The day with free time where the blocks before a fixed point cannot fill it."""
    blocks: list[DraftBlock] = []
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
    minutes -= sum(session.pauses)
    bounds = [activity.minutes for activity in session.activities]
    if session.is_framing:
        return fit(bounds, minutes, start)
    return fit_in_turns(bounds, [activity.low for activity in session.activities], minutes, start)


def _shared(blocks: Sequence[DraftBlock], start: int, minutes: int) -> tuple[int, ...]:
    """Share out minutes so that blocks with a usual time start as near to it as the others allow."""
    at = next((at for at, block in enumerate(blocks) if at and block.near is not None), None)
    bounds, lows = [block.minutes for block in blocks], [block.low for block in blocks]
    if at is None:
        return fit_in_turns(bounds, lows, minutes, start)
    before, after = total(bounds[:at]), total(bounds[at:])
    reach = MinuteRange(
        max(before.min, minutes - after.max), before.ideal, min(before.max, minutes - after.min)
    )
    until = _nearest((blocks[at].near or 0) - start, reach)
    first = fit_in_turns(bounds[:at], lows[:at], until, start)
    return (*first, *_shared(blocks[at:], start + until, minutes - until))


def _nearest(wanted: int, reach: MinuteRange) -> int:
    """The minutes within reach that are nearest to those wanted, in steps of five where one is in reach."""
    near = min(max(wanted, reach.min), reach.max)
    steps = (near // GRID * GRID, -(-near // GRID) * GRID)
    return next((step for step in steps if reach.min <= step <= reach.max), near)
