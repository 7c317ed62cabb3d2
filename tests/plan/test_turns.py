"""Turns and staggered starts: what goes round takes longer with more people or groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial import activity, one_session, planned, shipped, step, steps

from practicepack.library.load import Library
from practicepack.library.models.fields import Counted, Range
from practicepack.library.models.turns import minutes_in_turns
from practicepack.plan.clock.timing import MinuteRange
from practicepack.plan.drafter import Drafter

ONCE = Range(min=20, ideal=30, max=40)
SHOPS = "{stagger: 5, per: group, plus: 20-30-40}"
SHORT = "shorter: {by: fewer, minutes: {stagger: 5, per: group, plus: 10}, do: Half the way.}"
GROUPS_OF_FIVE = {"groups": "5"}


def minutes(found: Library, number: int = 0) -> MinuteRange:
    """The bounds of a step of the first activity."""
    (day,) = Drafter(found, found.workshops["trial"]).days()
    return day.sessions[0].activities[0].steps[number].minutes


def walk(minutes: str, participants: int, more: str = "", **own: str) -> Library:
    content = activity("walk", steps=steps(step("go", minutes, more)), **(GROUPS_OF_FIVE | own))
    return one_session("walk", content=content, participants=participants)


@pytest.mark.parametrize(
    ("participants", "groups", "expected"),
    [(5, 1, (15, 25, 35)), (10, 2, (20, 30, 40)), (15, 3, (25, 35, 45))],
)
def test_the_last_group_of_the_access_walk_is_back_in_time(
    participants: int, groups: int, expected: tuple[int, int, int]
) -> None:
    found = one_session("group-agreement", "access-walk", participants=participants)
    (day,) = Drafter(found, found.workshops["trial"]).days()
    walked = day.sessions[0].activities[1]
    assert len(walked.groups) == groups
    assert walked.steps[1].minutes == MinuteRange(*expected)
    assert planned(found)[0]


@pytest.mark.parametrize(
    ("written", "participants", "expected"),
    [
        (SHOPS, 5, (20, 30, 40)),
        (SHOPS, 15, (30, 40, 50)),
        ("{stagger: 2, per: pair, plus: 10}", 12, (20, 20, 20)),
        ("{stagger: 0.5, per: participant, plus: 5-10}", 21, (15, 18, 20)),
        ("{each: 2, per: group, plus: 5-10-15}", 20, (13, 18, 23)),
        ("{each: 0.25, per: participant}", 30, (8, 8, 8)),
        ("{stagger: 5, per: group}", 5, (0, 0, 0)),
    ],
)
def test_each_that_comes_later_is_waited_for(
    written: str, participants: int, expected: tuple[int, int, int]
) -> None:
    assert minutes(walk(written, participants)) == MinuteRange(*expected)


def test_a_shorter_way_waits_for_the_last_group_too() -> None:
    (day,) = Drafter(found := walk(SHOPS, 15, SHORT), found.workshops["trial"]).days()
    assert day.sessions[0].activities[0].steps[0].shorter == MinuteRange(20, 20, 20)


@given(
    st.sampled_from(["each", "stagger"]),
    st.integers(0, 40).map(lambda quarters: quarters / 4),
    st.integers(0, 200),
)
def test_one_more_never_takes_less_time(way: str, minutes: float, count: int) -> None:
    counted = Counted(**{way: minutes}, per="group", plus=ONCE)  # type: ignore[arg-type]
    fewer, more = minutes_in_turns(counted, count), minutes_in_turns(counted, count + 1)
    assert fewer.min <= more.min <= fewer.min + minutes + 1
    assert more.max - more.min == ONCE.max - ONCE.min


TURNS = [
    "body-map-of-work compare",
    "clients-eyes hearts",
    "norms-story ending",
    "power-map target",
    "then-now-next moved",
    "sayings-rewritten gallery",
    "forum-theatre show",
    "welcome-names names",
    "power-walk look",
    "rank-and-vote vote",
    "budget-beans beans",
    "mock-council de-role",
    "problem-clinic arrive",
    "river-of-life strength",
]


@pytest.mark.parametrize("place", TURNS)
def test_shipped_steps_in_which_people_take_turns_count_them(place: str) -> None:
    id_, name = place.split()
    item = shipped().activities[id_].item
    (taken,) = [each for each in item.steps if each.id == name]
    assert isinstance(taken.minutes, Counted)
