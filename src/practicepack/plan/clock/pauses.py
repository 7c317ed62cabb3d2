"""Pauses: how long people sit without one, and where one can go inside a long activity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from practicepack.library.entry import Entry
from practicepack.library.models.audience import Audience
from practicepack.plan.changes import Change
from practicepack.plan.clock.kinds import RESTS
from practicepack.plan.clock.stretches import fits, of_activities, of_session, opens, timed
from practicepack.plan.clock.timing import MinuteRange, fit, lasting
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, DraftSession, DraftStep
from practicepack.plan.people.gathering import facets_in_order

LONGEST_BLOCK = 90
"""Minutes without a break: blocks of 30 to 90 minutes are usual.

Source: https://method-kit.sparkademy.com/ads-agenda-and-screenplay
"""
PAUSE = 10
"""Minutes of a pause between two steps."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch without a pause, in minutes after midnight, and the blocks that it is in."""

    start: int
    end: int
    blocks: tuple[DraftBlock, ...]

    @property
    def minutes(self) -> int:
        """How long people sit."""
        return self.end - self.start


def activity_times(
    session: DraftSession, start: int, minutes: int
) -> Iterator[tuple[DraftActivity, int, int]]:
    """When each activity of a session starts, and how long it lasts."""
    now = start
    lengths = of_activities(session, minutes, start)
    for activity, pause, length in zip(session.activities, session.pauses, lengths, strict=True):
        now += pause
        yield activity, now, length
        now += length


def step_times(activity: DraftActivity, start: int, minutes: int) -> Iterator[tuple[DraftStep, int, int]]:
    """When each step of an activity starts, and how long it lasts without the pause after it."""
    parts: list[MinuteRange] = []
    has_pauses = any(step.pause for step in activity.steps)
    for step in activity.steps:
        parts.append(step.minutes)
        # A pause is a part like a step, so that what follows it starts at a round time as well.
        if has_pauses:
            parts.append(lasting(step.pause))
    lengths = iter(fit(parts, minutes, start))
    now = start
    for step in activity.steps:
        length = next(lengths)
        yield step, now, length
        now += length
        if has_pauses:
            now += next(lengths)


def longest_block(audiences: Mapping[str, Entry[Audience]], everybody: Sequence[str], run: Run) -> int:
    """The most minutes without a pause for those who are there in a run."""
    facets = [*facets_in_order(audiences, everybody)]
    for block in run.blocks:
        for session in block.sessions:
            facets += session.gathering.facets
    longest = LONGEST_BLOCK
    for facet in facets:
        longest = min(longest, facet.longest_block or LONGEST_BLOCK)
    return longest


def runs(day: DraftDay) -> Iterator[Run]:
    """The stretches without a pause of a day, in order."""
    start = end = opens(day)
    blocks: list[DraftBlock] = []
    for block, now, minutes in timed(day):
        end = now + minutes
        # What people do at home before the day is no sitting.
        if block.kind == "prework":
            continue
        if block.kind in RESTS:
            yield Run(start, now, tuple(blocks))
            start, blocks = end, []
            continue
        blocks.append(block)
        for pause, after in _pauses(block, now, minutes):
            yield Run(start, pause, tuple(blocks))
            start, blocks = after, [block]
    yield Run(start, end, tuple(blocks))


def _pauses(block: DraftBlock, start: int, minutes: int) -> list[tuple[int, int]]:
    """When the pauses inside a block start and end. Of several rooms, only what is a pause in each counts."""
    rooms = [_in_session(session, start, of_session(session, minutes)) for session in block.sessions]
    if not rooms or not all(rooms):
        return []
    if len(rooms) == 1:
        return rooms[0]
    # Rooms pause when it suits them: people have rested by the time when the last room begins to.
    begins, ends = rooms[0][0][0], rooms[0][-1][1]
    for pauses in rooms[1:]:
        begins = max(begins, pauses[0][0])
        ends = min(ends, pauses[-1][1])
    return [(begins, ends)]


