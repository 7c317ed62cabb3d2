"""How to make up for a late start: from the nearest session on, in the planner's order of shortening.

Each session gives what it can: second rounds, then fewer cards or stations, a gallery, a plenary of two
groups only, then minutes of its steps. Where all of them together give too little, optional activities and
sessions go, the last of the day first. What is marked `keep` is neither left out nor shortened in an activity
that is run, breaks keep their minutes, and what others build on stays. Short forms of activities are not
proposed: a pack does not hold them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from practicepack.plan.catch_up import CatchUp, Saving, SavingKind
from practicepack.plan.clock.shorten import STAGES, Shortcut
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
LEAST_SAVING = 3
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
    def leaving_out(self) -> Saving:
        """What it saves where it goes."""
        return Saving(
            what="whole",
            title=self.plan.title,
            saves=self.plan.minutes,
            number=self.number,
            activity=self.plan.id,
            rooms=self.rooms,
        )

    def saving(self, what: SavingKind, step: StepPlan, minutes: int, text: str = "") -> Saving:
        """What it saves where a step takes so many minutes."""
        return Saving(
            what=what,
            title=step.title,
            saves=step.minutes - minutes,
            minutes=minutes,
            text=text,
            number=self.number,
            activity=self.plan.id,
            step=step.id,
            rooms=self.rooms,
        )

    @property
    def ids(self) -> set[str]:
        """By what others can build on it: as it is here, and as the session uses it."""
        return {self.draft.id, self.draft.use}

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
        return _saved(self.savings)

    def give(self, minutes: int) -> Iterator[Saving]:
        """What gives at least so many minutes. Nothing is shortened more than is needed."""
        for saving in self.savings:
            if minutes < LEAST_SAVING:
                return
            spare = max(0, saving.saves - minutes)
            # A step cannot go by half: it saves all of its minutes, or none.
            if saving.what == "step":
                spare = 0
            yield replace(saving, saves=saving.saves - spare, minutes=saving.minutes + spare)
            minutes -= saving.saves


@dataclass(frozen=True, slots=True)
class _Stretch:
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

    def give_up_to(self, minutes: int) -> Iterator[Saving]:
        """What gives so many minutes, or as many as it can; nothing where that is not worth a change."""
        gives = min(minutes, self.most)
        if gives < LEAST_SAVING:
            return
        if self.block.kind == "free":
            yield Saving("free", self.slot.text, gives, self.slot.minutes - gives)
        for room in self.rooms:
            yield from room.give(gives)


def with_catch_up(day: DayPlan, draft: DraftDay, later: Sequence[DraftDay]) -> DayPlan:
    """The day with advice at each of its sessions. `later` are the days after it."""
    places: list[_Stretch] = []
    for block, slot in zip(draft.blocks, day.slots, strict=True):
        places.append(_Stretch(block, slot, tuple(_rooms_of(block, slot))))
    needed_by = _needed_by([draft, *later])
    slots: list[Slot] = []
    for at, place in enumerate(places):
        slot = place.slot
        if slot.sessions:
            slot = replace(slot, catch_up=tuple(_advice(places[at:], needed_by)))
        slots.append(slot)
    return replace(day, slots=tuple(slots))


def _needed_by(days: Sequence[DraftDay]) -> Mapping[str, set[str]]:
    """By what an activity builds on: the activities that do."""
    needed_by: dict[str, set[str]] = {}
    for activity in activities(days):
        for before in activity.item.after:
            needed_by.setdefault(before, set()).add(activity.id)
    return needed_by


def _rooms_of(block: DraftBlock, slot: Slot) -> Iterator[_Room]:
    for draft, session in zip(block.sessions, slot.sessions, strict=True):
        titles: tuple[str, ...] = ()
        if session.track and len(slot.sessions) > 1:
            titles = (session.track.title,)
        on_clock: list[_Activity] = []
        for activity, plan in zip(draft.activities, session.activities, strict=True):
            on_clock.append(_Activity(activity, plan, session.number, titles))
        yield _Room(tuple(on_clock), tuple(_savings(draft, session, on_clock)))


def _savings(draft: DraftSession, session: SessionPlan, on_clock: Sequence[_Activity]) -> Iterator[Saving]:
    """All that can take less time in a session: cuts in the order of their stages, then minutes of steps."""
    cuts = list(_savings_of_cuts(on_clock))
    yield from cuts
    cut = {(saving.activity, saving.step) for saving in cuts}
    # What is stated for the whole session holds for what its steps give, as it does for the planner.
    room = max(0, session.minutes - draft.limits.min)
    for saving in sorted(_savings_of_minutes(on_clock, cut), key=lambda saving: -saving.saves):
        gives = min(saving.saves, room)
        room -= gives
        if gives >= LEAST_SAVING:
            yield replace(saving, saves=gives, minutes=saving.minutes + saving.saves - gives)


def _savings_of_cuts(on_clock: Sequence[_Activity]) -> Iterator[Saving]:
    """The steps that can go or be done in a shorter way, each once, in the planner's order of cutting."""
    cut: set[tuple[str, str]] = set()
    for stage in STAGES:
        for activity in reversed(on_clock):
            for shortcut in stage(activity.draft):
                saving = _saving_of_cut(activity, shortcut)
                if saving is None or saving.saves < LEAST_SAVING or (saving.activity, saving.step) in cut:
                    continue
                cut.add((saving.activity, saving.step))
                yield saving


