"""What the buttons and fields of the Plan screen do, as edits of files with a few words for undo."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from practicepack.edits import Edit, Insert, Move, Path, Remove, Set
from practicepack.i18n import Translator
from practicepack.library.editing import quoted
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.fields import Range
from practicepack.library.models.people import Team
from practicepack.plan.clock.kinds import slot_kind
from practicepack.studio.plan_view import mark, range_text
from practicepack.workspace import WORKSHOP

STEP = 5
"""Minutes that one press makes a block longer or shorter."""
SHORTEST = 5
USUAL_BREAK, USUAL_LUNCH = 15, 60
"""Minutes."""
TEAM = ("facilitators", "women", "men")
"""The fields that say who leads."""


class GoneError(Exception):
    """What a button was made for is not there any more."""


@dataclass(frozen=True, slots=True)
class WorkshopChange:
    """Edits that belong together, and what they do in a few words."""

    label: str
    edits: tuple[Edit, ...]


class Changer:
    """Makes changes of one workshop as it is written now."""

    def __init__(self, library: Library, workshop: str, words: Translator) -> None:
        self.library, self.words = library, words
        self.folder: WorkshopFolder = library.workshops[workshop]
        self.file = f"sessions/{workshop}/{WORKSHOP}"

    def of_button(self, value: str) -> WorkshopChange:
        """The change that a button asks for. Raises GoneError."""
        name, *arguments = value.split(":")
        actions: Mapping[str, Callable[..., WorkshopChange]] = {
            "block-up": self.block_up,
            "block-down": self.block_down,
            "block-out": self.block_out,
            "longer": self.longer,
            "shorter": self.shorter,
            "activity-up": self.activity_up,
            "activity-down": self.activity_down,
            "activity-out": self.activity_out,
            "swap": self.swap,
            "add": self.add,
            "add-break": self.add_break,
            "add-lunch": self.add_lunch,
            "add-energiser": self.add_energiser,
        }
        # a page may be old or made by hand: what does not fit what is written is refused
        try:
            return actions[name](*arguments)
        except (LookupError, TypeError, ValueError) as fault:
            raise GoneError from fault

    def block_up(self, day: str, at: str, known: str) -> WorkshopChange:
        """Move a block before the one before it."""
        return self._move_block(int(day), self._block(day, at, known), -1)

    def block_down(self, day: str, at: str, known: str) -> WorkshopChange:
        """Move a block after the one after it."""
        return self._move_block(int(day), self._block(day, at, known), 1)

    def _move_block(self, day: int, at: int, by: int) -> WorkshopChange:
        to = at + by
        if not 0 <= to < len(self.folder.workshop.item.days[day].blocks):
            raise GoneError
        path = ("days", day, "blocks")
        label = self.words.say("Move “%(title)s”", title=self._block_title(day, at))
        return WorkshopChange(label, (Move(self.file, (*path, at), (*path, to)),))

    def block_out(self, day: str, at: str, known: str) -> WorkshopChange:
        """Take a block out of its day. The session's file stays."""
        place = self._block(day, at, known)
        label = self.words.say("Take out “%(title)s”", title=self._block_title(int(day), place))
        return WorkshopChange(label, (Remove(self.file, ("days", int(day), "blocks", place)),))

    def longer(self, day: str, at: str, known: str) -> WorkshopChange:
        """Give a block five minutes more."""
        return self._last(int(day), self._block(day, at, known), STEP)

    def shorter(self, day: str, at: str, known: str) -> WorkshopChange:
        """Give a block five minutes less."""
        return self._last(int(day), self._block(day, at, known), -STEP)

    def _last(self, day: int, at: int, more: int) -> WorkshopChange:
        block = self.folder.workshop.item.days[day].blocks[at]
        path = ("days", day, "blocks", at)
        label = self.words.say("Make “%(title)s” longer", title=self._block_title(day, at))
        if more < 0:
            label = self.words.say("Make “%(title)s” shorter", title=self._block_title(day, at))
        edits: list[Edit] = []
        for key, minutes in (("break", block.break_), ("lunch", block.lunch)):
            if minutes is not None:
                edits.append(Set(self.file, (*path, key), str(max(SHORTEST, minutes + more))))
        if block.minutes is not None:
            edits.append(Set(self.file, (*path, "minutes"), _lengthened(block.minutes, more)))
        if block.session is not None:
            session = self.folder.sessions[block.session]
            edits.append(Set(session.source.name, ("minutes",), _lengthened(session.item.minutes, more)))
        if not edits:
            raise GoneError
        return WorkshopChange(label, tuple(edits))

    def activity_up(self, session: str, at: str, known: str) -> WorkshopChange:
        """Move an activity before the one before it, or to the end of the session before."""
        return self._move_activity(session, self._activity(session, at, known), -1)

    def activity_down(self, session: str, at: str, known: str) -> WorkshopChange:
        """Move an activity after the one after it, or to the start of the session after."""
        return self._move_activity(session, self._activity(session, at, known), 1)

    def _move_activity(self, session: str, at: int, by: int) -> WorkshopChange:
        uses = self.folder.sessions[session].item.activities
        file = self._session_file(session)
        label = self.words.say("Move “%(title)s”", title=self._activity_title(session, at))
        if 0 <= at + by < len(uses):
            return WorkshopChange(label, (Move(file, ("activities", at), ("activities", at + by)),))
        ids = self._sessions_in_order()
        beside = ids.index(session) + by
        # a session without activities cannot be read
        if not 0 <= beside < len(ids) or len(uses) == 1 or not uses[at].use:
            raise GoneError
        other = ids[beside]
        to = 0
        if by < 0:
            to = len(self.folder.sessions[other].item.activities)
        put = Insert(self._session_file(other), ("activities", to), f"use: {uses[at].use}")
        return WorkshopChange(label, (Remove(file, ("activities", at)), put))

    def activity_out(self, session: str, at: str, known: str) -> WorkshopChange:
        """Take an activity out; with the last of a session goes the session's block."""
        place = self._activity(session, at, known)
        label = self.words.say("Take out “%(title)s”", title=self._activity_title(session, place))
        uses = self.folder.sessions[session].item.activities
        if len(uses) > 1:
            return WorkshopChange(label, tuple(self._without(session, place)))
        edits: list[Edit] = []
        for day, workshop_day in enumerate(self.folder.workshop.item.days):
            for at_block, block in enumerate(workshop_day.blocks):
                if block.session == session and len(workshop_day.blocks) > 1:
                    edits.append(Remove(self.file, ("days", day, "blocks", at_block)))
        if not edits:
            raise GoneError
        # from the last to the first, so that the places of the others stay
        return WorkshopChange(label, tuple(reversed(edits)))

    def _without(self, session: str, at: int) -> Sequence[Edit]:
        """The activity out, and a break with it that would then stand at the edge of its session."""
        uses = list(self.folder.sessions[session].item.activities)
        file = self._session_file(session)
        places = {at}
        left = [place for place in range(len(uses)) if place != at]
        while left and not uses[left[0]].use:
            places.add(left.pop(0))
        while left and not uses[left[-1]].use:
            places.add(left.pop())
        edits: list[Edit] = []
        for place in sorted(places, reverse=True):
            edits.append(Remove(file, ("activities", place)))
        return edits

    def swap(self, session: str, at: str, known: str, id_: str) -> WorkshopChange:
        """Put another activity in the place of one."""
        place = self._activity(session, at, known)
        before, after = self._activity_title(session, place), str(self.library.activities[id_].item.title)
        label = self.words.say("Swap “%(before)s” for “%(after)s”", before=before, after=after)
        return WorkshopChange(label, (Set(self._session_file(session), ("activities", place, "use"), id_),))

    def add(self, session: str, id_: str) -> WorkshopChange:
        """Put an activity at the end of a session."""
        entry = self.folder.sessions[session]
        label = self.words.say("Add “%(title)s”", title=self.library.activities[id_].item.title)
        end = len(entry.item.activities)
        return WorkshopChange(label, (Insert(entry.source.name, ("activities", end), f"use: {id_}"),))

    def add_break(self, day: str, at: str) -> WorkshopChange:
        """Put a break after a block."""
        return self._add_block(int(day), int(at), f"break: {USUAL_BREAK}", self.words.say("Add a break"))

    def add_lunch(self, day: str, at: str) -> WorkshopChange:
        """Put a lunch after a block."""
        return self._add_block(int(day), int(at), f"lunch: {USUAL_LUNCH}", self.words.say("Add a lunch"))

    def add_energiser(self, day: str, at: str) -> WorkshopChange:
        """Put an energiser after a block. The plan chooses which."""
        return self._add_block(int(day), int(at), "energiser: any", self.words.say("Add an energiser"))

    def _add_block(self, day: int, at: int, block: str, label: str) -> WorkshopChange:
        blocks = self.folder.workshop.item.days[day].blocks
        if not 0 <= at < len(blocks):
            raise GoneError
        return WorkshopChange(label, (Insert(self.file, ("days", day, "blocks", at + 1), block),))

    def people(
        self, typed: Mapping[str, str], audience: Sequence[str], lacks: Sequence[str]
    ) -> WorkshopChange:
        """What was typed and chosen about the workshop as a whole, as far as it was changed.

        A list with an empty text in it was emptied. Raises ValueError for what is no number.
        """
        item = self.folder.workshop.item
        labels: list[str] = []
        edits: list[Edit] = []
        say = self.words.say
        if "title" in typed:
            edits.append(Set(self.file, ("title",), quoted(typed["title"])))
            labels.append(say("Call it “%(title)s”", title=typed["title"]))
        if "participants" in typed:
            number = self._number(typed["participants"])
            edits.append(Set(self.file, ("participants",), number))
            labels.append(say("People: %(before)s → %(after)s", before=item.participants, after=number))
        if not typed.keys().isdisjoint(TEAM):
            edits.append(Set(self.file, ("facilitators",), self._team(typed)))
            labels.append(say("Change who leads"))
        if "place" in typed:
            edits.append(self._set_or_remove(("place",), typed["place"]))
            labels.append(say("Change the place"))
        if audience:
            edits.append(self._list("audience", audience, item.audience))
            labels.append(say("Change who comes"))
        if lacks:
            edits.append(self._list("lacks", lacks, item.lacks))
            labels.append(say("Change what the place lacks"))
        return WorkshopChange(self.words.all_of(labels), tuple(edits))

    def _list(self, key: str, chosen: Sequence[str], before: Sequence[str]) -> Edit:
        """The edit of a list of ids. What stays keeps its place."""
        ordered = [id_ for id_ in before if id_ in chosen]
        ordered += [id_ for id_ in chosen if id_ and id_ not in before]
        return Set(self.file, (key,), f"[{', '.join(ordered)}]")

    def _team(self, typed: Mapping[str, str]) -> str:
        """The team as it is written, with the numbers that were typed. Raises ValueError."""
        team = self.folder.workshop.item.facilitators
        known = {"facilitators": team.count, "women": team.women, "men": team.men}
        for key, text in typed.items():
            if key in TEAM:
                known[key] = int(self._number(text or "0"))
        count = max(known["facilitators"], known["women"] + known["men"])
        return team_text(Team(number=count, women=known["women"], men=known["men"]))

    def _number(self, text: str) -> str:
        """A number as it was typed. Raises ValueError."""
        if not text.isdecimal():
            raise ValueError(self.words.say("“%(text)s” is not a number.", text=text))
        return str(int(text))

    def clock(self, day: int, typed: Mapping[str, str]) -> WorkshopChange:
        """The times and the date that were typed for a day, as far as they were changed."""
        item = self.folder.workshop.item.days[day]
        times = {"start": f"{item.start:%H:%M}", "end": f"{item.end.hour:02}:{item.end.minute:02}"}
        edits: list[Edit] = []
        for key in times:
            if key in typed:
                times[key] = typed[key]
                edits.append(Set(self.file, ("days", day, key), quoted(typed[key])))
        if "date" in typed:
            path = ("days", day, "date")
            # a date is written without quotes, as authors write it
            edits.append(Set(self.file, path, typed["date"]) if typed["date"] else Remove(self.file, path))
        name = self.words.day(day + 1, is_series=False)
        return WorkshopChange(
            self.words.say("%(day)s: %(start)s to %(end)s", day=name, **times), tuple(edits)
        )

    def _set_or_remove(self, path: Path, value: str) -> Edit:
        if value:
            return Set(self.file, path, quoted(value))
        return Remove(self.file, path)

    def _block(self, day: str, at: str, known: str) -> int:
        """The place of a block that a button was made for, also where another one came before it since."""
        blocks = self.folder.workshop.item.days[int(day)].blocks
        return _place_of(known, int(at), blocks)

    def _activity(self, session: str, at: str, known: str) -> int:
        return _place_of(known, int(at), self.folder.sessions[session].item.activities)

    def _session_file(self, session: str) -> str:
        return self.folder.sessions[session].source.name

    def _sessions_in_order(self) -> list[str]:
        """The sessions that stand alone in their block, in the order of the days."""
        ids = []
        for day in self.folder.workshop.item.days:
            for block in day.blocks:
                if block.session is not None:
                    ids.append(block.session)
        return ids

    def _block_title(self, day: int, at: int) -> str:
        block = self.folder.workshop.item.days[day].blocks[at]
        if block.session in self.folder.sessions:
            return str(self.folder.sessions[str(block.session)].item.title)
        kind = slot_kind(block)
        names = {
            "break": self.words.say("Break"),
            "lunch": self.words.say("Lunch"),
            "energiser": self.words.say("Energiser"),
            "parallel": self.words.say("In rooms, at the same time"),
            "prework": self.words.say("Before people come"),
            "session": self.words.say("Session"),
        }
        return names.get(kind) or str(getattr(block, kind))

    def _activity_title(self, session: str, at: int) -> str:
        use = self.folder.sessions[session].item.activities[at]
        if use.use in self.library.activities:
            return str(self.library.activities[use.use].item.title)
        return use.use or self.words.say("Break")


def team_text(team: Team) -> str:
    """A team as an author writes it: 2, or {women: 1, men: 1}."""
    known = {"women": team.women, "men": team.men}
    parts = [f"{key}: {number}" for key, number in known.items() if number]
    if not parts:
        return str(team.count)
    if team.count > team.women + team.men:
        parts.insert(0, f"number: {team.count}")
    return f"{{{', '.join(parts)}}}"


def _lengthened(minutes: Range, more: int) -> str:
    # all three move together, so that the room between them stays
    low = max(SHORTEST, minutes.min + more)
    best = max(low, minutes.ideal + more)
    longest = max(best, minutes.max + more)
    return range_text(Range(min=low, ideal=best, max=longest))


def _place_of(known: str, at: int, written: Sequence[object]) -> int:
    """Where the thing stands that was there when the page was made. Raises GoneError."""
    if at < len(written) and mark(written[at]) == known:
        return at
    places = [place for place, thing in enumerate(written) if mark(thing) == known]
    # where there are several like it, no one knows which was meant
    if len(places) != 1:
        raise GoneError
    return places[0]
