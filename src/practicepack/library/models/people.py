"""People as authors count them: how many a method works for, how they are divided, who leads."""

from typing import Any, Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from practicepack.library.models.fields import MINUTES, Authored, Count, Leaders, Range


class People(Authored):
    """How many people a method works for: participants, or couples where `unit` says so."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"min": 8, "ideal": 16, "max": 30}]})
    min: Count
    """The fewest it works with, from 1."""
    ideal: Count
    """The number it works best with: not less than min, not more than max."""
    max: Count
    """The most it works with, at most 9999."""
    unit: Literal["participant", "couple"] = "participant"
    """What is counted: `participant` (one person) or `couple` (two partners). The default is participant."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not 0 < self.min <= self.ideal <= self.max:
            raise PydanticCustomError("bad-people", "min, ideal and max must rise, from 1")
        return self

    def counted(self, participants: int) -> int:
        """How many there are of what is counted here: participants, or the couples that they make."""
        # someone who comes without a partner makes no couple
        if self.unit == "couple":
            return participants // 2
        return participants


class Groups(Authored):
    """How a method divides people: by size (`4-5-6`), or into a fixed number of groups."""

    model_config = ConfigDict(json_schema_extra={"examples": [5, "4-5-6", {"number": 4}]})
    short = "size"
    size: Range | None = None
    """How many people are in a group: 5, 4-5 or 4-5-6. State either the size or the number."""
    number: Count | None = None
    """How many groups there are, from 1, whatever the number of participants. State either the size or the
    number."""

    @classmethod
    def from_text(cls, text: str) -> dict[str, Any]:
        """Text alone is the size."""
        if not MINUTES.fullmatch(text):
            raise PydanticCustomError("bad-groups", "must be a size such as 5 or 4-5-6")
        return super().from_text(text)

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.size is None) == (self.number is None):
            raise PydanticCustomError("bad-groups", "give either the size or the number of groups")
        if self.number == 0 or (self.size and self.size.min == 0):
            raise PydanticCustomError("bad-groups", "a group needs someone in it")
        return self


class Team(Authored):
    """Facilitators: how many, and, where it matters, how many women and men at least."""

    model_config = ConfigDict(json_schema_extra={"examples": [2, {"women": 1, "men": 1}]})
    short = "number"
    number: Leaders | None = None
    """How many facilitators there are in all, 1 to 50. Without it, women and men together."""
    women: Count = 0
    """How many of them are women, at least. The default is 0: it does not matter."""
    men: Count = 0
    """How many of them are men, at least. The default is 0: it does not matter."""

    @model_validator(mode="before")
    @classmethod
    def _is_no_list(cls, data: Any) -> Any:
        # people who lead together think of themselves by name
        if isinstance(data, tuple):
            raise PydanticCustomError("bad-team", "it is not asked who they are: say how many, such as 2")
        return data

    @classmethod
    def from_text(cls, text: str) -> dict[str, Any]:
        """Text alone is the number."""
        if any(sign.isalpha() for sign in text):
            raise PydanticCustomError(
                "bad-team", "must be a number such as 2, or women: and men: with a number each"
            )
        return super().from_text(text)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        # the others of a team may be anyone, so the number may be larger than both together
        known = self.women + self.men
        if not self.number and not known:
            raise PydanticCustomError("bad-team", "a team has at least one facilitator: women: 1, or 2")
        if self.number is not None and self.number < known:
            raise PydanticCustomError("bad-team", "the number must be women and men together, or more")
        return self

    @property
    def count(self) -> int:
        """How many they are in all, 1 to 50."""
        return self.number or self.women + self.men
