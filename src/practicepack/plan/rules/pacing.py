"""The rhythm of a day: breaks, lunch, what comes after it, and time to breathe between sessions."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from practicepack.diagnostics import Diagnostic, warning
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.clock.break_places import place_for_break
from practicepack.plan.clock.pauses import longest_block, runs
from practicepack.plan.draft import DraftActivity, DraftDay
from practicepack.plan.energisers import is_after_meal

SHORTEST_LUNCH = 45
"""Minutes.

Source: https://clearleft.com/thinking/when-planning-a-workshop-start-with-the-stops
"""


def calm_ending(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """A day does not end on its most sensitive activity, with nothing after it to hold people.

    Our own rule. What stands at the end of a day is what gets cut:
    https://workshop-planning-library.pages.dev/card/time-and-schedule/
    """
    for day in days:
        for activity in _last(day):
            if activity.item.sensitivity == "high" and activity.item.kind != "closing":
                message = f'"{activity.id}" is of high sensitivity and the last of the day'
                hints = ("put a closing or something lighter after it",)
                yield warning("sensitive-last", message, activity.span, hints=hints)


def _last(day: DraftDay) -> Iterator[DraftActivity]:
    """What the day ends on, in each of its rooms."""
    ending = next((block for block in reversed(day.blocks) if block.sessions), None)
    return (session.activities[-1] for session in (ending.sessions if ending else ()))


def breaks(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Nobody sits longer without a break than these people can."""
    for day in days:
        for run in runs(day):
            longest = longest_block(library.audiences, folder.workshop.item.audience, run)
            if run.minutes > longest:
                message = f"{run.minutes} minutes without a break, {longest} is the most for these people"
                span = folder.workshop.span("days", day.index, "blocks", run.blocks[0].index)
                hint = place_for_break(library, folder, day, run)
                yield warning("long-block", message, span, hints=(hint,))


def long_lunch(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Lunch is long enough to eat, to pray, to feed a child and to rest.

    Source: https://clearleft.com/thinking/when-planning-a-workshop-start-with-the-stops
    """
    for day in days:
        for block in day.blocks:
            if block.kind == "lunch" and block.minutes.min < SHORTEST_LUNCH:
                message = f"{block.minutes.min} minutes are short for lunch, {SHORTEST_LUNCH} is the least"
                span = folder.workshop.span("days", day.index, "blocks", block.index, "lunch")
                yield warning("short-lunch", message, span, hints=("lunch: 60",))


def awake_after_lunch(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """The first thing after lunch has people on their feet.

    Source: https://targettrg.co.uk/blog/training-blog-the-importance-of-frequent-breaks/
    """
    for day in days:
        for lunch, after in pairwise(day.blocks):
            for session in after.sessions if lunch.kind == "lunch" else ():
                first = session.activities[0]
                if first.item.pace == "quiet":
                    message = f'"{first.id}" is quiet, and comes straight after lunch'
                    hints = ("put  - energiser: any  before the session, or change the order",)
                    yield warning("quiet-after-lunch", message, first.span, hints=hints)


def lively_after_lunch(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """An energiser straight after lunch wakes people up; one that calms them sends them to sleep.

    Source: https://targettrg.co.uk/blog/training-blog-the-importance-of-frequent-breaks/
    """
    for day in days:
        for at, block in enumerate(day.blocks):
            if block.energiser is None or not is_after_meal(day.blocks, at):
                continue
            uses = block.energiser.item.use
            if "calm" in uses and "wake" not in uses:
                message = f'"{block.energiser.id}" calms people down, and comes straight after lunch'
                span = folder.workshop.span("days", day.index, "blocks", block.index, "energiser")
                yield warning("calm-after-lunch", message, span, hints=("put  - energiser: wake  there",))


def slack(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """There is a moment between one session and the next; openings and closings need none.

    Source: https://workshop-planning-library.pages.dev/card/time-and-schedule/
    """
    for day in days:
        for one, after in pairwise(day.blocks):
            sessions = (*one.sessions, *after.sessions)
            if one.sessions and after.sessions and not any(each.is_framing for each in sessions):
                message = f'"{after.sessions[0].id}" follows "{one.sessions[0].id}" with no time between'
                span = folder.workshop.span("days", day.index, "blocks", after.index)
                hints = ("put  - break: 10  or  - energiser: any  between them",)
                yield warning("no-slack", message, span, hints=hints)
