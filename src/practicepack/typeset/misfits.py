"""Where a text comes from that does not fit its page: the file and the line, found by its words."""

import re
from collections.abc import Iterable, Iterator

from practicepack.diagnostics import Diagnostic, Source, Span, Tip, warning
from practicepack.documents.model import Part
from practicepack.documents.parts import RenderedPart

MAKE_SHORTER = Tip("make it shorter")
HINTS = {
    "over": Tip("make one of the two shorter; if neither is yours, report it"),
    "edge": Tip("make it shorter, or give the page a wider margin"),
}
MOST_NEEDED_FIRST = Tip("put first the services that people need most, or describe them in fewer words")
MOST_WORDS = 12
"""How many words of a text are looked for: the rest may be another paragraph."""
TELLING = 8
"""How many characters a single word must have to be looked for alone."""
APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")


def misfit_warnings(laid: RenderedPart, sources: Iterable[Source]) -> Iterator[Diagnostic]:
    """A warning for each text of a part that does not fit, at the place where it was written."""
    if not laid.misfits:
        return
    searched = tuple(sources)
    for misfit in laid.misfits:
        hint = HINTS.get(misfit.kind, MAKE_SHORTER)
        # what is near the edge is a matter of the page's margins, not of the words
        span = None if misfit.kind == "edge" else _origin_of(misfit.text, searched)
        yield warning(misfit.code, misfit.message, span, hints=(hint,))


def left_off_warnings(parts: Iterable[Part], sources: Iterable[Source]) -> Iterator[Diagnostic]:
    """A warning for each part that has no room for all it should show, where the first thing was written."""
    searched = tuple(sources)
    for title, names in dict.fromkeys((part.title, part.left_off) for part in parts if part.left_off):
        listed = ", ".join(f'"{name}"' for name in names)
        message = f"{title}: there is no room for {listed}"
        yield warning("overflow", message, _origin_of(names[0], searched), hints=(MOST_NEEDED_FIRST,))


def _origin_of(text: str, sources: Iterable[Source]) -> Span | None:
    """The first place that holds the words in the sources; if there is none, the longest word."""
    words = text.split()[:MOST_WORDS]
    longest = max(words, key=len, default="")
    for wanted in (words, [longest] if len(longest) >= TELLING else []):
        written = r"\s+".join(map(_with_any_apostrophe, wanted))
        pattern = re.compile(rf"(?<!\w){written}(?!\w)")
        for source in sources:
            match = pattern.search(source.text) if wanted else None
            if match:
                return Span(source, match.start(), match.end())
    return None


def _with_any_apostrophe(word: str) -> str:
    """A word as it may be written: the page has another apostrophe than the keyboard."""
    return APOSTROPHES.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", re.escape(word))
