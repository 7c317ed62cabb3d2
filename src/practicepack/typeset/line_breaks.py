"""A line of text is as wide as its words: the space at its end may hang over the edge."""

from collections.abc import Callable
from functools import wraps
from math import inf
from typing import Any

FirstLine = tuple[Any, int, int | None, float, float, float]
"""As WeasyPrint has it: a layout, its length, where the next line starts (both in bytes), sizes in pixels."""
HAIR = 0.5
"""Pixels by which a line may stick out: an eighth of a millimetre, which no one sees."""


def with_hanging_space(split: Callable[..., FirstLine]) -> Callable[..., FirstLine]:
    """WeasyPrint's `split_first_line`, for texts that fit but for the space at their end, or but for a hair.

    A text ends in a space because bold words or a box come next. WeasyPrint 70 breaks it after its first
    word, and leaves the rest of the line empty: docs/upstream/early-line-break.md. It also measures a line
    again once it is broken. If that makes it a hair too wide, it is given up, and the text before ends early.
    """

    @wraps(split)
    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, *more: Any, **named: Any
    ) -> FirstLine:
        line = split(text, style, context, max_width, *more, **named)
        if max_width is None or max_width == inf:
            return line
        words = text.rstrip(" ")
        if words != text and _is_first_word(text, line):
            line_of_words = split(words, style, context, max_width, *more, **named)
            layout, length, next_line, width, *heights = line_of_words
            if next_line is None and width <= max_width:
                return (layout, length, len(text.encode()), width, *heights)
        layout, length, next_line, width, *heights = line
        # nothing follows on such a line, so that its exact width moves nothing
        if next_line is not None and max_width < width < max_width + HAIR:
            return (layout, length, next_line, max_width, *heights)
        return line

    return split_first_line


def _is_first_word(text: str, line: FirstLine) -> bool:
    """Whether a line ends after the first of several words."""
    _, length, next_line, _, _, _ = line
    return next_line is not None and " " not in text.encode()[:length].decode().strip(" ")
