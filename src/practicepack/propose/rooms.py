"""Who is in which room: everyone, a share of everyone, or women and men apart."""

from practicepack.library.facts import facts_in
from practicepack.library.load import Library
from practicepack.library.models.audience import Gender
from practicepack.library.models.fields import Line
from practicepack.library.models.workshop import Track
from practicepack.plan.people.gathering import Gathering, in_tracks
from practicepack.plan.people.team import wanted

ANY_SESSION = "welcome"
"""A room has to do something; who is in it does not depend on what."""


def largest(library: Library, everyone: Gathering, rooms: int) -> Gathering:
    """The fullest of some rooms that share everyone evenly; with one room, everyone."""
    if rooms == 1:
        return everyone
    tracks = [Track(title=Line(f"Room {number}"), session=ANY_SESSION) for number in range(1, rooms + 1)]
    shared = in_tracks(library, everyone, tracks)
    return max(shared, key=lambda room: (room.participants, -room.facilitators.count))


def apart(library: Library, everyone: Gathering) -> tuple[Gathering, Gathering] | None:
    """Women and men in rooms of their own; None where not both come, or the team is too small."""
    ids = women_and_men(library)
    if everyone.facts.gender != "both" or ids is None:
        return None
    tracks = [Track(title=Line(id_), audience=(id_,), session=ANY_SESSION) for id_ in ids]
    women, men = in_tracks(library, everyone, tracks)
    # with too few facilitators women and men stay together, and what needs them apart is left out
    for room in (women, men):
        if not has_team(room):
            return None
    return women, men


def has_team(room: Gathering) -> bool:
    """Whether a room has as many facilitators as the people in it need."""
    return wanted(room.stating("facilitators")).count <= room.facilitators.count


def women_and_men(library: Library) -> tuple[str, str] | None:
    """The audiences for women alone and for men alone, by their ids; None where the library has not both."""
    women, men = audience_of(library, "women"), audience_of(library, "men")
    if women is None or men is None:
        return None
    return women, men


def audience_of(library: Library, gender: Gender) -> str | None:
    """The audience that says no more than that people are women, men or both; None where there is none."""
    for id_, entry in library.audiences.items():
        item = entry.item
        is_plain = item.kind == "who" and item.counts is None and item.under_18 is None
        if is_plain and facts_in([item]).gender == gender:
            return id_
    return None
