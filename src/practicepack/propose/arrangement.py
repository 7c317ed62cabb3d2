"""What a proposal puts where: pieces in stretches, stretches in meetings. No minutes are fixed yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from practicepack.plan.clock.timing import MinuteRange
from practicepack.plan.draft import DraftActivity

Together = Literal["together", "apart"]
"""Whether everyone is in one place, or women and men are in rooms of their own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An activity in its place, as it would be for these people."""

    draft: DraftActivity
    minutes: MinuteRange
    """How long it can last, with the pauses that the planner puts into it."""
    reason: str = ""
    """Why it is there for these people, such as "made for women"; or empty."""
    exception: str = ""
    """Where there are a few people too many for it: that this is so."""

    @property
    def id(self) -> str:
        """The activity's id."""
        return self.draft.id


@dataclass(frozen=True, slots=True)
class WorkStretch:
    """What is done without a break: a session. `kind` is what it does in its meeting."""

    kind: Literal["opening", "work", "closing"]
    pieces: tuple[Piece, ...]
    rooms: Together = "together"
    most: int | None = None
    """The most minutes that it may have, so that no one sits too long without a break."""

    @property
    def minutes(self) -> MinuteRange:
        """How long it can last."""
        least, best, most = 0, 0, 0
        for piece in self.pieces:
            least += piece.minutes.min
            best += piece.minutes.ideal
            most += piece.minutes.max
        if self.most is not None:
            most = max(best, min(most, self.most))
        return MinuteRange(least, best, most)


@dataclass(frozen=True, slots=True)
class Rest:
    """A break, lunch, or an energiser that the planner chooses."""

    kind: Literal["break", "lunch", "energiser"]
    minutes: int = 0


DayItem = WorkStretch | Rest


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The meetings of a proposal, each with what happens in it, in order."""

    meetings: tuple[tuple[DayItem, ...], ...]
    ends: tuple[int, ...] = ()
    """When each meeting ends at the latest, in minutes after midnight: earlier than asked for, where nothing
    more fits in."""
    rooms: int = 1
    """How many rooms do the same at the same time, where people are too many for one."""

    def stretches(self) -> Iterator[WorkStretch]:
        """Every stretch, in order."""
        for meeting in self.meetings:
            for item in meeting:
                if isinstance(item, WorkStretch):
                    yield item

    def pieces(self) -> Iterator[Piece]:
        """Every piece, in order."""
        for stretch in self.stretches():
            yield from stretch.pieces

    def methods(self) -> tuple[str, ...]:
        """The ids of what is worked with: all but what opens, closes and holds a meeting together."""
        ids = []
        for piece in self.pieces():
            if piece.draft.item.kind == "method":
                ids.append(piece.id)
        return tuple(ids)
