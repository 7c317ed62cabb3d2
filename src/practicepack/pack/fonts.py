"""Which fonts a language is set in, and where their files are."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from unicodedata import normalize

from practicepack.diagnostics import Diagnostic, MachineError, error
from practicepack.library.entry import Entry, once
from practicepack.library.load import Library
from practicepack.library.prose import of_kind

SIGN = re.compile(r"[^\s!-~\u00a0-\u017f\u2010-\u2026]")
"""What is not plain Latin text, which every face of ours covers."""
NO_FONTS = Path(__file__).with_name("fontconfig.xml")
FILES = (("picture",), ("logo",))
"""The fields that hold names of files, which are not printed."""
FAMILY = "Pack"
FACES = tuple((weight, style) for weight in (400, 700, 900) for style in ("normal", "italic"))


def files() -> dict[tuple[int, str], Path]:
    """The file of each face, by weight and style. Raises MachineError where one is not installed."""
    try:
        package = import_module("fontpkg")
        found = {(weight, style): package.path("lato", weight=weight, style=style) for weight, style in FACES}
    except (ImportError, LookupError, ValueError) as fault:
        raise MachineError(f"the Lato font is missing ({fault})", "pip install fontpkg-lato") from fault
    for path in found.values():
        if not Path(path).is_file():
            raise MachineError(
                f"the font file {path} is missing", "pip install --force-reinstall fontpkg-lato"
            )
    return {face: Path(path) for face, path in found.items()}


def css() -> str:
    """The @font-face rules of all faces."""
    rule = "@font-face {{ font-family: {}; font-weight: {}; font-style: {}; src: url({}) }}\n"
    return "".join(
        rule.format(FAMILY, weight, style, path.as_uri()) for (weight, style), path in files().items()
    )


@cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # only needed for signs that are not plain

    with TTFont(files()[400, "normal"], lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(text: str) -> tuple[str, ...]:
    """The characters of `text` that our font cannot show, each once, in order."""
    if not SIGN.search(text):
        return ()
    signs = dict.fromkeys(SIGN.findall(normalize("NFC", text)))
    return tuple(sign for sign in signs if ord(sign) not in _covered())


def missing_glyphs(library: Library) -> Iterator[Diagnostic]:
    """Characters that our fonts cannot show, where they stand."""
    for entry in library.entries():
        yield from _without_glyphs(entry)


@once
def _without_glyphs(entry: Entry[Any]) -> Iterator[Diagnostic]:
    for path, text in of_kind(str, entry.parts):
        if path[-1:] in FILES:
            continue
        for sign in missing(text):
            span = entry.span(*path).find(sign)
            message = f'our font has no "{sign}" (U+{ord(sign):04X})'
            yield error("missing-glyph", message, span, hints=("leave it out, or draw it",))
