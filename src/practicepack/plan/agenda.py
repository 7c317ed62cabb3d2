"""The clock: how many minutes each block of a day gets."""

from collections.abc import Iterator

from practicepack.diagnostics import Diagnostic, error, warning
from practicepack.library.load import WorkshopFolder
from practicepack.plan.draft import DraftBlock, DraftDay
from practicepack.plan.timing import fit, total

MIDNIGHT = "24:00"


def clock(minutes: int) -> str:
    """Minutes after midnight as authors write them, past midnight counted on: 25:10."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def opens(day: DraftDay) -> int:
    """When a day starts, in minutes after midnight."""
    return day.item.start.hour * 60 + day.item.start.minute


def length(day: DraftDay) -> int:
    """How many minutes a day has, from its start to its end."""
    return day.item.end.hour * 60 + day.item.end.minute - opens(day)


def shares(day: DraftDay) -> tuple[int, ...]:
    """The minutes of each block: the day filled exactly, or as nearly as the blocks' bounds allow."""
    minutes = min(max(length(day), day.minutes.min), day.minutes.max)
    return fit([block.minutes for block in day.blocks], minutes)


def misfits(folder: WorkshopFolder, day: DraftDay) -> Iterator[Diagnostic]:
    """Sessions that cannot hold their activities, and days that cannot hold their blocks."""
    for block in day.blocks:
        yield from _session_misfit(block)
    if not day.blocks:
        span = folder.workshop.span("days", day.index)
        yield error("empty-day", "nothing of this day is for this audience", span)
        return
    whole = day.minutes
    missing = whole.min - length(day)
    if missing > 0:
        ends = clock(opens(day) + whole.min)
        message = f"the day needs {missing} more minutes: at its shortest it ends at {ends}"
        later = (f"--set days.{day.index}.end={ends}",) if ends < MIDNIGHT else ()
        hints = (*later, *_enough(day, missing), "take a session or an activity out, or start earlier")
        span = folder.workshop.span("days", day.index, "end")
        yield error("day-too-short", message, span, hints=hints)
    elif (spare := length(day) - whole.max) > 0:
        message = f"the day ends {spare} minutes early, with every session at its longest"
        span = folder.workshop.span("days", day.index, "end")
        yield warning("day-too-long", message, span)


def _enough(day: DraftDay, missing: int) -> tuple[str, ...]:
    """The one activity to take out that changes least and is enough, if there is one."""
    each = (
        (total(activity.minutes).min, activity.id, block.session.id)
        for block in day.blocks
        if block.session
        for activity in block.session.activities
        if activity.item.kind == "method"
    )
    found = min((one for one in each if one[0] >= missing), default=None)
    if found is None:
        return ()
    least, activity, session = found
    return (f"or take {activity} out of {session}.yaml: {least} minutes at least",)


def _session_misfit(block: DraftBlock) -> Iterator[Diagnostic]:
    if block.session is None:
        return
    needs, limit = total(block.session.steps), block.session.limits.max
    if needs.min > limit:
        message = f"its activities need {needs.min} minutes, {needs.min - limit} more than it has"
        hints = ("take an activity out, or raise minutes:",)
        yield error("session-too-short", message, block.session.span, hints=hints)
