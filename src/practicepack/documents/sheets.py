"""Printables as documents: what people hold, read out or hang, in the form that the edition asks for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from practicepack.documents.context import Context
from practicepack.documents.model import Document, Finish, Folder, Part, Place
from practicepack.documents.tiling import Tiling, tiling
from practicepack.fonts.measure import POINT, lines
from practicepack.library.models.printable import (
    Cards,
    Certificate,
    Handout,
    Numbers,
    Poster,
    Printable,
    Sign,
    Table,
)
from practicepack.library.models.workshop import Service
from practicepack.plan.things import Sheet

FOLDERS: Mapping[str, Folder] = {
    "participant": "participants",
    "facilitator": "facilitators",
    "wall": "wall",
    "organiser": "organisers",
}
KINDS = {
    "handout": "handouts",
    "cards": "cards",
    "numbers": "cards",
    "sign": "signs",
    "poster": "signs",
    "list": "lists",
    "form": "forms",
    "certificate": "forms",
}
"""What --only calls the documents of each kind of printable."""
READ = ("handout", "list", "form")
CARD_HEIGHT, HELP_WIDTH, PHONE_WIDTH = 49.0, 41.0, 35.0
"""Room on the back of a card of 85.6 x 54 mm, in millimetres: for its rows, and in its two columns."""
CARD_LEADING, CARD_GAP = 1.15, 0.8
"""From line to line for each unit of the type's size, and from row to row in millimetres."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet as it goes to the printer."""

    sheet: Sheet
    part: Part
    copies: int
    up: int
    """How many of it lie on one sheet of paper."""

    @property
    def printable(self) -> Printable:
        """What the author wrote."""
        return self.sheet.printable


def printed(brief: Context) -> tuple[Printed, ...]:
    """Every sheet of a plan in the form of the edition."""
    return tuple(_printed(brief, sheet) for sheet in brief.plan.sheets)


def documents(brief: Context, sheets: tuple[Printed, ...]) -> Iterator[Document]:
    """All handouts in one, then each sheet as a file of its own, and the tiles of posters that are larger."""
    handouts = tuple(one.part for one in sheets if _is_given(one.printable))
    if handouts:
        title, copies = brief.words.say("All handouts"), brief.plan.participants
        yield Document(
            "handouts",
            "participants",
            "handouts",
            title,
            copies,
            handouts,
            is_read=True,
            is_bound=True,
            repeats=True,
        )
    for one in sheets:
        made = _document(brief, one)
        yield made
        plan = tiling(one.part.leaf, brief.desk)
        if plan:
            yield _tiles(brief, one, made, plan)


def _printed(brief: Context, sheet: Sheet) -> Printed:
    printable = sheet.printable
    users = {one.id for one in sheet.used_in}
    numbers = frozenset(
        session.number
        for session in brief.plan.sessions
        if users.intersection(activity.id for activity in session.activities)
    )
    is_large = brief.for_participants if printable.to == "participant" else brief.edition.is_large
    up = _up(printable, brief, is_large=is_large)
    several = _together(sheet, up)
    part = brief.part(
        sheet.name,
        printable.kind,
        str(min(numbers)) if numbers else "",
        printable.title,
        {"sheet": sheet, "printable": printable, "up": up, **_view(brief, sheet, several, is_large=is_large)},
        places=(Place(printable.title, f"sheet-{sheet.name}"),),
        is_large=is_large,
        sessions=numbers,
        left_off=_left_off(brief, printable, is_large=is_large),
        **_shape(brief, sheet, up, several, is_large=is_large),
    )
    return Printed(sheet, part, ceil(sheet.copies / several), several)


def _up(printable: Printable, brief: Context, *, is_large: bool) -> int:
    """How many slips or cards lie on one sheet: where type is large, as few as it needs."""
    if isinstance(printable, Handout) and printable.slip:
        return 1 if is_large or brief.edition.paper == "a5" else 2
    if not isinstance(printable, (Cards, Numbers)):
        return 1
    if printable.per_sheet == "wallet":
        return 8
    return min(int(printable.per_sheet), 4 if is_large else 8)


