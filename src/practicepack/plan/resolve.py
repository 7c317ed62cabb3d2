"""Resolve a workshop: choose for the audience, fit the minutes, set the clock, count the things."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from practicepack.diagnostics import ContentError, Diagnostic, errors
from practicepack.library.load import Entry, Library, WorkshopFolder
from practicepack.library.model import DEBRIEF, Energiser, Step
from practicepack.library.printable import Cards, Printable
from practicepack.library.prose import filled
from practicepack.library.workshop import Workshop
from practicepack.plan.agenda import misfits, opens, shares
from practicepack.plan.audience import Chooser, time_factor
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, Drafter, DraftSession
from practicepack.plan.plan import (
    ActivityPlan,
    Change,
    Chosen,
    CuePlan,
    DayPlan,
    EnergiserPlan,
    Named,
    Plan,
    SessionPlan,
    Sheet,
    Slot,
    StepPlan,
)
from practicepack.plan.rules import RULES
from practicepack.plan.shorten import Dropped, left_out, shortened
from practicepack.plan.supplies import is_empty, merged, merged_sheets, sheet, supply
from practicepack.plan.timing import fit

BESIDE = "note"


def resolve(library: Library, folder: WorkshopFolder) -> tuple[Plan, list[Diagnostic]]:
    """The plan of one workshop and the warnings about it. Raises ContentError where it cannot be held."""
    resolver = _Resolver(library, folder)
    short = [shortened(day) for day in resolver.drafter.days()]
    days = tuple(day for day, _ in short)
    found = [left_out(one) for _, dropped in short for one in dropped]
    found += [one for day in days for one in misfits(folder, day)]
    if not any(errors(found)):
        found += [one for rule in RULES for one in rule(library, folder, days)]
    if any(errors(found)):
        raise ContentError(found)
    resolver.chooser.changes += [_dropped(one) for _, several in short for one in several]
    return resolver.plan(days), found


class _Resolver:
    def __init__(self, library: Library, folder: WorkshopFolder) -> None:
        self.library, self.folder = library, folder
        self.workshop: Workshop = folder.workshop.item
        self.chooser = Chooser(frozenset(self.workshop.audience))
        facets = [library.audiences[id_].item for id_ in self.workshop.audience]
        self.drafter = Drafter(library, folder, self.chooser, time_factor(facets))
        self.session_number = 0

    def plan(self, drafts: Sequence[DraftDay]) -> Plan:
        days = tuple(self.day(draft) for draft in drafts)
        activities = [one for day in days for one in day.activities]
        workshop, referrals = self.workshop, self.folder.referrals
        library, used = self.library, {one.id for each in activities for one in each.practices}
        return Plan(
            id=self.folder.id,
            title=workshop.title,
            purpose=filled(workshop.purpose, self.drafter.counts()),
            language=workshop.language,
            version=workshop.version,
            place=workshop.place,
            audience=self.all_of([library.audiences[id_] for id_ in workshop.audience]),
            participants=workshop.participants,
            facilitators=workshop.facilitators.count,
            organiser=workshop.organiser,
            safeguarding=workshop.safeguarding,
            reports_to=workshop.reports_to,
            days=days,
            supplies=merged(one for activity in activities for one in activity.supplies),
            sheets=merged_sheets(one for activity in activities for one in activity.sheets),
            safety=self.all_of(_by_order(library.safety)),
            practices=self.all_of([one for one in _by_order(library.practices) if one.id in used]),
            services=referrals.item.services if referrals else (),
            changes=tuple(dict.fromkeys(self.chooser.changes)),
        )

    def day(self, draft: DraftDay) -> DayPlan:
        minutes = shares(draft)
        starts = accumulate(minutes, initial=opens(draft))
        rows = zip(draft.blocks, starts, minutes, strict=False)
        slots = tuple(self.slot(block, start, length) for block, start, length in rows)
        return DayPlan(draft.index + 1, draft.item.date, slots)

    def slot(self, block: DraftBlock, start: int, minutes: int) -> Slot:
        session = self.session(block.session, start, minutes) if block.session else None
        energiser = self.energiser(block.energiser, minutes) if block.energiser else None
        return Slot(block.kind, start, minutes, session, energiser, block.lead)

    def session(self, draft: DraftSession, start: int, minutes: int) -> SessionPlan:
        self.session_number += 1
        item, given = draft.item, iter(fit(draft.steps, minutes))
        activities, at = [], start
        for activity in draft.activities:
            lengths = [next(given) for _ in activity.minutes]
            activities.append(self.activity(activity, at, lengths))
            at += sum(lengths)
        return SessionPlan(
            id=draft.id,
            number=self.session_number,
            title=item.title,
            practices=self.named(item.practices),
            objectives=item.objectives,
            activities=tuple(activities),
            key_messages=item.key_messages,
            take_home=item.take_home,
            start=start,
            minutes=minutes,
        )

    def activity(self, draft: DraftActivity, start: int, lengths: Sequence[int]) -> ActivityPlan:
        item, here = draft.item, Named(draft.id, draft.item.title)
        starts = accumulate(lengths, initial=start)
        timed = zip(item.steps, starts, lengths, strict=False)
        steps = (_step(draft, n, *one) for n, one in enumerate(timed, start=1))
        return ActivityPlan(
            id=draft.id,
            title=item.title,
            purpose=item.purpose,
            reason=item.reason,
            practices=self.named(item.practices),
            level=item.level,
            sensitivity=item.sensitivity,
            facilitators=item.facilitators,
            groups=draft.groups,
            room=item.room,
            supplies=merged(supply(one, draft.heads, here) for one in item.materials),
            sheets=tuple(self.sheets(draft, here)),
            flipcharts=item.flipcharts,
            prepare=item.prepare,
            steps=tuple(steps),
            key_messages=item.key_messages,
            risks=item.risks,
            variants=self.chooser.variants(item.variants, item.title),
            credit=item.credit,
            start=start,
            minutes=sum(lengths),
        )

    def energiser(self, entry: Entry[Energiser], minutes: int) -> EnergiserPlan:
        item = self.drafter.chosen(entry.item)
        cues = tuple(CuePlan(cue.verb, cue.texts) for cue in item.cues)
        return EnergiserPlan(entry.id, item.title, minutes, item.purpose, cues, item.seated, item.credit)

    def sheets(self, draft: DraftActivity, here: Named) -> Iterator[Sheet]:
        for id_ in draft.item.printables:
            printable = self.library.printables[id_].item
            if self.chooser.keeps(printable, draft.item.title):
                chosen = self.drafter.chosen(printable)
                if not is_empty(chosen):
                    made = sheet(id_, chosen, draft.heads, here)
                    self.chooser.changes += _reduced(chosen, made.printable)
                    yield made

    def all_of(self, entries: Sequence[Entry[Any]]) -> tuple[Chosen[Any], ...]:
        kept = (entry for entry in entries if self.chooser.keeps(entry.item, entry.item.title))
        return tuple(Chosen(entry.id, self.drafter.chosen(entry.item)) for entry in kept)

    def named(self, practices: Sequence[str]) -> tuple[Named, ...]:
        return tuple(Named(id_, self.library.practices[id_].item.title) for id_ in practices)


def _reduced(whole: Printable, printed: Printable) -> list[Change]:
    if not (isinstance(whole, Cards) and isinstance(printed, Cards)) or whole == printed:
        return []
    return [Change("reduced", whole.title, f"{len(printed.cards)} / {len(whole.cards)}", ())]


def _dropped(one: Dropped) -> Change:
    return Change("dropped", one.session.item.title, one.activity.item.title, ())


def _step(draft: DraftActivity, number: int, step: Step, start: int, minutes: int) -> StepPlan:
    cues = [CuePlan(cue.verb, cue.texts) for cue in step.cues]
    if step.id == DEBRIEF and draft.item.debrief:
        cues.append(CuePlan("ask", draft.item.debrief))
    return StepPlan(
        id=step.id,
        title=step.title,
        number=number,
        start=start,
        minutes=minutes,
        keep=step.keep,
        cues=tuple(cue for cue in cues if cue.verb != BESIDE),
        notes=tuple(cue for cue in cues if cue.verb == BESIDE),
    )


def _by_order(entries: Mapping[str, Entry[Any]]) -> list[Entry[Any]]:
    return sorted(entries.values(), key=lambda entry: (entry.item.order, entry.id))
