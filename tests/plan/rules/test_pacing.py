"""The rhythm of a day: each rule where it speaks, and where it is silent."""

from collections.abc import Mapping

import pytest
from trial import activity, changed, codes, day, facet, library, said, session, step, steps

from practicepack.library.load import Library

SOFT = activity("soft")
DEEP = activity("deep", sensitivity="high")
LEAVE = activity("leave", kind="closing", sensitivity="high")
WELCOME = activity("welcome", kind="opening")
STILL = activity("still", pace="quiet")
LIVELY = activity("lively", pace="active")
ALL = SOFT | DEEP | LEAVE | WELCOME | STILL | LIVELY
FIXED = activity("fixed", steps=steps(step("one", "60")))


def held(
    *blocks: str, uses: Mapping[str, tuple[str, ...]], content: dict[str, str] = ALL, audience: str = ""
) -> Library:
    """A day of these blocks; each session is named by a letter."""
    days = day(*blocks, start="09:00", end="20:00")
    sessions = {name: session(*each) for name, each in uses.items()}
    return library(days, sessions, content=content, audience=audience)


def side_by_side(*sessions: str) -> str:
    rooms = (f"{{title: Room {name}, session: {name}}}" for name in sessions)
    return f"parallel: [{', '.join(rooms)}]"


@pytest.mark.parametrize(
    ("uses", "speaks"),
    [(("deep",), True), (("deep", "soft"), False), (("deep", "leave"), False), (("soft",), False)],
)
def test_a_day_does_not_end_on_what_is_most_sensitive(uses: tuple[str, ...], speaks: bool) -> None:
    found = said(held("session: a", uses={"a": uses}), "sensitive-last")
    expected = (
        '"deep" is of high sensitivity and the last of the day',
        ("put a closing or something lighter after it",),
    )
    assert found == ([expected] if speaks else [])


def test_every_day_ends_calmly() -> None:
    days = day("session: a", end="10:00") + day("session: b", end="10:00")
    found = library(days, {"a": session("deep"), "b": session("soft")}, content=ALL)
    assert len(said(found, "sensitive-last")) == 1


@pytest.mark.parametrize(("rooms", "speaks"), [(("a", "b"), True), (("b", "a"), True), (("b", "c"), False)])
def test_a_day_ends_calmly_in_every_room(rooms: tuple[str, str], speaks: bool) -> None:
    uses = {"a": ("soft", "deep"), "b": ("deep", "soft"), "c": ("deep", "leave")}
    found = held(side_by_side(*rooms), uses={name: uses[name] for name in rooms})
    assert bool(said(found, "sensitive-last")) == speaks


@pytest.mark.parametrize(("guest", "speaks"), [("30", False), ("31", True)], ids=["90 minutes", "91 minutes"])
def test_nobody_sits_longer_than_ninety_minutes_without_a_break(guest: str, speaks: bool) -> None:
    blocks = (f"{{guest: The mayor, minutes: {guest}}}", "session: a")
    found = held(*blocks, uses={"a": ("fixed",)}, content=FIXED)
    line = found.workshops["trial"].workshop.span("days", 0, "blocks", 1).line
    expected = (
        "91 minutes without a break, 90 is the most for these people",
        (f'put  - break: 15  before "a" (line {line} of sessions/trial/workshop.yaml)',),
    )
    assert said(found, "long-block") == ([expected] if speaks else [])


@pytest.mark.parametrize("pause", ["break: 5", "lunch: 60"])
def test_a_break_and_lunch_are_rests(pause: str) -> None:
    uses = {"a": ("fixed",), "b": ("fixed",)}
    without = held("session: a", "session: b", uses=uses, content=FIXED)
    assert "long-block" in codes(without)
    assert "long-block" not in codes(held("session: a", pause, "session: b", uses=uses, content=FIXED))


def test_an_energiser_is_no_rest_and_prework_takes_no_time() -> None:
    uses = {"a": ("fixed",)}
    stretch = "{guest: The mayor, minutes: 30}"
    with_energiser = held("session: a", "energiser: any", stretch, uses=uses, content=FIXED)
    with_prework = held("prework: Bring a stone.", "session: a", stretch, uses=uses, content=FIXED)
    assert "long-block" in codes(with_energiser)
    assert "long-block" not in codes(with_prework)


SHORT_OF_BREATH = FIXED | facet("guests", longest_block="45")


