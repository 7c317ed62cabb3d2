"""Decks of cards, and the card for the purse with the places that help on its back."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.fonts.measure import POINT, lines
from practicepack.library.models.printable import Cards
from practicepack.library.models.workshop import Service

CARD_HEIGHT, HELP_WIDTH, PHONE_WIDTH = 49.0, 41.0, 35.0
"""Room on the back of a card of 85.6 x 54 mm, in millimetres: for its rows, and in its two columns."""
CARD_LEADING, CARD_GAP = 1.15, 0.8
"""From line to line for each unit of the type's size, and from row to row in millimetres."""
SMALLEST, SMALLEST_IN_LARGE = 9.0, 12.0
"""The smallest type on the back of such a card, in points."""
ON_A_SHEET, ON_A_SHEET_IN_LARGE = 8, 4
"""The most cards on a sheet, by the type that they are set in."""


class CardsKind(PrintableKind[Cards]):
    """Decks to cut out."""

    model = Cards
    documents = "cards"
    is_cut = True

    def per_sheet(self, setting: Setting[Cards]) -> int:
        """As many as the author asks for; where type is large, as few as it needs."""
        if setting.printable.per_sheet == "wallet":
            return ON_A_SHEET
        return on_a_sheet(int(setting.printable.per_sheet), is_large=setting.is_large)

    def at_once(self, setting: Setting[Cards]) -> int:
        """Several decks, where they have so few cards that several fill a sheet."""
        # A deck is cut out whole: where it does not fit twice, the rest of its sheet stays empty.
        decks = self.per_sheet(setting) // len(setting.printable.cards)
        return min(setting.sheet.copies, max(1, decks))

    def view(self, setting: Setting[Cards]) -> Mapping[str, object]:
        """The cards of all decks that are printed at once, and the services on their backs."""
        services = on_card(setting.printable, setting.context.plan.services, is_large=setting.is_large)
        return {"services": services, "cards": setting.printable.cards * self.at_once(setting)}

    def shape(self, setting: Setting[Cards]) -> Mapping[str, Any]:
        """As many pages as its cards fill, and as many again where they have backs."""
        cards = setting.printable.cards
        pages = ceil(len(cards) * self.at_once(setting) / self.per_sheet(setting))
        # One back is enough: without pages for the others, it would lie behind the front of the next sheet.
        if any(card.back for card in cards):
            pages *= 2
        return {"leaf": setting.context.desk, "most_pages": pages}

    def left_off(self, setting: Setting[Cards]) -> tuple[str, ...]:
        """The services that have no room on a card."""
        if not setting.printable.services:
            return ()
        services = setting.context.plan.services
        shown = on_card(setting.printable, services, is_large=setting.is_large)
        names: list[str] = []
        for service in services:
            if service not in shown:
                names.append(service.name)
        return tuple(names)


def on_a_sheet(asked: int, *, is_large: bool) -> int:
    """How many cards or slips are on a sheet: where type is large, as few as it needs."""
    return min(asked, _most_on_a_sheet(is_large=is_large))


def _most_on_a_sheet(*, is_large: bool) -> int:
    if is_large:
        return ON_A_SHEET_IN_LARGE
    return ON_A_SHEET


def on_card(cards: Cards, services: Sequence[Service], *, is_large: bool) -> tuple[Service, ...]:
    """The services on the back of a card; if it has the size of a bank card, those that fit in small type.

    They are taken in their order: who writes the list puts first whom people need most. A service that is
    too long for what is left of the card is passed over.
    """
    if not cards.services:
        return ()
    if cards.per_sheet != "wallet":
        return tuple(services)
    size = SMALLEST
    if is_large:
        size = SMALLEST_IN_LARGE
    shown, left = [], CARD_HEIGHT
    for service in services:
        rows = max(lines(service.helps_with, size, HELP_WIDTH), lines(service.phone, size, PHONE_WIDTH))
        height = rows * size * CARD_LEADING * POINT + CARD_GAP
        # Only what fits whole is shown: half a number helps no one.
        if height <= left:
            shown.append(service)
            left -= height
    return tuple(shown)
