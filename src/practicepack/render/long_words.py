"""Words too long for a narrow column: only pages that have one may break words at any letter."""

import re

LONGEST_UNBROKEN = 15
"""How many letters fit the narrowest columns without a break."""
STYLE_SHEET = re.compile(r"<style>.*?</style>", re.DOTALL)
STRING = re.compile(r'"([^"]*)"')
HTML_TAG = re.compile(r"<[^>]*>")
LONG_WORD = re.compile(rf"[^\s\u00a0<>&/-]{{{LONGEST_UNBROKEN + 1},}}")
"""A word in HTML, which may break after a hyphen or a slash. Scripts without spaces have nothing else."""


def has_long_word(html: str) -> bool:
    """Whether a page shows a word that may be wider than its column, in its text or in its margins.

    To let words break anywhere, the engine has to measure a column letter by letter: a fifth of all its work.
    """
    in_margins: list[str] = []
    for style in STYLE_SHEET.findall(html):
        in_margins += STRING.findall(style)
    on_page = HTML_TAG.sub(" ", STYLE_SHEET.sub(" ", html))
    return any(LONG_WORD.search(text) for text in (on_page, *in_margins))
