"""The smallest pieces of a plan, each made from its draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from practicepack.library.entry import Entry
from practicepack.library.models.activity import DEBRIEF, Flipchart, Question
from practicepack.library.models.printable import Cards, Printable
from practicepack.plan.changes import Change
from practicepack.plan.decks import kind
from practicepack.plan.draft import DraftActivity, DraftSession, DraftStep
from practicepack.plan.model import TrackPlan
from practicepack.plan.steps import CuePlan, StepPlan, warned_first

BESIDE = "note"
"""The verb of the cues that stand beside a step."""


def track(draft: DraftSession) -> TrackPlan | None:
    """The room of a session, where others meet elsewhere at the same time."""
    track, room = draft.track, draft.gathering
    if track is None:
        return None
    return TrackPlan(track.title, track.room, room.participants, room.facilitators.count, track.lead)


def instead(flipcharts: Sequence[Flipchart]) -> tuple[str, ...]:
    """What to do in place of flipcharts."""
    return tuple(one.substitute for one in flipcharts if one.substitute)


def deck_changes(whole: Printable, printed: Printable) -> list[Change]:
    """What the guide says of a deck that has fewer cards for these people, or the same person twice."""
    if not (isinstance(whole, Cards) and isinstance(printed, Cards)) or whole == printed:
        return []
    has_fewer = len(printed.cards) < len(whole.cards)
    # ballots and voting cards are alike on purpose: more of them are no news
    alike = len({(card.front, card.picture) for card in whole.cards}) <= len(set(map(kind, whole.cards)))
    if not has_fewer and alike:
        return []
    text = f"{len(printed.cards)} / {len(whole.cards)}"
    return [Change("reduced" if has_fewer else "repeated", whole.title, text)]


def step(draft: DraftActivity, number: int, own: DraftStep, start: int, minutes: int) -> StepPlan:
    """A step on the clock. Its tips stand beside it, and the debrief has its questions."""
    item = own.item
    cues = [CuePlan(cue.verb, cue.texts) for cue in item.cues]
    if item.id == DEBRIEF and draft.item.debrief:
        cues += questions(draft.item.debrief)
    return StepPlan(
        id=item.id,
        title=item.title,
        number=number,
        start=start,
        minutes=minutes,
        keep=item.keep,
        short=item.shorter.do if own.is_short and item.shorter else None,
        cues=warned_first(cue for cue in cues if cue.verb != BESIDE),
        notes=tuple(cue for cue in cues if cue.verb == BESIDE),
        pause=own.pause,
    )


def questions(asked: Sequence[Question]) -> list[CuePlan]:
    """The questions of a debrief: those to ask in any case, then those for when there is time."""
    kept = tuple(question.ask for question in asked if question.keep)
    others = tuple(question.ask for question in asked if not question.keep)
    if not kept:
        return [CuePlan("ask", others)]
    cues = [CuePlan("ask", kept)]
    return [*cues, CuePlan("ask", others, if_time=True)] if others else cues


def by_order(entries: Mapping[str, Entry[Any]]) -> list[Entry[Any]]:
    """Entries as their authors numbered them."""
    return sorted(entries.values(), key=lambda entry: (entry.item.order, entry.id))
