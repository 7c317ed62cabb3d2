"""What must hold inside an activity: its arithmetic, its groups, and that nobody is left over."""

from collections.abc import Iterator, Sequence

from practicepack.diagnostics import Diagnostic, error, warning
from practicepack.edits import Path
from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.library.models import turns
from practicepack.library.models.activity import DEBRIEF, Activity, Question, Step, StepVariant
from practicepack.library.models.debrief import needed
from practicepack.library.models.fields import Counted, Range
from practicepack.library.models.people import Groups, People
from practicepack.library.models.printable import Cards

PAIR = 2
MOST_KEPT = 3
"""Questions that a debrief may keep."""
ODD = ("odd", "odd-groups")


def debriefs(library: Library) -> Iterator[Diagnostic]:
    """Debrief questions have a step with the id `debrief` to be asked in."""
    for entry in library.activities.values():
        if entry.item.debrief and all(step.id != DEBRIEF for step in entry.item.steps):
            message = "debrief: has questions, but no step has the id debrief"
            yield error("debrief-without-step", message, entry.key("debrief"))


def few_questions_kept(library: Library) -> Iterator[Diagnostic]:
    """A debrief keeps two questions or three: if all are kept, none is left out when there is little time."""
    for entry in library.activities.values():
        yield from _kept(entry, entry.item.debrief, "debrief")
        for index, variant in enumerate(entry.item.variants):
            yield from _kept(entry, variant.debrief or (), "variants", index, "debrief")


def _kept(entry: Entry[Activity], questions: Sequence[Question], *path: str | int) -> Iterator[Diagnostic]:
    kept = [index for index, question in enumerate(questions) if question.keep]
    if len(kept) > MOST_KEPT:
        message = f"the debrief keeps {len(kept)} questions, {MOST_KEPT} are the most"
        hints = ("mark with keep: true the two that carry the purpose of the activity",)
        yield warning("many-questions-kept", message, entry.span(*path, kept[MOST_KEPT]), hints=hints)


def groups_where_counted(library: Library) -> Iterator[Diagnostic]:
    """An activity that counts by group says how people are divided."""
    for entry in library.activities.values():
        if entry.item.groups is None:
            for path in _counted_by(library, entry.item, "group"):
                message = "counted per group, but the activity has no groups:"
                hints = ("add groups: 4-5-6 to the activity",)
                yield error("groups-missing", message, entry.span(*path), hints=hints)


def whole_workshop(library: Library) -> Iterator[Diagnostic]:
    """A sheet of the whole workshop is not counted by groups, which only activities have."""
    for folder in library.workshops.values():
        for index, id_ in enumerate(folder.workshop.item.printables):
            printable = library.printables.get(id_)
            if printable and printable.item.per == "group":
                message = f'"{id_}" is counted per group, and a whole workshop has no groups'
                span = folder.workshop.span("printables", index)
                yield error("groups-missing", message, span, hints=("name it in an activity instead",))


def follows_decks(library: Library) -> Iterator[Diagnostic]:
    """What a sheet follows is a deck of cards."""
    for entry in library.printables.values():
        deck = library.printables.get(entry.item.follows or "")
        if deck and not isinstance(deck.item, Cards):
            message = f'"{deck.id}" is no deck: its kind is {deck.item.kind}, not cards'
            hints = ("name the deck whose cards this sheet belongs to, or take the line out",)
            yield error("follows-no-deck", message, entry.span("follows"), hints=hints)


def _counted_by(library: Library, activity: Activity, per: str) -> Iterator[Path]:
    for index, step in enumerate(activity.steps):
        if getattr(step.minutes, "per", None) == per:
            yield ("steps", index, "minutes", "per")
    for index, material in enumerate(activity.materials):
        if material.per == per:
            yield ("materials", index, "per")
    for index, id_ in enumerate(activity.printables):
        printable = library.printables.get(id_)
        if printable and printable.item.per == per:
            yield ("printables", index)


