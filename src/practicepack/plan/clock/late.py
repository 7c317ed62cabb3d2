"""How to make up for a late start: from the nearest session on, in the planner's order of shortening.

Each session gives what it can: second rounds, then fewer cards or stations, a gallery, a plenary of two
groups only, then minutes of its steps. Where all of them together give too little, optional activities and
sessions go, the last of the day first. What is marked `keep` is neither left out nor shortened in an activity
that is run, breaks keep their minutes, and what others build on stays. Short forms of activities are not
proposed: a pack does not hold them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from practicepack.plan.catch_up import CatchUp, Saving, What
from practicepack.plan.clock.shorten import STAGES, Shorter
from practicepack.plan.draft import (
    NEVER_LEFT_OUT,
    DraftActivity,
    DraftBlock,
    DraftDay,
    DraftSession,
    activities,
)
from practicepack.plan.model import ActivityPlan, DayPlan, SessionPlan, Slot
from practicepack.plan.steps import StepPlan

LATE = (10, 20, 30)
"""How many minutes late a session may start for which there is advice."""
LEAST = 3
"""Minutes: to save fewer is not worth a change."""


@dataclass(frozen=True, slots=True)
class _Activity:
    """An activity on the clock, and the draft of it, which knows how short it can be."""

    draft: DraftActivity
    plan: ActivityPlan
    number: int
    """The number of its session."""
    rooms: tuple[str, ...]

    @property
    def whole(self) -> Saving:
        """What it saves where it goes."""
        title, minutes = self.plan.title, self.plan.minutes
        return Saving("whole", title, minutes, 0, "", self.number, self.plan.id, "", self.rooms)

    def step(self, what: What, step: StepPlan, minutes: int, text: str = "") -> Saving:
        """What it saves where a step takes so many minutes."""
        saves = step.minutes - minutes
        return Saving(what, step.title, saves, minutes, text, self.number, self.plan.id, step.id, self.rooms)

    @property
    def may_go(self) -> bool:
        return self.draft.optional and self.plan.kind not in NEVER_LEFT_OUT


@dataclass(frozen=True, slots=True)
class _Room:
    """A session in its room: everything in it that can take less time, in the order of the stages."""

    activities: tuple[_Activity, ...]
    savings: tuple[Saving, ...]

    @property
    def most(self) -> int:
        """The most minutes that it can give."""
        return sum(saving.saves for saving in self.savings)

    def give(self, minutes: int) -> Iterator[Saving]:
        """What gives at least so many minutes. Nothing is shortened more than is needed."""
        for saving in self.savings:
            if minutes < LEAST:
                return
            spare = max(0, saving.saves - minutes)
            if saving.what == "step":  # it goes, or it does not
                spare = 0
            yield replace(saving, saves=saving.saves - spare, minutes=saving.minutes + spare)
            minutes -= saving.saves


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of the day from which time can come: its rooms, or free time."""

    block: DraftBlock
    slot: Slot
    rooms: tuple[_Room, ...]

    @property
    def most(self) -> int:
        """The most minutes that it gives: no room can be quicker than the slowest."""
        if self.block.kind == "free":
            return self.slot.minutes
        return min((room.most for room in self.rooms), default=0)

    def give(self, minutes: int) -> Iterator[Saving]:
        if self.block.kind == "free":
            yield Saving("free", self.slot.text, minutes, self.slot.minutes - minutes)
        for room in self.rooms:
            yield from room.give(minutes)


def with_catch_up(day: DayPlan, draft: DraftDay, later: Sequence[DraftDay]) -> DayPlan:
    """The day with advice at each of its sessions. `later` are the days after it."""
    pairs = list(zip(draft.blocks, day.slots, strict=True))
    places = [_Place(block, slot, tuple(_rooms(block, slot))) for block, slot in pairs]
    needed = _needed(draft, later)
    slots = tuple(
        replace(place.slot, catch_up=tuple(_advice(places[at:], needed)))
        if place.slot.sessions
        else place.slot
        for at, place in enumerate(places)
    )
    return replace(day, slots=slots)


