"""Which scripts can be set beside Latin, Greek and Cyrillic, in which fonts; loaded where they are needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import category, name, normalize

from practicepack.fonts import faces as fonts

SCRIPTS_OF_CJK = "Chinese, Japanese or Korean"
CALLED = {
    "CJK": SCRIPTS_OF_CJK,
    "HIRAGANA": SCRIPTS_OF_CJK,
    "KATAKANA": SCRIPTS_OF_CJK,
    "HANGUL": SCRIPTS_OF_CJK,
    "BOPOMOFO": SCRIPTS_OF_CJK,
    "NKO": "N'Ko",
}
"""What scripts are called whose letters' names in Unicode begin otherwise."""
INVISIBLE = ("Cf", "Zs", "Zl", "Zp")
"""Signs that shape or part what is beside them, and have no ink of their own."""
SELECTORS = re.compile(r"[\u034f\u180b-\u180f\ufe00-\ufe0f]")


@dataclass(frozen=True, slots=True)
class Script:
    """A script that Lato does not have, its letters, and the font that does."""

    name: str
    letters: str
    """Ranges of letters, as in a character class of a regular expression."""
    package: str = "manimgx_fonts"

    @property
    def family(self) -> str:
        """What its font is called in style sheets, where nothing asks for it: it is what else there is."""
        return f"{fonts.FAMILY} {self.name}"

    @property
    def files(self) -> dict[int | None, Path]:
        """Its font files by weight; a file with all weights has none. Empty where they are not installed."""
        folder = _folder(self.package)
        paths: dict[int | None, Path] = {}
        if self.package == "fontpkg_amiri":
            for weight, style in AMIRI.items():
                paths[weight] = folder / f"files/Amiri-{style}.ttf"
        else:
            # declared once without a weight: twice, bold would be set with the widths of regular
            paths[None] = folder / f"NotoSans{self.name}[wght].ttf"
        for path in paths.values():
            if not path.is_file():
                return {}
        return paths


AMIRI = {400: "Regular", 700: "Bold"}
SCRIPTS = (
    Script("Arabic", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc", "fontpkg_amiri"),
    Script("Armenian", "\u0530-\u058f\ufb13-\ufb17"),
    Script("Bengali", "\u0980-\u09ff"),
    Script("Devanagari", "\u0900-\u097f\ua8e0-\ua8ff\u1cd0-\u1cff"),
    Script("Ethiopic", "\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f"),
    Script("Georgian", "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f"),
    Script("Gujarati", "\u0a80-\u0aff"),
    Script("Gurmukhi", "\u0a00-\u0a7f"),
    Script("Hebrew", "\u0590-\u05ff\ufb1d-\ufb4f"),
    Script("Kannada", "\u0c80-\u0cff"),
    Script("Khmer", "\u1780-\u17ff\u19e0-\u19ff"),
    Script("Lao", "\u0e80-\u0eff"),
    Script("Malayalam", "\u0d00-\u0d7f"),
    Script("Myanmar", "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"),
    Script("Oriya", "\u0b00-\u0b7f"),
    Script("Sinhala", "\u0d80-\u0dff"),
    Script("Tamil", "\u0b80-\u0bff"),
    Script("Telugu", "\u0c00-\u0c7f"),
    Script("Thai", "\u0e00-\u0e7f"),
)
ANY_LETTER = re.compile(f"[{''.join(script.letters for script in SCRIPTS)}]")
EACH_SCRIPT = tuple((script, re.compile(f"[{script.letters}]")) for script in SCRIPTS)


@cache
def _folder(package: str) -> Path:
    """Where a package of fonts lies, found without reading any of it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return Path()
    return Path(spec.origin).parent


def of(text: str) -> tuple[Script, ...]:
    """The scripts that a text is written in, beside Latin, Greek and Cyrillic."""
    if not ANY_LETTER.search(text):  # most texts, and one search is quicker than nineteen
        return ()
    scripts: list[Script] = []
    for script, letters in EACH_SCRIPT:
        if letters.search(text):
            scripts.append(script)
    return tuple(scripts)


def script_css(script: Script) -> str:
    """The @font-face rules of a script's font."""
    rules = ""
    for weight, path in script.files.items():
        rules += f"@font-face {{ font-family: {script.family}; src: url({path.as_uri()})"
        if weight:
            rules += f"; font-weight: {weight}"
        rules += " }\n"
    return rules


def script_files() -> Iterator[Path]:
    """All font files of all scripts that are installed."""
    for script in SCRIPTS:
        yield from script.files.values()


@cache
def _covered_by_script(script: Script) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # only needed where a text is in this script

    signs: set[int] = set()
    for path in script.files.values():
        with TTFont(path, lazy=True) as font:
            signs.update(font.getBestCmap())
    return frozenset(signs)


def missing_in_all_fonts(text: str) -> tuple[str, ...]:
    """The signs of a text that none of our fonts has, each once, in order."""
    not_in_latin = fonts.missing(text)
    if not not_in_latin:
        return ()
    # marks such as an Arabic comma stand beside letters of their script, whose font has them
    covered = frozenset().union(*map(_covered_by_script, of(normalize("NFC", text))))
    lacking: list[str] = []
    for sign in not_in_latin:
        if ord(sign) not in covered and not _is_invisible(sign):
            lacking.append(sign)
    return tuple(lacking)


def _is_invisible(sign: str) -> bool:
    return category(sign) in INVISIBLE or bool(SELECTORS.match(sign))


def unset(text: str) -> str:
    """The script in which a text has letters that we cannot print; empty where there is none."""
    for sign in missing_in_all_fonts(text):
        # a drawing or a mark has no script: the text can be printed without it
        if category(sign)[0] in "LMN":
            word = name(sign, "unknown").split()[0].partition("-")[0]
            return CALLED.get(word, word.title())
    return ""


def printable(text: str) -> str:
    """A text without signs that no font of ours has; empty where its letters are among them."""
    lacking = missing_in_all_fonts(text)
    if not lacking:
        return text
    if unset(text):
        return ""
    for sign in lacking:
        text = text.replace(sign, "")
    return " ".join(text.split())


def in_print(text: str) -> str:
    """A sentence with an ellipsis in place of each word that cannot be printed."""
    if not missing_in_all_fonts(text):
        return text
    words = text.split(" ")
    for at, word in enumerate(words):
        if missing_in_all_fonts(word):
            words[at] = "…"
    return " ".join(words)