def odd_one_out(library: Library) -> Iterator[Diagnostic]:
    """Where people work in pairs, a cue says what the one who is left over does."""
    for entry in library.activities.values():
        size = entry.item.groups.size if entry.item.groups else None
        paths = [
            *_counted_by(library, entry.item, "pair"),
            *([("groups",)] if size and size.max == PAIR else []),
        ]
        told = any(cue.if_ in ODD for step in entry.item.steps for cue in step.cues)
        if paths and not told:
            message = "people work in pairs, and no cue says what the one left over does"
            hints = ("add a cue such as  - {do: One pair takes a third person in., if: odd}",)
            yield warning("odd-one-out", message, entry.span(*paths[0]), hints=hints)


def minutes_add_up(library: Library) -> Iterator[Diagnostic]:
    """The minutes stated for a whole activity are minutes that its steps can come to."""
    for entry in library.activities.values():
        item = entry.item
        if item.minutes:
            yield from _adds_up(entry, item, item.minutes, (), "minutes")
        for index, one in enumerate(item.variants):
            stated = one.minutes or (item.minutes if one.steps else None)
            if stated:
                replaced = one.model_fields_set & {"people", "groups", "debrief"}
                varied = item.model_copy(update={name: getattr(one, name) for name in replaced})
                path = ("variants", index, "minutes" if one.minutes else "steps")
                yield from _adds_up(entry, varied, stated, one.steps, *path)


def _adds_up(
    entry: Entry[Activity],
    item: Activity,
    stated: Range,
    changes: Sequence[StepVariant],
    *path: str | int,
) -> Iterator[Diagnostic]:
    people, groups = item.people, item.groups
    steps = list(_varied(item.steps, changes))
    least = sum(_least(step, item) for step in steps)
    most = sum(_reach(step.minutes, people, groups)[1] for step in steps)
    if stated.min < least or stated.max > most:
        message = f"{stated.min} to {stated.max} minutes are stated, the steps come to {least} to {most}"
        fewest, longest = min(max(stated.min, least), most), max(min(stated.max, most), least)
        hints = (f"minutes: {fewest}-{longest}, or change the steps",)
        yield error("minutes-sum", message, entry.span(*path), hints=hints)


def _varied(steps: Sequence[Step], changes: Sequence[StepVariant]) -> Iterator[Step]:
    given = {one.id: one for one in changes}
    for step in steps:
        change = given.get(step.id)
        if not (change and change.leave_out):
            yield step.model_copy(update={"minutes": change.minutes}) if change and change.minutes else step


def _least(step: Step, item: Activity) -> int:
    """The fewest minutes of a step: none where it may be left out, and its short way where it has one."""
    people, groups = item.people, item.groups
    if step.optional:
        return 0
    if step.id == DEBRIEF and item.debrief:
        heads = people.min * (PAIR if people.unit == "couple" else 1)
        return max(_reach(step.minutes, people, groups)[0], needed(item.debrief, heads).min)
    short = [_reach(step.shorter.minutes, people, groups)[0]] if step.shorter else []
    return min([_reach(step.minutes, people, groups)[0], *short])


def _reach(minutes: Range | Counted, people: People, groups: Groups | None) -> tuple[int, int]:
    """The fewest and the most minutes, over all head-counts for which the activity works."""
    if isinstance(minutes, Range):
        return minutes.min, minutes.max
    heads = PAIR if people.unit == "couple" else 1
    fewest, most = people.min * heads, people.max * heads
    size, number = (groups.size, groups.number) if groups else (None, None)
    counts = {
        "participant": (fewest, most),
        "pair": (fewest // PAIR, most // PAIR),
        "couple": (fewest // PAIR, most // PAIR),
        "group": (-(-fewest // size.max), most // size.min) if size else (number or 1, number or 1),
    }
    low, high = counts[minutes.per]
    return turns.total(minutes, max(1, low)).min, turns.total(minutes, max(1, high)).max
