"""Names, titles, places and services of any length: they fit, or one warning says where they stand."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest

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
participants: 8
facilitators: {women: 2}
place: "%(place)s"
printables: [%(sheets)s]
organiser: {name: "%(organiser)s"}
days:
  - start: "09:00"
    end: "10:00"
    blocks: [{session: 01-one}]
"""
USUAL = {"title": "A test", "place": "Here", "organiser": "Bridge House", "sheets": ""}
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
SIDE, HEAD = 0.6, 0.22
"""Points by which words may touch, and the share of a word's height above and below its letters."""


@dataclass(frozen=True)
class Made:
    """A pack that was built, and what was said of it."""

    folder: Path
    found: list[dict[str, str]]

    def warned(self, code: str) -> list[dict[str, str]]:
        """The warnings of a kind."""
        return [one for one in self.found if one["code"] == code]

    def words(self, file: str) -> list[list[tuple[float, float, float, float, str]]]:
        """The words of each page with the edges of their letters: left, top, right, bottom, in points."""
        command = ["pdftotext", "-bbox", self.folder / file, "-"]
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


def over_each_other(words: list[tuple[float, float, float, float, str]]) -> list[tuple[str, str]]:
    """The pairs of words of a page that lie over each other."""
    return [
        (one[4], other[4])
        for one, other in combinations(words, 2)
        if one[0] < other[2] - SIDE
        and other[0] < one[2] - SIDE
        and one[1] < other[3] - SIDE
        and other[1] < one[3] - SIDE
    ]


Making = Callable[..., Made]


@pytest.fixture
def make(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Making:
    """Builds a workshop with some texts, files and options."""

    def making(*options: str, files: dict[str, str] | None = None, **texts: str) -> Made:
        written = {
            "content/activities/two-minutes.yaml": ACTIVITY,
            "sessions/t/01-one.yaml": SESSION,
            "sessions/t/workshop.yaml": WORKSHOP % (USUAL | texts),
            **(files or {}),
        }
        for name, text in written.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        root = ["--root", str(tmp_path), "build", "t", "--jobs", "1", "--format", "json"]
        assert run([*root, "--out", str(tmp_path / "b"), *options]) == 0
        said = json.loads(capsys.readouterr().out)
        (folder,) = (tmp_path / "b").iterdir()
        return Made(folder, said["warnings"])

    return making


LONG_TITLE = (
    "Women's leadership in water committees: speaking, deciding and keeping accounts in nine districts"
)
LONG_PLACE = (
    "Community learning centre of the Saint Elizabeth parish, second floor, behind the old railway station"
)
LONG_HOUSE = "Federation of Women's Associations for Rural Development and Mutual Help of the Upper Valley"
NAMES = (
    "Rosa Quispe",
    "Rasoanirina Marie Christine Voahangy",
    "Maria da Conceição Fernandes dos Santos Oliveira",
    "Taumatawhakatangihangakoauauotamateaturipukakapi",
    "Warnakulasuriya Patabendige Ushantha Joseph Chaminda Kurukulasuriya Mudiyanselage Dissanayake",
)
CERTIFICATE = "participants/forms/certificate-of-attendance.pdf"


@pytest.mark.parametrize("edition", [(), ("--type", "large"), ("--paper", "letter", "--type", "large")])
def test_a_certificate_holds_any_name_title_place_and_organiser(
    make: Making, edition: tuple[str, ...]
) -> None:
    made = make(
        "--only",
        "forms",
        *edition,
        files={"sessions/t/participants.csv": "\n".join(("name", *NAMES))},
        title=LONG_TITLE,
        place=LONG_PLACE,
        organiser=LONG_HOUSE,
        sheets="certificate-of-attendance",
    )
    assert not made.warned("overflow")
    pages = made.words(CERTIFICATE)
    assert len(pages) == 9
    for page, name in zip(pages, NAMES, strict=False):
        assert not over_each_other(page)
        text = "".join(word[4] for word in page)
        assert name.replace(" ", "") in text
        assert LONG_PLACE.replace(" ", "") in text


def test_a_name_that_no_size_can_hold_is_reported_with_its_row(make: Making) -> None:
    rows = "\n".join(("name", "Ana", "Sri " * 1500, "Eva"))
    made = make(
        "--only",
        "forms",
        files={"sessions/t/participants.csv": rows},
        sheets="certificate-of-attendance",
    )
    (said,) = made.warned("overflow")
    assert said["file"] == "sessions/t/participants.csv"
    assert said["line"] == 3