def _saving_of_cut(activity: _Activity, shortcut: Shortcut) -> Saving | None:
    """What the planner would cut in an activity, if it is a step or a shorter way and saves anything."""
    if shortcut.what not in ("step", "way") or shortcut.becomes is None:
        return None
    staying = {step.item.id: step for step in shortcut.becomes.steps}
    for before, step in zip(activity.draft.steps, activity.plan.steps, strict=True):
        after = staying.get(step.id)
        if after is None:
            return activity.saving("step", step, 0)
        if after.is_short and not before.is_short:
            minutes = min(step.minutes, after.minutes.min)
            return activity.saving("way", step, minutes, shortcut.text)
    return None


def _savings_of_minutes(on_clock: Sequence[_Activity], cut: Collection[tuple[str, str]]) -> Iterator[Saving]:
    """The steps that can take fewer minutes than planned, by as many as they can."""
    for activity in on_clock:
        room = activity.plan.minutes
        if activity.draft.limits:
            room -= activity.draft.limits.min
        for before, step in zip(activity.draft.steps, activity.plan.steps, strict=True):
            gives = min(step.minutes - before.minutes.min, room)
            if step.keep or gives < LEAST_SAVING or (activity.plan.id, step.id) in cut:
                continue
            room -= gives
            yield activity.saving("less", step, step.minutes - gives)


def _advice(rest: Sequence[_Stretch], needed_by: Mapping[str, set[str]]) -> Iterator[CatchUp]:
    """What to do when the first of some places starts late, up to the next fixed time."""
    # A fixed time is kept whatever happened before it, so nothing after it has to give.
    reach = [rest[0], *takewhile(lambda place: place.block.at is None, rest[1:])]
    for late in LATE:
        places, gone = _lighter(reach, late, needed_by)
        savings = list(gone)
        left = late - _saved(gone)
        until = rest[0].slot.start
        for saving in gone:
            until = max(until, _slot_end(reach, saving))
        for place in places:
            given = tuple(place.give_up_to(left))
            if given:
                left -= _won(given)
                savings += _together(given, len(place.rooms))
                until = max(until, place.slot.end)
        if left < LEAST_SAVING:
            yield CatchUp(late, tuple(savings), 0, until)
        else:
            yield CatchUp(late, tuple(savings), left, reach[-1].slot.end)


def _saved(savings: Iterable[Saving]) -> int:
    """The minutes that some savings give together, one after the other."""
    minutes = 0
    for saving in savings:
        minutes += saving.saves
    return minutes


def _won(savings: Sequence[Saving]) -> int:
    """The minutes that one place gives: what the slowest of its rooms does."""
    rooms: dict[int, int] = {}
    for saving in savings:
        rooms[saving.number] = rooms.get(saving.number, 0) + saving.saves
    return min(rooms.values())


