"""What a day looks like when something of it is left out: no pause without a purpose, lunch near its hour."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial import activity, clock, day, library, outcome, planned, session, shipped

from practicepack.diagnostics import ContentError
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.overrides import assignment, override
from practicepack.plan.model import ActivityPlan, DayPlan, Plan, SessionPlan
from practicepack.plan.resolve import draw, resolve

WORK = ("session", "parallel", "guest")
HOUR = "[{id: all, title: All, minutes: 60, cues: [{do: Try.}]}]"
LONG = "[{id: all, title: All, minutes: 30-60-90, cues: [{do: Try.}]}]"
CONTENT = {name: text for id_ in "abcd" for name, text in activity(id_, steps=HOUR).items()}
SESSIONS = {id_: session(id_) for id_ in "abcd"}
NO_RULES = ()
"""What comes before what is not what is tested here: the days are to hold whatever is left out."""


def of(*blocks: str, end: str, without: str = "", content: dict[str, str] = CONTENT) -> Library:
    """A day of these blocks, with the activities named by letters left out."""
    more = f"without: [{', '.join(without)}]"
    return library(day(*blocks, end=end), SESSIONS, content=content, more=more)


def slots(found: Library) -> list[str]:
    """The day as its kinds of blocks on the clock, with the letter of each session."""
    plan, _ = planned(found)
    names = ((slot, slot.session.id if slot.session else slot.kind) for slot in plan.days[0].slots)
    return [f"{clock(slot.start)} {name}" for slot, name in names]


CASE = ("session: a", "break: 15", "session: b", "lunch: 60", "session: c")


def test_orphan_break() -> None:
    found = of(*CASE, end="13:15", without="b")
    assert slots(found) == ["09:00 a", "10:00 break", "10:15 c", "11:15 lunch"]
    plan, _ = planned(found)
    assert [(one.kind, one.field) for one in plan.changes] == [("moved", "lunch")]


@pytest.mark.parametrize("gone", ["a", "ab", "ac"])
def test_a_meal_that_another_one_makes_needless_ends_nothing(gone: str) -> None:
    """To place lunch takes the meal before it out of the day, which then has no place to be moved to."""
    blocks = ("lunch: 60", "session: a", "{meal: Tea, minutes: 45}", "session: b", "session: c")
    found = of(*blocks, end="17:00", without=gone)
    folder = found.workshops["trial"]
    plan = draw(found, folder, NO_RULES).plan
    assert plan is not None
    assert [one.id for one in plan.sessions] == [id_ for id_ in "abc" if id_ not in gone]


def test_the_starter_has_no_break_before_lunch_and_lunch_at_noon() -> None:
    folder = without(shipped().workshops["power-and-voice"], ["four-kinds-of-power"], 20)
    plan, _ = resolve(shipped(), folder)
    (lunch,) = (slot for slot in plan.days[0].slots if slot.kind == "lunch")
    assert "12:00" <= clock(lunch.start) <= "12:30"
    assert orphans(plan.days[0]) == []
    assert {(one.kind, one.field) for one in plan.changes} >= {("beside", "break"), ("moved", "lunch")}


@pytest.mark.parametrize(
    ("blocks", "gone", "expected"),
    [
        (CASE, "", ["09:00 a", "10:00 break", "10:15 b", "11:15 lunch", "12:15 c"]),
        (("session: a", "break: 10", "session: b"), "a", ["09:00 b"]),
        (("session: a", "break: 10", "session: b"), "b", ["09:00 a"]),
        (
            ("session: a", "break: 10", "session: b", "break: 20", "session: c"),
            "b",
            ["09:00 a", "10:00 break", "10:20 c"],
        ),
        (("session: a", "energiser: toes-to-crown", "session: b"), "b", ["09:00 a"]),
        (("session: a", "energiser: toes-to-crown", "session: b"), "a", ["09:00 b"]),
        (
            ("session: a", "break: 10", "{guest: The mayor, minutes: 20}", "break: 5", "session: b"),
            "ab",
            ["09:00 guest"],
        ),
        (("break: 20", "session: a", "break: 10", "session: b"), "", None),
        (
            ("break: 20", "session: a", "break: 10", "session: b"),
            "a",
            ["09:00 break", "09:20 b"],
        ),
        (("session: a", "break: 10", "session: b", "lunch: 60"), "b", ["09:00 a", "10:00 lunch"]),
        (("session: a", "lunch: 60", "session: b"), "a", ["09:00 b", "10:00 lunch"]),
        (
            ("session: a", "break: 9", "session: b", "session: c", "lunch: 60", "session: d"),
            "bcd",
            ["09:00 a"],
        ),
    ],
    ids=[
        "nothing is left out",
        "a break first",
        "a break last",
        "a break beside a longer one",
        "an energiser last",
        "an energiser first",
        "a guest stays and needs no break",
        "tea on arrival",
        "tea on arrival stays and the next break goes",
        "lunch that ends the day as written",
        "lunch at its hour ends the day",
        "lunch far from its hour is no longer needed",
    ],
)
def test_blocks_that_served_something_go_with_it(
    blocks: tuple[str, ...], gone: str, expected: list[str] | None
) -> None:
    end = clock(9 * 60 + sum(60 for one in blocks if "session" in one or "lunch" in one) + 40)
    found = slots(of(*blocks, end=end, without=gone))
    assert found == expected if expected is not None else len(found) == len(blocks)


def test_lunch_keeps_its_hour_where_the_sessions_beside_it_can_grow() -> None:
    content = CONTENT | activity("a", steps=LONG) | activity("b", steps=LONG)
    blocks = ("session: a", "session: b", "lunch: 60", "session: c")
    assert slots(of(*blocks, end="13:00", content=content))[2] == "11:00 lunch"
    freed = of(*blocks, end="13:00", content=content, without="b")
    assert slots(freed) == ["09:00 a", "10:30 lunch", "11:30 c"]


def test_a_session_that_is_cut_for_want_of_time_takes_its_break_along() -> None:
    sessions = {**SESSIONS, "b": session("b?")}
    days = day("session: a", "break: 15", "session: b", end="10:00")
    plan, found = planned(library(days, sessions, content=CONTENT))
    assert [slot.kind for slot in plan.days[0].slots] == ["session"]
    assert [(one.kind, one.field) for one in plan.changes] == [("edge", "break"), ("dropped", "")]
    assert "left-out" in {one.code for one in found}


def test_a_day_of_which_only_pauses_are_left_is_empty() -> None:
    plan, found = outcome(of(*CASE, end="13:15", without="abc"))
    assert plan is None
    assert [one.code for one in found] == ["empty-day"]


def without(folder: WorkshopFolder, gone: list[str], people: int) -> WorkshopFolder:
    """A workshop without some activities, for so many people."""
    settings_ = [assignment(f"without=[{', '.join(gone)}]"), assignment(f"participants={people}")]
    return replace(folder, workshop=override(folder.workshop, settings_))


def orphans(day: DayPlan) -> list[str]:
    """The pauses of a day that serve nothing: written so by none of the shipped workshops."""
    kinds = [slot.kind for slot in day.slots if slot.kind != "prework"]
    wrong = [f"{kind} first" for kind in kinds[:1] if kind in ("break", "lunch", "energiser")]
    wrong += [f"{kind} last" for kind in kinds[-1:] if kind in ("break", "energiser")]
    for one, after in pairwise(kinds):
        pair = {one, after}
        if pair <= {"break", "lunch"} or (one == "energiser" and after not in WORK):
            wrong.append(f"{one} beside {after}")
    return wrong


USED = {
    id_: sorted({use for entry in folder.sessions.values() for use in entry.item.uses})
    for id_, folder in shipped().workshops.items()
}


@st.composite
def left_out(draw: st.DrawFn) -> tuple[str, list[str], int]:
    id_ = draw(st.sampled_from(sorted(USED)))
    return id_, draw(st.lists(st.sampled_from(USED[id_]), unique=True)), draw(st.integers(2, 120))


@given(left_out())
@settings(max_examples=40)
def test_no_block_is_an_orphan_whatever_is_left_out(case: tuple[str, list[str], int]) -> None:
    id_, gone, people = case
    folder = without(shipped().workshops[id_], gone, people)
    plan = planned_or_none(folder)
    if plan is None:
        return
    for day_, item in zip(plan.days, folder.workshop.item.days, strict=True):
        assert orphans(day_) == []
        assert day_.start == item.start.hour * 60 + item.start.minute
        assert day_.end <= item.end.hour * 60 + item.end.minute
        assert all(one.end == after.start for one, after in pairwise(day_.slots))
    assert all(holds(plan_session) for plan_session in plan.sessions)
    assert all(holds(one) for one in plan.activities)
    lunch_stays_near(plan, folder)


def planned_or_none(folder: WorkshopFolder) -> Plan | None:
    try:
        return resolve(shipped(), folder, NO_RULES)[0]
    except ContentError:
        return None


def holds(whole: SessionPlan | ActivityPlan) -> bool:
    """Whether the parts of a session or an activity, and the breaks between them, fill it exactly."""
    if isinstance(whole, SessionPlan):
        return sum(one.minutes + one.pause_before for one in whole.activities) == whole.minutes
    return sum(step.minutes + step.pause for step in whole.steps) == whole.minutes


def lunch_stays_near(plan: Plan, folder: WorkshopFolder) -> None:
    """Lunch is at most an hour and a half off the hour that it has when nothing is left out."""
    whole = without(folder, [], folder.workshop.item.participants)
    usual = planned_or_none(whole)
    if usual is None:
        return
    for one, other in zip(plan.days, usual.days, strict=True):
        before = [slot.start for slot in other.slots if slot.kind == "lunch"]
        for slot in (slot for slot in one.slots if slot.kind == "lunch"):
            assert abs(slot.start - before[0]) <= 90, (clock(slot.start), clock(before[0]))
