"""The card to have at hand when someone tells of harm: what must be found in a hurry, on two sides of A5."""

import subprocess
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from conftest import Word, printed
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.safety import emergency_cards
from practicepack.i18n import Translator
from practicepack.library.models.workshop import Service
from practicepack.pipeline import Request, planned
from practicepack.render.templates import Templates, of_plan
from practicepack.typeset.layout import lay_out
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

WORKSPACE = Workspace(None, shipped_root())
PHONES = ("0800 123 456", "0700 555 121", "0711 222 333", "116", "0722 888 999")
LONGEST_LINE = 60
A5 = "419.528 x 595.276"


def card(folder: Path, edition: Edition) -> Path:
    """The card of a workshop that has five services, as it is printed."""
    library, plan, _ = planned(WORKSPACE, Request("power-and-voice"))
    services, day = [], date(2026, 3, 2)
    for phone in PHONES:
        services.append(Service(name="Lantern House", helps_with="care", phone=phone, checked=day))
    plan = replace(plan, services=tuple(services))
    words = Translator("en")
    templates = Templates(WORKSPACE, plan.title, library.pictures, words, edition, of_plan(plan, words))
    (document,) = emergency_cards(Context(plan, words, edition))
    assert (document.copies, document.sides, document.stock) == (plan.facilitators, 2, "card")
    with Typesetter(WORKSPACE, 1) as typesetter:
        laid = lay_out([document], templates, typesetter, lambda _, __: None)
    assert laid.diagnostics == []
    path = folder / "card.pdf"
    path.write_bytes(laid.finished()[0].pdf)
    return path


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[list[Word]]:
    path = card(tmp_path_factory.mktemp("card"), Edition())
    shown = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    assert A5 in shown
    return [page.words for page in printed(path)]


def test_it_has_two_sides(pages: list[list[Word]]) -> None:
    assert len(pages) == 2


def test_the_numbers_come_first_and_are_the_largest(pages: list[list[Word]]) -> None:
    first = " ".join(word.text for word in pages[0])
    places = [first.index(phone) for phone in PHONES]
    assert places == sorted(places)
    assert places[-1] < first.index("Stop")
    (number,) = [word for word in pages[0] if word.text == "116"]
    assert number.size == max(word.size for word in pages[0])


def test_what_to_do_is_in_13_points_and_lines_of_60_characters(pages: list[list[Word]]) -> None:
    for page in pages:
        lines = [" ".join(text) for text in lines_of(page)]
        assert lines
        # the five sentences to say are a line each, with their numbers
        assert [line for line in lines if len(line) > LONGEST_LINE and not line[0].isdigit()] == []


def lines_of(words: list[Word]) -> list[list[str]]:
    """The lines of text of 13 points on a page, word by word."""
    text = [word for word in words if abs(word.size - 13) < 0.1]
    lines = []
    for _, line in groupby(text, key=lambda word: round(word.bottom)):
        lines.append([word.text for word in line])
    return lines


def test_the_hours_that_count_are_on_it(pages: list[list[Word]]) -> None:
    text = " ".join(word.text for page in pages for word in page)
    assert "72 hours" in text
    assert "5 days" in text


def test_in_large_type_it_is_two_pages_of_the_office(tmp_path: Path) -> None:
    assert len(printed(card(tmp_path, Edition(type="large")))) == 2