def _together(savings: Sequence[Saving], rooms: int) -> Iterator[Saving]:
    """What several rooms do alike, once; what all of them do is for no room in particular."""
    if rooms == 1:
        yield from savings
        return
    alike: dict[object, list[Saving]] = {}
    for saving in savings:
        # Only the number of the session and the room may differ: then one line says it to all.
        same = (saving.what, saving.activity, saving.step, saving.saves, saving.minutes)
        alike.setdefault(same, []).append(saving)
    for several in alike.values():
        titles: list[str] = []
        if len(several) < rooms:
            for saving in several:
                titles += saving.rooms
        yield replace(several[0], rooms=tuple(titles))


def _slot_end(places: Sequence[_Stretch], saving: Saving) -> int:
    """When the slot ends that a saving is in."""
    return next(place.slot.end for place in places if _is_in_place(saving, place))


def _is_in_place(saving: Saving, place: _Stretch) -> bool:
    return any(session.number == saving.number for session in place.slot.sessions)


def _lighter(
    places: Sequence[_Stretch], late: int, needed_by: Mapping[str, set[str]]
) -> tuple[list[_Stretch], list[Saving]]:
    """The places without the activities and sessions that have to go whole, and what that saves."""
    left, gone = list(places), list[Saving]()
    # One thing at a time, and the last first: each that goes may let another go that it was built on.
    while _most(left, gone) < late:
        saving = _last_activity(left, needed_by, gone) or _last_session(left, needed_by, gone)
        if saving is None:
            break
        gone.append(saving)
        left = [_place_without(place, saving) for place in left]
    return left, gone


def _most(places: Sequence[_Stretch], gone: Sequence[Saving]) -> int:
    """The most minutes that can be won: by what has gone, and by what the rest can give."""
    minutes = _saved(gone)
    for place in places:
        minutes += place.most
    return minutes


def _last_activity(
    places: Sequence[_Stretch], needed_by: Mapping[str, set[str]], gone: Sequence[Saving]
) -> Saving | None:
    """The last optional activity on which nothing builds. A session is never emptied in this way."""
    for place in reversed(places):
        # Where rooms run side by side, one of them would only wait for the others.
        if len(place.rooms) != 1 or len(place.rooms[0].activities) == 1:
            continue
        for activity in reversed(place.rooms[0].activities):
            if activity.may_go and _is_free(activity.ids, needed_by, gone):
                return activity.leaving_out
    return None


def _last_session(
    places: Sequence[_Stretch], needed_by: Mapping[str, set[str]], gone: Sequence[Saving]
) -> Saving | None:
    """The last optional session on which nothing builds."""
    for place in reversed(places):
        if not place.block.optional or not place.rooms:
            continue
        ids: set[str] = set()
        for room in place.rooms:
            for activity in room.activities:
                ids |= activity.ids
        if _is_free(ids, needed_by, gone):
            return _leaving_out(place)
    return None


def _leaving_out(place: _Stretch) -> Saving:
    """What is saved where all that is done in a place goes."""
    minutes = 0
    for activity in place.rooms[0].activities:
        minutes += activity.plan.minutes
    title = ", ".join(dict.fromkeys(session.title for session in place.slot.sessions))
    return Saving("session", title, minutes, number=place.slot.sessions[0].number)


def _is_free(ids: set[str], needed_by: Mapping[str, set[str]], gone: Sequence[Saving]) -> bool:
    """Whether nothing that is still done builds on some activities."""
    out = set(ids)
    for saving in gone:
        out.add(saving.activity)
    return all(needed_by.get(id_, set()) <= out for id_ in ids)


def _place_without(place: _Stretch, saving: Saving) -> _Stretch:
    """A place without what goes whole: an activity of its session, or all that is done there."""
    if not _is_in_place(saving, place):
        return place
    if saving.what == "session":
        return replace(place, rooms=())
    room = place.rooms[0]
    staying = tuple(activity for activity in room.activities if activity.plan.id != saving.activity)
    savings = tuple(other for other in room.savings if other.activity != saving.activity)
    return replace(place, rooms=(_Room(staying, savings),))
