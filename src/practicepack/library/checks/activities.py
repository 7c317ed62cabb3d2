"""What must hold inside an activity: its arithmetic, its groups, and that nobody is left over."""

from collections.abc import Iterator, Sequence

from practicepack.diagnostics import Diagnostic, Tip, error, warning
from practicepack.edits import Fix, Insert, Path, Remove, Set
from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.library.models import turns
from practicepack.library.models.activity import (
    DEBRIEF,
    Activity,
    ActivityStep,
    Question,
    StepVariant,
    Variant,
)
from practicepack.library.models.debrief import minutes_needed
from practicepack.library.models.fields import Counted, Range
from practicepack.library.models.people import Groups, People
from practicepack.library.models.printable import Cards

PAIR = 2
MOST_KEPT_QUESTIONS = 3
"""Questions that a debrief may keep."""
ODD_UNITS = ("odd", "odd-groups")


def debriefs(library: Library) -> Iterator[Diagnostic]:
    """Debrief questions have a step with the id `debrief` to be asked in."""
    for entry in library.activities.values():
        # Without that step the questions would be printed nowhere.
        if entry.item.debrief and all(step.id != DEBRIEF for step in entry.item.steps):
            message = "debrief: has questions, but no step has the id debrief"
            yield error("debrief-without-step", message, entry.key("debrief"))


def few_questions_kept(library: Library) -> Iterator[Diagnostic]:
    """A debrief keeps two questions or three: if all are kept, none is left out when there is little time."""
    for entry in library.activities.values():
        yield from _too_many_kept(entry, entry.item.debrief, "debrief")
        for index, variant in enumerate(entry.item.variants):
            yield from _too_many_kept(entry, variant.debrief or (), "variants", index, "debrief")


def _too_many_kept(
    entry: Entry[Activity], questions: Sequence[Question], *path: str | int
) -> Iterator[Diagnostic]:
    marked = []
    for index, question in enumerate(questions):
        if question.keep:
            marked.append(index)
    if len(marked) > MOST_KEPT_QUESTIONS:
        message = f"the debrief keeps {len(marked)} questions, {MOST_KEPT_QUESTIONS} are the most"
        hints = (Tip("mark with keep: true the two that carry the purpose of the activity"),)
        yield warning(
            "many-questions-kept", message, entry.span(*path, marked[MOST_KEPT_QUESTIONS]), hints=hints
        )


def groups_where_counted(library: Library) -> Iterator[Diagnostic]:
    """An activity that counts by group says how people are divided."""
    for entry in library.activities.values():
        if entry.item.groups is None:
            for path in _counted_by(library, entry.item, "group"):
                message = "counted per group, but the activity has no groups:"
                yield error("groups-missing", message, entry.span(*path), hints=(with_groups(entry),))


def with_groups(entry: Entry[Activity]) -> Fix:
    """Divide the people of an activity into groups of a usual size."""
    edit = Set(entry.source.name, ("groups",), "4-5-6")
    return Fix("Work in groups of 4 to 6", (edit,), "add groups: 4-5-6 to the activity")


def whole_workshop(library: Library) -> Iterator[Diagnostic]:
    """A sheet of the whole workshop is not counted by groups, which only activities have."""
    for folder in library.workshops.values():
        for index, id_ in enumerate(folder.workshop.item.printables):
            printable = library.printables.get(id_)
            if printable and printable.item.per == "group":
                message = f'"{id_}" is counted per group, and a whole workshop has no groups'
                span, hints = (
                    folder.workshop.span("printables", index),
                    (Tip("name it in an activity instead"),),
                )
                yield error("groups-missing", message, span, hints=hints)


def follows_decks(library: Library) -> Iterator[Diagnostic]:
    """What a sheet follows is a deck of cards."""
    for entry in library.printables.values():
        deck = library.printables.get(entry.item.follows or "")
        if deck and not isinstance(deck.item, Cards):
            message = f'"{deck.id}" is no deck: its kind is {deck.item.kind}, not cards'
            typed = "name the deck whose cards this sheet belongs to, or take the line out"
            fix = Fix("Take the line follows: out", (Remove(entry.source.name, ("follows",)),), typed)
            yield error("follows-no-deck", message, entry.span("follows"), hints=(fix,))


def _counted_by(library: Library, activity: Activity, per: str) -> Iterator[Path]:
    # Only minutes that are counted say by what; a plain range has no per:.
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
        paths = list(_counted_by(library, entry.item, "pair"))
        groups = entry.item.groups
        if groups and groups.size and groups.size.max == PAIR:
            paths.append(("groups",))
        if paths and not any(_is_for_odd(step) for step in entry.item.steps):
            message = "people work in pairs, and no cue says what the one left over does"
            hints = (_cue_for_odd(entry, paths[0]),)
            yield warning("odd-one-out", message, entry.span(*paths[0]), hints=hints)


