"""A workshop with its choices made and its minutes still open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import BaseModel

from practicepack.diagnostics import Span
from practicepack.library.load import Entry, Library, WorkshopFolder
from practicepack.library.model import Activity, Energiser
from practicepack.library.workshop import ANY, BlockInDay, Session, Workshop, WorkshopDay
from practicepack.plan.audience import Chooser, is_for
from practicepack.plan.groups import Heads, divided
from practicepack.plan.plan import SlotKind
from practicepack.plan.timing import Bounds, bounds, total

Item = TypeVar("Item", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class DraftActivity:
    """An activity in its session, for this audience, and how long each of its steps may take."""

    id: str
    item: Activity
    span: Span
    """Where the session uses it."""
    groups: tuple[int, ...]
    heads: Heads
    minutes: tuple[Bounds, ...]
    optional: bool = False
    """May be left out where time is short."""


@dataclass(frozen=True, slots=True)
class DraftSession:
    """A session with the activities that stay."""

    id: str
    item: Session
    span: Span
    """Where the session states its minutes."""
    activities: tuple[DraftActivity, ...]
    limits: Bounds
    """How long it may last: as stated, and longer for people who need longer."""

    @property
    def steps(self) -> tuple[Bounds, ...]:
        """The bounds of every step, in order."""
        return tuple(one for activity in self.activities for one in activity.minutes)

    @property
    def minutes(self) -> Bounds:
        """How long it can last with these steps, as near to its limits as they allow."""
        return total(self.steps).within(self.limits)


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A stretch of a day that has no place on the clock yet."""

    kind: SlotKind
    minutes: Bounds
    index: int = 0
    """Its place among the blocks of the day as written."""
    lead: str | None = None
    session: DraftSession | None = None
    energiser: Entry[Energiser] | None = None


@dataclass(frozen=True, slots=True)
class DraftDay:
    """A day and its blocks."""

    index: int
    item: WorkshopDay
    blocks: tuple[DraftBlock, ...]

    @property
    def minutes(self) -> Bounds:
        """How long its blocks can last."""
        return total([block.minutes for block in self.blocks])


@dataclass(slots=True)
class Drafter:
    """Makes the drafts of one workshop."""

    library: Library
    folder: WorkshopFolder
    chooser: Chooser
    factor: float

    def days(self) -> tuple[DraftDay, ...]:
        """Every day with the blocks that stay for this audience."""
        spare = self.spare_energisers()
        return tuple(
            DraftDay(index, day, tuple(self.blocks(day, f"day {index + 1}", spare)))
            for index, day in enumerate(self.workshop.days)
        )

    @property
    def workshop(self) -> Workshop:
        """The workshop as authored, with what the command line changed."""
        return self.folder.workshop.item

    def spare_energisers(self) -> Iterator[Entry[Energiser]]:
        """Energisers for `any`, each once before one comes again."""
        fitting = [one for one in self.library.energisers.values() if is_for(one.item, self.chooser.audience)]
        while fitting:
            yield from fitting

    def blocks(self, day: WorkshopDay, where: str, spare: Iterator[Entry[Energiser]]) -> Iterator[DraftBlock]:
        """The blocks of a day that stay; a session without activities disappears."""
        for index, block in enumerate(day.blocks):
            if self.chooser.keeps(block, where):
                drafts = self.block(block, where, spare)
                yield from (replace(one, index=index, lead=block.lead) for one in drafts)

    def block(self, block: BlockInDay, where: str, spare: Iterator[Entry[Energiser]]) -> Iterator[DraftBlock]:
        """One block, or none."""
        if block.session is not None:
            yield from self.session_block(self.folder.sessions[block.session], where)
        elif block.energiser is not None:
            yield from self.energiser(block.energiser, spare)
        else:
            yield _pause(block)

    def energiser(self, id_: str, spare: Iterator[Entry[Energiser]]) -> Iterator[DraftBlock]:
        """The energiser asked for, or the next spare one; none where the library has none."""
        entry = next(spare, None) if id_ == ANY else self.library.energisers[id_]
        if entry is not None:
            yield DraftBlock("energiser", Bounds.of(entry.item.minutes), energiser=entry)

    def session_block(self, entry: Entry[Session], where: str) -> Iterator[DraftBlock]:
        """A session in its day; none where nothing of it is for this audience."""
        if self.chooser.keeps(entry.item, where) and (session := self.session(entry)).activities:
            yield DraftBlock("session", session.minutes, session=session)

    def session(self, entry: Entry[Session]) -> DraftSession:
        """A session with the activities that stay: those that are for this audience and have a step left."""
        where = entry.item.title
        drafts = (
            replace(self.activity(use.use, entry.span("activities", index, "use")), optional=use.optional)
            for index, use in enumerate(entry.item.activities)
            if self.chooser.keeps(use, where)
            and self.chooser.keeps(self.library.activities[use.use].item, where)
        )
        kept = tuple(draft for draft in drafts if draft.minutes)
        stated = entry.item.minutes
        longer = Bounds.of(stated).times(max(1.0, self.factor))
        limits = replace(longer, min=stated.min)
        return DraftSession(entry.id, self.chosen(entry.item), entry.span("minutes"), kept, limits)

    def activity(self, id_: str, span: Span) -> DraftActivity:
        """An activity with the steps that stay, and its people divided."""
        authored = self.library.activities[id_].item
        groups = divided(self.workshop.participants, authored.groups)
        heads = self.heads(len(groups))
        item = self.chosen(authored, group_values(groups))
        minutes = tuple(bounds(step.minutes, heads).times(self.factor) for step in item.steps)
        return DraftActivity(id_, item, span, groups, heads, minutes)

    def heads(self, groups: int = 0) -> Heads:
        """What the minutes and quantities of one activity are counted by."""
        workshop = self.workshop
        return Heads(workshop.participants, workshop.facilitators.count, len(workshop.days), groups)

    def chosen(self, item: Item, more: Mapping[str, str] | None = None) -> Item:
        """A copy of an authored value for this audience, with the placeholders filled in."""
        return self.chooser.chosen(item, self.counts() | dict(more or {}))

    def counts(self) -> dict[str, str]:
        """What {participants} and {facilitators} stand for."""
        return {
            "participants": str(self.workshop.participants),
            "facilitators": str(self.workshop.facilitators.count),
        }


def group_values(groups: Sequence[int]) -> dict[str, str]:
    """What {groups} and {group_size} stand for."""
    if not groups:
        return {}
    largest, smallest = groups[0], groups[-1]
    size = str(largest) if largest == smallest else f"{smallest}–{largest}"
    return {"groups": str(len(groups)), "group_size": size}


def _pause(block: BlockInDay) -> DraftBlock:
    minutes = block.break_ if block.break_ is not None else block.lunch or 0
    kind: SlotKind = "break" if block.break_ is not None else "lunch"
    return DraftBlock(kind, Bounds(minutes, minutes, minutes))
