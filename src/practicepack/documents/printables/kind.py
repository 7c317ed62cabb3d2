"""What a kind of printable decides about its pages. Each kind changes what differs from a plain sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, TypeVar

from practicepack.documents.context import Context
from practicepack.library.models.printable import Printable
from practicepack.plan.things import Sheet

Documents = Literal["handouts", "cards", "signs", "lists", "forms"]
"""What --only calls the documents of some kinds."""
P = TypeVar("P", bound=Printable)


@dataclass(frozen=True, slots=True)
class Setting(Generic[P]):
    """A sheet to be printed: what its author wrote, how often it is needed, and in which edition."""

    context: Context
    sheet: Sheet
    printable: P
    is_large: bool
    """Set in large type."""


class PrintableKind(Generic[P]):
    """A kind of printable. A subclass states its model and its documents, and is never changed."""

    model: type[P]
    documents: ClassVar[Documents]
    is_read: ClassVar[bool] = False
    """Pages to read one after the other, which may be printed on both sides."""
    is_cut: ClassVar[bool] = False
    """Always cut apart after printing. Anything of which several are on a sheet is cut in any case."""
    is_plain: ClassVar[bool] = False
    """Belongs into a set for each participant: nothing to cut or to hand over solemnly."""
    is_handout: ClassVar[bool] = False
    """Belongs into the file with all handouts, where it is for participants."""

    def template(self, printable: P) -> str:
        """The name of its template in templates/, without .html."""
        return printable.kind

    def per_sheet(self, setting: Setting[P]) -> int:
        """How many slips or cards are on one sheet of paper."""
        del setting
        return 1

    def at_once(self, setting: Setting[P]) -> int:
        """How many copies are printed when its pages are printed once."""
        del setting
        return 1

    def is_folded(self, setting: Setting[P]) -> bool:
        """Whether its pages are a leaflet, folded from the office's paper."""
        del setting
        return False

    def copies(self, setting: Setting[P]) -> int | None:
        """How often its pages are printed, where that does not follow from the copies that are needed."""
        del setting
        return None

    def view(self, setting: Setting[P]) -> Mapping[str, object]:
        """What its template gets beside `printable`, `sheet` and `up`, the number on a sheet."""
        del setting
        return {}

    def shape(self, setting: Setting[P]) -> Mapping[str, Any]:
        """Fields of its Part: the paper (`leaf`, `is_wide`), and `most_pages` that it may take.

        Without a leaf it is on the edition's paper, which may be small.
        """
        # What is kept in a folder of the office has the size of the folder.
        if setting.printable.to == "organiser":
            return {"leaf": setting.context.desk}
        return {}

    def left_off(self, setting: Setting[P]) -> tuple[str, ...]:
        """What it should show and has no room for."""
        del setting
        return ()
