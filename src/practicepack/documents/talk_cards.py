"""Talk cards: a picture for the group on the front, the facilitator's steps and questions on the back."""

from collections import Counter
from collections.abc import Hashable, Iterator

from practicepack.documents.context import Context
from practicepack.documents.edition import LARGER
from practicepack.documents.model import Document, Part, Place
from practicepack.plan.model import ActivityPlan, Plan

TALK_CARDS = "talk-cards"


def talk_cards(brief: Context) -> Iterator[Document]:
    """The cards of all activities that have scenes, on office paper and once more on paper twice as large.

    Only the first is in the print run: the large ones are for a print shop, or for a printer that can.
    """
    sets = _sets(brief.plan)
    if not sets:
        return
    title, copies = brief.words.say("Talk cards"), _copies_at_once(brief.plan)
    sizes = ((TALK_CARDS, brief.desk, False), (f"{TALK_CARDS}-large", LARGER[brief.desk], True))
    for file, leaf, repeats in sizes:
        parts: list[Part] = []
        for number, activity in enumerate(sets, start=1):
            name = f"{file}-{number}"
            part = brief.part(
                name,
                TALK_CARDS,
                "",
                activity.title,
                {"activity": activity},
                leaf=leaf,
                is_wide=True,
                is_large=False,
                # One page more, and all that follow would lie behind the wrong picture.
                most_pages=2 * len(activity.scenes),
                sessions=_sessions_with_set(brief.plan, activity),
                places=(Place(activity.title, name),),
            )
            parts.append(part)
        yield Document(
            TALK_CARDS,
            "facilitators",
            file,
            title,
            copies,
            tuple(parts),
            stock="card",
            sides=2,
            repeats=repeats,
        )


def _set_content(activity: ActivityPlan) -> Hashable:
    """What is on a set: rooms that get the same share one, those for whom the steps differ do not."""
    steps = tuple(step.title for step in activity.steps)
    return activity.title, activity.scenes, steps, activity.questions


def _sets(plan: Plan) -> tuple[ActivityPlan, ...]:
    """The activities with scenes, each once, at its first time on the clock."""
    sets: dict[Hashable, ActivityPlan] = {}
    for activity in plan.activities:
        if activity.scenes:
            sets.setdefault(_set_content(activity), activity)
    return tuple(sets.values())


def _copies_at_once(plan: Plan) -> int:
    """How many copies are needed: as many as there are rooms that use the same set at the same time."""
    most = 1
    for day in plan.days:
        for slot in day.slots:
            rooms: Counter[Hashable] = Counter()
            for session in slot.sessions:
                rooms.update({_set_content(activity) for activity in session.activities if activity.scenes})
            most = max(most, *rooms.values(), 1)
    return most


def _sessions_with_set(plan: Plan, activity: ActivityPlan) -> frozenset[int]:
    """The numbers of the sessions that use a set."""
    numbers: set[int] = set()
    for session in plan.sessions:
        if any(_set_content(other) == _set_content(activity) for other in session.activities):
            numbers.add(session.number)
    return frozenset(numbers)
