"""Minutes: how long things may take, and sharing out the time that there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from practicepack.library.models import turns
from practicepack.library.models.fields import Counted, Range
from practicepack.plan.people.groups import HeadCount

GRID = 5
"""People read and keep times in steps of five minutes."""


@dataclass(frozen=True, slots=True)
class MinuteRange:
    """The fewest minutes, the best number, and the most: whole, and in rising order."""

    min: int
    ideal: int
    max: int

    @classmethod
    def of(cls, minutes: Range) -> "MinuteRange":
        """The bounds that an author wrote."""
        return cls(minutes.min, minutes.ideal, minutes.max)

    def times(self, factor: float) -> "MinuteRange":
        """All three longer or shorter by a factor, rounded up."""
        return MinuteRange(_times(self.min, factor), _times(self.ideal, factor), _times(self.max, factor))

    def at_least(self, needed: "MinuteRange") -> "MinuteRange":
        """All three raised to those of `needed`, where they are lower."""
        return MinuteRange(
            max(self.min, needed.min), max(self.ideal, needed.ideal), max(self.max, needed.max)
        )

    def within(self, limits: "MinuteRange") -> "MinuteRange":
        """As near to `limits` as these bounds allow: its best is the limits' best."""
        least = min(max(self.min, limits.min), self.max)
        most = max(min(self.max, limits.max), least)
        return MinuteRange(least, min(max(limits.ideal, least), most), most)


NO_MINUTES = MinuteRange(0, 0, 0)


def _times(minutes: int, factor: float) -> int:
    # 100 times 1.1 is a little more than 110 to a computer: without rounding first it would become 111.
    return ceil(round(minutes * factor, 6))


def lasting(minutes: int) -> MinuteRange:
    """The bounds of what lasts so long, no less and no more."""
    return MinuteRange(minutes, minutes, minutes)


def bounds(minutes: Range | Counted, heads: HeadCount) -> MinuteRange:
    """What an author's minutes come to for this head-count."""
    if isinstance(minutes, Range):
        return MinuteRange.of(minutes)
    return MinuteRange.of(turns.total(minutes, heads.count(minutes.per)))


def total(parts: Iterable[MinuteRange]) -> MinuteRange:
    """The bounds of several things, one after the other."""
    least = ideal = most = 0
    for part in parts:
        least += part.min
        ideal += part.ideal
        most += part.max
    return MinuteRange(least, ideal, most)


def side_by_side(parts: Sequence[MinuteRange]) -> MinuteRange:
    """The bounds of several things at the same time: who is ready first waits for the others.

    The longest least time counts, and the shortest longest one. `parts` is not empty.
    """
    least, ideal, most = parts[0].min, parts[0].ideal, parts[0].max
    for part in parts[1:]:
        least = max(least, part.min)
        ideal = max(ideal, part.ideal)
        most = min(most, part.max)
    # One room may need more than another can fill: the others then end early, and a warning says so.
    most = max(least, most)
    return MinuteRange(least, min(ideal, most), most)


def fit(parts: Sequence[MinuteRange], minutes: int, start: int = 0) -> tuple[int, ...]:
    """Share `minutes` out: each part moves from its ideal in proportion to the room that it has.

    The sum is exact and every bound holds. `start` is when the first part starts, in minutes after midnight.
    As many parts as the bounds allow end on a multiple of five, as people read a clock.
    Raises ValueError where `minutes` lies outside the sum of the bounds.
    """
    whole = total(parts)
    if not whole.min <= minutes <= whole.max:
        raise ValueError(f"{minutes} minutes lie outside {whole.min} to {whole.max}")
    coarse = [_on_grid(part) for part in parts]
    if minutes % GRID == start % GRID == 0 and all(part.min <= part.max for part in coarse):
        units, inside = minutes // GRID, total(coarse)
        if inside.min <= units <= inside.max:
            return tuple(GRID * share for share in _share(coarse, units))
    return _ending_on_grid(parts, _share(parts, minutes), start)


def fit_in_turns(
    parts: Sequence[MinuteRange], lows: Sequence[int], minutes: int, start: int = 0
) -> tuple[int, ...]:
    """Share `minutes` out as `fit` does, but where there are too few, in two turns.

    At first no part falls below its low, a number of minutes from its least to its best. When all are there,
    parts fall further, to their least. Raises ValueError as `fit` does.
    """
    if minutes % GRID == start % GRID == 0:
        rounded = [-(-low // GRID) * GRID for low in lows]
        lows = [up if up <= part.max else low for up, low, part in zip(rounded, lows, parts, strict=True)]
    pairs = list(zip(parts, lows, strict=True))
    if minutes >= sum(lows):
        return fit([MinuteRange(low, max(low, part.ideal), part.max) for part, low in pairs], minutes, start)
    return fit([MinuteRange(part.min, low, low) for part, low in pairs], minutes, start)


def _ending_on_grid(parts: Sequence[MinuteRange], shares: Sequence[int], start: int) -> tuple[int, ...]:
    """Shares moved by up to five minutes, within the bounds, so that the fewest parts end off the grid.

    Of equally good ways, the one that moves the ends least. The end of the last part stays.
    """
    exact = list(accumulate(shares, initial=start))
    # for each end of a part that can be reached: what it costs, and the ends of all parts up to it
    ways: dict[int, tuple[tuple[int, int], tuple[int, ...]]] = {start: ((0, 0), ())}
    for index, part in enumerate(parts):
        room = 0 if index == len(parts) - 1 else GRID
        reached: dict[int, tuple[tuple[int, int], tuple[int, ...]]] = {}
        for before, ((off_grid, moved), ends) in ways.items():
            for end in range(exact[index + 1] - room, exact[index + 1] + room + 1):
                if part.min <= end - before <= part.max:
                    cost = (off_grid + (end % GRID > 0), moved + abs(end - exact[index + 1]))
                    if end not in reached or cost < reached[end][0]:
                        reached[end] = (cost, (*ends, end))
        ways = reached
    _, ends = min(ways.values())
    return tuple(end - before for before, end in zip((start, *ends), ends, strict=False))


def most(parts: Sequence[MinuteRange]) -> int:
    """The most minutes that some parts can fill together, each in steps of five where its bounds allow it."""
    coarse = [_on_grid(part) for part in parts]
    if all(part.min <= part.max for part in coarse):
        return GRID * total(coarse).max
    return total(parts).max


def _on_grid(part: MinuteRange) -> MinuteRange:
    least, most = -(-part.min // GRID), part.max // GRID
    return MinuteRange(least, min(max((part.ideal + GRID // 2) // GRID, least), most), most)


def _share(parts: Sequence[MinuteRange], units: int) -> tuple[int, ...]:
    missing = units - sum(part.ideal for part in parts)
    sign = 1 if missing >= 0 else -1
    rooms = [part.max - part.ideal if sign > 0 else part.ideal - part.min for part in parts]
    room = sum(rooms)
    if not missing or not room:
        return tuple(part.ideal for part in parts)
    moves = [abs(missing) * one // room for one in rooms]
    left = abs(missing) - sum(moves)
    rest = sorted(range(len(parts)), key=lambda i: (-(abs(missing) * rooms[i] % room), i))
    for index in rest[:left]:
        moves[index] += 1
    return tuple(part.ideal + sign * move for part, move in zip(parts, moves, strict=True))