def _needed(day: DraftDay, later: Sequence[DraftDay]) -> Mapping[str, frozenset[str]]:
    """By what an activity builds on: the activities that do."""
    found: dict[str, frozenset[str]] = {}
    for activity in activities([day, *later]):
        for before in activity.item.after:
            found[before] = found.get(before, frozenset()) | {activity.id}
    return found


def _rooms(block: DraftBlock, slot: Slot) -> Iterator[_Room]:
    for draft, session in zip(block.sessions, slot.sessions, strict=True):
        room = (session.track.title,) if session.track and len(slot.sessions) > 1 else ()
        pairs = zip(draft.activities, session.activities, strict=True)
        found = tuple(_Activity(one, plan, session.number, room) for one, plan in pairs)
        yield _Room(found, tuple(_savings(draft, session, found)))


def _savings(draft: DraftSession, session: SessionPlan, found: Sequence[_Activity]) -> Iterator[Saving]:
    """All that can take less time in a session: cuts in the order of their stages, then minutes of steps."""
    cut: set[tuple[str, str]] = set()
    for stage in STAGES:
        for activity in reversed(found):
            for shorter in stage(activity.draft):
                saving = _cut(activity, shorter)
                if saving and saving.saves >= LEAST and (saving.activity, saving.step) not in cut:
                    cut.add((saving.activity, saving.step))
                    yield saving
    # what is stated for the whole session holds for what its steps give, as it does for the planner
    room = max(0, session.minutes - draft.limits.min)
    for saving in sorted(_minutes(found, cut), key=lambda one: -one.saves):
        gives = min(saving.saves, room)
        room -= gives
        if gives >= LEAST:
            yield replace(saving, saves=gives, minutes=saving.minutes + saving.saves - gives)


def _cut(activity: _Activity, shorter: Shorter) -> Saving | None:
    """What the planner would cut in an activity, if it is a step or a shorter way and saves anything."""
    if shorter.what not in ("step", "way") or shorter.becomes is None:
        return None
    stays = {step.item.id: step for step in shorter.becomes.steps}
    for before, step in zip(activity.draft.steps, activity.plan.steps, strict=True):
        after = stays.get(step.id)
        if after is None:
            return activity.step("step", step, 0)
        if after.is_short and not before.is_short:
            return activity.step("way", step, min(step.minutes, after.minutes.min), shorter.said)
    return None


def _minutes(found: Sequence[_Activity], cut: Collection[tuple[str, str]]) -> Iterator[Saving]:
    """The steps that can take fewer minutes than planned, by as many as they can."""
    for activity in found:
        limits = activity.draft.limits
        room = activity.plan.minutes - limits.min if limits else activity.plan.minutes
        for before, step in zip(activity.draft.steps, activity.plan.steps, strict=True):
            gives = min(step.minutes - before.minutes.min, room)
            if step.keep or gives < LEAST or (activity.plan.id, step.id) in cut:
                continue
            room -= gives
            yield activity.step("less", step, step.minutes - gives)


def _advice(rest: Sequence[_Place], needed: Mapping[str, frozenset[str]]) -> Iterator[CatchUp]:
    """What to do when the first of some places starts late, up to the next fixed time."""
    reach = [rest[0], *takewhile(lambda place: place.block.at is None, rest[1:])]
    end = reach[-1].slot.end
    for late in LATE:
        places, gone = _lighter(reach, late, needed)
        savings, until = list(gone), max((_end(reach, one) for one in gone), default=rest[0].slot.start)
        left = late - sum(one.saves for one in gone)
        for place in places:
            given = tuple(place.give(min(left, place.most))) if min(left, place.most) >= LEAST else ()
            if given:
                left -= _won(given)
                savings += _together(given, len(place.rooms))
                until = max(until, place.slot.end)
        missing = left if left >= LEAST else 0
        yield CatchUp(late, tuple(savings), missing, end if missing else until)


