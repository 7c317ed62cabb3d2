"""When time is short: optional activities go, the last one first, until the rest fits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from practicepack.diagnostics import Diagnostic, warning
from practicepack.plan.agenda import length
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, DraftSession
from practicepack.plan.timing import total


@dataclass(frozen=True, slots=True)
class Dropped:
    """An activity that was left out, and the session that it was left out of."""

    session: DraftSession
    activity: DraftActivity


def shortened(day: DraftDay) -> tuple[DraftDay, tuple[Dropped, ...]]:
    """The day without the optional activities for which there is no time, last first, and what they were.

    A longer day never leaves out what a shorter one keeps: the order of leaving out is always the same.
    """
    dropped: list[Dropped] = []
    while (found := _too_much(day)) is not None:
        dropped.append(found)
        blocks = (_without(block, found.activity) for block in day.blocks)
        day = replace(day, blocks=tuple(block for block in blocks if block is not None))
    return day, tuple(dropped)


def _too_much(day: DraftDay) -> Dropped | None:
    """The next activity to leave out: of a session that is too full, else of a day that is too long."""
    full = [block for block in day.blocks if _is_full(block)]
    is_long = day.minutes.min > length(day)
    crowded = full or (list(day.blocks) if is_long else [])
    return next((one for block in reversed(crowded) for one in _optional(block)), None)


def _is_full(block: DraftBlock) -> bool:
    session = block.session
    return (
        session is not None
        and total(session.steps).min > session.limits.max
        and any(one.optional for one in session.activities)
    )


def _optional(block: DraftBlock) -> Iterator[Dropped]:
    for activity in reversed(block.session.activities if block.session else ()):
        if block.session and activity.optional:
            yield Dropped(block.session, activity)


def _without(block: DraftBlock, activity: DraftActivity) -> DraftBlock | None:
    if block.session is None or activity not in block.session.activities:
        return block
    kept = tuple(one for one in block.session.activities if one is not activity)
    if not kept:
        return None
    session = replace(block.session, activities=kept)
    return replace(block, session=session, minutes=session.minutes)


def left_out(dropped: Dropped) -> Diagnostic:
    """What a facilitator should know before printing."""
    title = dropped.session.item.title
    message = f'"{dropped.activity.id}" is left out of "{title}": there is no time for it'
    hints = ("it is optional; give the day more time to keep it",)
    return warning("left-out", message, dropped.activity.span, hints=hints)
