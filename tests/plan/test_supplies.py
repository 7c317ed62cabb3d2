from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial import activity, day, library, planned, session

from practicepack.diagnostics import Source
from practicepack.library.models.activity import Material
from practicepack.library.models.fields import Per, Range
from practicepack.library.models.people import Groups
from practicepack.library.printable_kinds import printable_kinds
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read
from practicepack.plan.people.audience import AudienceFilter
from practicepack.plan.people.groups import HeadCount, divided
from practicepack.plan.supplies import is_empty, merged, merged_sheets, sheet, supply
from practicepack.plan.things import Named, Sheet, Supply

HEADS = HeadCount(participants=21, facilitators=2, days=1, groups=4)
WALK, WHEEL = Named("power-walk", "Power walk"), Named("margolis-wheel", "Advice wheel")
PERS: list[Per] = ["workshop", "day", "room", "group", "pair", "participant", "facilitator", "activity"]
MATERIALS = st.builds(
    Material,
    item=st.just("pencil"),
    quantity=st.integers(0, 40).map(lambda quarters: quarters / 4),
    per=st.sampled_from(PERS),
    spare=st.integers(0, 100).map(lambda share: share / 100),
    kind=st.sampled_from(["reusable", "consumable"]),
)
HANDOUT = "{kind: handout, title: A slip, to: participant, body: [{lines: 3}]}"
DECK = "{kind: cards, title: Cards, to: participant, cards: [{id: a, front: A}, {id: b, front: B}]}"


def printable(text: str, **more: Any) -> Any:
    item, found = validate(printable_kinds().authored, read(Source("file.yaml", text)))
    assert found == []
    return item.model_copy(update=more)


def line(quantity: int, consumable: bool, item: str = "Pencil", used_in: Named = WALK) -> Supply:
    return Supply(item, quantity, consumable, None, (used_in,))


def heads(participants: int) -> HeadCount:
    groups = divided(participants, Groups(size=Range(min=4, ideal=5, max=6)))
    return HeadCount(participants, 2, 1, len(groups))


@pytest.mark.parametrize(
    ("quantity", "per", "spare", "expected"),
    [
        (1, "participant", 0, 21),
        (1, "participant", 0.1, 24),
        (2, "group", 0, 8),
        (0.5, "participant", 0, 11),
        (1, "pair", 0.1, 11),
        (10, "activity", 0.1, 11),
        (100, "room", 0.07, 107),
        (3, "facilitator", 0, 6),
        (0, "participant", 0.5, 0),
    ],
)
def test_a_quantity_has_its_spare_share_and_is_rounded_up(
    quantity: float, per: Per, spare: float, expected: int
) -> None:
    assert supply(Material(item="pencil", quantity=quantity, per=per, spare=spare), HEADS, WALK) == Supply(
        "pencil", expected, False, None, (WALK,)
    )


@given(MATERIALS, st.integers(2, 499))
def test_one_more_participant_never_needs_less(material: Material, participants: int) -> None:
    fewer, more = (supply(material, heads(people), WALK) for people in (participants, participants + 1))
    assert fewer.quantity <= more.quantity


@given(MATERIALS, st.integers(1, 500))
def test_a_spare_share_never_takes_away(material: Material, participants: int) -> None:
    bare = material.model_copy(update={"spare": 0.0})
    least, most = (supply(one, heads(participants), WALK).quantity for one in (bare, material))
    assert least <= most < least * (1 + material.spare) + 1


@given(st.lists(st.integers(0, 99), min_size=1))
def test_consumables_add_up(quantities: list[int]) -> None:
    assert merged(line(one, True) for one in quantities) == (line(sum(quantities), True),)


@given(st.lists(st.integers(0, 99), min_size=1))
def test_reusable_things_are_counted_at_their_largest_use(quantities: list[int]) -> None:
    assert merged(line(one, False) for one in quantities) == (line(max(quantities), False),)


def test_one_thing_is_one_line_however_it_is_capitalised() -> None:
    assert merged([line(3, False, "Pencil"), line(5, False, "pencil")]) == (line(5, False, "Pencil"),)


def test_what_is_used_up_and_what_comes_back_are_two_lines() -> None:
    assert merged([line(3, False), line(5, True)]) == (line(3, False), line(5, True))


def test_a_line_names_each_use_once_and_the_first_substitute() -> None:
    uses = [
        Supply("tape", 1, True, None, (WALK,)),
        Supply("tape", 1, True, "string", (WHEEL,)),
        Supply("tape", 1, True, "wool", (WALK,)),
    ]
    assert merged(uses) == (Supply("tape", 3, True, "string", (WALK, WHEEL)),)


@pytest.mark.parametrize(
    ("text", "per", "quantity", "copies"),
    [
        (HANDOUT, "participant", 1, 21),
        (HANDOUT, "participant", 2, 42),
        (HANDOUT, "pair", 1, 10),
        (HANDOUT, "workshop", 1, 1),
        (DECK, "group", 1, 4),
    ],
)
def test_people_get_sheets_and_share_decks(text: str, per: Per, quantity: int, copies: int) -> None:
    item = printable(text, per=per, quantity=quantity)
    assert sheet("one", item, HEADS, WALK) == Sheet("one", item, copies, (WALK,))


def test_a_deck_with_no_card_for_this_audience_is_empty() -> None:
    deck = printable("{kind: cards, title: Cards, to: wall, cards: [{id: a, front: A, for: [men]}]}")
    assert not is_empty(deck)
    assert is_empty(AudienceFilter(frozenset({"women"})).apply(deck).item)


@given(st.sampled_from([HANDOUT, DECK]), st.sampled_from(PERS), st.integers(2, 499))
def test_one_more_participant_never_needs_fewer_copies(text: str, per: Per, participants: int) -> None:
    item = printable(text, per=per)
    fewer, more = (sheet("one", item, heads(people), WALK) for people in (participants, participants + 1))
    assert fewer.copies <= more.copies


@pytest.mark.parametrize(
    ("text", "per", "expected"),
    [(HANDOUT, "participant", 8), (HANDOUT, "group", 5), (DECK, "participant", 5), (DECK, "group", 5)],
)
def test_what_people_take_home_adds_up_and_what_is_shared_does_not(
    text: str, per: Per, expected: int
) -> None:
    item = printable(text, per=per)
    two = [Sheet("one", item, 3, (WALK,)), Sheet("one", item, 5, (WHEEL,))]
    assert merged_sheets(two) == (Sheet("one", item, expected, (WALK, WHEEL)),)


def test_a_sheet_names_each_use_once() -> None:
    one = Sheet("one", printable(DECK), 3, (WALK,))
    assert merged_sheets([one, one]) == (one,)


def test_what_an_energiser_uses_is_brought_too() -> None:
    ball = """\
title: Ball
minutes: 5
purpose: To wake up.
materials: [{item: soft ball, quantity: 2}]
cues: [{do: Throw it.}]
seated: Roll it.
credit: {origin: Many}
"""
    content = activity("try") | {"content/energisers/ball.yaml": ball}
    found = library(day("session: 01-try", "energiser: ball"), {"01-try": session("try")}, content=content)
    assert [(one.item, one.quantity) for one in planned(found)[0].supplies] == [("soft ball", 2)]
