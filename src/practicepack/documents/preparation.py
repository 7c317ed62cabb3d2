"""The preparation: what to do before people come. A task of several rooms or meetings is listed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from practicepack.documents.context import Context
from practicepack.documents.model import Document
from practicepack.library.models.activity import When
from practicepack.library.models.fields import Prose
from practicepack.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Task:
    """Something to prepare, the activity that needs it, and the rooms that do it if not all do."""

    do: Prose
    activity: str
    rooms: tuple[str, ...]


def preparation(brief: Context) -> Document:
    """The list for the team, by when each task is to be done."""
    plan, title = brief.plan, brief.words.say("Preparation")
    preparing = [(when, tuple(tasks(plan, when))) for when in get_args(When)]
    view = {"preparing": preparing, "flipcharts": tuple(_flipcharts(plan))}
    return brief.single("preparation", "organisers", title, view)


def tasks(plan: Plan, when: When) -> Iterator[Task]:
    """What is to be done at one time. Rooms and meetings that ask for the same are put together."""
    rooms: dict[tuple[str, Prose], dict[str, None]] = {}
    titles: dict[str, str] = {}
    for session in plan.sessions:
        for activity in session.activities:
            titles[activity.id] = activity.title
            for preparing in activity.prepare:
                if preparing.when == when:
                    where = rooms.setdefault((activity.id, preparing.do), {})
                    where[session.track.title if session.track else ""] = None
    for (activity_id, do), where in rooms.items():
        # where everyone does it together as well, it is a task of all rooms
        named = () if "" in where else tuple(where)
        yield Task(do, titles[activity_id], named)


def _flipcharts(plan: Plan) -> Iterator[str]:
    """The titles of the flipcharts to write; what they say is in the guide."""
    titles: Mapping[str, None] = dict.fromkeys(
        flipchart.title for activity in plan.activities for flipchart in activity.flipcharts
    )
    yield from titles
