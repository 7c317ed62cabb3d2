"""A part before and after it is laid out."""

from dataclasses import dataclass
from hashlib import sha256

from practicepack.diagnostics import Diagnostic, Source


@dataclass(frozen=True, slots=True)
class Job:
    """A part to lay out: what to call it in messages, its HTML and its style sheets."""

    name: str
    html: str
    styles: tuple[Source, ...]

    @property
    def key(self) -> str:
        """The hash of its words: HTML and style sheets, whatever it is called."""
        return sha256("\0".join((self.html, *(style.text for style in self.styles))).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Laid:
    """A part as PDF, and what WeasyPrint had to say about it."""

    pdf: bytes
    pages: int
    found: tuple[Diagnostic, ...] = ()
