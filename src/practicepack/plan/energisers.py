"""Choose energisers: for what comes before and after, for the people, and none twice while another fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.library.models.activity import Energiser, EnergiserUse
from practicepack.plan.clock.kinds import MEALS, RESTS, WORK
from practicepack.plan.clock.stretches import stretches
from practicepack.plan.clock.timing import NO_MINUTES, MinuteRange
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay
from practicepack.plan.people.audience import is_for
from practicepack.plan.people.gathering import Gathering

INSTEAD: dict[EnergiserUse, tuple[EnergiserUse, ...]] = {
    "wake": ("wake", "warm-up", "meet"),
    "warm-up": ("warm-up", "wake", "meet"),
    "meet": ("meet", "warm-up", "wake"),
    "calm": ("calm",),
}
"""What serves for each use, the best first. Nothing lively comes where people should come to rest."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an energiser is for in its place, and why."""

    use: EnergiserUse
    reason: str


def with_energisers(
    library: Library, everyone: Gathering, days: Sequence[DraftDay], *, have_met: bool
) -> tuple[DraftDay, ...]:
    """The days with an energiser in each place where the author left the choice to the plan.

    What was chosen before is chosen again, for what comes before and after it now. Where the library has none
    for these people, the place is left out.
    """
    choice = _Choice.of(library, everyone, days, have_met=have_met)
    filled: list[DraftDay] = []
    for day in days:
        filled.append(choice.fill(day))
    return tuple(filled)


@dataclass(slots=True)
class _Choice:
    """What can be chosen for some people, and what has been used so far, which grows from day to day."""

    fitting: Sequence[Entry[Energiser]]
    know_each_other: bool
    avoids_standing: bool
    used: list[str]

    @classmethod
    def of(
        cls, library: Library, everyone: Gathering, days: Sequence[DraftDay], *, have_met: bool
    ) -> "_Choice":
        used: list[str] = []
        for day in days:
            used += _named_energisers(day)
        # People who know each other need no game of names, whoever says that they do.
        know_each_other = have_met
        for facet in everyone.facets:
            know_each_other = know_each_other or facet.know_each_other
        return cls(
            fitting=list(_fitting_energisers(library, everyone)),
            know_each_other=know_each_other,
            avoids_standing="standing" in _avoided(everyone),
            used=used,
        )

    def fill(self, day: DraftDay) -> DraftDay:
        """A day with an energiser in each place that is open, and a note of all that were used."""
        today = _named_energisers(day)
        are_strangers = day.index == 0 and not self.know_each_other
        blocks: list[DraftBlock] = []
        free = _free_minutes(day)
        stretch = 0
        for at, block in enumerate(day.blocks):
            stretch += block.at is not None
            if block.choose is None:
                blocks.append(block)
                continue
            wish = _wish(day.blocks, at, block.choose, are_strangers=are_strangers)
            entry = self.best(wish, today, free[stretch])
            if entry is None:
                continue
            today.append(entry.id)
            self.used.append(entry.id)
            fixed = MinuteRange.of(entry.item.minutes)
            free[stretch] -= fixed.min
            blocks.append(replace(block, energiser=entry, fixed=fixed, why=wish.reason))
        return replace(day, blocks=tuple(blocks))

    def best(self, wish: Wish, today: Sequence[str], free: int) -> Entry[Energiser] | None:
        """The energiser that serves best here; of equally good ones the first by its id."""
        posture = "seated"
        # What wakes people up has them on their feet, where they all can be.
        if wish.use == "wake" and not self.avoids_standing:
            posture = "standing"
        serving: list[Entry[Energiser]] = []
        for entry in self.fitting:
            if _serves(entry.item, wish.use):
                serving.append(entry)

        def price(entry: Entry[Energiser]) -> tuple[Any, ...]:
            item = entry.item
            # What does not fit the time comes last: a session would have to be cut for a game.
            return (
                max(0, item.minutes.min - max(0, free)),
                self.avoids_standing and item.posture == "standing",
                today.count(entry.id),
                self.used.count(entry.id),
                _rank(item, wish.use),
                item.posture != posture,
                entry.id,
            )

        return min(serving or self.fitting, key=price, default=None)


def _rank(item: Energiser, wanted: EnergiserUse) -> tuple[int, ...]:
    """How well an energiser serves for a use, the lowest first: by its use, and its place there."""
    for at, use in enumerate(INSTEAD[wanted]):
        if use in item.use:
            return at, item.use.index(use)
    return ()


def _free_minutes(day: DraftDay) -> list[int]:
    """The minutes that are free in each stretch of a day, with all at its shortest and nothing chosen."""
    blocks: list[DraftBlock] = []
    for block in day.blocks:
        if block.choose:
            blocks.append(replace(block, fixed=NO_MINUTES))
        else:
            blocks.append(block)
    return [-stretch.missing for stretch in stretches(replace(day, blocks=tuple(blocks)))]


