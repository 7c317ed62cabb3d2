"""The minutes of a day, shared out among its blocks."""

from collections.abc import Sequence

from practicepack.plan.draft import DraftBlock, DraftDay
from practicepack.plan.timing import GRID, Bounds, fit, most, total


def opens(day: DraftDay) -> int:
    """When a day starts, in minutes after midnight."""
    return day.item.start.hour * 60 + day.item.start.minute


def length(day: DraftDay) -> int:
    """How many minutes a day has, from its start to its end."""
    return day.item.end.hour * 60 + day.item.end.minute - opens(day)


def longest(blocks: Sequence[DraftBlock]) -> int:
    """The most minutes that some blocks can fill, in steps of five where that is possible."""
    return most([block.minutes for block in blocks])


def shares(day: DraftDay) -> tuple[int, ...]:
    """The minutes of each block: the day filled exactly, or as nearly as the blocks' bounds allow."""
    minutes = min(max(length(day), day.minutes.min), longest(day.blocks))
    return _shared(day.blocks, opens(day), minutes)


def _shared(blocks: Sequence[DraftBlock], start: int, minutes: int) -> tuple[int, ...]:
    """Share out minutes so that blocks with a usual time start as near to it as the others allow."""
    at = next((at for at, block in enumerate(blocks) if at and block.near is not None), None)
    bounds = [block.minutes for block in blocks]
    if at is None:
        return fit(bounds, minutes, start)
    before, after = total(bounds[:at]), total(bounds[at:])
    reach = Bounds(max(before.min, minutes - after.max), before.ideal, min(before.max, minutes - after.min))
    until = _nearest((blocks[at].near or 0) - start, reach)
    return (*fit(bounds[:at], until, start), *_shared(blocks[at:], start + until, minutes - until))


def _nearest(wanted: int, reach: Bounds) -> int:
    """The minutes within reach that are nearest to those wanted, in steps of five where one is in reach."""
    near = min(max(wanted, reach.min), reach.max)
    steps = (near // GRID * GRID, -(-near // GRID) * GRID)
    return next((step for step in steps if reach.min <= step <= reach.max), near)
