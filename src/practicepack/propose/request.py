"""What a proposal is asked for: who comes, when, and what it is about."""

from dataclasses import dataclass
from datetime import time

from practicepack.diagnostics import CallError, Source
from practicepack.library.entry import parsed
from practicepack.library.models.activity import Lack
from practicepack.library.models.fields import Authored, Sensitivity
from practicepack.library.models.people import Team
from practicepack.library.reading.spellings import DATE, TO, clock
from practicepack.plan.clock.timing import GRID


@dataclass(frozen=True, slots=True)
class Meeting:
    """A day, or a part of one: when it starts and ends, in minutes after midnight."""

    start: int
    end: int
    date: str | None = None
    """With the year first: 2026-03-08."""

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class ProposalRequest:
    """Who comes, when, and what about. Titles and ids are the user's own."""

    name: str
    """The id of the folder that may be written."""
    audience: tuple[str, ...]
    participants: int
    """2 to 500."""
    meetings: tuple[Meeting, ...]
    facilitators: Team
    about: str = ""
    """What people want to work on, in their own words. Empty for anything."""
    not_above: Sensitivity = "high"
    """The most sensitive that an activity may be."""
    done: tuple[str, ...] = ()
    """Ids of activities that these people have done."""
    lacks: tuple[Lack, ...] = ()

    @property
    def minutes(self) -> int:
        """How long all meetings last."""
        total = 0
        for meeting in self.meetings:
            total += meeting.minutes
        return total


def meeting_of(text: str) -> Meeting:
    """A meeting as people write it: 14:00-17:30, or with its date before that. Raises CallError."""
    first, _, rest = text.strip().partition(" ")
    written = DATE.fullmatch(first)
    clocks = [clock(part.strip()) for part in TO.split(rest if written else text.strip())]
    if len(clocks) != len(("start", "end")) or None in clocks:
        raise CallError(f'"{text}" is not a meeting', ("write  14:00-17:30  or  2026-03-08 14:00-17:30",))
    start, end = (_after_midnight(part) for part in clocks if part is not None)
    if end <= start:
        raise CallError(f'"{text}" ends before it starts')
    if start % GRID or end % GRID:
        raise CallError(f'"{text}" does not start and end on five minutes', ("write  14:00-17:30",))
    if written is None:
        return Meeting(start, end)
    return Meeting(start, end, "-".join(written.group(1, 3, 4)))


def _after_midnight(time_of_day: time) -> int:
    return 60 * time_of_day.hour + time_of_day.minute


def team_of(text: str) -> Team:
    """A team as authors write it: 2, or {women: 1, men: 1}. Raises CallError."""
    entry, _ = parsed(Source("--facilitators", f"facilitators: {text}\n"), _Leading)
    if entry is None:
        raise CallError(f'"{text}" is not a team', ('write  2  or  "{women: 1, men: 1}"',))
    team: Team = entry.item.facilitators
    return team


class _Leading(Authored):
    facilitators: Team
