"""A workshop resolved: every choice made, every minute and every quantity a plain number.

Clock times are minutes after midnight. Texts are Markdown with their placeholders filled in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from practicepack.library.models.activity import (
    Credit,
    Flipchart,
    Lack,
    Practice,
    Preparation,
    Risk,
    SafetyText,
    Scene,
)
from practicepack.library.models.audience import Audience
from practicepack.library.models.fields import Level, Sensitivity
from practicepack.library.models.workshop import Lead, Organiser, Service
from practicepack.library.reviews import ReviewedText
from practicepack.plan.catch_up import CatchUp
from practicepack.plan.changes import Change
from practicepack.plan.clock.kinds import SlotKind
from practicepack.plan.steps import CuePlan, StepPlan, questions
from practicepack.plan.things import Named, Sheet, Supply

Content = TypeVar("Content")
LONGEST_MEETING, SHORTEST_SERIES = 240, 3
"""Minutes, and days: three or more short days are the meetings of a series."""


class Timed:
    """What has a place on the clock: a start, in minutes after midnight, and a length in minutes."""

    __slots__ = ()
    start: int
    minutes: int

    @property
    def end(self) -> int:
        """When it ends, in minutes after midnight."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class Advice:
    """A word on doing an activity with some people, and the titles of the facets that it is for."""

    text: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityPlan(Timed):
    """An activity of one session, for these people, at this time."""

    id: str
    title: str
    purpose: str
    reason: str
    practices: tuple[Named, ...]
    kind: str
    """What it is in its meeting: method, opening, closing ..."""
    level: Level
    sensitivity: Sensitivity
    facilitators: int
    participants: int
    groups: tuple[int, ...]
    """The size of each group, largest first; empty where nobody is divided."""
    room: str
    supplies: tuple[Supply, ...]
    sheets: tuple[Sheet, ...]
    scenes: tuple[Scene, ...]
    flipcharts: tuple[Flipchart, ...]
    prepare: tuple[Preparation, ...]
    instead: tuple[str, ...]
    """What to do in place of flipcharts where there is no large paper."""
    steps: tuple[StepPlan, ...]
    key_messages: tuple[str, ...]
    risks: tuple[Risk, ...]
    advice: tuple[Advice, ...]
    """What to mind with these people, the more specific last."""
    credit: Credit
    start: int
    minutes: int
    index: int
    """Its place among the activities of the session as written, from 0."""
    pause_before: int = 0
    """The minutes of a break between the activity before and this one."""
    unread_by: tuple[str, ...] = ()
    """Who still has to read it or one of its sheets."""

    @property
    def questions(self) -> tuple[str, ...]:
        """What is asked in its debrief in any case."""
        return questions(self.steps, if_time=False)

    @property
    def more_questions(self) -> tuple[str, ...]:
        """What is asked in its debrief if there is time."""
        return questions(self.steps, if_time=True)


@dataclass(frozen=True, slots=True)
class EnergiserPlan:
    """An energiser in its place."""

    id: str
    title: str
    minutes: int
    purpose: str
    supplies: tuple[Supply, ...]
    cues: tuple[CuePlan, ...]
    seated: str
    credit: Credit


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """One of several rooms at the same time."""

    title: str
    room: str | None
    participants: int
    facilitators: int
    lead: str | None


@dataclass(frozen=True, slots=True)
class SessionPlan(Timed):
    """A session with its place in the workshop. `number` counts from 1 through all days."""

    id: str
    number: int
    title: str
    practices: tuple[Named, ...]
    objectives: tuple[str, ...]
    activities: tuple[ActivityPlan, ...]
    key_messages: tuple[str, ...]
    take_home: str | None
    start: int
    minutes: int
    track: TrackPlan | None = None
    """The room and the people, where others meet elsewhere at the same time."""

    @property
    def pauses(self) -> tuple[tuple[int, int], ...]:
        """The breaks inside it, between activities and between steps: when each starts and ends."""
        pauses: list[tuple[int, int]] = []
        for activity in self.activities:
            if activity.pause_before:
                pauses.append((activity.start - activity.pause_before, activity.start))
            for step in activity.steps:
                if step.pause:
                    pauses.append((step.end, step.end + step.pause))
        return tuple(pauses)


