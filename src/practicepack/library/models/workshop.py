"""What authors write in a workshop's folder: the workshop, its sessions and its referral list."""

from typing import Literal, Self, get_args

from pydantic import Field, model_validator
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
NAMED = ("pause", "meal", "free", "travel", "arrival")
"""Blocks without work that an author gives a name, and minutes."""
BLOCKS = ("session", "either", "break_", "lunch", *NAMED, "energiser", "guest", "prework", "parallel")


PRIVATE = frozenset({"organiser", "safeguarding", "reports_to"})
"""The keys of a workshop that hold names and contacts: they are in the user's files and in the pack alone."""


class Track(Authored):
    """One of several rooms at the same time: for whom, and what they do there."""

    title: Line
    room: Line | None = None
    audience: tuple[Id, ...] = ()
    """Who is there, in place of the workshop's facets of the same kind."""
    participants: Heads | None = None
    """How many; without it, an even share of all."""
    facilitators: Team | None = None
    lead: Line | None = None
    lacks: tuple[Lack, ...] = ()
    """What this room does not have, beside what the whole place lacks."""
    session: Id


class BlockInDay(ForAudience):
    """One stretch of a day. Breaks and lunch are in minutes."""

    session: Id | None = None
    either: tuple[Id, ...] = ()
    """Two or more sessions, of which one is run: the first that these people can do and that fits."""
    optional: YesNo = False
    """Of sessions: left out where time is short, when nothing else can be cut."""
    break_: MinuteCount | None = Field(default=None, alias="break")
    lunch: MinuteCount | None = None
    pause: Line | None = None
    """A pause with a name, such as Prayer, and how many `minutes` it has."""
    meal: Line | None = None
    """A meal with a name, such as Breakfast, and how many `minutes` it has."""
    free: Line | None = None
    """Time that people have for themselves, and how many `minutes`."""
    travel: Line | None = None
    """A way from one place to another, and how many `minutes` it takes. It is no pause."""
    arrival: Line | None = None
    """How people arrive, such as tea and registration, and how many `minutes` it takes."""
    at: Clock | None = None
    """When the block starts, on the minute. What comes before it is fitted to that."""
    energiser: Id | None = None
    """The id of an energiser, `any`, or a use such as `wake`: the plan chooses one that fits."""
    guest: Line | None = None
    """Somebody who comes to speak, and for how many `minutes`."""
    prework: Prose | None = None
    """Something that people do before they come. It takes no minutes of the day."""
    parallel: tuple[Track, ...] = ()
    """Sessions at the same time in different rooms."""
    minutes: Range | None = None
    """How long a guest, a pause with a name, a meal, free time, a way or an arrival takes."""
    lead: Line | None = None
    """Who leads it: for the team's pages, never for participants."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        count = sum(getattr(self, name) not in (None, ()) for name in BLOCKS)
        if count != 1 or len(self.parallel) == 1 or len(self.either) == 1:
            listed = ", ".join(name.strip("_") for name in BLOCKS)
            raise PydanticCustomError(
                "bad-block",
                "a block is one of {listed}; parallel: and either: hold at least two",
                {"listed": listed},
            )
        is_timed = any(getattr(self, name) is not None for name in ("guest", *NAMED))
        if is_timed != (self.minutes is not None):
            listed = ", ".join(("guest", *NAMED))
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

    date: Day | None = None
    start: Clock
    end: DayEnd
    blocks: tuple[BlockInDay, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _forwards(self) -> Self:
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
    contact: Contact | None = None
    logo: Line | None = None
    """The file of a drawing or photograph beside workshop.yaml: SVG, PNG or JPEG."""
    accent: Colour | None = None
    """The colour of the colour edition, dark enough to be read on white."""
    pattern: Literal["bars", "slant", "lines", "blocks", "weave"] = "blocks"
    """The band on the cover and on pages that belong to no practice area."""


class Lead(Authored):
    """A named person and how to reach them."""

    name: Line
    contact: Contact


class Workshop(Authored):
    """Days and blocks, for an audience and a head-count."""

    title: Line
    purpose: Prose
    language: Line = Line("en")
    """A language tag such as en, fr or sw: the language of the content."""
    version: Line | None = None
    place: Line | None = None
    lacks: tuple[Lack, ...] = ()
    """What the place does not have. Things that need it are replaced by their substitutes."""
    audience: tuple[Id, ...] = ()
    participants: Heads
    facilitators: Team = Team(number=2)
    have_done: tuple[Id, ...] = ()
    """Activities that these people have done at another time."""
    without: tuple[Id, ...] = ()
    """Activities that are left out of every session."""
    days: tuple[WorkshopDay, ...] = Field(min_length=1)
    printables: tuple[Id, ...] = ()
    """Sheets of the whole workshop: sign-in, consent, evaluation, certificates."""
    organiser: Organiser | None = None
    safeguarding: Lead | None = None
    """Who is in charge of children's safety. Needed where anybody is under 18."""
    reports_to: Line | None = None
    """The women, or the women's group, who are told what a men's workshop covered."""
    referrals: Line | None = None
    """The file with services that people can be sent to, beside workshop.yaml."""


class Use(ForAudience):
    """An activity's place in a session, or a break between two. An optional one may be dropped for time."""

    use: Id = ""
    """The id of an activity."""
    break_: MinuteCount | None = Field(default=None, alias="break")
    """Minutes of a break between two activities. They are part of the session's minutes."""
    optional: YesNo = False

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.use) == (self.break_ is not None) or (self.optional and not self.use):
            raise PydanticCustomError("bad-use", "an item is one of use and break; optional: goes with use")
        return self


class Session(ForAudience):
    """A block of a workshop with its own objectives and its activities, in order."""

    title: Line
    practices: tuple[Id, ...] = ()
    objectives: tuple[Prose, ...] = Field(min_length=1)
    minutes: Range
    activities: tuple[Use, ...] = Field(min_length=1, max_length=MOST_ACTIVITIES)
    key_messages: tuple[Prose, ...] = ()
    take_home: Prose | None = None

    @model_validator(mode="after")
    def _breaks_between(self) -> Self:
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
    helps_with: Line
    phone: Contact
    hours: Line | None = None
    cost: Line | None = None
    checked: Day


class Referrals(Authored):
    """The services of one place."""

    services: tuple[Service, ...] = ()
