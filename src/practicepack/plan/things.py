"""What a plan counts: things to bring and sheets to print, and what uses them."""

from dataclasses import dataclass

from practicepack.library.models.printable import Printable


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the library by id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Supply:
    """A thing to bring: how many in all, and what uses it."""

    item: str
    quantity: int
    consumable: bool
    substitute: str | None
    used_in: tuple[Named, ...]
    """The activities that use it, in the order of the days."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printable with the number of copies that this workshop needs."""

    id: str
    printable: Printable
    copies: int
    """How many there are to be. A deck that is dealt to people is one, with as many cards as they need."""
    used_in: tuple[Named, ...]
    tracks: tuple[str, ...] = ()
    """The rooms that it is for, where several are used at once."""
    copy: int = 1
    """Which form of the printable this is, where rooms get different ones."""
    slips: tuple[str, ...] = ()
    """What stands on numbered slips: the numbers, and nothing on spare ones."""

    @property
    def pieces(self) -> int:
        """How many cards a deck has that is dealt to people; 0 for whole decks and other sheets."""
        if not self.printable.is_dealt:
            return 0
        return len(getattr(self.printable, self.printable.parts))

    @property
    def name(self) -> str:
        """What its file is called."""
        # Most sheets have one form, and then people look for the file by its id alone.
        if self.copy == 1:
            return self.id
        return f"{self.id}-{self.copy}"
