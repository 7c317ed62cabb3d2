"""Where a break can go in a stretch that is too long, in the words of a hint."""

from collections.abc import Iterator
from dataclasses import dataclass

from practicepack.diagnostics import Hint, Span, Tip
from practicepack.edits import Fix, Insert, Path, Set
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import DEBRIEF
from practicepack.plan.clock.fixed_points import named
from practicepack.plan.clock.pauses import Run, activity_times, step_times
from practicepack.plan.clock.stretches import of_session, opens, shares
from practicepack.plan.draft import DraftDay
from practicepack.plan.fixes import new_block

BETWEEN_BLOCKS, BETWEEN_ACTIVITIES, BETWEEN_STEPS = range(3)
"""The easier a place is to change, the sooner it is proposed: workshop.yaml, a session, an activity."""


BREAK = "break: 15"


@dataclass(frozen=True, slots=True)
class _Place:
    """A moment at which a break can begin, and how to write it."""

    time: int
    effort: int
    hint: Fix


def place_for_break(library: Library, folder: WorkshopFolder, day: DraftDay, run: Run) -> Hint:
    """The easiest place that is not far from the middle of a run, or else the nearest."""
    places = [place for place in _places(library, folder, day, run) if run.start < place.time < run.end]
    if not places:
        return Tip("divide the longest step into two steps, and set  pause_after: true  on the first")
    near = [place for place in places if _off_middle(place, run) <= run.minutes // 3]
    return min(near or places, key=lambda place: (place.effort, _off_middle(place, run))).hint


def _off_middle(place: _Place, run: Run) -> int:
    return abs(2 * place.time - run.start - run.end)


def _where(span: Span) -> str:
    return f"line {span.line} of {span.source.name}"


def _places(library: Library, folder: WorkshopFolder, day: DraftDay, run: Run) -> Iterator[_Place]:
    """Between blocks, between activities of a session, and between steps of an activity."""
    now, here = opens(day), [block.index for block in run.blocks]
    for block, minutes in zip(day.blocks, shares(day), strict=True):
        if block.index in here:
            where = _where(folder.workshop.span("days", day.index, "blocks", block.index))
            typed = f"put  - break: 15  before {named(block)} ({where})"
            label = f"A break of 15 minutes before {named(block)}"
            yield _Place(now, BETWEEN_BLOCKS, new_block(folder, day.index, block.index, BREAK, label, typed))
            for session in block.sessions:
                times = activity_times(session, now, of_session(session, minutes))
                for activity, begins, lasts in times:
                    where = _where(activity.span)
                    typed = f'put  - break: 15  before "{activity.use}" ({where})'
                    label = f'A break of 15 minutes before "{activity.item.title}"'
                    edit = Insert(activity.span.source.name, activity.span.path[:2], BREAK)
                    yield _Place(begins, BETWEEN_ACTIVITIES, Fix(label, (edit,), typed))
                    for step, starts, length in list(step_times(activity, begins, lasts))[:-1]:
                        if step.item.id != DEBRIEF:
                            entry = library.activities[activity.id]
                            ids = [one.id for one in entry.item.steps]
                            title = f'"{step.item.title}"'
                            path: Path = ("steps", ids.index(step.item.id))
                            where = _where(entry.span(*path, "id"))
                            own = f"practicepack copy {activity.id}  puts that file into your folder"
                            typed = f"set  pause_after: true  on the step {title} ({where}; {own})"
                            pause = Set(entry.source.name, (*path, "pause_after"), "true")
                            fix = Fix(f"A break after the step {title}", (pause,), typed)
                            yield _Place(starts + length, BETWEEN_STEPS, fix)
        now += minutes
