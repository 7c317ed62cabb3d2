"""A part before and after it is laid out, and parts before they are joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Literal

from practicepack.diagnostics import Diagnostic, Source
from practicepack.documents.model import Document, Place
from practicepack.documents.print_run import PrinterSettings
from practicepack.workspace import text_digest

MisfitKind = Literal["page", "frame", "over", "edge", "lines"]
MOST_QUOTED = 200
"""How much of a text a message quotes, in characters."""
MOST_STYLES = 64
"""How many style sheets are remembered with their hashes."""


_style_digest = lru_cache(MOST_STYLES)(text_digest)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A text that does not fit: it leaves the page or its frame, or lies over another text."""

    part: str
    """What the part is called in messages."""
    kind: MisfitKind
    thing: str
    """What to call the thing that it is in, or the text itself."""
    text: str
    """The whole paragraph, with single blanks."""
    other: str = ""
    """The text that it lies over."""

    @property
    def code(self) -> str:
        """The code of the warning about it."""
        return "near-edge" if self.kind == "edge" else "overflow"

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        thing = self.thing[:MOST_QUOTED]
        if self.kind == "page":
            return f'{self.part}: "{thing}" runs off the page'
        if self.kind == "edge":
            where = "less than 5 mm from the edge, where printers leave the paper white"
            return f'{self.part}: "{thing}" is {where}'
        if self.kind == "over":
            return f'{self.part}: "{thing}" is printed over "{self.other[:MOST_QUOTED]}"'
        return f'{self.part}: "{thing}" is too long for its place'


@dataclass(frozen=True)
class RenderJob:
    """A part to lay out: what to call it in messages, its HTML and its style sheets."""

    name: str
    html: str
    styles: tuple[Source, ...]
    is_private: bool = False
    """It shows what must stay in the user's folder."""
    pages_asked: int = 1
    """How many pages it is meant to have, such as one for each certificate. Its bounds grow with them."""

    @property
    def size(self) -> int:
        """How much there is to do: the more, the earlier it is begun."""
        return len(self.html)

    @cached_property
    def key(self) -> str:
        """The hash of its words: HTML and style sheets, whatever it is called."""
        styles = (_style_digest(style.text) for style in self.styles)
        return sha256("\0".join((self.html, *styles)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RenderedPart:
    """A part as PDF, and what WeasyPrint had to say about it."""

    pdf: bytes
    pages: int
    diagnostics: tuple[Diagnostic, ...] = ()
    is_private: bool = False
    places: Mapping[str, int] = field(default_factory=dict)
    """The page, from 0, of each element with an id. Of a joined document, none."""
    misfits: tuple[Misfit, ...] = ()
    """What does not fit its place, even in the smallest type that there is for it."""

    @property
    def is_cacheable(self) -> bool:
        """Whether the cache may hold it."""
        # The cache holds no warnings, so a part that causes any is laid out each time.
        has_warnings = self.diagnostics or self.misfits
        return not (self.is_private or has_warnings) and self.pages > 0


@dataclass(frozen=True, slots=True)
class PartInfo:
    """A part in its document: its title, what stands before its page numbers, and what leads to it."""

    title: str
    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class MergeJob:
    """The parts of one document, laid out, and what it says of itself."""

    name: str
    language: str
    author: str | None
    heads: tuple[PartInfo, ...]
    """Of each part."""
    parts: tuple[RenderedPart, ...]
    feet: tuple[RenderedPart | None, ...]
    """Of each part, the page that is stamped on all its pages, or None."""
    printer: PrinterSettings | None = None
    """How it is printed; None where another file is made for the printer."""

    @property
    def pages_asked(self) -> int:
        """How many pages it has."""
        return sum(part.pages for part in self.parts)

    @property
    def is_private(self) -> bool:
        """Whether one of its parts, or what is at their feet, must stay in the user's folder."""
        return any(part.is_private for part in (*self.parts, *self.feet) if part)

    @property
    def size(self) -> int:
        """How much there is to do."""
        return sum(len(part.pdf) for part in self.parts)

    @cached_property
    def key(self) -> str:
        """The hash of all that shapes the document."""
        description = repr((self.name, self.language, self.author, self.heads, self.printer))
        digests = [sha256(part.pdf).hexdigest() for part in self.parts]
        for foot in self.feet:
            # A part without a foot needs an entry too, or moving a foot to another part would keep the key.
            digest = ""
            if foot:
                digest = sha256(foot.pdf).hexdigest()
            digests.append(digest)
        return sha256("\0".join((description, *digests)).encode()).hexdigest()


Task = RenderJob | MergeJob


@dataclass(frozen=True, slots=True)
class FinishedDocument:
    """A document as it will lie on the disk."""

    document: Document
    pdf: bytes
    pages: int
