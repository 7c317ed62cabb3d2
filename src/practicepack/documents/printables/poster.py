"""Posters, which may be larger than the office's paper."""

from collections.abc import Mapping
from typing import Any

from practicepack.documents.edition import Leaf
from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.documents.printables.walls import walls
from practicepack.library.models.printable import Poster


class PosterKind(PrintableKind[Poster]):
    """A larger sheet for the wall."""

    model = Poster
    documents = "signs"

    def view(self, setting: Setting[Poster]) -> Mapping[str, object]:
        """Each poster, with the height that is left for its picture."""
        printable = setting.printable
        faces = walls(printable.signs, _leaf(setting), with_complaints=printable.complaints)
        return {"walls": tuple(faces)}

    def shape(self, setting: Setting[Poster]) -> Mapping[str, Any]:
        """A page for each poster, of the size that the author asks for."""
        return {"leaf": _leaf(setting), "most_pages": len(setting.printable.signs)}


def _leaf(setting: Setting[Poster]) -> Leaf:
    """The paper of a poster: the smallest is a sheet of the office's."""
    size = setting.printable.size
    # Letter paper holds what A4 holds, so that the smallest poster is one sheet in any office.
    if size == "a4":
        return setting.context.desk
    return size
