"""Energisers that the plan chooses: for what comes before and after, for the people, and with variety."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial import activity, changed, codes, day, facet, library, planned, said, session, shipped

from practicepack.library.checks.references import unknown_ids
from practicepack.library.load import Library
from practicepack.library.models.activity import EnergiserUse
from practicepack.library.models.workshop import CHOSEN
from practicepack.plan.people.audience import is_for

ENERGISER = """\
title: {id_}
use: [{use}]
minutes: {minutes}
purpose: P
cues: [{{do: Try.}}]
seated: Sit.
credit: {{origin: Many}}
"""
CONTENT = (
    activity("soft")
    | activity("deep", sensitivity="high")
    | activity("leave", kind="closing")
    | activity("ask", kind="check-in")
    | activity("still", pace="quiet")
    | activity("lively", pace="active")
)
DEEP, SOFT, STILL, LIVELY, LEAVE = (
    f"session: {name}" for name in ("deep", "soft", "still", "lively", "leave")
)
ASK_AND_LEAVE = "session: going"
ROOMS = "parallel: [{title: One, session: soft}, {title: Two, session: deep}]"
USES: tuple[EnergiserUse, ...] = ("wake", "calm", "warm-up", "meet")
ANY = "energiser: any"
WOMEN = "women"


def energiser(id_: str, use: str, minutes: str = "5", **more: str) -> dict[str, str]:
    own = "".join(f"{key}: {value}\n" for key, value in more.items())
    return {f"content/energisers/{id_}.yaml": ENERGISER.format(id_=id_, use=use, minutes=minutes) + own}


def held(*days: tuple[str, ...], audience: str = WOMEN, participants: int = 18, **content: str) -> Library:
    """Days of these blocks, from nine to eight o'clock."""
    sessions = {name: session(name) for name in ("deep", "soft", "still", "lively", "leave")}
    sessions["going"] = session("ask", "leave")
    listed = "".join(day(*blocks, end="20:00") for blocks in days)
    return library(listed, sessions, content=CONTENT | content, audience=audience, participants=participants)


def chosen(found: Library) -> list[str]:
    plan, _ = planned(found)
    return [slot.energiser.id for each in plan.days for slot in each.slots if slot.energiser]


def uses(id_: str) -> tuple[str, ...]:
    return shipped().energisers[id_].item.use


def reasons(found: Library) -> list[str]:
    return [change.text for change in planned(found)[0].changes if change.kind == "chosen"]


@pytest.mark.parametrize(
    ("blocks", "use", "reason"),
    [
        ((SOFT, "lunch: 60", ANY, STILL), "wake", "after a meal"),
        ((SOFT, "lunch: 60", ANY, LEAVE), "wake", "after a meal"),
        ((DEEP, "lunch: 60", ANY, SOFT), "wake", "after a meal"),
        ((SOFT, "lunch: 60", "prework: Bring a stone.", ANY, SOFT), "wake", "after a meal"),
        ((SOFT, "meal: Dinner\n        minutes: 60", ANY, LIVELY), "wake", "after a meal"),
        ((SOFT, "lunch: 60", "pause: Prayer\n        minutes: 15", ANY, LIVELY), "wake", "after a meal"),
        ((DEEP, ANY, SOFT), "calm", "hard for people"),
        ((DEEP, "break: 15", ANY, SOFT), "calm", "hard for people"),
        ((SOFT, ROOMS, ANY, SOFT), "calm", "hard for people"),
        ((SOFT, ANY, LEAVE), "calm", "before the closing"),
        ((SOFT, ANY, ASK_AND_LEAVE), "calm", "before the closing"),
        ((SOFT, ANY, "break: 10", LEAVE), "calm", "before the closing"),
        (("meal: Breakfast\n        minutes: 30", ANY, SOFT), "meet", "do not know each other"),
        ((ANY, SOFT), "meet", "do not know each other"),
        ((STILL, ANY, "session: soft"), "wake", "between two parts"),
        ((LIVELY, ANY, STILL), "calm", "lively and something quiet"),
        ((SOFT, ANY, LIVELY), "wake", "between two parts"),
    ],
)
def test_what_comes_before_and_after_says_what_an_energiser_is_for(
    blocks: tuple[str, ...], use: str, reason: str
) -> None:
    found = held(blocks)
    assert [use in uses(id_) for id_ in chosen(found)] == [True]
    assert [reason in text for text in reasons(found)] == [True]


