"""A line of text is as wide as its words: the space at its end may hang over the edge."""

from collections.abc import Callable
from functools import wraps
from math import inf
from typing import Any

FirstLine = tuple[Any, int, int | None, float, float, float]
"""As WeasyPrint has it: a layout, its length, where the next line starts (both in bytes), sizes in pixels."""


def with_hanging_space(split: Callable[..., FirstLine]) -> Callable[..., FirstLine]:
    """WeasyPrint's `split_first_line`, for a text that fits but for the space at its end.

    Such a text ends in a space because bold words or a box come next. WeasyPrint 70 breaks it after its first
    word, and leaves the rest of the line empty.
    """

    @wraps(split)
    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, *more: Any, **named: Any
    ) -> FirstLine:
        line = split(text, style, context, max_width, *more, **named)
        words = text.rstrip(" ")
        if words == text or not _is_first_word(text, line) or max_width in (None, inf):
            return line
        whole = split(words, style, context, max_width, *more, **named)
        _, length, next_line, width, _, _ = whole
        if next_line is not None or width > max_width:
            return line
        layout, _, _, *sizes = whole
        return (layout, length, len(text.encode()), *sizes)

    return split_first_line


def _is_first_word(text: str, line: FirstLine) -> bool:
    """Whether a line ends after the first of several words."""
    _, length, next_line, _, _, _ = line
    return next_line is not None and " " not in text.encode()[:length].decode().strip(" ")
