"""Quantities: what to bring and what to print, for these people, in these groups."""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from practicepack.library.model import Material
from practicepack.library.printable import Cards, Printable
from practicepack.plan.groups import Heads
from practicepack.plan.plan import Named, Sheet, Supply


def supply(material: Material, heads: Heads, used_in: Named) -> Supply:
    """How many of a material one activity uses, the spare share included, rounded up."""
    exact = material.quantity * heads.count(material.per) * (1 + material.spare)
    consumable = material.kind == "consumable"
    quantity = ceil(round(exact, 6))
    return Supply(material.item, quantity, consumable, material.substitute, (used_in,))


def merged(supplies: Iterable[Supply]) -> tuple[Supply, ...]:
    """One line for each thing: consumables added up, reusable things at their largest use."""
    lines: dict[tuple[str, bool], Supply] = {}
    for one in supplies:
        key = (one.item.casefold(), one.consumable)
        lines[key] = _joined(lines[key], one) if key in lines else one
    return tuple(lines.values())


def _joined(line: Supply, more: Supply) -> Supply:
    both = (line.quantity, more.quantity)
    used_in = tuple(dict.fromkeys((*line.used_in, *more.used_in)))
    return replace(
        line,
        quantity=sum(both) if line.consumable else max(both),
        substitute=line.substitute or more.substitute,
        used_in=used_in,
    )


def is_empty(printable: Printable) -> bool:
    """Whether nothing of a printable is for this audience."""
    names = ("body", "cards", "signs", "items", "questions")
    return any(getattr(printable, name, None) == () for name in names)


def sheet(id_: str, printable: Printable, heads: Heads, used_in: Named) -> Sheet:
    """The copies of a printable that one activity uses. A deck is one copy; people share a deck's cards."""
    counted = heads.count(printable.per)
    if isinstance(printable, Cards) and printable.per == "participant":
        counted = ceil(counted / len(printable.cards))
    return Sheet(id_, printable, printable.quantity * counted, (used_in,))


def merged_sheets(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """One line for each printable. What goes to people is added up; what is shared is counted once."""
    lines: dict[str, Sheet] = {}
    for one in sheets:
        lines[one.id] = _same_sheet(lines[one.id], one) if one.id in lines else one
    return tuple(lines.values())


def _same_sheet(line: Sheet, more: Sheet) -> Sheet:
    both = (line.copies, more.copies)
    taken_home = not isinstance(line.printable, Cards) and line.printable.per == "participant"
    used_in = tuple(dict.fromkeys((*line.used_in, *more.used_in)))
    return replace(line, copies=sum(both) if taken_home else max(both), used_in=used_in)
