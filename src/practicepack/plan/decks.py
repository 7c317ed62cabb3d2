"""Decks of cards dealt to people: as many cards as are needed, as many of each kind as their share.

The first tag of a card is its kind. Cards with `keep: true` are always there, and once. The others are dealt
one by one, in an order in which each kind has its share to within one card at any number. So one more person
means one more card, and no other card changes.

Source of the order: the quota method of Balinski and Young, 1975, American Mathematical Monthly 82, 701-730
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from practicepack.library.models.printable import Card, Cards, Printable

FOLLOWING_FIELDS = ("signs", "items", "cards")
"""The fields that hold the parts of a sheet which can belong to the cards of a deck."""
PLAIN = ""
"""The kind of cards without tags."""


def dealt(cards: Sequence[Card], wanted: int) -> tuple[Card, ...]:
    """`wanted` cards of a deck, in its order; where it has fewer, cards are repeated, in balance.

    Kept cards are all there, even where fewer are wanted. They are repeated only where there are no others.
    """
    stacks = _stacks(cards)
    counts = _counts_dealt(stacks, wanted)
    places = {card.id: at for at, card in enumerate(cards)}
    dealt_cards: list[tuple[int, int, Card]] = []
    for stack, count in zip(stacks, counts, strict=True):
        for before, card in stack.first(count):
            dealt_cards.append((before, places[card.id], card))
    # All first copies come before any second one, so that a repeated card is far from its twin.
    dealt_cards.sort(key=lambda entry: entry[:2])
    return tuple(card for _, _, card in dealt_cards)


def following(sheet: Printable, complete: Printable, printed: Printable) -> Printable:
    """A sheet with the parts that belong to the cards of a deck as it is dealt, each as often as its card.

    A part belongs to the card with its id, or to all cards that have its id as a tag. Parts that belong to no
    card of the whole deck stay.
    """
    assert isinstance(complete, Cards)
    assert isinstance(printed, Cards)
    known: set[str] = set()
    for card in complete.cards:
        known.update((card.id, *card.tags))
    here: set[str] = set()
    times: Counter[str] = Counter()
    for card in printed.cards:
        here.update(card.tags)
        times[card.id] += 1
    changes: dict[str, Any] = {}
    for name in FOLLOWING_FIELDS:
        if hasattr(sheet, name):
            changes[name] = tuple(_repeated_for_cards(getattr(sheet, name), known, here, times))
    return sheet.model_copy(update=changes)


def _repeated_for_cards(
    parts: Iterable[Any], known: set[str], here: set[str], times: Counter[str]
) -> Iterator[Any]:
    """Parts that follow a deck: each as often as its card is there, or once where its tag is there at all."""
    for part in parts:
        count = times[part.id]
        # A part for a tag is read out once, however many cards have the tag.
        if not count and (part.id in here or part.id not in known):
            count = 1
        for _ in range(count):
            yield part


def kind(card: Card) -> str:
    """The kind of a card: its first tag."""
    if not card.tags:
        return PLAIN
    return card.tags[0]


class _Stack:
    """The cards of one kind, the kept ones on top."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self.size = len(cards)
        self.kept: list[Card] = []
        self.others: list[Card] = []
        for card in cards:
            if card.keep:
                self.kept.append(card)
            else:
                self.others.append(card)

    def first(self, count: int) -> Iterator[tuple[int, Card]]:
        """The first cards, each with how often it was there before. Only the others are repeated."""
        deck = (*self.kept, *self.others)
        again = self.others or self.kept
        for at in range(count):
            if at < self.size:
                yield 0, deck[at]
            else:
                round_, place = divmod(at - self.size, len(again))
                yield 1 + round_, again[place]


def _stacks(cards: Sequence[Card]) -> list[_Stack]:
    """The cards of a deck by their kinds, in the order in which each kind first comes up."""
    by_kind: dict[str, list[Card]] = {}
    for card in cards:
        by_kind.setdefault(kind(card), []).append(card)
    return [_Stack(of_kind) for of_kind in by_kind.values()]


def _counts_dealt(stacks: Sequence[_Stack], wanted: int) -> list[int]:
    """How many cards of each stack are dealt."""
    counts: list[int] = []
    sizes: list[int] = []
    open_stacks: list[int] = []
    for at, stack in enumerate(stacks):
        counts.append(len(stack.kept))
        sizes.append(stack.size)
        if stack.others:
            open_stacks.append(at)
    # Where every card is kept, all of them take part again: there is nothing else to repeat.
    if not open_stacks:
        open_stacks = list(range(len(stacks)))
    open_sizes, given = _picked(sizes, open_stacks), _picked(counts, open_stacks)
    for turn in _turns(open_sizes, given, wanted - sum(counts)):
        counts[open_stacks[turn]] += 1
    return counts


def _picked(values: Sequence[int], places: Iterable[int]) -> list[int]:
    """The values at some places."""
    return [values[at] for at in places]


def _turns(sizes: Sequence[int], given: Sequence[int], wanted: int) -> Iterator[int]:
    """Which kind gets each of the next `wanted` cards: to the end of the deck, then over again from none."""
    first = _order(tuple(sizes), tuple(given))
    yield from first[: max(0, wanted)]
    if wanted <= len(first):
        return
    again = _order(tuple(sizes), (0,) * len(sizes), is_repeated=True)
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
    # For each turn: how many of the cards until then are spoken for, since they are due by then.
    spoken_for = [_whole_cards(share) - sum(given) for share in shares]
    order: list[int] = []
    for turn, share in enumerate(shares):
        due = _first_due(spoken_for, turn)
        waiting = _waiting(share, shares[due], have)
        chosen = min(waiting, key=lambda at: (is_repeated or have[at] > 0, have[at] - share[at]))
        have[chosen] += 1
        order.append(chosen)
        for at in range(turn, len(shares)):
            spoken_for[at] -= shares[at][chosen] >= have[chosen]
    return tuple(order)


def _whole_cards(share: Sequence[float]) -> int:
    """How many whole cards some shares are due."""
    cards = 0
    for of_kind in share:
        cards += int(of_kind)
    return cards


def _first_due(spoken_for: Sequence[int], turn: int) -> int:
    """The first turn until which no card is free any more: what is due by then has to begin now."""
    due = turn
    while spoken_for[due] <= due - turn:
        due += 1
    return due


def _waiting(share: Sequence[float], due: Sequence[float], have: Sequence[int]) -> list[int]:
    """The kinds that may have the next card, and must have it by the turn that is due."""
    kinds: list[int] = []
    for at, cards in enumerate(have):
        if share[at] > cards and due[at] >= cards + 1:
            kinds.append(at)
    return kinds


def _fair(sizes: Sequence[int], given: Sequence[int], number: int) -> tuple[float, ...]:
    """The share of each kind in `number` cards: in proportion to its size, and no less than it was given."""
    fair: list[float] = [*given]
    open_kinds, left = list(range(len(sizes))), number
    while True:
        size = sum(_picked(sizes, open_kinds))
        over: list[int] = []
        others: list[int] = []
        # A kind that was given more than its share keeps it, and the others share what is left.
        for at in open_kinds:
            if given[at] * size > left * sizes[at]:
                over.append(at)
            else:
                others.append(at)
        if not over:
            break
        open_kinds = others
        left -= sum(_picked(given, over))
    for at in open_kinds:
        fair[at] = left * sizes[at] / size
    return tuple(fair)
