"""What gets printed: a document is one PDF, a part is the smallest piece of it that is laid out alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from practicepack.documents.edition import LEAVES, Leaf
from practicepack.documents.tiling import Tiling
from practicepack.plan.model import Slot

Stock = Literal["paper", "card"]
Folder = Literal["", "facilitators", "participants", "wall", "organisers", "print"]
"""The folders of a pack; the first is its top."""
MARKED_DOCUMENTS = frozenset({"start", "agenda", "print-run"})
"""The kinds of documents that show the pack's mark; the cover of the guide does, too."""
Finish = Literal["cut", "join", "staple", "punch", "fold", "crease"]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the table of contents: its words, and the named destination that it leads to."""

    title: str
    destination: str
    level: int = 1
    clock: str = ""
    minutes: int = 0
    until: str = ""
    """When it starts and ends, of a day."""
    lead: str = ""
    """Who leads it, where that is known."""
    slot: Slot | None = None
    """The pause that a line of the contents is about: it has no page, and so no destination."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document. `label` stands before the page number in its folio, such as 2 or A."""

    name: str
    template: str
    label: str
    title: str
    view: Mapping[str, object]
    leaf: Leaf = "a4"
    """The paper that it is laid out for."""
    places: tuple[Place, ...] = ()
    is_wide: bool = False
    """The paper lies on its side."""
    is_large: bool = False
    """Set in large type."""
    most_pages: int | None = None
    """More pages than this are a fault of the layout: a slip, or START, on two."""
    sessions: frozenset[int] = frozenset()
    """The numbers of the sessions that it is for; empty where it is for all."""
    head: str = ""
    """What its pages say they are of, if that is not the document alone: they may be in several."""
    left_off: tuple[str, ...] = ()
    """What it should show and has no room for."""
    counts: frozenset[str] = frozenset()
    """The names of the parts of its document whose page numbers it shows."""
    late: Literal["", "contents", "pieces", "print-run"] = ""
    """Laid out when it is known how many pages the others have: those of its own document for its contents,
    the poster for its pieces, everything for the print run."""

    @property
    def is_small(self) -> bool:
        """Whether its pages are half a sheet of office paper."""
        return self.leaf in ("a5", "half-letter")

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height of its pages in millimetres."""
        width, height = LEAVES[self.leaf]
        if self.is_wide:
            return height, width
        return width, height


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
    finish: tuple[Finish, ...] = ()
    """What is done with the sheets after printing."""
    is_read: bool = False
    """Pages to read one after the other: printed on both sides, unless the edition prints on one."""
    is_bound: bool = False
    """Each part starts on a right page, and a booklet can be made of it."""
    is_folded: bool = False
    """A leaflet: its sheets are folded once, however the rest is bound. Of two pages, it is half a sheet."""
    is_daily: bool = False
    """The same people fill in a copy each day: one page of it is printed on both sides, for two days."""
    in_my_day: bool = False
    """A slip that is also a page of "My day"."""
    in_set: bool = False
    """Every participant gets one, so that it belongs into a set for each."""
    times: int = 1
    """How often the file for the printer holds the whole."""
    repeats: bool = False
    """Holds what other files hold already."""
    pieces: Tiling | None = None
    """How a poster is spread over the sheets of this document."""
    pieces_of: str = ""
    """The path of the document with that poster."""
    ending: str = ".pdf"
    """How its file's name ends: a page for the browser is no PDF."""

    @property
    def is_draft(self) -> bool:
        """Whether it is there only for what the printer gets of it."""
        return self.times > 1

    @property
    def is_marked(self) -> bool:
        """Whether it shows the pack's mark, so that it changes with whatever else does."""
        return self.kind in MARKED_DOCUMENTS

    @property
    def path(self) -> str:
        """Where it lies in the pack."""
        name = f"{self.file}{self.ending}"
        # Documents in the top folder, such as START, have no folder to name.
        if self.folder:
            return f"{self.folder}/{name}"
        return name


def file_title(belongs_to: str, document: Document) -> str:
    """What a window shows that a file is open in: every workshop has a document called Facilitator guide."""
    title = str(document.title)
    # A window that shows the same title twice tells no more than one that shows it once.
    if title == belongs_to:
        return title
    return f"{belongs_to} - {title}"
