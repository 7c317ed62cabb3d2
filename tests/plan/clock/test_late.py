"""A session that starts late: what is proposed saves what it says, and never touches what must stay."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from trial import activity, changed, clock, day, library, planned, session, shipped, step, steps

from practicepack.diagnostics import ContentError
from practicepack.library.load import Library
from practicepack.library.overrides import assignment, override
from practicepack.plan.catch_up import CatchUp, Saving
from practicepack.plan.clock.fitted import fitted
from practicepack.plan.clock.late import LATE, LEAST_SAVING
from practicepack.plan.draft import DraftDay
from practicepack.plan.drafter import Drafter
from practicepack.plan.model import Plan, SessionPlan, Slot
from practicepack.plan.resolve import resolve

WALK = steps(
    step("open", "5"),
    step("extra", "10", "optional: true"),
    step("cards", "20", "shorter: {by: fewer, minutes: 10, do: Do fewer.}"),
    step("report", "20", "shorter: {by: gallery, minutes: 10, do: Walk past.}"),
    step("debrief", "20", "keep: true"),
)
CONTENT = (
    activity("walk", steps=WALK)
    | activity("talk", steps=steps(step("all", "20-30-40")))
    | activity("sing", steps=steps(step("all", "20")))
    | activity("base", steps=steps(step("all", "20")))
    | activity("tower", steps=steps(step("all", "20")), after="[base]")
    | activity("vow", steps=steps(step("one", "20", "keep: true"), step("two", "10", "keep: true")))
    | activity("part", kind="closing", steps=steps(step("all", "10")))
)
Minutes = dict[tuple[int, str, str], int]
"""The minutes of each step, by its session's number, its activity and its id."""


def of(*uses: str, minutes: int, more: tuple[str, ...] = ()) -> Library:
    """A day from midnight with a session of these activities, and more sessions of one activity each."""
    sessions = {"01-try": session(*uses)} | {f"0{at}-{use}": session(use) for at, use in enumerate(more, 2)}
    blocks = [f"session: {name}" for name in sessions]
    return library(day(*blocks, start="00:00", end=clock(minutes)), sessions, content=CONTENT)


def advice(found: Library, slot: int = 0) -> list[CatchUp]:
    plan, _ = planned(found)
    return list(plan.days[0].slots[slot].catch_up)


def short(one: CatchUp) -> list[tuple[str, str, int, int]]:
    return [(saving.what, saving.title, saving.saves, saving.minutes) for saving in one.savings]


def test_a_session_gives_in_the_order_of_shortening_and_no_more_than_needed() -> None:
    ten, twenty, thirty = advice(of("walk", minutes=75))
    assert short(ten) == [("step", "Extra", 10, 0)]
    assert short(twenty) == [("step", "Extra", 10, 0), ("way", "Cards", 10, 10)]
    assert short(thirty) == [*short(twenty), ("way", "Report", 10, 10)]
    assert thirty.savings[1].text == "Do fewer."
    assert [one.missing for one in (ten, twenty, thirty)] == [0, 0, 0]


def test_minutes_of_steps_come_after_shorter_ways_and_the_nearest_session_first() -> None:
    ten, twenty, thirty = advice(of("talk", minutes=105, more=("walk",)))
    assert short(ten) == [("less", "All", 10, 20)]
    assert short(twenty) == [("less", "All", 10, 20), ("step", "Extra", 10, 0)]
    assert [clock(one.until) for one in (ten, twenty, thirty)] == ["00:30", "01:45", "01:45"]


def test_what_is_kept_and_breaks_give_nothing_and_what_is_missing_is_said() -> None:
    sessions = {"01-try": session("vow"), "02-end": session("vow")}
    days = day("session: 01-try", "break: 15", "session: 02-end", start="00:00", end="01:15")
    found = advice(library(days, sessions, content=CONTENT))
    assert [(one.savings, one.missing, clock(one.until)) for one in found] == [
        ((), late, "01:15") for late in LATE
    ]


