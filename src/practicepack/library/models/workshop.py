"""What authors write in a workshop's folder: the workshop, its sessions and its referral list."""

from typing import Literal, Self, get_args

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from practicepack.library.models.activity import EnergiserUse, Lack
from practicepack.library.models.day_end import DayEnd
from practicepack.library.models.fields import (
    Authored,
    Clock,
    Colour,
    Contact,
    Day,
    ForAudience,
    Heads,
    Id,
    Line,
    MinuteCount,
    Prose,
    Range,
    YesNo,
)
from practicepack.library.models.people import Team

ANY = "any"
"""Stands for an energiser that the plan chooses."""
CHOSEN = (ANY, *get_args(EnergiserUse))
"""What may stand in place of an energiser's id, so that the plan chooses."""
MOST_ACTIVITIES = 30
"""How many activities a session may have: to save time, leaving out each of them is tried, and several."""
NAMED_BLOCKS = ("pause", "meal", "free", "travel", "arrival")
"""Blocks without work that an author gives a name, and minutes."""
BLOCKS = ("session", "either", "break_", "lunch", *NAMED_BLOCKS, "energiser", "guest", "prework", "parallel")


PRIVATE = frozenset({"organiser", "safeguarding", "complaints", "reports_to"})
"""The keys of a workshop that hold names and contacts: they are in the user's files and in the pack alone."""


class Track(Authored):
    """One of several rooms at the same time: for whom, and what they do there."""

    model_config = ConfigDict(title="Room")
    title: Line
    """Who meets there: Women. It is printed beside the session and where its sheets are listed."""
    room: Line | None = None
    """Which room it is: The hall."""
    audience: tuple[Id, ...] = ()
    """Audience ids for this room. They replace the workshop's audiences of the same kind; those of kind need
    are added."""
    participants: Heads | None = None
    """How many people are there, 2 to 500. Without it, an even share of what the other rooms leave."""
    facilitators: Team | None = None
    """How many facilitators are there: 2, or `{women: 1, men: 1}`. Without it, a share of the team."""
    lead: Line | None = None
    """Who leads there. Only the facilitators' pages show it."""
    lacks: tuple[Lack, ...] = ()
    """What this room does not have, besides what the whole place lacks: `electricity` (nothing can be plugged
    in) or `paper` (none to write on)."""
    session: Id
    """The id of the session that they do. Rooms may do the same one."""


