"""A part before and after it is laid out."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from practicepack.diagnostics import Diagnostic, Source


@dataclass(frozen=True)
class Job:
    """A part to lay out: what to call it in messages, its HTML and its style sheets."""

    name: str
    html: str
    styles: tuple[Source, ...]
    is_private: bool = False
    """It shows what must stay in the user's folder."""

    @cached_property
    def key(self) -> str:
        """The hash of its words: HTML and style sheets, whatever it is called."""
        return sha256("\0".join((self.html, *(style.text for style in self.styles))).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Laid:
    """A part as PDF, and what WeasyPrint had to say about it."""

    pdf: bytes
    pages: int
    found: tuple[Diagnostic, ...] = ()
    is_private: bool = False

    @property
    def can_be_kept(self) -> bool:
        """Whether it may lie in a store: what there is something to say about must be said each time."""
        return not self.is_private and not self.found and self.pages > 0
