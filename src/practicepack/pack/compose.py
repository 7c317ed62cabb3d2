"""From a plan to documents: which parts each has, what stands before its page numbers, how many copies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import get_args

from practicepack.library.fields import Prose
from practicepack.library.model import When
from practicepack.library.printable import Handout, Poster, Printable
from practicepack.pack.document import Document, Folder, Part, Place
from practicepack.pack.words import ROMAN, Words
from practicepack.plan.plan import (
    ActivityPlan,
    Change,
    ChangeKind,
    DayPlan,
    Plan,
    SessionPlan,
    Slot,
    TrackPlan,
)
from practicepack.plan.programme import ProgrammePlan
from practicepack.plan.supplies import of_days, sheets_of_days
from practicepack.plan.things import Sheet

FOLDERS: Mapping[str, Folder] = {
    "participant": "participants",
    "facilitator": "facilitators",
    "wall": "wall",
    "organiser": "organisers",
}
KINDS = {
    "handout": "handouts",
    "cards": "cards",
    "sign": "signs",
    "poster": "signs",
    "list": "lists",
    "form": "forms",
    "certificate": "forms",
}
ONLY = (
    "facilitator-guide",
    "run-of-show",
    "agenda",
    *dict.fromkeys(KINDS.values()),
    "packing-list",
    "print-run",
)
"""What --only may name."""
MAP = "programme-map"
SHOWN: tuple[ChangeKind, ...] = (
    "in",
    "variant",
    "replaced",
    "shortened",
    "dropped",
    "substitute",
    "reduced",
)
"""The changes that the guide tells of. What was left out for others is for nobody to read."""


def compose(plan: Plan, words: Words) -> tuple[Document, ...]:
    """Every document of a pack, in the order in which they are listed."""
    return tuple(_Composer(plan, words).documents())


def programme_map(programme: ProgrammePlan, words: Words) -> Document:
    """The one page that shows a programme: who meets when, what is handed on, and what it reaches."""
    title = words.say("Programme map")
    place = Place(programme.title, MAP)
    view = {"programme": programme}
    part = Part(MAP, f"{MAP}.html", "", title, view, (place,), "landscape", most_pages=1)
    return Document(MAP, "organisers", MAP, title, 1, (part,))


def selected(
    documents: tuple[Document, ...], only: frozenset[str], plan: Plan, session: str | None
) -> tuple[Document, ...]:
    """The documents of some kinds, and of one session: its pages of the guide and its sheets."""
    kept = tuple(one for one in documents if not only or one.kind in only)
    if session is None:
        return kept
    number = next(one.number for one in plan.sessions if one.id == session)
    return tuple(document for one in kept if (document := _of_session(one, number)) is not None)


def _of_session(document: Document, number: int) -> Document | None:
    parts = tuple(part for part in document.parts if number in part.sessions)
    return replace(document, parts=parts) if parts else None


def _preparing(activities: Sequence[ActivityPlan], when: When) -> list[tuple[ActivityPlan, list[Prose]]]:
    """What each activity wants done at one time."""
    listed = ((one, [task.do for task in one.prepare if task.when == when]) for one in activities)
    return [(activity, tasks) for activity, tasks in listed if tasks]


def _agenda(day: DayPlan) -> Iterator[tuple[int, Slot]]:
    """What participants see: an energiser belongs to what comes after it, and starts it."""
    start = None
    for slot in day.slots:
        if slot.energiser:
            start = slot.start if start is None else start
            continue
        yield (slot.start if start is None or not slot.sessions else start), slot
        start = None


def _side_by_side(slot: Slot) -> Iterator[tuple[SessionPlan, tuple[TrackPlan, ...]]]:
    """The sessions of a stretch and whose they are; what several rooms do minute by minute alike, once."""
    rooms: dict[object, list[SessionPlan]] = {}
    for session in slot.sessions:
        steps = [(one.title, one.start, one.minutes) for each in session.activities for one in each.steps]
        rooms.setdefault((session.id, *steps), []).append(session)
    for alike in rooms.values():
        yield alike[0], tuple(session.track for session in alike if session.track)


def _is_given(printable: Printable) -> bool:
    return isinstance(printable, Handout) and printable.to == "participant"


def _anchor(name: str, number: str, seen: set[str]) -> str:
    """A destination that no other has: what comes a second time has its session's number in it."""
    while name in seen:
        name = f"{name}-{number}"
    seen.add(name)
    return name


