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
    count = min(people, groups.number) if groups.number else _count(people, groups)
    smaller, larger = divmod(people, count)
    return (smaller + 1,) * larger + (smaller,) * (count - larger)


def _count(people: int, groups: Groups) -> int:
    size = groups.size
    assert size is not None, "a model holds either a number or a size"
    fewest, most = -(-people // size.max), people // size.min
    if fewest > most:
        return max(1, most)
    return min(range(max(1, fewest), most + 1), key=lambda count: abs(people / count - size.ideal))


def pairs(people: int) -> int:
    """How many pairs, with one group of three where somebody is left over."""
    return max(1, people // 2)


@dataclass(frozen=True, slots=True)
class Heads:
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
            "couple": self.participants // 2,
            "group": self.groups,
            "day": self.days,
        }
        return counts.get(per, 1)