def test_between_two_quiet_activities_it_wakes_people_up() -> None:
    quiet = activity("hush", pace="quiet")
    days = day(STILL, ANY, "session: hush", end="20:00")
    sessions = {"still": session("still"), "hush": session("hush")}
    found = library(days, sessions, content=CONTENT | quiet, audience=WOMEN)
    assert [uses(id_)[0] for id_ in chosen(found)] == ["wake"]
    assert reasons(found) == ["between two quiet activities, to wake people up"]


def test_a_later_day_starts_with_a_warm_up() -> None:
    first, second = chosen(held((ANY, SOFT), (ANY, LIVELY)))
    assert (uses(first)[0], uses(second)[0]) == ("meet", "warm-up")


@pytest.mark.parametrize(("audience", "use"), [("savings-group", "warm-up"), ("women", "meet")])
def test_people_who_know_each_other_need_no_game_of_names(audience: str, use: str) -> None:
    (id_,) = chosen(held((ANY, SOFT), audience=audience))
    assert uses(id_)[0] == use


@pytest.mark.parametrize("use", USES)
def test_a_use_can_be_asked_for(use: str) -> None:
    found = held((SOFT, f"energiser: {use}", LIVELY))
    assert [use in uses(id_) for id_ in chosen(found)] == [True]
    assert reasons(found) == [f"as asked for: {use}"]


@pytest.mark.parametrize("named", ["breathe-the-square", "rainstorm"])
def test_a_named_one_stays_and_is_not_chosen_again(named: str) -> None:
    found = held(*[(SOFT, "energiser: calm", DEEP, "energiser: wake", f"energiser: {named}", LEAVE)])
    given_ = chosen(found)
    assert given_[-1] == named
    assert named not in given_[:-1]


def test_a_name_that_no_energiser_has_is_still_an_error() -> None:
    with_typo = '  - start: "09:00"\n    end: "20:00"\n    blocks: [{energiser: wakes}, {session: a}]\n'
    found = library(with_typo, {"a": session("welcome-names")})
    assert [one.message for one in unknown_ids(found)] == ['no energiser is called "wakes"']


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("audience", ["women", "mixed", "elders", "disability-inclusive", "couples", ""])
def test_there_are_four_of_each_use_before_one_comes_again(use: str, audience: str) -> None:
    blocks = (SOFT, *[f"energiser: {use}"] * 4, LIVELY)
    found = chosen(held(blocks, audience=audience, participants=16))
    assert len(set(found)) == 4


@pytest.mark.parametrize("use", USES)
def test_four_of_each_use_are_shipped(use: str) -> None:
    having = [entry.item for entry in shipped().energisers.values() if use in entry.item.use]
    assert len(having) >= 4
    assert len([item for item in having if item.posture == "seated"]) >= 3


@pytest.mark.parametrize("audience", ["elders", "disability-inclusive", "disability-inclusive, women"])
@pytest.mark.parametrize("use", USES)
def test_those_who_do_not_stand_for_long_get_what_is_done_seated(audience: str, use: str) -> None:
    (id_,) = chosen(held((SOFT, f"energiser: {use}", LIVELY), audience=audience))
    assert shipped().energisers[id_].item.posture == "seated"


@pytest.mark.parametrize(
    ("audience", "comes"),
    [
        ("women", True),
        ("men", True),
        ("mixed", False),
        ("couples", False),
        ("", False),
        ("elders, women", False),
    ],
)
def test_nobody_is_touched_where_it_may_not_be_welcome(audience: str, comes: bool) -> None:
    hug = energiser("aa-hug", "calm", touch="true", posture="seated")
    found = held((SOFT, "energiser: calm", LIVELY), audience=audience, **hug)
    assert (chosen(found) == ["aa-hug"]) == comes


@pytest.mark.parametrize(("participants", "comes"), [(9, False), (10, True), (20, True), (21, False)])
def test_it_works_for_so_many_people(participants: int, comes: bool) -> None:
    small = energiser("aa-small", "calm", posture="seated", people="{min: 10, ideal: 12, max: 20}")
    found = held((SOFT, "energiser: calm", LIVELY), participants=participants, **small)
    assert (chosen(found) == ["aa-small"]) == comes


def test_a_full_day_gets_a_short_one() -> None:
    long = energiser("aa-long", "wake", minutes="15", posture="standing")
    found = held((SOFT, "lunch: 60", ANY, SOFT.replace("soft", "lively")), **long)
    assert chosen(found) == ["aa-long"]
    assert chosen(changed(found, "days.0.end=10:50")) != ["aa-long"]


def test_where_the_library_has_none_for_these_people_the_place_is_left_out() -> None:
    found = held((SOFT, ANY, LIVELY))
    found.energisers.clear()
    assert chosen(found) == []


PLACES = st.lists(st.sampled_from([ANY, ANY, "energiser: wake", "energiser: meet", "break: 10"]), max_size=9)


