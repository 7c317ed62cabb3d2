"""A programme resolved: its workshops in their order, what each hands on, and what they reach together."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import get_args

from practicepack.diagnostics import Diagnostic, Tip, error, warning
from practicepack.edits import Fix, Set
from practicepack.library.entry import Entry
from practicepack.library.facts import facts_in
from practicepack.library.models.audience import Gender
from practicepack.library.models.fields import Level, Prose
from practicepack.library.models.programme import JOINT, AudienceIds, PeerGroup, Programme
from practicepack.plan.model import Plan
from practicepack.plan.people.history import METHOD, Who, who
from practicepack.plan.things import Named

GENDERS: Mapping[AudienceIds, Gender] = {("women",): "women", ("men",): "men", (JOINT,): "both"}
"""The people of a stage that are named by their gender alone."""


@dataclass(frozen=True, slots=True)
class StagePlan:
    """One workshop of a programme. `number` counts from 1."""

    number: int
    plan: Plan
    people: AudienceIds
    when: str | None
    hands_on: Prose | None
    again: tuple[str, ...] = ()
    """The activities that they do again on purpose."""

    @property
    def gender(self) -> Gender | None:
        """Whether they are women, men or both, by what is known of the audience of its workshop."""
        return facts_in(facet.item for facet in self.plan.audience).gender

    @property
    def who(self) -> Who:
        """Whose it is, to tell whether another stage is for the same people."""
        return who(self.people, {facet.id: facet.item for facet in self.plan.facets})

    @property
    def minutes(self) -> int:
        """Minutes of all its days, breaks and lunch with them."""
        minutes = 0
        for day in self.plan.days:
            minutes += day.end - day.start
        return minutes


@dataclass(frozen=True, slots=True)
class Lane:
    """The people of some stages, and of the groups that go on: a row of the map."""

    people: AudienceIds
    titles: tuple[str, ...]
    """The titles of their audiences."""
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class Reach:
    """A level or a practice area, and the numbers of the stages that work on it."""

    name: str
    stages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """Everything that a programme's map shows."""

    id: str
    title: str
    purpose: Prose
    language: str
    stages: tuple[StagePlan, ...]
    lanes: tuple[Lane, ...]
    """Whose stages they are, each people once: women first, men last."""
    peer_groups: tuple[PeerGroup, ...]
    levels: tuple[Reach, ...]
    areas: tuple[Reach, ...]


def resolve_programme(
    entry: Entry[Programme], plans: Mapping[str, Plan], areas: tuple[Named, ...]
) -> tuple[ProgrammePlan, list[Diagnostic]]:
    """The programme and what is to be said about it, from the plans of its workshops by their ids."""
    item = entry.item
    stages: list[StagePlan] = []
    for number, stage in enumerate(item.stages, start=1):
        plan = plans[stage.workshop]
        stages.append(StagePlan(number, plan, stage.people, stage.when, stage.hands_on, stage.again))
    resolved = ProgrammePlan(
        id=entry.id,
        title=item.title,
        purpose=item.purpose,
        language=item.language,
        stages=tuple(stages),
        lanes=_lanes(stages, item.peer_groups),
        peer_groups=item.peer_groups,
        levels=_levels(stages),
        areas=_areas(stages, areas),
    )
    diagnostics: list[Diagnostic] = []
    for rule in PROGRAMME_RULES:
        diagnostics += rule(entry, resolved)
    return resolved, diagnostics


def _levels(stages: Iterable[StagePlan]) -> tuple[Reach, ...]:
    """The stages that work at each level; a level without any is listed too, for a rule asks for it."""
    levels: list[Reach] = []
    for level in get_args(Level):
        numbers: list[int] = []
        for stage in stages:
            if any(activity.level == level for activity in stage.plan.activities):
                numbers.append(stage.number)
        levels.append(Reach(level, tuple(numbers)))
    return tuple(levels)


