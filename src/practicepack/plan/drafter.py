"""Make the draft of a workshop: choose for each room who is in it, and divide the people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from practicepack.diagnostics import Span
from practicepack.library.entry import Entry
from practicepack.library.facts import is_allowed
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import DEBRIEF, Activity, ActivityStep
from practicepack.library.models.answers import is_placeholder
from practicepack.library.models.debrief import growth, minutes_needed
from practicepack.library.models.fields import Range
from practicepack.library.models.workshop import CHOSEN, BlockInDay, Session, Track, Use, Workshop
from practicepack.plan.changes import Change
from practicepack.plan.clock.kinds import slot_kind
from practicepack.plan.clock.stretches import minutes_of
from practicepack.plan.clock.timing import NO_MINUTES, MinuteRange, bounds, lasting
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, DraftSession, DraftStep
from practicepack.plan.people.audience import AudienceFilter, is_for
from practicepack.plan.people.gathering import Gathering, gathering, in_tracks
from practicepack.plan.people.groups import HeadCount, divided
from practicepack.plan.variants import StatedFor, minutes_stated, variant_changes, varied

UNCHOSEN = MinuteRange(3, 5, 10)
"""How long an energiser may last that is not chosen yet: as long as most do."""


@dataclass(slots=True)
class Drafter:
    """Makes the drafts of one workshop."""

    library: Library
    folder: WorkshopFolder
    everyone: Gathering = field(init=False)

    def __post_init__(self) -> None:
        self.everyone = gathering(self.library, self.workshop)

    @property
    def workshop(self) -> Workshop:
        """The workshop as authored, with what the command line changed."""
        return self.folder.workshop.item

    def days(self) -> tuple[DraftDay, ...]:
        """Every day with the blocks that stay for this audience."""
        days: list[DraftDay] = []
        for index in range(len(self.workshop.days)):
            days.append(self.day(index))
        return tuple(days)

    def day(self, index: int) -> DraftDay:
        """One day, counted from 0; a session without activities disappears."""
        item, chooser = self.workshop.days[index], self.chooser(self.everyone)
        drafts: list[DraftBlock] = []
        changes: list[Change] = []
        for at, block in enumerate(item.blocks):
            changes += chooser.changes_of(block, f"day {index + 1}")
            if chooser.keeps(block):
                for draft in self.block(block):
                    drafts.append(self.placed(draft, block, index, at))
        return DraftDay(index, item, tuple(drafts), tuple(changes))

    def placed(self, draft: DraftBlock, block: BlockInDay, day: int, at: int) -> DraftBlock:
        """A block with its place in the file, and what the author says of any kind of block."""
        span = self.folder.workshop.span("days", day, "blocks", at)
        time = minutes_of(block.at)
        return replace(draft, index=at, lead=block.lead, at=time, optional=block.optional, span=span)

    def chooser(self, room: Gathering, groups: Sequence[int] = ()) -> AudienceFilter:
        """Who chooses for the people of one room."""
        return AudienceFilter(
            room.people, room.values(groups), room.circumstances(groups), careful=room.careful
        )

    def block(self, block: BlockInDay) -> Iterator[DraftBlock]:
        """One block, or none."""
        if block.session is not None:
            sessions = tuple(self.session(self.folder.sessions[block.session], self.everyone))
            if sessions:
                yield DraftBlock("session", NO_MINUTES, sessions=sessions)
        elif block.either:
            sessions = tuple(self.choices(block.either))
            if sessions:
                yield DraftBlock("session", NO_MINUTES, sessions=sessions[:1], instead=sessions[1:])
        elif block.parallel:
            sessions = tuple(self.tracks(block.parallel))
            if sessions:
                yield DraftBlock("parallel", NO_MINUTES, sessions=sessions)
        elif block.energiser is not None:
            yield self.energiser(block.energiser)
        # Homework that is still a placeholder is left out: a rule asks for it, and no one should print it.
        elif block.prework is None or not is_placeholder(block.prework):
            yield self.pause(block)

    def choices(self, ids: Sequence[str]) -> Iterator[DraftSession]:
        """The sessions of a choice that these people can do, in the author's order."""
        for id_ in ids:
            for session in self.session(self.folder.sessions[id_], self.everyone):
                if self.may_be(session):
                    yield session

    def pause(self, block: BlockInDay) -> DraftBlock:
        """A stretch without a session: a break, a meal, a guest, or what people do before they come."""
        if block.prework is not None:
            prework = self.chooser(self.everyone).apply(block).item.prework
            return DraftBlock("prework", NO_MINUTES, text=str(prework))
        kind = slot_kind(block)
        if block.minutes is not None:
            return DraftBlock(kind, MinuteRange.of(block.minutes), text=getattr(block, kind))
        return DraftBlock(kind, lasting(block.break_ or block.lunch or 0))

    def energiser(self, id_: str) -> DraftBlock:
        """The energiser asked for by its id, or a place for the one that will be chosen."""
        if id_ in CHOSEN:
            return DraftBlock("energiser", UNCHOSEN, choose=id_)
        # The author's own choice holds, also for people for whom the plan would choose another.
        entry = self.library.energisers[id_]
        return DraftBlock("energiser", MinuteRange.of(entry.item.minutes), energiser=entry)

    def tracks(self, tracks: Sequence[Track]) -> Iterator[DraftSession]:
        """The sessions held at the same time, each for its own people."""
        rooms = in_tracks(self.library, self.everyone, tracks)
        for number, (track, room) in enumerate(zip(tracks, rooms, strict=True), start=1):
            for session in self.session(self.folder.sessions[track.session], room):
                yield replace(session, track=track, room=number)

    def session(self, entry: Entry[Session], room: Gathering) -> Iterator[DraftSession]:
        """A session with the activities that stay; none where nothing of it is for these people."""
        chooser, where = self.chooser(room), entry.item.title
        # What was changed in a session that does not stay is no news: it is listed as left out itself.
        if not chooser.keeps(entry.item):
            return
        activities, left_out = self.activities(entry, room, chooser)
        if not activities:
            return
        applied = chooser.apply(entry.item)
        stated = entry.item.minutes
        # The least stays as stated: how long these people need at least, the activities say better.
        longer = MinuteRange.of(stated).times(max(1.0, room.factor))
        yield DraftSession(
            id=entry.id,
            item=applied.item,
            span=entry.span("minutes"),
            gathering=room,
            activities=tuple(activities),
            limits=replace(longer, min=stated.min),
            changes=(*chooser.changes_of(entry.item, where), *left_out, *applied.changes),
        )

    def activities(
        self, entry: Entry[Session], room: Gathering, chooser: AudienceFilter
    ) -> tuple[list[DraftActivity], list[Change]]:
        """The activities of a session that stay, each with the break before it, and what that changed."""
        staying: list[DraftActivity] = []
        changes: list[Change] = []
        pause = 0
        for at, use in enumerate(entry.item.activities):
            if use.use in self.workshop.without:
                continue
            changes += self.use_changes(use, chooser, entry.item.title)
            if not self.is_used(use, chooser):
                continue
            if not use.use:
                # Two breaks side by side, once what was between them is gone, become the longer of them.
                pause = max(pause, use.break_ or 0)
                continue
            draft = self.activity(use.use, entry.span("activities", at, "use"), room)
            if draft.steps:
                # A break before the first activity would be a break before the session.
                if not staying:
                    pause = 0
                staying.append(replace(draft, optional=use.optional, pause_before=pause))
                pause = 0
        return staying, changes

    def is_used(self, use: Use, chooser: AudienceFilter) -> bool:
        """Whether a use, or a break, in a session has its place for these people."""
        if not use.use:
            return chooser.keeps(use)
        return chooser.keeps(use) and chooser.keeps(self.library.activities[use.use].item)

    def use_changes(self, use: Use, chooser: AudienceFilter, where: str) -> Iterator[Change]:
        """What the audience changed about a use: of what a session leaves out, the activity says no more."""
        yield from chooser.changes_of(use, where)
        if use.use and chooser.keeps(use):
            yield from chooser.changes_of(self.library.activities[use.use].item, where)

    def may_be(self, session: DraftSession) -> bool:
        """Whether a session can be run with these people: none of it is refused for them, or for so many."""
        for activity in session.activities:
            limits = activity.item.people
            people = limits.counted(self.everyone.participants)
            if not limits.min <= people <= limits.max:
                return False
            if not is_allowed(self.library.audiences, activity.item, self.everyone.audience):
                return False
        return True

    def short_form(self, item: Activity, span: Span, room: Gathering) -> DraftActivity | None:
        """What serves the same purpose in less time, if these people may use it and nobody took it out."""
        id_ = item.short_form
        if id_ is None or id_ in self.workshop.without:
            return None
        short = self.library.activities[id_].item
        if is_for(short, room.people) and is_allowed(self.library.audiences, short, room.audience):
            return self.activity(id_, span, room)
        return None

    def activity(self, id_: str, span: Span, room: Gathering) -> DraftActivity:
        """An activity with the steps that stay, and its people divided."""
        # Variants come first: what they put in may itself be tagged, or have placeholders.
        item = varied(self.library.activities[id_].item, room.here, room.people)
        groups = divided(room.participants, item.groups)
        heads = room.head_count(len(groups))
        applied = self.chooser(room, groups).apply(item)
        stated = minutes_stated(item.variants)
        limits = None
        if item.minutes:
            limits = MinuteRange.of(item.minutes).times(room.factor_without(stated.for_activity))
        steps: list[DraftStep] = []
        for step in applied.item.steps:
            if step.cues:
                steps.append(_draft_step(step, applied.item, heads, room, stated))
        return DraftActivity(
            id=id_,
            use=id_,
            item=applied.item,
            span=span,
            gathering=room,
            groups=groups,
            steps=tuple(steps),
            limits=limits,
            short=self.short_form(item, span, room),
            changes=tuple(dict.fromkeys([*applied.changes, *variant_changes(item)])),
        )


