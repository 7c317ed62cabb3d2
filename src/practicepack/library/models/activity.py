"""What authors write about methods and the people they are for: one class per folder of content/."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator
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
    PictureName,
    Prose,
    Proses,
    Range,
    Sensitivity,
    Share,
    YesNo,
)
from practicepack.library.models.people import Groups, People, Team
from practicepack.library.models.review import Review

When = Literal["week-before", "day-before", "that-morning"]
Lack = Literal["electricity", "paper"]
Circumstance = Literal["odd", "odd-groups", "uneven", "no-electricity", "no-paper"]
Shortening = Literal["fewer", "gallery", "two-groups"]
EnergiserUse = Literal["wake", "calm", "warm-up", "meet"]
Phase = Literal["trust", "explore", "analyse", "imagine", "act"]
Mode = Literal["body", "talk", "draw", "write", "sort", "play", "move"]
Thing = Literal["problem", "wishes", "demand", "ask", "hope", "scores", "common-ground"]
"""What one activity leaves in people's hands, and another begins with."""
ActivityNeed = Literal["referrals", "safeguarding", "reports_to", "apart", "earlier-day", "later-day"]
"""What an activity can need: what a gate asks for, or a meeting of the same people before or after it."""
SERVICE_FOR_MEN = "service-for-men"
"""What holds where the referral list has a service for men who used violence."""
DEBRIEF = "debrief"
"""The id of the step in which the debrief questions are asked."""
VERBS = ("do", "say", "ask", "note", "caution", "listen_for")


class Credit(Authored):
    """Where a method comes from: who made it, who adapted it, and where to read about it."""

    origin: Line
    """Who made the method, in one line."""
    adapted_by: Line | None = None
    """Who adapted it for this library, in one line."""
    source: Line | None = None
    """Where you read about it, in one line: a title, a web address."""


class Practice(Authored):
    """One of the four practice areas, or one of the three approaches that cross them."""

    title: Line
    """The name of the practice, as it is printed."""
    kind: Literal["area", "approach"]
    """What it is: `area` (something people practise, such as leadership) or `approach` (a way of working in
    every area)."""
    order: Count
    """Its place among the practices, 0 to 9999: smaller numbers come first."""
    icon: Id
    """The drawing that stands for it: its name in content/pictures/ without .svg."""
    summary: Prose
    """What the practice is, in one or two sentences."""
    looks_like: tuple[Prose, ...] = Field(min_length=1)
    """What people see where it is done. At least one text."""
    why: Prose
    """Why it works."""
    watch_for: tuple[Prose, ...] = Field(min_length=1)
    """What can go wrong. At least one text."""
    credit: Credit
    """Where it comes from."""


class Cue(ForAudience):
    """One thing for the facilitator to do, say, ask, know, beware of or listen for."""

    do: Proses = ()
    """What the facilitator does, or has people do."""
    say: Proses = ()
    """Words to say to the group, exactly as they are spoken."""
    ask: Proses = ()
    """One question to the group, or a list of them."""
    note: Proses = ()
    """A tip for the facilitator, printed beside the step."""
    caution: Proses = ()
    """What could harm someone here, and what to do about it."""
    listen_for: Proses = ()
    """What people may say, and how to answer."""
    if_: Circumstance | None = Field(default=None, alias="if")
    """Used only then: `odd` (an odd number of people), `odd-groups` (a group of an odd number), `uneven`
    (groups of two sizes), `no-electricity` (the place has none) or `no-paper` (none to write on). Without it,
    always."""

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
        texts: tuple[Prose, ...] = getattr(self, self.verb)
        return texts


class Question(ForAudience):
    """A debrief question. Those with `keep` carry the purpose; the others are asked if there is time."""

    short = "ask"
    ask: Prose
    """A question of the debrief."""
    keep: YesNo = False
    """Whether it is asked even when time is short. Mark two questions, three at most. If none is marked, the
    time for two is kept. The default is false."""


