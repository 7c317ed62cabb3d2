"""Minutes: how long things may take, and sharing out the time that there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from practicepack.library.fields import Counted, Range
from practicepack.plan.groups import Heads

GRID = 5
"""People read and keep times in steps of five minutes."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The fewest minutes, the best number, and the most: whole, and in rising order."""

    min: int
    ideal: int
    max: int

    @classmethod
    def of(cls, minutes: Range) -> "Bounds":
        """The bounds that an author wrote."""
        return cls(minutes.min, minutes.ideal, minutes.max)

    def times(self, factor: float) -> "Bounds":
        """All three longer or shorter by a factor, rounded up."""
        longer = (ceil(round(one * factor, 6)) for one in (self.min, self.ideal, self.max))
        return Bounds(*longer)

    def within(self, limits: "Bounds") -> "Bounds":
        """As near to `limits` as these bounds allow: its best is the limits' best."""
        least = min(max(self.min, limits.min), self.max)
        most = max(min(self.max, limits.max), least)
        return Bounds(least, min(max(limits.ideal, least), most), most)


NONE = Bounds(0, 0, 0)


def bounds(minutes: Range | Counted, heads: Heads) -> Bounds:
    """What an author's minutes come to for this head-count."""
    if isinstance(minutes, Range):
        return Bounds.of(minutes)
    counted = minutes.each * heads.count(minutes.per) + minutes.plus
    return Bounds(counted, counted, counted)


def total(parts: Sequence[Bounds]) -> Bounds:
    """The bounds of several things, one after the other."""
    return Bounds(
        sum(part.min for part in parts),
        sum(part.ideal for part in parts),
        sum(part.max for part in parts),
    )


def fit(parts: Sequence[Bounds], minutes: int) -> tuple[int, ...]:
    """Share `minutes` out: each part moves from its ideal in proportion to the room that it has.

    The sum is exact and every bound holds. Multiples of five are used where the bounds and the sum allow it.
    Raises ValueError where `minutes` lies outside the sum of the bounds.
    """
    whole = total(parts)
    if not whole.min <= minutes <= whole.max:
        raise ValueError(f"{minutes} minutes lie outside {whole.min} to {whole.max}")
    coarse = [_on_grid(part) for part in parts]
    if minutes % GRID == 0 and all(part.min <= part.max for part in coarse):
        units, inside = minutes // GRID, total(coarse)
        if inside.min <= units <= inside.max:
            return tuple(GRID * share for share in _share(coarse, units))
    return _share(parts, minutes)


def most(parts: Sequence[Bounds]) -> int:
    """The most minutes that some parts can fill together, each in steps of five where its bounds allow it."""
    coarse = [_on_grid(part) for part in parts]
    if all(part.min <= part.max for part in coarse):
        return GRID * total(coarse).max
    return total(parts).max


def _on_grid(part: Bounds) -> Bounds:
    least, most = -(-part.min // GRID), part.max // GRID
    return Bounds(least, min(max((part.ideal + GRID // 2) // GRID, least), most), most)


def _share(parts: Sequence[Bounds], units: int) -> tuple[int, ...]:
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
