"""The clock of a proposal before anything is chosen: stretches of work, lunch, and who is in which room."""

from dataclasses import dataclass

from practicepack.propose.request import Meeting, ProposalRequest

LUNCH = 60
LUNCH_AT = 12 * 60 + 30
"""When people eat, if they can: half past twelve."""
LUNCH_FROM, LUNCH_UNTIL = 11 * 60 + 30, 14 * 60
"""A meeting that begins before the first and ends after the second has lunch in it."""
LONG_MEETING = 5 * 60
"""A meeting that is shorter has no lunch."""
BREAK_MINUTES = 15
ENERGISER_MINUTES = 5
"""How long most energisers take, in minutes."""


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A morning or an afternoon: its minutes, and where it is in its meeting."""

    meeting: int
    """Which meeting it belongs to, from 0."""
    minutes: int
    is_first: bool
    is_last: bool

    @property
    def is_after_lunch(self) -> bool:
        """Whether people have just eaten when it begins."""
        return not self.is_first


def half_days(request: ProposalRequest) -> tuple[HalfDay, ...]:
    """The mornings and afternoons of all meetings, in order."""
    # lunch is where people look at the clock: what is before it and after it is planned apart
    divided: list[HalfDay] = []
    for number, meeting in enumerate(request.meetings):
        if not has_lunch(meeting):
            divided.append(HalfDay(number, meeting.minutes, is_first=True, is_last=True))
            continue
        morning = LUNCH_AT - meeting.start
        divided.append(HalfDay(number, morning, is_first=True, is_last=False))
        afternoon = meeting.minutes - morning - LUNCH
        divided.append(HalfDay(number, afternoon, is_first=False, is_last=True))
    return tuple(divided)


def has_lunch(meeting: Meeting) -> bool:
    """Whether people eat in the course of a meeting."""
    spans_noon = meeting.start <= LUNCH_FROM and meeting.end >= LUNCH_UNTIL
    return spans_noon and meeting.minutes >= LONG_MEETING
