"""All pictures of a deck have one size, measured in the built PDFs, whatever stands beside them."""

from pathlib import Path

import pikepdf
import pytest

from paper import figures
from practicepack.cli.main import run

SHORT, MIDDLE = (
    "A tap",
    "A tap in our street gives water in the morning and in the evening, every day of the week.",
)
LONG = f"{MIDDLE} {MIDDLE} We asked for it for two years, and then they built it."
TOO_LONG = " ".join([LONG] * 3)
DECKS = {
    "power-examples": ("8", (SHORT, MIDDLE, TOO_LONG, LONG)),
    "option-cards": ("8", (SHORT, SHORT, SHORT)),
    "power-walk-characters": ("4", (SHORT, TOO_LONG, MIDDLE)),
    "referral-card": ("wallet", (SHORT, LONG)),
    "ask-starters": ("2", (SHORT, LONG, TOO_LONG)),
}
"""Decks of the workshop, each with other texts: how many to a sheet, and what stands on the cards."""
LARGEST = 29
"""Millimetres: the size where all texts of eight cards to a sheet are short."""


def deck(per_sheet: str, texts: tuple[str, ...]) -> str:
    """A deck that has a card with a picture for each text, and one without."""
    cards = (f"  - {{id: c{n}, picture: water-tap, front: {text!r}}}" for n, text in enumerate(texts))
    head = f"title: A deck\nkind: cards\nto: participant\nper: room\nstock: card\nper_sheet: {per_sheet!r}\n"
    return "\n".join([f"{head}cards:", *cards, "  - {id: own, front: Draw your own}", ""])


@pytest.fixture(scope="module", params=["regular", "large"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cards of a workshop in one size of type."""
    root = tmp_path_factory.mktemp("decks")
    (root / "sessions").mkdir()
    printables = root / "content" / "printables"
    printables.mkdir(parents=True)
    for name, (per_sheet, texts) in DECKS.items():
        (printables / f"{name}.yaml").write_text(deck(per_sheet, texts), "utf-8")
    options = ["--only", "cards", "--type", request.param, "--jobs", "1", "--no-cache"]
    assert run(["--root", str(root), "build", "power-and-voice", *options]) == 0
    (pack,) = (root / "build").iterdir()
    return pack / "participants" / "cards"


@pytest.mark.parametrize("name", DECKS)
def test_the_pictures_of_a_deck_have_one_size(folder: Path, name: str) -> None:
    sizes = [round(side, 1) for size in figures(folder / f"{name}.pdf") for side in size]
    assert len(sizes) >= 2 * len(DECKS[name][1])
    assert len(set(sizes)) == 1


def test_pictures_are_as_large_as_the_longest_text_allows(folder: Path) -> None:
    (short,), (mixed,) = (
        {round(width, 1) for width, _ in figures(folder / f"{name}.pdf")}
        for name in ("option-cards", "power-examples")
    )
    assert short > LARGEST
    assert mixed < short


def test_two_cards_to_a_sheet_leave_room_for_the_name_of_the_deck(folder: Path) -> None:
    """Four cards: a card that is too high for its sheet leaves the name of the deck on a sheet alone."""
    with pikepdf.open(folder / "ask-starters.pdf") as pdf:
        assert len(pdf.pages) == 2
