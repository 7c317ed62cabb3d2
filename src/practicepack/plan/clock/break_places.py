"""Where a break can go in a stretch that is too long, in the words of a hint."""

from collections.abc import Iterator
from dataclasses import dataclass

from practicepack.diagnostics import Hint, Span, Tip
from practicepack.edits import Fix, Insert, Path, Set
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import DEBRIEF
from practicepack.plan.clock.fixed_points import block_name
from practicepack.plan.clock.pauses import Run, activity_times, off_middle, step_times
from practicepack.plan.clock.stretches import of_session, timed
from practicepack.plan.draft import DraftActivity, DraftDay, indices
from practicepack.plan.fixes import new_block

BETWEEN_BLOCKS, BETWEEN_ACTIVITIES, BETWEEN_STEPS = range(3)
"""The easier a place is to change, the sooner it is proposed: workshop.yaml, a session, an activity."""


BREAK_LINE = "break: 15"


@dataclass(frozen=True, slots=True)
class _BreakPlace:
    """A moment at which a break can begin, and how to write it."""

    time: int
    effort: int
    hint: Fix


def place_for_break(library: Library, folder: WorkshopFolder, day: DraftDay, run: Run) -> Hint:
    """The easiest place that is not far from the middle of a run, or else the nearest."""
    places: list[_BreakPlace] = []
    near: list[_BreakPlace] = []
    for place in _break_places(library, folder, day, run):
        if run.start < place.time < run.end:
            places.append(place)
            if off_middle(place.time, run) <= run.minutes // 3:
                near.append(place)
    if not places:
        return Tip("divide the longest step into two steps, and set  pause_after: true  on the first")
    # Near the middle the easiest change will do: a break is no better for being at the exact half.
    best = min(near or places, key=lambda place: (place.effort, off_middle(place.time, run)))
    return best.hint


def _where(span: Span) -> str:
    return f"line {span.line} of {span.source.name}"


def _break_places(library: Library, folder: WorkshopFolder, day: DraftDay, run: Run) -> Iterator[_BreakPlace]:
    """Between blocks, between activities of a session, and between steps of an activity."""
    here = indices(run.blocks)
    for block, now, minutes in timed(day):
        if block.index not in here:
            continue
        where = _where(folder.workshop.span("days", day.index, "blocks", block.index))
        name = block_name(block)
        typed = f"put  - break: 15  before {name} ({where})"
        label = f"A break of 15 minutes before {name}"
        fix = new_block(folder, day.index, block.index, BREAK_LINE, label, typed)
        yield _BreakPlace(now, BETWEEN_BLOCKS, fix)
        for session in block.sessions:
            for activity, begins, lasts in activity_times(session, now, of_session(session, minutes)):
                yield _place_before(activity, begins)
                yield from _after_steps(library, activity, begins, lasts)


def _place_before(activity: DraftActivity, begins: int) -> _BreakPlace:
    typed = f'put  - break: 15  before "{activity.use}" ({_where(activity.span)})'
    label = f'A break of 15 minutes before "{activity.item.title}"'
    edit = Insert(activity.span.source.name, activity.span.path[:2], BREAK_LINE)
    return _BreakPlace(begins, BETWEEN_ACTIVITIES, Fix(label, (edit,), typed))


def _after_steps(
    library: Library, activity: DraftActivity, start: int, minutes: int
) -> Iterator[_BreakPlace]:
    entry = library.activities[activity.id]
    ids = [step.id for step in entry.item.steps]
    for step, begins, lasts in list(step_times(activity, start, minutes))[:-1]:
        # The model refuses a pause after a debrief, so no hint may ask for one.
        if step.item.id == DEBRIEF:
            continue
        path: Path = ("steps", ids.index(step.item.id))
        title = f'"{step.item.title}"'
        where = _where(entry.span(*path, "id"))
        own = f"practicepack copy {activity.id}  puts that file into your folder"
        typed = f"set  pause_after: true  on the step {title} ({where}; {own})"
        edit = Set(entry.source.name, (*path, "pause_after"), "true")
        yield _BreakPlace(
            begins + lasts, BETWEEN_STEPS, Fix(f"A break after the step {title}", (edit,), typed)
        )
