"""What several rooms do at the same time, put together where they do it alike."""

from collections.abc import Iterator

from practicepack.plan.model import SessionPlan, Slot, TrackPlan


def side_by_side(slot: Slot) -> Iterator[tuple[SessionPlan, tuple[TrackPlan, ...]]]:
    """The sessions of a stretch and whose they are; what several rooms do minute by minute alike, once."""
    rooms: dict[object, list[SessionPlan]] = {}
    for session in slot.sessions:
        steps = [
            (step.title, step.start, step.minutes)
            for activity in session.activities
            for step in activity.steps
        ]
        rooms.setdefault((session.id, *steps), []).append(session)
    for alike in rooms.values():
        yield alike[0], tuple(session.track for session in alike if session.track)
