"""Listing, with filters."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from practicepack.workspace import shipped_root

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
def test_two_lines_for_each_activity(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    said = call("list", "activities", "--practice", "saving")
    assert said.returncode == 0
    assert said.stdout == (
        "box  The box                     2-20 people, 10-30 min, low\n"
        "  To save.\n"
        "count  The count                5-30 people, 30-30 min, high\n"
        "  To save.\n"
        "keys  The keys               10-40 people, 40-60 min, medium\n"
        "  To save.\n"
    )


@pytest.mark.parametrize("columns", ["80", "100", "50"])
def test_no_line_is_wider_than_the_terminal(
    call: Call, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    said = call("list", "activities", "--for", "women", "--people", "26", "--max-minutes", "60")
    lines = said.stdout.splitlines()
    assert len(lines) > 100
    assert max(map(len, lines)) <= int(columns)
    assert "\x1b" not in said.stdout


def listed(said: CompletedProcess[str]) -> list[str]:
    """The first word of each line that is not indented, without headings and empty lines."""
    lines = [line for line in said.stdout.splitlines() if line and not line.startswith(" ")]
    return [line.split("  ")[0] for line in lines]


@pytest.mark.usefixtures("saving")
@pytest.mark.parametrize(
    ("filters", "near"),
    [
        ("--people 26", {"box": "For up to 20; two rooms would do, with one facilitator in each"}),
        ("--people 4", {"count": "Needs 5 at least; 1 more would do", "keys": "Needs 10 at least; 6 more"}),
        ("--people 45 --max-minutes 90", {"box": "three rooms would do", "keys": "For up to 40; two rooms"}),
        ("--max-minutes 36", {"keys": "Takes 40 minutes at least; 4 minutes more would do"}),
        ("--sensitivity low", {"keys": "Of medium sensitivity; --sensitivity medium lets it in"}),
        ("--people 9 --max-minutes 20", {"keys": "Needs 10 at least; 1 more would do. Takes 40 minutes"}),
        ("--people 500", {"box": "For up to 20\n"}),
    ],
)
def test_what_almost_fits_is_listed_with_why(call: Call, filters: str, near: dict[str, str]) -> None:
    said = call("list", "activities", "--practice", "saving", *filters.split())
    fits, _, almost = said.stdout.partition("Almost: ")
    for id_, why in near.items():
        assert f"\n{id_}  " in almost
        assert f"\n  {why}" in almost or why in almost
        assert not fits.startswith(f"{id_}  ")
    assert sorted(one for one in listed(said) if one in {"box", "count", "keys"}) == ["box", "count", "keys"]


@pytest.mark.usefixtures("saving")
def test_a_shorter_way_and_a_shorter_activity_are_named(call: Call, root: Path) -> None:
    text = ACTIVITY.replace("TITLE", "chest").replace("PEOPLE", SHORT[0]).replace("SENSITIVITY", "low")
    step = "{id: two, title: Two, minutes: 20, optional: true, cues: [do: Sit.]}"
    chest = text.replace("MINUTES", "30").replace("credit:", f"  - {step}\ncredit:")
    (root / "content/activities/chest.yaml").write_text(chest)
    keys = root / "content/activities/keys.yaml"
    keys.write_text(f"{keys.read_text()}short_form: box\n")
    said = call("list", "activities", "--practice", "saving", "--max-minutes", "35")
    assert "Takes 50 minutes at least; 30 would do, done the short way" in said.stdout
    assert 'Takes 40 minutes at least; "box" does the same in less time' in said.stdout


@pytest.mark.usefixtures("saving")
@pytest.mark.parametrize(
    ("more", "heading", "word"),
    [
        ("for: [women]\n", "Made for women (1)", "[made for women] "),
        ("only_with: [women]\n", "Made for women (1)", "[made for women] "),
        ("variants:\n  - {for: [women], text: Ask.}\n", "Adapted to women (1)", "[advice for women] "),
        ("variants:\n  - {for: [women], minutes: 15}\n", "Adapted to women (1)", "[variant for women] "),
        ("debrief: [{ask: Why?, for: [women]}]\n", "Adapted to women (1)", "[lines for women] "),
        ("needs: [earlier-day]\n", "For anyone: women can use them too (1)", "[needs an earlier meeting] "),
        ("", "For anyone: women can use them too (1)", ""),
    ],
)
def test_why_an_activity_is_there_for_people(
    call: Call, root: Path, more: str, heading: str, word: str
) -> None:
    for path in (root / "content/activities").glob("[ck]*.yaml"):
        path.unlink()
    path = root / "content/activities/box.yaml"
    path.write_text(path.read_text() + more)
    said = call("list", "activities", "--practice", "saving", "--for", "women")
    first, head, purpose = said.stdout.splitlines()
    assert first == heading
    assert head.startswith("box  ")
    assert purpose == f"  {word}To save."


@pytest.mark.parametrize("audience", ["women", "men", "couples", "adolescents-10-14", "community"])
def test_what_is_refused_is_never_listed(call: Call, audience: str) -> None:
    said = call("list", "activities", "--for", audience, "--people", "26", "--sensitivity", "low")
    refused = {
        "women": {"clients-eyes", "interface-meeting"},
        "men": {"clients-eyes", "interface-meeting"},
        "couples": {"body-map-of-work", "fishbowl", "power-walk"},
        "adolescents-10-14": {"hopes-apart", "money-and-dreams", "clients-eyes"},
        "community": {"problem-clinic"},
    }
    assert refused[audience].isdisjoint(listed(said))
    assert "group-agreement" in listed(said)


def test_what_is_made_for_couples_comes_first(call: Call) -> None:
    said = call("list", "activities", "--for", "couples")
    assert listed(said)[:2] == ["Made for couples (1)", "money-and-dreams"]


@pytest.mark.parametrize(
    ("word", "found"),
    [("money", {"budget-beans", "money-and-dreams"}), ("BUDGET", {"budget-beans"}), ("xylophone", set())],
)
def test_activities_about_a_word(call: Call, word: str, found: set[str]) -> None:
    rows = json.loads(call("list", "activities", "--about", word, "--format", "json").stdout)
    assert found <= {row["id"] for row in rows}
    assert len(rows) < len(json.loads(call("list", "activities", "--format", "json").stdout)) / 3
    said = call("list", "activities", "--about", word)
    assert ("there are none" in said.stdout) == (not rows)
    assert "Almost" not in said.stdout


def test_two_audiences(call: Call) -> None:
    said = call("list", "activities", "--for", "women", "--for", "low-literacy")
    assert "Adapted to women and low-literacy" in said.stdout
    assert "[advice for women, advice for low-literacy" in said.stdout


@pytest.mark.usefixtures("saving")
def test_when_nothing_fits_the_strictest_filter_is_named(call: Call) -> None:
    said = call("list", "activities", "--practice", "saving", "--people", "400", "--for", "men")
    number = len(list((shipped_root() / "content/activities").glob("*.yaml"))) + 3
    assert said.returncode == 0
    assert said.stdout.startswith(
        f"nothing fits: --people excludes {number} of {number}, --practice excludes"
    )
    assert "\nleave out --people to see more\n" in said.stdout


def test_an_unknown_kind(call: Call) -> None:
    said = call("list", "xylophones")
    assert said.returncode == 2
    assert said.stderr == (
        'error: there is no kind "xylophones"\n'
        "   hint: practices, themes, activities, printables, audiences, safety, energisers, workshops, "
        "programmes\n"
    )
