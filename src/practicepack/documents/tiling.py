"""A poster in pieces: how many sheets, which stretch of it each shows, and how they overlap."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from practicepack.documents.edition import LEAVES, Leaf

MARGIN = 10
"""Millimetres at each edge of a sheet where an office printer may not reach."""
OVERLAP = 12
"""Millimetres that neighbouring pieces share, to be glued."""
LEAST_SCALE = 0.87
"""So much of its size a poster keeps where that spares sheets: A3 then is two sheets of A4, not four."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One piece: its row and column, from 1, and where its stretch of the poster starts, in millimetres."""

    row: int
    column: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Tiling:
    """How a poster of `width` and `height` millimetres lies on sheets that each show a window of it.

    That is its size on the sheets: `scale` of the size that it was laid out for.
    """

    width: float
    height: float
    leaf: Leaf
    is_wide: bool
    columns: int
    rows: int
    scale: float = 1.0

    @property
    def window(self) -> tuple[float, float]:
        """Width and height of what one sheet shows."""
        width, height = LEAVES[self.leaf]
        if self.is_wide:
            width, height = height, width
        return width - 2 * MARGIN, height - 2 * MARGIN

    @property
    def count(self) -> int:
        """How many sheets one poster takes."""
        return self.columns * self.rows

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The pieces, row after row. The overlaps are alike; what is left over lies half at each edge."""
        return tuple(self._tiles())

    def _tiles(self) -> Iterator[Tile]:
        across, down = self.window[0] - OVERLAP, self.window[1] - OVERLAP
        # Half of what is left over goes to each edge, so that no outer piece is a thin strip.
        left = (self.width - (across * self.columns + OVERLAP)) / 2
        top = (self.height - (down * self.rows + OVERLAP)) / 2
        for row in range(self.rows):
            for column in range(self.columns):
                yield Tile(row + 1, column + 1, left + column * across, top + row * down)


def tiling(poster: Leaf, leaf: Leaf) -> Tiling | None:
    """The pieces of a poster on sheets of `leaf`, upright or on their side, whichever takes fewer.

    It becomes a little smaller where that spares sheets.

    None where the poster fits on one sheet.
    """
    width, height = LEAVES[poster]
    # A4 and letter differ by so little that a sheet of the one still holds a poster for the other.
    if width * height <= LEAVES[leaf][0] * LEAVES[leaf][1] * 1.05:
        return None
    ways: list[Tiling] = []
    for smallest in (1.0, LEAST_SCALE):
        for is_wide in (False, True):
            ways.append(_tiling(width, height, leaf, smallest, is_wide=is_wide))
    # The first of those with the fewest sheets is also the largest of them.
    return min(ways, key=lambda way: way.count)


def _tiling(width: float, height: float, leaf: Leaf, smallest: float, *, is_wide: bool) -> Tiling:
    window = Tiling(width, height, leaf, is_wide, 1, 1).window
    columns, rows = _pieces_in_row(width * smallest, window[0]), _pieces_in_row(height * smallest, window[1])
    across, down = _length_shown(columns, window[0]), _length_shown(rows, window[1])
    # As large as these sheets can show it.
    scale = min(1.0, across / width, down / height)
    return Tiling(width * scale, height * scale, leaf, is_wide, columns, rows, scale)


def _length_shown(count: int, shown: float) -> float:
    """What so many pieces in a row show together."""
    return count * (shown - OVERLAP) + OVERLAP


def _pieces_in_row(length: float, shown: float) -> int:
    """How many pieces in a row show a length, each of them `shown` of it."""
    # The first piece adds all that it shows, each later one only what lies beyond the overlap.
    return max(1, ceil((length - OVERLAP) / (shown - OVERLAP)))
