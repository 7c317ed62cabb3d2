"""What was changed in a workshop for these people, this time and this place."""

from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal[
    "in",
    "out",
    "variant",
    "replaced",
    "dropped",
    "shortened",
    "substitute",
    "reduced",
    "repeated",
    "edge",
    "beside",
    "idle",
    "moved",
    "either",
    "chosen",
]
"""What was done. A block goes at the edge of a day, beside another pause, or idle: with nothing to serve."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed for these people, this time and this place: where, what, and for whom."""

    kind: ChangeKind
    where: str
    text: str
    audiences: tuple[str, ...] = ()
    field: str = ""
    """The field of an activity that a variant replaced, or the kind of a block that went or moved."""
