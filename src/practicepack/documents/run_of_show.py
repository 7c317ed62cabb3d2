"""The run of show as a cue sheet: a line for each step, and what to shorten where a session starts late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practicepack.documents.context import Context
from practicepack.documents.model import Document, Place
from practicepack.documents.rooms import alike_once
from practicepack.plan.catch_up import CatchUp, Saving
from practicepack.plan.model import (
    LONGEST_MEETING,
    ActivityPlan,
    DayPlan,
    SessionPlan,
    Slot,
    TrackPlan,
)

RUN_OF_SHOW = "run-of-show"


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
    places, cue_days = [], []
    for day in plan.days:
        name = words.day(day.number, is_series=plan.is_series)
        places.append(Place(name, f"{RUN_OF_SHOW}-{day.number}", clock=words.clock(day.start)))
        cue_days.append(CueDay(day, tuple(map(_stretch, day.slots))))
    parts = []
    if are_short:
        view = {"days": tuple(cue_days)}
        parts.append(brief.part(RUN_OF_SHOW, RUN_OF_SHOW, "", title, view, places=tuple(places)))
    else:
        for place, cue_day in zip(places, cue_days, strict=True):
            view = {"days": (cue_day,)}
            parts.append(brief.part(place.destination, RUN_OF_SHOW, "", place.title, view, places=(place,)))
    return Document(RUN_OF_SHOW, "facilitators", RUN_OF_SHOW, title, copies, tuple(parts), is_read=True)


def _stretch(slot: Slot) -> CueStretch:
    rooms = tuple(alike_once(slot))
    at_hand = []
    for session, _ in rooms:
        for activity in session.activities:
            at_hand.append(_at_hand(activity))
    return CueStretch(slot, rooms, tuple(_late_lines(slot.catch_up)), tuple(at_hand))


def _at_hand(activity: ActivityPlan) -> tuple[str, ...]:
    """Sheets first: they cannot be found at the last minute."""
    items: dict[str, None] = {}
    for sheet in activity.sheets:
        items[sheet.printable.title] = None
    for supply in activity.supplies:
        items[supply.item] = None
    return tuple(items)


def _late_lines(catch_up: Sequence[CatchUp]) -> Iterator[LateLine]:
    """Each thing once, with what it saves in each case."""
    lines: dict[object, tuple[Saving, list[int]]] = {}
    for at, advice in enumerate(catch_up):
        for saving in advice.savings:
            # What it saves differs from case to case, so it is no part of the key.
            key = (saving.what, saving.number, saving.activity, saving.step, saving.rooms)
            _, saves = lines.setdefault(key, (saving, [0] * len(catch_up)))
            saves[at] = saving.saves
    for saving, saves in lines.values():
        yield LateLine(saving, tuple(saves))
