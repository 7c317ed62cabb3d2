"""Who is in one room: the whole workshop, or one of its tracks while others meet elsewhere."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from practicepack.library.facts import Audiences, Facts, covering, facts_in, names
from practicepack.library.load import Library
from practicepack.library.models.activity import Lack
from practicepack.library.models.audience import Audience
from practicepack.library.models.people import Team
from practicepack.library.models.workshop import Track, Workshop
from practicepack.plan.people.groups import HeadCount, pairs
from practicepack.plan.people.team import divide, even_shares, wanted


@dataclass(frozen=True, slots=True)
class Gathering:
    """The people in one room, and what the place lacks."""

    audience: tuple[str, ...]
    facets: tuple[Audience, ...]
    participants: int
    facilitators: Team
    days: int
    lacks: tuple[Lack, ...]
    here: frozenset[str] = frozenset()
    """The audiences in the room, and those that they are like. Variants are chosen by it."""
    people: frozenset[str] = frozenset()
    """Those, and what stays true of the people while they are apart: that they come as couples."""
    careful: frozenset[str] = frozenset()
    """Those, and every audience whose facts are true of the people: for cautions and pages about safety."""
    alike: tuple[Audience, ...] = ()
    """The audiences that are not named here, but whose facts are true of the people."""

    @property
    def facts(self) -> Facts:
        """What is true of these people, as far as it is known."""
        return facts_in(self.facets)

    def stating(self, field: Literal["gates", "facilitators", "children_per_adult"]) -> tuple[Audience, ...]:
        """The audiences whose rules hold here: those that are named, and others where those say nothing.

        An audience that was written by hand with `under_18: true` and no gates gets those of other children.
        """
        own = [facet for facet in self.facets if getattr(facet, field)]
        # A named audience speaks for its kind: what its author wrote is not doubled by what others need.
        kinds = {facet.kind for facet in own}
        others = [facet for facet in self.alike if facet.kind not in kinds and getattr(facet, field)]
        return (*own, *others)

    @property
    def factor(self) -> float:
        """How much longer things take for these people: the factors of the facets, multiplied."""
        return self.factor_without(frozenset())

    def factor_without(self, stated: Collection[str]) -> float:
        """The factor where minutes were stated for some of these audiences, and so allow for them already."""
        factor = 1.0
        for id_, facet in zip(self.audience, self.facets, strict=True):
            if id_ not in stated and facet.like not in stated:
                factor *= facet.time_factor
        return factor

    def head_count(self, groups: int = 0) -> HeadCount:
        """What minutes and quantities are counted by."""
        return HeadCount(self.participants, self.facilitators.count, self.days, groups)

    def circumstances(self, groups: Sequence[int] = ()) -> frozenset[str]:
        """What is so in this room, of all that a cue can depend on."""
        present: set[str] = set()
        for lack in self.lacks:
            present.add(f"no-{lack}")
        if self.participants % 2:
            present.add("odd")
        for size in groups:
            if size % 2:
                present.add("odd-groups")
        if len(set(groups)) > 1:
            present.add("uneven")
        return frozenset(present)

    def values(self, groups: Sequence[int] = ()) -> Mapping[str, str]:
        """What the placeholders stand for."""
        values = {
            "participants": str(self.participants),
            "facilitators": str(self.facilitators.count),
            "pairs": str(pairs(self.participants)),
        }
        # Where nobody is divided there is no size to name, and no text of such an activity may ask for it.
        if groups:
            values["groups"] = str(len(groups))
            values["group_size"] = _size_in_words(groups)
        return values


def _size_in_words(groups: Sequence[int]) -> str:
    largest, smallest = groups[0], groups[-1]
    if largest == smallest:
        return str(largest)
    return f"{smallest}–{largest}"


def gathering(library: Library, workshop: Workshop) -> Gathering:
    """Everybody who comes to a workshop."""
    here = names(library.audiences, workshop.audience)
    by_facts = covering(library.audiences, workshop.audience)
    return Gathering(
        workshop.audience,
        facets_in_order(library.audiences, workshop.audience),
        workshop.participants,
        workshop.facilitators,
        len(workshop.days),
        workshop.lacks,
        here=here,
        people=here,
        careful=here.union(by_facts),
        alike=_others(library, by_facts, workshop.audience),
    )


def in_tracks(library: Library, everyone: Gathering, tracks: Sequence[Track]) -> tuple[Gathering, ...]:
    """Those in each track: its own facets in place of the whole's of the same kind, and its share of people.

    Tracks that state no number share evenly, the first ones taking one more, what the others leave. What
    people need (the kind `need`) is never replaced: it goes with them into every room.
    """
    people = even_shares(everyone.participants, [track.participants for track in tracks])
    rooms: list[Gathering] = []
    stated: list[Team | None] = []
    wishes: list[Team] = []
    # The team is divided last: which room needs a woman or a man depends on who is in it.
    for track, count in zip(tracks, people, strict=True):
        room = _in_track(library, everyone, track, count)
        rooms.append(room)
        stated.append(track.facilitators)
        wishes.append(wanted(room.facets))
    teams = divide(everyone.facilitators, stated, wishes)
    staffed: list[Gathering] = []
    for room, team in zip(rooms, teams, strict=True):
        staffed.append(replace(room, facilitators=team))
    return tuple(staffed)


def _in_track(library: Library, everyone: Gathering, track: Track, people: int) -> Gathering:
    audience = _audience_in_track(library, everyone, track)
    here = names(library.audiences, audience)
    by_facts = covering(library.audiences, audience)
    couples = _couples(everyone)
    theirs = here | names(library.audiences, couples)
    return replace(
        everyone,
        audience=audience,
        facets=facets_in_order(library.audiences, audience),
        participants=people,
        lacks=tuple(dict.fromkeys([*everyone.lacks, *track.lacks])),
        here=here,
        people=theirs,
        careful=theirs.union(by_facts),
        alike=_others(library, by_facts, audience),
    )


def _audience_in_track(library: Library, everyone: Gathering, track: Track) -> tuple[str, ...]:
    """The track's own audiences, and those of the whole that they do not replace."""
    replaced = {facet.kind for facet in facets_in_order(library.audiences, track.audience)} - {"need"}
    audience = list(track.audience)
    for id_, facet in zip(everyone.audience, everyone.facets, strict=True):
        if facet.kind not in replaced and id_ not in track.audience:
            audience.append(id_)
    return tuple(audience)


def _couples(everyone: Gathering) -> list[str]:
    """The audiences of the whole that come as couples."""
    couples: list[str] = []
    for id_, facet in zip(everyone.audience, everyone.facets, strict=True):
        if facet.counts == "couples":
            couples.append(id_)
    return couples


def _others(library: Library, ids: Sequence[str], named: Sequence[str]) -> tuple[Audience, ...]:
    return facets_in_order(library.audiences, (id_ for id_ in ids if id_ not in named))


def facets_in_order(audiences: Audiences, ids: Iterable[str]) -> tuple[Audience, ...]:
    """What some audiences say of themselves, in the order of their ids."""
    return tuple(audiences[id_].item for id_ in ids)
