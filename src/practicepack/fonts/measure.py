"""How wide a text is and how many lines it takes before it is laid out, by the widths in the font's file."""

from functools import cache, lru_cache
from unicodedata import normalize

from practicepack.fonts import faces as fonts

POINT = 25.4 / 72
"""Millimetres."""
UNKNOWN_WIDTH = 1.0
"""The width of a character that the font does not have, for each unit of its size: wide, to be safe."""
MOST_WIDTHS = 4096
"""How many texts are remembered with their widths."""


@cache
def _advances(weight: int) -> tuple[dict[int, int], int]:
    """The width of each character in the font's own units, and how many of them its size has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # a tenth of a second, only where something is measured

    with TTFont(fonts.files()[weight, "normal"], lazy=True) as font:
        widths = font["hmtx"].metrics
        advances: dict[int, int] = {}
        for sign, glyph in font.getBestCmap().items():
            advances[sign] = widths[glyph][0]
        return advances, font["head"].unitsPerEm


@lru_cache(MOST_WIDTHS)
def width(text: str, weight: int = 400) -> float:
    """The width of a line of text, for each unit of its size. Kerning is left out: it makes text narrower."""
    advances, units = _advances(weight)
    signs = normalize("NFC", text)
    total = 0.0
    for sign in signs:
        total += advances.get(ord(sign), UNKNOWN_WIDTH * units)
    return total / units


def lines(text: str, size: float, room: float, weight: int = 400) -> int:
    """How many lines a text takes in type of `size` points on `room` millimetres. Long words are divided."""
    blank = width(" ", weight)
    most = room / (size * POINT)
    count, used = 1, 0.0
    for word in text.split():
        wide = width(word, weight)
        if used and used + blank + wide <= most:
            used += blank + wide
            continue
        if used:
            count += 1
        # a word wider than the room is divided, and its end begins the next line
        count += int(wide // most)
        used = wide % most
    return count
