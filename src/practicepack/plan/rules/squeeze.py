"""What is squeezed: the work that a day is for, while what frames it has all the time it could wish for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from practicepack.diagnostics import Diagnostic, warning
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.clock.stretches import of_activities, of_session, opens, shares
from practicepack.plan.clock.timing import GRID, MinuteRange, total
from practicepack.plan.draft import FRAMING, DraftActivity, DraftDay, DraftSession


@dataclass(frozen=True, slots=True)
class Timed:
    """An activity of a session, and the minutes that it has."""

    session: DraftSession
    activity: DraftActivity
    minutes: int


def main_activities(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No method has its shortest time on a day that gives its frames their best.

    Frames are openings, check-ins, recaps, closings and energisers, taken together. The plan lets them give
    first, so this is so only where the minutes that sessions state forbid it. Our own rule: what people come
    for is the work between the frames.
    """
    for day in days:
        each = list(_timed(day))
        if _is_generous(day, each):
            for one in each:
                if one.activity.item.kind == "method" and _is_shortest(one.minutes, one.activity.minutes):
                    yield _squeezed(one)


def _squeezed(one: Timed) -> Diagnostic:
    stated, best = one.session.item.minutes, one.session.needs.ideal
    message = (
        f'"{one.activity.id}" has {one.minutes} minutes, its shortest time, while the openings, check-ins, '
        f"recaps, closings and energisers of the day have their best: {best} minutes would be right"
        f' for "{one.session.id}"'
    )
    hints = (f"minutes: {stated.min}-{max(stated.ideal, best)}-{max(stated.max, best)}",)
    return warning("main-activity-squeezed", message, one.session.span, hints=hints)


def _timed(day: DraftDay) -> Iterator[Timed]:
    lengths = shares(day)
    starts = accumulate(lengths, initial=opens(day))
    for block, start, length in zip(day.blocks, starts, lengths, strict=False):
        for session in block.sessions:
            given = of_activities(session, of_session(session, length), start)
            for activity, minutes in zip(session.activities, given, strict=True):
                yield Timed(session, activity, minutes)


def _is_generous(day: DraftDay, each: Sequence[Timed]) -> bool:
    """Whether the frames of a day have their best time, and could do with at least five minutes less."""
    frames = [(one.minutes, one.activity.minutes) for one in each if one.activity.item.kind in FRAMING]
    pairs = zip(shares(day), day.blocks, strict=True)
    frames += [(minutes, block.minutes) for minutes, block in pairs if block.energiser]
    needs = total([bounds for _, bounds in frames])
    return needs.min + GRID <= needs.ideal <= sum(minutes for minutes, _ in frames)


def _is_shortest(minutes: int, bounds: MinuteRange) -> bool:
    """Whether these are the fewest minutes in steps of five, and five fewer than the best number."""
    return minutes < bounds.min + GRID and minutes + GRID <= bounds.ideal
