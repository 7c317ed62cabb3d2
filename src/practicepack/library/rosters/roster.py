"""Who comes, by name: participants.csv beside workshop.yaml, as a spreadsheet saves it."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from unicodedata import category

from practicepack.diagnostics import Diagnostic, Note, Source, Span, Tip, error, warning
from practicepack.library.models.fields import MOST_PEOPLE
from practicepack.library.rosters.headings import Columns, columns
from practicepack.library.rosters.totals import is_number, is_total
from practicepack.workspace import ROSTER

SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
"""What Excel writes above a table, to say what parts its columns."""
QUOTED_CELL = re.compile(r'"(?:[^"]|"")*"')
SPREADSHEETS = ("xlsx", "xls", "xlsm", "xlsb", "ods", "numbers")
LIST_WORDS = re.compile(r"particip|name|list|attend|roster|register|nom|liste|lista|people")
"""What people call a list of those who come, in small letters."""
FIRST_ROWS = 5
"""In how many rows the headings are looked for: there may be a title above them."""
WITHOUT_SHAPE = ("Cc", "Cf", "Cs", "Co", "Cn")
JOINERS = "\u200c\u200d"
"""Invisible signs that change how the letters beside them are joined."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: the number of its first line from 1, and its cells."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold anything."""
        return tuple(filter(None, map(str.strip, self.cells)))


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A name, and where it was written."""

    name: str
    span: Span


def roster_people(source: Source) -> tuple[tuple[ListedPerson, ...], list[Diagnostic]]:
    """The names of a list in their order, and what there is to say about the list.

    The columns are parted by commas, semicolons, tabs or bars. The headings say which columns hold names, in
    several languages; first and last names are put together. A list of one column needs no heading. Empty
    rows are passed over, and totals are left out with a warning.
    """
    try:
        rows: Sequence[TableRow] = [row for row in _table_rows(source) if row.filled]
    except _NotReadError as fault:
        return (), [fault.diagnostic]
    if not rows:
        return (), [error("bad-names", "the list is empty", source.at(), hints=(HEADING,))]
    findings: list[Diagnostic] = []
    headed = _below_headings(rows)
    if headed is not None:
        heads, rows = headed
    else:
        only = _only_column(rows)
        if only is None:
            return (), [error("bad-names", 'no column is called "name"', source.at(), hints=(HEADING,))]
        heads = only
        message = f'no heading: "{rows[0].filled[0]}" is read as the first name'
        findings.append(warning("no-heading", message, _row_span(source, rows[0]), hints=(HEADING,)))
    people: list[ListedPerson] = []
    for row in rows:
        total = _total_warning(source, row, heads, len(people))
        if total:
            findings.append(total)
            continue
        person, problems = _person_in(source, row, heads)
        findings += problems
        if person:
            people.append(person)
    findings += _repeated_names(people)
    if len(people) > MOST_PEOPLE:
        message = f"{len(people)} names, a workshop is for {MOST_PEOPLE} people at most"
        return (), [error("bad-names", message, people[MOST_PEOPLE].span)]
    return tuple(people), findings


HEADING = Tip('write "name" over the column with the names, in the first line')


class _NotReadError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)


def _table_rows(source: Source) -> Iterator[TableRow]:
    """The rows of a table with the lines where they begin. Raises _NotReadError."""
    text, skipped = source.text, 0
    first = text.partition("\n")[0]
    declared = SEPARATOR_LINE.fullmatch(first)
    if declared:
        separator = declared[1]
        text, skipped = text[len(first) + 1 :], 1
    else:
        separator = _separator(text)
    # strict, for a quotation mark that is not closed would swallow every row after it
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            yield TableRow(line, tuple(cells))
            line = skipped + reader.line_num + 1
    except csv.Error as fault:
        hint = Tip("look for a quotation mark that is not closed, or save the list as CSV again")
        message = f"not a table that can be read: {fault}"
        raise _NotReadError(error("bad-names", message, source.at(line), hints=(hint,))) from fault


