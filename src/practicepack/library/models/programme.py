"""What authors write in programme.yaml: workshops for different people, in a deliberate order."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from practicepack.library.models.fields import Authored, Id, Line, Prose, YesNo, as_several
from practicepack.library.models.schema_types import ONE_OR_MORE, named

JOINT = "joint"
"""The word for women and men together."""


AudienceIds = Annotated[
    tuple[Id, ...],
    Field(min_length=1),
    BeforeValidator(as_several),
    named(
        "Who comes",
        "An audience id, a list of audience ids, or joint for women and men together.",
        ONE_OR_MORE,
    ),
]
"""Whose workshop a stage is: ids of audiences that tell these people from others, or joint."""


class Stage(Authored):
    """One workshop of the programme. Stages are in the order in which they are held."""

    workshop: Id
    """The name of a workshop's folder in sessions/. Each workshop comes once."""
    people: AudienceIds
    """Whose workshop it is: an audience id such as `women`, a list of ids, or `joint` for women and men
    together."""
    again: tuple[Id, ...] = ()
    """Ids of activities that these people do again on purpose, after an earlier stage. You are warned of
    others that they have done already."""
    when: Line | None = None
    """When it is held, in words: weeks 1 to 6."""
    hands_on: Prose | None = None
    """What it passes on to the stages after it: a decision, a message, a group. You are warned without it,
    except in the last stage."""


class PeerGroup(Authored):
    """A group that goes on meeting when the workshops are over."""

    name: Line
    """The name of the group."""
    people: AudienceIds
    """Who is in it: an audience id such as `women`, a list of ids, or `joint` for women and men together."""
    starts_after: Id
    """The name of the workshop after which it first meets: one of this programme."""
    meets: Line
    """How often it meets, in words: every second week."""
    does: Prose
    """What the group does when it meets."""


class Programme(Authored):
    """Workshops for different people, such as women, men and both, and what each passes on to the next."""

    title: Line
    """The name of the programme, printed on its map."""
    purpose: Prose
    """What the programme is for."""
    language: Line = Line("en")
    """The language of the content, as a tag: `en`, `fr`, `sw`, `pt-BR`. The default is en."""
    women_steer: YesNo = True
    """Whether women decide what the men's workshops take up; then women meet first. The default is true."""
    stages: tuple[Stage, ...] = Field(min_length=1)
    """The workshops in the order in which they are held."""
    peer_groups: tuple[PeerGroup, ...] = ()
    """Groups that go on meeting after the workshops. You are warned if there are none."""
