"""The preparation: what to do before people come. A task of several rooms or meetings is listed once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from practicepack.documents.context import Context
from practicepack.documents.model import Document
from practicepack.library.models.activity import When
from practicepack.library.models.fields import Prose
from practicepack.plan.model import Plan, SessionPlan


@dataclass(frozen=True, slots=True)
class PreparationTask:
    """Something to prepare, the activity that needs it, and the rooms that do it if not all do."""

    do: Prose
    activity: str
    rooms: tuple[str, ...]


def preparation(brief: Context) -> Document:
    """The list for the team, by when each task is to be done."""
    plan, title = brief.plan, brief.words.say("Preparation")
    preparing = []
    for when in get_args(When):
        preparing.append((when, tuple(tasks(plan, when))))
    view = {"preparing": preparing, "flipcharts": tuple(_flipcharts(plan))}
    return brief.single("preparation", "organisers", title, view)


def tasks(plan: Plan, when: When) -> Iterator[PreparationTask]:
    """What is to be done at one time. Rooms and meetings that ask for the same are put together."""
    rooms: dict[tuple[str, Prose], dict[str, None]] = {}
    titles: dict[str, str] = {}
    for session in plan.sessions:
        for activity in session.activities:
            titles[activity.id] = activity.title
            for preparing in activity.prepare:
                if preparing.when == when:
                    where = rooms.setdefault((activity.id, preparing.do), {})
                    where[_room(session)] = None
    for (activity_id, do), where in rooms.items():
        named = tuple(where)
        # Where everyone does it together as well, it is a task of all rooms.
        if "" in where:
            named = ()
        yield PreparationTask(do, titles[activity_id], named)


def _room(session: SessionPlan) -> str:
    """The room of a session; empty where all are together."""
    if session.track:
        return session.track.title
    return ""


def _flipcharts(plan: Plan) -> Iterator[str]:
    """The titles of the flipcharts to write; what they say is in the guide."""
    # A flipchart that several activities use is written once.
    titles: dict[str, None] = {}
    for activity in plan.activities:
        for flipchart in activity.flipcharts:
            titles[flipchart.title] = None
    yield from titles
