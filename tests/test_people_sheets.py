"""What participants hold and what hangs on the wall, as built for readers, non-readers and children."""

import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from built import over_each_other, words_of
from paper import figures, read_aloud
from practicepack.cli.main import run

LARGE = 16.0
"""Millimetres of a picture that a child sees at arm's length."""
CAPTION = 40.0
"""Points of the words on a wall sheet of A4."""
PACKS = {
    "readers": ("power-and-voice", ()),
    "non-readers": ("power-and-voice", ("mixed", "adults", "low-literacy")),
    "children": ("fair-and-brave", ()),
}
KINDS = ("handouts", "cards", "signs", "forms", "agenda", "my-day")
BLACK_ON_WHITE = ("participants", "wall")
FONT = re.compile(r'<fontspec id="(\d+)" size="(\d+)"')
TEXT = re.compile(r'<text [^>]*font="(\d+)">(.*?)</text>')


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The papers of participants and of the wall, once for each of the people above."""

    @cache
    def of(people: str) -> Path:
        workshop, audience = PACKS[people]
        root = tmp_path_factory.mktemp(people)
        (root / "sessions").mkdir()
        options = [option for id_ in audience for option in ("--audience", id_)]
        options += [option for kind in KINDS for option in ("--only", kind)]
        assert run(["--root", str(root), "build", workshop, *options, "--jobs", "2"]) == 0
        (folder,) = (root / "build").iterdir()
        return folder

    return of


def sheets(folder: Path, where: str) -> list[Path]:
    """The reading files of one folder. There must be some."""
    files = sorted((folder / where).rglob("*.pdf"))
    assert files
    return files


@pytest.mark.parametrize("people", PACKS)
def test_no_text_lies_over_another(pack: Callable[[str], Path], people: str) -> None:
    """In cells, labels, names and captions as well as in running text."""
    over = {}
    for where in BLACK_ON_WHITE:
        for file in sheets(pack(people), where):
            for number, page in enumerate(words_of(file), start=1):
                if found := over_each_other(page):
                    over[file.name, number] = found
    assert over == {}


@pytest.mark.parametrize("people", PACKS)
def test_the_pictures_of_a_deck_have_one_size(pack: Callable[[str], Path], people: str) -> None:
    sizes = {}
    for file in sheets(pack(people), "participants/cards"):
        sizes[file.name] = {round(side) for size in figures(file) for side in size}
    assert {name: several for name, several in sizes.items() if len(several) > 1} == {}


def test_people_who_do_not_read_find_a_picture_on_every_sheet_and_card(pack: Callable[[str], Path]) -> None:
    folder = pack("non-readers")
    none = []
    for where in ("participants", "wall"):
        for file in sheets(folder, where):
            pages = [page for page in read_aloud(file) if "turn over the long edge" not in page]
            if len(list(figures(file))) < len(pages):
                none.append(file.name)
    assert none == []


def test_every_card_of_a_deck_has_a_picture_for_people_who_do_not_read(pack: Callable[[str], Path]) -> None:
    """Eight cards fill a sheet of A4, so a deck of two sheets has nine pictures at least."""
    folder = pack("non-readers")
    counts = {file.stem: len(list(figures(file))) for file in sheets(folder, "participants/cards")}
    assert counts["power-walk-characters"] >= 20
    assert counts["option-cards"] == 8
    # this deck has four cards, all others have eight or more
    assert counts.pop("ask-starters") == 4
    assert min(counts.values()) >= 8


@pytest.mark.parametrize("people", PACKS)
def test_words_on_the_wall_have_forty_points_and_nothing_is_at_the_foot(
    pack: Callable[[str], Path], people: str
) -> None:
    small = {}
    for file in sheets(pack(people), "wall"):
        xml = subprocess.run(
            ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", file],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        sizes = {font: float(size) for font, size in FONT.findall(xml)}
        pages = xml.split("<page ")[1:]
        for number, page in enumerate(pages, start=1):
            sizes |= {font: float(size) for font, size in FONT.findall(page)}
            texts = TEXT.findall(page)
            if texts and sizes[texts[0][0]] < CAPTION:
                small[file.name, number] = sizes[texts[0][0]]
            assert " of " not in (texts[-1][1] if texts else ""), "a page number is on the wall side"
    assert small == {}


def test_children_answer_one_question_on_half_a_small_page(pack: Callable[[str], Path]) -> None:
    """A leaflet of four pages, folded from one sheet: two questions to a page, pictures and answers large."""
    forms = {file.stem: file for file in sheets(pack("children"), "participants/forms")}
    for name in ("before-and-after-faces", "end-of-day-faces", "final-evaluation-faces"):
        with pikepdf.open(forms[name]) as pdf:
            assert len(pdf.pages) == 4, name
            assert {round(float(page.mediabox[2])) for page in pdf.pages} == {420}
        large = [side for size in figures(forms[name]) for side in size if side > LARGE]
        # each question has its own picture and three answers, but for the one to draw
        assert len(large) >= 2 * 4 * 6, name


@pytest.mark.parametrize("people", ["readers", "non-readers"])
def test_small_forms_are_two_to_a_sheet(pack: Callable[[str], Path], people: str) -> None:
    for file in sheets(pack(people), "participants/forms"):
        if file.stem.startswith(("before-and-after", "final-evaluation")):
            (page,) = read_aloud(file)
            title = "What do you think?" if "before" in file.stem else "Looking back"
            assert page.count(title) >= 2
