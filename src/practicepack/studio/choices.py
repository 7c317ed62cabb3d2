"""Activities to choose from: what suits these people and this time, and why the others do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practicepack.documents.catalogue import ActivityEntry, compose_catalogue
from practicepack.i18n import Translator
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity
from practicepack.plan.clock.timing import MinuteRange
from practicepack.plan.suitability import Wanted, excluded_by, is_open_to, minutes, what_is_missing
from practicepack.search.find import Finder


@dataclass(frozen=True, slots=True)
class OfferedActivity:
    """An activity to choose."""

    id: str
    title: str
    purpose: str
    minutes: MinuteRange
    least: int
    """The fewest people that it works with."""
    most: int
    why_not: str = ""
    """What is in the way, where something is."""


@dataclass(frozen=True, slots=True)
class OfferedActivities:
    """What there is to choose from, the best first."""

    fits: tuple[OfferedActivity, ...]
    others: tuple[OfferedActivity, ...]


class ActivitySearch:
    """Searches one state of the library. Its index is made when something is first looked for."""

    def __init__(self, library: Library, words: Translator) -> None:
        self.library, self.words = library, words
        self._finder = Finder(library)

    def choices(
        self, typed: str, wanted: Wanted, like: str = "", without: Sequence[str] = ()
    ) -> OfferedActivities:
        """What is about some words, or without words everything, what is most like another activity first."""
        if typed.strip():
            ids = [hit.key for hit in self._finder.ranked("activities", typed)]
        else:
            ids = self._by_likeness(like)
        fits, others = [], []
        for id_ in ids:
            # what is there already is not offered once more
            if id_ == like or id_ in without:
                continue
            item = self.library.activities[id_].item
            choice = self._choice(id_, item, wanted)
            if choice.why_not:
                others.append(choice)
            else:
                fits.append(choice)
        return OfferedActivities(tuple(fits), tuple(others))

    def entries(self, typed: str = "") -> Iterator[ActivityEntry]:
        """What the catalogue says of activities: of those that are about some words, or of all."""
        known = {entry.id: entry for entry in compose_catalogue(self.library, self.words).activities()}
        if not typed.strip():
            yield from known.values()
            return
        for hit in self._finder.ranked("activities", typed):
            if hit.key in known:
                yield known[hit.key]

    def _by_likeness(self, like: str) -> list[str]:
        activities = self.library.activities
        if like not in activities:
            return sorted(activities, key=lambda id_: str(activities[id_].item.title))
        pattern = activities[like].item
        return sorted(activities, key=lambda id_: (-_likeness(pattern, activities[id_].item), id_))

    def _choice(self, id_: str, item: Activity, wanted: Wanted) -> OfferedActivity:
        why_not = ""
        if wanted.audience and not is_open_to(self.library, item, wanted.audience):
            why_not = self.words.say("It is not for these people.")
        elif excluded_by(self.library, item, wanted):
            why_not = f"{what_is_missing(self.library, item, wanted)}."
        lasting = minutes(item, wanted.people)
        return OfferedActivity(
            id_, str(item.title), str(item.purpose), lasting, item.people.min, item.people.max, why_not
        )


def _likeness(pattern: Activity, other: Activity) -> int:
    """How much two activities have in common."""
    # the kind counts most: nothing else can stand in the place of an opening
    points = 4 * (pattern.kind == other.kind)
    points += 2 * (pattern.phase is not None and pattern.phase == other.phase)
    points += 3 * len({*pattern.themes} & {*other.themes})
    points += len({*pattern.practices} & {*other.practices})
    points += len({*pattern.gives} & {*other.gives})
    return points