class BlockInDay(ForAudience):
    """One thing in a day: a session, a break, lunch, a guest ..."""

    model_config = ConfigDict(title="Block")
    session: Id | None = None
    """The id of a session: its file name in the same folder without .yaml."""
    either: tuple[Id, ...] = ()
    """Ids of two or more sessions. One is run: the first that these people can do and that fits into the
    day."""
    optional: YesNo = False
    """Whether it is left out when time is short and nothing else can be shortened, the last of the day first.
    Only with session, either or parallel. The default is false."""
    break_: MinuteCount | None = Field(default=None, alias="break")
    """A break, in minutes: 15."""
    lunch: MinuteCount | None = None
    """Lunch, in minutes: 60 or 1h."""
    pause: Line | None = None
    """A pause with a name: Prayer. State its `minutes` too. People rest in it."""
    meal: Line | None = None
    """A meal with a name: Breakfast. State its `minutes` too. People rest in it."""
    free: Line | None = None
    """Time that people have for themselves: Time to rest. State its `minutes` too."""
    travel: Line | None = None
    """A way from one place to another: Bus to the market. State its `minutes` too. It is no rest."""
    arrival: Line | None = None
    """How people arrive: Tea and registration. State its `minutes` too. People rest in it."""
    at: Clock | None = None
    """When the block starts, exactly: "12:30". What comes before it is fitted to that. Not with prework.
    Without it, as soon as the block before it is over."""
    energiser: Id | None = None
    """The id of an energiser. Or let the plan choose one that fits: `any`, `wake`, `calm`, `warm-up` or
    `meet`."""
    guest: Line | None = None
    """Someone who comes to speak: The chief. State the `minutes` too."""
    prework: Prose | None = None
    """What people do before they come. It takes no time of the day."""
    parallel: tuple[Track, ...] = ()
    """Two or more rooms at the same time, each with its session."""
    minutes: Range | None = None
    """How long it takes, in whole minutes: 20 or 10-15-20. Needed with guest, pause, meal, free, travel and
    arrival, and with nothing else."""
    lead: Line | None = None
    """Who leads it. Only the facilitators' pages show it."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        # a lunch of 0 minutes was written, and is not the same as none
        count = sum(getattr(self, name) not in (None, ()) for name in BLOCKS)
        if count != 1 or len(self.parallel) == 1 or len(self.either) == 1:
            listed = ", ".join(name.strip("_") for name in BLOCKS)
            raise PydanticCustomError(
                "bad-block",
                "a block is one of {listed}; parallel: and either: hold at least two",
                {"listed": listed},
            )
        is_timed = any(getattr(self, name) is not None for name in ("guest", *NAMED_BLOCKS))
        if is_timed != (self.minutes is not None):
            listed = ", ".join(("guest", *NAMED_BLOCKS))
            raise PydanticCustomError(
                "bad-block",
                "minutes: go with one of {listed}, and each of these needs them",
                {"listed": listed},
            )
        if self.optional and not (self.session or self.either or self.parallel):
            raise PydanticCustomError("bad-block", "optional: goes with session, either or parallel")
        if self.at is not None and self.prework is not None:
            raise PydanticCustomError("bad-block", "prework: takes no time of the day, so it has no at:")
        return self


class WorkshopDay(Authored):
    """A day with its clock and its blocks, in order."""

    model_config = ConfigDict(title="Day")
    date: Day | None = None
    """The date, with the year first: 2026-03-08."""
    start: Clock
    """When the day starts: "09:00"."""
    end: DayEnd
    """When the day ends: "16:30". It is later than the start, "24:00" at the latest."""
    blocks: tuple[BlockInDay, ...] = Field(min_length=1)
    """What happens in the day, in order. At least one. Each is exactly one thing: a session, a break, lunch
    ..."""

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        # not as times: midnight at the end of a day would be the earliest of them
        if (self.end.hour, self.end.minute) <= (self.start.hour, self.start.minute):
            raise PydanticCustomError(
                "day-backwards",
                "the day ends at {end}, before it starts at {start}: it can last until 24:00, not longer",
                {
                    "start": f"{self.start:%H:%M}",
                    "end": f"{self.end.hour:02}:{self.end.minute:02}",
                    "at": "end",
                },
            )
        return self


class Organiser(Authored):
    """Who invites. Printed on covers and on everything that people take home."""

    name: Line
    """Who invites people, as it is printed on covers and on what people take home."""
    contact: Contact | None = None
    """A phone number or an address where people can ask or complain. You are warned without it."""
    logo: Line | None = None
    """The file name of a picture beside workshop.yaml: logo.svg. SVG, PNG or JPEG."""
    accent: Colour | None = None
    """The colour of the colour edition, in quotes: "#7a1f3d". It must be dark enough to be read on white. The
    default is a blue."""
    pattern: Literal["bars", "slant", "lines", "blocks", "weave"] = "blocks"
    """The band on the cover: `blocks` (wide bars), `bars` (narrow bars), `slant` (sloping lines), `lines`
    (level lines) or `weave` (crossed lines). The default is blocks."""


class Lead(Authored):
    """A named person and how to reach them."""

    model_config = ConfigDict(title="Person")
    name: Line
    """The name of the person."""
    contact: Contact
    """How to reach them: a phone number or an address."""


class Workshop(Authored):
    """Days with their blocks, for an audience and a number of participants."""

    title: Line
    """The name of the workshop, as it is printed on every page."""
    purpose: Prose
    """What the workshop is for."""
    language: Line = Line("en")
    """The language of the content, as a tag: `en`, `fr`, `sw`, `pt-BR`. The default is en."""
    version: Line | None = None
    """Which version of the workshop this is, in your own words."""
    place: Line | None = None
    """Where it is held."""
    lacks: tuple[Lack, ...] = ()
    """What the place does not have: `electricity` (nothing can be plugged in) or `paper` (none to write on;
    printed sheets stay). Substitutes are brought for what needs it."""
    audience: tuple[Id, ...] = ()
    """Audience ids that say who comes: `[women, adults]`. At most one of kind who and one of kind age.
    Without it, you are warned."""
    participants: Heads
    """How many people take part, 2 to 500."""
    facilitators: Team = Team(number=2)
    """How many facilitators there are, 1 to 50: 3, or `{women: 2, men: 1}`. The default is 2."""
    ranks_apart: YesNo | None = None
    """Whether you have made sure that no one is in a room with someone they depend on or fear: a head, an
    employer, an in-law. You are asked where it is not said."""
    have_done: tuple[Id, ...] = ()
    """Ids of activities that these people have done at another time. What must come after them may then be
    used."""
    without: tuple[Id, ...] = ()
    """Ids of activities that are left out of every session."""
    days: tuple[WorkshopDay, ...] = Field(min_length=1)
    """The days, in order. At least one."""
    printables: tuple[Id, ...] = ()
    """Ids of sheets for the whole workshop: a sign-in sheet, a consent form, certificates."""
    organiser: Organiser | None = None
    """Who invites people."""
    safeguarding: Lead | None = None
    """The safeguarding lead: who is in charge of children's safety. You are warned without one where anyone
    may be under 18."""
    complaints: Lead | None = None
    """Someone outside the team, who hears complaints about it. Printed on the agenda, slips and evaluations.
    You are warned without one."""
    reports_to: Line | None = None
    """The women, or the women's group, who hear what a men's workshop covered. You are warned without
    them if men come."""
    referrals: Line | None = None
    """The file with services that can help people, beside workshop.yaml. The default is referrals.yaml, if it
    is there."""


class Use(ForAudience):
    """An activity in a session, or a break between two activities."""

    model_config = ConfigDict(title="Item")
    use: Id = ""
    """The id of an activity."""
    break_: MinuteCount | None = Field(default=None, alias="break")
    """A break between two activities, in minutes: 10. It is part of the session's minutes."""
    optional: YesNo = False
    """Whether the activity may be left out when time is short. The default is false."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.use) == (self.break_ is not None) or (self.optional and not self.use):
            raise PydanticCustomError("bad-use", "an item is one of use and break; optional: goes with use")
        return self


class Session(ForAudience):
    """A block of a workshop with its own objectives and its activities, in order."""

    title: Line
    """The name of the session, as the agenda prints it."""
    practices: tuple[Id, ...] = ()
    """Ids of the practices that it belongs to: `[leadership]`."""
    objectives: tuple[Prose, ...] = Field(min_length=1)
    """What people can do afterwards, a sentence each. At least one."""
    minutes: Range
    """How long the session takes, in whole minutes: 90, 90-120 or 60-90-120."""
    activities: tuple[Use, ...] = Field(min_length=1, max_length=MOST_ACTIVITIES)
    """The activities and breaks, in order: 1 to 30."""
    key_messages: tuple[Prose, ...] = ()
    """What people should remember."""
    take_home: Prose | None = None
    """One small thing to do after the session."""

    @model_validator(mode="after")
    def _breaks_between(self) -> Self:
        # a break at the edge of a session belongs to the day, which may have one there already
        edges = (self.activities[0], self.activities[-1])
        if not all(item.use for item in edges):
            raise PydanticCustomError("bad-use", "a break of a session is between two activities")
        return self

    @property
    def uses(self) -> tuple[str, ...]:
        """The activities that it uses, in order."""
        return tuple(item.use for item in self.activities if item.use)


class Service(Authored):
    """A place or person that helps, checked by phone on the date given."""

    name: Line
    """The name of the place or the person that helps."""
    helps_with: Line
    """What they help with: rights, papers, trouble at home."""
    phone: Contact
    """The phone number. Put it in quotes."""
    hours: Line | None = None
    """When it is open."""
    cost: Line | None = None
    """What it costs: free."""
    for_men_who_used_violence: YesNo = False
    """Whether it works with men who have used violence. Pages for facilitators promise such a service only
    then. The default is false."""
    checked: Day
    """The date on which you last phoned to check it, with the year first: 2026-03-02."""


class Referrals(Authored):
    """The services of one place."""

    services: tuple[Service, ...] = ()
    """The services that can help people, those needed most first. The wallet card lists as many as it has
    room for."""
