"""Pauses inside a session and inside an activity, and where a hint says that one can go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial import activity, clock, day, facet, library, planned, said, session, step, steps

from practicepack.library.load import Library
from practicepack.plan.model import SessionPlan

LONG = steps(
    step("start", "40-50-60"),
    step("middle", "20-30-40", "pause_after: true"),
    step("more", "20-30-40", "pause_after: true"),
    step("debrief", "10-20-30", "keep: true"),
)
SHORT = steps(step("all", "20-30-40"))
CONTENT = activity("long", steps=LONG) | activity("short", steps=SHORT) | activity("other", steps=SHORT)
CONTENT |= facet("tired", longest_block="45")
WITH_BREAK = """\
title: With a break
objectives: [Try.]
minutes: 1-60-999
activities: [{use: short}, {break: 15}, {use: other}, {use: long}]
"""


def of(text: str, *, end: str, audience: str = "", more: str = "") -> Library:
    days = day("session: a", end=end)
    return library(days, {"a": text}, content=CONTENT, audience=audience, more=more)


def only(found: Library) -> SessionPlan:
    plan, _ = planned(found)
    return next(plan.sessions)


def exact(plan: SessionPlan) -> bool:
    """Whether activities, steps and the pauses between them fill a session without a gap."""
    now = plan.start
    for one in plan.activities:
        now += one.pause_before
        if one.start != now:
            return False
        for each in one.steps:
            if each.start != now:
                return False
            now += each.minutes + each.pause
        if one.end != now:
            return False
    return now == plan.end


def test_a_long_activity_gets_a_pause_after_the_step_nearest_to_its_middle() -> None:
    found = of(session("long"), end="11:20")
    made = only(found)
    assert [(one.id, one.pause) for one in made.activities[0].steps if one.pause] == [("middle", 10)]
    assert made.pauses == ((made.activities[0].steps[1].end, made.activities[0].steps[1].end + 10),)
    assert exact(made)
    assert said(found, "long-block") == []
    assert [one.text for one in planned(found)[0].changes if one.kind == "paused"] == ["Long: Middle"]


def test_people_who_need_more_pauses_get_more() -> None:
    made = only(of(session("long"), end="11:40", audience="tired"))
    assert [one.id for one in made.activities[0].steps if one.pause] == ["middle", "more"]


@pytest.mark.parametrize(("uses", "end"), [(("long",), "10:30"), (("short", "other"), "10:10")])
def test_where_nobody_sits_too_long_there_is_none(uses: tuple[str, ...], end: str) -> None:
    assert only(of(session(*uses), end=end)).pauses == ()


def test_a_pause_is_no_reason_to_cut_anything() -> None:
    found = of(session("long", "short"), end="10:55")
    plan, _ = planned(found)
    assert [one.kind for one in plan.changes if one.kind in ("dropped", "shortened")] == []
    assert next(plan.sessions).pauses == ()
    assert len(said(found, "long-block")) == 1


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ("", [("short", 0), ("other", 15), ("long", 0)]),
        ("other", [("short", 0), ("long", 15)]),
        ("short", [("other", 0), ("long", 0)]),
        ("other, long", [("short", 0)]),
    ],
    ids=["as written", "what followed is left out", "what came before is left out", "nothing follows"],
)
def test_a_break_of_a_session_is_between_two_activities(
    without: str, expected: list[tuple[str, int]]
) -> None:
    made = only(of(WITH_BREAK, end="11:30", more=f"without: [{without}]"))
    assert [(one.id, one.pause_before) for one in made.activities] == expected
    assert exact(made)


@pytest.mark.parametrize(
    ("text", "end", "hint"),
    [
        (
            session("short", "other", "short"),
            "11:00",
            'put  - break: 15  before "other" (line 4 of sessions/trial/a.yaml)',
        ),
        (
            session("walk"),
            "11:00",
            'set  pause_after: true  on the step "One" (line 6 of content/activities/walk.yaml; '
            "practicepack copy walk  puts that file into your folder)",
        ),
        (
            session("one"),
            "11:00",
            "divide the longest step into two steps, and set  pause_after: true  on the first",
        ),
    ],
)
def test_the_hint_names_a_place_for_a_break(text: str, end: str, hint: str) -> None:
    content = CONTENT | activity("walk", steps=steps(step("one", "60"), step("debrief", "60")))
    content |= activity("one", steps=steps(step("one", "120")))
    content |= activity("short", steps=steps(step("all", "40"))) | activity(
        "other", steps=steps(step("all", "40"))
    )
    found = library(day("session: a", end=end), {"a": text}, content=content)
    ((_, hints),) = said(found, "long-block")
    assert hints == (hint,)


@given(
    st.lists(st.sampled_from(["long", "short", "other"]), min_size=1, max_size=4, unique=True),
    st.booleans(),
    st.integers(40, 400),
)
@settings(max_examples=60)
def test_pauses_never_leave_a_gap_or_go_into_a_debrief(uses: list[str], tired: bool, minutes: int) -> None:
    end = clock(9 * 60 + max(minutes, 20 * len(uses) + 70 * ("long" in uses)))
    made = only(of(session(*uses), end=end, audience="tired" if tired else ""))
    assert exact(made)
    assert all(each.id != "debrief" for one in made.activities for each in one.steps if each.pause)


@pytest.mark.parametrize(("second", "expected"), [("a", 1), ("b", 0)], ids=["both rooms", "one room alone"])
def test_rooms_side_by_side_pause_together_where_they_do_the_same(second: str, expected: int) -> None:
    sessions = {"a": session("long"), "b": session("short", minutes="1-60-999")}
    rooms = f"parallel: [{{title: One, session: a}}, {{title: Two, session: {second}}}]"
    plan, _ = planned(library(day(rooms, end="11:20"), sessions, content=CONTENT, participants=40))
    (slot,) = plan.days[0].slots
    assert len(slot.pauses) == expected
    assert all(exact(one) for one in slot.sessions)
