"""What authors write in programme.yaml: workshops for different people, in a deliberate order."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from practicepack.library.models.fields import Authored, Id, Line, Prose, YesNo

JOINT = "joint"
"""The word for women and men together."""


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


People = Annotated[
    tuple[Id, ...],
    Field(min_length=1),
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""Whose workshop a stage is: ids of audiences that tell these people from others, or joint."""


class Stage(Authored):
    """One workshop of the programme. Stages stand in the order in which they are held."""

    workshop: Id
    people: People
    again: tuple[Id, ...] = ()
    """Activities that these people do again on purpose, having done them in an earlier stage."""
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
    """Workshops for different people, such as women, men and both, and what each hands to the next."""

    title: Line
    purpose: Prose
    language: Line = Line("en")
    women_steer: YesNo = True
    """Whether women decide what men's workshops take up, which is why theirs come first."""
    stages: tuple[Stage, ...] = Field(min_length=1)
    peer_groups: tuple[PeerGroup, ...] = ()
