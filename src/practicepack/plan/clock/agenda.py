"""Whether days and sessions fit into their minutes, and what would make them fit."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from practicepack.diagnostics import Diagnostic, Tip, error, warning
from practicepack.edits import Fix
from practicepack.library.load import WorkshopFolder
from practicepack.library.models.fields import Range
from practicepack.plan.clock.fixed_points import MIDNIGHT_MINUTES, clock_time, misfit
from practicepack.plan.clock.sequence import is_empty_day, pruned
from practicepack.plan.clock.stretches import Stretch, opens, stretches
from practicepack.plan.clock.timing import GRID, rounded_up
from practicepack.plan.draft import (
    NEVER_LEFT_OUT,
    DraftActivity,
    DraftDay,
    DraftSession,
    activities,
    built_on,
    indices,
)
from practicepack.plan.fixes import day_of, leave_out, session_minutes, session_of, setting, state_minutes

FILL_DAY = Tip("put a session for these people into the day, give the day more time, or take the day out")
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
        yield error("empty-day", message, span, hints=(FILL_DAY,), subject=day_of(folder, day))
        return
    for stretch in stretches(day):
        if stretch.until:
            less: tuple[Fix, ...] = ()
            # Trying what to leave out takes long, so it is tried only where something has to go.
            if stretch.missing > 0:
                less = _left_out(folder, day, stretch)
            yield from misfit(folder, day, stretch, less)
        else:
            yield from _end_misfit(folder, day, stretch)


def _end_misfit(folder: WorkshopFolder, day: DraftDay, last: Stretch) -> Iterator[Diagnostic]:
    """What is wrong with the end of a day: it is too early, or too late."""
    span = folder.workshop.span("days", day.index, "end")
    if last.missing > 0:
        ends = clock_time(last.start + last.needs.min)
        message = f"the day needs {last.missing} more minutes: at its shortest it ends at {ends}"
        hints = tuple(_more_time_for_day(folder, day, last))
        yield error("day-too-short", message, span, hints=hints, subject=day_of(folder, day))
    elif last.spare > 0:
        message = f"the day ends {last.spare} minutes early, with every session at its longest"
        ends = clock_time(last.end - last.spare)
        fix = setting(folder, f"End the day at {ends}", (("days", day.index, "end"), ends))
        yield warning("day-too-long", message, span, hints=(fix,), subject=day_of(folder, day))


def _more_time_for_day(folder: WorkshopFolder, day: DraftDay, last: Stretch) -> Iterator[Fix]:
    """Options to paste, each of which makes the day fit: a later end, an earlier start, less to do."""
    ends = rounded_up(last.start + last.needs.min)
    starts = (opens(day) - last.missing) // GRID * GRID
    if ends <= MIDNIGHT_MINUTES:
        later = (("days", day.index, "end"), clock_time(ends))
        yield setting(folder, f"End the day at {clock_time(ends)}", later)
    if starts >= 0 and last.start == opens(day):
        earlier = (("days", day.index, "start"), clock_time(starts))
        yield setting(folder, f"Start the day at {clock_time(starts)}", earlier)
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
    here = indices(stretch.blocks)
    blocks = tuple(block for block in day.blocks if block.index in here)
    spare = _spare(activities([replace(day, blocks=blocks)]))
    for number in range(1, min(len(spare), MOST_TRIED) + 1):
        best: tuple[str, ...] = ()
        longest = -1
        for taken in combinations(spare, number):
            lighter = _day_without(day, taken)
            if not _is_enough(lighter, stretch, taken):
                continue
            # The most time that is left over: what people came for should fill the day.
            if lighter.minutes.min > longest:
                best, longest = taken, lighter.minutes.min
        if best:
            return best
    return ()


def _is_enough(lighter: DraftDay, stretch: Stretch, taken: Collection[str]) -> bool:
    """Whether a day without some activities fits, has something left, and builds on nothing that went."""
    return _fits(lighter, stretch) and bool(lighter.sessions) and built_on([lighter]).isdisjoint(taken)


def _fits(day: DraftDay, before: Stretch) -> bool:
    """Whether a stretch is long enough, now that something was left out."""
    for stretch in stretches(day):
        is_same = (stretch.start, stretch.end) == (before.start, before.end)
        if is_same and stretch.missing > 0:
            return False
    return True


def _spare(candidates: Iterable[DraftActivity]) -> list[str]:
    """The activities that may be taken out, by the ids that sessions use, each once."""
    spare: dict[str, None] = {}
    for activity in candidates:
        if activity.item.kind not in NEVER_LEFT_OUT:
            spare[activity.use] = None
    return list(spare)


def _day_without(day: DraftDay, ids: Collection[str]) -> DraftDay:
    """The day without some activities."""
    lighter: list[DraftSession] = []
    for session in day.sessions:
        gone: dict[int, DraftActivity | None] = {}
        for at, activity in enumerate(session.activities):
            if activity.use in ids:
                gone[at] = None
        lighter.append(session.changed(gone))
    return pruned(day.with_sessions(lighter))


def _session_misfit(folder: WorkshopFolder, session: DraftSession) -> Iterator[Diagnostic]:
    """What is wrong with the minutes of a session: too few for its activities, or too many."""
    needs, limits = session.needs, session.limits
    about = session_of(folder, session)
    if needs.min > limits.max:
        missing = needs.min - limits.max
        message = f"its activities need {needs.min} minutes, {missing} more than it has"
        longer = session_minutes(folder, session, needs.min, needs.min)
        hints = (longer, *_leave_out(folder, session, missing))
        yield error("session-too-short", message, session.span, hints=hints, subject=about)
    elif needs.max < limits.min:
        message = f"it has {limits.min} minutes at least, its activities fill {needs.max} at most"
        fewer = Range(min=needs.min, ideal=needs.ideal, max=needs.max)
        fix = state_minutes(folder, session, fewer)
        yield warning("session-too-long", message, session.span, hints=(fix,), subject=about)


def _leave_out(folder: WorkshopFolder, session: DraftSession, missing: int) -> Iterator[Fix]:
    """What leaves out the shortest activity that is long enough, if there is one."""
    # A session of one activity would be gone without it, and that is no way to make it fit.
    if len(session.activities) == 1:
        return
    spare = _spare(session.activities)
    enough: list[DraftActivity] = []
    for activity in session.activities:
        if activity.use in spare and activity.minutes.min >= missing:
            enough.append(activity)
    if enough:
        shortest = min(enough, key=lambda activity: activity.minutes.min)
        yield leave_out(folder, {shortest.use: shortest.item.title})


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
