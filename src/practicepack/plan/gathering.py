"""Who is in one room: the whole workshop, or one of its tracks while others meet elsewhere."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from practicepack.library.audience import Audience
from practicepack.library.load import Library
from practicepack.library.model import Lack
from practicepack.library.people import Team
from practicepack.library.workshop import Track, Workshop
from practicepack.plan.groups import Heads, pairs


@dataclass(frozen=True, slots=True)
class Gathering:
    """The people in one room, and what the place lacks."""

    audience: tuple[str, ...]
    facets: tuple[Audience, ...]
    participants: int
    facilitators: Team
    days: int
    lacks: tuple[Lack, ...]

    @property
    def factor(self) -> float:
        """How much longer things take for these people: the factors of the facets, multiplied."""
        return self.factor_without(frozenset())

    def factor_without(self, stated: Collection[str]) -> float:
        """The factor where minutes were stated for some of these audiences, and so allow for them already."""
        facets = zip(self.audience, self.facets, strict=True)
        return prod(facet.time_factor for id_, facet in facets if id_ not in stated)

    def heads(self, groups: int = 0) -> Heads:
        """What minutes and quantities are counted by."""
        return Heads(self.participants, self.facilitators.count, self.days, groups)

    def circumstances(self, groups: Sequence[int] = ()) -> frozenset[str]:
        """What is so in this room, of all that a cue can depend on."""
        found = {f"no-{lack}" for lack in self.lacks}
        found |= {"odd"} if self.participants % 2 else set()
        found |= {"odd-groups"} if any(size % 2 for size in groups) else set()
        return frozenset(found | ({"uneven"} if len(set(groups)) > 1 else set()))

    def values(self, groups: Sequence[int] = ()) -> Mapping[str, str]:
        """What the placeholders stand for."""
        values = {
            "participants": str(self.participants),
            "facilitators": str(self.facilitators.count),
            "pairs": str(pairs(self.participants)),
        }
        if groups:
            largest, smallest = groups[0], groups[-1]
            size = str(largest) if largest == smallest else f"{smallest}–{largest}"
            values |= {"groups": str(len(groups)), "group_size": size}
        return values


def gathering(library: Library, workshop: Workshop) -> Gathering:
    """Everybody who comes to a workshop."""
    return Gathering(
        workshop.audience,
        _facets(library, workshop.audience),
        workshop.participants,
        workshop.facilitators,
        len(workshop.days),
        workshop.lacks,
    )


def in_tracks(library: Library, whole: Gathering, tracks: Sequence[Track]) -> tuple[Gathering, ...]:
    """Those in each track: its own facets in place of the whole's of the same kind, and its share of people.

    Tracks that state no number share evenly, the first ones taking one more, what the others leave.
    """
    people = _shares(whole.participants, [track.participants for track in tracks])
    stated = [track.facilitators.count if track.facilitators else None for track in tracks]
    leaders = _shares(whole.facilitators.count, stated)
    return tuple(
        _in_track(library, whole, track, *counts)
        for track, *counts in zip(tracks, people, leaders, strict=True)
    )


def _in_track(library: Library, whole: Gathering, track: Track, people: int, leaders: int) -> Gathering:
    own = _facets(library, track.audience)
    replaced = {facet.kind for facet in own}
    known = zip(whole.audience, whole.facets, strict=True)
    kept = [id_ for id_, facet in known if facet.kind not in replaced and id_ not in track.audience]
    audience = (*track.audience, *kept)
    team = track.facilitators or Team(number=max(1, leaders))
    facets = _facets(library, audience)
    return replace(whole, audience=audience, facets=facets, participants=people, facilitators=team)


def _shares(whole: int, stated: Sequence[int | None]) -> list[int]:
    left = max(0, whole - sum(one or 0 for one in stated))
    open_ = sum(one is None for one in stated)
    each, more = divmod(left, open_) if open_ else (0, 0)
    shares, given = [], 0
    for one in stated:
        if one is None:
            given += 1
        shares.append(one if one is not None else each + (given <= more))
    return shares


def _facets(library: Library, audience: Iterable[str]) -> tuple[Audience, ...]:
    return tuple(library.audiences[id_].item for id_ in audience)
