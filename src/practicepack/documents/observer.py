"""The observer's sheet: what became of each step, how long it really took, and what was seen."""

from practicepack.documents.context import Context
from practicepack.documents.edition import Leaf
from practicepack.documents.model import Document, Place
from practicepack.documents.rooms import alike_once
from practicepack.plan.model import SessionPlan, TrackPlan

OBSERVER = "observer"


def observer_sheet(brief: Context) -> Document:
    """One copy, for someone who only watches: a part for each day, from its steps."""
    plan, words = brief.plan, brief.words
    parts = []
    for day in plan.days:
        title, name = words.day(day.number, is_series=plan.is_series), f"{OBSERVER}-{day.number}"
        rooms: list[tuple[SessionPlan, tuple[TrackPlan, ...]]] = []
        for slot in day.slots:
            rooms += alike_once(slot)
        place = Place(title, name, clock=words.clock(day.start))
        leaf: Leaf = brief.edition.paper
        # Eight columns in large type need the width of an upright A4.
        if brief.edition.is_large:
            leaf = brief.desk
        view = {"day": day, "rooms": tuple(rooms)}
        parts.append(brief.part(name, OBSERVER, "", title, view, leaf=leaf, places=(place,)))
    title = words.say("Observer’s sheet")
    return Document(OBSERVER, "facilitators", "observer-sheet", title, 1, tuple(parts), is_read=True)
