"""Lines are as full as their words allow, wherever bold words, links or boxes come next."""

import re
import subprocess
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from practicepack.diagnostics import Source
from practicepack.documents.parts import RenderJob
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from tasks import laid_out

WIDTHS = range(300, 520, 2)
"""Pixels."""
STYLE = """
@page { size: 700px 400px; margin: 0 }
html { font: 14px/20px Pack }
p { margin: 0; break-after: page; orphans: 1; widows: 1 }
i { display: inline-block; width: 8px; height: 8px; border: 1px solid #111 }
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
    pages = lines(tmp_path / "lines.pdf")
    assert len(pages) == len(WIDTHS)
    short = {
        width: line for width, page in zip(WIDTHS, pages, strict=True) if (line := too_short(page, width))
    }
    assert short == {}


Word = tuple[float, float, float, str]
"""Left, right and foot in pixels, and the word."""


def lines(pdf: Path) -> list[list[list[Word]]]:
    """The words of each line of each page."""
    html = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    pages: list[list[list[Word]]] = []
    for page in html.split("<page ")[1:]:
        words = [word(line) for line in page.splitlines() if "<word" in line]
        pages.append([list(row) for _, row in groupby(words, key=lambda one: round(one[2] / 20))])
    return pages


def word(line: str) -> Word:
    found = WORD.search(line)
    assert found, line
    left, _, right, foot = (float(points) / 0.75 for points in found.groups()[:4])
    return left, right, foot, found[5]


def too_short(page: list[list[Word]], width: int) -> str:
    """The first line to which the next line's first word, and what is joined to it, could have been added."""
    for row, after in pairwise(page):
        first = after[0]
        if row[-1][1] + 4 + (first[1] - first[0]) + 12 < width:
            return " ".join(one[3] for one in row)
    return ""
