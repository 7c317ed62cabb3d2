"""Who comes, by name: participants.csv beside workshop.yaml, as a spreadsheet saves it."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from unicodedata import category

from practicepack.diagnostics import Diagnostic, Note, Source, Span, error, warning
from practicepack.library.models.fields import MOST_PEOPLE
from practicepack.library.rosters.headings import Columns, columns
from practicepack.workspace import ROSTER

SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
"""What Excel writes above a table, to say what parts its columns."""
QUOTED = re.compile(r'"(?:[^"]|"")*"')
SPREADSHEETS = ("xlsx", "xls", "xlsm", "xlsb", "ods", "numbers")
LISTS = re.compile(r"particip|name|list|attend|roster|register|nom|liste|lista|people")
"""What people call a list of those who come, in small letters."""
FIRST_ROWS = 5
"""In how many rows the headings are looked for: there may be a title above them."""
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
JOINERS = "\u200c\u200d"
"""Invisible signs that change how the letters beside them are joined."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the number of its first line from 1, and its cells."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold anything."""
        return tuple(cell.strip() for cell in self.cells if cell.strip())


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and where it was written."""

    name: str
    span: Span


def names(source: Source) -> tuple[tuple[Named, ...], list[Diagnostic]]:
    """The names of a list in their order, and what there is to say about the list.

    The columns are parted by commas, semicolons, tabs or bars. The headings say which columns hold names, in
    several languages; first and last names are put together. A list of one column needs no heading. Empty
    rows are passed over.
    """
    try:
        rows = [row for row in _rows(source) if row.filled]
    except _NotReadError as fault:
        return (), [fault.diagnostic]
    if not rows:
        return (), [error("bad-names", "the list is empty", source.at(), hints=(HEADING,))]
    found: list[Diagnostic] = []
    place = _heading_row(rows)
    if place is not None:
        heads = columns(rows[place].cells)
        rows = rows[place + 1 :]
    else:
        heads = _without_heading(rows)
        if heads is None:
            return (), [error("bad-names", 'no column is called "name"', source.at(), hints=(HEADING,))]
        message = f'no heading: "{rows[0].filled[0]}" is read as the first name'
        found.append(warning("no-heading", message, _span(source, rows[0]), hints=(HEADING,)))
    assert heads is not None
    listed = tuple(_named(source, rows, heads, found))
    found += _repeated(listed)
    if len(listed) > MOST_PEOPLE:
        message = f"{len(listed)} names, a workshop is for {MOST_PEOPLE} people at most"
        return (), [error("bad-names", message, listed[MOST_PEOPLE].span)]
    return listed, found


HEADING = 'write "name" over the column with the names, in the first line'


class _NotReadError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)


def _rows(source: Source) -> Iterator[Row]:
    """The rows of a table with the lines where they begin. Raises _NotReadError."""
    text, skipped = source.text, 0
    first = text.partition("\n")[0]
    told = SEPARATOR_LINE.fullmatch(first)
    if told:
        text, skipped = text[len(first) + 1 :], 1
    separator = told[1] if told else _separator(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = skipped + reader.line_num + 1
    except csv.Error as fault:
        hint = "look for a quotation mark that is not closed, or save the list as CSV again"
        message = f"not a table that can be read: {fault}"
        raise _NotReadError(error("bad-names", message, source.at(line), hints=(hint,))) from fault


def _separator(text: str) -> str:
    """What parts the columns: what the first line holds most of, or else what most lines hold."""
    bare = QUOTED.sub("", text)
    first = bare.lstrip("\n").partition("\n")[0]
    if any(sign in first for sign in SEPARATORS):
        return max(SEPARATORS, key=first.count)
    lines = [line for line in bare.split("\n") if line.strip()]
    return next((sign for sign in SEPARATORS if 2 * sum(sign in line for line in lines) > len(lines)), ",")


def _heading_row(rows: Sequence[Row]) -> int | None:
    """Which row holds the headings: the first, or one below a title of one cell."""
    for place, row in enumerate(rows[:FIRST_ROWS]):
        if columns(row.cells):
            return place
        if len(row.filled) > 1:
            return None
    return None


def _without_heading(rows: Sequence[Row]) -> Columns | None:
    """The one column that holds anything; None where there are several."""
    if any(len(row.filled) > 1 for row in rows):
        return None
    places = {at for row in rows for at, cell in enumerate(row.cells) if cell.strip()}
    if len(places) != 1:
        return None
    (place,) = places
    return Columns((place,), place + 1)


def _named(source: Source, rows: Sequence[Row], heads: Columns, found: list[Diagnostic]) -> Iterator[Named]:
    for row in rows:
        span, name = _span(source, row), heads.name(row.cells)
        if sum(bool(cell.strip()) for cell in row.cells[heads.count :]):
            # in a list of names alone, a comma can only belong to the name
            name = ", ".join(row.filled) if heads.count == 1 else name
            message = f'more cells than headings: the name is read as "{name}"'
            hint = "put a name with a comma in quotation marks, or give each column a heading"
            found.append(warning("extra-cells", message, span, hints=(hint,)))
        visible = "".join(sign for sign in name if sign in JOINERS or category(sign) not in INVISIBLE)
        if visible:
            yield Named(visible, span.find(name) if name in source.text[span.start : span.end] else span)
        else:
            message = "a row without a name"
            found.append(warning("row-without-name", message, span, hints=("fill it in, or delete the row",)))


def _repeated(listed: Sequence[Named]) -> Iterator[Diagnostic]:
    """A word on each name that was there before."""
    first: dict[str, Named] = {}
    for one in listed:
        key = one.name.casefold()
        if key in first:
            note = Note("first here", first[key].span)
            hint = "if it is one person, delete a row; if they are two, nothing need be done"
            message = f'"{one.name}" is in the list twice'
            yield warning("same-name", message, one.span, notes=(note,), hints=(hint,))
        first.setdefault(key, one)


def is_other_list(file: str, *, is_there: bool) -> bool:
    """Whether a file beside workshop.yaml looks like a list of people under another name.

    Where participants.csv is there, a spreadsheet beside it is what it was saved from.
    """
    name = file.casefold()
    if name == ROSTER:  # systems that take no notice of capitals have found it
        return file != ROSTER and not is_there
    stem, _, ending = name.rpartition(".")
    if ending in ("csv", "tsv"):
        return True
    if ending in SPREADSHEETS:
        return not is_there and not name.startswith("~$")
    return ending == "txt" and bool(LISTS.search(stem))


def not_read(name: str) -> Diagnostic:
    """The word on a list that is not read."""
    file = name.rpartition("/")[2]
    if file.casefold().rpartition(".")[2] in SPREADSHEETS:
        hint = f'in the spreadsheet, choose Save As, "CSV UTF-8", and the name {ROSTER}'
    else:
        hint = f"call it {ROSTER} if it is the list of those who come; if not, move it elsewhere"
    message = f'"{file}" is not read: the list of those who come is called {ROSTER}'
    return warning("list-not-read", message, Source(name, "").at(), hints=(hint,))


def _span(source: Source, row: Row) -> Span:
    """The line on which a row begins."""
    start = source.at(row.line).start
    end = source.text.find("\n", start)
    return Span(source, start, end if end >= 0 else len(source.text))
