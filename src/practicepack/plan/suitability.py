"""Whether an activity suits some people and some time: why it does, or what would let it in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practicepack.library.facts import covering, covers, is_allowed, names
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity, ActivityStep
from practicepack.library.models.fields import ForAudience, Sensitivity
from practicepack.plan.clock.timing import MinuteRange, bounds, total
from practicepack.plan.people.audience import is_for
from practicepack.plan.people.gathering import facets_in_order
from practicepack.plan.people.groups import HeadCount
from practicepack.plan.people.team import counted
from practicepack.plan.rules.safeguarding import RISING, gates
from practicepack.plan.variants import fitting, varied

USUAL_GROUPS = 4
"""How many groups are assumed where minutes depend on them and no head-count is known."""
MOST_ROOMS = 4
"""People are divided into this many rooms at most before a workshop is another workshop."""
ROOMS = {2: "two", 3: "three", 4: "four"}
MADE, ADAPTED, NEUTRAL = 0, 1, 2
"""How well an activity suits people: made for them, adapted to them, or for anyone."""
ASKED_FOR = {
    "referrals": "a referral list",
    "safeguarding": "a safeguarding lead",
    "reports_to": "a women's group to report to",
    "apart": "women and men apart before it",
    "earlier-day": "an earlier meeting",
    "later-day": "a later meeting",
}
"""What a gate, or an activity, needs before it is used."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. Minutes and people are whole numbers from 1."""

    practice: str | None = None
    audience: tuple[str, ...] = ()
    people: int | None = None
    max_minutes: int | None = None
    sensitivity: Sensitivity | None = None


@dataclass(frozen=True, slots=True)
class Suits:
    """Why an activity is there for an audience: a rank, the lowest first, and a few words, or none."""

    rank: int
    why: str


def minutes(item: Activity, people: int | None) -> MinuteRange:
    """How long an activity takes with so many people, or with the number that is ideal for it."""
    heads = HeadCount(people or item.people.ideal, item.facilitators.count, 1, USUAL_GROUPS)
    steps: list[MinuteRange] = []
    for step in item.steps:
        steps.append(bounds(step.minutes, heads))
    return total(steps)


def excluded_by(library: Library, item: Activity, wanted: Wanted) -> tuple[str, ...]:
    """The options that exclude an activity, by their names; none where it fits."""
    excluding = {
        "--practice": wanted.practice is not None and wanted.practice not in item.practices,
        "--for": bool(wanted.audience) and not is_open_to(library, item, wanted.audience),
        "--people": bool(_people_missing(item, wanted)),
        "--max-minutes": bool(_minutes_missing(library, item, wanted)),
        "--sensitivity": bool(_is_too_sensitive(item, wanted)),
    }
    options: list[str] = []
    for option, is_excluded in excluding.items():
        if is_excluded:
            options.append(option)
    return tuple(options)


def what_is_missing(library: Library, item: Activity, wanted: Wanted) -> str:
    """Why an activity does not fit a number of people, a time or a sensitivity, and what would let it in."""
    sentences: list[str] = []
    for reason in (
        _people_missing(item, wanted),
        _minutes_missing(library, item, wanted),
        _is_too_sensitive(item, wanted),
    ):
        if reason:
            sentences.append(reason[0].upper() + reason[1:])
    return ". ".join(sentences)


def is_open_to(library: Library, item: Activity, audience: Sequence[str]) -> bool:
    """Whether nothing refuses these people: the activity, their own gates, or what it is tagged for."""
    here = names(library.audiences, audience)
    level = varied(item, here).sensitivity
    facets = facets_in_order(library.audiences, audience)
    # An audience written by hand may say nothing of gates: then those of the same people hold.
    if not any(facet.gates for facet in facets):
        facets = facets_in_order(library.audiences, covering(library.audiences, audience))
    is_shut = any(not gate.needs for _, gate in gates(level, facets))
    return is_allowed(library.audiences, item, audience) and not is_shut and is_for(item, here)


def suits(library: Library, item: Activity, audience: Sequence[str]) -> Suits:
    """Why an activity that is open to these people is listed for them."""
    needs = _needs(library, item, audience)
    made_for = [id_ for id_ in audience if _is_made_for(library, item, id_)]
    if made_for:
        return Suits(MADE, _reason_with_need(f"made for {' and '.join(made_for)}", needs))
    adapted: list[str] = []
    for id_ in audience:
        how = _adapted(item, names(library.audiences, [id_]), names(library.audiences, audience))
        if how:
            adapted.append(f"{how} for {id_}")
    if adapted:
        return Suits(ADAPTED, _reason_with_need(", ".join(adapted), needs))
    return Suits(NEUTRAL, needs)


def _reason_with_need(why: str, needs: str) -> str:
    """A reason, and after it what is needed, where anything is."""
    if not needs:
        return why
    return f"{why}; {needs}"


