"""Colours as authors write them, and whether they can be read on paper."""

import re
from typing import Any

from pydantic_core import PydanticCustomError

COLOUR_CODE = re.compile(r"#?([0-9a-fA-F]{6})")
READABLE = 4.5
"""The least contrast with white that text needs (WCAG 2.2, 1.4.3)."""


def as_colour(value: Any) -> Any:
    """A colour with its sign. Raises `bad-colour` or `pale-colour`."""
    if isinstance(value, str):
        # the sign may be missing: YAML takes what follows a space and # for a remark
        digits = COLOUR_CODE.fullmatch(value)
        if not digits:
            raise PydanticCustomError("bad-colour", "must be a colour such as #7a1f3d")
        if contrast(f"#{digits[1]}") < READABLE:
            raise PydanticCustomError("pale-colour", "too pale to be read on white paper")
        return f"#{digits[1]}"
    return value


def contrast(colour: str) -> float:
    """The contrast of a colour such as #7a1f3d with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    # the eye sees most of its light in green, and hardly any in blue
    light = 0.2126 * _light(colour[1:3]) + 0.7152 * _light(colour[3:5]) + 0.0722 * _light(colour[5:7])
    return 1.05 / (light + 0.05)


def _light(digits: str) -> float:
    """How much light a channel gives, 0 to 1: screens show half the number as a fifth of the light."""
    value = int(digits, 16) / 255
    if value <= 0.04045:
        return value / 12.92
    return float(((value + 0.055) / 1.055) ** 2.4)
