"""Signs to be read across a room."""

from collections.abc import Mapping
from typing import Any

from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.documents.printables.walls import walls
from practicepack.library.models.printable import Sign


class SignKind(PrintableKind[Sign]):
    """A few words or a picture on each page."""

    model = Sign
    documents = "signs"

    def view(self, setting: Setting[Sign]) -> Mapping[str, object]:
        """Each sign, with the height that is left for its picture."""
        printable = setting.printable
        faces = walls(printable.signs, setting.context.desk, with_complaints=printable.complaints)
        return {"walls": tuple(faces)}

    def shape(self, setting: Setting[Sign]) -> Mapping[str, Any]:
        """A page for each sign, on the office's paper."""
        return {"leaf": setting.context.desk, "most_pages": len(setting.printable.signs)}