def _won(savings: Sequence[Saving]) -> int:
    """The minutes that one place gives: what the slowest of its rooms does."""
    rooms: dict[int, int] = {}
    for saving in savings:
        rooms[saving.number] = rooms.get(saving.number, 0) + saving.saves
    return min(rooms.values(), default=0)


def _together(savings: Sequence[Saving], rooms: int) -> Iterator[Saving]:
    """What several rooms do alike, once; what all of them do is for no room in particular."""
    if rooms == 1:
        yield from savings
        return
    alike: dict[object, list[Saving]] = {}
    for saving in savings:
        thing = (saving.what, saving.activity, saving.step, saving.saves, saving.minutes)
        alike.setdefault(thing, []).append(saving)
    for several in alike.values():
        titles = tuple(title for saving in several for title in saving.rooms)
        yield replace(several[0], rooms=() if len(several) == rooms else titles)


def _end(places: Sequence[_Place], saving: Saving) -> int:
    numbers = ((session.number, place.slot.end) for place in places for session in place.slot.sessions)
    return next(end for number, end in numbers if number == saving.number)


def _lighter(
    places: Sequence[_Place], late: int, needed: Mapping[str, frozenset[str]]
) -> tuple[list[_Place], list[Saving]]:
    """The places without the activities and sessions that have to go whole, and what that saves."""
    left, gone = list(places), list[Saving]()
    while sum(place.most for place in left) + sum(one.saves for one in gone) < late:
        saving = _last_whole(left, needed, gone) or _last_session(left, needed, gone)
        if saving is None:
            return left, gone
        gone.append(saving)
        left = [_without(place, saving) for place in left]
    return left, gone


def _last_whole(
    places: Sequence[_Place], needed: Mapping[str, frozenset[str]], gone: Sequence[Saving]
) -> Saving | None:
    """The last optional activity on which nothing builds. A session is never emptied in this way."""
    for place in reversed(places):
        activities_here = place.rooms[0].activities if len(place.rooms) == 1 else ()
        for activity in reversed(activities_here):
            is_free = _is_free({activity.draft.id, activity.draft.use}, needed, gone)
            if activity.may_go and is_free and len(activities_here) > 1:
                return activity.whole
    return None


def _last_session(
    places: Sequence[_Place], needed: Mapping[str, frozenset[str]], gone: Sequence[Saving]
) -> Saving | None:
    """The last optional session on which nothing builds."""
    for place in reversed(places):
        here = [activity for room in place.rooms for activity in room.activities]
        ids = {id_ for activity in here for id_ in (activity.draft.id, activity.draft.use)}
        if place.block.optional and here and _is_free(ids, needed, gone):
            title = ", ".join(dict.fromkeys(session.title for session in place.slot.sessions))
            minutes = sum(activity.plan.minutes for activity in place.rooms[0].activities)
            return Saving("session", title, minutes, number=here[0].number)
    return None


def _is_free(ids: set[str], needed: Mapping[str, frozenset[str]], gone: Sequence[Saving]) -> bool:
    """Whether nothing that is still done builds on some activities."""
    out = ids | {saving.activity for saving in gone}
    return all(needed.get(id_, frozenset()) <= out for id_ in ids)


def _without(place: _Place, saving: Saving) -> _Place:
    """A place without what goes whole: an activity of its session, or all that is done there."""
    if saving.number not in [session.number for session in place.slot.sessions]:
        return place
    if saving.what == "session":
        return replace(place, rooms=())
    room = place.rooms[0]
    stays = tuple(activity for activity in room.activities if activity.plan.id != saving.activity)
    savings = tuple(one for one in room.savings if one.activity != saving.activity)
    return replace(place, rooms=(_Room(stays, savings),))
