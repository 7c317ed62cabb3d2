"""Decks of cards: fewer cards for fewer people, as many of each kind as before."""

from collections import defaultdict
from collections.abc import Sequence

from practicepack.library.printable import Card

PLAIN = ""


def reduced(cards: Sequence[Card], wanted: int) -> tuple[Card, ...]:
    """`wanted` cards, in their order; the whole deck where it has no more. The first tag is a card's kind.

    Each kind keeps its share, to within one card; where shares break alike, the kind that comes first in the
    deck keeps the card.
    """
    if wanted >= len(cards):
        return tuple(cards)
    kinds: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        kinds[card.tags[0] if card.tags else PLAIN].append(card)
    exact = {kind: len(members) * wanted / len(cards) for kind, members in kinds.items()}
    shares = {kind: int(share) for kind, share in exact.items()}
    missing = wanted - sum(shares.values())
    for kind in sorted(kinds, key=lambda one: shares[one] - exact[one])[:missing]:
        shares[kind] += 1
    kept = {card.id for kind, members in kinds.items() for card in members[: shares[kind]]}
    return tuple(card for card in cards if card.id in kept)
