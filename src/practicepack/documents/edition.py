"""How a pack is printed: paper, ink, type, binding, sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Paper = Literal["a4", "letter", "a5"]
Ink = Literal["black", "colour"]
Type = Literal["regular", "large"]
Binding = Literal["loose", "duplex", "booklet"]
Flip = Literal["long-edge", "short-edge"]
Sides = Literal["both", "one"]
Leaf = Literal["a5", "half-letter", "a4", "a3", "a2", "a1", "letter", "tabloid"]
LEAVES: Mapping[Leaf, tuple[float, float]] = {
    "a5": (148, 210),
    "half-letter": (139.7, 215.9),
    "a4": (210, 297),
    "a3": (297, 420),
    "a2": (420, 594),
    "a1": (594, 841),
    "letter": (215.9, 279.4),
    "tabloid": (279.4, 431.8),
}
"""Width and height of an upright sheet in millimetres."""
LARGER: Mapping[Leaf, Leaf] = {"a5": "a4", "half-letter": "letter", "a4": "a3", "letter": "tabloid"}
"""The paper of twice the size: folded once, it is as large as the other."""


@dataclass(frozen=True, slots=True)
class Edition:
    """How a pack is printed."""

    paper: Paper = "a4"
    ink: Ink = "black"
    type: Type = "regular"
    binding: Binding = "loose"
    flip: Flip = "long-edge"
    """How the printer turns a sheet to print its back."""
    collate: bool = False
    """Whether the sheets of each participant are also put together, one set after the other."""
    sides: Sides = "both"
    """The sides of loose sheets that are printed, of what is read and has two pages or more."""

    @property
    def is_two_sided(self) -> bool:
        """Whether what is read is printed on both sides: what is bound always is."""
        return self.sides == "both" or self.binding != "loose"

    @property
    def has_half_sheets(self) -> bool:
        """Whether half a sheet may be printed, on both sides: a set is a pile of whole ones."""
        return self.is_two_sided and not self.collate

    @property
    def is_large(self) -> bool:
        """Whether everything is set in large type."""
        return self.type == "large"

    @property
    def folded_paper(self) -> Leaf:
        """The pages of a leaflet: half the office's paper."""
        if self.paper == "letter":
            return "half-letter"
        return "a5"

    @property
    def office_paper(self) -> Leaf:
        """What hangs on a wall is printed on: the paper, or A4 where that is small."""
        # No one across a room can read a wall sheet of A5.
        if self.paper == "a5":
            return "a4"
        return self.paper
