"""Characters that our fonts cannot show, where they stand."""

from collections.abc import Iterator
from typing import Any

from practicepack.diagnostics import Diagnostic, Tip, error
from practicepack.fonts import by_hand
from practicepack.fonts.scripts import missing_in_all_fonts, unset
from practicepack.library.entry import Entry, once
from practicepack.library.load import Library
from practicepack.library.text.prose import of_kind

FILES = (("picture",), ("logo",))
"""The fields that hold names of files, which are not printed."""


def missing_glyphs(library: Library) -> Iterator[Diagnostic]:
    """Texts with characters that cannot be printed: one word on each, and where a line is left instead."""
    for entry in library.entries():
        yield from _without_glyphs(entry)
    yield from by_hand.unset_warnings(library)


@once
def _without_glyphs(entry: Entry[Any]) -> Iterator[Diagnostic]:
    for path, text in of_kind(str, entry.parts):
        if path[-1:] in FILES or by_hand.is_by_hand(entry, path):
            continue
        signs = missing_in_all_fonts(text)
        if not signs:
            continue
        span = entry.span(*path).find(signs[0])
        if script := unset(text):
            message, hint = (
                f"our fonts have no letters of this script: {script}",
                Tip("write it in another script"),
            )
        else:
            # a sign that cannot be printed may not be seen on the screen either
            shown = ", ".join(f'"{sign}" (U+{ord(sign):04X})' for sign in signs)
            message, hint = f"our font has no {shown}", Tip("leave it out, or draw it")
        yield error("missing-glyph", message, span, hints=(hint,))
