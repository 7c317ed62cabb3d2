"""Quantities: what to bring and what to print, for these people, in these groups."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from math import ceil

from practicepack.library.models.activity import Flipchart, Lack, Material
from practicepack.library.models.printable import Cards, Printable
from practicepack.plan.decks import dealt
from practicepack.plan.model import DayPlan, Slot
from practicepack.plan.people.groups import Heads
from practicepack.plan.things import Named, Sheet, Supply


def supply(material: Material, heads: Heads, used_in: Named, lacks: Collection[Lack] = ()) -> Supply:
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
    return (Supply(chart.sheet, 1, True, None, (used_in,)) for chart in flipcharts)


def merged(supplies: Iterable[Supply], *, at_once: bool = False) -> tuple[Supply, ...]:
    """One line for each thing: consumables added up, reusable things at their largest use.

    What is used at once in several rooms is added up, whatever it is.
    """
    lines: dict[tuple[str, bool], Supply] = {}
    for one in supplies:
        key = (one.item.casefold(), one.consumable)
        lines[key] = _joined(lines[key], one, at_once) if key in lines else one
    return tuple(lines.values())


def of_days(days: Iterable[DayPlan]) -> tuple[Supply, ...]:
    """What to bring for some days: what all the rooms of a stretch need, and what is most over the days."""
    slots = (slot for day in days for slot in day.slots)
    each = (slot.energiser.supplies if slot.energiser else _of_rooms(slot) for slot in slots)
    return merged(one for supplies in each for one in supplies)


def _of_rooms(slot: Slot) -> tuple[Supply, ...]:
    rooms = ([one for each in room.activities for one in each.supplies] for room in slot.sessions)
    return merged((one for supplies in rooms for one in merged(supplies)), at_once=True)


def _joined(line: Supply, more: Supply, at_once: bool) -> Supply:
    both = (line.quantity, more.quantity)
    used_in = tuple(dict.fromkeys((*line.used_in, *more.used_in)))
    return replace(
        line,
        quantity=sum(both) if line.consumable or at_once else max(both),
        substitute=line.substitute or more.substitute,
        used_in=used_in,
    )


def is_empty(printable: Printable) -> bool:
    """Whether nothing of a printable is for this audience."""
    return bool(printable.parts) and not getattr(printable, printable.parts)


def sheet(id_: str, printable: Printable, heads: Heads, used_in: Named, listed: int = 0) -> Sheet:
    """The copies of a printable that one activity uses, the spare share included.

    A deck that is dealt to people is one copy with as many cards as there are people, and the spare ones.
    Of numbered slips there is one for each number, and empty ones to spare. `listed` is how many people are
    listed by name: each gets a certificate, even where fewer are planned for.
    """
    counted = printable.quantity * heads.count(printable.per)
    if printable.is_for_listed:
        counted = printable.quantity * max(heads.participants, listed)
    wanted = with_spare(counted, printable.spare)
    if printable.is_numbered:
        slips = (*map(str, range(1, counted + 1)), *("",) * (wanted - counted))
        return Sheet(id_, printable, wanted, (used_in,), slips=slips)
    if isinstance(printable, Cards) and printable.is_dealt:
        deck = printable.model_copy(update={"cards": dealt(printable.cards, wanted)})
        return Sheet(id_, deck, min(1, wanted), (used_in,))
    return Sheet(id_, printable, wanted, (used_in,))


def with_spare(counted: float, spare: float) -> int:
    """A quantity with its spare share, rounded up."""
    return ceil(round(counted * (1 + spare), 6))


def merged_sheets(sheets: Iterable[Sheet], *, at_once: bool = False) -> tuple[Sheet, ...]:
    """One line for each printable. What goes to people is added up; what is shared is counted once.

    Where rooms get different cards or different words of the same printable, each has a line of its own.
    """
    lines: list[Sheet] = []
    for one in sheets:
        place = next((at for at, line in enumerate(lines) if _is_same(line, one)), None)
        if place is not None:
            lines[place] = _same_sheet(lines[place], one, at_once)
        else:
            before = sum(line.id == one.id for line in lines)
            lines.append(replace(one, copy=before + 1))
    return tuple(lines)


def _is_same(line: Sheet, more: Sheet) -> bool:
    return line.printable == more.printable and line.slips == more.slips


def sheets_of_days(days: Iterable[DayPlan]) -> tuple[Sheet, ...]:
    """What to print for some days."""
    each = (_sheets_of_rooms(slot) for day in days for slot in day.slots)
    return merged_sheets(one for sheets in each for one in sheets)


def _sheets_of_rooms(slot: Slot) -> tuple[Sheet, ...]:
    rooms = ([one for each in room.activities for one in each.sheets] for room in slot.sessions)
    return merged_sheets((one for sheets in rooms for one in merged_sheets(sheets)), at_once=True)


def _same_sheet(line: Sheet, more: Sheet, at_once: bool) -> Sheet:
    both = (line.copies, more.copies)
    copies = sum(both) if line.printable.is_taken_home or at_once else max(both)
    used_in = tuple(dict.fromkeys((*line.used_in, *more.used_in)))
    tracks = tuple(dict.fromkeys((*line.tracks, *more.tracks)))
    return replace(line, copies=copies, used_in=used_in, tracks=tracks)
