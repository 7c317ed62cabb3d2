"""Fewer cards for fewer people: in balance, in order, and never more than asked for."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicepack.library.printable import Card
from practicepack.plan.decks import reduced

TAGS = ("high", "middle", "low")


def deck(*tags: str) -> tuple[Card, ...]:
    return tuple(
        Card.model_validate({"id": f"card-{n}", "front": "Somebody", "tags": (tag,) if tag else ()})
        for n, tag in enumerate(tags)
    )


def kinds(cards: tuple[Card, ...]) -> Counter[str]:
    return Counter(card.tags[0] if card.tags else "" for card in cards)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (30, {"high": 10, "middle": 10, "low": 10}),
        (31, {"high": 10, "middle": 10, "low": 10}),
        (25, {"high": 9, "middle": 8, "low": 8}),
        (20, {"high": 7, "middle": 7, "low": 6}),
        (12, {"high": 4, "middle": 4, "low": 4}),
        (1, {"high": 1}),
    ],
)
def test_each_kind_keeps_its_share(wanted: int, expected: dict[str, int]) -> None:
    assert kinds(reduced(deck(*(TAGS * 10)), wanted)) == expected


def test_a_deck_without_tags_loses_its_last_cards() -> None:
    assert [card.id for card in reduced(deck("", "", "", ""), 2)] == ["card-0", "card-1"]


@given(st.lists(st.sampled_from([*TAGS, ""]), min_size=1, max_size=60), st.integers(1, 80))
def test_a_reduced_deck_is_a_deck_in_order_and_in_balance(tags: list[str], wanted: int) -> None:
    whole = deck(*tags)
    found = reduced(whole, wanted)
    assert len(found) == min(wanted, len(whole))
    assert [card.id for card in found] == [card.id for card in whole if card in found]
    share = len(found) / len(whole)
    assert all(abs(kinds(found)[kind] - many * share) < 1 for kind, many in kinds(whole).items())
