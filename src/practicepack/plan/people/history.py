"""What people have done before: in earlier meetings of a programme, and as their workshop says."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from practicepack.diagnostics import Diagnostic, error, warning
from practicepack.library.facts import facts
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.audience import Audience
from practicepack.library.models.programme import JOINT, Programme
from practicepack.plan.draft import DraftActivity, DraftDay
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


def who(people: Iterable[str], audiences: dict[str, Audience]) -> Who:
    """The people that a stage names by `joint` or by ids of audiences."""
    ids = tuple(people)
    gender = "both" if JOINT in ids else facts(audiences[id_] for id_ in ids if id_ in audiences).gender
    genders = {"women", "men"} if gender == "both" else {gender or "unknown"}
    more = {id_ for id_ in ids if id_ != JOINT and not (id_ in audiences and audiences[id_].kind == "who")}
    return Who(frozenset(genders), frozenset(more))


def in_order(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """What an activity builds on comes earlier: in the workshop, in its programme, or at another time."""
    done = done_before(library, folder)
    for block in (block for day in days for block in day.blocks):
        here: set[str] = set()
        for session in block.sessions:
            before = set(done)
            for activity in session.activities:
                yield from _missing(library, activity, before)
                before |= _counts_as(library, activity.id)
            here |= before
        done |= here


def _missing(library: Library, activity: DraftActivity, before: Collection[str]) -> Iterator[Diagnostic]:
    for needed in activity.item.after:
        if needed not in before:
            title = library.activities[needed].item.title
            message = f'"{activity.id}" needs "{needed}" ({title}) earlier in the workshop'
            hints = (f"use {needed} in a session before this one", _have_done(needed))
            yield error("after-missing", message, activity.span, hints=hints)
    for wanted in activity.item.better_after:
        if wanted not in before:
            title = library.activities[wanted].item.title
            message = f'"{activity.id}" works better after "{wanted}" ({title})'
            hints = (f"use {wanted} in a session before this one", _have_done(wanted))
            yield warning("better-after", message, activity.span, hints=hints)


def _have_done(id_: str) -> str:
    return f"if these people have done it before, write  have_done: [{id_}]  in workshop.yaml"


def again(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Nothing that these people have done at another time is planned for them again."""
    have_done = {name for id_ in folder.workshop.item.have_done for name in _counts_as(library, id_)}
    for activity in (one for day in days for session in day.sessions for one in session.activities):
        if activity.item.kind == METHOD and activity.id in have_done:
            message = f'these people have done "{activity.id}" before'
            hints = ("choose another activity", f"--without {activity.id}")
            yield warning("done-before", message, activity.span, hints=hints)


def done_before(library: Library, folder: WorkshopFolder) -> set[str]:
    """The activities that all the people of a workshop have done before it.

    Where it belongs to several programmes, those that come before it in each of them.
    """
    earlier = [
        _done_earlier(library, entry.item, at)
        for entry in library.programmes.values()
        for at, stage in enumerate(entry.item.stages)
        if stage.workshop == folder.id
    ]
    done = set.intersection(*earlier) if earlier else set()
    for id_ in folder.workshop.item.have_done:
        done |= _counts_as(library, id_)
    return done


def _done_earlier(library: Library, programme: Programme, index: int) -> set[str]:
    """What everybody of one stage did in the stages before it."""
    audiences = {id_: entry.item for id_, entry in library.audiences.items()}
    here = who(programme.stages[index].people, audiences)
    done: dict[str, set[str]] = {gender: set() for gender in here.genders}
    for stage in programme.stages[:index]:
        there = who(stage.people, audiences)
        folder = library.workshops.get(stage.workshop)
        if folder and there.shares(here):
            for gender in there.genders & here.genders:
                done[gender] |= _held(library, folder)
    return set.intersection(*done.values())


def _held(library: Library, folder: WorkshopFolder) -> set[str]:
    """What all do in a workshop, whatever time there is: in every room, and nothing that is optional."""
    held: set[str] = set()
    for block in (block for day in folder.workshop.item.days for block in day.blocks):
        names = [block.session] if block.session else [track.session for track in block.parallel]
        rooms = [_of_session(library, folder, name) for name in names if name in folder.sessions]
        held |= set.intersection(*rooms) if rooms else set()
    return held


def _of_session(library: Library, folder: WorkshopFolder, session: str) -> set[str]:
    workshop, found = folder.workshop.item, set()
    for use in folder.sessions[session].item.activities:
        is_sure = not use.optional and is_for(use, frozenset(workshop.audience))
        if is_sure and use.use not in workshop.without:
            found |= _counts_as(library, use.use)
    return found


def _counts_as(library: Library, id_: str) -> set[str]:
    """An activity, and those whose short form it is."""
    longer = {one for one, entry in library.activities.items() if entry.item.short_form == id_}
    return {id_, *longer}
