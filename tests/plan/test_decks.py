"""Decks dealt to people: enough cards, in balance, the roles that must be there, and what belongs to them."""

from collections import Counter
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial import activity, day, library, one_session, planned, session, shipped

from practicepack.library.models.printable import Card, Cards, Sign
from practicepack.plan.decks import dealt
from practicepack.plan.model import Change
from practicepack.plan.people.groups import HeadCount
from practicepack.plan.supplies import sheet as sheet_of
from practicepack.plan.things import Named, Sheet

TAGS = ("high", "middle", "low")
PEOPLE = st.integers(1, 120)
SPECS = st.lists(
    st.tuples(st.sampled_from([*TAGS, "", "chair"]), st.sampled_from([False, False, False, True])),
    min_size=1,
    max_size=40,
)
"""Decks of any shape: the kind of each card, and whether it is kept."""


def deck(*tags: str, kept: tuple[int, ...] = ()) -> tuple[Card, ...]:
    return tuple(
        Card.model_validate(
            {"id": f"card-{n}", "front": "Somebody", "tags": (tag,) if tag else (), "keep": n in kept}
        )
        for n, tag in enumerate(tags)
    )


def of(spec: list[tuple[str, bool]]) -> tuple[Card, ...]:
    kept = tuple(n for n, (_, keep) in enumerate(spec) if keep)
    return deck(*(tag for tag, _ in spec), kept=kept)


def kinds(cards: tuple[Card, ...]) -> Counter[str]:
    return Counter(card.tags[0] if card.tags else "" for card in cards)


def ids(cards: tuple[Card, ...]) -> list[str]:
    return [card.id for card in cards]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (30, {"high": 10, "middle": 10, "low": 10}),
        (31, {"high": 11, "middle": 10, "low": 10}),
        (45, {"high": 15, "middle": 15, "low": 15}),
        (25, {"high": 9, "middle": 8, "low": 8}),
        (20, {"high": 7, "middle": 7, "low": 6}),
        (12, {"high": 4, "middle": 4, "low": 4}),
        (1, {"high": 1}),
    ],
)
def test_each_kind_keeps_its_share(wanted: int, expected: dict[str, int]) -> None:
    assert kinds(dealt(deck(*(TAGS * 10)), wanted)) == expected


def test_a_deck_without_tags_loses_its_last_cards() -> None:
    assert ids(dealt(deck("", "", "", ""), 2)) == ["card-0", "card-1"]


def test_more_people_than_cards_get_cards_again_from_the_first() -> None:
    assert ids(dealt(deck("", "", ""), 7)) == ["card-0", "card-1", "card-2"] * 2 + ["card-0"]


@given(st.lists(st.sampled_from([*TAGS, ""]), min_size=1, max_size=60), PEOPLE)
def test_any_number_of_cards_is_in_balance_to_within_one(tags: list[str], wanted: int) -> None:
    whole = deck(*tags)
    found = dealt(whole, wanted)
    assert len(found) == wanted
    share = wanted / len(whole)
    assert all(abs(kinds(found)[kind] - many * share) < 1 for kind, many in kinds(whole).items())
    times = Counter(ids(found))
    assert max(times.values()) - min(times[card.id] for card in whole) <= 1


@given(SPECS, PEOPLE)
def test_kept_cards_are_there_once_and_nobody_goes_without(spec: list[tuple[str, bool]], wanted: int) -> None:
    whole = of(spec)
    kept = [card.id for card in whole if card.keep]
    found = dealt(whole, wanted)
    times = Counter(ids(found))
    assert len(found) == max(wanted, len(kept))
    if len(kept) < len(whole):
        assert [times[id_] for id_ in kept] == [1] * len(kept)


@given(SPECS, PEOPLE)
def test_one_more_person_is_one_more_card_and_no_other_changes(
    spec: list[tuple[str, bool]], wanted: int
) -> None:
    fewer, more = (Counter(ids(dealt(of(spec), people))) for people in (wanted, wanted + 1))
    assert fewer <= more
    assert (more - fewer).total() <= 1


@given(SPECS)
def test_a_card_for_each_card_is_the_deck(spec: list[tuple[str, bool]]) -> None:
    assert dealt(of(spec), len(spec)) == of(spec)