def test_an_optional_activity_goes_where_nothing_else_is_enough() -> None:
    ten, twenty, thirty = advice(of("talk", "sing?", minutes=50))
    assert short(ten) == [("less", "All", 10, 20)]
    assert short(twenty) == [("whole", "Sing", 20, 0)]
    assert short(thirty) == [("whole", "Sing", 20, 0), ("less", "All", 10, 20)]


def test_what_others_build_on_stays_also_if_they_come_on_another_session() -> None:
    assert short(advice(of("base?", "vow", minutes=50))[1]) == [("whole", "Base", 20, 0)]
    assert [one.savings for one in advice(of("base?", "vow", minutes=70, more=("tower",)))] == [(), (), ()]


def test_what_holds_a_meeting_together_stays() -> None:
    assert [one.savings for one in advice(of("vow", "part?", minutes=40))] == [(), (), ()]


def test_an_optional_session_goes_last() -> None:
    sessions = {"01-try": session("talk"), "02-sing": session("sing")}
    days = day("session: 01-try", "{session: 02-sing, optional: true}", start="00:00", end="00:50")
    ten, twenty, thirty = advice(library(days, sessions, content=CONTENT))
    assert short(ten) == [("less", "All", 10, 20)]
    assert short(twenty) == [("session", "Trial", 20, 0)]
    assert short(thirty) == [("session", "Trial", 20, 0), ("less", "All", 10, 20)]


def test_the_time_is_made_up_before_the_next_fixed_point_and_free_time_is_not_waited_for() -> None:
    sessions = {"01-try": session("talk"), "02-walk": session("walk")}
    blocks = ("session: 01-try", '{lunch: 60, at: "01:00"}', "session: 02-walk")
    ten, twenty, thirty = advice(library(day(*blocks, start="00:00", end="03:15"), sessions, content=CONTENT))
    assert short(ten) == [("less", "All", 10, 30)]
    assert short(twenty) == [("less", "All", 20, 20)]
    assert [(saving.what, saving.saves) for saving in thirty.savings] == [("less", 20), ("free", 10)]
    assert (thirty.missing, clock(thirty.until)) == (0, "01:00")


@pytest.mark.parametrize(
    ("men", "savings", "missing"),
    [
        ("walk", [("step", "Extra", ())], 0),
        ("talk", [("step", "Extra", ("Women",)), ("less", "All", ("Men",))], 0),
        ("vow", [], 10),
    ],
)
def test_rooms_at_the_same_time_save_as_much_as_the_slowest(
    men: str, savings: list[tuple[str, str, tuple[str, ...]]], missing: int
) -> None:
    sessions = {"01-a": session("walk"), "02-b": session(men)}
    rooms = (
        "{title: Women, session: 01-a, audience: [women]}",
        "{title: Men, session: 02-b, audience: [men]}",
    )
    days = day(f"parallel: [{', '.join(rooms)}]", start="00:00", end="01:15")
    ten = advice(library(days, sessions, content=CONTENT))[0]
    assert [(one.what, one.title, one.rooms) for one in ten.savings] == savings
    assert ten.missing == missing


# --- Properties: the advice is followed, and the minutes are counted.


def sessions_of(plan: Plan) -> Iterator[tuple[Slot, SessionPlan]]:
    return ((slot, session) for day in plan.days for slot in day.slots for session in slot.sessions)


def as_planned(plan: Plan) -> Minutes:
    return {
        (session.number, activity.id, step.id): step.minutes
        for _, session in sessions_of(plan)
        for activity in session.activities
        for step in activity.steps
    }


def hits(saving: Saving, session: SessionPlan, slot: Slot) -> bool:
    """Whether a saving is meant for a session: its own, or one that does the same in another room."""
    if saving.number not in [one.number for one in slot.sessions]:
        return False
    if len(slot.sessions) == 1 or saving.what == "session":
        return True
    return not saving.rooms or (session.track is not None and session.track.title in saving.rooms)