def _is_for_odd(step: ActivityStep) -> bool:
    """Whether a step says what someone does who is left over."""
    return any(cue.if_ in ODD_UNITS for cue in step.cues)


def _cue_for_odd(entry: Entry[Activity], path: Path) -> Fix:
    """The usual way out, at the end of the step that counts by pairs, or else of the first one."""
    step = 0
    if path[0] == "steps":
        step = int(path[1])
    cue = "{do: One pair takes a third person in., if: odd}"
    place = ("steps", step, "cues", len(entry.item.steps[step].cues))
    label = "One pair takes a third person in where the number is odd"
    return Fix(label, (Insert(entry.source.name, place, cue),), f"add a cue such as  - {cue}")


def minutes_add_up(library: Library) -> Iterator[Diagnostic]:
    """The minutes stated for a whole activity are minutes that its steps can come to."""
    for entry in library.activities.values():
        item = entry.item
        if item.minutes:
            yield from _adds_up(entry, item, item.minutes, (), "minutes")
        for index, variant in enumerate(item.variants):
            # What a variant does not state is that of the activity, as long as it changes some step.
            if variant.minutes:
                varied = _with_variant(item, variant)
                yield from _adds_up(
                    entry, varied, variant.minutes, variant.steps, "variants", index, "minutes"
                )
            elif variant.steps and item.minutes:
                varied = _with_variant(item, variant)
                yield from _adds_up(entry, varied, item.minutes, variant.steps, "variants", index, "steps")


def _with_variant(item: Activity, variant: Variant) -> Activity:
    """An activity with the people, the groups and the debrief of a variant."""
    changes = {}
    for name in variant.model_fields_set & {"people", "groups", "debrief"}:
        changes[name] = getattr(variant, name)
    return item.model_copy(update=changes)


def _adds_up(
    entry: Entry[Activity],
    item: Activity,
    stated: Range,
    changes: Sequence[StepVariant],
    *path: str | int,
) -> Iterator[Diagnostic]:
    people, groups = item.people, item.groups
    steps = list(_varied(item.steps, changes))
    least, most = 0, 0
    for step in steps:
        least += _least_minutes(step, item)
        # A step that may be left out counts in full here: no one has to leave it out.
        most += _reach(step.minutes, people, groups)[1]
    if stated.min < least or stated.max > most:
        message = f"{stated.min} to {stated.max} minutes are stated, the steps come to {least} to {most}"
        fewest, longest = min(max(stated.min, least), most), max(min(stated.max, most), least)
        typed = f"minutes: {fewest}-{longest}, or change the steps"
        edit = Set(entry.source.name, (*path[:-1], "minutes"), f"{fewest}-{longest}")
        fix = Fix(f"State {fewest} to {longest} minutes", (edit,), typed)
        yield error("minutes-sum", message, entry.span(*path), hints=(fix,))


def _varied(steps: Sequence[ActivityStep], changes: Sequence[StepVariant]) -> Iterator[ActivityStep]:
    by_id = {change.id: change for change in changes}
    for step in steps:
        change = by_id.get(step.id)
        if change is None:
            yield step
        elif change.leave_out:
            continue
        elif change.minutes:
            yield step.model_copy(update={"minutes": change.minutes})
        else:
            yield step


def _least_minutes(step: ActivityStep, item: Activity) -> int:
    """The fewest minutes of a step: none where it may be left out, and its short way where it has one."""
    people, groups = item.people, item.groups
    if step.optional:
        return 0
    least, _ = _reach(step.minutes, people, groups)
    # The plan gives a debrief the time that its questions need, however little its step states.
    if step.id == DEBRIEF and item.debrief:
        return max(least, minutes_needed(item.debrief, people.min * _heads(people)).min)
    if step.shorter:
        return min(least, _reach(step.shorter.minutes, people, groups)[0])
    return least


def _heads(people: People) -> int:
    """How many people are in what is counted: two in a couple."""
    if people.unit == "couple":
        return PAIR
    return 1


def _reach(minutes: Range | Counted, people: People, groups: Groups | None) -> tuple[int, int]:
    """The fewest and the most minutes, over all head-counts for which the activity works."""
    if isinstance(minutes, Range):
        return minutes.min, minutes.max
    fewest, most = people.min * _heads(people), people.max * _heads(people)
    low, high = fewest, most
    if minutes.per in ("pair", "couple"):
        low, high = fewest // PAIR, most // PAIR
    elif minutes.per == "group":
        low, high = _groups_of(groups, fewest, most)
    return turns.minutes_in_turns(minutes, max(1, low)).min, turns.minutes_in_turns(minutes, max(1, high)).max


def _groups_of(groups: Groups | None, fewest: int, most: int) -> tuple[int, int]:
    """The fewest and the most groups that so many people make."""
    if groups is None:
        return 1, 1
    if groups.size:
        return -(-fewest // groups.size.max), most // groups.size.min
    number = groups.number or 1
    return number, number
