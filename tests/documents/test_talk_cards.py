"""Talk cards: each back lies behind its picture, and nothing but the picture is on the front."""

import subprocess
from pathlib import Path

import pikepdf
import pytest
from trial import shipped

from practicepack.cli.main import run
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.talk_cards import talk_cards
from practicepack.i18n import Translator
from practicepack.plan.resolve import resolve

A4, A3 = (842, 595), (1191, 842)
"""Points."""
LEAST = 10
"""How many activities have scenes, at least."""


def test_at_least_ten_activities_have_scenes_and_questions_for_each() -> None:
    items = [entry.item for entry in shipped().activities.values() if entry.item.scenes]
    assert len(items) >= LEAST
    assert [item.title for item in items for scene in item.scenes if not scene.ask] == []


@pytest.mark.parametrize("workshop", ["power-and-voice", "score-card-to-meeting"])
def test_a_set_for_each_activity_and_a_copy_for_each_room_that_uses_one_at_once(workshop: str) -> None:
    plan = resolve(shipped(), shipped().workshops[workshop])[0]
    small, large = talk_cards(Context(plan, Translator("en"), Edition()))
    used = {activity.title for activity in plan.activities if activity.scenes}
    assert used
    assert [part.title for part in small.parts] == [part.title for part in large.parts]
    assert {part.title for part in small.parts} == used
    assert (small.repeats, large.repeats) == (False, True)
    assert small.copies == (2 if workshop == "score-card-to-meeting" else 1)
    assert small.stock == "card"


def test_without_scenes_there_are_no_cards() -> None:
    plan = resolve(shipped(), shipped().workshops["after-the-shift"])[0]
    assert not any(activity.scenes for activity in plan.activities)
    assert list(talk_cards(Context(plan, Translator("en"), Edition()))) == []


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The talk cards of a workshop with several scenes for one activity."""
    root = tmp_path_factory.mktemp("talk")
    (root / "sessions").mkdir()
    assert run(["--root", str(root), "build", "power-and-voice", "--only", "talk-cards", "--jobs", "1"]) == 0
    (folder,) = (root / "build").iterdir()
    return folder


@pytest.mark.parametrize(("name", "size"), [("talk-cards", A4), ("talk-cards-large", A3)])
def test_pictures_and_backs_take_turns_on_sheets_that_lie_on_their_side(
    pack: Path, name: str, size: tuple[int, int]
) -> None:
    file = pack / "facilitators" / f"{name}.pdf"
    text = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout
    pages = text.split("\f")[:-1]
    plan = resolve(shipped(), shipped().workshops["power-and-voice"])[0]
    assert len(pages) == 2 * sum(len(activity.scenes) for activity in plan.activities)
    assert [page for page in pages[::2] if page.strip()] == []
    assert all("What do you see?" in page for page in pages[1::2])
    with pikepdf.open(file) as pdf:
        assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages} == {size}


def test_the_printer_gets_the_backs_turned_so_that_they_stand_upright_behind_the_picture(pack: Path) -> None:
    with pikepdf.open(pack / "print" / "facilitators" / "talk-cards.pdf") as pdf:
        turns = [page.get("/Rotate", 0) for page in pdf.pages]
    text = subprocess.run(
        ["pdftotext", "-bbox", pack / "print/facilitators/talk-cards.pdf", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    back = text.split("<page ")[2]
    # the first word of the back, its title, is at the lower right of a sheet that is turned
    left, top = (float(back.split(f'{edge}="')[1].split('"')[0]) for edge in ("xMin", "yMin"))
    assert (left > A4[0] / 2 and top > A4[1] / 2) or turns[1] == 180
