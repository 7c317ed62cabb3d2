"""A programme from the command line: its plan, all of its packs, and its map."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pikepdf
import pytest

Call = Callable[..., CompletedProcess[str]]
WALK = """\
title: Walk
practices: [voice]
level: community
purpose: To walk.
reason: It helps.
people: {min: 2, ideal: 10, max: 20}
room: Any.
steps: [{id: one, title: One, minutes: 30-45-60, cues: [{do: Walk.}]}]
credit: {origin: us}
"""
DAY = """\
title: %(title)s
purpose: To trade.
participants: 10
audience: [%(audience)s]
days: [{start: "09:00", end: "09:45", blocks: [session: 01-walk]}]
"""
SESSION = "title: We walk\nobjectives: [To walk.]\nminutes: 30-45-60\nactivities: [use: walk]\n"
BOTH = """\
title: Market year
purpose: Women say what should change, men take it up.
stages:
  - {workshop: market-women, people: women, when: weeks 1 to 3, hands_on: One wish.}
  - {workshop: market-men, people: men}
peer_groups: [{name: Baskets, people: women, starts_after: market-women, meets: weekly, does: They save.}]
"""


pytestmark = pytest.mark.usefixtures("small")


@pytest.fixture(autouse=True)
def both(root: Path) -> None:
    """A programme of two workshops of one activity."""
    put(root, "content/activities/walk.yaml", WALK)
    put(root, "sessions/both/programme.yaml", BOTH)
    for audience in ("women", "men"):
        words = {"title": f"Market {audience}", "audience": audience}
        put(root, f"sessions/market-{audience}/workshop.yaml", DAY % words)
        put(root, f"sessions/market-{audience}/01-walk.yaml", SESSION)


def put(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def rows(said: CompletedProcess[str]) -> list[str]:
    return [" ".join(line.split()) for line in said.stdout.splitlines() if line.strip()]


def test_plan_lists_the_workshops_in_their_order(call: Call) -> None:
    said = call("plan", "both")
    assert said.returncode == 0
    assert rows(said) == [
        "Market year",
        "who workshop in all when",
        "1 women market-women 45 min weeks 1 to 3",
        "2 men market-men 45 min",
    ]


def test_plan_says_what_the_programme_lacks(call: Call) -> None:
    said = call("plan", "both")
    assert [
        line.split("warning[")[1].split("]")[0] for line in said.stderr.splitlines() if "warning[" in line
    ] == [
        "level-missing",
        "level-missing",
    ]


def test_plan_for_tools_is_json(call: Call) -> None:
    said = call("plan", "both", "--format", "json")
    assert said.returncode == 0
    plan = json.loads(said.stdout)
    assert [stage["workshop"] for stage in plan["stages"]] == ["market-women", "market-men"]


def test_build_makes_all_packs_and_a_map_on_one_page(call: Call, root: Path) -> None:
    said = call("build", "both", "--jobs", "1")
    assert said.returncode == 0
    folder = root / "build/both"
    assert sorted(path.name for path in folder.iterdir()) == ["market-men", "market-women", "programme-map"]
    pack = {
        "START.pdf",
        "facilitators/background.pdf",
        "facilitators/cue-cards.pdf",
        "facilitators/facilitator-guide.pdf",
        "facilitators/observer-sheet.pdf",
        "facilitators/run-of-show.pdf",
        "facilitators/safety.pdf",
        "manifest.json",
        "organisers/packing-list.pdf",
        "organisers/preparation.pdf",
        "organisers/print-run.pdf",
        "pack.jsonld",
        "participants/agenda.pdf",
        "print/facilitators/background.pdf",
        "print/facilitators/safety.pdf",
    }
    assert files(folder / "market-women") == files(folder / "market-men") == pack
    assert files(folder / "programme-map") == {"manifest.json", "organisers/programme-map.pdf"}
    with pikepdf.open(folder / "programme-map/organisers/programme-map.pdf") as pdf:
        assert len(pdf.pages) == 1


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", ["plan", "build"])
def test_the_people_of_its_workshops_cannot_be_replaced_all_at_once(call: Call, command: str) -> None:
    said = call(command, "both", "--audience", "women")
    assert said.returncode == 2
    assert "the workshops of a programme are for different people" in said.stderr


def test_an_option_for_all_its_workshops_shows_in_the_plan(call: Call) -> None:
    said = call("plan", "both", "--set", "days.0.end=09:50")
    assert rows(said)[2:] == ["1 women market-women 50 min weeks 1 to 3", "2 men market-men 50 min"]


@pytest.mark.parametrize("broken", ["stranger", "market-men"])
def test_only_what_belongs_to_a_programme_stops_it(call: Call, root: Path, broken: str) -> None:
    put(root, f"sessions/{broken}/workshop.yaml", "titel: Mine\n")
    assert call("plan", "both").returncode == (1 if broken == "market-men" else 0)


@pytest.mark.parametrize("workshop", ["market-women", "one-day"])
def test_one_workshop_can_be_changed_where_there_is_a_programme(call: Call, workshop: str) -> None:
    said = call("plan", workshop, "--participants", "16", "--start", "08:30")
    assert (said.returncode, said.stderr.count("error[")) == (0, 0)