ROLES = (*["party"] * 8, *["citizen"] * 12, "mayor", "chair")


@pytest.mark.parametrize("people", [2, 3, 6, 10, 15, 21, 22, 40, 120])
def test_a_role_with_one_card_stays_at_every_head_count(people: int) -> None:
    found = kinds(dealt(deck(*ROLES, kept=(20, 21)), people))
    assert (found["mayor"], found["chair"]) == (1, 1)
    rest = people - 2
    assert abs(found["party"] - rest * 8 / 20) < 1


@pytest.mark.parametrize("people", [4, 9, 14, 30])
def test_two_cards_of_a_role_both_stay(people: int) -> None:
    found = kinds(dealt(deck(*["citizen"] * 20, "observer", "observer", kept=(20, 21)), people))
    assert found["observer"] == 2


def test_a_role_with_one_card_stays_as_long_as_the_balance_allows_it() -> None:
    assert all(kinds(dealt(deck(*ROLES), people))["mayor"] == 1 for people in range(3, 23))


def test_a_deck_of_kept_cards_alone_is_repeated() -> None:
    assert ids(dealt(deck("a", "b", kept=(0, 1)), 5)) == ["card-0", "card-1", "card-0", "card-1", "card-0"]


def cards(number: int, more: str = "", card: str = "") -> str:
    each = ", ".join(f'{{id: c{n}, front: "Person {n}"{card}}}' for n in range(number))
    return f"title: Deck\nkind: cards\nto: participant\n{more}cards: [{each}]\n"


def sheets(printables: dict[str, str], participants: int, groups: str = "4-5-6") -> dict[str, Sheet]:
    """The sheets of an activity that uses these printables, by their ids."""
    content = activity("play", printables=f"[{', '.join(printables)}]", groups=groups)
    content |= {f"content/printables/{id_}.yaml": text for id_, text in printables.items()}
    plan, _ = planned(one_session("play", content=content, participants=participants))
    return {sheet.id: sheet for sheet in plan.sheets}


@pytest.mark.parametrize(
    ("number", "more", "people", "expected"),
    [
        pytest.param(20, "spare: 50%\n", 20, 30, id="as many people as cards"),
        pytest.param(20, "spare: 50%\n", 10, 15, id="fewer people"),
        pytest.param(20, "spare: 50%\n", 31, 47, id="more people"),
        pytest.param(20, "spare: 10%\n", 19, 21, id="spare cards go beyond the deck"),
        pytest.param(1, "spare: 10%\n", 20, 22, id="one card"),
        pytest.param(3, "quantity: 3\n", 20, 60, id="three for each"),
    ],
)
def test_spare_cards_are_dealt_at_every_head_count(
    number: int, more: str, people: int, expected: int
) -> None:
    (sheet,) = sheets({"deck": cards(number, more)}, people).values()
    assert isinstance(sheet.printable, Cards)
    assert (sheet.copies, len(sheet.printable.cards), sheet.pieces) == (1, expected, expected)


def test_a_deck_for_each_group_stays_whole() -> None:
    (sheet,) = sheets({"deck": cards(20, "per: group\nspare: 50%\n")}, 20).values()
    assert (sheet.copies, len(sheet.printable.cards), sheet.pieces) == (6, 20, 0)  # type: ignore[union-attr]


PLATES = "title: Plates\nkind: sign\nto: wall\nper: room\nfollows: deck\nsigns: [{signs}]\n"
NAMES = ", ".join(f"{{id: {id_}, words: Plate}}" for id_ in ("c0", "c1", "c4", "villager", "door"))


def plates(people: int, listed: tuple[str, ...] = ("deck", "plates")) -> list[str]:
    """The name plates of a deck of five villagers of whom the first is kept."""
    roles = cards(5, card=", tags: [villager]").replace("Person 0", "Person 0, kept", 1)
    roles = roles.replace("tags: [villager]}", "tags: [villager], keep: true}", 1)
    texts = {"deck": roles, "plates": PLATES.format(signs=NAMES)}
    sheet = sheets({id_: texts[id_] for id_ in listed}, people)["plates"]
    assert isinstance(sheet.printable, Sign)
    return [sign.id for sign in sheet.printable.signs]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param(5, ["c0", "c1", "c4", "villager", "door"], id="all are dealt"),
        pytest.param(3, ["c0", "c1", "villager", "door"], id="the last are not dealt"),
        pytest.param(2, ["c0", "c1", "villager", "door"], id="few"),
        pytest.param(6, ["c0", "c1", "c1", "c4", "villager", "door"], id="one is dealt twice"),
    ],
)
def test_name_plates_are_there_as_often_as_their_cards(people: int, expected: list[str]) -> None:
    assert plates(people) == expected


