"""Blocks that start at a time of their own: what does not fit before them, and what would make it fit."""

from collections.abc import Iterator, Sequence

from practicepack.diagnostics import Diagnostic, error, warning
from practicepack.library.load import WorkshopFolder
from practicepack.plan.clock.stretches import Stretch, stretches
from practicepack.plan.clock.timing import GRID
from practicepack.plan.draft import DraftBlock, DraftDay

MIDNIGHT = 24 * 60
NAMES = {
    "break": "the break",
    "lunch": "lunch",
    "energiser": "the energiser",
    "parallel": "the separate rooms",
}


def clock(minutes: int) -> str:
    """Minutes after midnight as authors write them, past midnight counted on: 25:10."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def named(block: DraftBlock) -> str:
    """A block as a message speaks of it."""
    if block.kind == "session":
        return f'"{block.sessions[0].id}"'
    return NAMES.get(block.kind) or f'"{block.text}"'


def misfit(
    folder: WorkshopFolder, day: DraftDay, stretch: Stretch, less: Sequence[str]
) -> Iterator[Diagnostic]:
    """What is wrong before a fixed point: too much, or too little. `less` is what could be left out."""
    fixed = stretch.until
    if fixed is None:
        return
    span = folder.workshop.span("days", day.index, "blocks", fixed.index, "at")
    name, at, start = named(fixed), clock(stretch.end), clock(stretch.start)
    if stretch.missing > 0:
        hints = [*_more_time(day, stretch), *less]
        if stretch.end < stretch.start or not stretch.blocks:
            message = f"{name} is fixed at {at}, which is before {start}, when {_begins(day, stretch)}"
        else:
            message = (
                f"{name} is fixed at {at}, and what comes before it needs {stretch.needs.min} minutes"
                f" from {start} on: {stretch.missing} more than there are"
            )
        yield error("fixed-too-early", message, span, hints=tuple(hints))
    elif stretch.spare > 0:
        message = f"{stretch.spare} minutes are free before {name} at {at}: what comes before it ends sooner"
        yield warning("free-time", message, span, hints=tuple(_less_time(day, stretch)))


def _begins(day: DraftDay, stretch: Stretch) -> str:
    """What the start of a stretch is."""
    before = next((block for block in day.blocks if block.at == stretch.start), None)
    return f"{named(before)} is fixed" if before and before is not stretch.until else "the day starts"


def _setting(day: DraftDay, path: str, minutes: int) -> str:
    return f"--set days.{day.index}.{path}={clock(minutes)}"


def _more_time(day: DraftDay, stretch: Stretch) -> Iterator[str]:
    """Options to paste: the fixed point later, with all that it pushes on, or the day's start earlier."""
    if later := _later(day, stretch):
        yield later
    start = (stretch.end - stretch.needs.min) // GRID * GRID
    if _is_first(day, stretch) and start >= 0:
        yield _setting(day, "start", start)


def _later(day: DraftDay, stretch: Stretch) -> str:
    """What moves a fixed point on, and those after it, until everything fits; nothing where it cannot."""
    options, is_after, ends = list[str](), False, 0
    for each in stretches(day):
        is_after = is_after or each == stretch
        if not is_after:
            continue
        needed = max(each.start, ends) + each.needs.min
        if options and needed <= each.end:
            break
        ends = -(-needed // GRID) * GRID
        if ends > MIDNIGHT or (each.until and ends == MIDNIGHT):
            return ""
        path = f"blocks.{each.until.index}.at" if each.until else "end"
        options.append(_setting(day, path, ends))
    return " ".join(options)


def _less_time(day: DraftDay, stretch: Stretch) -> Iterator[str]:
    """Options to paste: the fixed point earlier, or the day's start later."""
    if stretch.until and stretch.blocks:
        yield _setting(day, f"blocks.{stretch.until.index}.at", stretch.end - stretch.spare)
    if _is_first(day, stretch):
        yield _setting(day, "start", stretch.start + stretch.spare)
    else:
        yield "put another session or a  - free: Time to rest  before it"


def _is_first(day: DraftDay, stretch: Stretch) -> bool:
    return next(stretches(day)) == stretch
