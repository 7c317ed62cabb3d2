"""A workshop with its choices made and its minutes still open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from practicepack.diagnostics import Span
from practicepack.library.entry import Entry
from practicepack.library.models.activity import Activity, Energiser, Step
from practicepack.library.models.workshop import Session, Track, WorkshopDay
from practicepack.plan.changes import Change
from practicepack.plan.clock.kinds import SlotKind
from practicepack.plan.clock.timing import MinuteRange, lasting, total
from practicepack.plan.people.gathering import Gathering
from practicepack.plan.people.groups import Heads

ALWAYS = ("opening", "agreement", "check-in", "recap", "closing")
"""The kinds of activities that hold a meeting together, and are never taken out for want of time."""

FRAMES = ("opening", "check-in", "recap", "closing")
"""The kinds of activities that give time before a method has to. What the group agrees on gives none."""


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step that stays, how long it may take, and how long where time is short."""

    item: Step
    minutes: MinuteRange
    shorter: MinuteRange | None = None
    is_short: bool = False
    pause: int = 0
    """The minutes of a pause after it."""


@dataclass(frozen=True, slots=True)
class DraftActivity:
    """An activity in its session, for this audience, and how long each of its steps may take."""

    id: str
    item: Activity
    span: Span
    """Where the session uses it."""
    gathering: Gathering
    groups: tuple[int, ...]
    steps: tuple[DraftStep, ...]
    limits: MinuteRange | None = None
    """How long the whole may take, where that is stated."""
    use: str = ""
    """The id by which the session uses it, also where its short form stands here."""
    optional: bool = False
    """May be left out where time is short."""
    pause_before: int = 0
    """The minutes of a break between the activity before and this one."""
    short: "DraftActivity | None" = None
    """What serves the same purpose in less time."""
    changes: tuple[Change, ...] = ()

    @property
    def bounds(self) -> tuple[MinuteRange, ...]:
        """The bounds of each step."""
        return tuple(step.minutes for step in self.steps)

    @property
    def minutes(self) -> MinuteRange:
        """How long it can last: the sum of its steps, as near to its limits as they allow, and its pauses."""
        whole = total(self.bounds)
        within = whole.within(self.limits) if self.limits else whole
        return total([within, *(lasting(step.pause) for step in self.steps)])

    @property
    def low(self) -> int:
        """How short it becomes before others have to give time: a frame as short as it can be."""
        return self.minutes.min if self.item.kind in FRAMES else self.minutes.ideal

    @property
    def heads(self) -> Heads:
        """What its minutes and quantities are counted by."""
        return self.gathering.heads(len(self.groups))


