"""Listing, with filters."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Call = Callable[..., CompletedProcess[str]]

PRACTICE = """\
title: Saving together
kind: approach
order: 9
icon: approach-peers
summary: A box.
looks_like: [A box.]
why: It helps.
watch_for: [A thief.]
credit: {origin: us}
"""
ACTIVITY = """\
title: The TITLE
practices: [saving]
purpose: To save.
reason: It helps.
people: PEOPLE
sensitivity: SENSITIVITY
room: Any.
steps:
  - {id: one, title: One, minutes: MINUTES, cues: [do: Sit.]}
credit: {origin: us}
"""
TWO = "list activities --practice saving --people 12 --max-minutes 24 --for women --format json"
SHORT = ("{min: 2, ideal: 10, max: 20}", "low", "10-20-30", "")
LONG = ("{min: 10, ideal: 20, max: 40}", "medium", "40-50-60", "never_with: [men]\n")
GROWING = (
    "{min: 5, ideal: 15, max: 30}",
    "high",
    "{each: 2, per: participant}",
    "for: [women, men]\nnot_for: [elders]\n",
)


@pytest.fixture
def saving(root: Path) -> None:
    practices, activities = root / "content/practices", root / "content/activities"
    practices.mkdir(parents=True)
    activities.mkdir()
    (practices / "saving.yaml").write_text(PRACTICE)
    for id_, (people, sensitivity, minutes, more) in {
        "box": SHORT,
        "keys": LONG,
        "count": GROWING,
    }.items():
        text = ACTIVITY.replace("TITLE", id_).replace("PEOPLE", people).replace("SENSITIVITY", sensitivity)
        (activities / f"{id_}.yaml").write_text(text.replace("MINUTES", minutes) + more)


@pytest.mark.usefixtures("saving")
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("", ["box", "count", "keys"]),
        ("--people 4", ["box"]),
        ("--people 5", ["box", "count"]),
        ("--people 20", ["box", "count", "keys"]),
        ("--people 35", ["keys"]),
        ("--people 41", []),
        ("--max-minutes 9", []),
        ("--max-minutes 10", ["box"]),
        ("--max-minutes 30", ["box", "count"]),
        ("--max-minutes 30 --people 16", ["box"]),
        ("--max-minutes 40", ["box", "count", "keys"]),
        ("--sensitivity low", ["box"]),
        ("--sensitivity medium", ["box", "keys"]),
        ("--sensitivity high", ["box", "count", "keys"]),
        ("--for men", ["box", "count"]),
        ("--for women", ["box", "count", "keys"]),
        ("--for elders", ["box", "keys"]),
        ("--for officials --people 10", ["box", "keys"]),
    ],
)
def test_filters(call: Call, filters: str, found: list[str]) -> None:
    said = call("list", "activities", "--practice", "saving", *filters.split(), "--format", "json")
    assert said.returncode == 0
    assert [row["id"] for row in json.loads(said.stdout)] == found


@pytest.mark.usefixtures("saving")
def test_a_row_of_an_activity(call: Call) -> None:
    said = call(*TWO.split())
    assert json.loads(said.stdout) == [
        {
            "id": "box",
            "title": "The box",
            "practice": "saving",
            "people": "2-20",
            "minutes": "10-30",
            "sensitivity": "low",
        },
        {
            "id": "count",
            "title": "The count",
            "practice": "saving",
            "people": "5-30",
            "minutes": "24-24",
            "sensitivity": "high",
        },
    ]


@pytest.mark.usefixtures("saving")
def test_a_table_for_people(call: Call) -> None:
    said = call("list", "activities", "--practice", "saving", "--sensitivity", "medium")
    assert said.returncode == 0
    assert [line.split() for line in said.stdout.splitlines() if line.strip()] == [
        ["id", "title", "practice", "people", "minutes", "sensitivity"],
        ["box", "The", "box", "saving", "2-20", "10-30", "low"],
        ["keys", "The", "keys", "saving", "10-40", "40-60", "medium"],
    ]


def test_nothing_fits(call: Call) -> None:
    said = call("list", "activities", "--people", "9999")
    assert (said.returncode, said.stdout) == (0, "nothing fits; take a filter away\n")


def test_an_unknown_kind(call: Call) -> None:
    said = call("list", "xylophones")
    assert said.returncode == 2
    assert said.stderr == (
        'error: there is no kind "xylophones"\n'
        "   hint: practices, activities, printables, audiences, safety, energisers, workshops, programmes\n"
    )
