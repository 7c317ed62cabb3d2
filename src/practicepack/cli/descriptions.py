"""Things of the library in plain words: what each is for, for whom, and what belongs to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from practicepack.library.entry import Entry
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import (
    Activity,
    Credit,
    Energiser,
    Material,
    Practice,
    SafetyText,
    Step,
)
from practicepack.library.models.audience import Audience, Refusal
from practicepack.library.models.fields import Counted, ForAudience, Range
from practicepack.library.models.people import People, Team
from practicepack.library.models.programme import Programme
from practicepack.library.models.theme import Theme
from practicepack.library.models.workshop import BlockInDay, Session, Use, Workshop
from practicepack.plan.rules.safeguarding import RISING
from practicepack.plan.suitability import ASKED_FOR, minutes

TO_PREPARE = {"week-before": "a week before", "day-before": "the day before", "that-morning": "that morning"}
SAYS = {"who": "who comes", "age": "how old they are", "role": "what they do", "need": "what they need"}
SHORTER = {"fewer": "fewer cards or statements", "gallery": "a gallery", "two-groups": "two groups only"}


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
    describe = next((describe for model, describe in DESCRIBED if isinstance(entry.item, model)), _printable)
    found = describe(library, entry)
    credit = getattr(entry.item, "credit", None)
    found.fact("From", origin(credit) if credit else "")
    found.list("Used in", users(library, entry))
    return found


def users(library: Library, entry: Entry[Any]) -> list[str]:
    """The activities, workshops and programmes that use a thing, in words."""
    found: list[str] = []
    if entry is library.printables.get(entry.id):
        found += [
            f"activity {id_}"
            for id_, other in library.activities.items()
            if entry.id in other.item.printables
        ]
    if entry is library.activities.get(entry.id):
        shorter = [id_ for id_, other in library.activities.items() if other.item.short_form == entry.id]
        found += [f"activity {id_}, as its short form" for id_ in shorter]
    for folder in library.workshops.values():
        found += _uses(library, folder, entry)
    if isinstance(entry.item, Workshop):
        for programme in library.programmes.values():
            if entry.id in [stage.workshop for stage in programme.item.stages]:
                found.append(f"programme {programme.id}")
    return found


def _uses(library: Library, folder: WorkshopFolder, entry: Entry[Any]) -> Iterator[str]:
    """Where one workshop uses a thing: in some sessions, or as a whole."""
    workshop, id_ = folder.workshop.item, entry.id
    if entry is library.activities.get(id_):
        for session in folder.sessions.values():
            if id_ in session.item.uses:
                yield f"workshop {folder.id}: {session.item.title} ({session.id})"
    energisers = [block.energiser for day in workshop.days for block in day.blocks]
    used = {"audiences": workshop.audience, "printables": workshop.printables, "energisers": energisers}
    if any(entry is getattr(library, kind).get(id_) and id_ in ids for kind, ids in used.items()):
        yield f"workshop {folder.id}"


def origin(credit: Credit) -> str:
    """Who made a method, who adapted it, and where it was read about."""
    adapted = f"; adapted by {credit.adapted_by}" if credit.adapted_by else ""
    source = f" ({credit.source})" if credit.source else ""
    return f"{credit.origin}{adapted}{source}"


def _activity(library: Library, entry: Entry[Activity]) -> Description:
    item = entry.item
    made = Description("activity", item.title, item.purpose)
    length = minutes(item, None)
    made.fact("Why", item.reason)
    made.fact("People", f"{people(item.people)}; {team(item.facilitators)}")
    made.fact("Minutes", f"{span(length.min, length.max)}, best {length.ideal}")
    made.fact("Sensitivity", item.sensitivity)
    made.fact("Kind", item.kind if item.kind != "method" else "")
    made.fact("Practices", ", ".join(item.practices))
    made.fact("About", ", ".join(item.themes))
    made.fact("Phase", item.phase)
    made.fact("People mostly", ", ".join(item.mode))
    made.fact("Begins with", ", ".join(item.takes))
    made.fact("Leaves people with", ", ".join(item.gives))
    made.fact("Changes", f"at the level {item.level}")
    made.fact("Room", item.room)
    made.fact("Comes after", ", ".join(item.after))
    made.fact("Better after", ", ".join(item.better_after))
    made.fact("Needs", ", ".join(ASKED_FOR[need] for need in item.needs))
    made.fact("Short form", item.short_form)
    made.fact("Made for", ", ".join(item.made_for))
    made.list("Never with", map(refusal, item.never_with))
    made.list("Only with", map(refusal, item.only_with))
    made.list("Step by step", map(_step, item.steps))
    made.list("Questions to talk about", (for_whom(one, one.ask) for one in item.debrief))
    made.list("What to remember", item.key_messages)
    made.list("What to bring", map(_material, item.materials))
    made.list("Large sheets to write", (for_whom(one, one.title) for one in item.flipcharts))
    made.list("Printed sheets", (_sheet(library, id_) for id_ in item.printables))
    made.list(
        "Before people come", (for_whom(one, f"{TO_PREPARE[one.when]}: {one.do}") for one in item.prepare)
    )
    made.list("What can go wrong, and what to do", (f"{one.risk} {one.hold}" for one in item.risks))
    made.list(
        "For some people",
        (f"{' and '.join(one.for_)}: {one.text or 'changed, see --yaml'}" for one in item.variants),
    )
    return made


def _step(step: Step) -> str:
    marks = ["kept whole" if step.keep else "", "may be left out" if step.optional else ""]
    if step.shorter:
        shorter = f"{SHORTER[step.shorter.by]} in {in_minutes(step.shorter.minutes)}"
        marks.append(f"if time is short: {shorter}")
    said = "; ".join(mark for mark in marks if mark)
    return for_whom(step, f"{step.title}: {in_minutes(step.minutes)}{f' ({said})' if said else ''}")


def _material(item: Material) -> str:
    """A thing to bring, such as "10 x bean for each participant (or: small stones)"."""
    each = "" if item.per in {"activity", "workshop"} else f" for each {item.per}"
    instead = f" (or: {item.substitute})" if item.substitute else ""
    return for_whom(item, f"{item.quantity:g} x {item.item}{each}{instead}")


def _sheet(library: Library, id_: str) -> str:
    entry = library.printables.get(id_)
    return f"{id_}: {entry.item.title} ({kind_of(entry.item)})" if entry else id_


def kind_of(item: Any) -> str:
    """What kind of sheet it is, with how many cards, signs or questions."""
    for name, word in (("cards", "cards"), ("signs", "signs"), ("items", "lines to read out")):
        if hasattr(item, name):
            number = len(getattr(item, name))
            return f"{item.kind}: {number} {word}" if item.kind != word else f"{number} {word}"
    return str(item.kind)


def _printable(library: Library, entry: Entry[Any]) -> Description:
    del library
    item = entry.item
    made = Description(item.kind, item.title, item.how or "")
    each = f"{item.quantity} for each {item.per}" if item.per != "workshop" else f"{item.quantity} in all"
    spare = f", and {item.spare:.0%} to spare" if item.spare else ""
    made.fact("For", item.to)
    made.fact("Copies", f"{each}{spare}")
    made.fact("Printed on", f"{item.stock}, {'both sides' if item.sides == '2' else 'one side'}")
    made.fact("Only for", ", ".join(item.for_))
    made.fact("Not for", ", ".join(item.not_for))
    made.list("What is on it", _contents(item))
    return made


def _contents(item: Any) -> list[str]:
    """What is on a sheet, one line for each part."""
    intro = getattr(item, "intro", None) or getattr(item, "text", None)
    lines = [str(intro)] if intro else []
    if item.is_numbered:
        lines.append("slips numbered from 1")
    for name, said in PARTS.items():
        for part in getattr(item, name, ()):
            lines.append(for_whom(part, said(part)) if isinstance(part, ForAudience) else said(part))
    return lines


def _face(face: Any) -> str:
    return f"{face.words}: {face.text}" if face.text else str(face.words)


def _block(block: Any) -> str:
    heading = f"{block.heading}: " if block.heading else ""
    if block.text is not None:
        return f"{heading}{block.text}"
    if block.lines is not None:
        return f"{heading}{block.lines} lines to write on"
    if block.ticks:
        return f"{heading}to tick: {'; '.join(tick.text for tick in block.ticks)}"
    if block.table is not None:
        return f"{heading}a table: {', '.join(block.table.columns)}"
    return f"{heading}a picture: {block.picture}"


PARTS: Mapping[str, Callable[[Any], str]] = {
    "body": _block,
    "cards": lambda card: str(card.front),
    "signs": _face,
    "items": lambda item: str(item.text),
    "questions": lambda question: f"{question.ask} ({question.answer})",
}
"""The fields of sheets that hold their parts, and what is said of each part."""


def _audience(_: Library, entry: Entry[Audience]) -> Description:
    item = entry.item
    made = Description("audience", item.title, item.guidance)
    made.fact("Says", SAYS[item.kind])
    made.fact("Gender", item.gender)
    made.fact("Under 18", "yes" if item.under_18 else "")
    made.fact("Ages", span(item.ages.min, item.ages.max) if item.ages else "")
    made.fact("Like", item.like if item.like != entry.id else "")
    made.fact("People", people(item.people) if item.people else "")
    made.fact("Team", f"{team(item.facilitators)} at least" if item.facilitators else "")
    made.fact("Time", f"{item.time_factor:g} times as long" if item.time_factor != 1 else "")
    made.fact("Break after", f"{item.longest_block} minutes at most" if item.longest_block else "")
    made.fact("Print", "large type" if item.large_type else "")
    made.list("Rules", (rule.text for rule in item.rules))
    made.list("What the team sees to", item.advice)
    made.fact("Not together", item.not_together)
    gates = []
    for gate in item.gates:
        above = "or more " if gate.sensitivity != RISING[-1] else ""
        needs = ", ".join(ASKED_FOR[need] for need in gate.needs)
        gates.append(
            f"{gate.sensitivity} {above}sensitivity: {f'needs {needs}' if needs else 'never'}. {gate.why}"
        )
    made.list("Before anything sensitive", gates)
    made.list("Never together with", map(refusal, item.never_with))
    return made


def _energiser(_: Library, entry: Entry[Energiser]) -> Description:
    item = entry.item
    made = Description("energiser", item.title, item.purpose)
    made.fact("Use", ", ".join(item.use))
    made.fact("Minutes", in_minutes(item.minutes))
    made.fact("People", people(item.people) if item.people else "any number")
    made.fact("Touch", "people touch each other" if item.touch else "")
    made.list("What to bring", map(_material, item.materials))
    cues = []
    for cue in item.cues:
        cues += [for_whom(cue, f"{cue.verb.replace('_', ' ')}: {text}") for text in cue.texts]
    made.list("How it goes", cues)
    made.list("Seated", [item.seated])
    return made


def _practice(_: Library, entry: Entry[Practice]) -> Description:
    item = entry.item
    made = Description(f"practice {item.kind}", item.title, item.summary)
    made.fact("Why", item.why)
    made.list("What it looks like", item.looks_like)
    made.list("What to watch for", item.watch_for)
    return made


def _theme(library: Library, entry: Entry[Theme]) -> Description:
    made = Description("theme", entry.item.title)
    for part in entry.item.words:
        name = f"{part.language}, {part.title}" if part.title else str(part.language)
        made.list(name, part.words)
    about = [other for other in library.activities.values() if entry.id in other.item.themes]
    made.list("Activities", (f"{other.id}: {other.item.title}" for other in about))
    return made


def _safety(_: Library, entry: Entry[SafetyText]) -> Description:
    item = entry.item
    made = Description("page about safety", item.title, item.text)
    made.fact("Printed", "in the guide, and as a sheet of its own" if item.apart else "in the guide")
    made.fact("Only for", ", ".join(item.for_))
    made.fact("Not for", ", ".join(item.not_for))
    return made


def _session(library: Library, entry: Entry[Session]) -> Description:
    item = entry.item
    made = Description("session", item.title)
    made.fact("Minutes", in_minutes(item.minutes))
    made.fact("Practices", ", ".join(item.practices))
    made.list("What people can do afterwards", item.objectives)
    made.list("Activities", (_use(library, use) for use in item.activities))
    made.list("What to remember", item.key_messages)
    made.list("To do at home", [item.take_home] if item.take_home else [])
    return made


def _use(library: Library, use: Use) -> str:
    if use.break_ is not None:
        return f"break, {use.break_} minutes"
    entry = library.activities.get(use.use)
    title = f"{use.use}: {entry.item.title}" if entry else use.use
    return for_whom(use, f"{title} (may be left out)" if use.optional else title)


def _workshop(library: Library, entry: Entry[Workshop]) -> Description:
    item, folder = entry.item, library.workshops[entry.id]
    made = Description("workshop", item.title, item.purpose)
    made.fact("Who comes", f"{item.participants} people: {', '.join(item.audience) or 'not said'}")
    made.fact("Team", team(item.facilitators))
    made.fact("Place", item.place)
    made.fact("Lacks", ", ".join(item.lacks))
    made.fact("Left out", ", ".join(item.without))
    for number, day in enumerate(item.days, 1):
        date = f", {day.date}" if day.date else ""
        heading = f"Day {number}{date}, {day.start:%H:%M} to {day.end.hour:02}:{day.end.minute:02}"
        made.list(heading, (for_whom(block, _in_day(folder.sessions, block)) for block in day.blocks))
    made.list("Sheets of the whole workshop", (_sheet(library, id_) for id_ in item.printables))
    return made


def _in_day(sessions: Any, block: BlockInDay) -> str:
    """A block of a day by its name and its minutes, in words."""
    named = [id_ for id_ in (block.session, *block.either) if id_]
    if named:
        return " or ".join(_session_title(sessions, id_) for id_ in named)
    if block.parallel:
        rooms = (f"{track.title}: {_session_title(sessions, track.session)}" for track in block.parallel)
        return f"at the same time - {'; '.join(rooms)}"
    if block.break_ is not None or block.lunch is not None:
        return f"break, {block.break_} minutes" if block.lunch is None else f"lunch, {block.lunch} minutes"
    if block.energiser or block.prework:
        return f"energiser: {block.energiser}" if block.energiser else f"before the day: {block.prework}"
    for name in ("guest", "pause", "meal", "free", "travel", "arrival"):
        if getattr(block, name) is not None and block.minutes:
            return f"{name}: {getattr(block, name)}, {in_minutes(block.minutes)}"
    return "something else"


def _session_title(sessions: Any, id_: str) -> str:
    return f"{sessions[id_].item.title} ({id_})" if id_ in sessions else id_


def _programme(library: Library, entry: Entry[Programme]) -> Description:
    item = entry.item
    made = Description("programme", item.title, item.purpose)
    made.fact("Women steer", "women decide what men's workshops take up" if item.women_steer else "")
    stages = []
    for stage in item.stages:
        folder = library.workshops.get(stage.workshop)
        title = f"{folder.workshop.item.title} ({stage.workshop})" if folder else stage.workshop
        when = f", {stage.when}" if stage.when else ""
        hands = f". Hands on: {stage.hands_on}" if stage.hands_on else ""
        stages.append(f"{title}, for {' and '.join(stage.people)}{when}{hands}")
    made.list("Workshops, in this order", stages)
    groups = (f"{one.name}, {one.meets}, after {one.starts_after}: {one.does}" for one in item.peer_groups)
    made.list("Groups that go on meeting", groups)
    return made


Describe = Callable[[Library, Entry[Any]], Description]
DESCRIBED: Sequence[tuple[type, Describe]] = (
    (Activity, _activity),
    (Audience, _audience),
    (Energiser, _energiser),
    (Practice, _practice),
    (SafetyText, _safety),
    (Theme, _theme),
    (Session, _session),
    (Workshop, _workshop),
    (Programme, _programme),
)
"""How each kind is described. All other models are printables."""


def span(least: int, most: int) -> str:
    """Two numbers as a range, or the one number that both are."""
    return str(least) if least == most else f"{least}-{most}"


def people(item: People) -> str:
    """How many people something works for, in words."""
    unit = " couples" if item.unit == "couple" else ""
    return f"{span(item.min, item.max)}{unit}, best {item.ideal}"


def team(item: Team) -> str:
    """How many facilitators, and of whom, in words."""
    known = [
        f"{count} {word if count > 1 else one}"
        for count, word, one in ((item.women, "women", "woman"), (item.men, "men", "man"))
        if count
    ]
    who = " and ".join(known)
    if item.count == item.women + item.men:
        return who
    number = f"{item.count} facilitator{'s' if item.count > 1 else ''}"
    return f"{number} ({who} among them)" if who else number


def in_minutes(value: Range | Counted) -> str:
    """Minutes in words, such as "5-10 minutes" or "4 minutes for each group, and 10-20 more"."""
    if isinstance(value, Range):
        return f"{span(value.min, value.max)} minute{'' if value.max == 1 else 's'}"
    plus = value.plus
    if value.each is None:
        more = f"{span(plus.min, plus.max)} minutes, " if plus else ""
        return f"{more}{value.per}s starting {_one(value.stagger or 0)} apart"
    more = f", and {span(plus.min, plus.max)} minutes more" if plus and plus.max else ""
    return f"{_one(value.each)} for each {value.per}{more}"


def _one(number: float) -> str:
    """A time such as "4 minutes" or "9 seconds"."""
    if number < 1:
        return f"{number * 60:.0f} seconds"
    return f"{number:g} minute{'' if number == 1 else 's'}"


def refusal(item: Refusal) -> str:
    """An audience, and why."""
    return f"{item.audience}: {item.why}" if item.why else item.audience


def for_whom(item: ForAudience, text: str) -> str:
    """A text with the audiences that it is only for, or not for."""
    tags = [f"for {', '.join(item.for_)}"] if item.for_ else []
    tags += [f"not for {', '.join(item.not_for)}"] if item.not_for else []
    return f"{text} [{'; '.join(tags)}]" if tags else text
