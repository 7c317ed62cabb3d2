"""What authors write about methods and the people they are for: one class per folder of content/."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from practicepack.library.fields import (
    Authored,
    Count,
    Factor,
    ForAudience,
    Groups,
    Id,
    Level,
    Line,
    Minutes,
    Number,
    People,
    Per,
    Prose,
    Proses,
    Range,
    Sensitivity,
    Share,
    YesNo,
)

When = Literal["week-before", "day-before", "that-morning"]
DEBRIEF = "debrief"
"""The id of the step in which the debrief questions are asked."""
VERBS = ("do", "say", "ask", "note", "caution", "listen_for")


class Credit(Authored):
    """Where a method comes from. `origin` names its makers, `source` where it was read about."""

    origin: Line
    adapted_by: Line | None = None
    source: Line | None = None


class Practice(Authored):
    """One of the four practice areas, or one of the three approaches that cross them."""

    title: Line
    kind: Literal["area", "approach"]
    order: Count
    icon: Id
    summary: Prose
    looks_like: tuple[Prose, ...] = Field(min_length=1)
    why: Prose
    watch_for: tuple[Prose, ...] = Field(min_length=1)
    credit: Credit


class Audience(Authored):
    """One facet of who is in the room, and what changes for it."""

    title: Line
    kind: Literal["who", "age", "role", "need"]
    time_factor: Factor = 1.0
    """How much longer things take, as a factor of the minutes written, 0.5 to 2."""
    longest_block: Count = 90
    """The longest stretch without a break, in minutes."""
    rules: tuple[Prose, ...] = ()
    guidance: Prose
    large_type: YesNo = False
    source: Line | None = None


class Cue(ForAudience):
    """One thing for the facilitator to do, say, ask, know, beware of or listen for."""

    do: Proses = ()
    say: Proses = ()
    ask: Proses = ()
    note: Proses = ()
    caution: Proses = ()
    listen_for: Proses = ()

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        if sum(bool(getattr(self, verb)) for verb in VERBS) != 1:
            raise PydanticCustomError("bad-cue", f"a cue holds exactly one of {', '.join(VERBS)}")
        return self

    @property
    def verb(self) -> str:
        """The key that this cue was written with."""
        return next(verb for verb in VERBS if getattr(self, verb))

    @property
    def texts(self) -> tuple[Prose, ...]:
        """What stands under that key."""
        found: tuple[Prose, ...] = getattr(self, self.verb)
        return found


class Step(ForAudience):
    """A timed part of an activity."""

    id: Id
    title: Line
    minutes: Minutes
    keep: YesNo = False
    """Never cut, and never shorter than its minimum."""
    cues: tuple[Cue, ...] = Field(min_length=1)


class Material(ForAudience):
    """A thing to bring, so many for each of `per`. Consumables add up; reusable things are counted once."""

    item: Line
    quantity: Number = 1.0
    per: Per = "activity"
    spare: Share = 0.0
    kind: Literal["reusable", "consumable"] = "reusable"
    substitute: Line | None = None


class Preparation(ForAudience):
    """Something to do before people come, and when: a week before, the day before, or that morning."""

    short = "do"
    do: Prose
    when: When = "day-before"


class Flipchart(ForAudience):
    """A large sheet to write before people come."""

    id: Id
    title: Line
    text: Prose


class Refusal(Authored):
    """An audience that this must never be used with, and why."""

    short = "audience"
    audience: Id
    why: Prose | None = None


class Risk(Authored):
    """What can go wrong, and how to hold it."""

    risk: Prose
    hold: Prose


class Variant(Authored):
    """What to do differently when all the audiences in `for` are in the room."""

    for_: tuple[Id, ...] = Field(alias="for", min_length=1)
    text: Prose


class Activity(ForAudience):
    """A participatory method: purpose, people, timed steps, debrief, risks, variants."""

    title: Line
    kind: Literal["method", "opening", "agreement", "check-in", "recap", "closing"] = "method"
    practices: tuple[Id, ...] = ()
    level: Level = "individual"
    purpose: Prose
    reason: Prose
    """Why this is done at all, in one line."""
    people: People
    groups: Groups | None = None
    facilitators: Count = 1
    sensitivity: Sensitivity = "low"
    after: tuple[Id, ...] = ()
    never_with: tuple[Refusal, ...] = ()
    room: Prose
    materials: tuple[Material, ...] = ()
    printables: tuple[Id, ...] = ()
    flipcharts: tuple[Flipchart, ...] = ()
    prepare: tuple[Preparation, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)
    debrief: tuple[Prose, ...] = ()
    """Questions for the step whose id is `debrief`."""
    key_messages: tuple[Prose, ...] = ()
    risks: tuple[Risk, ...] = ()
    variants: tuple[Variant, ...] = ()
    credit: Credit


class Energiser(ForAudience):
    """A few minutes of moving, breathing or laughing, with a form for people who stay seated."""

    title: Line
    minutes: Range
    purpose: Prose
    touch: YesNo = False
    materials: tuple[Material, ...] = ()
    cues: tuple[Cue, ...] = Field(min_length=1)
    seated: Prose
    credit: Credit


class SafetyText(ForAudience):
    """A page about safety that the guide carries before its sessions, in rising `order`."""

    title: Line
    order: Count
    text: Prose
    credit: Credit
