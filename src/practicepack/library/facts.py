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


def facts(facets: Iterable[Audience]) -> Facts:
    """What some facets say together. Where they differ, the more careful one counts: both, and under 18."""
    listed = tuple(facets)
    genders = {facet.gender for facet in listed if facet.gender}
    adult = {facet.under_18 for facet in listed if facet.under_18 is not None}
    ages = [facet.ages for facet in listed if facet.ages]
    return Facts(
        gender="both" if len(genders) > 1 else next(iter(genders), None),
        under_18=any(adult) if adult else None,
        ages=min(ages, key=lambda one: one.min, default=None),
        are_couples=any(facet.counts == "couples" for facet in listed),
    )


def names(audiences: Audiences, ids: Iterable[str]) -> frozenset[str]:
    """Some audiences by every name that they answer to: their own, and those that they are like."""
    found: set[str] = set()
    for id_ in ids:
        here: str | None = id_
        while here is not None and here not in found:
            found.add(here)
            entry = audiences.get(here)
            here = entry.item.like if entry else None
    return frozenset(found)


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
    here = facts(audiences[id_].item for id_ in ids if id_ in audiences)
    found = [*_compared(entry.item, here)]
    if not found or False in found:
        return False
    return None if None in found else True


def covering(audiences: Audiences, present: Iterable[str]) -> tuple[str, ...]:
    """The audiences whose facts are all true of these people, by whatever name they were given."""
    ids = tuple(present)
    return tuple(id_ for id_ in audiences if covers(audiences, id_, ids))


def is_allowed(audiences: Audiences, item: Activity, present: Iterable[str]) -> bool:
    """Whether an activity may be used with these people, as far as is known of them."""
    ids = tuple(present)
    is_refused = any(covers(audiences, one.audience, ids) for one in item.never_with)
    only = [covers(audiences, one.audience, ids) for one in item.only_with]
    return not is_refused and (not only or any(only))


def _compared(stated: Audience, here: Facts) -> Iterator[bool | None]:
    """For each fact that an audience states, whether it is true of the people here."""
    if stated.gender is not None:
        yield None if here.gender is None else here.gender == stated.gender
    if stated.counts == "couples":
        yield here.are_couples
    if stated.under_18:
        yield here.under_18 and _is_as_young(stated.ages, here.ages)


def _is_as_young(stated: Range | None, here: Range | None) -> bool:
    """Whether somebody here may be as young as the oldest of those for whom something is stated."""
    return stated is None or here is None or here.min <= stated.max
