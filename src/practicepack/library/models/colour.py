"""Colours as authors write them, and whether they can be read on paper."""

import re
from typing import Any

from pydantic_core import PydanticCustomError

COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
READABLE = 4.5
"""The least contrast with white that text needs (WCAG 2.2, 1.4.3)."""


def as_colour(value: Any) -> Any:
    """A colour with its sign. Raises `bad-colour` or `pale-colour`."""
    if isinstance(value, str):
        found = COLOUR.fullmatch(value)
        if not found:
            raise PydanticCustomError("bad-colour", "must be a colour such as #7a1f3d")
        if contrast(f"#{found[1]}") < READABLE:
            raise PydanticCustomError("pale-colour", "too pale to be read on white paper")
        return f"#{found[1]}"
    return value


def contrast(colour: str) -> float:
    """The contrast of a colour such as #7a1f3d with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