@dataclass(frozen=True, slots=True)
class Slot(Timed):
    """A stretch of a day. Slots of a day touch and never overlap."""

    kind: SlotKind
    start: int
    minutes: int
    session: SessionPlan | None = None
    energiser: EnergiserPlan | None = None
    lead: str | None = None
    """Who leads it, where that is known."""
    text: str = ""
    """The name of a guest, a pause or a way, or what people do before they come."""
    tracks: tuple[SessionPlan, ...] = ()
    """The sessions that are held at the same time."""
    index: int = 0
    """Its place among the blocks of the day as written, from 0."""
    catch_up: tuple[CatchUp, ...] = ()
    """What to do when its sessions start 10, 20 or 30 minutes late."""

    @property
    def sessions(self) -> tuple[SessionPlan, ...]:
        """Its session, or those of all its tracks."""
        # A page shows one session and several rooms in different ways, so the two are kept apart.
        if self.session:
            return (self.session,)
        return self.tracks

    @property
    def pauses(self) -> tuple[tuple[int, int], ...]:
        """The breaks inside it that all its rooms have: when each starts and ends."""
        if not self.sessions:
            return ()
        # Tea is served for all at once, so a break that only some rooms have is not the day's.
        shared = self.sessions[0].pauses
        for session in self.sessions[1:]:
            shared = tuple(pause for pause in shared if pause in session.pauses)
        return shared


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day of a workshop. `number` counts from 1."""

    number: int
    date: date | None
    slots: tuple[Slot, ...]

    @property
    def start(self) -> int:
        """When the first slot starts."""
        return self.slots[0].start

    @property
    def end(self) -> int:
        """When the last slot ends."""
        return self.slots[-1].end

    @property
    def sessions(self) -> tuple[SessionPlan, ...]:
        """The sessions of the day, in order."""
        sessions: list[SessionPlan] = []
        for slot in self.slots:
            sessions += slot.sessions
        return tuple(sessions)

    @property
    def activities(self) -> tuple[ActivityPlan, ...]:
        """The activities of the day, in order."""
        activities: list[ActivityPlan] = []
        for session in self.sessions:
            activities += session.activities
        return tuple(activities)


@dataclass(frozen=True, slots=True)
class Chosen(Generic[Content]):
    """A thing of the library for this audience: its parts chosen, its placeholders filled in."""

    id: str
    item: Content
    unread_by: tuple[str, ...] = ()
    """Who still has to read it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a pack is made from."""

    id: str
    title: str
    purpose: str
    language: str
    version: str | None
    place: str | None
    lacks: tuple[Lack, ...]
    audience: tuple[Chosen[Audience], ...]
    """Who they all are."""
    in_rooms: tuple[Chosen[Audience], ...]
    """Who only some of them are, for whom there is a room of their own."""
    participants: int
    facilitators: int
    names: tuple[str, ...]
    """Those who come, where there is a list of them."""
    organiser: Organiser | None
    logo: str | None
    """The organiser's logo: its name in the workspace."""
    safeguarding: Lead | None
    complaints: Lead | None
    """Someone outside the team, who hears complaints about it."""
    reports_to: str | None
    days: tuple[DayPlan, ...]
    supplies: tuple[Supply, ...]
    sheets: tuple[Sheet, ...]
    safety: tuple[Chosen[SafetyText], ...]
    practices: tuple[Chosen[Practice], ...]
    services: tuple[Service, ...]
    changes: tuple[Change, ...]
    unread: tuple[ReviewedText, ...] = ()
    """What someone who knows the subject still has to read."""

    @property
    def sessions(self) -> Iterator[SessionPlan]:
        """The sessions of all days, in order."""
        for day in self.days:
            yield from day.sessions

    @property
    def activities(self) -> Iterator[ActivityPlan]:
        """The activities of all days, in order."""
        for day in self.days:
            yield from day.activities

    @property
    def is_series(self) -> bool:
        """Whether its days are short meetings, held one after the other over weeks."""
        if len(self.days) < SHORTEST_SERIES:
            return False
        return all(day.end - day.start <= LONGEST_MEETING for day in self.days)

    @property
    def facets(self) -> tuple[Chosen[Audience], ...]:
        """Who any of them are."""
        return (*self.audience, *self.in_rooms)

    @property
    def has_children(self) -> bool:
        """Whether some of them are, or may be, under 18."""
        return any(facet.item.under_18 for facet in self.facets)

    @property
    def large_type(self) -> bool:
        """Whether what people are given is printed large for some of them."""
        return any(facet.item.large_type for facet in self.facets)

    @property
    def pictures(self) -> bool:
        """Whether some of them read little, so that whatever they see needs a picture."""
        return any(facet.item.pictures for facet in self.facets)

    @property
    def one_by_one(self) -> bool:
        """Whether some of them answer one question at a time, each on half a page."""
        return any(facet.item.one_by_one for facet in self.facets)

    @property
    def is_sensitive(self) -> bool:
        """Whether anything is done that can hurt, so that people must know where to go for help."""
        return any(activity.sensitivity == "high" for activity in self.activities)

    @property
    def energisers(self) -> tuple[EnergiserPlan, ...]:
        """The energisers of all days, each once."""
        # How a game goes is printed once, however often it is played.
        energisers: dict[str, EnergiserPlan] = {}
        for day in self.days:
            for slot in day.slots:
                if slot.energiser:
                    energisers[slot.energiser.id] = slot.energiser
        return tuple(energisers.values())
