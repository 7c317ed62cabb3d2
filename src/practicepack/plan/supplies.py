"""Quantities: what to bring and what to print, for these people, in these groups."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from math import ceil

from practicepack.library.models.activity import Flipchart, Lack, Material
from practicepack.library.models.printable import Cards, Printable
from practicepack.plan.decks import dealt
from practicepack.plan.model import DayPlan, Slot
from practicepack.plan.people.groups import HeadCount
from practicepack.plan.things import Named, Sheet, Supply


def supply(material: Material, heads: HeadCount, used_in: Named, lacks: Collection[Lack] = ()) -> Supply:
    """How many of a material one activity uses, the spare share included, rounded up.

    Where the place lacks what it needs, its substitute is brought.
    """
    quantity = with_spare(material.quantity * heads.count(material.per), material.spare)
    consumable = material.kind == "consumable"
    if material.needs in lacks and material.substitute:
        return Supply(material.substitute, quantity, consumable, None, (used_in,))
    return Supply(material.item, quantity, consumable, material.substitute, (used_in,))


def chart_sheets(flipcharts: Iterable[Flipchart], used_in: Named) -> Iterator[Supply]:
    """The sheets of large paper to write on before people come, beside those that materials count."""
    for chart in flipcharts:
        yield Supply(chart.sheet, 1, True, None, (used_in,))


def merged(supplies: Iterable[Supply], *, at_once: bool = False) -> tuple[Supply, ...]:
    """One line for each thing: consumables added up, reusable things at their largest use.

    What is used at once in several rooms is added up, whatever it is.
    """
    lines: dict[tuple[str, bool], Supply] = {}
    for more in supplies:
        # Authors write "Marker" and "marker", and mean the same thing in one bag.
        key = (more.item.casefold(), more.consumable)
        if key in lines:
            lines[key] = _joined_supply(lines[key], more, at_once=at_once)
        else:
            lines[key] = more
    return tuple(lines.values())


def of_days(days: Iterable[DayPlan]) -> tuple[Supply, ...]:
    """What to bring for some days: what all the rooms of a stretch need, and what is most over the days."""
    supplies: list[Supply] = []
    for day in days:
        for slot in day.slots:
            if slot.energiser:
                supplies += slot.energiser.supplies
            else:
                supplies += _of_rooms(slot)
    return merged(supplies)


def _of_rooms(slot: Slot) -> tuple[Supply, ...]:
    supplies: list[Supply] = []
    for session in slot.sessions:
        # Within a room one bag of balls serves all day; two rooms at the same time need two.
        in_room: list[Supply] = []
        for activity in session.activities:
            in_room += activity.supplies
        supplies += merged(in_room)
    return merged(supplies, at_once=True)


def _joined_supply(line: Supply, more: Supply, *, at_once: bool) -> Supply:
    quantity = max(line.quantity, more.quantity)
    if line.consumable or at_once:
        quantity = line.quantity + more.quantity
    return replace(
        line,
        quantity=quantity,
        substitute=line.substitute or more.substitute,
        used_in=tuple(dict.fromkeys((*line.used_in, *more.used_in))),
    )


def is_empty(printable: Printable) -> bool:
    """Whether nothing of a printable is for this audience."""
    return bool(printable.parts) and not getattr(printable, printable.parts)


def sheet(id_: str, printable: Printable, heads: HeadCount, used_in: Named, listed: int = 0) -> Sheet:
    """The copies of a printable that one activity uses, the spare share included.

    A deck that is dealt to people is one copy with as many cards as there are people, and the spare ones.
    Of numbered slips there is one for each number, and empty ones to spare. `listed` is how many people are
    listed by name: each gets a certificate, even where fewer are planned for.
    """
    counted = printable.quantity * heads.count(printable.per)
    if printable.is_for_listed:
        counted = printable.quantity * max(heads.participants, listed)
    wanted = with_spare(counted, printable.spare)
    # A spare slip has no number: two people would have the same one.
    if printable.is_numbered:
        slips = (*map(str, range(1, counted + 1)), *("",) * (wanted - counted))
        return Sheet(id_, printable, wanted, (used_in,), slips=slips)
    if isinstance(printable, Cards) and printable.is_dealt:
        deck = printable.model_copy(update={"cards": dealt(printable.cards, wanted)})
        return Sheet(id_, deck, min(1, wanted), (used_in,))
    return Sheet(id_, printable, wanted, (used_in,))


def with_spare(counted: float, spare: float) -> int:
    """A quantity with its spare share, rounded up."""
    # 100 and a tenth to spare is a little more than 110 to a computer: rounding first keeps it 110.
    return ceil(round(counted * (1 + spare), 6))


def merged_sheets(sheets: Iterable[Sheet], *, at_once: bool = False) -> tuple[Sheet, ...]:
    """One line for each printable. What goes to people is added up; what is shared is counted once.

    Where rooms get different cards or different words of the same printable, each has a line of its own.
    """
    lines: list[Sheet] = []
    for more in sheets:
        place = _line_of(lines, more)
        if place is None:
            lines.append(replace(more, copy=_forms_so_far(lines, more.id) + 1))
        else:
            lines[place] = _same_sheet(lines[place], more, at_once=at_once)
    return tuple(lines)


def _line_of(lines: Iterable[Sheet], more: Sheet) -> int | None:
    """The place of the line that a sheet belongs to: the one with the same words on it."""
    for place, line in enumerate(lines):
        if line.printable == more.printable and line.slips == more.slips:
            return place
    return None


def _forms_so_far(lines: Iterable[Sheet], id_: str) -> int:
    """How many different forms of a printable there are so far."""
    forms = 0
    for line in lines:
        forms += line.id == id_
    return forms


def sheets_of_days(days: Iterable[DayPlan]) -> tuple[Sheet, ...]:
    """What to print for some days."""
    sheets: list[Sheet] = []
    for day in days:
        for slot in day.slots:
            sheets += _sheets_of_rooms(slot)
    return merged_sheets(sheets)


def _sheets_of_rooms(slot: Slot) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    for session in slot.sessions:
        in_room: list[Sheet] = []
        for activity in session.activities:
            in_room += activity.sheets
        sheets += merged_sheets(in_room)
    return merged_sheets(sheets, at_once=True)


def _same_sheet(line: Sheet, more: Sheet, *, at_once: bool) -> Sheet:
    copies = max(line.copies, more.copies)
    # What people take home they need each time; what hangs on the wall can hang there again.
    if line.printable.is_taken_home or at_once:
        copies = line.copies + more.copies
    return replace(
        line,
        copies=copies,
        used_in=tuple(dict.fromkeys((*line.used_in, *more.used_in))),
        tracks=tuple(dict.fromkeys((*line.tracks, *more.tracks))),
    )
