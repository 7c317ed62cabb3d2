"""The run of show as a cue sheet: a line for each step, and what to shorten where a session starts late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practicepack.documents.context import Context
from practicepack.documents.model import Document, Place
from practicepack.documents.rooms import side_by_side
from practicepack.plan.catch_up import CatchUp, Saving
from practicepack.plan.model import (
    LONGEST_MEETING,
    ActivityPlan,
    DayPlan,
    SessionPlan,
    Slot,
    TrackPlan,
)

KIND = "run-of-show"


@dataclass(frozen=True, slots=True)
class LateLine:
    """One thing that takes less time, and how many minutes it saves when 10, 20 and 30 minutes late."""

    saving: Saving
    saves: tuple[int, ...]
    """0 where it is not needed."""


@dataclass(frozen=True, slots=True)
class CueStretch:
    """A stretch of a day on the cue sheet."""

    slot: Slot
    rooms: tuple[tuple[SessionPlan, tuple[TrackPlan, ...]], ...]
    """Its sessions and whose they are; what several rooms do alike, once."""
    late: tuple[LateLine, ...]
    at_hand: tuple[tuple[str, ...], ...]
    """What to have at hand for each activity, in their order through all its rooms."""


@dataclass(frozen=True, slots=True)
class CueDay:
    """A day on the cue sheet."""

    day: DayPlan
    stretches: tuple[CueStretch, ...]


def run_of_show(brief: Context) -> Document:
    """A part for each day; of meetings so short that several share a page, one for all of them."""
    plan, words = brief.plan, brief.words
    are_short = len(plan.days) > 1 and all(day.end - day.start <= LONGEST_MEETING for day in plan.days)
    title, copies = words.say("Run of show"), plan.facilitators
    parts = []
    for days in [plan.days] if are_short else [(day,) for day in plan.days]:
        places = [
            Place(
                words.day(day.number, is_series=plan.is_series),
                f"{KIND}-{day.number}",
                clock=words.clock(day.start),
            )
            for day in days
        ]
        name, head = (KIND, title) if are_short else (places[0].destination, places[0].title)
        view = {"days": tuple(_cue_day(day) for day in days)}
        parts.append(brief.part(name, KIND, "", head, view, places=tuple(places)))
    return Document(KIND, "facilitators", KIND, title, copies, tuple(parts), is_read=True)


def _cue_day(day: DayPlan) -> CueDay:
    return CueDay(day, tuple(_stretch(slot) for slot in day.slots))


def _stretch(slot: Slot) -> CueStretch:
    rooms = tuple(side_by_side(slot))
    at_hand = tuple(_at_hand(activity) for session, _ in rooms for activity in session.activities)
    return CueStretch(slot, rooms, tuple(_late_lines(slot.catch_up)), at_hand)


def _at_hand(activity: ActivityPlan) -> tuple[str, ...]:
    """Sheets first: they cannot be found at the last minute."""
    sheets = [sheet.printable.title for sheet in activity.sheets]
    return (*dict.fromkeys([*sheets, *(supply.item for supply in activity.supplies)]),)


def _late_lines(catch_up: Sequence[CatchUp]) -> Iterator[LateLine]:
    """Each thing once, with what it saves in each case."""
    found: dict[object, tuple[Saving, list[int]]] = {}
    for at, advice in enumerate(catch_up):
        for saving in advice.savings:
            thing = (saving.what, saving.number, saving.activity, saving.step, saving.rooms)
            _, saves = found.setdefault(thing, (saving, [0] * len(catch_up)))
            saves[at] = saving.saves
    for saving, saves in found.values():
        yield LateLine(saving, tuple(saves))
