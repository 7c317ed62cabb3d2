"""The print run: for each file how many copies, and how many sheets of paper that takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from practicepack.pack.document import Document, Stock


@dataclass(frozen=True, slots=True)
class Line:
    """A file of the run."""

    document: Document
    pages: int

    @property
    def sheets(self) -> int:
        """Sheets for all copies: two pages to a sheet where it is printed on both sides."""
        return -(-self.pages // self.document.sides) * self.document.copies


@dataclass(frozen=True, slots=True)
class PrintRun:
    """All files to print. A file that repeats others, such as all handouts in one, is not among them."""

    lines: tuple[Line, ...]

    @property
    def sheets(self) -> Mapping[Stock, int]:
        """The sheets in all, by what they are printed on."""
        totals: dict[Stock, int] = {}
        for line in self.lines:
            totals[line.document.stock] = totals.get(line.document.stock, 0) + line.sheets
        return totals


def print_run(documents: Sequence[Document], pages: Mapping[str, int]) -> PrintRun:
    """The run of a pack, from the pages of each document by its path."""
    lines = (Line(one, pages[one.path]) for one in documents if one.path in pages)
    return PrintRun(tuple(line for line in lines if not line.document.repeats))
