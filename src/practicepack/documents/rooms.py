"""What several rooms do at the same time, put together where they do it alike."""

from collections.abc import Iterator

from practicepack.plan.model import SessionPlan, Slot, TrackPlan


def alike_once(slot: Slot) -> Iterator[tuple[SessionPlan, tuple[TrackPlan, ...]]]:
    """The sessions of a stretch and whose they are; what several rooms do minute by minute alike, once."""
    rooms: dict[object, list[SessionPlan]] = {}
    for session in slot.sessions:
        # The clock belongs to the key: rooms that do the same at other times need lines of their own.
        steps = []
        for activity in session.activities:
            for step in activity.steps:
                steps.append((step.title, step.start, step.minutes))
        rooms.setdefault((session.id, *steps), []).append(session)
    for alike in rooms.values():
        yield alike[0], tuple(session.track for session in alike if session.track)
