"""Blocks that start at a time of their own: what does not fit before them, and what would make it fit."""

from collections.abc import Iterator, Sequence

from practicepack.diagnostics import Diagnostic, Hint, error, warning
from practicepack.edits import Fix, Path
from practicepack.library.load import WorkshopFolder
from practicepack.plan.clock.stretches import Stretch, stretches
from practicepack.plan.clock.timing import GRID, rounded_up
from practicepack.plan.draft import DraftBlock, DraftDay
from practicepack.plan.fixes import block_of, new_block, setting

MIDNIGHT_MINUTES = 24 * 60
BLOCK_NAMES = {
    "break": "the break",
    "lunch": "lunch",
    "energiser": "the energiser",
    "parallel": "the separate rooms",
}


def clock_time(minutes: int) -> str:
    """Minutes after midnight as authors write them, past midnight counted on: 25:10."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def block_name(block: DraftBlock) -> str:
    """A block as a message speaks of it."""
    if block.kind == "session":
        return f'"{block.sessions[0].id}"'
    return BLOCK_NAMES.get(block.kind) or f'"{block.text}"'


def misfit(
    folder: WorkshopFolder, day: DraftDay, stretch: Stretch, less: Sequence[Fix]
) -> Iterator[Diagnostic]:
    """What is wrong before a fixed point: too much, or too little. `less` is what could be left out."""
    fixed = stretch.until
    if fixed is None:
        return
    span = folder.workshop.span("days", day.index, "blocks", fixed.index, "at")
    name, at = block_name(fixed), clock_time(stretch.end)
    about = block_of(folder, day, fixed)
    if stretch.missing > 0:
        hints = (*_more_time_before(folder, day, stretch), *less)
        yield error("fixed-too-early", _too_early(day, stretch, name), span, hints=hints, subject=about)
    elif stretch.spare > 0:
        message = f"{stretch.spare} minutes are free before {name} at {at}: what comes before it ends sooner"
        less_time = tuple(_less_time(folder, day, stretch))
        yield warning("free-time", message, span, hints=less_time, subject=about)


def _too_early(day: DraftDay, stretch: Stretch, name: str) -> str:
    """In what way a fixed point is too early: for what is before it, or even for the one before it."""
    at, start = clock_time(stretch.end), clock_time(stretch.start)
    if stretch.end < stretch.start or not stretch.blocks:
        return f"{name} is fixed at {at}, which is before {start}, when {_begins(day, stretch)}"
    return (
        f"{name} is fixed at {at}, and what comes before it needs {stretch.needs.min} minutes"
        f" from {start} on: {stretch.missing} more than there are"
    )


def _begins(day: DraftDay, stretch: Stretch) -> str:
    """What the start of a stretch is."""
    for block in day.blocks:
        if block.at == stretch.start:
            # A block can be fixed at the very start of its day: nothing comes before it but the start itself.
            if block is stretch.until:
                break
            return f"{block_name(block)} is fixed"
    return "the day starts"


def _more_time_before(folder: WorkshopFolder, day: DraftDay, stretch: Stretch) -> Iterator[Fix]:
    """The fixed point later, with all that it pushes on, or the day's start earlier."""
    later = _later(day, stretch)
    if later:
        yield setting(folder, "Start later what is fixed too early", *later)
    start = (stretch.end - stretch.needs.min) // GRID * GRID
    if _is_first(day, stretch) and start >= 0:
        yield _other_start(folder, day, start)


def _other_start(folder: WorkshopFolder, day: DraftDay, start: int) -> Fix:
    time = clock_time(start)
    return setting(folder, f"Start the day at {time}", (("days", day.index, "start"), time))


def _later(day: DraftDay, stretch: Stretch) -> list[tuple[Path, str]]:
    """What moves a fixed point on, and those after it, until everything fits; nothing where it cannot."""
    settings: list[tuple[Path, str]] = []
    ends = 0
    rest = list(stretches(day))
    for following in rest[rest.index(stretch) :]:
        needed = max(following.start, ends) + following.needs.min
        # Once a stretch takes up the delay, everything after it can stay where it is.
        if settings and needed <= following.end:
            break
        ends = rounded_up(needed)
        # A day may end at midnight, but nothing can start then: that would be on the next day.
        if ends > MIDNIGHT_MINUTES or (following.until and ends == MIDNIGHT_MINUTES):
            return []
        path: Path = ("days", day.index, "end")
        if following.until:
            path = ("days", day.index, "blocks", following.until.index, "at")
        settings.append((path, clock_time(ends)))
    return settings


def _less_time(folder: WorkshopFolder, day: DraftDay, stretch: Stretch) -> Iterator[Hint]:
    """The fixed point earlier, or the day's start later; or something in the time between."""
    if stretch.until and stretch.blocks:
        earlier = clock_time(stretch.end - stretch.spare)
        path = ("days", day.index, "blocks", stretch.until.index, "at")
        yield setting(folder, f"Start {block_name(stretch.until)} at {earlier}", (path, earlier))
    if _is_first(day, stretch):
        yield _other_start(folder, day, stretch.start + stretch.spare)
    elif stretch.until:
        typed = "put another session or a  - free: Time to rest  before it"
        rest = f"{{free: Time to rest, minutes: {stretch.spare}}}"
        yield new_block(folder, day.index, stretch.until.index, rest, "Plan the time as free time", typed)


def _is_first(day: DraftDay, stretch: Stretch) -> bool:
    return next(stretches(day)) == stretch
