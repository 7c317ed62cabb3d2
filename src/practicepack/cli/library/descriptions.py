"""Things of the library in plain words: what each is for, for whom, and what belongs to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from practicepack.library.entry import Entry
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import (
    Activity,
    ActivityStep,
    Credit,
    Energiser,
    Flipchart,
    Material,
    Practice,
    Preparation,
    Question,
    Risk,
    SafetyText,
    Variant,
)
from practicepack.library.models.audience import Audience, Gate, Refusal
from practicepack.library.models.fields import Counted, ForAudience, Range
from practicepack.library.models.people import People, Team
from practicepack.library.models.programme import Programme, Stage
from practicepack.library.models.theme import Theme
from practicepack.library.models.workshop import BlockInDay, Session, Use, Workshop
from practicepack.plan.people.team import counted
from practicepack.plan.rules.safeguarding import RISING
from practicepack.plan.suitability import ASKED_FOR, minutes

TO_PREPARE = {"week-before": "a week before", "day-before": "the day before", "that-morning": "that morning"}
SAYS = {"who": "who comes", "age": "how old they are", "role": "what they do", "need": "what they need"}
SHORTER_WAYS = {"fewer": "fewer cards or statements", "gallery": "a gallery", "two-groups": "two groups only"}


@dataclass(slots=True)
class Description:
    """What is said of one thing: short facts by their names, then lists under headings."""

    kind: str
    title: str
    lead: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    lists: list[tuple[str, list[str]]] = field(default_factory=list)

    def fact(self, name: str, value: object) -> None:
        """Add a fact, unless there is nothing to say."""
        if value:
            self.facts.append((name, str(value)))

    def list(self, heading: str, lines: Iterable[object]) -> None:
        """Add a list, unless it is empty."""
        listed = [str(line) for line in lines]
        if listed:
            self.lists.append((heading, listed))


def described(library: Library, entry: Entry[Any]) -> Description:
    """What there is to say of a thing of any kind."""
    describe: Describe = _printable
    for model, describe_model in DESCRIBED:
        if isinstance(entry.item, model):
            describe = describe_model
            break
    description = describe(library, entry)
    credit = getattr(entry.item, "credit", None)
    if credit:
        description.fact("From", origin(credit))
    description.list("Used in", users(library, entry))
    return description


def users(library: Library, entry: Entry[Any]) -> list[str]:
    """The activities, workshops and programmes that use a thing, in words."""
    lines = list(_activities_with(library, entry))
    for folder in library.workshops.values():
        lines += _uses(library, folder, entry)
    if isinstance(entry.item, Workshop):
        for programme in library.programmes.values():
            stages = [stage.workshop for stage in programme.item.stages]
            if entry.id in stages:
                lines.append(f"programme {programme.id}")
    return lines


def _activities_with(library: Library, entry: Entry[Any]) -> Iterator[str]:
    # Things of several kinds may have one id, so the entry itself is compared.
    if entry is library.printables.get(entry.id):
        for id_, activity in library.activities.items():
            if entry.id in activity.item.printables:
                yield f"activity {id_}"
    if entry is library.activities.get(entry.id):
        for id_, activity in library.activities.items():
            if activity.item.short_form == entry.id:
                yield f"activity {id_}, as its short form"


def _uses(library: Library, folder: WorkshopFolder, entry: Entry[Any]) -> Iterator[str]:
    """Where one workshop uses a thing: in some sessions, or as a whole."""
    workshop, id_ = folder.workshop.item, entry.id
    if entry is library.activities.get(id_):
        for session in folder.sessions.values():
            if id_ in session.item.uses:
                yield f"workshop {folder.id}: {session.item.title} ({session.id})"
    used = {
        "audiences": workshop.audience,
        "printables": workshop.printables,
        "energisers": _energisers(workshop),
    }
    for kind, ids in used.items():
        if id_ in ids and entry is getattr(library, kind).get(id_):
            yield f"workshop {folder.id}"
            return


def _energisers(workshop: Workshop) -> list[str | None]:
    energisers = []
    for day in workshop.days:
        for block in day.blocks:
            energisers.append(block.energiser)
    return energisers


def origin(credit: Credit) -> str:
    """Who made a method, who adapted it, and where it was read about."""
    words = str(credit.origin)
    if credit.adapted_by:
        words += f"; adapted by {credit.adapted_by}"
    if credit.source:
        words += f" ({credit.source})"
    return words


def _describe_activity(library: Library, entry: Entry[Activity]) -> Description:
    item = entry.item
    description = Description("activity", item.title, item.purpose)
    length = minutes(item, None)
    description.fact("Why", item.reason)
    description.fact("People", f"{people(item.people)}; {team(item.facilitators)}")
    description.fact("Minutes", f"{span(length.min, length.max)}, best {length.ideal}")
    description.fact("Sensitivity", item.sensitivity)
    if item.kind != "method":
        description.fact("Kind", item.kind)
    description.fact("Practices", ", ".join(item.practices))
    description.fact("About", ", ".join(item.themes))
    description.fact("Phase", item.phase)
    description.fact("People mostly", ", ".join(item.mode))
    description.fact("Begins with", ", ".join(item.takes))
    description.fact("Leaves people with", ", ".join(item.gives))
    description.fact("Changes", f"at the level {item.level}")
    description.fact("Room", item.room)
    description.fact("Comes after", ", ".join(item.after))
    description.fact("Better after", ", ".join(item.better_after))
    description.fact("Needs", ", ".join(map(ASKED_FOR.__getitem__, item.needs)))
    description.fact("Short form", item.short_form)
    description.fact("Made for", ", ".join(item.made_for))
    description.list("Never with", map(refusal, item.never_with))
    description.list("Only with", map(refusal, item.only_with))
    description.list("Step by step", map(_describe_step, item.steps))
    description.list("Questions to talk about", map(_question, item.debrief))
    description.list("What to remember", item.key_messages)
    description.list("What to bring", map(_material, item.materials))
    description.list("Large sheets to write", map(_flipchart, item.flipcharts))
    description.list("Printed sheets", map(partial(_describe_sheet_of, library), item.printables))
    description.list("Before people come", map(_preparation, item.prepare))
    description.list("What can go wrong, and what to do", map(_risk, item.risks))
    description.list("For some people", map(_variant, item.variants))
    return description


def _question(question: Question) -> str:
    return for_whom(question, question.ask)


def _flipchart(flipchart: Flipchart) -> str:
    return for_whom(flipchart, flipchart.title)


def _preparation(task: Preparation) -> str:
    return for_whom(task, f"{TO_PREPARE[task.when]}: {task.do}")


def _risk(risk: Risk) -> str:
    return f"{risk.risk} {risk.hold}"


def _variant(variant: Variant) -> str:
    return f"{' and '.join(variant.for_)}: {variant.text or 'changed, see --yaml'}"


def _describe_step(step: ActivityStep) -> str:
    marks = []
    if step.keep:
        marks.append("kept whole")
    if step.optional:
        marks.append("may be left out")
    if step.shorter:
        shorter = f"{SHORTER_WAYS[step.shorter.by]} in {in_minutes(step.shorter.minutes)}"
        marks.append(f"if time is short: {shorter}")
    text = f"{step.title}: {in_minutes(step.minutes)}"
    if marks:
        text += f" ({'; '.join(marks)})"
    return for_whom(step, text)


def _material(item: Material) -> str:
    """A thing to bring, such as "10 x bean for each participant (or: small stones)"."""
    text = f"{item.quantity:g} x {item.item}"
    # Of these there is one, so "for each" would puzzle the reader.
    if item.per not in {"activity", "workshop"}:
        text += f" for each {item.per}"
    if item.substitute:
        text += f" (or: {item.substitute})"
    return for_whom(item, text)


def _describe_sheet_of(library: Library, id_: str) -> str:
    entry = library.printables.get(id_)
    # A sheet whose file has errors is not in the library, but it is still named.
    if entry is None:
        return id_
    return f"{id_}: {entry.item.title} ({describe_sheet_kind(entry.item)})"


def describe_sheet_kind(item: Any) -> str:
    """What kind of sheet it is, with how many cards, signs or questions."""
    for name, word in (("cards", "cards"), ("signs", "signs"), ("items", "lines to read out")):
        if hasattr(item, name):
            number = len(getattr(item, name))
            # "cards: 12 cards" says it twice
            if item.kind == word:
                return f"{number} {word}"
            return f"{item.kind}: {number} {word}"
    return str(item.kind)


def _printable(library: Library, entry: Entry[Any]) -> Description:
    del library
    item = entry.item
    description = Description(item.kind, item.title, item.how or "")
    copies = f"{item.quantity} for each {item.per}"
    if item.per == "workshop":
        copies = f"{item.quantity} in all"
    if item.spare:
        copies += f", and {item.spare:.0%} to spare"
    sides = "one side"
    if item.sides == "2":
        sides = "both sides"
    description.fact("For", item.to)
    description.fact("Copies", copies)
    description.fact("Printed on", f"{item.stock}, {sides}")
    description.fact("Only for", ", ".join(item.for_))
    description.fact("Not for", ", ".join(item.not_for))
    description.list("What is on it", _sheet_contents(item))
    return description


def _sheet_contents(item: Any) -> list[str]:
    """What is on a sheet, one line for each part."""
    lines = []
    intro = getattr(item, "intro", None) or getattr(item, "text", None)
    if intro:
        lines.append(str(intro))
    if item.is_numbered:
        lines.append("slips numbered from 1")
    # Kinds of other packages may have parts that we do not know: those are passed over.
    for name, words_of in PARTS.items():
        for part in getattr(item, name, ()):
            words = words_of(part)
            if isinstance(part, ForAudience):
                words = for_whom(part, words)
            lines.append(words)
    return lines


def _face(face: Any) -> str:
    if face.text:
        return f"{face.words}: {face.text}"
    return str(face.words)


def _describe_block(block: Any) -> str:
    text = _block_text(block)
    if block.heading:
        return f"{block.heading}: {text}"
    return text


def _block_text(block: Any) -> str:
    if block.text is not None:
        return str(block.text)
    if block.lines is not None:
        return f"{block.lines} lines to write on"
    if block.ticks:
        texts = [str(tick.text) for tick in block.ticks]
        return f"to tick: {'; '.join(texts)}"
    if block.table is not None:
        return f"a table: {', '.join(block.table.columns)}"
    return f"a picture: {block.picture}"


PARTS: Mapping[str, Callable[[Any], str]] = {
    "body": _describe_block,
    "cards": lambda card: str(card.front),
    "signs": _face,
    "items": lambda item: str(item.text),
    "questions": lambda question: f"{question.ask} ({question.answer})",
}
"""The fields of sheets that hold their parts, and what is said of each part."""


def _describe_audience(_: Library, entry: Entry[Audience]) -> Description:
    item = entry.item
    description = Description("audience", item.title, item.guidance)
    description.fact("Says", SAYS[item.kind])
    description.fact("Gender", item.gender)
    if item.under_18:
        description.fact("Under 18", "yes")
    if item.ages:
        description.fact("Ages", span(item.ages.min, item.ages.max))
    # Every audience is like itself: only a copy says something with it.
    if item.like != entry.id:
        description.fact("Like", item.like)
    if item.people:
        description.fact("People", people(item.people))
    if item.facilitators:
        description.fact("Team", f"{team(item.facilitators)} at least")
    if item.time_factor != 1:
        description.fact("Time", f"{item.time_factor:g} times as long")
    if item.longest_block:
        description.fact("Break after", f"{item.longest_block} minutes at most")
    if item.large_type:
        description.fact("Print", "large type")
    description.list("Rules", [rule.text for rule in item.rules])
    description.list("What the team sees to", item.advice)
    description.fact("Not together", item.not_together)
    description.list("Before anything sensitive", map(_gate, item.gates))
    description.list("Never together with", map(refusal, item.never_with))
    return description


def _gate(gate: Gate) -> str:
    """What must be there before something as sensitive as this, or that it is never done."""
    level = str(gate.sensitivity)
    # There is nothing above the last one.
    if level != RISING[-1]:
        level = f"{level} or more"
    needs = [ASKED_FOR[need] for need in gate.needs]
    condition = "never"
    if needs:
        condition = f"needs {', '.join(needs)}"
    return f"{level} sensitivity: {condition}. {gate.why}"


def _energiser(_: Library, entry: Entry[Energiser]) -> Description:
    item = entry.item
    description = Description("energiser", item.title, item.purpose)
    description.fact("Use", ", ".join(item.use))
    description.fact("Minutes", in_minutes(item.minutes))
    how_many = "any number"
    if item.people:
        how_many = people(item.people)
    description.fact("People", how_many)
    if item.touch:
        description.fact("Touch", "people touch each other")
    description.list("What to bring", map(_material, item.materials))
    cues = []
    for cue in item.cues:
        verb = cue.verb.replace("_", " ")
        for text in cue.texts:
            cues.append(for_whom(cue, f"{verb}: {text}"))
    description.list("How it goes", cues)
    description.list("Seated", [item.seated])
    return description


def _practice(_: Library, entry: Entry[Practice]) -> Description:
    item = entry.item
    description = Description(f"practice {item.kind}", item.title, item.summary)
    description.fact("Why", item.why)
    description.list("What it looks like", item.looks_like)
    description.list("What to watch for", item.watch_for)
    return description


def _theme(library: Library, entry: Entry[Theme]) -> Description:
    description = Description("theme", entry.item.title)
    for part in entry.item.words:
        name = str(part.language)
        if part.title:
            name += f", {part.title}"
        description.list(name, part.words)
    activities = []
    for activity in library.activities.values():
        if entry.id in activity.item.themes:
            activities.append(f"{activity.id}: {activity.item.title}")
    description.list("Activities", activities)
    return description


def _safety(_: Library, entry: Entry[SafetyText]) -> Description:
    item = entry.item
    description = Description("page about safety", item.title, item.text)
    where = "in the guide"
    if item.apart:
        where += ", and as a sheet of its own"
    description.fact("Printed", where)
    description.fact("Only for", ", ".join(item.for_))
    description.fact("Not for", ", ".join(item.not_for))
    return description


def _describe_session(library: Library, entry: Entry[Session]) -> Description:
    item = entry.item
    description = Description("session", item.title)
    description.fact("Minutes", in_minutes(item.minutes))
    description.fact("Practices", ", ".join(item.practices))
    description.list("What people can do afterwards", item.objectives)
    description.list("Activities", map(partial(_use, library), item.activities))
    description.list("What to remember", item.key_messages)
    if item.take_home:
        description.list("To do at home", [item.take_home])
    return description


def _use(library: Library, use: Use) -> str:
    if use.break_ is not None:
        return f"break, {use.break_} minutes"
    entry = library.activities.get(use.use)
    text = str(use.use)
    if entry:
        text += f": {entry.item.title}"
    if use.optional:
        text += " (may be left out)"
    return for_whom(use, text)


def _describe_workshop(library: Library, entry: Entry[Workshop]) -> Description:
    item, folder = entry.item, library.workshops[entry.id]
    description = Description("workshop", item.title, item.purpose)
    description.fact("Who comes", f"{item.participants} people: {', '.join(item.audience) or 'not said'}")
    description.fact("Team", team(item.facilitators))
    description.fact("Place", item.place)
    description.fact("Lacks", ", ".join(item.lacks))
    description.fact("Left out", ", ".join(item.without))
    for number, day in enumerate(item.days, 1):
        heading = f"Day {number}"
        if day.date:
            heading += f", {day.date}"
        # A day may end at 24:00, which no clock of Python shows.
        heading += f", {day.start:%H:%M} to {day.end.hour:02}:{day.end.minute:02}"
        blocks = []
        for block in day.blocks:
            blocks.append(for_whom(block, _in_day(folder.sessions, block)))
        description.list(heading, blocks)
    description.list(
        "Sheets of the whole workshop", map(partial(_describe_sheet_of, library), item.printables)
    )
    return description


def _in_day(sessions: Any, block: BlockInDay) -> str:
    """A block of a day by its name and its minutes, in words."""
    sessions_meant = list(filter(None, (block.session, *block.either)))
    if sessions_meant:
        return " or ".join(map(partial(_session_title, sessions), sessions_meant))
    if block.parallel:
        rooms = []
        for track in block.parallel:
            rooms.append(f"{track.title}: {_session_title(sessions, track.session)}")
        return f"at the same time - {'; '.join(rooms)}"
    return _pause(block)


def _pause(block: BlockInDay) -> str:
    """A block without a session."""
    if block.lunch is not None:
        return f"lunch, {block.lunch} minutes"
    if block.break_ is not None:
        return f"break, {block.break_} minutes"
    if block.energiser:
        return f"energiser: {block.energiser}"
    if block.prework:
        return f"before the day: {block.prework}"
    for name in ("guest", "pause", "meal", "free", "travel", "arrival"):
        if getattr(block, name) is not None and block.minutes:
            return f"{name}: {getattr(block, name)}, {in_minutes(block.minutes)}"
    return "something else"


def _session_title(sessions: Any, id_: str) -> str:
    if id_ not in sessions:
        return id_
    return f"{sessions[id_].item.title} ({id_})"


def _describe_programme(library: Library, entry: Entry[Programme]) -> Description:
    item = entry.item
    description = Description("programme", item.title, item.purpose)
    if item.women_steer:
        description.fact("Women steer", "women decide what men's workshops take up")
    description.list("Workshops, in this order", map(partial(_stage, library), item.stages))
    groups = []
    for group in item.peer_groups:
        groups.append(f"{group.name}, {group.meets}, after {group.starts_after}: {group.does}")
    description.list("Groups that go on meeting", groups)
    return description


def _stage(library: Library, stage: Stage) -> str:
    text = stage.workshop
    folder = library.workshops.get(stage.workshop)
    if folder:
        text = f"{folder.workshop.item.title} ({stage.workshop})"
    text += f", for {' and '.join(stage.people)}"
    if stage.when:
        text += f", {stage.when}"
    if stage.hands_on:
        text += f". Hands on: {stage.hands_on}"
    return text


Describe = Callable[[Library, Entry[Any]], Description]
DESCRIBED: Sequence[tuple[type, Describe]] = (
    (Activity, _describe_activity),
    (Audience, _describe_audience),
    (Energiser, _energiser),
    (Practice, _practice),
    (SafetyText, _safety),
    (Theme, _theme),
    (Session, _describe_session),
    (Workshop, _describe_workshop),
    (Programme, _describe_programme),
)
"""How each kind is described. All other models are printables."""


def span(least: int, most: int) -> str:
    """Two numbers as a range, or the one number that both are."""
    if least == most:
        return str(least)
    return f"{least}-{most}"


def people(item: People) -> str:
    """How many people something works for, in words."""
    text = span(item.min, item.max)
    if item.unit == "couple":
        text += " couples"
    return f"{text}, best {item.ideal}"


def team(item: Team) -> str:
    """How many facilitators, and of whom, in words."""
    known = []
    if item.women:
        known.append(counted(item.women, "woman", "women"))
    if item.men:
        known.append(counted(item.men, "man", "men"))
    who = " and ".join(known)
    if item.count == item.women + item.men:
        return who
    number = counted(item.count, "facilitator", "facilitators")
    if who:
        return f"{number} ({who} among them)"
    return number


def in_minutes(value: Range | Counted) -> str:
    """Minutes in words, such as "5-10 minutes" or "4 minutes for each group, and 10-20 more"."""
    if isinstance(value, Range):
        # "1-1 minutes" is one number, and the noun follows the last one that is read
        noun = "minute" if value.max == 1 else "minutes"
        return f"{span(value.min, value.max)} {noun}"
    plus = value.plus
    if value.each is None:
        text = f"{value.per}s starting {duration(value.stagger or 0)} apart"
        if plus:
            text = f"{span(plus.min, plus.max)} minutes, {text}"
        return text
    text = f"{duration(value.each)} for each {value.per}"
    if plus and plus.max:
        text += f", and {span(plus.min, plus.max)} minutes more"
    return text


def duration(number: float) -> str:
    """A time such as "4 minutes" or "9 seconds"."""
    if number < 1:
        return f"{number * 60:.0f} seconds"
    return counted(number, "minute", "minutes")


def refusal(item: Refusal) -> str:
    """An audience, and why."""
    if item.why:
        return f"{item.audience}: {item.why}"
    return item.audience


def for_whom(item: ForAudience, text: str) -> str:
    """A text with the audiences that it is only for, or not for."""
    tags = []
    if item.for_:
        tags.append(f"for {', '.join(item.for_)}")
    if item.not_for:
        tags.append(f"not for {', '.join(item.not_for)}")
    if tags:
        text += f" [{'; '.join(tags)}]"
    return text
