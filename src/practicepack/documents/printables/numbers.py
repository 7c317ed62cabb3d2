"""Slips with a number."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from practicepack.documents.printables.cards import on_a_sheet
from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.library.models.printable import Numbers


class NumbersKind(PrintableKind[Numbers]):
    """Slips numbered from 1, to be cut apart."""

    model = Numbers
    documents = "cards"
    is_cut = True

    def per_sheet(self, setting: Setting[Numbers]) -> int:
        """As many as the author asks for; where type is large, as few as it needs."""
        return on_a_sheet(int(setting.printable.per_sheet), is_large=setting.is_large)

    def at_once(self, setting: Setting[Numbers]) -> int:
        """All slips: no two of them are alike."""
        # Printed twice, every number would be drawn by two people.
        return len(setting.sheet.slips)

    def shape(self, setting: Setting[Numbers]) -> Mapping[str, Any]:
        """As many pages as its slips fill."""
        pages = ceil(len(setting.sheet.slips) / self.per_sheet(setting))
        return {"leaf": setting.context.desk, "most_pages": pages}