def _areas(stages: Iterable[StagePlan], areas: Iterable[Named]) -> tuple[Reach, ...]:
    """The stages that work on each practice area."""
    reaches: list[Reach] = []
    for area in areas:
        numbers: list[int] = []
        for stage in stages:
            if any(area in activity.practices for activity in stage.plan.activities):
                numbers.append(stage.number)
        reaches.append(Reach(area.title, tuple(numbers)))
    return tuple(reaches)


def _lanes(stages: Iterable[StagePlan], groups: Iterable[PeerGroup]) -> tuple[Lane, ...]:
    """Whose stages and groups they are, each people once."""
    lanes: dict[AudienceIds, Lane] = {}
    for stage in stages:
        lanes.setdefault(stage.people, Lane(stage.people, _people_of_stage(stage), stage.gender))
    for group in groups:
        # A group that no workshop is for has only the words of its author, and no facts behind them.
        lanes.setdefault(group.people, Lane(group.people, group.people, GENDERS.get(group.people)))
    return tuple(sorted(lanes.values(), key=_place_on_map))


def _people_of_stage(stage: StagePlan) -> tuple[str, ...]:
    """The people of a stage by the titles of their audiences, or as its author calls them."""
    titles = {facet.id: facet.item.title for facet in stage.plan.facets}
    named: list[str] = []
    for id_ in stage.people:
        # "joint" is no audience: the map has its own word for it.
        named.append(titles.get(id_, id_))
    return tuple(named)


def _place_on_map(lane: Lane) -> int:
    """Women above, men below, both between them: so what is handed on moves towards the middle."""
    return (lane.gender == "men") - (lane.gender == "women")


def whose(entry: Entry[Programme], plan: ProgrammePlan) -> Iterator[Diagnostic]:
    """Each workshop is for the people whose stage it is."""
    for index, stage in enumerate(plan.stages):
        for id_ in stage.people:
            if not _is_for(stage, id_):
                missing = GENDERS.get((id_,)) or id_
                message = f'"{stage.plan.id}" stands here for {id_}, its audience is not for {missing}'
                hints = (Tip(f"change people: here, or the audience: of {stage.plan.id}"),)
                yield error("stage-people", message, entry.span("stages", index, "people"), hints=hints)


def _is_for(stage: StagePlan, people: str) -> bool:
    """Whether the workshop of a stage is for some people: women, men, both, or an audience by its id."""
    # An audience copied under another name is still one of women: facts count, not ids.
    gender = GENDERS.get((people,))
    if gender is not None:
        return stage.gender == gender
    return any(facet.id == people for facet in stage.plan.facets)


def both(entry: Entry[Programme], plan: ProgrammePlan) -> Iterator[Diagnostic]:
    """Women or girls and men or boys are both engaged, as far as it is known who comes.

    Source: Greene and Levack 2010, Synchronizing gender strategies, IGWG and PRB
    """
    genders = {stage.gender for stage in plan.stages}
    for missing, reached in (("women", "men"), ("men", "women")):
        if not genders & {missing, "both", None}:
            message = f"no one works with {missing}: change on one side alone does not last"
            more = f"add a workshop for {missing}, or say who else works with them"
            hints = (Tip(f"{more}; this one is for {reached}"),)
            yield warning("one-sided", message, entry.key("stages"), hints=hints)


def apart_first(entry: Entry[Programme], plan: ProgrammePlan) -> Iterator[Diagnostic]:
    """Women and men meet apart before they meet together, in workshops or in rooms of their own.

    Source: https://prevention-collaborative.org/resource/fidelity-brief-for-adapting-indashyikirwa/
    """
    # What is not known counts as nothing here: another rule asks who comes.
    met: set[str | None] = set()
    for index, stage in enumerate(plan.stages):
        # Rooms of their own inside the workshop will do: its own rules see that they come early enough.
        met.update(facet.item.gender for facet in stage.plan.in_rooms)
        if stage.gender == "both" and not {"women", "men"} <= met:
            missing = " and ".join(sorted({"women", "men"} - met))
            message = f'"{stage.plan.id}" brings both together before {missing} have met apart'
            hints = (Tip(f"put a workshop for {missing} before it"),)
            yield warning("joint-first", message, entry.span("stages", index, "people"), hints=hints)
        met.add(stage.gender)


