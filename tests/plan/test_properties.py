"""What is true of every workshop that can be made up from the shipped library."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from fitting import fitting, needed
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from trial import beside, changed, clock, freshly_read, outcome, shipped

from practicepack.diagnostics import Diagnostic, Severity
from practicepack.library.checks.audiences import together
from practicepack.library.facts import facts_in
from practicepack.library.load import Library
from practicepack.library.models import debrief
from practicepack.library.models.activity import DEBRIEF, Activity, ActivityStep
from practicepack.plan.clock.timing import MinuteRange, bounds
from practicepack.plan.model import ActivityPlan, Plan, SessionPlan, Slot
from practicepack.plan.people.audience import is_for
from practicepack.plan.people.gathering import Gathering, gathering, in_tracks
from practicepack.plan.variants import varied

Authored = dict[str, Any]
CUT = ("shortened", "left-out")
LAST_MINUTE = 23 * 60 + 59
OFTEN = settings(max_examples=25)


@cache
def again() -> Library:
    """The shipped library, read a second time."""
    return freshly_read()


AUDIENCES = st.lists(st.sampled_from(sorted(shipped().audiences)), unique=True, max_size=3).filter(
    lambda audience: (
        together(shipped(), audience)
        and facts_in(shipped().audiences[id_].item for id_ in audience).gender is not None
    )
)
ROOMS = st.lists(st.sampled_from(["women", "men", "elders", "community"]), unique=True, max_size=1)
PAUSES = st.one_of(
    st.integers(5, 30).map(lambda minutes: {"break": minutes}),
    st.integers(30, 90).map(lambda minutes: {"lunch": minutes}),
    st.just({"energiser": "any"}),
    st.just({"guest": "The mayor", "minutes": "5-10-20"}),
    st.just({"prework": "Bring a stone."}),
)
WIDE = st.just("1-60-999")
LIMITS = WIDE | st.sampled_from(["60-90-300", "120-150-240"])
TIGHT = WIDE | st.sampled_from(["45", "60-75-90"])
CLOCKS = st.tuples(st.integers(6 * 60, 8 * 60), st.integers(3 * 60, 15 * 60))
ANY_CLOCKS = st.tuples(st.integers(0, 20 * 60), st.integers(5, LAST_MINUTE))
ALL_DAY = st.just((0, LAST_MINUTE))


@dataclass(frozen=True)
class Made:
    """A workshop that was made up: its files, so that it is shown in a few words where it fails."""

    workshop: str
    sessions: dict[str, str]

    def over(self, found: Library) -> Library:
        """A library with this workshop in it."""
        return beside("trial", self.workshop, self.sessions, over=found)


@st.composite
def workshops(
    draw: st.DrawFn,
    limits: st.SearchStrategy[str] = LIMITS,
    clocks: st.SearchStrategy[tuple[int, int]] = CLOCKS,
    *,
    wild: bool = False,
) -> Made:
    """A workshop of one or two days. A wild one pays no heed to what comes first or is never done."""
    audience = draw(AUDIENCES)
    known = sorted(shipped().activities) if wild else fitting(frozenset(audience))
    methods = st.lists(st.sampled_from(known), min_size=1, max_size=2)
    sessions: dict[str, Authored] = {}

    def session(uses: Sequence[str], *, within: str, optional: bool) -> str:
        name = f"{len(sessions):02}"
        each = [{"use": one, "optional": optional and draw(st.booleans())} for one in uses]
        sessions[name] = {"title": name, "objectives": ["Try."], "minutes": within, "activities": each}
        return name

    def room(number: int) -> Authored:
        held = session(draw(methods), within=draw(limits), optional=True)
        people = draw(st.none() | st.integers(2, 30))
        stated = {} if people is None else {"participants": people}
        return {"title": f"Room {held}-{number}", "session": held, "audience": draw(ROOMS), **stated}

    def block() -> Authored:
        kind = draw(st.sampled_from(["session", "session", "parallel", "pause"]))
        if kind == "pause":
            return draw(PAUSES)
        if kind == "parallel":
            return {"parallel": [room(number) for number in range(draw(st.integers(2, 3)))]}
        return {"session": session(draw(methods), within=draw(limits), optional=True)}

    days = [[block() for _ in range(draw(st.integers(1, 3)))] for _ in range(draw(st.integers(1, 2)))]
    used = [use["use"] for one in sessions.values() for use in one["activities"]]
    first = dict.fromkeys(before for one in used for before in needed(one) if before not in used)
    if not wild:
        days[0].insert(0, {"session": session(["welcome-names", *first], within="1-60-999", optional=False)})
    times = [draw(clocks) for _ in days]
    workshop = {
        "title": "Trial",
        "purpose": "Try.",
        "participants": draw(st.integers(2, 60)),
        "facilitators": draw(st.integers(1, 5)),
        "audience": audience,
        "lacks": draw(st.lists(st.sampled_from(["paper", "electricity"]), unique=True)),
        "days": [
            {"start": clock(start), "end": clock(min(LAST_MINUTE, start + length)), "blocks": blocks}
            for (start, length), blocks in zip(times, days, strict=True)
        ],
    }
    return Made(json.dumps(workshop), {name: json.dumps(item) for name, item in sessions.items()})


def plan_of(found: Library) -> Plan:
    plan, _ = outcome(found)
    assume(plan is not None)
    assert plan
    return plan


def touch(whole: Slot | SessionPlan | ActivityPlan, parts: Sequence[Any]) -> bool:
    """Whether parts fill a whole exactly, each beginning where the one before it, or its break, ends."""
    now = whole.start
    for part in parts:
        now += getattr(part, "pause_before", 0)
        if part.start != now:
            return False
        now += part.minutes + getattr(part, "pause", 0)
    return now == whole.start + whole.minutes


def rooms(found: Library, plan: Plan) -> Iterator[tuple[ActivityPlan, Gathering]]:
    """Each activity of a plan, with the people in its room."""
    workshop = found.workshops["trial"].workshop.item
    whole = gathering(found, workshop)
    tracks: dict[str, Gathering] = {
        track.title: room
        for day in workshop.days
        for block in day.blocks
        for track, room in zip(block.parallel, in_tracks(found, whole, block.parallel), strict=True)
    }
    for session in plan.sessions:
        room = tracks[session.track.title] if session.track else whole
        yield from ((activity, room) for activity in session.activities)


def authored(found: Library, activity: ActivityPlan, room: Gathering) -> Activity:
    """An activity as it is for these people."""
    return varied(found.activities[activity.id].item, room.here, room.people)


def authored_steps(found: Library, activity: ActivityPlan, room: Gathering) -> dict[str, ActivityStep]:
    """The steps that an activity has for these people when time is not short."""
    item = authored(found, activity, room)
    return {step.id: step for step in item.steps if is_for(step, room.people)}


def reach(
    item: Activity, step: ActivityStep, activity: ActivityPlan, room: Gathering, *, short: bool
) -> MinuteRange:
    """The bounds of a step. A debrief may be longer, and is never shorter than its questions need."""
    minutes = step.shorter.minutes if short and step.shorter else step.minutes
    written = bounds(minutes, room.head_count(len(activity.groups))).times(room.factor)
    if step.id != DEBRIEF or not item.debrief:
        return written
    need = MinuteRange.of(debrief.minutes_needed(item.debrief, room.participants)).times(room.factor)
    return MinuteRange(max(written.min, need.min), written.ideal, 2 * max(written.max, need.max))


@given(workshops())
@OFTEN
def test_slots_of_a_day_touch_and_never_overlap(made: Made) -> None:
    found = made.over(shipped())
    plan = plan_of(found)
    authored_days = found.workshops["trial"].workshop.item.days
    for day, item in zip(plan.days, authored_days, strict=True):
        assert day.start == item.start.hour * 60 + item.start.minute
        assert day.end <= item.end.hour * 60 + item.end.minute
        assert all(one.end == after.start for one, after in pairwise(day.slots))
        assert min(slot.minutes for slot in day.slots) >= 0


@given(workshops())
@OFTEN
def test_minutes_of_steps_activities_and_sessions_add_up_exactly(made: Made) -> None:
    found = made.over(shipped())
    plan = plan_of(found)
    for slot in (slot for day in plan.days for slot in day.slots):
        assert slot.session is None or (slot.session.start, slot.session.minutes) == (
            slot.start,
            slot.minutes,
        )
        assert all(room.start == slot.start and room.end <= slot.end for room in slot.tracks)
        assert not slot.tracks or max(room.end for room in slot.tracks) == slot.end
    assert all(touch(session, session.activities) for session in plan.sessions)
    assert all(touch(activity, activity.steps) for activity in plan.activities)


@given(workshops())
@OFTEN
def test_every_step_keeps_its_bounds(made: Made) -> None:
    found = made.over(shipped())
    for activity, room in rooms(found, plan_of(found)):
        known = authored_steps(found, activity, room)
        for step in activity.steps:
            item = authored(found, activity, room)
            limits = reach(item, known[step.id], activity, room, short=step.short is not None)
            assert limits.min <= step.minutes <= limits.max, (activity.id, step.id)


@given(workshops())
@OFTEN
def test_a_step_that_is_kept_is_neither_dropped_nor_done_in_a_shorter_way(made: Made) -> None:
    found = made.over(shipped())
    for activity, room in rooms(found, plan_of(found)):
        there = {step.id: step for step in activity.steps}
        item = authored(found, activity, room)
        for id_, step in authored_steps(found, activity, room).items():
            assert id_ in there or step.optional, f"{activity.id}: {id_} is gone"
            if step.keep:
                assert there[id_].keep
                assert there[id_].short is None
                assert there[id_].minutes >= reach(item, step, activity, room, short=False).min


@given(workshops(TIGHT, ANY_CLOCKS, wild=True))
@OFTEN
def test_the_same_input_gives_the_same_plan(made: Made) -> None:
    found = made.over(shipped())
    assert outcome(found) == outcome(found)
    assert outcome(made.over(again())) == outcome(found)


def cuts(diagnostics: Iterable[Diagnostic]) -> set[Diagnostic]:
    """What was cut; what is said in the same words is told of once where a day cannot be held."""
    return {one for one in diagnostics if one.code in CUT}


@given(workshops(WIDE), st.integers(1, 300))
@OFTEN
def test_a_longer_day_never_cuts_what_a_shorter_one_kept(made: Made, more: int) -> None:
    found = made.over(shipped())
    days = found.workshops["trial"].workshop.item.days
    ends = [min(LAST_MINUTE, day.end.hour * 60 + day.end.minute + more) for day in days]
    longer = changed(found, *(f"days.{index}.end={clock(end)}" for index, end in enumerate(ends)))
    before, after = cuts(outcome(found)[1]), cuts(outcome(longer)[1])
    assert after - before == set()


@given(workshops(WIDE, ALL_DAY))
@OFTEN
def test_one_more_participant_never_lowers_what_is_brought_or_printed(made: Made) -> None:
    found = made.over(shipped())
    people = found.workshops["trial"].workshop.item.participants
    fewer, more = plan_of(found), plan_of(changed(found, f"participants={people + 1}"))
    assume(not any(change.kind in ("dropped", "shortened") for change in (*fewer.changes, *more.changes)))
    before, after = things(fewer), things(more)
    assert {thing: (count, after[thing]) for thing, count in before.items() if after[thing] < count} == {}


def things(plan: Plan) -> Counter[tuple[str, str]]:
    """How many of each thing and of each sheet; of cards and slips that are dealt, the largest deck.

    Rooms of one size share a deck that rooms of two sizes have twice.
    """
    found: Counter[tuple[str, str]] = Counter()
    for supply in plan.supplies:
        found["consumable" if supply.consumable else "reusable", supply.item.casefold()] += supply.quantity
    for sheet in plan.sheets:
        if sheet.pieces:
            found["sheet", sheet.id] = max(found["sheet", sheet.id], sheet.pieces)
        else:
            found["sheet", sheet.id] += sheet.copies
    return found


@given(workshops())
@OFTEN
def test_groups_hold_everybody_and_differ_by_one_at_most(made: Made) -> None:
    found = made.over(shipped())
    for activity in plan_of(found).activities:
        if activity.groups:
            assert sum(activity.groups) == activity.participants
            assert max(activity.groups) - min(activity.groups) <= 1


@given(workshops(TIGHT, ANY_CLOCKS, wild=True))
@settings(max_examples=80)
def test_there_is_a_plan_or_a_finding_that_helps(made: Made) -> None:
    found = made.over(shipped())
    plan, diagnostics = outcome(found)
    assert (plan is None) == any(one.severity is Severity.ERROR for one in diagnostics)
    assert [one for one in diagnostics if not one.hints and one.span is None] == []
