"""The kit for a trial of the pictures: all of them, numbered alike on both papers, and no word to show."""

import re
import subprocess
from pathlib import Path

import picture_trial
import pikepdf
import pytest

NUMBER_OF_PAGE = 1


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trial")
    picture_trial.main(folder)
    return folder


def pages(file: Path) -> list[list[str]]:
    """The words of each page."""
    command = ["pdftotext", "-layout", file, "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [page.split() for page in text.split("\f")[:-1]]


def test_what_is_shown_has_only_numbers(kit: Path) -> None:
    count = len(picture_trial.shipped().pictures)
    shown = [word for page in pages(kit / "what-do-you-see.pdf") for word in page[:-NUMBER_OF_PAGE]]
    assert shown == [str(number) for number in range(1, count + 1)]


def test_who_hears_what_is_shown_hears_no_answer(kit: Path) -> None:
    titles = {picture.title for picture in picture_trial.shipped().pictures.values()}
    with pikepdf.open(kit / "what-do-you-see.pdf") as pdf:
        said = {
            str(item["/Alt"])
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        }
    assert said.isdisjoint(titles)


def test_the_tally_sheet_has_a_row_for_each_number(kit: Path) -> None:
    count = len(picture_trial.shipped().pictures)
    rows = "".join(picture_trial.tally(picture_trial.shipped()))
    assert re.findall(r'<td class="number">(\d+)', rows) == [str(number) for number in range(1, count + 1)]
    assert rows.count(picture_trial.BOX) == count * picture_trial.PEOPLE
    words = [word for page in pages(kit / "tally-sheet.pdf") for word in page]
    assert {str(number) for number in range(1, count + 1)} <= set(words)


def test_both_papers_have_the_pictures_in_one_order() -> None:
    library = picture_trial.shipped()
    shown, noted = (
        re.findall('<img src="([^"]+)"', "".join(made(library)))
        for made in (picture_trial.sheets, picture_trial.tally)
    )
    assert shown == noted
    assert len(set(shown)) == len(shown) == len(library.pictures)


def test_a_use_is_said_without_its_number() -> None:
    found = picture_trial.uses(picture_trial.shipped())
    assert found["trait-gentle"] == "Gentle"
    assert len(found) > 250
