"""What authors write about a text that a specialist has to read: who it is for, and who has read it."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from practicepack.library.models.fields import ID, Authored, Day, Line
from practicepack.library.models.schema_types import named

REVIEWED = ("activities", "printables", "safety")
"""The folders of content/ whose files can ask to be read."""
REVIEWED_THING = rf"^(?:{'|'.join(REVIEWED)})/{ID.pattern}$"

ReviewedThing = Annotated[
    str,
    Field(pattern=REVIEWED_THING),
    named(
        "Reviewed thing",
        "The folder of a thing in content/, a slash and its id.",
        {"type": "string", "pattern": REVIEWED_THING},
        "safety/under-eighteen",
    ),
]


class Review(Authored):
    """Who has to read a text before it is used, and who has read it."""

    needed: Line
    """Who has to read it, to go on from "not yet read by": a specialist in violence against women."""
    by: Line | None = None
    """Who has read it and agrees: a name, a post or an organisation. Your own signature can also be a file in
    content/reviews/, which `practicepack review` writes."""
    on: Day | None = None
    """The date on which they agreed, with the year first: 2026-03-08."""
    text: Line | None = None
    """What `practicepack review ID` shows of the text that they read, in quotes. Once the text is another,
    the signature no longer counts."""

    @model_validator(mode="after")
    def _whole_signature(self) -> Self:
        given = [self.by, self.on, self.text]
        if any(given) and not all(given):
            raise PydanticCustomError("half-signature", "a signature has all of by:, on: and text:")
        return self


class Signature(Authored):
    """The word of someone who knows a subject that a text about it is right, in a file of its own."""

    of: ReviewedThing
    """What they have read: `safety/under-eighteen`, `activities/a-free-yes`."""
    by: Line
    """Who has read it and agrees: a name, a post or an organisation."""
    on: Day
    """The date on which they agreed, with the year first: 2026-03-08."""
    text: Line
    """What `practicepack review ID` shows of the text that they read, in quotes. Once the text is another,
    the signature no longer counts."""