def _draft_step(
    step: ActivityStep, item: Activity, heads: HeadCount, room: Gathering, stated: StatedFor
) -> DraftStep:
    written = bounds(step.minutes, heads)
    minutes = written.times(room.factor_without(stated.steps.get(step.id, frozenset())))
    if stated.for_activity and step.id not in stated.steps:
        # The whole was stated for these people, so its steps can be as short as they are written.
        least = written.times(room.factor_without(stated.for_activity)).min
        minutes = replace(minutes, min=min(minutes.min, least))
    if step.id == DEBRIEF and item.debrief:
        allowed_for = stated.steps.get(step.id, stated.for_activity)
        asking = MinuteRange.of(minutes_needed(item.debrief, heads.participants))
        # Each question needs its time whatever the step says: a debrief that is rushed does harm.
        asking = asking.times(room.factor_without(allowed_for))
        minutes = minutes.times(_debrief_factor(step, item, heads)).at_least(asking)
    shorter = None
    if step.shorter:
        shorter = bounds(step.shorter.minutes, heads).times(room.factor)
    return DraftStep(step, minutes, shorter)


def _debrief_factor(step: ActivityStep, item: Activity, heads: HeadCount) -> float:
    """How much longer a debrief takes than for the best number of people, whom its minutes are for."""
    # Minutes that are counted by people grow with them already.
    if not isinstance(step.minutes, Range):
        return 1.0
    best = item.people.ideal
    if item.people.unit == "couple":
        best *= 2
    return max(1.0, growth(heads.participants) / growth(best))


def audience_changes(days: Sequence[DraftDay]) -> list[Change]:
    """All that the audience changed in what is left of some days, each thing once."""
    changes: list[Change] = []
    for day in days:
        changes += day.changes
        for block in day.blocks:
            if block.energiser and block.why:
                changes.append(Change("chosen", block.energiser.item.title, block.why))
        for session in day.sessions:
            changes += session.changes
            for activity in session.activities:
                changes += activity.changes
    return list(dict.fromkeys(changes))
