"""Who comes, by name: participants.csv beside workshop.yaml, as a spreadsheet saves it."""

import csv
from io import StringIO

from practicepack.diagnostics import Diagnostic, Source, error
from practicepack.library.fields import MOST_PEOPLE

COLUMN = "name"
SEPARATORS = (",", ";", "\t")


def names(source: Source) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """The names in the column `name`, in their order, and what is wrong with the file.

    The columns are parted by commas, semicolons or tabs, whichever the first line holds. Empty rows are
    passed over.
    """
    first = source.text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(StringIO(source.text, newline=""), delimiter=separator, strict=True))
    except csv.Error as fault:
        return (), [error("bad-names", f"not a table that can be read: {fault}", source.at())]
    heads = [head.strip().casefold() for head in rows[0]] if rows else []
    if COLUMN not in heads:
        hint = f'write "{COLUMN}" over the column with the names, in the first line'
        return (), [error("bad-names", f'no column is called "{COLUMN}"', source.at(), hints=(hint,))]
    column = heads.index(COLUMN)
    found = [" ".join(row[column].split()) for row in rows[1:] if len(row) > column]
    listed = tuple(name for name in found if name)
    if len(listed) > MOST_PEOPLE:
        message = f"{len(listed)} names, a workshop is for {MOST_PEOPLE} people at most"
        return (), [error("bad-names", message, source.at())]
    return listed, []
