"""Decks of cards dealt to people: as many cards as are needed, as many of each kind as their share.

The first tag of a card is its kind. Cards with `keep: true` are always there, and once. The others are dealt
one by one, in an order in which each kind has its share to within one card at any number. So one more person
means one more card, and no other card changes.

Source of the order: the quota method of Balinski and Young, 1975, American Mathematical Monthly 82, 701-730
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from practicepack.library.models.printable import Card, Cards, Printable

PARTS = ("signs", "items", "cards")
"""The fields that hold the parts of a sheet which can belong to the cards of a deck."""
PLAIN = ""
"""The kind of cards without tags."""


def dealt(cards: Sequence[Card], wanted: int) -> tuple[Card, ...]:
    """`wanted` cards of a deck, in its order; where it has fewer, cards are repeated, in balance.

    Kept cards are all there, even where fewer are wanted. They are repeated only where there are no others.
    """
    kinds = list(dict.fromkeys(map(kind, cards)))
    stacks = [_Stack([card for card in cards if kind(card) == one]) for one in kinds]
    given = [len(stack.kept) for stack in stacks]
    open_ = [at for at, stack in enumerate(stacks) if stack.others] or list(range(len(stacks)))
    for at in _turns([stacks[at].size for at in open_], [given[at] for at in open_], wanted - sum(given)):
        given[open_[at]] += 1
    places = {card.id: at for at, card in enumerate(cards)}
    found = [one for stack, count in zip(stacks, given, strict=True) for one in stack.first(count)]
    return tuple(card for _, card in sorted(found, key=lambda one: (one[0], places[one[1].id])))


def following(sheet: Printable, whole: Printable, printed: Printable) -> Printable:
    """A sheet with the parts that belong to the cards of a deck as it is dealt, each as often as its card.

    A part belongs to the card with its id, or to all cards that have its id as a tag. Parts that belong to no
    card of the whole deck stay.
    """
    assert isinstance(whole, Cards)
    assert isinstance(printed, Cards)
    known = {name for card in whole.cards for name in (card.id, *card.tags)}
    here = {name for card in printed.cards for name in card.tags}
    times = Counter(card.id for card in printed.cards)
    changes = {}
    for field in PARTS:
        parts = getattr(sheet, field, ())
        often = (times[one.id] or int(one.id in here or one.id not in known) for one in parts)
        changes[field] = tuple(part for part, count in zip(parts, often, strict=True) for _ in range(count))
    return sheet.model_copy(update={name: parts for name, parts in changes.items() if hasattr(sheet, name)})


def kind(card: Card) -> str:
    """The kind of a card: its first tag."""
    return card.tags[0] if card.tags else PLAIN


class _Stack:
    """The cards of one kind, the kept ones on top."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self.size = len(cards)
        self.kept = [card for card in cards if card.keep]
        self.others = [card for card in cards if not card.keep]

    def first(self, count: int) -> Iterator[tuple[int, Card]]:
        """The first cards, each with how often it was there before. Only the others are repeated."""
        again = self.others or self.kept
        for at in range(count):
            if at < self.size:
                yield 0, (*self.kept, *self.others)[at]
            else:
                yield 1 + (at - self.size) // len(again), again[(at - self.size) % len(again)]


def _turns(sizes: Sequence[int], given: Sequence[int], wanted: int) -> Iterator[int]:
    """Which kind gets each of the next `wanted` cards: to the end of the deck, then over again from none."""
    first = _order(tuple(sizes), tuple(given))
    yield from first[: max(0, wanted)]
    none = (0,) * len(sizes)
    again = _order(tuple(sizes), none, is_repeated=True) if wanted > len(first) else ()
    for at in range(wanted - len(first)):
        yield again[at % len(again)]


@lru_cache(256)
def _order(sizes: tuple[int, ...], given: tuple[int, ...], *, is_repeated: bool = False) -> tuple[int, ...]:
    """In which order the kinds get the rest of a deck, where each has been given some cards.

    A kind may get a card when its fair share is above what it has, and must have it before its share reaches
    one card more. Of those that may, the one that lacks most of its share comes first; in the first round,
    one that has none at all.
    """
    have = list(given)
    shares = [_fair(sizes, given, number) for number in range(sum(given) + 1, sum(sizes) + 1)]
    # for each turn: how many of the cards until then are spoken for, since they are due by then
    spoken_for = [sum(map(int, share)) - sum(given) for share in shares]
    order = []
    for turn, share in enumerate(shares):
        due = next(at for at in range(turn, len(shares)) if spoken_for[at] > at - turn)
        may = [at for at in range(len(sizes)) if share[at] > have[at]]
        must = [at for at in may if shares[due][at] >= have[at] + 1]
        chosen = min(must, key=lambda at: (is_repeated or have[at] > 0, have[at] - share[at]))
        have[chosen] += 1
        order.append(chosen)
        for at in range(turn, len(shares)):
            spoken_for[at] -= shares[at][chosen] >= have[chosen]
    return tuple(order)


def _fair(sizes: Sequence[int], given: Sequence[int], number: int) -> tuple[float, ...]:
    """The share of each kind in `number` cards: in proportion to its size, and no less than it was given."""
    fair: list[float] = [*given]
    open_, left, size = list(range(len(sizes))), number, sum(sizes)
    while under := [at for at in open_ if given[at] * size > left * sizes[at]]:
        open_ = [at for at in open_ if given[at] * size <= left * sizes[at]]
        left, size = left - sum(given[at] for at in under), sum(sizes[at] for at in open_)
    for at in open_:
        fair[at] = left * sizes[at] / size
    return tuple(fair)
