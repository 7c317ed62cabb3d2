"""Handouts, and slips of which two or four are on a sheet."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.documents.printables.slips import is_half_sheet, slips_on_a_sheet
from practicepack.library.models.printable import Handout, Table


class HandoutKind(PrintableKind[Handout]):
    """Sheets that people read, write on and take home."""

    model = Handout
    documents = "handouts"
    is_read = True
    is_plain = True
    is_handout = True

    def per_sheet(self, setting: Setting[Handout]) -> int:
        """Two slips, or four short ones, where the paper and the type leave room for them."""
        return slips_on_a_sheet(setting, int(setting.printable.per_sheet))

    def at_once(self, setting: Setting[Handout]) -> int:
        """All slips of a sheet."""
        return self.per_sheet(setting)

    def is_folded(self, setting: Setting[Handout]) -> bool:
        """Half of the office's paper, where it is a slip with two sides."""
        return is_half_sheet(setting)

    def view(self, setting: Setting[Handout]) -> Mapping[str, object]:
        """The rows of its first table of names."""
        plan = setting.context.plan
        people = max(plan.participants, len(plan.names))
        for block in setting.printable.body:
            if block.table and block.table.names:
                return {"listed": tuple(_name_rows(block.table, plan.names, people))}
        return {"listed": ()}

    def shape(self, setting: Setting[Handout]) -> Mapping[str, Any]:
        """A slip has one page. In large type it may need more."""
        if is_half_sheet(setting):
            return {"leaf": setting.context.folded, "most_pages": 2}
        # A slip that runs over would lose its end when the sheet is cut.
        is_slip = setting.printable.slip and setting.printable.sides == "1"
        if is_slip and not setting.is_large:
            return {"most_pages": 1}
        if is_slip:
            return {}
        return super().shape(setting)


def _name_rows(table: Table, names: Sequence[str], people: int) -> Iterator[tuple[str, ...]]:
    """The rows of a table of names, with a place for each person: in each column called like the first.

    Names run down a column as long as the rows are those of the author, which are on one page. Where there
    are more, they run from left to right, so that their order is the same on every page.
    """
    places: list[int] = []
    for at, column in enumerate(table.columns):
        if column == table.columns[0]:
            places.append(at)
    rows = max(table.empty_rows, ceil(people / len(places)))
    runs_down = rows <= table.empty_rows
    for row in range(rows):
        cells = [""] * len(table.columns)
        for turn, at in enumerate(places):
            number = row * len(places) + turn
            if runs_down:
                number = turn * rows + row
            if number < len(names):
                cells[at] = names[number]
        yield tuple(cells)
