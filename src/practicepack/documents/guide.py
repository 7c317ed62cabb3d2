"""The facilitator guide, part by part: three pages in front, a page of tables for each day, the sessions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from practicepack.documents.context import Context
from practicepack.documents.model import Document, Part, Place
from practicepack.documents.summary import ChangeLine, change_lines
from practicepack.i18n import ROMAN
from practicepack.library.models.activity import Flipchart
from practicepack.plan.model import ActivityPlan, DayPlan, EnergiserPlan, SessionPlan, Slot
from practicepack.plan.supplies import of_days, sheets_of_days
from practicepack.plan.things import Sheet, Supply

GUIDE = "facilitator-guide"
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


APART_AT_MOST = 0.25
"""Where rooms are apart for less of the time than this, one guide has the sessions of all rooms."""


def guides(brief: Context) -> Iterator[Document]:
    """The facilitator guide; where rooms are long apart, one for each, with what all do together in it."""
    team: dict[str, int] = {}
    apart, in_all = 0, 0
    for day in brief.plan.days:
        for slot in day.slots:
            in_all += slot.minutes
            if slot.tracks:
                apart += slot.minutes
    for session in brief.plan.sessions:
        track = session.track
        if track:
            team[track.title] = max(team.get(track.title, 0), track.facilitators)
    # A second guide for half an hour would be the same guide again, to print and to carry.
    if apart <= in_all * APART_AT_MOST:
        team = {}
    if not team:
        yield _guide(brief, None, GUIDE, brief.plan.facilitators)
    for number, (room, copies) in enumerate(team.items(), 1):
        ending = NOT_IN_NAMES.sub("-", room.lower()).strip("-") or str(number)
        yield _guide(brief, room, f"{GUIDE}-{ending}", copies)


def _guide(brief: Context, room: str | None, file: str, copies: int) -> Document:
    guide = _Guide(brief, room)
    title = guide.head
    if room:
        title = f"{guide.head} ({room})"
    parts = tuple(guide.parts())
    return Document(GUIDE, "facilitators", file, title, copies, parts, is_read=True, is_bound=True)


@dataclass(frozen=True, slots=True)
class Tables:
    """What must be on the table, and on the wall, before the people of a day come."""

    day: DayPlan
    sheets: tuple[Sheet, ...]
    supplies: tuple[Supply, ...]
    flipcharts: tuple[Flipchart, ...]
    """Those that no day before has shown."""
    known: tuple[Flipchart, ...]
    """Those to write again."""


@dataclass(frozen=True, slots=True)
class Method:
    """An activity of a session, or an energiser after it, and where it stands in full if not here."""

    plan: ActivityPlan
    anchor: str
    in_full: str = ""
    """The destination of the activity of which this is a repetition."""


@dataclass(frozen=True, slots=True)
class Interlude:
    """An energiser after a session, and where it stands in full if not here."""

    plan: EnergiserPlan
    start: int
    anchor: str
    in_full: str = ""


class _Guide:
    """One guide in the making: it knows which methods it has shown already, and where."""

    def __init__(self, brief: Context, room: str | None) -> None:
        self.brief = brief
        self.room = room
        """Whose guide it is, where rooms are apart; None where all are together."""
        self.anchors: set[str] = set()
        self.shown: dict[object, tuple[str, str]] = {}
        """By what makes two of them the same: the part and the destination where it is shown in full."""

    @property
    def head(self) -> str:
        """What stands at the head of pages that are the same in the guides of all rooms."""
        return self.brief.words.say("Facilitator guide")

    def parts(self) -> Iterator[Part]:
        """The parts in their order. The contents come second, and are made of all that come after."""
        say, plan, part = self.brief.words.say, self.brief.plan, self.brief.part
        people = self.people()
        tables = tuple(self.tables())
        sessions: list[Part] = []
        for day in plan.days:
            sessions += self.sessions(day)
        rows = (*people.places, *self.clock([*tables, *sessions]))
        yield part("cover", "cover", "", plan.title, {})
        # the same template shows the contents of the document on safety, with its first text below
        view = {"subject": "", "opening": None}
        yield part("contents", "contents", ROMAN[0], say("Contents"), {**view, "rows": rows}, late="contents")
        yield people
        if plan.is_series:
            yield from tables
            yield from sessions
            return
        for day, table in zip(plan.days, tables, strict=True):
            yield table
            numbers = _session_numbers(day)
            for session in sessions:
                if session.sessions & numbers:
                    yield session

    def people(self) -> Part:
        """Who they are, what was changed for them, where help is, what is never asked."""
        title = self.brief.words.say("For these people")
        changes: Sequence[ChangeLine] = tuple(change_lines(self.brief.plan.changes))
        place = Place(title, "people")
        return self.brief.part(
            "people", "people", ROMAN[1], title, {"changes": changes}, places=(place,), head=self.head
        )

    def tables(self) -> Iterator[Part]:
        """A page for each day; of the meetings of a series, one after the other."""
        words, plan = self.brief.words, self.brief.plan
        known: dict[str, Flipchart] = {}
        days = []
        for day in plan.days:
            days.append(_tables_of(day, known))
        if plan.is_series:
            # a page for each short meeting would be half empty
            title = words.say("On the table at each meeting")
            yield self._tables_part("tables", ROMAN[2], title, days)
            return
        for tables in days:
            title = words.day(tables.day.number, is_series=False)
            yield self._tables_part(f"day-{tables.day.number}", title, title, [tables])

    def _tables_part(self, name: str, label: str, title: str, days: Sequence[Tables]) -> Part:
        places = []
        for tables in days:
            number = tables.day.number
            day = self.brief.words.day(number, is_series=self.brief.plan.is_series)
            places.append(Place(day, f"day-{number}", clock=self.brief.words.clock(tables.day.start)))
        return self.brief.part(
            name, "day", label, title, {"tables": tuple(days)}, places=tuple(places), head=self.head
        )

    def sessions(self, day: DayPlan) -> Iterator[Part]:
        """The sessions of a day that are for this room, each with the energisers that come after it."""
        # what wakes people up before the first session has no session to follow
        before = self._energisers(day.slots)
        for at, slot in enumerate(day.slots, start=1):
            for session in self._sessions_of(slot):
                later = day.slots[at:]
                following = next(iter(later), None)
                yield self.session(session, following, before, self._energisers(later))
                before = []

    def _energisers(self, slots: Sequence[Slot]) -> list[Slot]:
        """The energisers up to the next session of this room."""
        energisers = []
        for slot in slots:
            if self._sessions_of(slot):
                break
            if slot.energiser:
                energisers.append(slot)
        return energisers

    def _sessions_of(self, slot: Slot) -> list[SessionPlan]:
        """What this guide shows of a stretch: where it is for all rooms, what they do alike is shown once."""
        shown: dict[object, SessionPlan] = {}
        for session in slot.sessions:
            if session.track is None or self.room in (None, session.track.title):
                key = (session.id, *(_same_activity(activity) for activity in session.activities))
                shown.setdefault(key, session)
        return list(shown.values())

    def session(
        self, session: SessionPlan, following: Slot | None, before: Sequence[Slot], after: Sequence[Slot]
    ) -> Part:
        """The pages of a session."""
        words, plan = self.brief.words, self.brief.plan
        number = str(session.number)
        anchor = self.anchor(f"session-{session.id}", number)
        # in the order of the page: what is shown first is shown in full
        early = self.interludes(before, number, anchor)
        methods: list[Method] = []
        for activity in session.activities:
            methods.append(self.method(activity, number, anchor))
        late = self.interludes(after, number, anchor)
        title = words.say("%(number)s  %(title)s", number=number, title=session.title)
        places = [Place(title, anchor, clock=words.clock(session.start))]
        for method in methods:
            clock = words.clock(method.plan.start)
            places.append(Place(method.plan.title, method.anchor, level=2, clock=clock))
        counted = set()
        for method in methods:
            counted.add(method.in_full)
        for interlude in (*early, *late):
            counted.add(interlude.in_full)
        parts = set()
        for part, destination in self.shown.values():
            if destination in counted:
                parts.add(part)
        head = self.head
        # Only this room's guide has the session, so its pages need the title of their own document.
        if session.track:
            head = ""
        icons = {practice.id: practice.item.icon for practice in plan.practices}
        view = {
            "session": session,
            "methods": tuple(methods),
            "early": early,
            "late": late,
            "following": following,
            "icons": [icons[practice.id] for practice in session.practices if practice.id in icons],
            "anchor": anchor,
            "folios": {},
        }
        return self.brief.part(
            anchor,
            "session",
            number,
            session.title,
            view,
            places=tuple(places),
            sessions=frozenset({session.number}),
            head=head,
            counts=frozenset(parts - {anchor}),
        )

    def method(self, activity: ActivityPlan, number: str, part: str) -> Method:
        """An activity in full, or the place where it stands in full."""
        anchor = self.anchor(f"activity-{activity.id}", number)
        return Method(activity, anchor, self.in_full(_same_activity(activity), part, anchor))

    def interludes(self, slots: Sequence[Slot], number: str, part: str) -> tuple[Interlude, ...]:
        """The energisers of some stretches of a day."""
        interludes = []
        for slot in slots:
            interludes.append(self.interlude(slot, number, part))
        return tuple(interludes)

    def interlude(self, slot: Slot, number: str, part: str) -> Interlude:
        """An energiser in full, or the place where it stands in full."""
        assert slot.energiser
        anchor = self.anchor(f"energiser-{slot.energiser.id}", number)
        key = ("energiser", slot.energiser.id, slot.energiser.cues)
        return Interlude(slot.energiser, slot.start, anchor, self.in_full(key, part, anchor))

    def in_full(self, key: object, part: str, anchor: str) -> str:
        """Where the same was shown before; nothing where this is the first time."""
        if key in self.shown:
            return self.shown[key][1]
        self.shown[key] = part, anchor
        return ""

    def anchor(self, name: str, number: str) -> str:
        """A destination that no other has: what comes a second time has its session's number in it."""
        while name in self.anchors:
            name = f"{name}-{number}"
        self.anchors.add(name)
        return name

    def clock(self, parts: Sequence[Part]) -> Iterator[Place]:
        """The lines of the contents for the days: sessions and methods with their pages, pauses without."""
        places: dict[int, tuple[Place, ...]] = {}
        tables: dict[str, Place] = {}
        for part in parts:
            for number in part.sessions:
                places[number] = part.places
            if part.template == "day.html":
                for place in part.places:
                    tables[place.destination] = place
                if len(part.places) > 1:
                    yield Place(part.title, part.places[0].destination)
        plan, words = self.brief.plan, self.brief.words
        for day in plan.days:
            when = ""
            # a meeting with one session is called by its title: a line for both would say it twice
            if plan.is_series and len(places.keys() & _session_numbers(day)) == 1:
                if day.date:
                    when = words.date(day.date)
            else:
                until = words.until(day.start, day.end)
                yield replace(tables[f"day-{day.number}"], level=0, clock="", until=until)
            for slot in day.slots:
                yield from self.lines(slot, places, when)

    def lines(self, slot: Slot, places: Mapping[int, tuple[Place, ...]], when: str) -> Iterator[Place]:
        """The lines of a stretch of a day. `when` is the date of a meeting that has no line of its own."""
        for session in self._sessions_of(slot):
            opening, *methods = places[session.number]
            lead = slot.lead
            if session.track:
                lead = session.track.lead
            yield replace(opening, lead=lead or "", minutes=slot.minutes, until=when)
            yield from self._with_breaks(session, methods)
        if not slot.sessions:
            clock = ""
            if slot.kind != "prework":
                clock = self.brief.words.clock(slot.start)
            yield Place("", "", 3, clock, minutes=slot.minutes, lead=slot.lead or "", slot=slot)

    def _with_breaks(self, session: SessionPlan, methods: Sequence[Place]) -> Iterator[Place]:
        """The methods of a session, with the breaks inside it where the clock has them."""
        breaks = list(session.pauses)
        for activity, place in zip(session.activities, methods, strict=True):
            while breaks and breaks[0][0] < activity.start:
                yield self._break(*breaks.pop(0))
            yield place
        for start, end in breaks:
            yield self._break(start, end)

    def _break(self, start: int, end: int) -> Place:
        slot = Slot("break", start, end - start)
        return Place("", "", 3, self.brief.words.clock(start), minutes=slot.minutes, slot=slot)


def _tables_of(day: DayPlan, known: dict[str, Flipchart]) -> Tables:
    """What a day needs. `known` are the flipcharts of the days before, and then of this day as well."""
    fresh: list[Flipchart] = []
    again: dict[str, Flipchart] = {}
    for activity in day.activities:
        for flipchart in activity.flipcharts:
            if known.get(flipchart.title) == flipchart:
                if flipchart not in fresh:
                    again[flipchart.title] = flipchart
            else:
                fresh.append(flipchart)
                known[flipchart.title] = flipchart
    return Tables(day, sheets_of_days([day]), of_days([day]), tuple(fresh), tuple(again.values()))


def _session_numbers(day: DayPlan) -> set[int]:
    numbers = set()
    for session in day.sessions:
        numbers.add(session.number)
    return numbers


def _same_activity(activity: ActivityPlan) -> object:
    """What makes two activities the same but for the clock: all that the pages say of how to do it."""
    steps = tuple((step.id, step.title, step.short, step.cues, step.notes) for step in activity.steps)
    return (activity.id, activity.room, activity.risks, activity.advice, activity.instead, steps)
