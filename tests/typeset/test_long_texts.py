"""Titles, places, tables and cards with long texts: they fit, or a warning says where they are."""

from pathlib import Path

import pytest

from built import LONG_HOUSE, LONG_PLACE, LONG_TITLE, Made, built, over_each_other

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
    tmp_path: Path, edition: tuple[str, ...]
) -> None:
    made = built(
        tmp_path,
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


def test_a_name_that_no_size_can_hold_is_reported_with_its_row(tmp_path: Path) -> None:
    rows = "\n".join(("name", "Ana", "Sri " * 700, "Eva"))
    made = built(
        tmp_path,
        "--only",
        "forms",
        files={"sessions/t/participants.csv": rows},
        sheets="certificate-of-attendance",
    )
    (said,) = made.warned("overflow")
    assert said["file"] == "sessions/t/participants.csv"
    assert said["line"] == 3


TABLE = """
title: Plan
kind: handout
to: participant
body:
  - table: {columns: [%s], %s}
"""
COLUMNS = {
    "french": ["Action", "Responsable", "Communication", "Responsabilités", "Échéance", "Suivi"],
    "spanish": ["Actividad", "Responsables", "Comunicación", "Sensibilización", "Seguimiento y evaluación"],
    "german": ["Maßnahme", "Verantwortungsbereich", "Gleichstellungsbeauftragte", "Zeitraum"],
    "many": [
        "Name",
        "Organisation",
        "Phone",
        "Signature",
        "Organisation",
        "Phone",
        "Signature",
        "Age",
    ],
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Tables of many and long columns, by the edition."""
    sheets = {
        f"content/printables/plan-{name}.yaml": TABLE % (", ".join(columns), "empty_rows: 6")
        for name, columns in COLUMNS.items()
    }
    labels = (
        "rows: [Sensibilización comunitaria, Institucionalización, https://example.org/a/long/address/of/it]"
    )
    sheets["content/printables/plan-labels.yaml"] = TABLE % (", ".join(COLUMNS["spanish"]), labels)
    used = ", ".join(sorted(Path(name).stem for name in sheets))
    editions = {"a4": (), "large": ("--type", "large"), "a5": ("--paper", "a5")}
    return {
        name: built(tmp_path_factory.mktemp(name), "--only", "handouts", *options, files=sheets, sheets=used)
        for name, options in editions.items()
    }


@pytest.mark.parametrize("name", [*COLUMNS, "labels"])
@pytest.mark.parametrize("edition", ["a4", "large", "a5"])
def test_headings_and_labels_of_a_table_stay_in_their_columns(
    tables: dict[str, Made], edition: str, name: str
) -> None:
    made = tables[edition]
    assert not made.warned()
    (page,) = made.words(f"participants/handouts/plan-{name}.pdf")
    assert not over_each_other(page)


def test_no_hyphen_is_put_into_an_address(tables: dict[str, Made]) -> None:
    for made in tables.values():
        (page,) = made.words("participants/handouts/plan-labels.pdf")
        assert "https://example.org/a/long/address/of/it" in "".join(word[4] for word in page)


DECK = """
title: Words
kind: cards
to: participant
sides: "2"
per_sheet: "%s"
cards:
"""
SIZES = ("2", "4", "8", "wallet")
LONG_WORDS = (
    "https://example.org/resources/Geschlechtergerechtigkeitsverantwortungsbereich",
    "federation.of.womens.associations.for.rural.development@example.org",
    "Gleichstellungsbeauftragtenversammlungsprotokollführerinnenvertretung",
    "I speak in the meeting, and I say what I have seen. " * 9,
)


@pytest.fixture(scope="module", params=[(), ("--type", "large")], ids=["regular", "large"])
def decks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Decks of cards of each size with the same long words."""
    cards = [f'  - {{id: c{at}, front: "{word}", back: "{word}"}}\n' for at, word in enumerate(LONG_WORDS)]
    files = {f"content/printables/of-{size}.yaml": DECK % size + "".join(cards) for size in SIZES}
    used = ", ".join(f"of-{size}" for size in SIZES)
    return built(
        tmp_path_factory.mktemp("decks"), "--only", "cards", *request.param, files=files, sheets=used
    )


@pytest.mark.parametrize("size", SIZES)
def test_long_words_and_texts_stay_on_their_card(decks: Made, size: str) -> None:
    assert not decks.warned()
    pages = decks.words(f"participants/cards/of-{size}.pdf")
    assert len(pages) % 2 == 0
    for page in pages:
        assert not over_each_other(page)
    text = "".join(word[4] for page in pages for word in page)
    assert all(text.count(word) >= 2 for word in LONG_WORDS[:3])


def test_a_card_that_nothing_helps_is_reported_where_it_is_written(tmp_path: Path) -> None:
    deck = DECK % "8" + '  - {id: a, front: "One"}\n  - {id: b, front: "' + "I speak. " * 150 + '"}\n'
    made = built(tmp_path, "--only", "cards", files={"content/printables/words.yaml": deck}, sheets="words")
    (said,) = made.warned()
    assert (said["file"], said["line"]) == ("content/printables/words.yaml", 9)
