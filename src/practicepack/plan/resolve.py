"""Resolve a workshop: choose for the audience, fit the minutes, set the clock, count the things."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from practicepack.diagnostics import ContentError, Diagnostic, errors
from practicepack.library.entry import Entry
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import Energiser, SafetyText, Variant
from practicepack.library.models.answers import (
    is_answer,
    is_lead,
    is_placeholder,
    is_service,
    organiser_with_answers,
)
from practicepack.library.models.workshop import Workshop
from practicepack.library.text.prose import filled
from practicepack.plan.changes import Change, as_here
from practicepack.plan.clock.agenda import misfits
from practicepack.plan.clock.fitted import fitted
from practicepack.plan.clock.late import with_catch_up
from practicepack.plan.clock.pauses import activity_times, step_times
from practicepack.plan.clock.sequence import is_empty as is_empty_day
from practicepack.plan.clock.stretches import of_session, opens, shares, with_free_time
from practicepack.plan.decks import following
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, DraftSession
from practicepack.plan.drafter import Drafter, changes
from practicepack.plan.model import (
    ActivityPlan,
    Advice,
    Chosen,
    DayPlan,
    EnergiserPlan,
    Plan,
    SessionPlan,
    Slot,
)
from practicepack.plan.people.audience import AudienceFilter
from practicepack.plan.people.gathering import Gathering
from practicepack.plan.pieces import by_order, deck_changes, instead, step, track
from practicepack.plan.rules import Rule, ready, rules
from practicepack.plan.steps import CuePlan, warned_first
from practicepack.plan.supplies import (
    chart_sheets,
    is_empty,
    merged,
    merged_sheets,
    of_days,
    sheet,
    sheets_of_days,
    supply,
)
from practicepack.plan.things import Named, Sheet


@dataclass(frozen=True, slots=True)
class Drawn:
    """A workshop as far as it can be planned. A plan that does not fit is still a plan: it ends later."""

    plan: Plan | None
    """None where nothing is left of a day."""
    diagnostics: list[Diagnostic]


def draw(library: Library, folder: WorkshopFolder, asked: Sequence[Rule] | None = None) -> Drawn:
    """The plan of one workshop, and everything that is wrong with it.

    `asked` are the rules to hold it to. Without it, they are all rules.
    """
    resolver = _Resolver(library, folder)
    days, cuts = fitted(library, folder, resolver.drafter)
    diagnostics = [cut.finding for cut in cuts]
    for day in days:
        diagnostics += misfits(folder, day)
    days = tuple(with_free_time(day) for day in days)
    if not any(errors(diagnostics)):
        for rule in (*rules(), *ready()) if asked is None else asked:
            diagnostics += rule(library, folder, days)
    if any(is_empty_day(day) for day in days):
        return Drawn(None, diagnostics)
    resolver.changes += [*changes(days), *(cut.change for cut in cuts)]
    return Drawn(resolver.plan(days), diagnostics)


def resolve(
    library: Library, folder: WorkshopFolder, asked: Sequence[Rule] | None = None
) -> tuple[Plan, list[Diagnostic]]:
    """The plan of one workshop and the warnings about it. Raises ContentError where it cannot be run."""
    drawn = draw(library, folder, asked)
    if drawn.plan is None or any(errors(drawn.diagnostics)):
        raise ContentError(drawn.diagnostics)
    return drawn.plan, drawn.diagnostics


class _Resolver:
    def __init__(self, library: Library, folder: WorkshopFolder) -> None:
        self.library, self.folder = library, folder
        self.workshop: Workshop = folder.workshop.item
        self.drafter = Drafter(library, folder)
        self.changes: list[Change] = []
        self.session_number = 0

    def plan(self, drafts: Sequence[DraftDay]) -> Plan:
        days = tuple(
            with_catch_up(self.day(draft), draft, drafts[number:]) for number, draft in enumerate(drafts, 1)
        )
        activities = [one for day in days for one in day.activities]
        workshop, referrals = self.workshop, self.folder.referrals
        library, used = self.library, {one.id for each in activities for one in each.practices}
        rooms = tuple(_rooms(self.drafter, drafts))
        present = dict.fromkeys(id_ for room in rooms for id_ in room.audience)
        some = [id_ for id_ in present if id_ not in workshop.audience]
        whole = self.drafter.chooser(self.drafter.whole)
        organiser = organiser_with_answers(workshop.organiser)
        return Plan(
            id=self.folder.id,
            title=workshop.title,
            purpose="" if is_placeholder(workshop.purpose) else filled(workshop.purpose, whole.values),
            language=workshop.language,
            version=workshop.version,
            place=workshop.place,
            lacks=workshop.lacks,
            audience=self.all_of([library.audiences[id_] for id_ in workshop.audience], whole),
            in_rooms=self.all_of([library.audiences[id_] for id_ in some], whole),
            participants=workshop.participants,
            facilitators=workshop.facilitators.count,
            names=self.folder.names,
            organiser=organiser,
            logo=self.folder.logo if organiser else None,
            safeguarding=workshop.safeguarding if is_lead(workshop.safeguarding) else None,
            reports_to=workshop.reports_to if is_answer(workshop.reports_to) else None,
            days=days,
            supplies=of_days(days),
            sheets=merged_sheets([*self.own_sheets(), *sheets_of_days(days)]),
            safety=self.safety(rooms),
            practices=self.all_of([one for one in by_order(library.practices) if one.id in used], whole),
            services=tuple(filter(is_service, referrals.item.services if referrals else ())),
            changes=tuple(
                dict.fromkeys(as_here(library.audiences, [*self.changes, *whole.changes], present))
            ),
        )

    def day(self, draft: DraftDay) -> DayPlan:
        minutes = shares(draft)
        starts = accumulate(minutes, initial=opens(draft))
        rows = zip(draft.blocks, starts, minutes, strict=False)
        slots = tuple(self.slot(block, start, length) for block, start, length in rows)
        return DayPlan(draft.index + 1, draft.item.date, slots)

    def slot(self, block: DraftBlock, start: int, minutes: int) -> Slot:
        sessions = tuple(self.session(one, start, of_session(one, minutes)) for one in block.sessions)
        is_one = block.kind == "session"
        return Slot(
            kind=block.kind,
            start=start,
            minutes=minutes,
            session=sessions[0] if is_one else None,
            energiser=self.energiser(block.energiser, minutes) if block.energiser else None,
            lead=block.lead,
            text=block.text,
            tracks=() if is_one else sessions,
        )

    def session(self, draft: DraftSession, start: int, minutes: int) -> SessionPlan:
        self.session_number += 1
        item, tracks = draft.item, (draft.track.title,) if draft.track else ()
        timed = activity_times(draft, start, minutes)
        return SessionPlan(
            id=draft.id,
            number=self.session_number,
            title=item.title,
            practices=self.named(item.practices),
            objectives=_said(item.objectives),
            activities=tuple(self.activity(*one, tracks) for one in timed),
            key_messages=_said(item.key_messages),
            take_home=next(iter(_said((item.take_home or "",))), None),
            start=start,
            minutes=minutes,
            track=track(draft),
        )

    def activity(
        self, draft: DraftActivity, start: int, minutes: int, tracks: tuple[str, ...]
    ) -> ActivityPlan:
        item, here = draft.item, Named(draft.id, draft.item.title)
        timed = step_times(draft, start, minutes)
        lacks = draft.gathering.lacks
        flipcharts = () if "paper" in lacks else item.flipcharts
        supplies = [supply(one, draft.heads, here, lacks) for one in item.materials]
        supplies += chart_sheets(flipcharts, here)
        self.changes += [
            Change("substitute", item.title, f"{one.item} -> {one.substitute}")
            for one in item.materials
            if one.needs in lacks and one.substitute
        ]
        return ActivityPlan(
            id=draft.id,
            title=item.title,
            purpose=item.purpose,
            reason=item.reason,
            practices=self.named(item.practices),
            kind=item.kind,
            level=item.level,
            sensitivity=item.sensitivity,
            facilitators=item.facilitators.count,
            participants=draft.gathering.participants,
            groups=draft.groups,
            room=item.room,
            supplies=merged(supplies),
            sheets=tuple(self.sheets(draft, here, tracks)),
            flipcharts=flipcharts,
            prepare=item.prepare,
            instead=instead(item.flipcharts) if "paper" in lacks else (),
            steps=tuple(step(draft, n, *one) for n, one in enumerate(timed, start=1)),
            key_messages=item.key_messages,
            risks=item.risks,
            advice=self.advice(item.variants),
            credit=item.credit,
            start=start,
            minutes=minutes,
            pause_before=draft.pause_before,
        )

    def advice(self, variants: Sequence[Variant]) -> tuple[Advice, ...]:
        title = {id_: entry.item.title for id_, entry in self.library.audiences.items()}
        found = ((one.text, one.for_) for one in variants)
        return tuple(Advice(text, tuple(title[id_] for id_ in ids)) for text, ids in found if text)

    def energiser(self, entry: Entry[Energiser], minutes: int) -> EnergiserPlan:
        whole = self.drafter.whole
        item = self.drafter.chooser(whole).chosen(entry.item)
        here = Named(entry.id, item.title)
        return EnergiserPlan(
            id=entry.id,
            title=item.title,
            minutes=minutes,
            purpose=item.purpose,
            supplies=merged(supply(one, whole.heads(), here, whole.lacks) for one in item.materials),
            cues=warned_first(CuePlan(cue.verb, cue.texts) for cue in item.cues),
            seated=item.seated,
            credit=item.credit,
        )

    def sheets(self, draft: DraftActivity, here: Named, tracks: tuple[str, ...]) -> Iterator[Sheet]:
        found = self.chosen_sheets(draft.item.printables, draft.gathering, draft.groups, here)
        yield from (replace(one, tracks=tracks) for one in found)

    def chosen_sheets(
        self, printables: Sequence[str], room: Gathering, groups: Sequence[int], here: Named
    ) -> Iterator[Sheet]:
        chooser = self.drafter.chooser(room, groups)
        entries = ((id_, self.library.printables[id_].item) for id_ in printables)
        chosen = {id_: chooser.chosen(item) for id_, item in entries if chooser.keeps(item, here.title)}
        self.changes += chooser.changes
        heads = room.heads(len(groups))
        made: dict[str, Sheet] = {}
        # decks first: a sheet that follows a deck is listed before it, or after
        for id_ in sorted(chosen, key=lambda one: chosen[one].follows is not None):
            printable = chosen[id_]
            if (deck := printable.follows) in made:
                printable = following(printable, chosen[deck], made[deck].printable)
            if not is_empty(printable):
                made[id_] = sheet(id_, printable, heads, here, len(self.folder.names))
                self.changes += deck_changes(printable, made[id_].printable)
        yield from (made[id_] for id_ in printables if id_ in made and made[id_].copies)

    def own_sheets(self) -> Iterator[Sheet]:
        """The sheets of the workshop as a whole."""
        room, here = self.drafter.whole, Named(self.folder.id, self.workshop.title)
        yield from self.chosen_sheets(self.workshop.printables, room, (), here)

    def safety(self, rooms: Sequence[Gathering]) -> tuple[Chosen[SafetyText], ...]:
        """The pages about safety that the people of any room need."""
        found: dict[str, Chosen[SafetyText]] = {}
        for entry in by_order(self.library.safety):
            for room in rooms:
                chooser = AudienceFilter(room.people, self.drafter.whole.values(), careful=room.careful)
                if entry.id not in found and chooser.keeps(entry.item, entry.item.title):
                    found[entry.id] = Chosen(entry.id, chooser.chosen(entry.item))
                    self.changes += chooser.changes
        return tuple(found.values())

    def all_of(self, entries: Sequence[Entry[Any]], chooser: AudienceFilter) -> tuple[Chosen[Any], ...]:
        kept = (entry for entry in entries if chooser.keeps(entry.item, entry.item.title))
        return tuple(Chosen(entry.id, chooser.chosen(entry.item)) for entry in kept)

    def named(self, practices: Sequence[str]) -> tuple[Named, ...]:
        return tuple(Named(id_, self.library.practices[id_].item.title) for id_ in practices)


def _said(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts without those that only say what belongs in their place."""
    return tuple(text for text in texts if text and not is_placeholder(text))


def _rooms(drafter: Drafter, days: Sequence[DraftDay]) -> Iterator[Gathering]:
    """Everybody, and those in each room."""
    yield drafter.whole
    yield from (session.gathering for day in days for session in day.sessions)
