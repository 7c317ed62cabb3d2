"""What is squeezed: the work that a day is for, while what frames it has all the time it could wish for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from practicepack.diagnostics import Diagnostic, warning
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.clock.stretches import of_activities, of_session, opens, shares
from practicepack.plan.clock.timing import GRID, MinuteRange, total
from practicepack.plan.draft import FRAMING, DraftActivity, DraftDay, DraftSession
from practicepack.plan.fixes import activity_of, session_minutes


@dataclass(frozen=True, slots=True)
class TimedActivity:
    """An activity of a session, and the minutes that it has."""

    session: DraftSession
    activity: DraftActivity
    minutes: int


def main_activities(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No method has its shortest time on a day that gives its frames their best.

    Frames are openings, check-ins, recaps, closings and energisers, taken together. The plan lets them give
    first, so this is so only where the minutes that sessions state forbid it. Our own rule: what people come
    for is the work between the frames.
    """
    for day in days:
        timed = list(_timed(day))
        if not _is_generous(day, timed):
            continue
        for entry in timed:
            activity = entry.activity
            if activity.item.kind == "method" and _is_shortest(entry.minutes, activity.minutes):
                yield _squeezed(folder, entry)


def _squeezed(folder: WorkshopFolder, timed: TimedActivity) -> Diagnostic:
    session, best = timed.session, timed.session.needs.ideal
    message = (
        f'"{timed.activity.id}" has {timed.minutes} minutes, its shortest time, while the openings, '
        "check-ins, recaps, closings and energisers of the day have their best: "
        f'{best} minutes would be right for "{session.id}"'
    )
    fix = session_minutes(folder, session, best, max(session.item.minutes.max, best))
    about = activity_of(folder, timed.activity)
    return warning("main-activity-squeezed", message, session.span, hints=(fix,), subject=about)


def _timed(day: DraftDay) -> Iterator[TimedActivity]:
    lengths = shares(day)
    # A day that does not fit has fewer shares than blocks; what is left over is not looked at.
    starts = accumulate(lengths, initial=opens(day))
    for block, start, length in zip(day.blocks, starts, lengths, strict=False):
        for session in block.sessions:
            minutes = of_activities(session, of_session(session, length), start)
            for activity, given in zip(session.activities, minutes, strict=True):
                yield TimedActivity(session, activity, given)


def _is_generous(day: DraftDay, timed: Sequence[TimedActivity]) -> bool:
    """Whether the frames of a day have their best time, and could do with at least five minutes less."""
    given, bounds = 0, list[MinuteRange]()
    for entry in timed:
        if entry.activity.item.kind in FRAMING:
            given += entry.minutes
            bounds.append(entry.activity.minutes)
    for minutes, block in zip(shares(day), day.blocks, strict=True):
        if block.energiser:
            given += minutes
            bounds.append(block.minutes)
    needs = total(bounds)
    return needs.min + GRID <= needs.ideal <= given


def _is_shortest(minutes: int, bounds: MinuteRange) -> bool:
    """Whether these are the fewest minutes in steps of five, and five fewer than the best number."""
    return minutes < bounds.min + GRID and minutes + GRID <= bounds.ideal
