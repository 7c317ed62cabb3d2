"""Minutes: how long things may take, and sharing out the time that there is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Protocol

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


def rounded_up(minutes: int) -> int:
    """The next multiple of five minutes."""
    return -(-minutes // GRID) * GRID


def lasting(minutes: int) -> MinuteRange:
    """The bounds of what lasts so long, no less and no more."""
    return MinuteRange(minutes, minutes, minutes)


def bounds(minutes: Range | Counted, heads: HeadCount) -> MinuteRange:
    """What an author's minutes come to for this head-count."""
    if isinstance(minutes, Range):
        return MinuteRange.of(minutes)
    return MinuteRange.of(turns.minutes_in_turns(minutes, heads.count(minutes.per)))


class HasMinutes(Protocol):
    """What may take from its fewest to its most minutes: a step, an activity, a session, a block."""

    @property
    def minutes(self) -> MinuteRange:
        """How long it may take."""


def ranges(parts: Iterable[HasMinutes]) -> list[MinuteRange]:
    """How long each of some parts may take."""
    return [part.minutes for part in parts]


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
    all_parts = total(parts)
    if not all_parts.min <= minutes <= all_parts.max:
        raise ValueError(f"{minutes} minutes lie outside {all_parts.min} to {all_parts.max}")
    # Round times for all parts are tried first: one that cannot have one would break it for the others.
    coarse = _all_on_grid(parts)
    if minutes % GRID == start % GRID == 0 and _are_possible(coarse):
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
    # Lows off the grid would put every part off it, though the bounds themselves allow round times.
    if minutes % GRID == start % GRID == 0:
        lows = _rounded_up(lows, parts)
    narrower: list[MinuteRange] = []
    if minutes >= sum(lows):
        for part, low in zip(parts, lows, strict=True):
            narrower.append(MinuteRange(low, max(low, part.ideal), part.max))
    else:
        for part, low in zip(parts, lows, strict=True):
            narrower.append(MinuteRange(part.min, low, low))
    return fit(narrower, minutes, start)


def _rounded_up(lows: Sequence[int], parts: Sequence[MinuteRange]) -> list[int]:
    """Lows in steps of five, where a part can be that long."""
    rounded: list[int] = []
    for low, part in zip(lows, parts, strict=True):
        up = rounded_up(low)
        if up > part.max:
            up = low
        rounded.append(up)
    return rounded


@dataclass(frozen=True, slots=True, order=True)
class _Way:
    """One way to end the parts so far: how many end off the grid, how far all ends moved, and the ends."""

    off_grid: int
    moved: int
    ends: tuple[int, ...]


def _ending_on_grid(parts: Sequence[MinuteRange], shares: Sequence[int], start: int) -> tuple[int, ...]:
    """Shares moved by up to five minutes, within the bounds, so that the fewest parts end off the grid.

    Of equally good ways, the one that moves the ends least. The end of the last part stays.
    """
    exact = list(accumulate(shares, initial=start))[1:]
    # Trying all combinations of ends takes too long: for each end, only the best way to it is carried on.
    ways = {start: _Way(0, 0, ())}
    for at, (part, end) in enumerate(zip(parts, exact, strict=True)):
        room = GRID
        if at == len(parts) - 1:
            room = 0
        ways = _extended(ways, part, end, room)
    best = min(ways.values())
    minutes: list[int] = []
    before = start
    for end in best.ends:
        minutes.append(end - before)
        before = end
    return tuple(minutes)


def _extended(ways: Mapping[int, _Way], part: MinuteRange, exact: int, room: int) -> dict[int, _Way]:
    """The best ways to end one part more, by when it ends: up to `room` minutes from its exact end."""
    reached: dict[int, _Way] = {}
    for before, way in ways.items():
        for end in range(exact - room, exact + room + 1):
            if not part.min <= end - before <= part.max:
                continue
            off_grid, moved = way.off_grid + (end % GRID > 0), way.moved + abs(end - exact)
            best = reached.get(end)
            # Of two ways as good, the one met first stays: the same plan has to come out each time.
            if best is None or (off_grid, moved) < (best.off_grid, best.moved):
                reached[end] = _Way(off_grid, moved, (*way.ends, end))
    return reached


def most_on_grid(parts: Sequence[MinuteRange]) -> int:
    """The most minutes that some parts can fill together, each in steps of five where its bounds allow it."""
    coarse = _all_on_grid(parts)
    if _are_possible(coarse):
        return GRID * total(coarse).max
    return total(parts).max


def _all_on_grid(parts: Iterable[MinuteRange]) -> list[MinuteRange]:
    return [_on_grid(part) for part in parts]


def _on_grid(part: MinuteRange) -> MinuteRange:
    """The bounds in units of five minutes, the ideal rounded to the nearest.

    The least is above the most where no multiple of five lies between them.
    """
    least, most = -(-part.min // GRID), part.max // GRID
    ideal = (part.ideal + GRID // 2) // GRID
    return MinuteRange(least, min(max(ideal, least), most), most)


def _are_possible(parts: Sequence[MinuteRange]) -> bool:
    return all(part.min <= part.max for part in parts)


def _share(parts: Sequence[MinuteRange], units: int) -> tuple[int, ...]:
    """Share units out in proportion to the room of each part, by the largest remainders."""
    missing = units - total(parts).ideal
    rooms: list[int] = []
    for part in parts:
        if missing >= 0:
            rooms.append(part.max - part.ideal)
        else:
            rooms.append(part.ideal - part.min)
    moves = _in_proportion(abs(missing), rooms)
    shares: list[int] = []
    for part, move in zip(parts, moves, strict=True):
        if missing < 0:
            shares.append(part.ideal - move)
        else:
            shares.append(part.ideal + move)
    return tuple(shares)


def _in_proportion(number: int, rooms: Sequence[int]) -> list[int]:
    """A number divided in proportion to some rooms: whole numbers, none above its room."""
    room = sum(rooms)
    if not room:
        return [0] * len(rooms)
    moves: list[int] = []
    remainders: list[tuple[int, int]] = []
    for at, own in enumerate(rooms):
        share, remainder = divmod(number * own, room)
        moves.append(share)
        remainders.append((-remainder, at))
    # Rounding down leaves a few: they go where most was cut off, and of two alike to the earlier part.
    left = number - sum(moves)
    for _, at in sorted(remainders)[:left]:
        moves[at] += 1
    return moves
