"""What the Plan screen shows: the workshop as it is written, with the clock that the plan gives it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from practicepack.desk.desk import Desk
from practicepack.desk.library_in_memory import DeskPlan
from practicepack.diagnostics import Diagnostic
from practicepack.i18n import Translator
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.fields import Range
from practicepack.library.models.workshop import BlockInDay, Track, Use, WorkshopDay
from practicepack.plan.clock.kinds import SlotKind, slot_kind
from practicepack.plan.model import ActivityPlan, DayPlan, Plan, SessionPlan, Slot
from practicepack.studio.findings import Finding, finding_of, key_of
from practicepack.subjects import Where
from practicepack.workspace import WORKSHOP

TIMED = frozenset[SlotKind]({"break", "lunch", "guest", "pause", "meal", "free", "travel", "arrival"})
"""Blocks with minutes of their own in workshop.yaml."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What has a place on the clock, or none where it is left out."""

    start: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity of a session."""

    key: str
    """What its buttons send: session, place and what stands there."""
    element: str
    """The id of its element on the page, which it keeps where it is moved."""
    id: str
    title: str
    place: Placed
    is_break: bool
    optional: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session of a block: one, or one in each room."""

    id: str
    title: str
    room: str
    participants: int | None
    range: str
    """Its minutes as written."""
    activities: tuple[ActivityRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block of a day."""

    id: str
    """The id of its element on the page, which it keeps where it is moved."""
    index: int
    key: str
    kind: SlotKind
    title: str
    place: Placed
    can_last: bool
    """Whether it can be made longer and shorter."""
    sessions: tuple[SessionRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """A day, with how far its blocks fill it."""

    index: int
    name: str
    date: str
    start: str
    end: str
    real_end: int | None
    is_late: bool
    """Whether it lasts longer than it should."""
    rest: int
    """The minutes of breaks and meals."""
    blocks: tuple[BlockRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The Plan screen."""

    folder: WorkshopFolder
    plan: Plan | None
    days: tuple[DayView, ...]
    findings: tuple[Finding, ...]
    """What is about the workshop as a whole."""
    about_help: tuple[Finding, ...]
    """What is to be filled in on the screen People & help."""
    remaining: int
    """How many findings there are in all."""


@dataclass
class _Placing:
    """Findings by the part of the page that they belong beneath. Each is taken once."""

    by_path: dict[Where, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    by_subject: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    about_help: list[Finding] = field(default_factory=list)

    def beneath(self, subject: str) -> tuple[Finding, ...]:
        """Those about a thing."""
        return tuple(self.by_subject.pop(subject, ()))

    def at(self, file: str, *path: str | int) -> tuple[Finding, ...]:
        """Those that are written at a place or inside it."""
        inside = [where for where in self.by_path if where.file == file and where.path[: len(path)] == path]
        findings: list[Finding] = []
        for where in inside:
            findings += self.by_path.pop(where)
        return tuple(findings)

    def left(self) -> tuple[Finding, ...]:
        """Those that no part of the page has taken."""
        findings = []
        for group in (*self.by_subject.values(), *self.by_path.values()):
            findings += group
        return tuple(sorted(findings, key=lambda finding: not finding.is_error))


class PlanViewer:
    """Makes the view of one workshop."""

    def __init__(self, desk: Desk, library: Library, workshop: str, words: Translator) -> None:
        self.desk, self.library, self.words = desk, library, words
        self.folder = library.workshops[workshop]
        self.file = f"sessions/{workshop}/{WORKSHOP}"
        self._elements: Counter[str] = Counter()

    def view(self, planned: DeskPlan) -> PlanView:
        """The screen for a plan, which may be an older one."""
        placing = self._placing(planned.diagnostics)
        plan = planned.plan
        days = []
        for index, day in enumerate(self.folder.workshop.item.days):
            day_plan = None
            if plan is not None and index < len(plan.days):
                day_plan = plan.days[index]
            days.append(self._day(index, day, day_plan, placing))
        return PlanView(
            self.folder,
            plan,
            tuple(days),
            placing.left(),
            tuple(placing.about_help),
            len(planned.diagnostics),
        )

    def _placing(self, diagnostics: Sequence[Diagnostic]) -> _Placing:
        placing = _Placing()
        for diagnostic in diagnostics:
            finding = finding_of(diagnostic, self.library, self.folder.id, self.desk)
            where = diagnostic.where
            subject = diagnostic.subject
            # what another screen settles is only named on this one
            if finding.is_about_help:
                placing.about_help.append(finding)
            elif subject and subject.kind in ("block", "day", "activity"):
                placing.by_subject[key_of(subject)].append(finding)
            elif where and where.path and subject and subject.kind == "session":
                placing.by_path[where].append(finding)
            else:
                placing.by_subject[key_of(subject)].append(finding)
        return placing

    def _day(self, index: int, day: WorkshopDay, plan: DayPlan | None, placing: _Placing) -> DayView:
        slots: dict[int, Slot] = {}
        if plan is not None:
            slots = dict(_written(plan, day))
        blocks = []
        for at, block in enumerate(day.blocks):
            blocks.append(self._block(index, at, block, slots.get(at), placing))
        findings = placing.beneath(f"day:{index}")
        real_end, rest = None, 0
        if plan is not None:
            real_end = plan.end
            for slot in plan.slots:
                if slot.kind in ("break", "lunch", "meal", "pause", "free"):
                    rest += slot.minutes
        end = day.end.hour * 60 + day.end.minute
        date = ""
        if day.date:
            date = day.date.isoformat()
        return DayView(
            index,
            self.words.day(index + 1, is_series=False),
            date,
            f"{day.start:%H:%M}",
            f"{day.end.hour:02}:{day.end.minute:02}",
            real_end,
            real_end is not None and real_end > end,
            rest,
            tuple(blocks),
            findings,
        )

    def _block(self, day: int, at: int, block: BlockInDay, slot: Slot | None, placing: _Placing) -> BlockRow:
        kind = slot_kind(block)
        place = _place(slot)
        sessions = []
        for id_, track in _sessions(block):
            planned = _planned(slot, id_, track)
            sessions.append(self._session(id_, track, planned, placing))
        title = self._title(kind, block, slot)
        if len(sessions) == 1:
            title = sessions[0].title
        return BlockRow(
            self._element(f"block-{mark(block)}"),
            at,
            f"{day}:{at}:{mark(block)}",
            kind,
            title,
            place,
            kind in TIMED or kind == "session",
            tuple(sessions),
            placing.beneath(f"block:{day}.{at}"),
        )

    def _element(self, name: str) -> str:
        """An id that no other element of the page has: two breaks of a day may be written alike."""
        self._elements[name] += 1
        return f"{name}-{self._elements[name]}"

    def _title(self, kind: SlotKind, block: BlockInDay, slot: Slot | None) -> str:
        say = self.words.say
        if kind == "energiser":
            if slot is not None and slot.energiser:
                return say("Energiser: %(title)s", title=slot.energiser.title)
            if block.energiser in self.library.energisers:
                return str(self.library.energisers[str(block.energiser)].item.title)
            return say("Energiser")
        names = {
            "break": say("Break"),
            "lunch": say("Lunch"),
            "parallel": say("In rooms, at the same time"),
            "prework": say("Before people come"),
            "session": say("Session"),
        }
        if kind in names:
            return names[kind]
        return str(getattr(block, kind))

    def _session(
        self, id_: str, track: Track | None, plan: SessionPlan | None, placing: _Placing
    ) -> SessionRow:
        room, participants = "", None
        if track is not None:
            room = str(track.title)
        if plan is not None and plan.track is not None:
            participants = plan.track.participants
        entry = self.folder.sessions.get(id_)
        if entry is None:
            return SessionRow(id_, id_, room, participants, "", (), placing.at(_file(self.folder, id_)))
        planned: dict[int, ActivityPlan] = {}
        if plan is not None:
            for activity in plan.activities:
                planned[activity.index] = activity
        file = entry.source.name
        rows = []
        for at, use in enumerate(entry.item.activities):
            findings = placing.at(file, "activities", at)
            if use.use:
                findings += placing.beneath(f"activity:{use.use}")
            rows.append(self._activity(f"{id_}:{at}:{mark(use)}", use, planned.get(at), findings))
        return SessionRow(
            id_,
            str(entry.item.title),
            room,
            participants,
            range_text(entry.item.minutes),
            tuple(rows),
            placing.at(file),
        )

    def _activity(
        self, key: str, use: Use, plan: ActivityPlan | None, findings: tuple[Finding, ...]
    ) -> ActivityRow:
        title = self.words.say("Break")
        if use.use:
            title = self._activity_title(use.use, plan)
        place = Placed(None, use.break_)
        if plan is not None:
            place = Placed(plan.start, plan.minutes)
        session, _, written = key.split(":")
        element = self._element(f"activity-{session}-{written}")
        return ActivityRow(key, element, use.use, title, place, not use.use, use.optional, findings)

    def _activity_title(self, id_: str, plan: ActivityPlan | None) -> str:
        if plan is not None:
            return str(plan.title)
        if id_ in self.library.activities:
            return str(self.library.activities[id_].item.title)
        return id_


def range_text(minutes: Range) -> str:
    """Minutes as an author writes them: 60-90-120, or 45."""
    numbers = (minutes.min, minutes.ideal, minutes.max)
    if len(set(numbers)) == 1:
        return str(minutes.ideal)
    return "-".join(map(str, numbers))


def mark(written: object) -> str:
    """By what a button knows again the thing that it was made for."""
    return f"{crc32(repr(written).encode()):08x}"


def _file(folder: WorkshopFolder, session: str) -> str:
    return f"sessions/{folder.id}/{session}.yaml"


def _written(plan: DayPlan, day: WorkshopDay) -> Iterator[tuple[int, Slot]]:
    """The slots by the places of their blocks. Free time that the plan adds has no block."""
    for slot in plan.slots:
        is_added = slot.kind == "free" and not slot.text
        if not is_added and slot.index < len(day.blocks) and slot_kind(day.blocks[slot.index]) == slot.kind:
            yield slot.index, slot


def _place(slot: Slot | None) -> Placed:
    if slot is None:
        return Placed(None, None)
    return Placed(slot.start, slot.minutes)


def _sessions(block: BlockInDay) -> Iterator[tuple[str, Track | None]]:
    """The sessions of a block as written, each with its room."""
    if block.session is not None:
        yield block.session, None
    for id_ in block.either:
        yield id_, None
    for track in block.parallel:
        yield track.session, track


def _planned(slot: Slot | None, id_: str, track: Track | None) -> SessionPlan | None:
    if slot is None:
        return None
    for session in slot.sessions:
        is_room = track is None or (session.track is not None and session.track.title == track.title)
        if session.id == id_ and is_room:
            return session
    return None