def test_a_sheet_that_is_listed_before_its_deck_follows_it_too() -> None:
    assert plates(3, ("plates", "deck")) == plates(3)


def test_a_sheet_whose_deck_is_not_used_stays_whole() -> None:
    assert plates(3, ("plates",)) == ["c0", "c1", "c4", "villager", "door"]


NUMBERS = "title: Lots\nkind: numbers\nto: participant\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("per: group\n", ["1", "2", "3", "4"]),
        ("per: participant\n", [str(n) for n in range(1, 19)]),
        ("per: pair\n", [str(n) for n in range(1, 10)]),
        ("per: group\nspare: 50%\n", ["1", "2", "3", "4", "", ""]),
        ("per: group\nquantity: 2\n", [str(n) for n in range(1, 9)]),
    ],
)
def test_slips_are_numbered_for_those_who_draw_them(more: str, expected: list[str]) -> None:
    (sheet,) = sheets({"lots": NUMBERS + more}, 18).values()
    assert (sheet.copies, list(sheet.slips)) == (len(expected), expected)


def test_rooms_at_the_same_time_have_slips_of_their_own() -> None:
    content = activity("play", printables="[lots]", groups="4-5-6")
    content["content/printables/lots.yaml"] = NUMBERS + "per: group\n"
    rooms = "parallel: [{title: A, session: 01-try}, {title: B, session: 01-try}]"
    plan, _ = planned(library(day(rooms), {"01-try": session("play")}, content=content, participants=20))
    ((copies, slips),) = [(sheet.copies, sheet.slips) for sheet in plan.sheets]
    assert (copies, slips) == (4, ("1", "2"))


@pytest.mark.parametrize(
    ("number", "people", "expected"),
    [
        (20, 12, [Change("reduced", "Deck", "12 / 20")]),
        (20, 20, []),
        (20, 25, [Change("repeated", "Deck", "25 / 20")]),
        (1, 25, []),
    ],
)
def test_the_guide_says_when_a_deck_is_another_one(number: int, people: int, expected: list[Change]) -> None:
    content = activity("play", printables="[deck]")
    content["content/printables/deck.yaml"] = cards(number)
    plan, _ = planned(one_session("play", content=content, participants=people))
    assert [change for change in plan.changes if change.where == "Deck"] == expected


@pytest.mark.parametrize("people", range(12, 41))
@pytest.mark.parametrize("deck_id", ["council-roles", "playground-roles"])
def test_shipped_roles_have_all_that_the_meeting_needs(deck_id: str, people: int) -> None:
    whole = shipped().printables[deck_id].item
    assert isinstance(whole, Cards)
    found = dealt(whole.cards, people)
    times = Counter(ids(found))
    kept = [card.id for card in whole.cards if card.keep]
    assert {"chair", "timekeeper", "counter"} < set(kept)
    assert [times[id_] for id_ in kept] == [1] * len(kept)
    assert all(kinds(found)[plan] >= 1 for plan in ("plan-a", "plan-b", "plan-c"))


@given(SPECS, st.integers(0, 100), st.integers(1, 3), PEOPLE)
def test_there_are_never_fewer_cards_than_people_need_and_spare_ones_are_kept(
    spec: list[tuple[str, bool]], spare: int, quantity: int, people: int
) -> None:
    item = Cards(
        kind="cards", title="Deck", to="participant", cards=of(spec), quantity=quantity, spare=spare / 100
    )
    fewer, more = (dealt_sheet(item, number).pieces for number in (people, people + 1))
    needed = people * quantity
    kept = sum(keep for _, keep in spec)
    assert max(kept, ceil(round(needed * (1 + spare / 100), 6))) == fewer >= needed
    assert fewer <= more


def dealt_sheet(item: Cards, people: int) -> Sheet:
    return sheet_of("deck", item, HeadCount(people, 2, 1, 4), Named("play", "Play"))
