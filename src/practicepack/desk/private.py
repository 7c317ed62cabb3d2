"""Which lines of the user's files name people: the journal never holds them."""

from pathlib import PurePosixPath

from practicepack.desk.line_delta import DeltaPiece, new_lines
from practicepack.desk.yaml_places import Places
from practicepack.diagnostics import Source
from practicepack.edits import Path
from practicepack.library.load import REFERRALS
from practicepack.library.models.workshop import PRIVATE
from practicepack.library.reading.yaml_source import read
from practicepack.workspace import WORKSHOP

PERSONAL_KEYS = {"lead", "guest", "contact", "phone"}
"""Keys at any depth that may hold the name or the number of a person."""
LIST_KEYS = {"services"}
"""What is at the top of a referral list, whatever its file is called."""


def names_people(name: str, text: str, pieces: list[DeltaPiece]) -> bool:
    """Whether one of the lines of a file that are new in it may name a person, or cannot be understood."""
    numbers = list(new_lines(pieces, text))
    if not numbers or not name.startswith("sessions/"):
        return False
    file = PurePosixPath(name).name
    if not file.endswith(".yaml") or file == REFERRALS:
        return True
    reading = read(Source(name, text))
    # in a file that cannot be read, nobody knows what a line is
    if reading.diagnostics or not isinstance(reading.data, dict) or LIST_KEYS & reading.data.keys():
        return True
    places = Places(reading)
    private: set[int] = set()
    for path in reading.keys:
        if _is_private(file, path):
            first = _line_number(text, reading.keys[path].start)
            private.update(range(first, _line_number(text, places.end(path)) + 1))
    return not private.isdisjoint(numbers)


def _is_private(file: str, path: Path) -> bool:
    if path[-1] in PERSONAL_KEYS:
        return True
    return file == WORKSHOP and path[0] in PRIVATE


def _line_number(text: str, at: int) -> int:
    """The number of the line, from 0, that a character is in, as `splitlines` counts."""
    # a sign at the end, so that the line is counted where nothing of it stands before the character
    return len(f"{text[:at]}x".splitlines()) - 1