class Shorter(Authored):
    """How a step is done where time is short: fewer cards or statements, or less of a report-back."""

    by: Shortening
    """How time is saved: `fewer` (fewer cards, statements or stations), `gallery` (people walk along the
    results instead of hearing reports) or `two-groups` (only two groups report)."""
    minutes: Minutes
    """How long the step takes then. Its least must be less than that of the step: 10, 5-10 or 15-20-30."""
    do: Prose
    """What the facilitator does instead."""


class ActivityStep(ForAudience):
    """A timed part of an activity."""

    model_config = ConfigDict(title="Step")

    id: Id
    """The id of the step: no other step of this activity has it. The questions of the debrief are asked in
    the step `debrief`."""
    title: Line
    """The name of the step, as the guide prints it."""
    minutes: Minutes
    """How long the step takes, in whole minutes: 10, 5-10 or 15-20-30. Where groups or people take turns:
    `{each: 4, per: group, plus: 10}`."""
    keep: YesNo = False
    """Whether the step is never left out or done in a shorter way, and never has less than its least minutes.
    The default is false."""
    optional: YesNo = False
    """Whether it is a further example or a second round: the first thing to go when time is short. The
    default is false."""
    shorter: Shorter | None = None
    """How the step is done when time is short."""
    pause_after: YesNo = False
    """Whether a pause of ten minutes can follow, where people would otherwise sit too long. Not on the step
    `debrief`. The default is false."""
    cues: tuple[Cue, ...] = Field(min_length=1)
    """What the facilitator does, says and asks, in order. At least one cue."""

    @model_validator(mode="after")
    def _kept_or_cut(self) -> Self:
        if self.pause_after and self.id == DEBRIEF:
            raise PydanticCustomError(
                "pause-in-debrief", "no pause comes into a debrief, or straight after it"
            )
        if self.keep and (self.optional or self.shorter):
            raise PydanticCustomError("keep-and-cut", "a step that is kept is neither optional nor shorter")
        short = None
        if self.shorter:
            short = self.shorter.minutes
        # minutes that depend on how many people come can only be compared when a workshop is planned
        if isinstance(short, Range) and isinstance(self.minutes, Range) and short.min >= self.minutes.min:
            raise PydanticCustomError("not-shorter", "the shorter way does not take less time")
        return self


class Material(ForAudience):
    """A thing to bring, so many for each of `per`. Consumables add up; reusable things are counted once."""

    item: Line
    """The thing to bring. Use the same words in every file: the packing list adds up things with the same
    name."""
    quantity: Number = 1.0
    """How many for each of `per`, 0 to 9999; 0.5 is allowed. The total is rounded up. The default is 1."""
    per: Per = "activity"
    """How often: one for each `participant`, `facilitator`, `pair`, `couple`, `group`, `day` or `room`, or
    once for the whole `activity` or `workshop`. The default is activity."""
    spare: Share = 0.0
    """How many more to bring, as a percentage: 10%. The default is 0%."""
    kind: Literal["reusable", "consumable"] = "reusable"
    """How it is counted: `reusable` (once, where most are used) or `consumable` (used up, so it is added up).
    The default is reusable."""
    needs: Lack | None = None
    """What it cannot be used without: `electricity` (it has to be plugged in) or `paper` (it is made of paper
    or used on it)."""
    substitute: Line | None = None
    """What does the job as well and costs little. It is brought instead where the place lacks what the thing
    needs."""


class Preparation(ForAudience):
    """Something to do before people come, and when: a week before, the day before, or that morning."""

    model_config = ConfigDict(title="Task")
    short = "do"
    do: Prose
    """Something to do before people come."""
    when: When = "day-before"
    """When to do it: `week-before` (a week before), `day-before` (the day before) or `that-morning` (on the
    day, before people come). The default is day-before."""


class Flipchart(ForAudience):
    """A large sheet to write before people come."""

    id: Id
    """The id of the flipchart: no other flipchart of this activity has it."""
    title: Line
    """The heading of the flipchart."""
    text: Prose
    """What to write on it before people come."""
    substitute: Prose | None = None
    """What to do where there is no large paper."""
    sheet: Line = Line("flipchart sheet")
    """What it is written on. One for each room is on the packing list. The default is flipchart sheet."""


