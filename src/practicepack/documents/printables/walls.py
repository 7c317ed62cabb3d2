"""What hangs on a wall: how large its words and its picture can be on their sheet, before it is laid out."""

from collections.abc import Iterator
from dataclasses import dataclass

from practicepack.documents.edition import LEAVES, Leaf
from practicepack.fonts.measure import POINT, lines
from practicepack.library.models.printable import Face

EDGE = 10.0
"""Millimetres that are left white around a wall sheet: printers do not reach further."""
CAPTION, TEXTS = 0.0689, (0.0285, 0.024, 0.021, 0.018)
"""The size of the words and of the text below them, the largest first, for each unit of the height."""
LEADING, TEXT_LEADING = 1.08, 1.3
"""From line to line, for each unit of the size."""
GAP = 0.03
"""Between words, picture and text, for each unit of the height of the sheet."""
COMPLAINTS_LINES = 2
"""The lines that a name and a number to complain to may take."""
LEAST_PICTURE, MOST_PICTURE = 0.26, 0.8
"""How high a picture is at least and at most, for each unit of the height of the sheet."""


@dataclass(frozen=True, slots=True)
class Wall:
    """One sign or poster: how large its picture and its text are, in millimetres."""

    face: Face
    height: float
    """Of its picture; 0 where it has none."""
    text_size: float


def walls(faces: tuple[Face, ...], leaf: Leaf, *, with_complaints: bool = False) -> Iterator[Wall]:
    """Each face with a picture as high as its words and its text leave room for.

    A long text is set smaller before the picture becomes too small to be seen from afar. `with_complaints`
    leaves room on the last one for who hears complaints.
    """
    width, height = LEAVES[leaf]
    room = width - 2 * EDGE
    for face in faces:
        more = 0
        if with_complaints and face is faces[-1]:
            more = COMPLAINTS_LINES
        left = height - 2 * EDGE - 2 * GAP * height
        left -= _high(face.words, height * CAPTION, room, LEADING, weight=900)
        least = 0.0
        if face.picture:
            least = height * LEAST_PICTURE
        size = height * TEXTS[0]
        for share in TEXTS:
            size = height * share
            if _text_high(face, size, room, more) + least <= left:
                break
        art = 0.0
        if face.picture:
            art = min(max(left - _text_high(face, size, room, more), least), height * MOST_PICTURE)
        yield Wall(face, round(art, 1), round(size, 2))


def _text_high(face: Face, size: float, room: float, more: int) -> float:
    """How high a text and some lines more are, in millimetres, with the gap above them."""
    high = more * size * TEXT_LEADING
    if face.text:
        high += size
    for line in (face.text or "").splitlines():
        # An empty line parts two paragraphs, and is half as high as others.
        if line.strip():
            high += _high(line, size, room, TEXT_LEADING)
        else:
            high += size * TEXT_LEADING / 2
    return high


def _high(text: str, size: float, room: float, leading: float, weight: int = 400) -> float:
    return lines(text, size / POINT, room, weight) * size * leading
