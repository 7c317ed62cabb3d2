"""What is left of a day when something was left out: pauses that serve nothing go, lunch keeps its hour."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from practicepack.library.models.workshop import WorkshopDay
from practicepack.plan.changes import Change, ChangeKind
from practicepack.plan.clock.kinds import HOURLY, MEALS, RESTS, WORK, SlotKind, slot_kind
from practicepack.plan.clock.stretches import fits, starts, stretches, timed
from practicepack.plan.draft import DraftBlock, DraftDay, indices

STANDS_FOR = WORK | {"travel"}
"""What a break can be between: a way to another place as well."""
LONGEST_SITTING = 90
"""Minutes without a pause, beyond which a place for lunch is a bad one."""
FAR = 60
"""Minutes: a meal that would end the day, further than this from its hour, is no longer needed."""
PAST_A_BLOCK, AT_THE_END, NO_MEAL, TOO_LONG = 10, 30, 90, 1000
"""What makes a place for lunch worse, in minutes off its hour: each session that it moves past, the end of
the day, no lunch at all, and each minute by which the day becomes too long."""
Reasons = Mapping[int, frozenset[ChangeKind]]
"""By their number among the blocks as written: why blocks serve nothing."""


def is_empty_day(day: DraftDay) -> bool:
    """Whether nothing is left of a day but what people do before they come."""
    return {"prework"}.issuperset(_kinds_of(day.blocks))


def _kinds_of(blocks: Iterable[DraftBlock]) -> list[SlotKind]:
    return [block.kind for block in blocks]


def settled(day: DraftDay, usual: DraftDay) -> DraftDay:
    """The day without pauses that serve nothing any more, and with lunch near its usual hour.

    `usual` is the same day with no activity left out. A pause that serves nothing as written is there on
    purpose, and stays.
    """
    if _work_done(usual) == _work_done(day):
        return pruned(day)
    at_usual_hours = _near_usual_hours(day, usual)
    for meal in at_usual_hours.blocks:
        # To place one meal can make another needless, which is then no longer there to be placed.
        if _hour(meal) is not None and meal.index in indices(at_usual_hours.blocks):
            at_usual_hours = _with_best_place(at_usual_hours, meal.index)
    return pruned(at_usual_hours)


def _near_usual_hours(day: DraftDay, usual: DraftDay) -> DraftDay:
    """The day in which meals know when they usually start."""
    hours = starts(usual)
    blocks: list[DraftBlock] = []
    for block in day.blocks:
        if block.kind in HOURLY:
            blocks.append(replace(block, near=hours.get(block.index)))
        else:
            blocks.append(block)
    return replace(day, blocks=tuple(blocks))


def _with_best_place(day: DraftDay, index: int) -> DraftDay:
    """The day with a meal where it costs least; of places as good, the first, which is where it is."""
    places = list(_meal_places(day, index))
    return min(places, key=lambda place: _cost(place, day))


def with_choice(day: DraftDay) -> DraftDay:
    """The day with one of the sessions in each place where the author left a choice.

    It is the first that these people can do and with which the day fits, or else the shortest.
    """
    chosen = day
    for block in day.blocks:
        if day.item.blocks[block.index].either:
            days: list[DraftDay] = []
            for session in (*block.sessions, *block.instead):
                days.append(_with_session(chosen, replace(block, sessions=(session,), instead=())))
            chosen = _first_that_fits(days) or min(days, key=lambda choice: choice.minutes.min)
    return chosen


def _first_that_fits(days: Sequence[DraftDay]) -> DraftDay | None:
    for day in days:
        if fits(day):
            return day
    return None


def _with_session(day: DraftDay, block: DraftBlock) -> DraftDay:
    """The day with a block in the place of the one of the same number, and a word on what was chosen."""
    blocks: list[DraftBlock] = []
    for other in day.blocks:
        if other.index == block.index:
            blocks.append(block)
        else:
            blocks.append(other)
    change = Change("either", f"Day {day.index + 1}", block.sessions[0].item.title)
    return replace(day, blocks=tuple(blocks), changes=(*day.changes, change))


def pruned(day: DraftDay) -> DraftDay:
    """The day without pauses and energisers that serve nothing, but for those written so on purpose."""
    on_purpose = _reasons_as_written(day.item)
    # What goes changes what stands beside what, so the next one is looked for afresh.
    while (orphan := _orphan(day.blocks, on_purpose)) is not None:
        day = _dropped(day, *orphan)
    return day


def _dropped(day: DraftDay, block: DraftBlock, why: ChangeKind) -> DraftDay:
    return replace(day.without(block), changes=(*day.changes, _change(day, block, why)))


def _change(day: DraftDay, block: DraftBlock, kind: ChangeKind) -> Change:
    title = block.text
    if block.energiser:
        title = block.energiser.item.title
    return Change(kind, f"Day {day.index + 1}", title, field=block.kind)


def _work_done(day: DraftDay) -> list[tuple[str, ...]]:
    """What is done in a day: each session with the activities in it."""
    work: list[tuple[str, ...]] = []
    for session in day.sessions:
        work.append((session.id, *(activity.use for activity in session.activities)))
    return work


def _reasons_as_written(day: WorkshopDay) -> Reasons:
    """For each block of a day as its author wrote it, why it would serve nothing there."""
    kinds: dict[int, SlotKind] = {}
    for index, block in enumerate(day.blocks):
        kind = slot_kind(block)
        if kind != "prework":
            kinds[index] = kind
    written = list(kinds.values())
    reasons: dict[int, frozenset[ChangeKind]] = {}
    for at, index in enumerate(kinds):
        reasons[index] = frozenset(_reasons(written, at))
    return reasons


def _orphan(blocks: Sequence[DraftBlock], on_purpose: Reasons) -> tuple[DraftBlock, ChangeKind] | None:
    """The next block to go, and why: the shorter of two pauses side by side, the later of two as long."""
    timed = [block for block in blocks if block.kind != "prework"]
    kinds = _kinds_of(timed)
    orphans: list[tuple[DraftBlock, ChangeKind]] = []
    for at, block in enumerate(timed):
        for why in _reasons(kinds, at):
            if why not in on_purpose.get(block.index, ()):
                orphans.append((block, why))
    return min(reversed(orphans), key=_how_late_it_goes, default=None)


def _how_late_it_goes(orphan: tuple[DraftBlock, ChangeKind]) -> tuple[bool, int]:
    block, _ = orphan
    # Energisers come last: once a break between has gone, what they wake people up for may be next to them.
    return block.kind == "energiser", block.minutes.max


def _reasons(kinds: Sequence[SlotKind], at: int) -> Iterator[ChangeKind]:
    """Why a block serves nothing in its place."""
    kind, before, after = kinds[at], kinds[:at], kinds[at + 1 :]
    is_first, is_last = STANDS_FOR.isdisjoint(before), STANDS_FOR.isdisjoint(after)
    if kind == "energiser" and not (before and after and after[0] in WORK):
        yield "idle"
    # People can eat when they arrive home, but not before they have come: a meal may be last, not first.
    if (kind in MEALS and is_first) or (kind == "break" and (is_first or is_last)):
        yield "edge"
    if kind == "break" and (_next(before[::-1]) in RESTS or _next(after) in RESTS):
        yield "beside"


def _next(kinds: Iterable[SlotKind]) -> SlotKind | None:
    """The next block that is no energiser."""
    for kind in kinds:
        if kind != "energiser":
            return kind
    return None


def _meal_places(day: DraftDay, index: int) -> Iterator[DraftDay]:
    """The day with a meal at each place where it can be, first where it is; energisers come along."""
    meal = _block_at(day.blocks, index)
    for number, blocks in enumerate(_orders(day.blocks, index)):
        place = replace(day, blocks=blocks)
        if number:
            place = replace(place, changes=(*day.changes, _change(day, meal, "moved")))
        place = pruned(place)
        if _is_needless(place, day, meal):
            # A meal that goes was not moved, whatever was tried with it.
            place = pruned(_dropped(replace(place, changes=day.changes), meal, "edge"))
        yield place


def _is_needless(place: DraftDay, before: DraftDay, meal: DraftBlock) -> bool:
    """Whether a meal has become the end of a day, and that far from its hour: people eat at home then."""
    if meal.kind not in MEALS or meal not in place.blocks:
        return False
    if not _is_last(place, meal.index) or _is_last(before, meal.index):
        return False
    return abs(starts(place)[meal.index] - (_hour(meal) or 0)) > FAR


def _block_at(blocks: Sequence[DraftBlock], index: int) -> DraftBlock:
    return blocks[_position(blocks, index)]


def _position(blocks: Sequence[DraftBlock], index: int) -> int:
    """Where the block with a number stands now."""
    return indices(blocks).index(index)


def _orders(blocks: tuple[DraftBlock, ...], index: int) -> Iterator[tuple[DraftBlock, ...]]:
    """The orders to try: as it is, the meal further up or down, and then with a break where the meal was."""
    yield blocks
    old = _position(blocks, index)
    end = old + 1
    while end < len(blocks) and blocks[end].kind == "energiser":
        end += 1
    meal, before, after = blocks[old:end], blocks[:old], blocks[end:]
    yield from _inserted(meal, (*before, *after), old)
    for pause in (*before, *after):
        if pause.kind == "break":
            first = tuple(block for block in before if block is not pause)
            second = tuple(block for block in after if block is not pause)
            yield from _inserted(meal, (*first, pause, *second), len(first))


def _inserted(
    meal: tuple[DraftBlock, ...], rest: tuple[DraftBlock, ...], old: int
) -> Iterator[tuple[DraftBlock, ...]]:
    """The meal at each other place: not before prework, and not between an energiser and what it is for."""
    for at in range(len(rest) + 1):
        splits = at > 0 and rest[at - 1].kind == "energiser"
        is_early = at < len(rest) and rest[at].kind == "prework"
        if at != old and not splits and not is_early:
            yield (*rest[:at], *meal, *rest[at:])


def _is_last(day: DraftDay, index: int) -> bool:
    """Whether nothing that people would come for follows a block."""
    following = day.blocks[_position(day.blocks, index) :]
    return WORK.isdisjoint(_kinds_of(following))


def _cost(place: DraftDay, before: DraftDay) -> int:
    """How bad an order of the day is, in minutes that lunch is off its hour."""
    on_clock, cost = starts(place), _misfit(place)
    for meal in before.blocks:
        hour = _hour(meal)
        if hour is None:
            continue
        if meal.index not in on_clock:
            cost += NO_MEAL
            continue
        cost += abs(on_clock[meal.index] - hour)
        cost += PAST_A_BLOCK * abs(_work_before(place, meal.index) - _work_before(before, meal.index))
        cost += AT_THE_END * (_is_last(place, meal.index) and not _is_last(before, meal.index))
    for run in _stretch_minutes(place):
        cost += max(0, run - LONGEST_SITTING)
    return cost


def _hour(block: DraftBlock) -> int | None:
    """When a block with an hour of its own has to start, or usually does."""
    if block.kind not in HOURLY:
        return None
    # What the author fixed holds, whatever was usual.
    if block.at is not None:
        return block.at
    return block.near


def _misfit(day: DraftDay) -> int:
    """How far the stretches between fixed points are from being filled exactly."""
    cost = 0
    for stretch in stretches(day):
        cost += TOO_LONG * max(0, stretch.missing)
        # A day that ends early costs nothing: people go home.
        if stretch.until:
            cost += max(0, stretch.spare)
    return cost


def _work_before(day: DraftDay, index: int) -> int:
    """How many blocks of work come before a block."""
    number = 0
    for kind in _kinds_of(day.blocks[: _position(day.blocks, index)]):
        number += kind in WORK
    return number


def _stretch_minutes(day: DraftDay) -> Iterator[int]:
    """The minutes of each stretch without a pause."""
    run = 0
    for block, _, minutes in timed(day):
        if block.kind in RESTS:
            yield run
            run = 0
        else:
            run += minutes
    yield run
