"""The font of Latin, Greek and Cyrillic letters, and where its files are."""

import re
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from unicodedata import normalize

from practicepack.diagnostics import MachineError

SIGN = re.compile(r"[^\s!-~\u00a0-\u017f\u2010-\u2026]")
"""What is not plain Latin text, which every face of ours covers."""
NO_FONTS = Path(__file__).with_name("fontconfig.xml")
FAMILY = "Pack"
FACES = tuple(product((400, 700, 900), ("normal", "italic")))


def files() -> dict[tuple[int, str], Path]:
    """The file of each face, by weight and style. Raises MachineError where one is not installed."""
    try:
        package = import_module("fontpkg")
        paths = {face: Path(package.path("lato", weight=face[0], style=face[1])) for face in FACES}
    except (ImportError, LookupError, ValueError) as fault:
        raise MachineError(f"the Lato font is missing ({fault})", "pip install fontpkg-lato") from fault
    for path in paths.values():
        # WeasyPrint would end the whole process where it has no font at all
        if not path.is_file():
            raise MachineError(
                f"the font file {path} is missing", "pip install --force-reinstall fontpkg-lato"
            )
    return paths


def css() -> str:
    """The @font-face rules of all faces."""
    rule = "@font-face {{ font-family: {}; font-weight: {}; font-style: {}; src: url({}) }}\n"
    rules = ""
    for (weight, style), path in files().items():
        rules += rule.format(FAMILY, weight, style, path.as_uri())
    return rules


@cache
def _covered_signs() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # only needed for signs that are not plain

    with TTFont(files()[400, "normal"], lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(text: str) -> tuple[str, ...]:
    """The characters of `text` that our font cannot show, each once, in order."""
    if not SIGN.search(text):
        return ()
    signs = dict.fromkeys(SIGN.findall(normalize("NFC", text)))
    return tuple(sign for sign in signs if ord(sign) not in _covered_signs())