def _in_session(session: DraftSession, start: int, minutes: int) -> list[tuple[int, int]]:
    pauses: list[tuple[int, int]] = []
    for activity, begins, lasts in activity_times(session, start, minutes):
        # The first activity of a session has the break before the session, and that is the day's.
        if activity.pause_before and activity is not session.activities[0]:
            pauses.append((begins - activity.pause_before, begins))
        for step, starts, length in step_times(activity, begins, lasts):
            if step.pause:
                pauses.append((starts + length, starts + length + step.pause))
    return pauses


@dataclass(frozen=True, slots=True)
class PausePlace:
    """A place for a pause: after a step of an activity, by the ids of all three."""

    session: str
    activity: str
    step: str
    title: str = field(compare=False)
    """The activity and the step in words."""


def with_pauses(
    audiences: Mapping[str, Entry[Audience]], everybody: Sequence[str], day: DraftDay
) -> DraftDay:
    """The day with pauses after steps that allow one, where people would sit too long, and it still fits."""
    tried: set[PausePlace] = set()
    while True:
        place = _next_place(audiences, everybody, day, tried)
        if place is None:
            return day
        # Each place is tried once, so this ends: a pause that does not fit now will not fit later.
        tried.add(place)
        paused = _paused(day, place)
        if fits(paused):
            day = paused


def _next_place(
    audiences: Mapping[str, Entry[Audience]], everybody: Sequence[str], day: DraftDay, tried: set[PausePlace]
) -> PausePlace | None:
    """The best place in the first run that is too long and has one."""
    for run in runs(day):
        if run.minutes > longest_block(audiences, everybody, run):
            place = _most_central(day, run, tried)
            if place is not None:
                return place
    return None


def off_middle(time: int, run: Run) -> int:
    """How far a time is from the middle of a run, in half minutes."""
    return abs(2 * time - run.start - run.end)


def _most_central(day: DraftDay, run: Run, tried: set[PausePlace]) -> PausePlace | None:
    """The place nearest to the middle of a run."""
    best: tuple[int, PausePlace] | None = None
    for time, place in _pause_places(day):
        if not run.start < time < run.end or place in tried:
            continue
        if best is None or off_middle(time, run) < best[0]:
            best = (off_middle(time, run), place)
    if best is None:
        return None
    return best[1]


def _pause_places(day: DraftDay) -> Iterator[tuple[int, PausePlace]]:
    """The places where a pause can go, each with the minute at which it would begin."""
    for block, now, minutes in timed(day):
        for session in block.sessions:
            for activity, begins, lasts in activity_times(session, now, of_session(session, minutes)):
                # A pause after the last step would be one between activities, which is the author's.
                for step, starts, length in list(step_times(activity, begins, lasts))[:-1]:
                    if step.item.pause_after and not step.pause:
                        title = f"{activity.item.title}: {step.item.title}"
                        place = PausePlace(session.id, activity.use, step.item.id, title)
                        yield starts + length, place


def _paused(day: DraftDay, place: PausePlace) -> DraftDay:
    """The day with one pause more: in each room that does the same."""
    sessions: list[DraftSession] = []
    for session in day.sessions:
        if session.id == place.session:
            sessions.append(_with_pause(session, place))
    change = Change("paused", f"Day {day.index + 1}", place.title)
    return replace(day.with_sessions(sessions), changes=(*day.changes, change))


def _with_pause(session: DraftSession, place: PausePlace) -> DraftSession:
    """A session with a pause after one step. What it may last grows by the pause."""
    activities: list[DraftActivity] = []
    for activity in session.activities:
        if activity.use == place.activity:
            activities.append(_with_pause_after(activity, place.step))
        else:
            activities.append(activity)
    limits = session.limits
    longer = MinuteRange(limits.min + PAUSE, limits.ideal + PAUSE, limits.max + PAUSE)
    return replace(session, activities=tuple(activities), limits=longer)


def _with_pause_after(activity: DraftActivity, step_id: str) -> DraftActivity:
    steps: list[DraftStep] = []
    for step in activity.steps:
        if step.item.id == step_id:
            steps.append(replace(step, pause=PAUSE))
        else:
            steps.append(step)
    return replace(activity, steps=tuple(steps))
