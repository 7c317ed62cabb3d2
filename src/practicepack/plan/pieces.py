"""The smallest pieces of a plan, each made from its draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from practicepack.library.entry import Entry
from practicepack.library.models.activity import DEBRIEF, Cue, Flipchart, Question
from practicepack.library.models.printable import Card, Cards, Printable
from practicepack.plan.changes import Change
from practicepack.plan.decks import kind
from practicepack.plan.draft import DraftActivity, DraftSession, DraftStep
from practicepack.plan.model import TrackPlan
from practicepack.plan.steps import CuePlan, StepPlan, warned_first

NOTE = "note"
"""The verb of the cues that stand beside a step."""


def track(draft: DraftSession) -> TrackPlan | None:
    """The room of a session, where others meet elsewhere at the same time."""
    authored, people = draft.track, draft.gathering
    if authored is None:
        return None
    return TrackPlan(
        authored.title, authored.room, people.participants, people.facilitators.count, authored.lead
    )


def instead(flipcharts: Sequence[Flipchart]) -> tuple[str, ...]:
    """What to do in place of flipcharts."""
    return tuple(chart.substitute for chart in flipcharts if chart.substitute)


def deck_changes(authored: Printable, printed: Printable) -> list[Change]:
    """What the guide says of a deck that has fewer cards for these people, or the same person twice."""
    if not isinstance(authored, Cards) or not isinstance(printed, Cards) or authored == printed:
        return []
    text = f"{len(printed.cards)} / {len(authored.cards)}"
    if len(printed.cards) < len(authored.cards):
        return [Change("reduced", authored.title, text)]
    # Ballots and voting cards are alike on purpose: more of them are no news.
    if _are_alike(authored.cards):
        return []
    return [Change("repeated", authored.title, text)]


def _are_alike(cards: Sequence[Card]) -> bool:
    """Whether the cards of each kind are all the same."""
    faces: set[tuple[str, str | None]] = set()
    kinds: set[str] = set()
    for card in cards:
        faces.add((card.front, card.picture))
        kinds.add(kind(card))
    return len(faces) <= len(kinds)


def step(draft: DraftActivity, number: int, own: DraftStep, start: int, minutes: int) -> StepPlan:
    """A step on the clock. Its tips stand beside it, and the debrief has its questions."""
    item = own.item
    cues: list[CuePlan] = []
    notes: list[CuePlan] = []
    # A tip is read before the session, not in it, so it is kept out of what is said and done.
    for cue in all_cues(item.cues):
        if cue.verb == NOTE:
            notes.append(cue)
        else:
            cues.append(cue)
    if item.id == DEBRIEF and draft.item.debrief:
        cues += debrief_cues(draft.item.debrief)
    short = None
    if own.is_short and item.shorter:
        short = item.shorter.do
    return StepPlan(
        id=item.id,
        title=item.title,
        number=number,
        start=start,
        minutes=minutes,
        keep=item.keep,
        short=short,
        cues=warned_first(cues),
        notes=tuple(notes),
        pause=own.pause,
    )


def all_cues(authored: Sequence[Cue]) -> list[CuePlan]:
    """Cues as authored, each with its verb."""
    return [CuePlan(cue.verb, cue.texts) for cue in authored]


def debrief_cues(asked: Sequence[Question]) -> list[CuePlan]:
    """The questions of a debrief: those to ask in any case, then those for when there is time."""
    always: list[str] = []
    others: list[str] = []
    for question in asked:
        if question.keep:
            always.append(question.ask)
        else:
            others.append(question.ask)
    # Where the author chose none, a debrief without any question would be none: all of them are asked.
    if not always:
        return [CuePlan("ask", tuple(others))]
    cues = [CuePlan("ask", tuple(always))]
    if others:
        cues.append(CuePlan("ask", tuple(others), if_time=True))
    return cues


def by_order(entries: Mapping[str, Entry[Any]]) -> list[Entry[Any]]:
    """Entries as their authors numbered them."""
    return sorted(entries.values(), key=lambda entry: (entry.item.order, entry.id))
