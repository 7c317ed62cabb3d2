"""Whether days and sessions fit into their minutes, and what would make them fit."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from practicepack.diagnostics import Diagnostic, error, warning
from practicepack.library.load import WorkshopFolder
from practicepack.plan.clock.fixed_points import MIDNIGHT, clock, misfit
from practicepack.plan.clock.sequence import is_empty_day, pruned
from practicepack.plan.clock.stretches import Stretch, opens, stretches
from practicepack.plan.clock.timing import GRID
from practicepack.plan.draft import (
    NEVER_LEFT_OUT,
    DraftActivity,
    DraftDay,
    DraftSession,
    activities,
    built_on,
)

MOST_TRIED = 3
"""Sets of more activities than this are not tried out one by one."""


def misfits(folder: WorkshopFolder, day: DraftDay) -> Iterator[Diagnostic]:
    """Sessions that cannot hold their activities, and days that cannot hold their blocks."""
    for session in day.sessions:
        yield from _session_misfit(session)
    yield from _early(day)
    if is_empty_day(day):
        span = folder.workshop.span("days", day.index)
        message = "nothing is left of this day: nothing is for this audience, or there is no time for it"
        yield error("empty-day", message, span)
        return
    for stretch in stretches(day):
        if stretch.until:
            less = _left_out(day, stretch) if stretch.missing > 0 else ()
            yield from misfit(folder, day, stretch, less)
        else:
            yield from _end_misfit(folder, day, stretch)


def _end_misfit(folder: WorkshopFolder, day: DraftDay, last: Stretch) -> Iterator[Diagnostic]:
    """What is wrong with the end of a day: it is too early, or too late."""
    span = folder.workshop.span("days", day.index, "end")
    if last.missing > 0:
        ends = clock(last.start + last.needs.min)
        message = f"the day needs {last.missing} more minutes: at its shortest it ends at {ends}"
        yield error("day-too-short", message, span, hints=tuple(_more_time(day, last)))
    elif last.spare > 0:
        message = f"the day ends {last.spare} minutes early, with every session at its longest"
        hints = (f"--set days.{day.index}.end={clock(last.end - last.spare)}",)
        yield warning("day-too-long", message, span, hints=hints)


def _more_time(day: DraftDay, last: Stretch) -> Iterator[str]:
    """Options to paste, each of which makes the day fit: a later end, an earlier start, less to do."""
    ends = -(-(last.start + last.needs.min) // GRID) * GRID
    starts = (opens(day) - last.missing) // GRID * GRID
    if ends <= MIDNIGHT:
        yield f"--set days.{day.index}.end={clock(ends)}"
    if starts >= 0 and last.start == opens(day):
        yield f"--set days.{day.index}.start={clock(starts)}"
    yield from _left_out(day, last)


def _left_out(day: DraftDay, stretch: Stretch) -> tuple[str, ...]:
    """The option that leaves out enough for a stretch to fit, if there is one."""
    fewest = _enough(day, stretch)
    return (" ".join(f"--without {id_}" for id_ in fewest),) if fewest else ()


def _enough(day: DraftDay, stretch: Stretch) -> tuple[str, ...]:
    """The fewest activities whose absence makes it fit; of equally few, those that take least away."""
    here = {block.index for block in stretch.blocks}
    spare = _spare(activities([replace(day, blocks=tuple(one for one in day.blocks if one.index in here))]))
    for number in range(1, min(len(spare), MOST_TRIED) + 1):
        tried = [(_without(day, taken), taken) for taken in combinations(spare, number)]
        enough = [
            (lighter.minutes.min, taken)
            for lighter, taken in tried
            if _fits(lighter, stretch) and lighter.sessions and not _missed(lighter, taken)
        ]
        if enough:
            return max(enough, key=lambda one: one[0])[1]
    return ()


def _fits(day: DraftDay, before: Stretch) -> bool:
    """Whether a stretch is long enough, now that something was left out."""
    same = (one for one in stretches(day) if (one.start, one.end) == (before.start, before.end))
    return all(one.missing <= 0 for one in same)


def _spare(found: Iterable[DraftActivity]) -> list[str]:
    """The activities that may be taken out, by the ids that sessions use."""
    return list(dict.fromkeys(one.use for one in found if one.item.kind not in NEVER_LEFT_OUT))


def _missed(day: DraftDay, taken: Collection[str]) -> bool:
    """Whether what is left builds on something that was taken out."""
    return not built_on([day]).isdisjoint(taken)


def _without(day: DraftDay, ids: Sequence[str]) -> DraftDay:
    """The day without some activities."""
    lighter = []
    for session in day.sessions:
        gone = (at for at, activity in enumerate(session.activities) if activity.use in ids)
        lighter.append(session.changed(dict.fromkeys(gone)))
    return pruned(day.with_sessions(lighter))


def _session_misfit(session: DraftSession) -> Iterator[Diagnostic]:
    needs, limits = session.needs, session.limits
    if needs.min > limits.max:
        message = f"its activities need {needs.min} minutes, {needs.min - limits.max} more than it has"
        free = _spare(session.activities)
        large = (one for one in session.activities if one.minutes.min >= needs.min - limits.max)
        least = min((one for one in large if one.use in free), key=lambda one: one.minutes.min, default=None)
        less = (f"--without {least.use}",) if least and len(session.activities) > 1 else ()
        stated = session.item.minutes
        hints = (f"minutes: {stated.min}-{max(stated.ideal, needs.min)}-{needs.min}", *less)
        yield error("session-too-short", message, session.span, hints=hints)
    elif needs.max < limits.min:
        message = f"it has {limits.min} minutes at least, its activities fill {needs.max} at most"
        hints = (f"minutes: {needs.min}-{needs.ideal}-{needs.max}",)
        yield warning("session-too-long", message, session.span, hints=hints)


def _early(day: DraftDay) -> Iterator[Diagnostic]:
    """Of sessions side by side, one that is over long before the others."""
    for block in day.blocks:
        for session in block.sessions:
            waiting = block.minutes.min - session.minutes.max
            if waiting > 0:
                message = f"it ends {waiting} minutes before the others that are held at the same time"
                yield warning("ends-early", message, session.span, hints=("give it one more activity",))
