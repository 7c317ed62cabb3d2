"""What is left of a day when something was left out: pauses that serve nothing go, lunch keeps its hour."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from practicepack.library.models.workshop import WorkshopDay
from practicepack.plan.changes import Change, ChangeKind
from practicepack.plan.clock.kinds import HOURLY, MEALS, RESTS, WORK, SlotKind, slot_kind
from practicepack.plan.clock.stretches import fits, shares, starts, stretches
from practicepack.plan.draft import DraftBlock, DraftDay

STANDS_FOR = WORK | {"travel"}
"""What a break can be between: a way to another place as well."""
LONGEST_RUN = 90
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
    return all(block.kind == "prework" for block in day.blocks)


def settled(day: DraftDay, usual: DraftDay) -> DraftDay:
    """The day without pauses that serve nothing any more, and with lunch near its usual hour.

    `usual` is the same day with no activity left out. A pause that serves nothing as written is there on
    purpose, and stays.
    """
    if _work(usual) == _work(day):
        return pruned(day)
    hours = starts(usual)
    blocks = (
        replace(block, near=hours.get(block.index)) if block.kind in HOURLY else block for block in day.blocks
    )
    day = replace(day, blocks=tuple(blocks))
    for index in [block.index for block in day.blocks if _hour(block) is not None]:
        places = [(_cost(place, day), place) for place in _places(day, index)]
        day = min(places, key=lambda one: one[0])[1]
    return pruned(day)


def chosen(day: DraftDay) -> DraftDay:
    """The day with one of the sessions in each place where the author left a choice.

    It is the first that these people can do and with which the day fits, or else the shortest.
    """
    for block in day.blocks:
        if day.item.blocks[block.index].either:
            each = [
                replace(block, sessions=(session,), instead=())
                for session in (*block.sessions, *block.instead)
            ]
            days = [_with_block(day, one) for one in each]
            day = next((one for one in days if fits(one)), min(days, key=lambda one: one.minutes.min))
    return day


def _with_block(day: DraftDay, block: DraftBlock) -> DraftDay:
    blocks = tuple(block if one.index == block.index else one for one in day.blocks)
    title = block.sessions[0].item.title
    return replace(
        day, blocks=blocks, changes=(*day.changes, Change("either", f"Day {day.index + 1}", title))
    )


def pruned(day: DraftDay) -> DraftDay:
    """The day without pauses and energisers that serve nothing, but for those written so on purpose."""
    on_purpose = _as_written(day.item)
    while (orphan := _orphan(day.blocks, on_purpose)) is not None:
        day = _dropped(day, *orphan)
    return day


def _dropped(day: DraftDay, block: DraftBlock, why: ChangeKind) -> DraftDay:
    blocks = tuple(one for one in day.blocks if one is not block)
    return replace(day, blocks=blocks, changes=(*day.changes, _change(day, block, why)))


def _change(day: DraftDay, block: DraftBlock, kind: ChangeKind) -> Change:
    title = block.energiser.item.title if block.energiser else block.text
    return Change(kind, f"Day {day.index + 1}", title, field=block.kind)


def _work(day: DraftDay) -> list[tuple[str, ...]]:
    return [(session.id, *(activity.use for activity in session.activities)) for session in day.sessions]


def _as_written(day: WorkshopDay) -> Reasons:
    rows = [(index, slot_kind(block)) for index, block in enumerate(day.blocks)]
    timed = [(index, kind) for index, kind in rows if kind != "prework"]
    kinds = [kind for _, kind in timed]
    return {index: frozenset(_reasons(kinds, at)) for at, (index, _) in enumerate(timed)}


def _orphan(blocks: Sequence[DraftBlock], on_purpose: Reasons) -> tuple[DraftBlock, ChangeKind] | None:
    """The next block to go, and why: the shorter of two pauses side by side, the later of two as long."""
    timed = [block for block in blocks if block.kind != "prework"]
    kinds = [block.kind for block in timed]
    orphans = [
        (block, why)
        for at, block in enumerate(timed)
        for why in _reasons(kinds, at)
        if why not in on_purpose.get(block.index, ())
    ]
    # Energisers come last: once a break between has gone, what they wake people up for may be next to them.
    return min(
        reversed(orphans), key=lambda one: (one[0].kind == "energiser", one[0].minutes.max), default=None
    )


def _reasons(kinds: Sequence[SlotKind], at: int) -> Iterator[ChangeKind]:
    """Why a block serves nothing in its place."""
    kind, before, after = kinds[at], kinds[:at], kinds[at + 1 :]
    is_first, is_last = STANDS_FOR.isdisjoint(before), STANDS_FOR.isdisjoint(after)
    if kind == "energiser" and not (before and after and after[0] in WORK):
        yield "idle"
    if (kind in MEALS and is_first) or (kind == "break" and (is_first or is_last)):
        yield "edge"
    if kind == "break" and (_next(before[::-1]) in RESTS or _next(after) in RESTS):
        yield "beside"


def _next(kinds: Iterable[SlotKind]) -> SlotKind | None:
    """The next block that is no energiser."""
    return next((kind for kind in kinds if kind != "energiser"), None)


def _places(day: DraftDay, index: int) -> Iterator[DraftDay]:
    """The day with a meal at each place where it can be, first where it is; energisers come along."""
    for number, blocks in enumerate(_orders(day.blocks, index)):
        place = replace(day, blocks=blocks)
        meal = next(block for block in blocks if block.index == index)
        if number:
            place = replace(place, changes=(*day.changes, _change(day, meal, "moved")))
        place = pruned(place)
        is_meal = meal.kind in MEALS and meal in place.blocks
        is_far = is_meal and _is_last(place, index) and not _is_last(day, index)
        if is_far and abs(starts(place)[index] - (_hour(meal) or 0)) > FAR:
            place = pruned(_dropped(replace(place, changes=day.changes), meal, "edge"))
        yield place


def _orders(blocks: tuple[DraftBlock, ...], index: int) -> Iterator[tuple[DraftBlock, ...]]:
    """The orders to try: as it is, the meal further up or down, and then with a break where the meal was."""
    yield blocks
    old = next(at for at, block in enumerate(blocks) if block.index == index)
    end = old + 1
    while end < len(blocks) and blocks[end].kind == "energiser":
        end += 1
    meal, before, after = blocks[old:end], blocks[:old], blocks[end:]
    yield from _inserted(meal, (*before, *after), old)
    for pause in (block for block in (*before, *after) if block.kind == "break"):
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
    at = next(at for at, block in enumerate(day.blocks) if block.index == index)
    return not any(block.kind in WORK for block in day.blocks[at:])


def _cost(place: DraftDay, before: DraftDay) -> int:
    """How bad an order of the day is, in minutes that lunch is off its hour."""
    on_clock, cost = starts(place), _misfit(place)
    for meal in (block for block in before.blocks if _hour(block) is not None):
        if meal.index not in on_clock:
            cost += NO_MEAL
            continue
        cost += abs(on_clock[meal.index] - (_hour(meal) or 0))
        cost += PAST_A_BLOCK * abs(_work_before(place, meal.index) - _work_before(before, meal.index))
        cost += AT_THE_END * (_is_last(place, meal.index) and not _is_last(before, meal.index))
    return cost + sum(max(0, run - LONGEST_RUN) for run in _runs(place))


def _hour(block: DraftBlock) -> int | None:
    """When a block with an hour of its own has to start, or usually does."""
    return (block.near if block.at is None else block.at) if block.kind in HOURLY else None


def _misfit(day: DraftDay) -> int:
    """How far the stretches between fixed points are from being filled exactly."""
    too_long = sum(max(0, stretch.missing) for stretch in stretches(day))
    return TOO_LONG * too_long + sum(max(0, stretch.spare) for stretch in stretches(day) if stretch.until)


def _work_before(day: DraftDay, index: int) -> int:
    """How many blocks of work come before a block."""
    kinds = []
    for block in day.blocks:
        if block.index == index:
            break
        kinds.append(block.kind)
    return sum(kind in WORK for kind in kinds)


def _runs(day: DraftDay) -> Iterator[int]:
    """The minutes of each stretch without a pause."""
    timed = zip(day.blocks, shares(day), strict=True)
    for is_rest, run in groupby(timed, key=lambda pair: pair[0].kind in RESTS):
        if not is_rest:
            yield sum(minutes for _, minutes in run)
