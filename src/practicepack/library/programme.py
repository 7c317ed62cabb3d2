"""What authors write in programme.yaml: workshops for different people, in a deliberate order."""

from typing import Literal

from pydantic import Field

from practicepack.library.fields import Authored, Id, Line, Prose, YesNo

People = Literal["women", "men", "joint"]
"""Whose workshop a stage is: women or girls, men or boys, or both together."""


class Stage(Authored):
    """One workshop of the programme. Stages stand in the order in which they are held."""

    workshop: Id
    people: People
    when: Line | None = None
    """When it is held, in words: weeks 1 to 6, two weeks after."""
    hands_on: Prose | None = None
    """What it gives to those that follow: a decision, a message, a group."""


class PeerGroup(Authored):
    """A group that goes on meeting when the workshops are over."""

    name: Line
    people: People
    starts_after: Id
    """The workshop after which it first meets."""
    meets: Line
    """How often, in words."""
    does: Prose


class Programme(Authored):
    """Workshops for women, for men and for both together, and what each hands to the next."""

    title: Line
    purpose: Prose
    language: Line = Line("en")
    women_steer: YesNo = True
    """Whether women decide what men's workshops take up, which is why theirs come first."""
    stages: tuple[Stage, ...] = Field(min_length=1)
    peer_groups: tuple[PeerGroup, ...] = ()
