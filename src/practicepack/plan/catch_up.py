"""What to do when a session starts late: what to leave out or shorten to be back on the clock."""

from dataclasses import dataclass
from typing import Literal

SavingKind = Literal["step", "way", "less", "whole", "session", "free"]
"""What saves time: a step goes, a step is done in a shorter way or in fewer minutes, an activity goes, a
session goes, free time is not waited for."""


@dataclass(frozen=True, slots=True)
class Saving:
    """One thing that takes less time than planned."""

    what: SavingKind
    title: str
    """The title of the step, or of what goes whole."""
    saves: int
    """How many minutes it saves."""
    minutes: int = 0
    """How many minutes it takes instead: 0 where it goes."""
    text: str = ""
    """The shorter way to do it."""
    number: int = 0
    """The number of the session that it is in, from 1; 0 for free time."""
    activity: str = ""
    """The id of the activity that it is in."""
    step: str = ""
    """The id of the step."""
    rooms: tuple[str, ...] = ()
    """The titles of the rooms that it is for, where others do something else at the same time."""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What to do when a session starts so many minutes late."""

    late: int
    savings: tuple[Saving, ...]
    missing: int
    """The minutes that cannot be made up before the next fixed time, or the end of the day: fewer than three
    are not worth a change."""
    until: int
    """When the clock is right again, in minutes after midnight: by the end of the last session that saves
    time, or at the next fixed time."""
