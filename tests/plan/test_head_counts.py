"""Every activity for every number of people that it says it works for, and for everybody it is for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest
from trial import day, library, outcome, planned, session, shipped

from practicepack.diagnostics import Diagnostic
from practicepack.library.facts import is_allowed
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity
from practicepack.library.models.people import Groups, People
from practicepack.plan.model import ActivityPlan, Plan
from practicepack.plan.things import Sheet
from practicepack.plan.variants import varied

ACTIVITIES = sorted(shipped().activities)
AUDIENCES = sorted(shipped().audiences)
WHO = ("mixed", "women", "men")
USUAL = (("mixed",), ("women",), ("couples",), ("mixed", "service-providers"), ("mixed", "users-and-staff"))
LIMITS = ("too-few-people", "too-many-people")
LARGEST = 500
"""No workshop has more people than this."""
LONG = "day-too-long"
"""What is said of every day here: it has room for whatever there is to try."""


@dataclass(frozen=True)
class Held:
    """An activity as it came out for some people, and what was said about it."""

    people: int
    plan: Plan
    activity: ActivityPlan
    said: tuple[Diagnostic, ...]

    @property
    def beyond(self) -> list[str]:
        """The limits that its head-count breaks."""
        return [one.code for one in self.said if one.code in LIMITS]


@cache
def needed(id_: str) -> tuple[str, ...]:
    """An activity, after all that it builds on."""
    before = (one for earlier in authored(id_).after for one in needed(earlier))
    return (*dict.fromkeys(before), id_)


def authored(id_: str) -> Activity:
    item: Activity = shipped().activities[id_].item
    return item


def may(id_: str, *audience: str) -> bool:
    """Whether these people may do an activity."""
    return is_allowed(shipped().audiences, authored(id_), audience)


@cache
def usual(id_: str) -> tuple[str, ...]:
    """People who may do an activity as it is written: no variant for them counts people otherwise."""
    item = authored(id_)
    allowed_ = [one for one in USUAL if may(id_, *one)]
    found = ((one, varied(item, frozenset(one))) for one in allowed_)
    return next(one for one, theirs in found if (theirs.people, theirs.groups) == (item.people, item.groups))


@cache
def trial(id_: str, audience: tuple[str, ...]) -> Library:
    """A workshop of one long day: what the activity needs before it, and the activity.

    What is not for these people together, women and men do apart first.
    """
    earlier = needed(id_)[:-1]
    apart = any(not may(one, *audience) for one in earlier)
    rooms = ", ".join(f"{{title: {one}, audience: [{one}], session: 00-apart}}" for one in ("women", "men"))
    blocks = [f"parallel: [{rooms}]", "session: 01-try"] if apart else ["session: 01-try"]
    sessions = {"00-apart": session(*earlier)} if apart else {}
    sessions |= {"01-try": session(*([id_] if apart else needed(id_)))}
    days = day(*blocks, start="00:00", end="23:59")
    made = library(days, sessions, audience=", ".join(audience))
    return replace(made, safety={})  # nothing here is about its pages, and they take a while


def of(found: Library, participants: int) -> Library:
    """A trial for so many people."""
    folder = found.workshops["trial"]
    item = folder.workshop.item.model_copy(update={"participants": participants})
    return replace(found, workshops={"trial": replace(folder, workshop=replace(folder.workshop, item=item))})


def held(id_: str, participants: int) -> Held:
    plan, found = planned(of(trial(id_, usual(id_)), participants))
    (activity,) = (one for one in plan.activities if one.id == id_)
    said = tuple(one for one in found if f'"{id_}"' in one.message)
    return Held(participants, plan, activity, said)


def counts(people: People) -> Iterator[int]:
    """From the fewest to the most, whoever comes alone with the couples included."""
    heads = 2 if people.unit == "couple" else 1
    return iter(range(people.min * heads, min(LARGEST, (people.max + 1) * heads - 1) + 1))


@pytest.mark.parametrize("id_", ACTIVITIES)
def test_every_head_count_within_the_limits_has_its_groups_its_minutes_and_its_things(id_: str) -> None:
    for people in counts(authored(id_).people):
        found = held(id_, people)
        assert found.beyond == [], people
        assert grouped(found, authored(id_).groups), f"{people}: {found.activity.groups}"
        assert clock_runs_through(found.activity), people
        assert too_few(found) == [], people


def clock_runs_through(activity: ActivityPlan) -> bool:
    """Whether each step starts where the one before it and its break end, up to the end of the whole."""
    now = activity.start
    for step in activity.steps:
        if step.start != now or step.minutes <= 0:
            return False
        now = step.end + step.pause
    return now == activity.end and not activity.steps[-1].pause


def grouped(found: Held, groups: Groups | None) -> bool:
    """Whether everybody is in a group, and none is smaller than the method needs where that can be."""
    sizes, people = found.activity.groups, found.people
    if groups is None:
        return sizes == ()
    least = groups.size.min if groups.size else 1
    wanted = min(groups.number, people) if groups.number else len(sizes)
    return sum(sizes) == people and min(sizes) >= min(least, people) and len(sizes) == wanted


def too_few(found: Held) -> list[str]:
    """What there is less of than these people use."""
    brought = {supply.item.casefold(): supply.quantity for supply in found.plan.supplies}
    short = [
        one.item for one in found.activity.supplies if not 0 < one.quantity <= brought[one.item.casefold()]
    ]
    return short + [sheet.id for sheet in found.activity.sheets if printed(sheet) < wanted(sheet, found)]


def printed(sheet: Sheet) -> int:
    """How many there are of what people get: copies, cards of a deck that is dealt, or numbered slips."""
    return sheet.copies * (sheet.pieces or 1)


def wanted(sheet: Sheet, found: Held) -> int:
    heads = {"participant": found.people, "group": len(found.activity.groups), "pair": found.people // 2}
    return max(1, heads.get(sheet.printable.per, 1))


@pytest.mark.parametrize("id_", ACTIVITIES)
def test_one_more_than_the_most_is_told_of_with_what_to_do(id_: str) -> None:
    limits = authored(id_).people
    over = (limits.max + 1) * (2 if limits.unit == "couple" else 1)
    (found,) = (one for one in held(id_, over).said if one.code in LIMITS)
    assert found.code == "too-many-people"
    alone = f'"{id_}" works for {limits.max} {limits.unit}s at most, there are {limits.max + 1}'
    with_others = f'"{id_}" ({limits.max} at most)'
    assert found.message == alone or with_others in found.message
    (hint,) = found.hints
    assert re.fullmatch(r"run (it|them) \d times, (side by side|one group after the other)", hint)
    assert (limits.max + 1) // 2 >= limits.min, "half of them are too few"


@pytest.mark.parametrize("id_", ACTIVITIES)
def test_one_fewer_than_the_fewest_is_told_of_with_what_to_do(id_: str) -> None:
    limits = authored(id_).people
    under = (limits.min - 1) * (2 if limits.unit == "couple" else 1)
    (found,) = (one for one in held(id_, under).said if one.code in LIMITS)
    assert found.code == "too-few-people"
    number = f"there {'is' if limits.min == 2 else 'are'} {limits.min - 1}"
    alone = f'"{id_}" needs at least {limits.min} {limits.unit}s, {number}'
    with_others = f'"{id_}" ({limits.min} at least)'
    assert found.message == alone or with_others in found.message
    (hint,) = found.hints
    assert f"--without {id_}" in hint or hint.startswith("wait until more people can come")


def allowed(id_: str) -> list[str]:
    """The audiences that may do an activity and all that it builds on, where it is known who comes."""
    items = [authored(one) for one in needed(id_)]
    against = {one for item in items for one in item.not_for}
    return [one for one in AUDIENCES if one not in against and all(may(each, one) for each in needed(id_))]


def with_gender(id_: str, audience: str) -> tuple[str, ...]:
    """An audience, with a word on who they are where it does not say."""
    if shipped().audiences[audience].item.gender:
        return (audience,)
    return next((one, audience) for one in WHO if all(may(each, one, audience) for each in needed(id_)))


@pytest.mark.parametrize("id_", ACTIVITIES)
def test_for_everybody_it_is_for_there_is_a_plan_or_a_finding_with_a_place_and_a_way_out(id_: str) -> None:
    assert allowed(id_) or len(needed(id_)) > 1
    for audience in allowed(id_):
        who = with_gender(id_, audience)
        people = varied(authored(id_), frozenset(who)).people
        ideal = people.ideal * (2 if people.unit == "couple" else 1)
        plan, found = outcome(of(trial(id_, who), ideal))
        told = [one for one in found if one.code != LONG]
        assert [one.code for one in told if not one.span or not one.hints] == [], audience
        assert [one.message for one in told if one.code in LIMITS and f'"{id_}"' in one.message] == []
        errors = {one.code for one in told if one.severity == "error"}
        assert errors <= {"too-sensitive"}, f"{audience}: {errors}"
        assert bool(errors) != (plan is not None and id_ in {one.id for one in plan.activities}), audience
