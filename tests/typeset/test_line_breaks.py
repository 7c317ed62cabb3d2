"""Lines are as full as their words allow, wherever bold words, links or boxes come next."""

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from practicepack.diagnostics import Source
from practicepack.documents.parts import RenderJob
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from tasks import laid_out

WIDTHS = range(200, 600)
"""Pixels."""
LEADING = 20
BESIDE = 18
"""Pixels that two spaces and a box take, which may stand between two words."""
HEIGHT, ON_A_PAGE = 200, 10
"""The height of the room for each paragraph, in pixels, and how many paragraphs are on a page."""
STYLE = f"""
@page {{ size: 700px {HEIGHT * ON_A_PAGE}px; margin: 0 }}
html {{ font: 14px/{LEADING}px Pack }} body {{ margin: 0 }}
p {{ margin: 0; height: {HEIGHT}px }}
i {{ display: inline-block; width: 8px; height: 8px; border: 1px solid #111 }}
"""
WORD = re.compile('xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.+?)</word>')
PLAIN = "You are in the middle. Put people near you or further away. One dot is one person. "
TEXTS = {
    "bold": f"{PLAIN}<b>Do not write names.</b> This sheet is yours, and you do not have to show it.",
    "several": "<b>Say</b> a few words to <b>each</b> of them, wait, and <b>never</b> ask <b>why</b> it was.",
    "link": f'{PLAIN}<a href="https://example.org/">Read more about it</a> when there is time for it.',
    "box": f"{PLAIN}<i></i> Tick the box when it is done, and go on with the next <i></i> in the list.",
    "accents": "À côté de moi, il y a déjà quelqu’un qui m’écoute. <b>Écoutons-la</b> jusqu’au bout.",
    "one word": "Welcome <b>everyone</b> who came from far away to be with us on this day in the hall.",
}


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter(Workspace(None, shipped_root()), 1) as made:
        yield made


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_line_has_all_the_words_that_fit(text: str, typesetter: Typesetter, tmp_path: Path) -> None:
    body = "".join(f'<p style="width: {width}px">{text}</p>' for width in WIDTHS)
    page = f'<html lang="en"><head><title>Lines</title></head><body>{body}</body></html>'
    job = RenderJob("Lines", page, (Source("own.css", STYLE),))
    result = laid_out(typesetter, job)[job.key]
    (tmp_path / "lines.pdf").write_bytes(result.pdf)
    found = paragraphs(tmp_path / "lines.pdf")
    assert sorted(found) == [*range(len(WIDTHS))]
    short = {width: too_short(found[at], width) for at, width in enumerate(WIDTHS)}
    assert {width: line for width, line in short.items() if line} == {}


Word = tuple[float, float, float, str]
"""Left, right and foot in pixels, and the word."""


def paragraphs(pdf: Path) -> dict[int, list[list[Word]]]:
    """The words of each line of each paragraph, by the paragraph's number."""
    html = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    found: dict[int, list[list[Word]]] = {}
    for number, page in enumerate(html.split("<page ")[1:]):
        words = [word(line) for line in page.splitlines() if "<word" in line]
        for row in rows(words):
            number_on_page = int(row[0][2]) // HEIGHT
            found.setdefault(number * ON_A_PAGE + number_on_page, []).append(row)
    return found


def rows(words: list[Word]) -> list[list[Word]]:
    """Words by their lines. A box moves its line by a pixel or two, and looks like a gap between columns."""
    lines: list[list[Word]] = []
    for one in sorted(words, key=lambda one: one[2]):
        if lines and one[2] - lines[-1][0][2] < LEADING / 2:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [sorted(line) for line in lines]


def word(line: str) -> Word:
    found = WORD.search(line)
    assert found, line
    left, _, right, foot = (float(points) / 0.75 for points in found.groups()[:4])
    return left, right, foot, found[5]


def too_short(page: list[list[Word]], width: int) -> str:
    """The first line to which the next line's first word, and what is joined to it, could have been added."""
    for row, after in pairwise(page):
        first = after[0]
        if row[-1][1] + (first[1] - first[0]) + BESIDE < width:
            return " ".join(one[3] for one in row)
    return ""


def test_the_engine_still_has_the_fault_that_is_reported() -> None:
    """Once this fails, `line_breaks.py` and docs/upstream/early-line-break.md can go."""
    case = Path(__file__).parents[2] / "docs/upstream/early_line_break.py"
    result = subprocess.run([sys.executable, case], check=True, capture_output=True, text=True)
    assert "the first line is 'You'" in result.stdout