@pytest.mark.parametrize(("audience", "speaks"), [("guests", True), ("", False)])
def test_some_people_need_a_break_earlier(audience: str, speaks: bool) -> None:
    found = held("session: a", uses={"a": ("fixed",)}, content=SHORT_OF_BREATH, audience=audience)
    expected = (
        "60 minutes without a break, 45 is the most for these people",
        ("divide the longest step into two steps, and set  pause_after: true  on the first",),
    )
    assert said(found, "long-block") == ([expected] if speaks else [])


def test_people_in_one_room_need_a_break_earlier() -> None:
    rooms = "parallel: [{title: One, audience: [guests], session: a}, {title: Two, session: b}]"
    found = held(rooms, uses={"a": ("fixed",), "b": ("fixed",)}, content=SHORT_OF_BREATH)
    assert "long-block" in codes(found)


def test_people_who_need_a_break_earlier_need_it_while_a_guest_speaks_too() -> None:
    blocks = ("session: a", "break: 15", "{guest: The mayor, minutes: 60}")
    brief = activity("brief", steps=steps(step("one", "30")))
    content = SHORT_OF_BREATH | brief
    found = held(*blocks, uses={"a": ("brief",)}, content=content, audience="guests")
    assert [message for message, _ in said(found, "long-block")] == [
        "60 minutes without a break, 45 is the most for these people"
    ]


@pytest.mark.parametrize(("minutes", "speaks"), [(44, True), (45, False), (60, False)])
def test_lunch_is_long_enough_to_eat_and_to_rest(minutes: int, speaks: bool) -> None:
    found = said(held("session: a", f"lunch: {minutes}", uses={"a": ("soft",)}), "short-lunch")
    expected = ("44 minutes are short for lunch, 45 is the least", ("lunch: 60",))
    assert found == ([expected] if speaks else [])


@pytest.mark.parametrize(
    ("blocks", "uses", "speaks"),
    [
        (("lunch: 60", "session: a"), ("still", "lively"), True),
        (("lunch: 60", "session: a"), ("lively", "still"), False),
        (("lunch: 60", "session: a"), ("soft",), False),
        (("lunch: 60", "energiser: any", "session: a"), ("still",), False),
        (("break: 60", "session: a"), ("still",), False),
        (("session: a", "lunch: 60"), ("still",), False),
    ],
)
def test_the_first_thing_after_lunch_has_people_on_their_feet(
    blocks: tuple[str, ...], uses: tuple[str, ...], speaks: bool
) -> None:
    found = said(held(*blocks, uses={"a": uses}), "quiet-after-lunch")
    expected = (
        '"still" is quiet, and comes straight after lunch',
        ("put  - energiser: any  before the session, or change the order",),
    )
    assert found == ([expected] if speaks else [])


def test_every_room_is_woken_after_lunch() -> None:
    uses = {"a": ("lively",), "b": ("still",)}
    found = held("lunch: 60", side_by_side("a", "b"), uses=uses)
    assert len(said(found, "quiet-after-lunch")) == 1


@pytest.mark.parametrize(
    ("blocks", "uses", "speaks"),
    [
        (("session: a", "session: b"), ("soft", "lively"), True),
        (("session: a", "break: 10", "session: b"), ("soft", "lively"), False),
        (("session: a", "energiser: any", "session: b"), ("soft", "lively"), False),
        (("session: a", "session: b"), ("welcome", "soft"), False),
        (("session: a", "session: b"), ("soft", "leave"), False),
    ],
)
def test_there_is_a_moment_between_one_session_and_the_next(
    blocks: tuple[str, ...], uses: tuple[str, str], speaks: bool
) -> None:
    first, second = uses
    found = said(held(*blocks, uses={"a": (first,), "b": (second,)}), "no-slack")
    expected = (
        '"b" follows "a" with no time between',
        ("put  - break: 10  or  - energiser: any  between them",),
    )
    assert found == ([expected] if speaks else [])


def test_rooms_that_follow_a_session_at_once_leave_no_moment_either() -> None:
    uses = {"a": ("soft",), "b": ("soft",), "c": ("soft",)}
    assert "no-slack" in codes(held("session: a", side_by_side("b", "c"), uses=uses))
    assert "no-slack" not in codes(held("session: a", "break: 15", side_by_side("b", "c"), uses=uses))


def test_a_well_made_day_is_not_told_of() -> None:
    uses = {"a": ("welcome",), "b": ("soft",), "c": ("lively", "deep"), "d": ("leave",)}
    blocks = ("session: a", "session: b", "lunch: 60", "session: c", "session: d")
    found = changed(held(*blocks, uses=uses), "days.0.end=12:30")
    rules = {"sensitive-last", "long-block", "short-lunch", "quiet-after-lunch", "no-slack"}
    assert codes(found) & rules == set()
