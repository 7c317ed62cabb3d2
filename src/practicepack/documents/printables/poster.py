"""Posters, which may be larger than the office's paper."""

from collections.abc import Mapping
from typing import Any

from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.library.models.printable import Poster


class PosterKind(PrintableKind[Poster]):
    """A larger sheet for the wall."""

    model = Poster
    documents = "signs"

    def shape(self, setting: Setting[Poster]) -> Mapping[str, Any]:
        """A page for each poster, of the size that the author asks for."""
        printable = setting.printable
        leaf = setting.context.desk if printable.size == "a4" else printable.size
        return {"leaf": leaf, "most_pages": len(printable.signs)}
