"""Make the draft of a workshop: choose for each room who is in it, and divide the people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from practicepack.diagnostics import Span
from practicepack.library.entry import Entry
from practicepack.library.facts import is_allowed
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import DEBRIEF, Activity, Step
from practicepack.library.models.answers import is_placeholder
from practicepack.library.models.debrief import growth, needed
from practicepack.library.models.fields import ForAudience, Range
from practicepack.library.models.workshop import CHOSEN, BlockInDay, Session, Track, Use, Workshop
from practicepack.plan.changes import Change
from practicepack.plan.clock.kinds import kind_of
from practicepack.plan.clock.stretches import minutes_of
from practicepack.plan.clock.timing import NONE, MinuteRange, bounds
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, DraftSession, DraftStep
from practicepack.plan.people.audience import AudienceFilter, is_for
from practicepack.plan.people.gathering import Gathering, gathering, in_tracks
from practicepack.plan.people.groups import Heads, divided
from practicepack.plan.variants import StatedFor, minutes_stated, told, varied

UNCHOSEN = MinuteRange(3, 5, 10)
"""How long an energiser may last that is not chosen yet: as long as most do."""


@dataclass(slots=True)
class Drafter:
    """Makes the drafts of one workshop."""

    library: Library
    folder: WorkshopFolder
    whole: Gathering = field(init=False)

    def __post_init__(self) -> None:
        self.whole = gathering(self.library, self.workshop)

    @property
    def workshop(self) -> Workshop:
        """The workshop as authored, with what the command line changed."""
        return self.folder.workshop.item

    def days(self) -> tuple[DraftDay, ...]:
        """Every day with the blocks that stay for this audience."""
        return tuple(self.day(index) for index in range(len(self.workshop.days)))

    def day(self, index: int) -> DraftDay:
        """One day, counted from 0; a session without activities disappears."""
        item, chooser = self.workshop.days[index], self.chooser(self.whole)
        kept = ((at, one) for at, one in enumerate(item.blocks) if chooser.keeps(one, f"day {index + 1}"))
        drafts = tuple(
            self.placed(draft, block, index, at) for at, block in kept for draft in self.block(block)
        )
        return DraftDay(index, item, drafts, tuple(chooser.changes))

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
            sessions = tuple(self.session(self.folder.sessions[block.session], self.whole))
            yield from [DraftBlock("session", NONE, sessions=sessions)] if sessions else []
        elif block.either:
            each = (self.session(self.folder.sessions[id_], self.whole) for id_ in block.either)
            sessions = tuple(session for drafts in each for session in drafts if self.may_be(session))
            if sessions:
                yield DraftBlock("session", NONE, sessions=sessions[:1], instead=sessions[1:])
        elif block.parallel:
            sessions = tuple(self.tracks(block.parallel))
            yield from [DraftBlock("parallel", NONE, sessions=sessions)] if sessions else []
        elif block.energiser is not None:
            yield self.energiser(block.energiser)
        elif block.prework is None or not is_placeholder(block.prework):
            yield self.pause(block)

    def pause(self, block: BlockInDay) -> DraftBlock:
        """A stretch without a session: a break, a meal, a guest, or what people do before they come."""
        if block.prework is not None:
            prework = self.chooser(self.whole).chosen(block).prework
            return DraftBlock("prework", NONE, text=str(prework))
        kind = kind_of(block)
        if block.minutes is not None:
            return DraftBlock(kind, MinuteRange.of(block.minutes), text=getattr(block, kind))
        minutes = block.break_ or block.lunch or 0
        return DraftBlock(kind, MinuteRange(minutes, minutes, minutes))

    def energiser(self, id_: str) -> DraftBlock:
        """The energiser asked for by its id, or a place for the one that will be chosen."""
        if id_ in CHOSEN:
            return DraftBlock("energiser", UNCHOSEN, choose=id_)
        entry = self.library.energisers[id_]
        return DraftBlock("energiser", MinuteRange.of(entry.item.minutes), energiser=entry)

    def tracks(self, tracks: Sequence[Track]) -> Iterator[DraftSession]:
        """The sessions held at the same time, each for its own people."""
        rooms = in_tracks(self.library, self.whole, tracks)
        for number, (track, room) in enumerate(zip(tracks, rooms, strict=True), start=1):
            for session in self.session(self.folder.sessions[track.session], room):
                yield replace(session, track=track, room=number)

    def session(self, entry: Entry[Session], room: Gathering) -> Iterator[DraftSession]:
        """A session with the activities that stay; none where nothing of it is for these people."""
        chooser, where = self.chooser(room), entry.item.title
        if not chooser.keeps(entry.item, where):
            return
        kept = tuple(self.activities(entry, room, chooser))
        stated = entry.item.minutes
        limits = replace(MinuteRange.of(stated).times(max(1.0, room.factor)), min=stated.min)
        item = chooser.chosen(entry.item)
        changes = tuple(chooser.changes)
        if kept:
            span = entry.span("minutes")
            yield DraftSession(entry.id, item, span, room, kept, limits, changes=changes)

    def activities(
        self, entry: Entry[Session], room: Gathering, chooser: AudienceFilter
    ) -> Iterator[DraftActivity]:
        """The activities of a session that stay, each with the break before it."""
        pause, is_first = 0, True
        for at, use in enumerate(entry.item.activities):
            if not use.use:
                stays = chooser.keeps(use, entry.item.title)
                pause = max(pause, use.break_ or 0) if stays else pause
            elif self.is_used(use, use.use, chooser, entry.item.title):
                draft = self.activity(use.use, entry.span("activities", at, "use"), room)
                if draft.steps:
                    before = 0 if is_first else pause
                    yield replace(draft, optional=use.optional, pause_before=before)
                    pause, is_first = 0, False

    def may_be(self, session: DraftSession) -> bool:
        """Whether a session can be run with these people: none of it is refused for them, or for so many."""
        people = self.whole.participants
        return all(
            is_allowed(self.library.audiences, activity.item, self.whole.audience)
            and activity.item.people.min <= activity.item.people.counted(people) <= activity.item.people.max
            for activity in session.activities
        )

    def is_used(self, use: Use, id_: str, chooser: AudienceFilter, where: str) -> bool:
        """Whether an activity has its place for these people."""
        item: ForAudience = self.library.activities[id_].item
        is_wanted = id_ not in self.workshop.without
        return is_wanted and chooser.keeps(use, where) and chooser.keeps(item, where)

    def short_form(self, item: Activity, span: Span, room: Gathering) -> DraftActivity | None:
        """What serves the same purpose in less time, if these people may use it and nobody took it out."""
        id_ = item.short_form
        if id_ is None or id_ in self.workshop.without:
            return None
        short = self.library.activities[id_].item
        is_fit = is_for(short, room.people) and is_allowed(self.library.audiences, short, room.audience)
        return self.activity(id_, span, room) if is_fit else None

    def activity(self, id_: str, span: Span, room: Gathering) -> DraftActivity:
        """An activity with the steps that stay, and its people divided."""
        item = varied(self.library.activities[id_].item, room.here, room.people)
        groups = divided(room.participants, item.groups)
        chooser, heads = self.chooser(room, groups), room.heads(len(groups))
        chosen: Activity = chooser.chosen(item)
        stated = minutes_stated(item.variants)
        limits = None
        if item.minutes:
            limits = MinuteRange.of(item.minutes).times(room.factor_without(stated.whole))
        short = self.short_form(item, span, room)
        return DraftActivity(
            id=id_,
            use=id_,
            item=chosen,
            span=span,
            gathering=room,
            groups=groups,
            steps=tuple(_step(step, chosen, heads, room, stated) for step in chosen.steps if step.cues),
            limits=limits,
            short=short,
            changes=tuple(dict.fromkeys([*chooser.changes, *told(item)])),
        )


def _step(step: Step, item: Activity, heads: Heads, room: Gathering, stated: StatedFor) -> DraftStep:
    written = bounds(step.minutes, heads)
    minutes = written.times(room.factor_without(stated.steps.get(step.id, frozenset())))
    if stated.whole and step.id not in stated.steps:
        # the whole was stated for these people, so its steps can be as short as they are written
        least = written.times(room.factor_without(stated.whole)).min
        minutes = replace(minutes, min=min(minutes.min, least))
    if step.id == DEBRIEF and item.debrief:
        allowed_for = stated.steps.get(step.id, stated.whole)
        need = MinuteRange.of(needed(item.debrief, heads.participants)).times(
            room.factor_without(allowed_for)
        )
        minutes = minutes.times(_more(step, item, heads)).at_least(need)
    shorter = bounds(step.shorter.minutes, heads).times(room.factor) if step.shorter else None
    return DraftStep(step, minutes, shorter)


def _more(step: Step, item: Activity, heads: Heads) -> float:
    """How much longer a debrief takes than for the best number of people, whom its minutes are for."""
    if not isinstance(step.minutes, Range):
        return 1.0
    best = item.people.ideal * (2 if item.people.unit == "couple" else 1)
    return max(1.0, growth(heads.participants) / growth(best))


def changes(days: Sequence[DraftDay]) -> Iterator[Change]:
    """All that the audience changed in what is left of some days, each thing once."""
    found: dict[Change, None] = {}
    for day in days:
        found |= dict.fromkeys(day.changes)
        for block in day.blocks:
            if block.energiser and block.why:
                found[Change("chosen", block.energiser.item.title, block.why)] = None
        for session in day.sessions:
            found |= dict.fromkeys(session.changes)
            for activity in session.activities:
                found |= dict.fromkeys(activity.changes)
    yield from found
