"""Quantities: what to bring and what to print, for these people, in these groups."""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from practicepack.library.model import Material
from practicepack.library.printable import Cards, Printable
from practicepack.plan.decks import reduced
from practicepack.plan.groups import Heads
from practicepack.plan.plan import Named, Sheet, Supply


def supply(material: Material, heads: Heads, used_in: Named) -> Supply:
    """How many of a material one activity uses, the spare share included, rounded up."""
    quantity = with_spare(material.quantity * heads.count(material.per), material.spare)
    consumable = material.kind == "consumable"
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
    """The copies of a printable that one activity uses, the spare share included.

    A deck is one copy: people share its cards, and where there are more cards than people need, the deck is
    reduced in balance.
    """
    counted = printable.quantity * heads.count(printable.per)
    wanted = with_spare(counted, printable.spare)
    if isinstance(printable, Cards) and printable.per == "participant":
        decks = ceil(counted / len(printable.cards))
        fewer = printable.model_copy(update={"cards": reduced(printable.cards, wanted)})
        return Sheet(id_, fewer, decks, (used_in,))
    return Sheet(id_, printable, wanted, (used_in,))


def with_spare(counted: float, spare: float) -> int:
    """A quantity with its spare share, rounded up."""
    return ceil(round(counted * (1 + spare), 6))


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
