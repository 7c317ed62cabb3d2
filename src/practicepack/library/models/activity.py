"""What authors write about methods and the people they are for: one class per folder of content/."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from practicepack.library.models.audience import Refusal
from practicepack.library.models.fields import (
    Authored,
    Count,
    ForAudience,
    Id,
    Level,
    Line,
    MinuteCount,
    Minutes,
    Number,
    Per,
    Prose,
    Proses,
    Range,
    Sensitivity,
    Share,
    YesNo,
)
from practicepack.library.models.people import Groups, People, Team

When = Literal["week-before", "day-before", "that-morning"]
Lack = Literal["electricity", "paper"]
Circumstance = Literal["odd", "odd-groups", "uneven", "no-electricity", "no-paper"]
Shortening = Literal["fewer", "gallery", "two-groups"]
EnergiserUse = Literal["wake", "calm", "warm-up", "meet"]
ActivityNeed = Literal["referrals", "safeguarding", "reports_to", "apart", "earlier-day", "later-day"]
"""What an activity can need: what a gate asks for, or a meeting of the same people before or after it."""
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


class Cue(ForAudience):
    """One thing for the facilitator to do, say, ask, know, beware of or listen for."""

    do: Proses = ()
    say: Proses = ()
    ask: Proses = ()
    note: Proses = ()
    caution: Proses = ()
    listen_for: Proses = ()
    if_: Circumstance | None = Field(default=None, alias="if")
    """Only then: the head-count is odd, groups are not of one size, or the place lacks something."""

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


class Question(ForAudience):
    """A debrief question. Those with `keep` carry the purpose, the others are asked if there is time."""

    short = "ask"
    ask: Prose
    keep: YesNo = False
    """Asked however little time there is. Two are usual, and three the most that a debrief can carry."""


class Shorter(Authored):
    """How a step is done where time is short: fewer cards or statements, or less of a report-back."""

    by: Shortening
    minutes: Minutes
    do: Prose
    """What the facilitator does instead."""


class Step(ForAudience):
    """A timed part of an activity."""

    id: Id
    title: Line
    minutes: Minutes
    keep: YesNo = False
    """Never cut, and never shorter than its minimum."""
    optional: YesNo = False
    """A further example or a second round: the first thing to go where time is short."""
    shorter: Shorter | None = None
    pause_after: YesNo = False
    """A pause can follow: one of ten minutes does, where people would sit too long without it."""
    cues: tuple[Cue, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _kept_or_cut(self) -> Self:
        if self.pause_after and self.id == DEBRIEF:
            raise PydanticCustomError(
                "pause-in-debrief", "no pause comes into a debrief, or straight after it"
            )
        if self.keep and (self.optional or self.shorter):
            raise PydanticCustomError("keep-and-cut", "a step that is kept is neither optional nor shorter")
        short = self.shorter.minutes if self.shorter else None
        if isinstance(short, Range) and isinstance(self.minutes, Range) and short.min >= self.minutes.min:
            raise PydanticCustomError("not-shorter", "the shorter way does not take less time")
        return self


class Material(ForAudience):
    """A thing to bring, so many for each of `per`. Consumables add up; reusable things are counted once."""

    item: Line
    quantity: Number = 1.0
    per: Per = "activity"
    spare: Share = 0.0
    kind: Literal["reusable", "consumable"] = "reusable"
    needs: Lack | None = None
    """What it does not work without, or is made of."""
    substitute: Line | None = None
    """What serves as well, and costs little or nothing."""


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
    substitute: Prose | None = None
    """What to do where there is no large paper."""
    sheet: Line = Line("flipchart sheet")
    """What it is written on, one for each room, as it is called among the things to bring."""


class Risk(Authored):
    """What can go wrong, and how to hold it."""

    risk: Prose
    hold: Prose


class StepVariant(Authored):
    """What changes in the step with this id."""

    id: Id
    leave_out: YesNo = False
    title: Line | None = None
    minutes: Minutes | None = None
    cues: tuple[Cue, ...] | None = Field(default=None, min_length=1)


class Variant(Authored):
    """What changes when all the audiences in `for` are in the room.

    Each field given stands in the place of the activity's own; of two variants that give the same field,
    the one for more audiences wins. `text` is advice beside it, and all that fits is printed.
    """

    for_: tuple[Id, ...] = Field(alias="for", min_length=1)
    text: Prose | None = None
    minutes: Range | None = None
    title: Line | None = None
    purpose: Prose | None = None
    reason: Prose | None = None
    people: People | None = None
    groups: Groups | None = None
    facilitators: Team | None = None
    sensitivity: Sensitivity | None = None
    room: Prose | None = None
    materials: tuple[Material, ...] | None = None
    printables: tuple[Id, ...] | None = None
    flipcharts: tuple[Flipchart, ...] | None = None
    prepare: tuple[Preparation, ...] | None = None
    steps: tuple[StepVariant, ...] = ()
    debrief: tuple[Question, ...] | None = None
    key_messages: tuple[Prose, ...] | None = None
    risks: tuple[Risk, ...] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.model_fields_set <= {"for_"}:
            raise PydanticCustomError("empty-variant", "a variant changes at least one thing")
        return self

    @property
    def only_advises(self) -> bool:
        """Whether it has a word of advice and replaces nothing."""
        return self.model_fields_set <= {"for_", "text"}


class Activity(ForAudience):
    """A participatory method: purpose, people, timed steps, debrief, risks, variants."""

    title: Line
    kind: Literal["method", "opening", "agreement", "check-in", "recap", "closing"] = "method"
    practices: tuple[Id, ...] = ()
    level: Level = "individual"
    purpose: Prose
    reason: Prose
    """Why this is done at all, in one line."""
    pace: Literal["quiet", "mixed", "active"] = "mixed"
    """Whether people sit still, or are on their feet."""
    minutes: Range | None = None
    """How long the whole may take, where that is less than its steps allow."""
    people: People
    groups: Groups | None = None
    facilitators: Team = Team(number=1)
    """How many it needs, and how many of them are women and men where that matters."""
    sensitivity: Sensitivity = "low"
    after: tuple[Id, ...] = ()
    better_after: tuple[Id, ...] = ()
    """What it works better after: a warning where people have not done it."""
    never_with: tuple[Refusal, ...] = ()
    """The audiences for whom it is refused, and everybody of whom the same is true."""
    only_with: tuple[Refusal, ...] = ()
    """It is refused unless one of these audiences is in the room."""
    needs: tuple[ActivityNeed, ...] = ()
    """What must be there before it is used: a referral list, a meeting before or after this one ..."""
    workshop_minutes: MinuteCount = 0
    """The shortest workshop in which this may be used, in minutes on the clock of all its days."""
    short_form: Id | None = None
    """The activity that serves the same purpose in less time."""
    room: Prose
    materials: tuple[Material, ...] = ()
    printables: tuple[Id, ...] = ()
    flipcharts: tuple[Flipchart, ...] = ()
    prepare: tuple[Preparation, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)
    debrief: tuple[Question, ...] = ()
    """Questions for the step whose id is `debrief`. It gets the minutes that they need (`Debrief`)."""
    key_messages: tuple[Prose, ...] = ()
    risks: tuple[Risk, ...] = ()
    variants: tuple[Variant, ...] = ()
    credit: Credit


class Energiser(ForAudience):
    """A few minutes of moving, breathing or laughing, with a form for people who stay seated."""

    title: Line
    use: tuple[EnergiserUse, ...] = Field(default=("wake",), min_length=1)
    """What it does for people, so that the plan can choose it where that is needed."""
    minutes: Range
    purpose: Prose
    people: People | None = None
    """How many it works for; none given: any number."""
    touch: YesNo = False
    posture: Literal["seated", "standing"] = "standing"
    """How most people do it: seated, where nothing changes for those who stay on their chairs."""
    materials: tuple[Material, ...] = ()
    cues: tuple[Cue, ...] = Field(min_length=1)
    seated: Prose
    credit: Credit


class SafetyText(ForAudience):
    """A page about safety that the guide carries before its sessions, in rising `order`."""

    title: Line
    order: Count
    text: Prose
    apart: YesNo = False
    """Whether it is printed as a sheet of its own too, to have at hand."""
    credit: Credit
