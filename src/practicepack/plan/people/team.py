"""Who leads in which room: how many, how many women and men, and what a team lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from practicepack.library.models.audience import Audience
from practicepack.library.models.people import Team


def even_shares(total: int, stated: Sequence[int | None]) -> list[int]:
    """How many go into each room: as stated, and an even share of the rest for the others."""
    left, open_rooms = total, 0
    for number in stated:
        left -= number or 0
        open_rooms += number is None
    # More may be stated than come: a rule reports that, and here no room gets fewer than none.
    left = max(0, left)
    shares: list[int] = []
    for number in stated:
        if number is not None:
            shares.append(number)
            continue
        # The first rooms take one more, so what is left is divided among those still open.
        share = -(-left // open_rooms)
        shares.append(share)
        left -= share
        open_rooms -= 1
    return shares


def unsaid(team: Team) -> int:
    """How many of a team may be women or men: it is not said of them."""
    return team.count - team.women - team.men


def wanted(facets: Iterable[Audience]) -> Team:
    """The fewest facilitators that all these facets ask for, and how many women and men."""
    number = women = men = 0
    for facet in facets:
        team = facet.facilitators
        if team:
            number = max(number, team.count)
            women = max(women, team.women)
            men = max(men, team.men)
    # A woman for one facet and a man for another are two people, though each facet asks for one.
    return Team(number=max(number, women + men, 1), women=women, men=men)


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
        taken: int = max(0, min(most, getattr(self, sex)))
        setattr(self, sex, getattr(self, sex) - taken)
        return taken


def divide(full_team: Team, stated: Sequence[Team | None], wishes: Sequence[Team]) -> list[Team]:
    """The team of each room: as stated, or a share of the whole, with the women and men that its people need.

    First each room gets the women and men whom its people need, then those who may be either where one is
    missing, then whoever is left. So a room lacks a woman or a man only where the whole team does.
    """
    counts = even_shares(full_team.count, _numbers_stated(stated))
    left = _without_stated(full_team, stated)
    rooms: list[_Places] = []
    for count, wish in zip(counts, wishes, strict=True):
        rooms.append(_Places(max(1, count), wish))
    _place_people([room for room, team in zip(rooms, stated, strict=True) if team is None], left)
    teams: list[Team] = []
    for room, team in zip(rooms, stated, strict=True):
        teams.append(team or Team(number=room.count, women=room.women, men=room.men))
    return teams


def _numbers_stated(stated: Iterable[Team | None]) -> list[int | None]:
    """How many are in each team, None for a team that is still open."""
    counts: list[int | None] = []
    for team in stated:
        counts.append(None if team is None else team.count)
    return counts


def _without_stated(full_team: Team, stated: Iterable[Team | None]) -> _Left:
    """Those of the team whom the author has not given a room."""
    left = _Left(full_team.women, full_team.men, unsaid(full_team))
    for team in stated:
        if team is not None:
            left.women -= team.women
            left.men -= team.men
            left.unsaid -= unsaid(team)
    return left


def _place_people(rooms: Sequence[_Places], left: _Left) -> None:
    """Give the rooms their people, in the order in which they would be missed."""
    for room in rooms:
        room.women += left.take("women", min(room.wish.women, room.free))
        room.men += left.take("men", min(room.wish.men, room.free))
    for room in rooms:
        room.unsaid += left.take("unsaid", min(room.missing, room.free))
    for room in rooms:
        room.women += left.take("women", room.free)
        room.men += left.take("men", room.free)
        room.unsaid += left.take("unsaid", room.free)


def shortfall(team: Team, wish: Team) -> str:
    """What a team lacks, in words; empty where nothing. Those of whom it is not said may be women or men."""
    if team.count < wish.count:
        needed = f"{wish.count} facilitators"
        # Who joins a team of men may be a woman, but one more person cannot be two women.
        if _lacking(team, wish) > unsaid(team) + wish.count - team.count:
            needed = f"{needed} with {in_words(wish)} among them"
        return f"{needed}, {there(team.count)}"
    return shortfall_by_sex(team, wish)


def shortfall_by_sex(team: Team, wish: Team) -> str:
    """Which women or men a team lacks, in words; empty where none."""
    if _lacking(team, wish) <= unsaid(team):
        return ""
    return f"{in_words(wish)} among the facilitators"


def _lacking(team: Team, wish: Team) -> int:
    """How many women and men a team lacks, if it is not known of anyone whether they are one."""
    return max(0, wish.women - team.women) + max(0, wish.men - team.men)


def in_words(wish: Team) -> str:
    """The women and men of a team: 1 woman and 2 men."""
    parts: list[str] = []
    if wish.women:
        parts.append(counted(wish.women, "woman", "women"))
    if wish.men:
        parts.append(counted(wish.men, "man", "men"))
    return " and ".join(parts)


def counted(number: float, singular: str, plural: str) -> str:
    """A number with its noun: 1 woman, 2 women, 1.5 metres."""
    if number == 1:
        return f"1 {singular}"
    return f"{number:g} {plural}"


def there(number: int) -> str:
    """How many there are, in words."""
    if number == 1:
        return "there is 1"
    return f"there are {number}"
