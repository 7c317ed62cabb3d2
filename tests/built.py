"""A small workshop, built with texts of some length, and the words that its pages show."""

import json
import re
import subprocess
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from itertools import combinations
from pathlib import Path
from unicodedata import name as name_of

from practicepack.cli.main import run

ACTIVITY = """
title: Two minutes
purpose: To try.
reason: To try.
people: {min: 2, ideal: 8, max: 500}
room: Chairs in a circle.
steps:
  - id: one
    title: Talk
    minutes: 30-60
    cues: [{do: Talk in pairs.}]
credit: {origin: Us}
"""
SESSION = """
title: One
objectives: [See.]
minutes: 30-60-60
activities: [{use: two-minutes}]
"""
WORKSHOP = """
title: "%(title)s"
purpose: To try.
audience: [women, adults]
participants: %(people)s
facilitators: {women: 2}
place: "%(place)s"
printables: [%(sheets)s]
organiser: {name: "%(organiser)s"}
days:
  - start: "09:00"
    end: "10:00"
    blocks: [{session: 01-one}]
"""
USUAL = {"title": "A test", "place": "Here", "organiser": "Bridge House", "sheets": "", "people": "8"}
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
Word = tuple[float, float, float, float, str]
"""Left, top, right and bottom in points, and the text."""
SHAPED = {"ARABIC", "DEVANAGARI", "BENGALI"}
SIDE, HEAD = 0.6, 0.22
"""Points by which words may touch, and the share of a word's height above and below its letters."""


@dataclass(frozen=True)
class Made:
    """A pack that was built, and what was said of it."""

    folder: Path
    found: list[dict[str, str]]

    def warned(self, code: str = "overflow") -> list[dict[str, str]]:
        """The warnings of a kind."""
        return [one for one in self.found if one["code"] == code]

    def words(self, file: str) -> list[list[Word]]:
        """The words of each page with the edges of their letters: left, top, right, bottom, in points."""
        return words_of(self.folder / file)


def words_of(pdf: Path) -> list[list[Word]]:
    """The words of each page with the edges of their letters: left, top, right, bottom, in points."""
    command = ["pdftotext", "-bbox", pdf, "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return [
        [
            (float(left), lower(top, bottom, HEAD), float(right), lower(bottom, top, HEAD), word)
            for left, top, right, bottom, word in WORD.findall(page)
        ]
        for page in text.split("<page ")[1:]
    ]


def lower(one: str, other: str, share: float) -> float:
    return float(one) + (float(other) - float(one)) * share


def over_each_other(words: list[Word]) -> list[tuple[str, str]]:
    """The pairs of words of a page that lie over each other."""
    return [
        (one[4], other[4])
        for one, other in combinations(words, 2)
        if one[0] < other[2] - SIDE
        and other[0] < one[2] - SIDE
        and one[1] < other[3] - SIDE
        and other[1] < one[3] - SIDE
        and not (is_shaped(one[4]) and is_shaped(other[4]) and is_one_line(one, other))
    ]


def is_one_line(one: Word, other: Word) -> bool:
    """Whether two words stand on one line: they share more than half of their height."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > min(one[3] - one[1], other[3] - other[1]) / 2


def is_shaped(word: str) -> bool:
    """Whether it is of a script with joined signs: pdftotext divides one word of it into several."""
    return any(name_of(sign, "").partition(" ")[0] in SHAPED for sign in word)


def built(root: Path, *options: str, files: dict[str, str] | None = None, **texts: str) -> Made:
    """The workshop with some texts, files and options."""
    written = {
        "content/activities/two-minutes.yaml": ACTIVITY,
        "sessions/t/01-one.yaml": SESSION,
        "sessions/t/workshop.yaml": WORKSHOP % (USUAL | texts),
        **(files or {}),
    }
    for name, text in written.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = ["--root", str(root), "build", "t", "--jobs", "1", "--format", "json", "--no-cache"]
    said = StringIO()
    with redirect_stdout(said):
        assert run([*command, "--out", str(root / "b"), *options]) == 0
    made = json.loads(said.getvalue())
    return Made(Path(made["folder"]), made["warnings"])


LONG_TITLE = (
    "Women's leadership in water committees: speaking, deciding and keeping accounts in nine districts"
)
LONG_PLACE = (
    "Community learning centre of the Saint Elizabeth parish, second floor, behind the old railway station"
)
LONG_HOUSE = "Federation of Women's Associations for Rural Development and Mutual Help of the Upper Valley"