def _separator(text: str) -> str:
    """What parts the columns: what the first line holds most of, or else what most lines hold."""
    # a separator inside quotes is part of a cell
    bare = QUOTED_CELL.sub("", text)
    first = bare.lstrip("\n").partition("\n")[0]
    best = max(SEPARATORS, key=first.count)
    if best in first:
        return best
    lines = list(filter(str.strip, bare.split("\n")))
    for separator in SEPARATORS:
        parted = [line for line in lines if separator in line]
        if 2 * len(parted) > len(lines):
            return separator
    return ","


def _below_headings(rows: Sequence[TableRow]) -> tuple[Columns, Sequence[TableRow]] | None:
    """The columns by their headings, in the first row or below a title of one cell; and the other rows."""
    for place, row in enumerate(rows[:FIRST_ROWS]):
        heads = columns(row.cells)
        if heads:
            return heads, rows[place + 1 :]
        if len(row.filled) > 1:
            return None
    return None


def _only_column(rows: Sequence[TableRow]) -> Columns | None:
    """The one column that holds anything; None where there are several."""
    only: int | None = None
    for row in rows:
        for place, cell in enumerate(row.cells):
            if not cell.strip():
                continue
            if only not in (None, place):
                return None
            only = place
    if only is None:
        return None
    return Columns((only,), only + 1)


def _total_warning(source: Source, row: TableRow, heads: Columns, count: int) -> Diagnostic | None:
    """The warning for a row that counts the people above it."""
    cells = " ".join(row.filled)
    if is_total(row.filled, count):
        message = f'"{cells}" is a total, not a name: the row is left out'
    elif is_number(heads.name(row.cells)):
        message = f'"{cells}" has a number in place of a name: the row is left out'
    else:
        return None
    hint = Tip("delete the row; if it is a person, write their first and last name")
    return warning("total-row", message, _row_span(source, row), hints=(hint,))


def _person_in(source: Source, row: TableRow, heads: Columns) -> tuple[ListedPerson | None, list[Diagnostic]]:
    """The person in a row, if there is one, and what is wrong with the row."""
    span, name = _row_span(source, row), heads.name(row.cells)
    findings = []
    if "".join(row.cells[heads.count :]).strip():
        if heads.count == 1:  # in a list of names alone, a comma can only belong to the name
            name = ", ".join(row.filled)
        message = f'more cells than headings: the name is read as "{name}"'
        hint = Tip("put a name with a comma in quotation marks, or give each column a heading")
        findings.append(warning("extra-cells", message, span, hints=(hint,)))
    visible = "".join(sign for sign in name if sign in JOINERS or category(sign) not in WITHOUT_SHAPE)
    if not visible:
        hint = Tip("fill it in, or delete the row")
        return None, [*findings, warning("row-without-name", "a row without a name", span, hints=(hint,))]
    return ListedPerson(visible, span.find(name)), findings


def _repeated_names(people: Sequence[ListedPerson]) -> Iterator[Diagnostic]:
    """A word on each name that was there before."""
    first: dict[str, ListedPerson] = {}
    for person in people:
        earlier = first.setdefault(person.name.casefold(), person)
        if earlier is not person:
            note = Note("first here", earlier.span)
            hint = Tip("if it is one person, delete a row; if they are two, nothing need be done")
            message = f'"{person.name}" is in the list twice'
            yield warning("same-name", message, person.span, notes=(note,), hints=(hint,))


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
    return ending == "txt" and bool(LIST_WORDS.search(stem))


def not_read(name: str) -> Diagnostic:
    """The word on a list that is not read."""
    file = name.rpartition("/")[2]
    if file.casefold().rpartition(".")[2] in SPREADSHEETS:
        hint = Tip(f'in the spreadsheet, choose Save As, "CSV UTF-8", and the name {ROSTER}')
    else:
        hint = Tip(f"call it {ROSTER} if it is the list of those who come; if not, move it elsewhere")
    message = f'"{file}" is not read: the list of those who come is called {ROSTER}'
    return warning("list-not-read", message, Source(name, "").at(), hints=(hint,))


def _row_span(source: Source, row: TableRow) -> Span:
    """The line on which a row begins."""
    start = source.at(row.line).start
    end = source.text.find("\n", start)
    if end < 0:
        end = len(source.text)
    return Span(source, start, end)