@dataclass(frozen=True, slots=True)
class DraftSession:
    """A session with the activities that stay."""

    id: str
    item: Session
    span: Span
    """Where the session states its minutes."""
    gathering: Gathering
    activities: tuple[DraftActivity, ...]
    limits: MinuteRange
    """How long it may last: as stated, and longer for people who need longer."""
    track: Track | None = None
    room: int = 0
    """Which of the rooms at the same time it is in."""
    changes: tuple[Change, ...] = ()

    @property
    def needs(self) -> MinuteRange:
        """How long its activities can last."""
        breaks = lasting(sum(self.pauses))
        return total([breaks, *(activity.minutes for activity in self.activities)])

    @property
    def pauses(self) -> tuple[int, ...]:
        """The minutes of the break before each activity: none before the first."""
        return (0, *(activity.pause_before for activity in self.activities[1:]))

    def changed(self, becomes: Mapping[int, DraftActivity | None]) -> "DraftSession":
        """The session with some activities changed or, None, gone, by their place in it from 0.

        The break before one that goes is then before the next.
        """
        kept, pause = list[DraftActivity](), 0
        for at, activity in enumerate(self.activities):
            after = becomes.get(at, activity)
            pause = max(pause, activity.pause_before)
            if after is not None:
                kept.append(replace(after, pause_before=pause if kept else 0))
                pause = 0
        return replace(self, activities=tuple(kept))

    @property
    def minutes(self) -> MinuteRange:
        """How long it can last with these activities, as near to its limits as they allow."""
        return self.needs.within(self.limits)

    @property
    def low(self) -> int:
        """How short it becomes at first, by what its activities give."""
        given = sum(activity.low for activity in self.activities) + sum(self.pauses)
        return min(max(given, self.minutes.min), self.minutes.ideal)

    @property
    def is_framing(self) -> bool:
        """Whether it only opens, closes or holds the day together."""
        return all(activity.item.kind in ALWAYS for activity in self.activities)


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A stretch of a day that has no place on the clock yet. Several sessions stand side by side."""

    kind: SlotKind
    fixed: MinuteRange
    """How long it can last, where it has no sessions."""
    index: int = 0
    """Its place among the blocks of the day as written."""
    lead: str | None = None
    sessions: tuple[DraftSession, ...] = ()
    instead: tuple[DraftSession, ...] = ()
    """Other sessions that could stand in place of its session, in the author's order."""
    optional: bool = False
    """May be left out where time is short."""
    span: Span | None = None
    energiser: Entry[Energiser] | None = None
    choose: str | None = None
    """Which energiser the plan is to choose: `any`, or for which use."""
    why: str = ""
    """Why the plan chose this energiser."""
    text: str = ""
    at: int | None = None
    """When it has to start, in minutes after midnight."""
    near: int | None = None
    """When it usually starts, in minutes after midnight, where something before it was left out."""

    @property
    def minutes(self) -> MinuteRange:
        """How long it can last: side by side, the longest least time counts, and the shortest longest one."""
        if not self.sessions:
            return self.fixed
        each = [session.minutes for session in self.sessions]
        least = max(one.min for one in each)
        most = max(least, min(one.max for one in each))
        return MinuteRange(least, min(max(least, *(one.ideal for one in each)), most), most)

    @property
    def low(self) -> int:
        """How short it becomes before others have to give time."""
        if self.kind == "energiser":
            return self.minutes.min
        lows = [session.low for session in self.sessions] or [self.minutes.ideal]
        return min(max(*lows, self.minutes.min), self.minutes.ideal)


@dataclass(frozen=True, slots=True)
class DraftDay:
    """A day and its blocks."""

    index: int
    item: WorkshopDay
    blocks: tuple[DraftBlock, ...]
    changes: tuple[Change, ...] = ()

    @property
    def minutes(self) -> MinuteRange:
        """How long its blocks can last."""
        return total([block.minutes for block in self.blocks])

    @property
    def sessions(self) -> tuple[DraftSession, ...]:
        """Its sessions, in order."""
        return tuple(session for block in self.blocks for session in block.sessions)

    def with_sessions(self, sessions: Sequence[DraftSession]) -> "DraftDay":
        """The day with these sessions in place of those of the same id and room; an empty one disappears."""
        given = {(one.id, one.room): one for one in sessions}
        blocks = (_with(block, given) for block in self.blocks)
        return replace(self, blocks=tuple(one for one in blocks if one.sessions or not is_session(one)))


def is_session(block: DraftBlock) -> bool:
    """Whether a block is there for its sessions alone."""
    return block.kind in ("session", "parallel")


def _with(block: DraftBlock, given: dict[tuple[str, int], DraftSession]) -> DraftBlock:
    changed = (given.get((one.id, one.room), one) for one in block.sessions)
    return replace(block, sessions=tuple(one for one in changed if one.activities))


def activities(days: Sequence[DraftDay]) -> Iterator[DraftActivity]:
    """Every activity of some days, in order."""
    return (activity for day in days for session in day.sessions for activity in session.activities)


def built_on(days: Sequence[DraftDay]) -> set[str]:
    """What the activities of some days need to come before them."""
    return {before for one in activities(days) for before in one.item.after}