def _serves(item: Energiser, use: EnergiserUse) -> bool:
    """Whether an energiser serves for a use. One that calms people down is no substitute for a lively one."""
    return use in item.use or ("calm" not in item.use and not set(INSTEAD[use]).isdisjoint(item.use))


def _named_energisers(day: DraftDay) -> list[str]:
    """The energisers that the author named, which stay."""
    ids: list[str] = []
    for block in day.blocks:
        if block.energiser and block.choose is None:
            ids.append(block.energiser.id)
    return ids


def _avoided(everyone: Gathering) -> set[str]:
    """What these people do without: by their own audiences, and by those whose facts are true of them."""
    avoided: set[str] = set()
    for facet in (*everyone.facets, *everyone.alike):
        avoided.update(facet.avoids)
    return avoided


def _may_touch(everyone: Gathering) -> bool:
    """Whether people may be asked to touch each other: grown women, or grown men, who do not avoid it.

    Where nothing is known of who comes, nobody is asked to.
    """
    known = everyone.facts
    return known.gender in ("women", "men") and not known.under_18 and "touch" not in _avoided(everyone)


def _fitting_energisers(library: Library, everyone: Gathering) -> Iterator[Entry[Energiser]]:
    """The energisers that are for these people, for so many, and without touch where it is not welcome."""
    may_touch = _may_touch(everyone)
    for entry in library.energisers.values():
        item, people = entry.item, entry.item.people
        is_size = people is None or people.min <= people.counted(everyone.participants) <= people.max
        if is_for(item, everyone.people) and is_size and (may_touch or not item.touch):
            yield entry


def _wish(blocks: Sequence[DraftBlock], at: int, choose: str, *, are_strangers: bool) -> Wish:
    """What an energiser is for in its place: as the author says, or by what comes before and after it."""
    for use in INSTEAD:
        if choose == use:
            return Wish(use, f"as asked for: {use}")
    before = blocks[:at]
    has_begun = any(block.kind in WORK for block in before)
    if has_begun and is_after_meal(blocks, at):
        return Wish("wake", "after a meal, to wake people up")
    # What was hard comes before everything else: no one is made to dance after it.
    last = _nearest_activities(before[::-1], last=True)
    if any(activity.item.sensitivity == "high" for activity in last):
        return Wish("calm", "after something that is hard for people, to come to rest")
    if _is_closing(blocks[at + 1 :]):
        return Wish("calm", "before the closing, to come to rest")
    if has_begun:
        return _wish_between(last, _nearest_activities(blocks[at + 1 :], last=False))
    return _first_wish(are_strangers=are_strangers)


def is_after_meal(blocks: Sequence[DraftBlock], at: int) -> bool:
    """Whether a block comes straight after a meal, or after a pause that follows one."""
    for block in reversed(blocks[:at]):
        if block.kind in MEALS:
            return True
        if block.kind not in RESTS and block.kind != "prework":
            return False
    return False


def _first_wish(*, are_strangers: bool) -> Wish:
    if are_strangers:
        return Wish("meet", "at the start, for people who do not know each other yet")
    return Wish("warm-up", "at the start of the day, to warm up")


def _wish_between(last: Sequence[DraftActivity], following: Sequence[DraftActivity]) -> Wish:
    # In rooms side by side the pace counts only where it is the same in each of them.
    paces = _paces(last), _paces(following)
    if paces == ({"quiet"}, {"quiet"}):
        return Wish("wake", "between two quiet activities, to wake people up")
    if paces == ({"active"}, {"quiet"}):
        return Wish("calm", "between something lively and something quiet, to come to rest")
    return Wish("wake", "between two parts of the day, to wake people up")


def _paces(activities: Sequence[DraftActivity]) -> set[str]:
    return {activity.item.pace for activity in activities}


def _nearest_activities(blocks: Sequence[DraftBlock], *, last: bool) -> tuple[DraftActivity, ...]:
    """The activity nearest to an energiser in each room: the last or the first of the nearest sessions."""
    nearest = _nearest_work(blocks)
    if nearest is None:
        return ()
    place = 0
    if last:
        place = -1
    return tuple(session.activities[place] for session in nearest.sessions)


def _nearest_work(blocks: Sequence[DraftBlock]) -> DraftBlock | None:
    """The nearest work, past breaks and prework, but not past lunch: people come back from that as new."""
    for block in blocks:
        if block.kind in WORK:
            return block
        if block.kind in MEALS:
            break
    return None


def _is_closing(blocks: Sequence[DraftBlock]) -> bool:
    """Whether the next thing is a closing: a session that only frames the day, or begins with it."""
    nearest = _nearest_work(blocks)
    if nearest is None:
        return False
    for session in nearest.sessions:
        kinds = [activity.item.kind for activity in session.activities]
        # A closing at the end of a session of work is still an hour away.
        if kinds[0] == "closing" or (session.is_framing and "closing" in kinds):
            return True
    return False
