"""What a plan counts: things to bring and sheets to print, and what uses them."""

from dataclasses import dataclass

from practicepack.library.printable import Printable


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
    used_in: tuple[Named, ...]
    tracks: tuple[str, ...] = ()
    """The rooms that it is for, where several are used at once."""
    copy: int = 1
    """Which form of the printable this is, where rooms get different ones."""

    @property
    def name(self) -> str:
        """What its file is called."""
        return self.id if self.copy == 1 else f"{self.id}-{self.copy}"