def _is_made_for(library: Library, item: Activity, audience: str) -> bool:
    for restriction in item.only_with:
        if covers(library.audiences, restriction.audience, [audience]):
            return True
    return not names(library.audiences, [audience]).isdisjoint((*item.for_, *item.made_for))


def _adapted(item: Activity, theirs: frozenset[str], here: frozenset[str]) -> str:
    """How an activity differs for one audience: "variant", "advice", "lines", or "" where it does not."""
    how = ""
    for variant in fitting(item.variants, here):
        if theirs.isdisjoint(variant.for_):
            continue
        # A variant changes what is done, so it says more of an activity than any advice beside it.
        if not variant.only_advises:
            return "variant"
        how = "advice"
    if not how and _has_lines_for(item, theirs):
        return "lines"
    return how


def _has_lines_for(item: Activity, audience: frozenset[str]) -> bool:
    """Whether some part of an activity is there for one audience."""
    parts: list[ForAudience] = [*item.materials, *item.prepare, *item.flipcharts, *item.debrief]
    for step in item.steps:
        parts += [step, *step.cues]
    return any(audience.intersection(part.for_) for part in parts)


def _needs(library: Library, item: Activity, audience: Sequence[str]) -> str:
    """What must be there before it is used with these people, such as "needs a referral list"."""
    level = varied(item, names(library.audiences, audience)).sensitivity
    facets = facets_in_order(library.audiences, covering(library.audiences, audience))
    asked: list[str] = [*item.needs]
    for _, gate in gates(level, facets):
        asked += gate.needs
    if not asked:
        return ""
    # Two audiences may ask for the same thing, which is there once for both.
    return f"needs {', '.join(map(ASKED_FOR.__getitem__, dict.fromkeys(asked)))}"


def _people_missing(item: Activity, wanted: Wanted) -> str:
    """What is wrong with the number of people and what would do; "" where it fits."""
    if wanted.people is None:
        return ""
    limits, here = item.people, item.people.counted(wanted.people)
    unit = ""
    if limits.unit == "couple":
        unit = " couples"
    if here < limits.min:
        return f"needs {limits.min}{unit} at least; {_more_people(limits.min - here, limits.unit)} would do"
    if here <= limits.max:
        return ""
    # Splitting a group only helps if each half is still large enough for the method.
    rooms = next(_rooms_that_do(here, limits.min, limits.max), None)
    if rooms is None:
        return f"for up to {limits.max}{unit}"
    team = _team_needed(item.facilitators.count)
    return f"for up to {limits.max}{unit}; {ROOMS[rooms]} rooms would do, with {team} in each"


def _team_needed(number: int) -> str:
    if number == 1:
        return "one facilitator"
    return f"{number} facilitators"


def _more_people(missing: int, unit: str) -> str:
    """How many more people or couples: 3 more, 1 more couple."""
    if unit != "couple":
        return f"{missing} more"
    return counted(missing, "more couple", "more couples")


def _rooms_that_do(people: int, least: int, most: int) -> Iterator[int]:
    """The numbers of rooms in which each has neither too few people nor too many."""
    for rooms in range(2, MOST_ROOMS + 1):
        if people // rooms >= least and -(-people // rooms) <= most:
            yield rooms


def _minutes_missing(library: Library, item: Activity, wanted: Wanted) -> str:
    """What is wrong with the time and what would do; "" where it fits."""
    longest = wanted.max_minutes
    if longest is None:
        return ""
    least = minutes(item, wanted.people).min
    if least <= longest:
        return ""
    reason = f"takes {least} minutes at least"
    cut = _cut_short(item, wanted.people)
    if cut <= longest:
        return f"{reason}; {cut} would do, done the short way"
    # What is cut is still this activity; another one comes only where cutting does not do.
    brief = library.activities.get(item.short_form or "")
    if brief and minutes(brief.item, wanted.people).min <= longest:
        return f'{reason}; "{brief.id}" does the same in less time'
    return f"{reason}; {min(least, cut) - longest} minutes more would do"


def _cut_short(item: Activity, people: int | None) -> int:
    """The fewest minutes when optional steps go and others are done in their shorter way."""
    steps: list[ActivityStep] = []
    for step in item.steps:
        if step.optional:
            continue
        if step.shorter:
            steps.append(step.model_copy(update={"minutes": step.shorter.minutes}))
        else:
            steps.append(step)
    return minutes(item.model_copy(update={"steps": tuple(steps)}), people).min


def _is_too_sensitive(item: Activity, wanted: Wanted) -> str:
    """That an activity is more sensitive than wanted, and the option that lets it in; "" where it is not."""
    limit = wanted.sensitivity or "high"
    if RISING.index(item.sensitivity) <= RISING.index(limit):
        return ""
    return f"of {item.sensitivity} sensitivity; --sensitivity {item.sensitivity} lets it in"
