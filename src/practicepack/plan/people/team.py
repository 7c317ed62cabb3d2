"""Who leads in which room: how many, how many women and men, and what a team lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from practicepack.library.models.audience import Audience
from practicepack.library.models.people import Team


def shares(whole: int, stated: Sequence[int | None]) -> list[int]:
    """How many go into each room: as stated, and an even share of the rest for the others."""
    left = max(0, whole - sum(one or 0 for one in stated))
    open_ = sum(one is None for one in stated)
    each, more = divmod(left, open_) if open_ else (0, 0)
    found, given = [], 0
    for one in stated:
        if one is None:
            given += 1
        found.append(one if one is not None else each + (given <= more))
    return found


def unsaid(team: Team) -> int:
    """How many of a team may be women or men: it is not said of them."""
    return team.count - team.women - team.men


def wanted(facets: Iterable[Audience]) -> Team:
    """The fewest facilitators that all these facets ask for, and how many women and men."""
    asked = [facet.facilitators for facet in facets if facet.facilitators]
    women = max((team.women for team in asked), default=0)
    men = max((team.men for team in asked), default=0)
    number = max([team.count for team in asked] + [women + men, 1])
    return Team(number=number, women=women, men=men)


@dataclass(slots=True)
class _Places:
    """The places in the team of one room, and who has them so far."""

    count: int
    wish: Team
    women: int = 0
    men: int = 0
    unsaid: int = 0

    @property
    def free(self) -> int:
        return self.count - self.women - self.men - self.unsaid

    @property
    def missing(self) -> int:
        return max(0, self.wish.women - self.women) + max(0, self.wish.men - self.men)


@dataclass(slots=True)
class _Left:
    """Who of the whole team is in no room yet."""

    women: int
    men: int
    unsaid: int

    def take(self, sex: Literal["women", "men", "unsaid"], most: int) -> int:
        """Take up to so many of one kind; how many there were."""
        found: int = max(0, min(most, getattr(self, sex)))
        setattr(self, sex, getattr(self, sex) - found)
        return found


def divide(whole: Team, stated: Sequence[Team | None], wishes: Sequence[Team]) -> list[Team]:
    """The team of each room: as stated, or a share of the whole, with the women and men that its people need.

    First each room gets the women and men whom its people need, then those who may be either where one is
    missing, then whoever is left. So a room lacks a woman or a man only where the whole team does.
    """
    counts = shares(whole.count, [team.count if team else None for team in stated])
    fixed = [team for team in stated if team]
    left = _Left(
        whole.women - sum(team.women for team in fixed),
        whole.men - sum(team.men for team in fixed),
        unsaid(whole) - sum(unsaid(team) for team in fixed),
    )
    rooms = [_Places(max(1, count), wish) for count, wish in zip(counts, wishes, strict=True)]
    open_ = [room for room, team in zip(rooms, stated, strict=True) if team is None]
    for room in open_:
        room.women += left.take("women", min(room.wish.women, room.free))
        room.men += left.take("men", min(room.wish.men, room.free))
    for room in open_:
        room.unsaid += left.take("unsaid", min(room.missing, room.free))
    for room in open_:
        room.women += left.take("women", room.free)
        room.men += left.take("men", room.free)
        room.unsaid += left.take("unsaid", room.free)
    return [
        team or Team(number=room.count, women=room.women, men=room.men)
        for team, room in zip(stated, rooms, strict=True)
    ]


def shortfall(team: Team, wish: Team) -> str:
    """What a team lacks, in words; empty where nothing. Those of whom it is not said may be women or men."""
    if team.count < wish.count:
        needed = f"{wish.count} facilitators"
        # Who joins a team of men may be a woman, but one more person cannot be two women.
        if _missing(team, wish) > unsaid(team) + wish.count - team.count:
            needed = f"{needed} with {in_words(wish)} among them"
        return f"{needed}, {there(team.count)}"
    return shortfall_by_sex(team, wish)


def shortfall_by_sex(team: Team, wish: Team) -> str:
    """Which women or men a team lacks, in words; empty where none."""
    if _missing(team, wish) <= unsaid(team):
        return ""
    return f"{in_words(wish)} among the facilitators"


def _missing(team: Team, wish: Team) -> int:
    """How many women and men a team lacks, if it is not known of anyone whether they are one."""
    return max(0, wish.women - team.women) + max(0, wish.men - team.men)


def in_words(wish: Team) -> str:
    """The women and men of a team: 1 woman and 2 men."""
    counted = ((wish.women, "woman", "women"), (wish.men, "man", "men"))
    return " and ".join(f"{count} {one if count == 1 else more}" for count, one, more in counted if count)


def there(number: int) -> str:
    """How many there are, in words."""
    return f"there {'is' if number == 1 else 'are'} {number}"
