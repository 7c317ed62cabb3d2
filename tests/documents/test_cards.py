"""Cards to cut out: each back lies behind its front when the sheet is turned over its long edge."""

import re
import subprocess
from pathlib import Path

import pytest

from practicepack.cli.main import run

DECK = """
title: Examples of power
kind: cards
to: participant
per: room
stock: card
sides: "2"
per_sheet: "8"
cards:
  - {id: a, front: Anna, back: Ahead}
  - {id: b, front: Bela, back: Behind}
  - {id: c, front: Cleo, back: Centre}
"""
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(\w+)</word>')
PAGE = re.compile(r'<page width="([\d.]+)"')
MISS = 0.5
"""Millimetres by which a back may miss its front."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[float, list[dict[str, tuple[float, float]]]]:
    """The width of the paper, and for each page where its words begin and stand, in points."""
    root = tmp_path_factory.mktemp("cards")
    (root / "sessions").mkdir()
    deck = root / "content/printables/power-examples.yaml"
    deck.parent.mkdir(parents=True)
    deck.write_text(DECK)
    assert run(["--root", str(root), "build", "power-and-voice", "--only", "cards", "--jobs", "1"]) == 0
    file: Path = root / "build/power-and-voice--cards/participants/cards/power-examples.pdf"
    text = subprocess.run(
        ["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, text=True
    ).stdout
    width = float(PAGE.findall(text)[0])
    sheets = text.split("<page ")[1:]
    return width, [
        {word: (float(left), float(top)) for left, top, _, word in WORD.findall(sheet)} for sheet in sheets
    ]


def test_backs_have_a_page_of_their_own(pages: tuple[float, list[dict[str, tuple[float, float]]]]) -> None:
    _, (fronts, backs) = pages
    assert {"Anna", "Bela", "Cleo"} <= fronts.keys()
    assert {"Ahead", "Behind", "Centre"} <= backs.keys()


@pytest.mark.parametrize(("front", "back"), [("Anna", "Ahead"), ("Bela", "Behind"), ("Cleo", "Centre")])
def test_a_back_lies_behind_its_front(
    pages: tuple[float, list[dict[str, tuple[float, float]]]], front: str, back: str
) -> None:
    width, (fronts, backs) = pages
    left = {name: place[0] < width / 2 for name, place in (fronts | backs).items()}
    assert left[front] is not left[back]
    assert backs[back][1] == pytest.approx(fronts[front][1], abs=MISS * 72 / 25.4)