def women_first(entry: Entry[Programme], plan: ProgrammePlan) -> Iterator[Diagnostic]:
    """Where women steer, theirs comes before the men's, and what they want is handed on.

    Source: IRC, EMAP, https://gbvresponders.org/prevention/emap/
    """
    order = [stage.gender for stage in plan.stages]
    if entry.item.women_steer and "men" in order and "women" not in order[: order.index("men")]:
        message = "men meet before women have said what the men's workshop should take up"
        hints = (Tip("put a women's workshop before it, or write  women_steer: false"),)
        yield warning("men-first", message, entry.span("stages", order.index("men"), "people"), hints=hints)


def once_each(entry: Entry[Programme], plan: ProgrammePlan) -> Iterator[Diagnostic]:
    """The same people do not do the same activity twice. What opens and closes a meeting is for each."""
    for earlier, later in combinations(plan.stages, 2):
        if not earlier.who.shares(later.who):
            continue
        for id_ in _done_in_both(earlier, later):
            message = f'"{later.plan.id}" does "{id_}" with people who did it in "{earlier.plan.id}"'
            typed = f"choose another one, or write  again: [{id_}]  if it is on purpose"
            again = ", ".join((*later.again, id_))
            edit = Set(entry.source.name, ("stages", later.number - 1, "again"), f"[{again}]")
            hints = (Fix(f'Do "{id_}" again on purpose', (edit,), typed),)
            span = entry.span("stages", later.number - 1, "workshop")
            yield warning("done-before", message, span, hints=hints)


def _done_in_both(earlier: StagePlan, later: StagePlan) -> list[str]:
    """The methods of a stage that an earlier one has as well, but for those repeated on purpose."""
    done: set[str] = set()
    for activity in earlier.plan.activities:
        if activity.kind == METHOD and activity.id not in later.again:
            done.add(activity.id)
    repeated: dict[str, None] = {}
    for activity in later.plan.activities:
        if activity.id in done:
            repeated[activity.id] = None
    return list(repeated)


def handed_on(entry: Entry[Programme], plan: ProgrammePlan) -> Iterator[Diagnostic]:
    """Each workshop gives something to the next."""
    for index, (stage, _) in enumerate(pairwise(plan.stages)):
        if stage.hands_on is None:
            message = f'"{stage.plan.id}" hands nothing on to the workshop after it'
            hints = (Tip("add  hands_on: what those who come next should hear or use"),)
            yield warning("no-hand-over", message, entry.span("stages", index, "workshop"), hints=hints)


def peers(entry: Entry[Programme], _: ProgrammePlan) -> Iterator[Diagnostic]:
    """A group goes on meeting when the workshops are over.

    Source: CARE, promising practices, https://genderinpractice.care.org/promising-practices/
    """
    if not entry.item.peer_groups:
        message = "no group goes on meeting when the workshops are over"
        hints = (Tip("add  peer_groups: with a name, when it meets and what it does"),)
        yield warning("no-peer-group", message, entry.key("title"), hints=hints)


def all_levels(entry: Entry[Programme], plan: ProgrammePlan) -> Iterator[Diagnostic]:
    """Something changes for each person, between people, and around them.

    Source: CARE, promising practices, https://genderinpractice.care.org/promising-practices/
    """
    for level in plan.levels:
        if not level.stages:
            message = f"nothing in it works at the level {level.name}"
            hints = (Tip("practicepack list activities shows what works where"),)
            yield warning("level-missing", message, entry.key("stages"), hints=hints)


ProgrammeRule = Callable[[Entry[Programme], ProgrammePlan], Iterator[Diagnostic]]
PROGRAMME_RULES: tuple[ProgrammeRule, ...] = (
    whose,
    both,
    apart_first,
    women_first,
    once_each,
    handed_on,
    peers,
    all_levels,
)
