"""Who is in the room: one facet of the people, and all that changes for it."""

from typing import Literal

from pydantic import Field

from practicepack.library.models.fields import (
    Authored,
    Factor,
    Id,
    Line,
    MinuteCount,
    Prose,
    Range,
    Sensitivity,
    YesNo,
)
from practicepack.library.models.people import People, Team

Need = Literal["referrals", "safeguarding", "reports_to", "apart"]
"""What a gate can ask for: three entries of workshop.yaml, or a time apart before people are together."""


Gender = Literal["women", "men", "both"]
"""Who is in a room: women or girls, men or boys, or both."""


class Refusal(Authored):
    """An audience that this must never be used with, or only with, and why."""

    short = "audience"
    audience: Id
    why: Prose | None = None


class Gate(Authored):
    """What these people need for anything this sensitive, or more so. Needs nothing: never done with them."""

    sensitivity: Sensitivity
    needs: tuple[Need, ...] = ()
    why: Prose


class Sources(Authored):
    """Where each figure or rule was read; "our own" where it is a judgement of ours."""

    time_factor: Line | None = None
    longest_block: Line | None = None
    people: Line | None = None
    facilitators: Line | None = None
    gates: Line | None = None
    large_type: Line | None = None
    rules: Line | None = None


class Audience(Authored):
    """One facet of who is in the room, and what changes for it."""

    title: Line
    kind: Literal["who", "age", "role", "need"]
    like: Id | None = None
    """The audience whose words these people get too. Shipped files name themselves, so a copy gets them."""
    gender: Gender | None = None
    """Whether they are women, men or both. Rules read it: without it, who comes is asked for."""
    under_18: YesNo | None = None
    """Whether anybody of them is, or may be, under 18. Rules read it."""
    ages: Range | None = None
    """How old they are, in years. What is refused for children is refused for those who are younger, too."""
    counts: Literal["couples"] | None = None
    """Whether they come two by two. It stays true of them where women and men meet apart."""
    never_with: tuple[Refusal, ...] = ()
    """Facets that cannot be true of the same people."""
    time_factor: Factor = 1.0
    """How much longer things take, as a factor of the minutes written, 0.5 to 2."""
    longest_block: MinuteCount | None = None
    """The longest stretch without a break, in minutes."""
    people: People | None = None
    """How many of them work well together."""
    facilitators: Team | None = None
    """The fewest facilitators, and how many of them are women and men."""
    gates: tuple[Gate, ...] = ()
    large_type: YesNo = False
    """Whether what they are given is printed large."""
    avoids: tuple[Literal["touch", "standing"], ...] = ()
    """What energisers chosen for them do without: touch at all times, standing where it can be helped."""
    know_each_other: YesNo = False
    """Whether they knew each other before the workshop, and need no game of names."""
    rules: tuple[Prose, ...] = ()
    guidance: Prose
    sources: Sources = Field(default_factory=Sources)
