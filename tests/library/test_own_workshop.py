"""A workshop made from another keeps its plan, and nothing that belongs to other people."""

from pathlib import Path

import pytest

from practicepack.library.load import WorkshopFolder, load
from practicepack.library.own_workshop import PLACEHOLDER_LINES, Answers, own_texts
from practicepack.workspace import Workspace

SHIPPED = Path(__file__).parents[1] / "diagnostics/base"
WORKSHOP = """\
title: Voice at home
purpose: "To <try> it."
audience: [women, adults]
participants: 12
place: Three Wells
safeguarding: {name: Rosa, contact: "0201"}
organiser: {name: Rosa's group, contact: "0202"}
days:
  - date: 2026-03-08
    start: "09:00"
    end: "10:00"
    blocks:
      - session: 01-one
        lead: Rosa
      - {guest: The mayor, minutes: 10}
"""
SESSION = """\
title: One
objectives: [See each other.]
minutes: 10-20-60
activities: [{use: opening}]
take_home: Say it.
"""


@pytest.fixture
def origin(tmp_path: Path) -> WorkshopFolder:
    folder = tmp_path / "sessions/mine"
    folder.mkdir(parents=True)
    (folder / "workshop.yaml").write_text(WORKSHOP, encoding="utf-8")
    (folder / "01-one.yaml").write_text(SESSION, encoding="utf-8")
    return load(Workspace(tmp_path, SHIPPED))[0].workshops["mine"]


def test_names_numbers_dates_and_places_are_not_copied(origin: WorkshopFolder) -> None:
    texts = own_texts(origin, Answers("Ours"), "services: []\n", is_ours=True)
    everything = "".join(texts.values())
    for private in ("Rosa", "0201", "0202", "Three Wells", "2026-03-08", "The mayor"):
        assert private not in everything
    assert f"safeguarding: {PLACEHOLDER_LINES['safeguarding']}" in texts["workshop.yaml"]
    assert texts["referrals.yaml"] == "services: []\n"


def test_sentences_for_other_people_become_placeholders(origin: WorkshopFolder) -> None:
    texts = own_texts(origin, Answers("Ours"), "", is_ours=False)
    assert 'purpose: "<as in mine: To (try) it.>"' in texts["workshop.yaml"]
    assert 'take_home: "<as in mine: Say it.>"' in texts["01-one.yaml"]
    assert '["<as in mine: See each other.>"]' in texts["01-one.yaml"]


@pytest.mark.parametrize(("audience", "stays"), [((), True), (("adults", "women"), True), (("men",), False)])
def test_sentences_stay_where_the_people_are_the_same(
    origin: WorkshopFolder, audience: tuple[str, ...], stays: bool
) -> None:
    texts = own_texts(origin, Answers("Ours", audience), "", is_ours=True)
    assert (texts["01-one.yaml"] == SESSION) == stays


def test_answers_are_put_in_their_places(origin: WorkshopFolder) -> None:
    answers = Answers("Ours", ("men", "adults"), "20", "3", ("2026-05-01",), "08:30", "11:00")
    text = own_texts(origin, answers, "", is_ours=False)["workshop.yaml"]
    for line in ("title: Ours", "audience: [men, adults]", "facilitators: 3\nparticipants: 20\n"):
        assert line in text
    assert 'date: 2026-05-01\n    start: "08:30"\n    end: "11:00"\n' in text


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Ours", "Ours"),
        ("Mary's day", "Mary's day"),
        ("Yes", '"Yes"'),
        ("5 days", '"5 days"'),
        ("A: b", '"A: b"'),
    ],
)
def test_a_title_has_quotes_where_yaml_needs_them(origin: WorkshopFolder, title: str, written: str) -> None:
    text = own_texts(origin, Answers(title), "", is_ours=True)["workshop.yaml"]
    assert text.startswith(f"title: {written}\n")
