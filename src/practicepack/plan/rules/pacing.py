"""The rhythm of a day: breaks, lunch, what comes after it, and time to breathe between sessions."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from practicepack.diagnostics import Diagnostic, Tip, warning
from practicepack.edits import Fix, Set
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.clock.break_places import place_for_break
from practicepack.plan.clock.pauses import longest_block, runs
from practicepack.plan.draft import DraftActivity, DraftDay
from practicepack.plan.energisers import is_after_meal
from practicepack.plan.fixes import activity_of, block_of, file_of, new_block

SHORTEST_LUNCH = 45
"""Minutes.

Source: https://clearleft.com/thinking/when-planning-a-workshop-start-with-the-stops
"""


def calm_ending(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """A day does not end on its most sensitive activity, with nothing after it to hold people.

    Our own rule. What stands at the end of a day is what gets cut:
    https://workshop-planning-library.pages.dev/card/time-and-schedule/
    """
    for day in days:
        for activity in _last(day):
            # A closing may be sensitive itself: it is made to hold people.
            if activity.item.sensitivity == "high" and activity.item.kind != "closing":
                message = f'"{activity.id}" is of high sensitivity and the last of the day'
                hints = (Tip("put a closing or something lighter after it"),)
                about = activity_of(folder, activity)
                yield warning("sensitive-last", message, activity.span, hints=hints, subject=about)


def _last(day: DraftDay) -> Iterator[DraftActivity]:
    """What the day ends on, in each of its rooms."""
    for block in reversed(day.blocks):
        if block.sessions:
            for session in block.sessions:
                yield session.activities[-1]
            return


def breaks(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Nobody sits longer without a break than these people can."""
    for day in days:
        for run in runs(day):
            longest = longest_block(library.audiences, folder.workshop.item.audience, run)
            if run.minutes > longest:
                message = f"{run.minutes} minutes without a break, {longest} is the most for these people"
                span = folder.workshop.span("days", day.index, "blocks", run.blocks[0].index)
                hints = (place_for_break(library, folder, day, run),)
                about = block_of(folder, day, run.blocks[0])
                yield warning("long-block", message, span, hints=hints, subject=about)


def long_lunch(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Lunch is long enough to eat, to pray, to feed a child and to rest.

    Source: https://clearleft.com/thinking/when-planning-a-workshop-start-with-the-stops
    """
    for day in days:
        for block in day.blocks:
            # What counts is the shortest that the plan may make of it, not the best.
            if block.kind == "lunch" and block.minutes.min < SHORTEST_LUNCH:
                message = f"{block.minutes.min} minutes are short for lunch, {SHORTEST_LUNCH} is the least"
                path = ("days", day.index, "blocks", block.index, "lunch")
                fix = Fix("An hour for lunch", (Set(file_of(folder), path, "60"),), "lunch: 60")
                span, about = folder.workshop.span(*path), block_of(folder, day, block)
                yield warning("short-lunch", message, span, hints=(fix,), subject=about)


def awake_after_lunch(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """The first thing after lunch has people on their feet.

    Source: https://targettrg.co.uk/blog/training-blog-the-importance-of-frequent-breaks/
    """
    for day in days:
        for lunch, after in pairwise(day.blocks):
            if lunch.kind != "lunch":
                continue
            for session in after.sessions:
                first = session.activities[0]
                if first.item.pace == "quiet":
                    message = f'"{first.id}" is quiet, and comes straight after lunch'
                    typed = "put  - energiser: any  before the session, or change the order"
                    label = "An energiser after lunch"
                    fix = new_block(folder, day.index, after.index, "energiser: any", label, typed)
                    about = activity_of(folder, first)
                    yield warning("quiet-after-lunch", message, first.span, hints=(fix,), subject=about)


def lively_after_lunch(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """An energiser straight after lunch wakes people up; one that calms them sends them to sleep.

    Source: https://targettrg.co.uk/blog/training-blog-the-importance-of-frequent-breaks/
    """
    for day in days:
        for at, block in enumerate(day.blocks):
            if block.energiser is None or not is_after_meal(day.blocks, at):
                continue
            uses = block.energiser.item.use
            # Some energisers can do both, as they are led.
            if "calm" in uses and "wake" not in uses:
                message = f'"{block.energiser.id}" calms people down, and comes straight after lunch'
                path = ("days", day.index, "blocks", block.index, "energiser")
                wake = Set(file_of(folder), path, "wake")
                fix = Fix("An energiser that wakes people up", (wake,), "put  - energiser: wake  there")
                span, about = folder.workshop.span(*path), block_of(folder, day, block)
                yield warning("calm-after-lunch", message, span, hints=(fix,), subject=about)


def slack(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """There is a moment between one session and the next; openings and closings need none.

    Source: https://workshop-planning-library.pages.dev/card/time-and-schedule/
    """
    for day in days:
        for before, after in pairwise(day.blocks):
            if not before.sessions or not after.sessions:
                continue
            # An opening leads into what comes next, and needs no time after it.
            if any(session.is_framing for session in (*before.sessions, *after.sessions)):
                continue
            message = f'"{after.sessions[0].id}" follows "{before.sessions[0].id}" with no time between'
            typed = "put  - break: 10  or  - energiser: any  between them"
            label = "A break of 10 minutes between them"
            fix = new_block(folder, day.index, after.index, "break: 10", label, typed)
            span = folder.workshop.span("days", day.index, "blocks", after.index)
            yield warning("no-slack", message, span, hints=(fix,), subject=block_of(folder, day, after))
