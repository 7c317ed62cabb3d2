"""The lines at the head and the foot of a page: what is too long for them is shortened, and ends in dots."""

from markupsafe import Markup

from practicepack.documents.model import Part
from practicepack.fonts.measure import POINT, width

DOT = "  ·  "
"""What stands between the pieces of a running line."""
CUT = "…"
SIZE, LARGE_SIZE = 9.0, 16.0
"""Points."""
SIDE_MARGINS, SMALL_SIDES = 32.0, 22.0
"""The margins at the left and the right, together, in millimetres."""
FULL = 0.94
"""How much of its lines a text fills at most: they break between words."""
SHORTEST_PIECE, SHORTEST_COUNTED = 12, 36
"""A piece of so few characters is not shortened; if there is a digit in it, it may be a date or a number."""
WIDEST_LINE = 0.75
"""No line of text is wider for each of its characters: what is short enough is not measured."""


def running(line: str | Markup, part: Part, lines: float) -> str:
    """A running line that takes at most `lines` lines as wide as the page's text.

    Its longest piece is shortened first, word by word: a title may lose its end, a date or a number may not.
    """
    # what is markup was escaped for HTML, and an entity is no text to measure
    text = line.unescape() if isinstance(line, Markup) else line
    size, sides = SIZE, SIDE_MARGINS
    if part.is_large:
        size = LARGE_SIZE
    if part.is_small:
        sides = SMALL_SIDES
    room = (part.page_size[0] - sides) / (size * POINT) * lines * FULL
    if len(text) * WIDEST_LINE <= room:
        return text
    pieces = text.split(DOT)
    while width(DOT.join(pieces)) > room:
        long = [at for at, piece in enumerate(pieces) if _can_be_shorter(piece)]
        if not long:
            break
        longest = max(long, key=lambda at: len(pieces[at]))
        pieces[longest] = _without_last(pieces[longest])
    return DOT.join(pieces)


def _can_be_shorter(piece: str) -> bool:
    """Whether a piece may lose its end. A short one with a digit in it may be a date."""
    if any(map(str.isdigit, piece)):
        return len(piece) > SHORTEST_COUNTED
    return len(piece) > SHORTEST_PIECE


def _without_last(piece: str) -> str:
    """Without its last word; of a single word, without its last letters."""
    shown = piece.removesuffix(CUT).rstrip()
    rest = shown.rpartition(" ")[0]
    if len(rest) < SHORTEST_PIECE // 2:
        rest = shown[:-4]
    return rest.rstrip(" ,;:-") + CUT