def followed(plan: Plan, one: CatchUp) -> Minutes:
    """The minutes of each step when the advice is followed."""
    minutes = as_planned(plan)
    for saving in one.savings:
        for slot, held in sessions_of(plan):
            for key in list(minutes):
                is_meant = saving.what == "session" or saving.activity == key[1]
                is_step = saving.step in ("", key[2])
                if key[0] == held.number and hits(saving, held, slot) and is_meant and is_step:
                    if saving.step:
                        assert minutes[key] - saving.minutes == saving.saves
                    minutes[key] = saving.minutes
    return minutes


def saved(plan: Plan, start: Slot, one: CatchUp) -> int:
    """The minutes that are won: in each stretch, those of the slowest room."""
    before, after = as_planned(plan), followed(plan, one)
    won = sum(saving.saves for saving in one.savings if saving.what == "free")
    for each in plan.days:
        for slot in each.slots:
            rooms = []
            for held in slot.sessions:
                keys = [key for key in before if key[0] == held.number]
                rooms.append(sum(before[key] - after[key] for key in keys))
            assert not any(rooms) or (start in each.slots and slot.start >= start.start)
            won += min(rooms, default=0)
    return won


WORKSHOPS = st.sampled_from(sorted(shipped().workshops))


@given(WORKSHOPS, st.integers(8, 40), st.sampled_from([-45, -20, 0, 25]))
@settings(max_examples=25)
def test_following_the_advice_saves_what_it_says_and_never_touches_what_is_kept(
    workshop: str, participants: int, longer: int
) -> None:
    folder = shipped().workshops[workshop]
    ends = folder.workshop.item.days[0].end
    end = clock(ends.hour * 60 + ends.minute + longer)
    settings_ = [assignment(f"participants={participants}"), assignment(f"days.0.end={end}")]
    try:
        folder = replace(folder, workshop=override(folder.workshop, settings_))
        plan, _ = resolve(shipped(), folder)
    except ContentError:
        assume(False)
    drafts, _ = fitted(shipped(), folder, Drafter(shipped(), folder))
    least = shortest(plan, drafts)
    kept = {
        (session.number, activity.id, step.id)
        for _, session in sessions_of(plan)
        for activity in session.activities
        for step in activity.steps
        if step.keep
    }
    before = as_planned(plan)
    for slot in (slot for each in plan.days for slot in each.slots):
        for one in slot.catch_up:
            won, after = saved(plan, slot, one), followed(plan, one)
            assert one.late - one.missing - won < LEAST_SAVING
            assert one.missing == 0 or one.missing == one.late - won
            whole = {saving.activity for saving in one.savings if saving.what == "whole"}
            for key in kept:
                assert after[key] == before[key] or key[1] in whole or not run(after, key)
            for saving in one.savings:
                if saving.what == "less":
                    assert saving.minutes >= least[saving.number, saving.activity, saving.step]
            gone = {key[1] for key in before if not run(after, key)}
            needed = {id_ for each in plan.activities if each.id not in gone for id_ in after_of(each.id)}
            assert not gone & needed


def run(minutes: Minutes, key: tuple[int, str, str]) -> bool:
    """Whether anything is left of an activity."""
    return any(value for other, value in minutes.items() if other[:2] == key[:2])


def after_of(id_: str) -> tuple[str, ...]:
    return shipped().activities[id_].item.after


def shortest(plan: Plan, drafts: Sequence[DraftDay]) -> Mapping[tuple[int, str, str], int]:
    """The fewest minutes of each step, as the planner knows them."""
    found: Minutes = {}
    for each, draft in zip(plan.days, drafts, strict=True):
        for held, drafted in zip(each.sessions, draft.sessions, strict=True):
            for used in drafted.activities:
                for one in used.steps:
                    found[held.number, used.id, one.item.id] = one.minutes.min
    return found


@pytest.mark.parametrize("workshop", sorted(shipped().workshops))
def test_every_session_of_the_shipped_workshops_has_advice(workshop: str) -> None:
    plan, _ = resolve(shipped(), shipped().workshops[workshop])
    for slot, _session in sessions_of(plan):
        assert tuple(one.late for one in slot.catch_up) == LATE


def test_a_day_without_time_to_spare_still_has_a_word() -> None:
    found = changed(of("vow", minutes=30), "participants=21")
    assert [one.missing for one in advice(found)] == [*LATE]