@given(
    st.lists(PLACES, min_size=1, max_size=3),
    st.sampled_from(["women", "mixed", "couples", "adolescents-10-14", "officials", ""]),
    st.integers(8, 25),
)
@settings(max_examples=60, deadline=None)
def test_none_comes_twice_while_another_fits(
    places: list[list[str]], audience: str, participants: int
) -> None:
    works = (SOFT, LIVELY, STILL)
    days = [(*each, work) for each, work in zip(places, works, strict=False)]
    found = held(*days, audience=audience, participants=participants)
    counted = Counter(chosen(found))
    fitting = {
        id_
        for id_, entry in shipped().energisers.items()
        if "calm" not in entry.item.use and is_for(entry.item, frozenset({audience}))
    }
    if max(counted.values(), default=0) > 1:
        assert fitting <= set(counted)


@pytest.mark.parametrize(
    ("energiser_", "speaks"),
    [("breathe-the-square", True), ("calm", True), ("wake", False), ("any", False), ("mirror-hands", True)],
)
def test_nothing_sends_people_to_sleep_after_lunch(energiser_: str, speaks: bool) -> None:
    found = held((SOFT, "lunch: 60", f"energiser: {energiser_}", LIVELY))
    messages = [message for message, _ in said(found, "calm-after-lunch")]
    assert [
        message.endswith("calms people down, and comes straight after lunch") for message in messages
    ] == [True] * speaks
    assert "calm-after-lunch" not in codes(held((SOFT, "break: 60", f"energiser: {energiser_}", LIVELY)))


def test_the_words_for_a_choice_are_no_names_of_energisers() -> None:
    assert set(CHOSEN).isdisjoint(shipped().energisers)


def guests(**own: str) -> dict[str, str]:
    """Who comes, as a file of one's own says it: women, and what else is given."""
    return facet("guests", kind="who", **({"gender": "women"} | own))


@pytest.mark.parametrize(("avoids", "comes"), [("[]", True), ("[touch]", False), ("[standing]", True)])
def test_what_people_avoid_is_said_by_their_own_file(avoids: str, comes: bool) -> None:
    content = energiser("aa-hug", "calm", touch="true", posture="seated") | guests(avoids=avoids)
    found = held((SOFT, "energiser: calm", LIVELY), audience="guests", **content)
    assert (chosen(found) == ["aa-hug"]) == comes


@pytest.mark.parametrize(
    ("said", "comes"), [({"gender": "men"}, True), ({"gender": "both"}, False), ({"under_18": "true"}, False)]
)
def test_who_may_be_asked_to_touch_is_said_by_facts(said: dict[str, str], comes: bool) -> None:
    content = energiser("aa-hug", "calm", touch="true", posture="seated") | guests(**said)
    found = held((SOFT, "energiser: calm", LIVELY), audience="guests", **content)
    assert (chosen(found) == ["aa-hug"]) == comes


def test_people_who_met_before_need_no_game_of_names() -> None:
    found = changed(held((ANY, SOFT)), "have_done=[welcome-names]")
    assert [uses(id_)[0] for id_ in chosen(found)] == ["warm-up"]


@pytest.mark.parametrize(("known", "use"), [("true", "warm-up"), ("false", "meet")])
def test_whether_people_know_each_other_is_said_by_their_own_file(known: str, use: str) -> None:
    found = held((ANY, SOFT), audience="guests", **guests(know_each_other=known))
    assert [uses(id_)[0] for id_ in chosen(found)] == [use]


PAUSES = st.sampled_from(["lunch: 60", "break: 15", ANY])


@given(
    st.permutations([SOFT, DEEP, STILL, LIVELY, LEAVE]),
    st.lists(st.lists(PAUSES, max_size=3), min_size=5, max_size=5),
    st.sampled_from(["women", "mixed", "men, elders"]),
)
@settings(max_examples=60, deadline=None)
def test_in_any_day_it_fits_its_place(works: list[str], pauses: list[list[str]], audience: str) -> None:
    blocks = [block for pair in zip(works, pauses, strict=True) for block in (pair[0], *pair[1])]
    found = changed(held(tuple(blocks), audience=audience), "days.0.start=00:00", "days.0.end=23:55")
    assert "calm-after-lunch" not in codes(found)
    (made,) = planned(found)[0].days
    for before, slot in pairwise(made.slots):
        if slot.energiser and before.kind == "lunch":
            assert "calm" not in uses(slot.energiser.id)[:1]
        if slot.energiser and [one.id for one in before.sessions] == ["deep"]:
            assert "calm" in uses(slot.energiser.id)
