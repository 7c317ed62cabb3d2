"""What hangs on a wall: how large its words and its picture can be on their sheet, before it is laid out."""

from collections.abc import Iterator
from dataclasses import dataclass

from practicepack.documents.edition import LEAVES, Leaf
from practicepack.fonts.measure import POINT, lines
from practicepack.library.models.printable import Face

EDGE = 10.0
"""Millimetres that are left white around a wall sheet: printers do not reach further."""
CAPTION, POINTS = 0.0689, 0.0285
"""The size of the words and of the text below them, for each unit of the height of the sheet."""
LEADING, TEXT_LEADING = 1.08, 1.3
"""From line to line, for each unit of the size."""
GAP = 0.03
"""Between words, picture and text, for each unit of the height of the sheet."""
LEAST, MOST = 0.26, 0.8
"""How high a picture is at least and at most, for each unit of the height of the sheet."""


@dataclass(frozen=True, slots=True)
class Wall:
    """One sign or poster and the height of its picture in millimetres; 0 where it has none."""

    face: Face
    height: float


def walls(faces: tuple[Face, ...], leaf: Leaf) -> Iterator[Wall]:
    """Each face with a picture as high as its words and its text leave room for."""
    width, height = LEAVES[leaf]
    for face in faces:
        yield Wall(face, _height(face, width, height) if face.picture else 0.0)


def _height(face: Face, width: float, height: float) -> float:
    room = width - 2 * EDGE
    size = height * CAPTION
    taken = 2 * EDGE + lines(face.words, size / POINT, room, weight=900) * size * LEADING
    taken += 2 * GAP * height
    if face.text:
        size = height * POINTS
        taken += GAP * height
        for line in face.text.splitlines():
            # An empty line parts two paragraphs, which are half a line apart.
            count = lines(line, size / POINT, room) if line.strip() else 0.5
            taken += count * size * TEXT_LEADING
    # The picture keeps its least height: the text is then set smaller, and reported where that is not enough.
    return round(min(max(height - taken, height * LEAST), height * MOST), 1)
