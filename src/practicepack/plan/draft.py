"""A workshop with its choices made and its minutes still open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from practicepack.diagnostics import Span
from practicepack.library.entry import Entry
from practicepack.library.models.activity import Activity, ActivityStep, Energiser
from practicepack.library.models.workshop import Session, Track, WorkshopDay
from practicepack.plan.changes import Change
from practicepack.plan.clock.kinds import SlotKind
from practicepack.plan.clock.timing import MinuteRange, lasting, ranges, side_by_side, total
from practicepack.plan.people.gathering import Gathering
from practicepack.plan.people.groups import HeadCount

NEVER_LEFT_OUT = ("opening", "agreement", "check-in", "recap", "closing")
"""The kinds of activities that hold a meeting together, and are never taken out for want of time."""

FRAMING = ("opening", "check-in", "recap", "closing")
"""The kinds of activities that give time before a method has to. What the group agrees on gives none."""


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step that stays, how long it may take, and how long where time is short."""

    item: ActivityStep
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
        return tuple(ranges(self.steps))

    @property
    def minutes(self) -> MinuteRange:
        """How long it can last: the sum of its steps, as near to its limits as they allow, and its pauses."""
        work = total(self.bounds)
        if self.limits:
            work = work.within(self.limits)
        # What is stated for an activity is work: a pause that the plan adds comes on top of it.
        pauses = 0
        for step in self.steps:
            pauses += step.pause
        return total([work, lasting(pauses)])

    @property
    def low(self) -> int:
        """How short it becomes before others have to give time: a frame as short as it can be."""
        if self.item.kind in FRAMING:
            return self.minutes.min
        return self.minutes.ideal

    @property
    def head_count(self) -> HeadCount:
        """What its minutes and quantities are counted by."""
        return self.gathering.head_count(len(self.groups))


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
        return total([lasting(sum(self.pauses)), *ranges(self.activities)])

    @property
    def pauses(self) -> tuple[int, ...]:
        """The minutes of the break before each activity: none before the first."""
        return (0, *(activity.pause_before for activity in self.activities[1:]))

    def changed(self, becomes: Mapping[int, DraftActivity | None]) -> "DraftSession":
        """The session with some activities changed or, None, gone, by their place in it from 0.

        The break before one that goes is then before the next.
        """
        staying: list[DraftActivity] = []
        pause = 0
        for at, activity in enumerate(self.activities):
            after = becomes.get(at, activity)
            pause = max(pause, activity.pause_before)
            if after is None:
                continue
            # A session does not begin with a break: that one stands in the day.
            if not staying:
                pause = 0
            staying.append(replace(after, pause_before=pause))
            pause = 0
        return replace(self, activities=tuple(staying))

    @property
    def minutes(self) -> MinuteRange:
        """How long it can last with these activities, as near to its limits as they allow."""
        return self.needs.within(self.limits)

    @property
    def low(self) -> int:
        """How short it becomes at first, by what its activities give."""
        # Breaks give nothing: they are as long as their author wrote them.
        given = sum(self.pauses)
        for activity in self.activities:
            given += activity.low
        return min(max(given, self.minutes.min), self.minutes.ideal)

    @property
    def is_framing(self) -> bool:
        """Whether it only opens, closes or holds the day together."""
        return all(activity.item.kind in NEVER_LEFT_OUT for activity in self.activities)


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
        return side_by_side(ranges(self.sessions))

    @property
    def low(self) -> int:
        """How short it becomes before others have to give time."""
        minutes = self.minutes
        # An energiser wakes people up in three minutes as well as in ten: it gives first.
        if self.kind == "energiser":
            return minutes.min
        if not self.sessions:
            return minutes.ideal
        # No room can be shorter than the longest of them, for all end at the same time.
        low = minutes.min
        for session in self.sessions:
            low = max(low, session.low)
        return min(low, minutes.ideal)


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
        return total(ranges(self.blocks))

    @property
    def sessions(self) -> tuple[DraftSession, ...]:
        """Its sessions, in order."""
        sessions: list[DraftSession] = []
        for block in self.blocks:
            sessions += block.sessions
        return tuple(sessions)

    def without(self, gone: DraftBlock) -> "DraftDay":
        """The day without one of its blocks."""
        # Two breaks of a day can be equal in all that is written, so the block itself is meant.
        return replace(self, blocks=tuple(block for block in self.blocks if block is not gone))

    def with_sessions(self, sessions: Sequence[DraftSession]) -> "DraftDay":
        """The day with these sessions in place of those of the same id and room; an empty one disappears."""
        # The room counts as well: two rooms can hold the same session with different people.
        given = {(session.id, session.room): session for session in sessions}
        blocks: list[DraftBlock] = []
        for block in self.blocks:
            after = _block_with(block, given)
            if after.sessions or not is_session(after):
                blocks.append(after)
        return replace(self, blocks=tuple(blocks))


def indices(blocks: Iterable[DraftBlock]) -> list[int]:
    """Some blocks by their places among the blocks of the day as written."""
    return [block.index for block in blocks]


def is_session(block: DraftBlock) -> bool:
    """Whether a block is there for its sessions alone."""
    return block.kind in ("session", "parallel")


def _block_with(block: DraftBlock, given: Mapping[tuple[str, int], DraftSession]) -> DraftBlock:
    staying: list[DraftSession] = []
    for session in block.sessions:
        after = given.get((session.id, session.room), session)
        if after.activities:
            staying.append(after)
    return replace(block, sessions=tuple(staying))


def all_blocks(days: Iterable[DraftDay]) -> Iterator[DraftBlock]:
    """Every block of some days, in order."""
    for day in days:
        yield from day.blocks


def activities(days: Iterable[DraftDay]) -> Iterator[DraftActivity]:
    """Every activity of some days, in order."""
    for day in days:
        for session in day.sessions:
            yield from session.activities


def built_on(days: Iterable[DraftDay]) -> set[str]:
    """What the activities of some days need to come before them."""
    needed: set[str] = set()
    for activity in activities(days):
        needed.update(activity.item.after)
    return needed
