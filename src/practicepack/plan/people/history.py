"""What people have done before: in earlier meetings of a programme, and as their workshop says."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from practicepack.diagnostics import Diagnostic, Tip, error, warning
from practicepack.edits import Fix, Insert, Set
from practicepack.library.facts import facts_in
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.audience import Audience
from practicepack.library.models.programme import JOINT, Programme
from practicepack.library.models.workshop import BlockInDay
from practicepack.plan.draft import DraftActivity, DraftDay, activities, all_blocks
from practicepack.plan.fixes import activity_of, as_list, file_of, without
from practicepack.plan.people.audience import is_for

METHOD = "method"
"""The kind of activity that is done once. Openings, check-ins and the like are for every meeting."""


@dataclass(frozen=True, slots=True)
class Who:
    """The people of a stage: women, men or both, and what else is said of them."""

    genders: frozenset[str]
    more: frozenset[str]

    def shares(self, other: "Who") -> bool:
        """Whether some of them may be the same people."""
        return self.more == other.more and bool(self.genders & other.genders)


def who(people: Iterable[str], audiences: Mapping[str, Audience]) -> Who:
    """The people that a stage names by `joint` or by ids of audiences."""
    ids = tuple(people)
    more: set[str] = set()
    for id_ in ids:
        is_gender = id_ in audiences and audiences[id_].kind == "who"
        if id_ != JOINT and not is_gender:
            more.add(id_)
    return Who(_genders(ids, audiences), frozenset(more))


def _genders(ids: Sequence[str], audiences: Mapping[str, Audience]) -> frozenset[str]:
    if JOINT in ids:
        return frozenset({"women", "men"})
    gender = facts_in(audiences[id_] for id_ in ids if id_ in audiences).gender
    if gender == "both":
        return frozenset({"women", "men"})
    # People of whom nothing is known share a history only with others of whom nothing is known.
    return frozenset({gender or "unknown"})


def prerequisites(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """What an activity builds on comes earlier: in the workshop, in its programme, or at another time."""
    done = done_before(library, folder)
    for block in all_blocks(days):
        here: set[str] = set()
        for session in block.sessions:
            # Rooms at the same time cannot build on each other, only on what came before both.
            before = set(done)
            for activity in session.activities:
                yield from _missing_before(library, folder, activity, before)
                before |= counts_as(library, activity.id)
            here |= before
        done |= here


def _missing_before(
    library: Library, folder: WorkshopFolder, activity: DraftActivity, before: Collection[str]
) -> Iterator[Diagnostic]:
    for needed in activity.item.after:
        if needed not in before:
            title = library.activities[needed].item.title
            message = f'"{activity.id}" needs "{needed}" ({title}) earlier in the workshop'
            about = activity_of(folder, activity)
            hints = (_do_before(activity, needed, title), _have_done(folder, needed, title))
            yield error("after-missing", message, activity.span, hints=hints, subject=about)
    for wanted in activity.item.better_after:
        if wanted not in before:
            title = library.activities[wanted].item.title
            message = f'"{activity.id}" works better after "{wanted}" ({title})'
            about = activity_of(folder, activity)
            hints = (_do_before(activity, wanted, title), _have_done(folder, wanted, title))
            yield warning("better-after", message, activity.span, hints=hints, subject=about)


def _do_before(activity: DraftActivity, id_: str, title: str) -> Fix:
    """Do another activity straight before one."""
    edit = Insert(activity.span.source.name, activity.span.path[:2], f"use: {id_}")
    typed = f"use {id_} in a session before this one"
    return Fix(f'Do "{title}" before "{activity.item.title}"', (edit,), typed)


def _have_done(folder: WorkshopFolder, id_: str, title: str) -> Fix:
    edit = Set(file_of(folder), ("have_done",), as_list((*folder.workshop.item.have_done, id_)))
    typed = f"if these people have done it before, write  have_done: [{id_}]  in workshop.yaml"
    return Fix(f'These people have done "{title}" before', (edit,), typed)


def nothing_twice(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Nothing that these people have done at another time is planned for them again."""
    have_done = _done_elsewhere(library, folder)
    for activity in activities(days):
        if activity.item.kind == METHOD and activity.id in have_done:
            message = f'these people have done "{activity.id}" before'
            hints = (Tip("choose another activity"), without(folder, activity))
            about = activity_of(folder, activity)
            yield warning("done-before", message, activity.span, hints=hints, subject=about)


def _done_elsewhere(library: Library, folder: WorkshopFolder) -> set[str]:
    """What a workshop says that its people have done."""
    done: set[str] = set()
    for id_ in folder.workshop.item.have_done:
        done |= counts_as(library, id_)
    return done


def done_before(library: Library, folder: WorkshopFolder) -> set[str]:
    """The activities that all the people of a workshop have done before it.

    Where it belongs to several programmes, those that come before it in each of them.
    """
    earlier: list[set[str]] = []
    for entry in library.programmes.values():
        for at, stage in enumerate(entry.item.stages):
            if stage.workshop == folder.id:
                earlier.append(_done_earlier(library, entry.item, at))
    return _in_all(earlier) | _done_elsewhere(library, folder)


def _done_earlier(library: Library, programme: Programme, index: int) -> set[str]:
    """What everybody of one stage did in the stages before it."""
    audiences: dict[str, Audience] = {}
    for id_, entry in library.audiences.items():
        audiences[id_] = entry.item
    here = who(programme.stages[index].people, audiences)
    # Women and men may come from different workshops, so what each of them did is kept apart.
    done: dict[str, set[str]] = {gender: set() for gender in here.genders}
    for stage in programme.stages[:index]:
        there = who(stage.people, audiences)
        folder = library.workshops.get(stage.workshop)
        if folder and there.shares(here):
            for gender in there.genders & here.genders:
                done[gender] |= _activities_of_all(library, folder)
    return _in_all(list(done.values()))


def _activities_of_all(library: Library, folder: WorkshopFolder) -> set[str]:
    """What all do in a workshop, whatever time there is: in every room, and nothing that is optional."""
    held: set[str] = set()
    for day in folder.workshop.item.days:
        for block in day.blocks:
            rooms: list[set[str]] = []
            for name in _session_names(block):
                if name in folder.sessions:
                    rooms.append(_of_session(library, folder, name))
            held |= _in_all(rooms)
    return held


def _session_names(block: BlockInDay) -> list[str]:
    if block.session:
        return [block.session]
    return [track.session for track in block.parallel]


def _of_session(library: Library, folder: WorkshopFolder, session: str) -> set[str]:
    workshop = folder.workshop.item
    done: set[str] = set()
    for use in folder.sessions[session].item.activities:
        is_sure = not use.optional and is_for(use, frozenset(workshop.audience))
        if is_sure and use.use not in workshop.without:
            done |= counts_as(library, use.use)
    return done


def _in_all(sets: Sequence[set[str]]) -> set[str]:
    """What is in each of some sets; nothing where there are none."""
    if not sets:
        return set()
    return set.intersection(*sets)


def counts_as(library: Library, id_: str) -> set[str]:
    """An activity, and those whose short form it is."""
    # Who has done the short form has met its point, so what builds on the long one can follow.
    same = {id_}
    for longer, entry in library.activities.items():
        if entry.item.short_form == id_:
            same.add(longer)
    return same