def _together(sheet: Sheet, up: int) -> int:
    """How many copies are printed at once: slips, and decks of so few cards that several fill a sheet."""
    printable = sheet.printable
    if isinstance(printable, Cards):
        return min(sheet.copies, max(1, up // len(printable.cards)))
    if isinstance(printable, Numbers):
        return len(sheet.slips)
    return up if isinstance(printable, Handout) else 1


def _named(brief: Context, copies: int) -> tuple[str, ...]:
    """The names on certificates, and a line to write on for each that nobody is listed for."""
    names = brief.plan.names
    return (*names, *("",) * (copies - len(names))) if names else ()


def _view(brief: Context, sheet: Sheet, several: int, *, is_large: bool) -> dict[str, object]:
    """What a kind of sheet shows beside what its author wrote."""
    printable = sheet.printable
    if isinstance(printable, Certificate):
        return {"names": _named(brief, sheet.copies)}
    if isinstance(printable, Cards):
        services = on_card(printable, brief.plan.services, is_large=is_large)
        return {"services": services, "cards": printable.cards * several}
    if isinstance(printable, Handout):
        tables = (block.table for block in printable.body if block.table and block.table.names)
        people = max(brief.plan.participants, len(brief.plan.names))
        return {"listed": next((tuple(_listed(one, brief.plan.names, people)) for one in tables), ())}
    return {}


def _left_off(brief: Context, printable: Printable, *, is_large: bool) -> tuple[str, ...]:
    """The services that have no room on a card."""
    if not (isinstance(printable, Cards) and printable.services):
        return ()
    shown = on_card(printable, brief.plan.services, is_large=is_large)
    return tuple(service.name for service in brief.plan.services if service not in shown)


def on_card(cards: Cards, services: Sequence[Service], *, is_large: bool) -> tuple[Service, ...]:
    """The services on the back of a card; if it has the size of a bank card, those that fit in small type.

    They are taken in their order: who writes the list puts first whom people need most. A service that is
    too long for what is left of the card is passed over.
    """
    if not cards.services:
        return ()
    if cards.per_sheet != "wallet":
        return tuple(services)
    size = 12.0 if is_large else 9.0
    shown, left = [], CARD_HEIGHT
    for service in services:
        rows = max(lines(service.helps_with, size, HELP_WIDTH), lines(service.phone, size, PHONE_WIDTH))
        height = rows * size * CARD_LEADING * POINT + CARD_GAP
        if height <= left:
            shown.append(service)
            left -= height
    return tuple(shown)


def _listed(table: Table, names: Sequence[str], people: int) -> Iterator[tuple[str, ...]]:
    """The rows of a table of names, with a place for each person: in each column called like the first.

    Names run down a column as long as the rows are those of the author, which are on one page. Where there
    are more, they run from left to right, so that their order is the same on every page.
    """
    places = [at for at, column in enumerate(table.columns) if column == table.columns[0]]
    rows = max(table.empty_rows, ceil(people / len(places)))
    for row in range(rows):
        cells = [""] * len(table.columns)
        for turn, at in enumerate(places):
            number = turn * rows + row if rows <= table.empty_rows else row * len(places) + turn
            cells[at] = names[number] if number < len(names) else ""
        yield tuple(cells)


def _shape(brief: Context, sheet: Sheet, up: int, several: int, *, is_large: bool) -> dict[str, object]:
    """The paper of a sheet, and how many pages it may take."""
    printable, copies = sheet.printable, sheet.copies
    if isinstance(printable, (Poster, Sign)):
        size = printable.size if isinstance(printable, Poster) else "a4"
        return {"leaf": brief.desk if size == "a4" else size, "most_pages": len(printable.signs)}
    if isinstance(printable, Certificate):
        return {"leaf": brief.desk, "is_wide": True, "most_pages": len(_named(brief, copies)) or 1}
    if isinstance(printable, Cards):
        sides = 2 if any(card.back for card in printable.cards) else 1
        return {"leaf": brief.desk, "most_pages": ceil(len(printable.cards) * several / up) * sides}
    if isinstance(printable, Numbers):
        return {"leaf": brief.desk, "most_pages": ceil(len(sheet.slips) / up)}
    if isinstance(printable, Handout) and printable.slip:
        return {"most_pages": None if is_large else 1}
    return {"leaf": brief.desk} if printable.to == "organiser" else {}


def _document(brief: Context, one: Printed) -> Document:
    printable, sheet = one.printable, one.sheet
    folder, kind = FOLDERS[printable.to], KINDS[printable.kind]
    rooms = f" ({brief.words.all_of(sheet.tracks)})" if sheet.tracks else ""
    is_named = isinstance(printable, Certificate) and bool(brief.plan.names)
    return Document(
        kind,
        folder,
        f"{kind}/{sheet.name}" if folder == "participants" else sheet.name,
        f"{printable.title}{rooms}",
        1 if is_named else one.copies,
        (one.part,),
        printable.stock,
        int(printable.sides),
        tuple(_finish(one)),
        is_read=printable.kind in READ and one.up == 1,
        in_set=_is_in_set(printable) and one.up == 1,
    )


def _finish(one: Printed) -> Iterator[Finish]:
    if one.up > 1 or isinstance(one.printable, (Cards, Numbers)):
        yield "cut"


def _tiles(brief: Context, one: Printed, poster: Document, plan: Tiling) -> Document:
    """The poster on sheets of the office's paper, to be joined, after a page that shows how."""
    name, title = f"{one.sheet.name}-tiles", brief.words.say("%(title)s, in pieces", title=poster.title)
    part = brief.part(
        name,
        "tiles",
        one.part.label,
        title,
        {"tiling": plan},
        leaf=brief.desk,
        is_wide=plan.is_wide,
        is_large=False,
        late="pieces",
        sessions=one.part.sessions,
        places=(Place(title, name),),
    )
    return Document(
        poster.kind,
        "print",
        name,
        title,
        poster.copies,
        (part,),
        finish=("cut", "join"),
        pieces=plan,
        pieces_of=poster.path,
    )


def _is_given(printable: Printable) -> bool:
    return isinstance(printable, Handout) and printable.to == "participant"


def _is_in_set(printable: Printable) -> bool:
    """Whether each participant gets one, on plain paper: nothing to cut, to turn or to hand over solemnly."""
    goes = printable.to == "participant" and printable.per == "participant"
    plain = printable.kind in ("handout", "form") and printable.stock == "paper" and printable.sides == "1"
    return goes and plain
