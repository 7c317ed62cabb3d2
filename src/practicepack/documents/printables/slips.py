"""Slips: several on a sheet, to be cut apart, or half a sheet with two sides."""

from practicepack.documents.printables.kind import Setting
from practicepack.library.models.printable import Form, Handout

Slip = Setting[Handout] | Setting[Form]


def slips_on_a_sheet(setting: Slip, most: int) -> int:
    """How many are on a page of office paper: `most` of a slip with one side, where its type leaves room."""
    has_room = not setting.is_large and setting.context.edition.paper != "a5"
    if setting.printable.slip and setting.printable.sides == "1" and has_room:
        return most
    return 1


def is_half_sheet(setting: Slip) -> bool:
    """Whether it is a slip with two sides, in an edition that may print such."""
    is_two_sided = setting.printable.slip and setting.printable.sides == "2"
    return is_two_sided and setting.context.edition.has_half_sheets and not setting.is_large
