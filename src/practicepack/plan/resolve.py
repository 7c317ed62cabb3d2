"""Resolve a workshop: choose for the audience, fit the minutes, set the clock, count the things."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from practicepack.diagnostics import ContentError, Diagnostic, errors
from practicepack.library.entry import Entry
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import (
    SERVICE_FOR_MEN,
    Energiser,
    Lack,
    Material,
    Practice,
    SafetyText,
    Variant,
)
from practicepack.library.models.answers import (
    is_answer,
    is_lead,
    is_placeholder,
    is_service,
    organiser_with_answers,
)
from practicepack.library.models.audience import Audience
from practicepack.library.models.printable import Printable
from practicepack.library.models.workshop import Service, Workshop
from practicepack.library.reviews import ReviewedText
from practicepack.library.text.prose import filled
from practicepack.plan.changes import Change, as_here
from practicepack.plan.clock.agenda import misfits
from practicepack.plan.clock.fitted import fitted
from practicepack.plan.clock.late import with_catch_up
from practicepack.plan.clock.pauses import activity_times, step_times
from practicepack.plan.clock.sequence import is_empty_day
from practicepack.plan.clock.stretches import of_session, opens, shares, with_free_time
from practicepack.plan.decks import following
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, DraftSession
from practicepack.plan.drafter import Drafter, audience_changes
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
from practicepack.plan.people.gathering import Gathering, facets_in_order
from practicepack.plan.people.groups import HeadCount
from practicepack.plan.pieces import all_cues, by_order, deck_changes, instead, step, track
from practicepack.plan.rules import Rule, ready, rules
from practicepack.plan.steps import StepPlan, warned_first
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
from practicepack.plan.things import Named, Sheet, Supply
from practicepack.plan.unread import unread


@dataclass(frozen=True, slots=True)
class Drawn:
    """A workshop as far as it can be planned. A plan that does not fit is still a plan: it ends later."""

    plan: Plan | None
    """None where nothing is left of a day."""
    diagnostics: list[Diagnostic]
    days: Sequence[DraftDay] = ()
    """What the rules looked at."""


def draw(library: Library, folder: WorkshopFolder, asked: Sequence[Rule] | None = None) -> Drawn:
    """The plan of one workshop, and everything that is wrong with it.

    `asked` are the rules to hold it to. Without it, they are all rules.
    """
    drafter = Drafter(library, folder)
    drafts, cuts = fitted(library, folder, drafter)
    diagnostics = [cut.finding for cut in cuts]
    days: list[DraftDay] = []
    for draft in drafts:
        diagnostics += misfits(folder, draft)
        # Free time is filled in after misfits have been looked for: it would hide that a stretch is empty.
        days.append(with_free_time(draft))
    # Rules speak of a day that can be held: on one that cannot, they would repeat what is wrong with it.
    if not any(errors(diagnostics)):
        if asked is None:
            asked = (*rules(), *ready())
        for rule in asked:
            diagnostics += rule(library, folder, days)
    for day in days:
        if is_empty_day(day):
            return Drawn(None, diagnostics, days)
    changes = audience_changes(days)
    for cut in cuts:
        changes.append(cut.change)
    return Drawn(_PlanBuilder(drafter, changes).build(days), diagnostics, days)


def resolve(
    library: Library, folder: WorkshopFolder, asked: Sequence[Rule] | None = None
) -> tuple[Plan, list[Diagnostic]]:
    """The plan of one workshop and the warnings about it. Raises ContentError where it cannot be run."""
    drawn = draw(library, folder, asked)
    if drawn.plan is None or any(errors(drawn.diagnostics)):
        raise ContentError(drawn.diagnostics)
    return drawn.plan, drawn.diagnostics


class _PlanBuilder:
    """Builds the parts of a plan in their order, and collects what was changed on the way."""

    def __init__(self, drafter: Drafter, changes: Sequence[Change]) -> None:
        self.drafter = drafter
        self.library, self.folder = drafter.library, drafter.folder
        self.workshop: Workshop = drafter.workshop
        self.changes = list(changes)
        self.numbers = count(1)
        self.unread: tuple[ReviewedText, ...] = ()

    def build(self, drafts: Sequence[DraftDay]) -> Plan:
        # Changes are listed in the order of the workshop, so its days are built before what surrounds them.
        self.unread = tuple(unread(self.library, self.folder, drafts))
        days = self.build_days(drafts)
        workshop = self.workshop
        rooms = tuple(_whole_and_rooms(self.drafter.everyone, drafts))
        everyone = self.drafter.chooser(self.drafter.everyone)
        organiser = organiser_with_answers(workshop.organiser)
        own_sheets = self.build_own_sheets()
        safety = self.build_safety(rooms)
        audience = self.build_all(self.entries(workshop.audience), everyone)
        in_rooms = self.build_all(self.audiences_in_rooms(rooms), everyone)
        practices = self.build_all(self.practices_of(days), everyone)
        return Plan(
            id=self.folder.id,
            title=workshop.title,
            purpose=filled(_if_answered(workshop.purpose) or "", everyone.values),
            language=workshop.language,
            version=workshop.version,
            place=workshop.place,
            lacks=workshop.lacks,
            audience=audience,
            in_rooms=in_rooms,
            participants=workshop.participants,
            facilitators=workshop.facilitators.count,
            names=self.folder.names,
            organiser=organiser,
            # A logo without the organiser's name would be a claim that no one has made.
            logo=self.folder.logo if organiser else None,
            safeguarding=workshop.safeguarding if is_lead(workshop.safeguarding) else None,
            complaints=workshop.complaints if is_lead(workshop.complaints) else None,
            reports_to=workshop.reports_to if is_answer(workshop.reports_to) else None,
            days=days,
            supplies=of_days(days),
            sheets=merged_sheets([*own_sheets, *sheets_of_days(days)]),
            safety=safety,
            practices=practices,
            services=self.services(),
            changes=self.changes_here(rooms),
            unread=self.unread,
        )

    def build_days(self, drafts: Sequence[DraftDay]) -> tuple[DayPlan, ...]:
        days: list[DayPlan] = []
        for number, draft in enumerate(drafts, start=1):
            day = self.build_day(draft)
            days.append(with_catch_up(day, draft, drafts[number:]))
        return tuple(days)

    def build_day(self, draft: DraftDay) -> DayPlan:
        slots: list[Slot] = []
        start = opens(draft)
        for block, minutes in zip(draft.blocks, shares(draft), strict=True):
            slots.append(self.build_slot(block, start, minutes))
            start += minutes
        return DayPlan(draft.index + 1, draft.item.date, tuple(slots))

    def build_slot(self, block: DraftBlock, start: int, minutes: int) -> Slot:
        slot = Slot(block.kind, start, minutes, lead=block.lead, text=block.text, index=block.index)
        if block.energiser:
            return replace(slot, energiser=self.build_energiser(block.energiser, minutes))
        sessions: list[SessionPlan] = []
        for draft in block.sessions:
            sessions.append(self.build_session(draft, start, of_session(draft, minutes)))
        if block.kind == "session":
            return replace(slot, session=sessions[0])
        return replace(slot, tracks=tuple(sessions))

    def build_session(self, draft: DraftSession, start: int, minutes: int) -> SessionPlan:
        item, tracks = draft.item, tuple[str, ...]()
        if draft.track:
            tracks = (draft.track.title,)
        # Numbers count through all days and rooms, so that "session 7" is one session in the whole workshop.
        number = next(self.numbers)
        activities: list[ActivityPlan] = []
        for activity, begins, lasts in activity_times(draft, start, minutes):
            activities.append(self.build_activity(activity, begins, lasts, tracks))
        return SessionPlan(
            id=draft.id,
            number=number,
            title=item.title,
            practices=self.named(item.practices),
            objectives=_answered(item.objectives),
            activities=tuple(activities),
            key_messages=_answered(item.key_messages),
            take_home=_if_answered(item.take_home),
            start=start,
            minutes=minutes,
            track=track(draft),
        )

    def build_activity(
        self, draft: DraftActivity, start: int, minutes: int, tracks: tuple[str, ...]
    ) -> ActivityPlan:
        item, here = draft.item, Named(draft.id, draft.item.title)
        lacks = draft.gathering.lacks
        flipcharts, without_paper = item.flipcharts, tuple[str, ...]()
        if "paper" in lacks:
            flipcharts, without_paper = (), instead(item.flipcharts)
        supplies = [
            *_supplies(item.materials, draft.head_count, here, lacks),
            *chart_sheets(flipcharts, here),
        ]
        self.changes += _substitutes(draft)
        sheets: list[Sheet] = []
        for sheet_ in self.build_sheets(item.printables, draft.gathering, draft.groups, here):
            sheets.append(replace(sheet_, tracks=tracks))
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
            sheets=tuple(sheets),
            scenes=item.scenes,
            flipcharts=flipcharts,
            prepare=item.prepare,
            instead=without_paper,
            steps=_steps(draft, start, minutes),
            key_messages=item.key_messages,
            risks=item.risks,
            advice=self.advice(item.variants),
            credit=item.credit,
            start=start,
            minutes=minutes,
            index=_place_in_session(draft),
            pause_before=draft.pause_before,
            unread_by=self.unread_by(
                f"activities/{draft.id}", *(f"printables/{planned.id}" for planned in sheets)
            ),
        )

    def unread_by(self, *names: str) -> tuple[str, ...]:
        """Who still has to read some texts, each of them once."""
        readers: dict[str, None] = {}
        for text in self.unread:
            if text.name in names:
                readers[text.needed] = None
        return tuple(readers)

    def advice(self, variants: Sequence[Variant]) -> tuple[Advice, ...]:
        advice: list[Advice] = []
        for variant in variants:
            if variant.text:
                advice.append(Advice(variant.text, self.titles(variant.for_)))
        return tuple(advice)

    def titles(self, audience: Sequence[str]) -> tuple[str, ...]:
        titles: list[str] = []
        for facet in facets_in_order(self.library.audiences, audience):
            titles.append(facet.title)
        return tuple(titles)

    def build_energiser(self, entry: Entry[Energiser], minutes: int) -> EnergiserPlan:
        everyone = self.drafter.everyone
        item = self.drafter.chooser(everyone).apply(entry.item).item
        here = Named(entry.id, item.title)
        supplies = _supplies(item.materials, everyone.head_count(), here, everyone.lacks)
        return EnergiserPlan(
            id=entry.id,
            title=item.title,
            minutes=minutes,
            purpose=item.purpose,
            supplies=merged(supplies),
            cues=warned_first(all_cues(item.cues)),
            seated=item.seated,
            credit=item.credit,
        )

    def build_sheets(
        self, printables: Sequence[str], room: Gathering, groups: Sequence[int], here: Named
    ) -> list[Sheet]:
        """The sheets to print of some printables, for the people of one room, in the order of the ids."""
        authored = self.build_printables(printables, self.drafter.chooser(room, groups), here)
        heads = room.head_count(len(groups))
        sheets: dict[str, Sheet] = {}
        # Decks come first: a sheet that follows a deck is listed before it, or after.
        for id_ in sorted(authored, key=lambda id_: authored[id_].follows is not None):
            printable = authored[id_]
            deck = printable.follows
            if deck in sheets:
                printable = following(printable, authored[deck], sheets[deck].printable)
            if not is_empty(printable):
                sheets[id_] = sheet(id_, printable, heads, here, len(self.folder.names))
                # What is said of a deck needs both: how many cards it has here, and how many are dealt.
                self.changes += deck_changes(printable, sheets[id_].printable)
        return [sheets[id_] for id_ in printables if id_ in sheets and sheets[id_].copies]

    def build_printables(
        self, ids: Sequence[str], chooser: AudienceFilter, here: Named
    ) -> dict[str, Printable]:
        """The printables that stay for these people, with what is for them alone."""
        printables: dict[str, Printable] = {}
        for id_ in ids:
            item = self.library.printables[id_].item
            self.changes += chooser.changes_of(item, here.title)
            if chooser.keeps(item):
                applied = chooser.apply(item)
                self.changes += applied.changes
                printables[id_] = applied.item
        return printables

    def build_own_sheets(self) -> list[Sheet]:
        """The sheets of the workshop as a whole."""
        here = Named(self.folder.id, self.workshop.title)
        return self.build_sheets(self.workshop.printables, self.drafter.everyone, (), here)

    def build_safety(self, rooms: Sequence[Gathering]) -> tuple[Chosen[SafetyText], ...]:
        """The pages about safety that the people of any room need."""
        values, services = self.drafter.everyone.values(), self.services()
        known: frozenset[str] = frozenset()
        if any(service.for_men_who_used_violence for service in services):
            known = frozenset({SERVICE_FOR_MEN})
        pages: dict[str, Chosen[SafetyText]] = {}
        for entry in by_order(self.library.safety):
            for room in rooms:
                chooser = AudienceFilter(room.people, values, known, careful=room.careful)
                # One page serves all rooms: it is as the first room needs it.
                if entry.id not in pages and chooser.keeps(entry.item):
                    applied = chooser.apply(entry.item)
                    readers = self.unread_by(f"safety/{entry.id}")
                    pages[entry.id] = Chosen(entry.id, applied.item, readers)
                    self.changes += chooser.changes_of(entry.item, entry.item.title)
                    self.changes += applied.changes
        return tuple(pages.values())

    def build_all(self, entries: Iterable[Entry[Any]], chooser: AudienceFilter) -> tuple[Chosen[Any], ...]:
        """Things of the library that stay for these people."""
        staying: list[Chosen[Any]] = []
        for entry in entries:
            self.changes += chooser.changes_of(entry.item, entry.item.title)
            if chooser.keeps(entry.item):
                applied = chooser.apply(entry.item)
                self.changes += applied.changes
                staying.append(Chosen(entry.id, applied.item))
        return tuple(staying)

    def named(self, practices: Sequence[str]) -> tuple[Named, ...]:
        return tuple(Named(id_, self.library.practices[id_].item.title) for id_ in practices)

    def audiences_in_rooms(self, rooms: Sequence[Gathering]) -> list[Entry[Audience]]:
        """The audiences that only some rooms have."""
        present = dict.fromkeys(_audience_ids(rooms))
        some = [id_ for id_ in present if id_ not in self.workshop.audience]
        return self.entries(some)

    def entries(self, audience: Iterable[str]) -> list[Entry[Audience]]:
        return [self.library.audiences[id_] for id_ in audience]

    def practices_of(self, days: Sequence[DayPlan]) -> list[Entry[Practice]]:
        """The practices that some activity of these days works on."""
        used: set[str] = set()
        for day in days:
            for activity in day.activities:
                for practice in activity.practices:
                    used.add(practice.id)
        return [entry for entry in by_order(self.library.practices) if entry.id in used]

    def services(self) -> tuple[Service, ...]:
        """The services to refer people to, without those that are not filled in yet."""
        referrals = self.folder.referrals
        if referrals is None:
            return ()
        return tuple(filter(is_service, referrals.item.services))

    def changes_here(self, rooms: Sequence[Gathering]) -> tuple[Change, ...]:
        """All that was changed, each thing once, by the names of those who are here."""
        here = as_here(self.library.audiences, self.changes, dict.fromkeys(_audience_ids(rooms)))
        return tuple(dict.fromkeys(here))


def _place_in_session(draft: DraftActivity) -> int:
    """The place of an activity among those of its session as written."""
    at = draft.span.path[1]
    assert isinstance(at, int), draft.span.path
    return at


def _supplies(
    materials: Iterable[Material], heads: HeadCount, here: Named, lacks: Collection[Lack]
) -> Iterator[Supply]:
    for material in materials:
        yield supply(material, heads, here, lacks)


def _steps(draft: DraftActivity, start: int, minutes: int) -> tuple[StepPlan, ...]:
    steps: list[StepPlan] = []
    for number, (own, begins, lasts) in enumerate(step_times(draft, start, minutes), start=1):
        steps.append(step(draft, number, own, begins, lasts))
    return tuple(steps)


def _substitutes(draft: DraftActivity) -> Iterator[Change]:
    """What is brought in place of something that the place lacks the means for."""
    for material in draft.item.materials:
        if material.needs in draft.gathering.lacks and material.substitute:
            yield Change("substitute", draft.item.title, f"{material.item} -> {material.substitute}")


def _answered(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts without those that only say what belongs in their place."""
    return tuple(text for text in texts if _if_answered(text))


def _if_answered(text: str | None) -> str | None:
    """A text, or None where it only says what belongs in its place."""
    if not text or is_placeholder(text):
        return None
    return text


def _whole_and_rooms(everyone: Gathering, days: Sequence[DraftDay]) -> Iterator[Gathering]:
    """Everybody, and those in each room."""
    yield everyone
    for day in days:
        for session in day.sessions:
            yield session.gathering


def _audience_ids(rooms: Sequence[Gathering]) -> Iterator[str]:
    """The audiences of some rooms, by their ids."""
    for room in rooms:
        yield from room.audience
