"""Dividing people: as even as can be, and never below the size a method needs."""

from dataclasses import dataclass

from practicepack.library.models.fields import Per
from practicepack.library.models.people import Groups


def divided(people: int, groups: Groups | None) -> tuple[int, ...]:
    """The sizes of the groups, largest first, differing by one at most; empty for nobody divided.

    Where no number of groups keeps every size within the bounds, groups grow past the maximum rather than
    shrink below the minimum.
    """
    if groups is None or people == 0:
        return ()
    count = _number_of_groups(people, groups)
    smaller, larger = divmod(people, count)
    return (smaller + 1,) * larger + (smaller,) * (count - larger)


def _number_of_groups(people: int, groups: Groups) -> int:
    if groups.number:
        return min(people, groups.number)
    size = groups.size
    assert size is not None, "a model holds either a number or a size"
    fewest, most = -(-people // size.max), people // size.min
    # A method breaks down when a role in it stays empty; one person too many can share a role.
    if fewest > most:
        return max(1, most)
    return _nearest_number(people, size.ideal, max(1, fewest), most)


def _nearest_number(people: int, ideal: int, fewest: int, most: int) -> int:
    """The number of groups whose size is nearest to the ideal; of two as near, the lower number."""
    nearest = fewest
    for count in range(fewest, most + 1):
        if abs(people / count - ideal) < abs(people / nearest - ideal):
            nearest = count
    return nearest


def pairs(people: int) -> int:
    """How many pairs, with one group of three where somebody is left over."""
    return max(1, people // 2)


@dataclass(frozen=True, slots=True)
class HeadCount:
    """What minutes and quantities are counted by: people, days, and the groups of one activity."""

    participants: int
    facilitators: int
    days: int
    groups: int

    def count(self, per: Per) -> int:
        """How many there are of what something is counted by; 1 for a room or a workshop."""
        counts: dict[Per, int] = {
            "participant": self.participants,
            "facilitator": self.facilitators,
            "pair": pairs(self.participants),
            # Someone who comes alone is no couple, though they do join a pair.
            "couple": self.participants // 2,
            "group": self.groups,
            "day": self.days,
        }
        return counts.get(per, 1)
