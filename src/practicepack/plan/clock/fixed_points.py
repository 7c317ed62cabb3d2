"""Blocks that start at a time of their own: what does not fit before them, and what would make it fit."""

from collections.abc import Iterator, Sequence

from practicepack.diagnostics import Diagnostic, Hint, error, warning
from practicepack.edits import Fix, Path
from practicepack.library.load import WorkshopFolder
from practicepack.plan.clock.stretches import Stretch, stretches
from practicepack.plan.clock.timing import GRID
from practicepack.plan.draft import DraftBlock, DraftDay
from practicepack.plan.fixes import block_of, new_block, setting

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
    folder: WorkshopFolder, day: DraftDay, stretch: Stretch, less: Sequence[Fix]
) -> Iterator[Diagnostic]:
    """What is wrong before a fixed point: too much, or too little. `less` is what could be left out."""
    fixed = stretch.until
    if fixed is None:
        return
    span = folder.workshop.span("days", day.index, "blocks", fixed.index, "at")
    name, at, start = named(fixed), clock(stretch.end), clock(stretch.start)
    about = block_of(folder, day, fixed)
    if stretch.missing > 0:
        hints = [*_more_time(folder, day, stretch), *less]
        if stretch.end < stretch.start or not stretch.blocks:
            message = f"{name} is fixed at {at}, which is before {start}, when {_begins(day, stretch)}"
        else:
            message = (
                f"{name} is fixed at {at}, and what comes before it needs {stretch.needs.min} minutes"
                f" from {start} on: {stretch.missing} more than there are"
            )
        yield error("fixed-too-early", message, span, hints=tuple(hints), subject=about)
    elif stretch.spare > 0:
        message = f"{stretch.spare} minutes are free before {name} at {at}: what comes before it ends sooner"
        less_time = tuple(_less_time(folder, day, stretch))
        yield warning("free-time", message, span, hints=less_time, subject=about)


def _begins(day: DraftDay, stretch: Stretch) -> str:
    """What the start of a stretch is."""
    before = next((block for block in day.blocks if block.at == stretch.start), None)
    return f"{named(before)} is fixed" if before and before is not stretch.until else "the day starts"


def _more_time(folder: WorkshopFolder, day: DraftDay, stretch: Stretch) -> Iterator[Fix]:
    """The fixed point later, with all that it pushes on, or the day's start earlier."""
    later = _later(day, stretch)
    if later:
        yield setting(folder, "Start later what is fixed too early", *later)
    start = (stretch.end - stretch.needs.min) // GRID * GRID
    if _is_first(day, stretch) and start >= 0:
        yield _other_start(folder, day, start)


def _other_start(folder: WorkshopFolder, day: DraftDay, start: int) -> Fix:
    return setting(folder, f"Start the day at {clock(start)}", (("days", day.index, "start"), clock(start)))


def _later(day: DraftDay, stretch: Stretch) -> list[tuple[Path, str]]:
    """What moves a fixed point on, and those after it, until everything fits; nothing where it cannot."""
    settings, is_after, ends = list[tuple[Path, str]](), False, 0
    for each in stretches(day):
        is_after = is_after or each == stretch
        if not is_after:
            continue
        needed = max(each.start, ends) + each.needs.min
        if settings and needed <= each.end:
            break
        ends = -(-needed // GRID) * GRID
        if ends > MIDNIGHT or (each.until and ends == MIDNIGHT):
            return []
        path: Path = ("days", day.index, "end")
        if each.until:
            path = ("days", day.index, "blocks", each.until.index, "at")
        settings.append((path, clock(ends)))
    return settings


def _less_time(folder: WorkshopFolder, day: DraftDay, stretch: Stretch) -> Iterator[Hint]:
    """The fixed point earlier, or the day's start later; or something in the time between."""
    if stretch.until and stretch.blocks:
        earlier = clock(stretch.end - stretch.spare)
        path = ("days", day.index, "blocks", stretch.until.index, "at")
        yield setting(folder, f"Start {named(stretch.until)} at {earlier}", (path, earlier))
    if _is_first(day, stretch):
        yield _other_start(folder, day, stretch.start + stretch.spare)
    elif stretch.until:
        typed = "put another session or a  - free: Time to rest  before it"
        rest = f"{{free: Time to rest, minutes: {stretch.spare}}}"
        yield new_block(folder, day.index, stretch.until.index, rest, "Plan the time as free time", typed)


def _is_first(day: DraftDay, stretch: Stretch) -> bool:
    return next(stretches(day)) == stretch
