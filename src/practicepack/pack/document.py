"""What gets printed: a document is one PDF, a part is the smallest piece of it that is laid out alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Paper = Literal["a4", "letter", "a5"]
Stock = Literal["paper", "card"]
Folder = Literal["facilitators", "participants", "wall", "organisers"]


@dataclass(frozen=True, slots=True)
class Edition:
    """How a pack is printed."""

    paper: Paper = "a4"

    @property
    def height(self) -> int:
        """The height of the paper in whole millimetres, upright."""
        return {"a4": 297, "letter": 279, "a5": 210}[self.paper]


@dataclass(frozen=True, slots=True)
class Place:
    """Something that the table of contents leads to: its words and its named destination."""

    title: str
    destination: str
    level: int = 1
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document. `label` stands before the page number in its folio, such as 2 or A."""

    name: str
    template: str
    label: str
    title: str
    view: Mapping[str, object]
    places: tuple[Place, ...] = ()
    size: str = ""
    """Paper other than the edition's, in words of CSS: landscape, or A3."""
    most_pages: int | None = None
    """More pages than this are a fault of the layout: a slip, or a day's run of show, on two."""
    sessions: frozenset[int] = frozenset()
    """The numbers of the sessions that it is for; empty where it is for all."""
    late: Literal["", "contents", "print-run"] = ""
    """Laid out last, when it is known how many pages everything has."""


@dataclass(frozen=True, slots=True)
class Document:
    """One PDF of a pack: the file's name without its ending, and how many copies this workshop needs."""

    kind: str
    """What --only calls it: facilitator-guide, agenda, handouts ..."""
    folder: Folder
    file: str
    title: str
    copies: int
    parts: tuple[Part, ...]
    stock: Stock = "paper"
    sides: int = 1
    repeats: bool = False
    """Holds what other files hold already."""

    @property
    def path(self) -> str:
        """Where it lies in the pack."""
        return f"{self.folder}/{self.file}.pdf"
