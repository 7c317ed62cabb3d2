"""The facilitator guide, part by part, and what else the team works from on the day."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from practicepack.documents.context import Context
from practicepack.documents.model import Document, Part, Place
from practicepack.i18n import ROMAN
from practicepack.plan.changes import Change, ChangeKind
from practicepack.plan.model import ActivityPlan, DayPlan, SessionPlan, Slot, TrackPlan
from practicepack.plan.supplies import of_days, sheets_of_days

SHOWN: tuple[ChangeKind, ...] = (
    "in",
    "variant",
    "replaced",
    "shortened",
    "dropped",
    "substitute",
    "reduced",
    "edge",
    "beside",
    "idle",
    "moved",
    "either",
    "paused",
    "repeated",
)
"""The changes that the guide tells of. What was left out for others is for nobody to read."""
KIND = "facilitator-guide"
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def guides(brief: Context) -> Iterator[Document]:
    """The facilitator guide; where rooms are apart, one for each, with what all do together in it."""
    team: dict[str, int] = {}
    for track in (session.track for session in brief.plan.sessions):
        if track:
            team[track.title] = max(team.get(track.title, 0), track.facilitators)
    if not team:
        yield _guide(brief, None, KIND, brief.plan.facilitators)
    for number, (room, copies) in enumerate(team.items(), 1):
        ending = NOT_IN_NAMES.sub("-", room.lower()).strip("-") or str(number)
        yield _guide(brief, room, f"{KIND}-{ending}", copies)


def _guide(brief: Context, room: str | None, file: str, copies: int) -> Document:
    guide = _Guide(brief, room)
    title, parts = f"{guide.head} ({room})" if room else guide.head, tuple(guide.parts())
    return Document(KIND, "facilitators", file, title, copies, parts, is_read=True, is_bound=True)


@dataclass(frozen=True, slots=True)
class CueCard:
    """One card of an activity; in large type its steps and its questions have a card each."""

    session: SessionPlan
    activity: ActivityPlan
    has_steps: bool
    has_questions: bool


def cue_cards(brief: Context) -> Document:
    """A card for each activity: its steps on the clock and its questions, to hold in the hand.

    Four of A6 lie on a sheet; in large type two of A5.
    """
    is_large = brief.edition.is_large
    cards = tuple(_cards(brief.plan.sessions, apart=is_large))
    title, copies = brief.words.say("Cue cards"), brief.plan.facilitators
    part = brief.part(
        "cue-cards",
        "cue-cards",
        "",
        title,
        {"cards": cards},
        places=(Place(title, "cue-cards"),),
        leaf=brief.desk,
        is_wide=is_large,
        most_pages=-(-len(cards) // (2 if is_large else 4)),
    )
    made = Document("cue-cards", "facilitators", "cue-cards", title, copies, (part,))
    return replace(made, stock="card", finish=("cut",))


def _cards(sessions: Iterable[SessionPlan], *, apart: bool) -> Iterator[CueCard]:
    for session in sessions:
        for activity in session.activities:
            yield CueCard(session, activity, has_steps=True, has_questions=not apart)
            if apart and activity.questions:
                yield CueCard(session, activity, has_steps=False, has_questions=True)


@dataclass(frozen=True, slots=True)
class _Guide:
    brief: Context
    room: str | None
    """Whose guide it is, where rooms are apart; None where all are together."""

    def parts(self) -> Iterator[Part]:
        yield from self.front()
        yield from self.body()
        yield from self.annexes()

    def front(self) -> Iterator[Part]:
        say, plan, part = self.brief.words.say, self.brief.plan, self.brief.part
        yield part("cover", "cover", "", plan.title, {})
        yield part("contents", "contents", ROMAN[0], say("Contents"), {}, late="contents")
        safety = tuple(Place(page.item.title, f"safety-{page.id}", level=2) for page in plan.safety)
        yield self.chapter("using", ROMAN[1], say("Using this guide"), {"changes": self.changes()})
        before = self.chapter("safety", ROMAN[2], say("Before you start"), {})
        yield replace(before, places=(*before.places, *safety))

    def changes(self) -> Mapping[str, list[tuple[Change, list[str]]]]:
        """What was put in and changed for these people, and what there was no time or no need for."""
        titles = {facet.id: facet.item.title for facet in self.brief.plan.facets}
        kinds: dict[str, list[tuple[Change, list[str]]]] = {kind: [] for kind in SHOWN}
        for change in self.brief.plan.changes:
            if change.kind in kinds:
                # a part can be for an audience that is not named here, and true of these people all the same
                people: list[str] = [titles[id_] for id_ in change.audiences if id_ in titles]
                kinds[change.kind].append((change, people))
        return kinds

    @property
    def head(self) -> str:
        """What stands at the head of pages that are the same in the guides of all rooms."""
        return self.brief.words.say("Facilitator guide")

    def chapter(self, name: str, label: str, title: str, view: Mapping[str, object]) -> Part:
        place = Place(title, name)
        return self.brief.part(name, name, label, title, view, places=(place,), head=self.head)

    def body(self) -> Iterator[Part]:
        seen: set[str] = set()
        for day in self.brief.plan.days:
            yield _of_day(self.brief, "day", day, head=self.head)
            following = {id(session): after for one, after in pairwise(day.slots) for session in one.sessions}
            for session in day.sessions:
                if session.track is None or session.track.title == self.room:
                    yield self.session(session, following.get(id(session)), seen)

    def session(self, session: SessionPlan, following: Slot | None, seen: set[str]) -> Part:
        words, plan = self.brief.words, self.brief.plan
        number = str(session.number)
        title = words.say("%(number)s  %(title)s", number=number, title=session.title)
        anchor = _anchor(f"session-{session.id}", number, seen)
        anchors = [_anchor(f"activity-{one.id}", number, seen) for one in session.activities]
        places = [Place(title, anchor, clock=words.clock(session.start))]
        places += [
            Place(one.title, place, level=2, clock=words.clock(one.start))
            for one, place in zip(session.activities, anchors, strict=True)
        ]
        icons = {practice.id: practice.item.icon for practice in plan.practices}
        shown = [icons[practice.id] for practice in session.practices if practice.id in icons]
        view = {
            "session": session,
            "following": following,
            "icons": shown,
            "anchor": anchor,
            "anchors": anchors,
        }
        of = {"sessions": frozenset({session.number}), "head": "" if session.track else self.head}
        return self.brief.part(anchor, "session", number, session.title, view, places=tuple(places), **of)

    def annexes(self) -> Iterator[Part]:
        say, plan = self.brief.words.say, self.brief.plan
        if plan.energisers:
            yield self.chapter("energisers", "A", say("Energisers"), {})
        if plan.practices:
            background = self.chapter("background", "B", say("Background"), {})
            places = (Place(one.item.title, f"practice-{one.id}", 2) for one in plan.practices)
            yield replace(background, places=(*background.places, *places))


def _of_day(brief: Context, name: str, day: DayPlan, **more: object) -> Part:
    title = brief.words.day(day.number, is_series=brief.plan.is_series)
    destination = f"{name}-{day.number}"
    place = Place(title, destination, clock=brief.words.clock(day.start))
    view = {
        "day": day,
        "rooms": [(slot, tuple(side_by_side(slot))) for slot in day.slots],
        "supplies": of_days([day]),
        "sheets": sheets_of_days([day]),
        "flipcharts": [sheet for activity in day.activities for sheet in activity.flipcharts],
    }
    return brief.part(destination, name, title, title, view, places=(place,), **more)


def side_by_side(slot: Slot) -> Iterator[tuple[SessionPlan, tuple[TrackPlan, ...]]]:
    """The sessions of a stretch and whose they are; what several rooms do minute by minute alike, once."""
    rooms: dict[object, list[SessionPlan]] = {}
    for session in slot.sessions:
        steps = [(one.title, one.start, one.minutes) for each in session.activities for one in each.steps]
        rooms.setdefault((session.id, *steps), []).append(session)
    for alike in rooms.values():
        yield alike[0], tuple(session.track for session in alike if session.track)


def _anchor(name: str, number: str, seen: set[str]) -> str:
    """A destination that no other has: what comes a second time has its session's number in it."""
    while name in seen:
        name = f"{name}-{number}"
    seen.add(name)
    return name
