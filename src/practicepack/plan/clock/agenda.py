"""Whether days and sessions fit into their minutes, and what would make them fit."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from practicepack.diagnostics import Diagnostic, Tip, error, warning
from practicepack.edits import Fix
from practicepack.library.load import WorkshopFolder
from practicepack.library.models.fields import Range
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
from practicepack.plan.fixes import day_of, leave_out, minutes_stated, session_minutes, session_of, setting

EMPTY = Tip("put a session for these people into the day, give the day more time, or take the day out")
MOST_TRIED = 3
"""Sets of more activities than this are not tried out one by one."""


def misfits(folder: WorkshopFolder, day: DraftDay) -> Iterator[Diagnostic]:
    """Sessions that cannot hold their activities, and days that cannot hold their blocks."""
    for session in day.sessions:
        yield from _session_misfit(folder, session)
    yield from _early(folder, day)
    if is_empty_day(day):
        span = folder.workshop.span("days", day.index)
        message = "nothing is left of this day: nothing is for this audience, or there is no time for it"
        yield error("empty-day", message, span, hints=(EMPTY,), subject=day_of(folder, day))
        return
    for stretch in stretches(day):
        if stretch.until:
            less = _left_out(folder, day, stretch) if stretch.missing > 0 else ()
            yield from misfit(folder, day, stretch, less)
        else:
            yield from _end_misfit(folder, day, stretch)


def _end_misfit(folder: WorkshopFolder, day: DraftDay, last: Stretch) -> Iterator[Diagnostic]:
    """What is wrong with the end of a day: it is too early, or too late."""
    span = folder.workshop.span("days", day.index, "end")
    if last.missing > 0:
        ends = clock(last.start + last.needs.min)
        message = f"the day needs {last.missing} more minutes: at its shortest it ends at {ends}"
        hints = tuple(_more_time(folder, day, last))
        yield error("day-too-short", message, span, hints=hints, subject=day_of(folder, day))
    elif last.spare > 0:
        message = f"the day ends {last.spare} minutes early, with every session at its longest"
        ends = clock(last.end - last.spare)
        fix = setting(folder, f"End the day at {ends}", (("days", day.index, "end"), ends))
        yield warning("day-too-long", message, span, hints=(fix,), subject=day_of(folder, day))


def _more_time(folder: WorkshopFolder, day: DraftDay, last: Stretch) -> Iterator[Fix]:
    """Options to paste, each of which makes the day fit: a later end, an earlier start, less to do."""
    ends = -(-(last.start + last.needs.min) // GRID) * GRID
    starts = (opens(day) - last.missing) // GRID * GRID
    if ends <= MIDNIGHT:
        later = (("days", day.index, "end"), clock(ends))
        yield setting(folder, f"End the day at {clock(ends)}", later)
    if starts >= 0 and last.start == opens(day):
        earlier = (("days", day.index, "start"), clock(starts))
        yield setting(folder, f"Start the day at {clock(starts)}", earlier)
    yield from _left_out(folder, day, last)


def _left_out(folder: WorkshopFolder, day: DraftDay, stretch: Stretch) -> tuple[Fix, ...]:
    """The fix that leaves out enough for a stretch to fit, if there is one."""
    fewest = _enough(day, stretch)
    if not fewest:
        return ()
    titles = {activity.use: activity.item.title for activity in activities([day])}
    return (leave_out(folder, {id_: titles[id_] for id_ in fewest}),)


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


def _session_misfit(folder: WorkshopFolder, session: DraftSession) -> Iterator[Diagnostic]:
    needs, limits = session.needs, session.limits
    if needs.min > limits.max:
        message = f"its activities need {needs.min} minutes, {needs.min - limits.max} more than it has"
        free = _spare(session.activities)
        large = (one for one in session.activities if one.minutes.min >= needs.min - limits.max)
        least = min((one for one in large if one.use in free), key=lambda one: one.minutes.min, default=None)
        hints = [session_minutes(folder, session, needs.min, needs.min)]
        if least and len(session.activities) > 1:
            hints.append(leave_out(folder, {least.use: least.item.title}))
        about = session_of(folder, session)
        yield error("session-too-short", message, session.span, hints=tuple(hints), subject=about)
    elif needs.max < limits.min:
        message = f"it has {limits.min} minutes at least, its activities fill {needs.max} at most"
        fewer = Range(min=needs.min, ideal=needs.ideal, max=needs.max)
        fix = minutes_stated(folder, session, fewer)
        about = session_of(folder, session)
        yield warning("session-too-long", message, session.span, hints=(fix,), subject=about)


def _early(folder: WorkshopFolder, day: DraftDay) -> Iterator[Diagnostic]:
    """Of sessions side by side, one that is over long before the others."""
    for block in day.blocks:
        for session in block.sessions:
            waiting = block.minutes.min - session.minutes.max
            if waiting > 0:
                message = f"it ends {waiting} minutes before the others that are held at the same time"
                hints = (Tip("give it one more activity"),)
                about = session_of(folder, session)
                yield warning("ends-early", message, session.span, hints=hints, subject=about)