class Risk(Authored):
    """What can go wrong, and what to do."""

    risk: Prose
    """What can go wrong."""
    hold: Prose
    """What you do then."""


class StepVariant(Authored):
    """What changes in one step."""

    model_config = ConfigDict(title="Step change")
    id: Id
    """The id of the step of the activity that changes."""
    leave_out: YesNo = False
    """Whether the step is left out for these people. The default is false."""
    title: Line | None = None
    """The name of the step, instead of its own."""
    minutes: Minutes | None = None
    """How long the step takes, instead of its own minutes: 10, 5-10 or 15-20-30. Time factors of the
    audiences in `for` are not applied to it."""
    cues: tuple[Cue, ...] | None = Field(default=None, min_length=1)
    """What the facilitator does, says and asks, instead of all cues of the step."""


class Variant(Authored):
    """What changes when all the audiences in `for` are in the room.

    Each field given stands in the place of the activity's own; of two variants that give the same field,
    the one for more audiences wins. `text` is advice beside it, and all that fits is printed.
    """

    for_: tuple[Id, ...] = Field(alias="for", min_length=1)
    """Audience ids. The variant is used if all of them are in the room."""
    text: Prose | None = None
    """Advice for these people, printed beside the activity. All that fit are printed."""
    minutes: Range | None = None
    """How long the whole activity takes, instead of its own minutes: 45 or 40-45-60. Time factors of the
    audiences in `for` are not applied to it."""
    title: Line | None = None
    """The name of the activity, instead of its own."""
    purpose: Prose | None = None
    """What people get from it, instead of its own purpose."""
    reason: Prose | None = None
    """Why it is done, instead of its own reason."""
    people: People | None = None
    """How many people it works for, instead of its own: `{min: 8, ideal: 16, max: 30}`."""
    groups: Groups | None = None
    """How people are divided, instead of its own groups: 4-5-6, or `{number: 4}`."""
    facilitators: Team | None = None
    """How many facilitators it needs, instead of its own: 2, or `{women: 1, men: 1}`."""
    sensitivity: Sensitivity | None = None
    """How hard it can be for these people: `low` (light for most), `medium` (may touch on people's own lives)
    or `high` (may bring back violence or loss), instead of its own."""
    room: Prose | None = None
    """How the room is set out, instead of its own."""
    materials: tuple[Material, ...] | None = None
    """Things to bring, instead of all its own."""
    printables: tuple[Id, ...] | None = None
    """Ids of printables, instead of all its own. An empty list leaves all out."""
    flipcharts: tuple[Flipchart, ...] | None = None
    """Flipcharts to write, instead of all its own."""
    prepare: tuple[Preparation, ...] | None = None
    """Things to do before people come, instead of all its own."""
    steps: tuple[StepVariant, ...] = ()
    """What changes in some steps. The others stay as they are."""
    debrief: tuple[Question, ...] | None = None
    """Questions of the debrief, instead of all its own."""
    key_messages: tuple[Prose, ...] | None = None
    """What people should remember, instead of all its own key messages."""
    risks: tuple[Risk, ...] | None = None
    """What can go wrong, instead of all its own risks."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        # what was written counts, even where it is the same as a default: an empty list leaves all out
        if self.model_fields_set <= {"for_"}:
            raise PydanticCustomError("empty-variant", "a variant changes at least one thing")
        return self

    @property
    def only_advises(self) -> bool:
        """Whether it has a word of advice and replaces nothing."""
        return self.model_fields_set <= {"for_", "text"}


class Scene(ForAudience):
    """A picture to talk about, with questions of its own."""

    model_config = ConfigDict(title="Scene")
    short = "picture"
    picture: PictureName
    """A picture to show to the group: its name in content/pictures/ without .svg, or the file name of a
    photograph."""
    ask: tuple[Prose, ...] = ()
    """Questions about this picture, beside those that fit every picture."""


class Activity(ForAudience):
    """A participatory method: purpose, people, timed steps, debrief, risks, variants."""

    title: Line
    """The name of the activity, as it is printed."""
    kind: Literal["method", "opening", "agreement", "check-in", "recap", "closing"] = "method"
    """What it does in a workshop: `method` (most activities), `opening` (the start), `agreement` (how we work
    together), `check-in` (how people are), `recap` (what we did) or `closing` (the end). The default is
    method."""
    practices: tuple[Id, ...] = ()
    """Ids of the practices that it belongs to: `[leadership]`."""
    level: Level = "individual"
    """Where the change happens: `individual` (each person), `relationships` (partners and family) or
    `community` (neighbours and institutions). The default is individual."""
    phase: Phase | None = None
    """Where a method belongs on the way through a workshop: `trust` (get to know each other), `explore` (see
    how things are), `analyse` (find out why), `imagine` (see what could be) or `act` (choose, ask, plan or
    practise)."""
    themes: tuple[Id, ...] = ()
    """Ids of the themes that it is about: `[work-at-home]`."""
    mode: tuple[Mode, ...] = ()
    """What people do, the main thing first: `body` (show something with it), `talk` (and listen), `draw` (or
    build), `write` (words), `sort` (cards or beans), `play` (a role or a game) or `move` (walk about)."""
    takes: tuple[Thing, ...] = ()
    """What people have before it: a `problem`, `wishes`, a `demand` (one chosen wish), an `ask` (a request in
    a minute), a `hope` (for a talk at home), `scores` (of a service) or `common-ground` (where two sides
    agree)."""
    gives: tuple[Thing, ...] = ()
    """What people have after it: a `problem`, `wishes`, a `demand`, an `ask`, a `hope`, `scores` or
    `common-ground`. The words mean the same as in `takes`."""
    purpose: Prose
    """What people get from it."""
    reason: Prose
    """Why it is done at all, in one sentence."""
    pace: Literal["quiet", "mixed", "active"] = "mixed"
    """How people move: `quiet` (they sit still), `mixed` (some of both) or `active` (they are on their feet).
    You are warned of something quiet straight after lunch. The default is mixed."""
    minutes: Range | None = None
    """How long the whole activity takes, where it must not last as long or as short as its steps could: 45 or
    40-45-60. Without it, the sum of its steps."""
    people: People
    """How many people it works for: `{min: 8, ideal: 16, max: 30}`. Add `unit: couple` to count couples."""
    groups: Groups | None = None
    """How people are divided: the size of a group, such as 4-5-6, or `{number: 4}`. Without it, there are no
    groups."""
    facilitators: Team = Team(number=1)
    """How many facilitators it needs, 1 to 50: 2, or `{women: 1, men: 1}` where it matters. You are warned if
    they are missing. The default is 1."""
    sensitivity: Sensitivity = "low"
    """How hard it can be for people: `low` (light for most), `medium` (may touch on people's own lives) or
    `high` (may bring back violence or loss). The default is low."""
    after: tuple[Id, ...] = ()
    """Ids of activities that must come earlier: in this workshop, in an earlier stage of its programme, or in
    its `have_done`."""
    better_after: tuple[Id, ...] = ()
    """Ids of activities that should come earlier. You are warned if they do not."""
    never_with: tuple[Refusal, ...] = ()
    """It is refused for these audiences: ids, or `{audience: ..., why: ...}`. It is refused for others with
    the same facts too."""
    only_with: tuple[Refusal, ...] = ()
    """One of these audiences must be in the room: ids, or `{audience: ..., why: ...}`. Otherwise it is
    refused."""
    made_for: tuple[Id, ...] = ()
    """Ids of audiences for which it is made. Others can use it too. It is listed first for them."""
    needs: tuple[ActivityNeed, ...] = ()
    """What must be there: `referrals` (a referral list), `safeguarding` (a lead), `reports_to` (women who
    hear of it), `apart` (separate rooms before), `earlier-day` (a day before) or `later-day` (a day after).
    You are warned."""
    workshop_minutes: MinuteCount = 0
    """The shortest workshop in which it may be used, in minutes from start to end of all days, breaks
    included. In a shorter one it is refused. The default is 0."""
    short_form: Id | None = None
    """The id of an activity that serves the same purpose in less time. It takes its place when time is
    short."""
    room: Prose
    """The room and how it is set out."""
    materials: tuple[Material, ...] = ()
    """Things to bring."""
    printables: tuple[Id, ...] = ()
    """Ids of the sheets, cards, signs and posters that it uses."""
    scenes: tuple[Scene, ...] = ()
    """Pictures to talk about. Each is a talk card: the picture on the front, the steps and questions on the
    back."""
    flipcharts: tuple[Flipchart, ...] = ()
    """Large sheets to write before people come."""
    prepare: tuple[Preparation, ...] = ()
    """Things to do before people come: texts, or `{do: ..., when: day-before}`."""
    steps: tuple[ActivityStep, ...] = Field(min_length=1)
    """The steps, in order. At least one."""
    debrief: tuple[Question, ...] = ()
    """Questions for the step whose id is `debrief`: texts, or `{ask: ..., keep: true}`. The step gets the
    minutes that they need."""
    key_messages: tuple[Prose, ...] = ()
    """What people should remember."""
    risks: tuple[Risk, ...] = ()
    """What can go wrong, and what you do then."""
    variants: tuple[Variant, ...] = ()
    """What is different for some people."""
    review: Review | None = None
    """Who has to read it before it is used, because it speaks of violence, bodies, children or the law."""
    credit: Credit
    """Where the activity comes from."""


class Energiser(ForAudience):
    """A few minutes of moving, breathing or laughing, with a form for people who stay seated."""

    title: Line
    """The name of the energiser, as it is printed."""
    use: tuple[EnergiserUse, ...] = Field(default=("wake",), min_length=1)
    """What it does for people, the most important first: `wake` (wakes them up), `calm` (calms them),
    `warm-up` (gets them going) or `meet` (helps them learn names). The default is `[wake]`."""
    minutes: Range
    """How long it takes, in whole minutes: 5 or 3-5."""
    purpose: Prose
    """What it is for."""
    people: People | None = None
    """How many people it works for: `{min: 8, ideal: 16, max: 30}`. Without it, any number."""
    touch: YesNo = False
    """Whether people touch each other. The default is false."""
    posture: Literal["seated", "standing"] = "standing"
    """How most people do it: `seated` (on their chairs) or `standing` (on their feet). The default is
    standing."""
    materials: tuple[Material, ...] = ()
    """Things to bring."""
    cues: tuple[Cue, ...] = Field(min_length=1)
    """What the facilitator does, says and asks, in order. At least one cue."""
    seated: Prose
    """How people do it who stay in their seats."""
    credit: Credit
    """Where the energiser comes from."""


class SafetyPart(ForAudience):
    """A part of a page about safety, with a heading of its own if it needs one."""

    model_config = ConfigDict(title="Safety part")
    heading: Line | None = None
    """The heading of the part."""
    text: Prose
    """What the part says."""
    if_: Literal["service-for-men"] | None = Field(default=None, alias="if")
    """Printed only then: `service-for-men` (the referral list has a service for men who used violence).
    Without it, always."""


class SafetyText(ForAudience):
    """A page about safety. The document on safety has all of them, in rising `order`."""

    title: Line
    """The heading of the page."""
    order: Count
    """Its place among the pages about safety, 0 to 9999: smaller numbers come first."""
    text: Prose
    """What the page says."""
    parts: tuple[SafetyPart, ...] = ()
    """What it says then, in parts with headings: one for each case."""
    in_guide: Prose | None = None
    """What the guide itself says of it, on its page about the people, in a sentence or two. The document on
    safety has the whole text."""
    apart: YesNo = False
    """Whether each facilitator also gets it as a sheet of its own, with the places that help below it. The
    default is false."""
    review: Review | None = None
    """Who has to read it before it is used, because it speaks of violence, bodies, children or the law."""
    credit: Credit
    """Where the text comes from."""
