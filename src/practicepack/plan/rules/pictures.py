"""People who do not read find their sheets and cards by pictures: each that they get has one."""

from collections.abc import Iterable, Iterator, Sequence

from practicepack.diagnostics import Diagnostic, Tip, warning
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.printable import Printable
from practicepack.plan.draft import DraftDay, activities
from practicepack.plan.people.audience import AudienceFilter
from practicepack.plan.people.gathering import Gathering, gathering

SEEN = ("participant", "wall")
"""Whose sheets need pictures. Facilitators and organisers read theirs."""


def on_every_sheet(
    library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]
) -> Iterator[Diagnostic]:
    """Each sheet that people see has a picture, where some of them read little. Each is named once."""
    named: set[str] = set()
    for id_, printable in _sheets(library, folder, days):
        lacking = printable.without_picture
        if lacking and id_ not in named:
            named.add(id_)
            yield _no_picture_warning(library, id_, printable, lacking)


def _sheets(
    library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]
) -> Iterator[tuple[str, Printable]]:
    """The sheets of all rooms whose people need pictures."""
    workshop = folder.workshop.item
    yield from _of_room(library, gathering(library, workshop), workshop.printables)
    for activity in activities(days):
        yield from _of_room(library, activity.gathering, activity.item.printables)


def _of_room(library: Library, room: Gathering, ids: Iterable[str]) -> Iterator[tuple[str, Printable]]:
    if not any(facet.pictures for facet in room.facets):
        return
    # a sheet may hold parts for other people only, which are not printed here and need no picture
    chooser = AudienceFilter(room.people, room.values())
    for id_ in ids:
        printable = library.printables[id_].item
        if printable.to in SEEN and chooser.keeps(printable):
            yield id_, chooser.apply(printable).item


def _no_picture_warning(library: Library, id_: str, printable: Printable, lacking: int) -> Diagnostic:
    count = len(getattr(printable, printable.parts))
    lacks = "has no picture"
    if lacking < count:
        lacks = f"lacks {lacking} of its {count} pictures"
    message = f'"{printable.title}" {lacks}, and some of these people read little'
    hints = (Tip("practicepack list pictures shows those that there are: give one with  picture: NAME"),)
    return warning("no-picture", message, library.printables[id_].key("title"), hints=hints)
