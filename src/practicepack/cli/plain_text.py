"""Text for a terminal, or for what reads from a pipe: wrapped, indented, no wider than a page."""

import re
import textwrap
from collections.abc import Iterator
from shutil import get_terminal_size

from practicepack.cli.report import seen

NARROWEST_TEXT, WIDEST_TEXT = 40, 100
"""Lines that are shorter or longer than this are hard to read."""
INDENT = "  "
STARTS_A_LINE = re.compile(r"[-*|] ?|\d+[.)] ")
"""How items of lists and rows of tables begin: they stay on lines of their own."""


def page_width() -> int:
    """How many characters a line has: those of the terminal, 80 in a pipe."""
    return max(NARROWEST_TEXT, min(WIDEST_TEXT, get_terminal_size((80, 24)).columns))


def indented(text: str, first: str = INDENT, rest: str = INDENT) -> str:
    """A text in lines that fit the page, the first behind `first`, the others behind `rest`.

    Its paragraphs, list items and rows of tables stay on lines of their own.
    """
    lines: list[str] = []
    for paragraph in _paragraphs(text):
        wrapped = textwrap.wrap(
            seen(paragraph),
            page_width(),
            initial_indent=rest if lines else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += wrapped
    return "\n".join(lines)


def _paragraphs(text: str) -> Iterator[str]:
    """The text in pieces that each start a line."""
    piece: list[str] = []
    for line in text.strip().splitlines():
        # Authors break lines where their editor is full: only these breaks are meant.
        is_apart = not line.strip() or STARTS_A_LINE.match(line.strip())
        if is_apart and piece:
            yield " ".join(piece)
            piece = []
        if line.strip():
            piece.append(line.strip())
    if piece:
        yield " ".join(piece)
