"""What is true of the people in a room: the facts that their audiences state, put together.

Rules of safety read these facts and never the name of an audience, so an audience copied under another name
keeps every rule. What is written for an audience by its name also reaches those that are `like` it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from practicepack.library.entry import Entry
from practicepack.library.models.activity import Activity
from practicepack.library.models.audience import Audience, Gender
from practicepack.library.models.fields import Range

Audiences = Mapping[str, Entry[Audience]]
PEOPLE = ("who", "age")
"""The kinds of audience that say who people are. Their facts hold for others of whom the same is true."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of some people. None stands for what no audience of theirs says."""

    gender: Gender | None = None
    under_18: bool | None = None
    ages: Range | None = None
    are_couples: bool = False


def facts_in(facets: Iterable[Audience]) -> Facts:
    """What some facets say together. Where they differ, the more careful one counts: both, and under 18."""
    gender: Gender | None = None
    under_18: bool | None = None
    ages: Range | None = None
    are_couples = False
    for facet in facets:
        if facet.gender and gender not in (None, facet.gender):
            gender = "both"
        elif facet.gender:
            gender = facet.gender
        if facet.under_18 is not None:
            # none of them says it: not known; one says yes: yes, whatever the others say
            under_18 = under_18 or facet.under_18
        if facet.ages and (ages is None or facet.ages.min < ages.min):
            ages = facet.ages
        if facet.counts == "couples":
            are_couples = True
    return Facts(gender, under_18, ages, are_couples)


def names(audiences: Audiences, ids: Iterable[str]) -> frozenset[str]:
    """Some audiences by every name that they answer to: their own, and those that they are like."""
    answered: set[str] = set()
    for id_ in ids:
        name: str | None = id_
        # two audiences may be like each other by mistake, so a name ends the search when it comes again
        while name is not None and name not in answered:
            answered.add(name)
            if name not in audiences:
                break
            name = audiences[name].item.like
    return frozenset(answered)


def covers(audiences: Audiences, named: str, present: Iterable[str]) -> bool | None:
    """Whether what is written of one audience is about the people who are here; None where it is not known.

    It is about them where they are that audience or like it, or where all is true of them that the audience
    states about people: their gender, that they are couples, that they are under 18 and as young.
    """
    ids = tuple(present)
    if named in names(audiences, ids):
        return True
    entry = audiences.get(named)
    if entry is None or entry.item.kind not in PEOPLE:
        return False
    compared = list(_compared(entry.item, facts_in(facets_of(audiences, ids))))
    # one fact that is not true settles it, even where another is not known
    if not compared or False in compared:
        return False
    if None in compared:
        return None
    return True


def facets_of(audiences: Audiences, ids: Iterable[str]) -> Iterator[Audience]:
    """What some audiences say, by their ids."""
    # An audience that could not be read is reported where it is named, so it is passed over here.
    for id_ in ids:
        if id_ in audiences:
            yield audiences[id_].item


def covering(audiences: Audiences, present: Iterable[str]) -> tuple[str, ...]:
    """The audiences whose facts are all true of these people, by whatever name they were given."""
    ids = tuple(present)
    return tuple(id_ for id_ in audiences if covers(audiences, id_, ids))


def is_allowed(audiences: Audiences, item: Activity, present: Iterable[str]) -> bool:
    """Whether an activity may be used with these people, as far as is known of them."""
    ids = tuple(present)
    for refusal in item.never_with:
        if covers(audiences, refusal.audience, ids):
            return False
    for condition in item.only_with:
        if covers(audiences, condition.audience, ids):
            return True
    return not item.only_with


def _compared(stated: Audience, here: Facts) -> Iterator[bool | None]:
    """For each fact that an audience states, whether it is true of the people here."""
    if stated.gender is not None and here.gender is None:
        yield None
    elif stated.gender is not None:
        yield here.gender == stated.gender
    if stated.counts == "couples":
        yield here.are_couples
    if stated.under_18:
        yield here.under_18 and _is_as_young(stated.ages, here.ages)


def _is_as_young(stated: Range | None, here: Range | None) -> bool:
    """Whether somebody here may be as young as the oldest of those for whom something is stated."""
    return stated is None or here is None or here.min <= stated.max
