"""Forms to be answered by hand."""

from collections.abc import Mapping
from typing import Any

from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.documents.printables.slips import is_half_sheet, slips_on_a_sheet
from practicepack.library.models.printable import Form


class FormKind(PrintableKind[Form]):
    """Questions with room for answers."""

    model = Form
    documents = "forms"
    is_read = True
    is_plain = True

    def per_sheet(self, setting: Setting[Form]) -> int:
        """Two of a small form, where the paper and the type leave room for two."""
        if _is_one_by_one(setting):
            return 1
        return slips_on_a_sheet(setting, 2)

    def at_once(self, setting: Setting[Form]) -> int:
        """All forms of a sheet."""
        return self.per_sheet(setting)

    def is_folded(self, setting: Setting[Form]) -> bool:
        """A leaflet, where each question has half a small page, so that the form stays one sheet."""
        return is_half_sheet(setting) or (_is_one_by_one(setting) and not setting.is_large)

    def view(self, setting: Setting[Form]) -> Mapping[str, object]:
        """Whether each question has half a page, and whether the form has both sides of half a sheet."""
        return {"one_by_one": _is_one_by_one(setting), "half_sheet": is_half_sheet(setting)}

    def shape(self, setting: Setting[Form]) -> Mapping[str, Any]:
        """A leaflet has small pages; two on a sheet have one page."""
        if is_half_sheet(setting):
            return {"leaf": setting.context.folded, "most_pages": 2}
        if self.is_folded(setting):
            return {"leaf": setting.context.folded}
        if self.per_sheet(setting) > 1:
            return {"most_pages": 1}
        return super().shape(setting)


def _is_one_by_one(setting: Setting[Form]) -> bool:
    # A parent's consent has boxes to tick: it is read by adults, even where children are the participants.
    is_theirs = setting.printable.to == "participant" and setting.context.plan.one_by_one
    return is_theirs and setting.printable.is_of_pictures
