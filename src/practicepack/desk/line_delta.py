"""How one text is made of the lines of another: what the journal holds in place of whole files."""

from collections.abc import Iterator, Sequence

DeltaPiece = tuple[int, int] | str
"""Lines of the other text, from a number to before a number; or a line that the other text does not have."""


def delta(before: str, after: str) -> list[DeltaPiece]:
    """The pieces that make `after` of `before`."""
    lines = before.splitlines(keepends=True)
    places: dict[str, int] = {}
    for number, line in enumerate(lines):
        places.setdefault(line, number)
    pieces: list[DeltaPiece] = []
    for line in after.splitlines(keepends=True):
        last = pieces[-1] if pieces else ""
        if isinstance(last, tuple) and last[1] < len(lines) and lines[last[1]] == line:
            pieces[-1] = (last[0], last[1] + 1)
        elif line in places:
            pieces.append((places[line], places[line] + 1))
        else:
            pieces.append(line)
    return pieces


def patched(before: str, pieces: Sequence[DeltaPiece | list[int]]) -> str:
    """The text that the pieces make of `before`."""
    lines = before.splitlines(keepends=True)
    result: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            result.append(piece)
        else:
            result += lines[piece[0] : piece[1]]
    return "".join(result)


def new_lines(pieces: Sequence[DeltaPiece], after: str) -> Iterator[int]:
    """The numbers, from 0, of the lines in `after` that the other text does not have."""
    number = 0
    for piece in pieces:
        if isinstance(piece, str):
            yield number
            number += 1
        else:
            number += piece[1] - piece[0]
    assert number == len(after.splitlines()), "the pieces make all of the text"
