"""Cue cards: one for each activity, to hold in the hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from practicepack.documents.context import Context
from practicepack.documents.model import Document, Place
from practicepack.plan.model import ActivityPlan, SessionPlan

CUE_CARDS = "cue-cards"


@dataclass(frozen=True, slots=True)
class CueCard:
    """One card of an activity; in large type its steps and its questions have a card each."""

    session: SessionPlan
    activity: ActivityPlan
    has_steps: bool
    has_questions: bool


def cue_cards(brief: Context) -> Document:
    """A card for each activity: its steps on the clock and its questions.

    Four of A6 lie on a sheet; in large type two of A5. There is one set: the facilitator who leads an
    activity takes its card.
    """
    is_large = brief.edition.is_large
    cards = tuple(_cards(brief.plan.sessions, apart=is_large))
    per_sheet = 4
    # In large type an activity does not fit on a quarter of a sheet.
    if is_large:
        per_sheet = 2
    title = brief.words.say("Cue cards")
    part = brief.part(
        CUE_CARDS,
        CUE_CARDS,
        "",
        title,
        {"cards": cards},
        places=(Place(title, CUE_CARDS),),
        leaf=brief.desk,
        is_wide=is_large,
        most_pages=-(-len(cards) // per_sheet),
    )
    return Document(CUE_CARDS, "facilitators", CUE_CARDS, title, 1, (part,), stock="card", finish=("cut",))


def _cards(sessions: Iterable[SessionPlan], *, apart: bool) -> Iterator[CueCard]:
    for session in sessions:
        for activity in session.activities:
            yield CueCard(session, activity, has_steps=True, has_questions=not apart)
            # An activity without questions would leave its second card empty.
            if apart and activity.questions:
                yield CueCard(session, activity, has_steps=False, has_questions=True)