@dataclass(frozen=True, slots=True)
class _Composer:
    plan: Plan
    words: Words

    def documents(self) -> Iterator[Document]:
        say, plan = self.words.say, self.plan
        yield self.guide()
        yield Document(
            "run-of-show",
            "facilitators",
            "run-of-show",
            say("Run of show"),
            plan.facilitators,
            tuple(self.of_day("run-of-show", day, "landscape") for day in plan.days),
        )
        yield self.single("agenda", "participants", say("Agenda"), plan.participants, self.agenda())
        yield from self.printables()
        yield self.single("packing-list", "organisers", say("Packing list"), 1, self.packing())
        run = self.single("print-run", "organisers", say("Print run"), 1, {})
        yield replace(run, parts=tuple(replace(part, late="print-run") for part in run.parts))

    def single(
        self, kind: str, folder: Folder, title: str, copies: int, view: Mapping[str, object]
    ) -> Document:
        part = Part(kind, f"{kind}.html", "", title, view, (Place(title, kind),))
        return Document(kind, folder, kind, title, copies, (part,))

    def agenda(self) -> Mapping[str, object]:
        return {"days": tuple((day, tuple(_agenda(day))) for day in self.plan.days)}

    def packing(self) -> Mapping[str, object]:
        activities = tuple(self.plan.activities)
        return {
            "supplies": self.plan.supplies,
            "sheets": self.plan.sheets,
            "flipcharts": [sheet for activity in activities for sheet in activity.flipcharts],
            "preparing": [(when, _preparing(activities, when)) for when in get_args(When)],
        }

    def guide(self) -> Document:
        say = self.words.say
        parts = (*self.front(), *self.body(), *self.annexes())
        title = say("Facilitator guide")
        return Document(
            "facilitator-guide", "facilitators", "facilitator-guide", title, self.plan.facilitators, parts
        )

    def front(self) -> Iterator[Part]:
        say, plan = self.words.say, self.plan
        yield Part("cover", "cover.html", "", plan.title, {})
        yield Part("contents", "contents.html", ROMAN[0], say("Contents"), {}, late="contents")
        safety = tuple(Place(page.item.title, f"safety-{page.id}", level=2) for page in plan.safety)
        yield self.chapter("using", ROMAN[1], say("Using this guide"), self.changes())
        before = self.chapter("safety", ROMAN[2], say("Before you start"), {})
        yield replace(before, places=(*before.places, *safety))

    def changes(self) -> Mapping[str, object]:
        """What was put in and changed for these people, and what there was no time or no need for."""
        titles = {facet.id: facet.item.title for facet in self.plan.facets}
        kinds: dict[str, list[tuple[Change, list[str]]]] = {kind: [] for kind in SHOWN}
        for change in self.plan.changes:
            if change.kind in kinds:
                kinds[change.kind].append((change, [titles[id_] for id_ in change.audiences]))
        return {"changes": kinds}

    def chapter(self, name: str, label: str, title: str, view: Mapping[str, object]) -> Part:
        return Part(name, f"{name}.html", label, title, view, (Place(title, name),))

    def body(self) -> Iterator[Part]:
        seen: set[str] = set()
        for day in self.plan.days:
            yield self.of_day("day", day)
            following = {id(session): after for one, after in pairwise(day.slots) for session in one.sessions}
            for session in day.sessions:
                yield self.session(session, following.get(id(session)), seen)

    def of_day(self, name: str, day: DayPlan, size: str = "") -> Part:
        title = self.words.day(day.number, is_series=self.plan.is_series)
        destination = f"{name}-{day.number}"
        place = Place(title, destination, clock=self.words.clock(day.start))
        label = "" if name != "day" else title
        view = {
            "day": day,
            "rooms": [(slot, tuple(_side_by_side(slot))) for slot in day.slots],
            "supplies": of_days([day]),
            "sheets": sheets_of_days([day]),
            "flipcharts": [sheet for activity in day.activities for sheet in activity.flipcharts],
        }
        most = 1 if name == "run-of-show" else None
        return Part(destination, f"{name}.html", label, title, view, (place,), size, most)

    def session(self, session: SessionPlan, following: Slot | None, seen: set[str]) -> Part:
        number, say, clock = str(session.number), self.words.say, self.words.clock
        title = say("%(number)s  %(title)s", number=number, title=session.title)
        anchor = _anchor(f"session-{session.id}", number, seen)
        anchors = [_anchor(f"activity-{one.id}", number, seen) for one in session.activities]
        places = [Place(title, anchor, clock=clock(session.start))]
        places += [
            Place(one.title, place, level=2, clock=clock(one.start))
            for one, place in zip(session.activities, anchors, strict=True)
        ]
        icons = {practice.id: practice.item.icon for practice in self.plan.practices}
        shown = [icons[practice.id] for practice in session.practices if practice.id in icons]
        view = {
            "session": session,
            "following": following,
            "icons": shown,
            "anchor": anchor,
            "anchors": anchors,
        }
        only = frozenset({session.number})
        return Part(anchor, "session.html", number, session.title, view, tuple(places), sessions=only)

    def annexes(self) -> Iterator[Part]:
        say = self.words.say
        if self.plan.energisers:
            yield self.chapter("energisers", "A", say("Energisers"), {})
        if self.plan.practices:
            background = self.chapter("background", "B", say("Background"), {})
            places = (Place(one.item.title, f"practice-{one.id}", 2) for one in self.plan.practices)
            yield replace(background, places=(*background.places, *places))

    def printables(self) -> Iterator[Document]:
        sheets = [(sheet, self.printable(sheet)) for sheet in self.plan.sheets]
        handouts = [part for sheet, part in sheets if _is_given(sheet.printable)]
        if handouts:
            title, copies = self.words.say("All handouts"), self.plan.participants
            parts = tuple(handouts)
            yield Document("handouts", "participants", "handouts", title, copies, parts, repeats=True)
        for sheet, part in sheets:
            printable = sheet.printable
            folder, kind = FOLDERS[printable.to], KINDS[printable.kind]
            file = f"{kind}/{sheet.name}" if folder == "participants" else sheet.name
            rooms = f" ({self.words.all_of(sheet.tracks)})" if sheet.tracks else ""
            title, stock, sides = f"{printable.title}{rooms}", printable.stock, int(printable.sides)
            yield Document(kind, folder, file, title, sheet.prints, (part,), stock, sides)

    def printable(self, sheet: Sheet) -> Part:
        printable, users = sheet.printable, {one.id for one in sheet.used_in}
        numbers = frozenset(
            session.number
            for session in self.plan.sessions
            if users.intersection(activity.id for activity in session.activities)
        )
        size = printable.size.upper() if isinstance(printable, Poster) else ""
        view = {"sheet": sheet, "printable": printable}
        places = (Place(printable.title, f"sheet-{sheet.name}"),)
        most = 1 if isinstance(printable, Handout) and printable.slip else None
        template = f"{printable.kind}.html"
        label, title = str(min(numbers)) if numbers else "", printable.title
        return Part(sheet.name, template, label, title, view, places, size, most, numbers)
