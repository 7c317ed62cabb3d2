"""Every option that changes a workshop: the plan shows it as the pack that is built has it."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from practicepack import pipeline as building
from practicepack.plan.model import Plan
from practicepack.plan.resolve import resolve

Call = Callable[..., CompletedProcess[str]]
Shown = dict[str, Any]
GREET = """\
title: Greet
kind: opening
purpose: To greet.
reason: It helps.
people: {min: 2, ideal: 10, max: 40}
room: Any.
steps: [{id: one, title: One, minutes: 10-15-30, cues: [{do: "We are {participants}."}]}]
credit: {origin: us}
"""
WISH = """\
title: One wish
purpose: To wish.
reason: It helps.
people: {min: 2, ideal: 10, max: 40}
groups: 4-5-6
room: Any.
materials:
  - {item: bean, quantity: 2, per: participant, kind: consumable}
  - {item: badge, per: facilitator}
  - {item: lamp, needs: electricity, substitute: candle}
flipcharts: [{id: sheet, title: Sheet, text: Wish., substitute: Draw in the sand.}]
printables: [slip]
steps:
  - id: one
    title: One
    minutes: 30-45-90
    cues:
      - do: Sit.
      - {do: Draw it., for: [low-literacy]}
      - {do: Write it., not_for: [low-literacy]}
credit: {origin: us}
"""
MARKET = """\
title: Market day
purpose: To trade.
audience: [adults]
participants: 10
facilitators: 2
place: Three Wells
days:
  - {start: "09:00", end: "11:00", blocks: [session: 01-wishes, break: 15]}
  - {start: "14:00", end: "15:30", blocks: [session: 02-more]}
"""
SESSION = "title: %s\nobjectives: [To wish.]\nminutes: 5-60-120\nactivities: [use: greet, use: %s]\n"
WISH_AGAIN = WISH.replace("title: One wish", "title: Another wish")


pytestmark = pytest.mark.usefixtures("small")


@pytest.fixture(autouse=True)
def market(root: Path) -> None:
    """A workshop of two short days, with nothing in it but our own."""
    for name, text in {
        "content/activities/greet.yaml": GREET,
        "content/activities/wish.yaml": WISH,
        "content/audiences/low-literacy.yaml": "title: Some do not read\nkind: need\nguidance: Read aloud.\n",
        "content/activities/wish-again.yaml": WISH_AGAIN,
        "sessions/market/workshop.yaml": MARKET,
        "sessions/market/01-wishes.yaml": SESSION % ("Wishes", "wish"),
        "sessions/market/02-more.yaml": SESSION % ("More", "wish-again"),
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """Every plan that a command makes, in order."""
    made: list[Plan] = []

    def kept(*arguments: Any) -> Any:
        found = resolve(*arguments)
        made.append(found[0])
        return found

    monkeypatch.setattr(building, "resolve", kept)
    return made


def starts(plan: Shown) -> list[int]:
    return [day["slots"][0]["start"] for day in plan["days"]]


def ends(plan: Shown) -> list[int]:
    return [day["slots"][-1]["start"] + day["slots"][-1]["minutes"] for day in plan["days"]]


def activities(plan: Shown) -> list[Shown]:
    sessions = [slot["session"] for day in plan["days"] for slot in day["slots"] if slot["session"]]
    return [activity for session in sessions for activity in session["activities"]]


def supplies(plan: Shown) -> dict[str, int]:
    return {one["item"]: one["quantity"] for one in plan["supplies"]}


def cues(plan: Shown) -> set[str]:
    steps = [step for activity in activities(plan) for step in activity["steps"]]
    return {text for step in steps for cue in step["cues"] for text in cue["texts"]}


def as_written(plan: Shown) -> object:
    people = plan["participants"], plan["facilitators"], plan["place"], plan["lacks"]
    return *people, starts(plan), ends(plan), supplies(plan)


BEANS = {"bean": 40, "badge": 2, "lamp": 1, "flipchart sheet": 2}
OVERRIDES: dict[str, tuple[Callable[[Shown], object], object]] = {
    "": (as_written, (10, 2, "Three Wells", [], [540, 840], [660, 930], BEANS)),
    "--audience women --audience low-literacy": (
        lambda plan: ([one["id"] for one in plan["audience"]], cues(plan) >= {"Draw it."}),
        (["women", "low-literacy"], True),
    ),
    "--participants 16": (
        lambda plan: (plan["participants"], supplies(plan)["bean"], activities(plan)[1]["groups"]),
        (16, 64, [6, 5, 5]),
    ),
    "--facilitators 3": (lambda plan: (plan["facilitators"], supplies(plan)["badge"]), (3, 3)),
    "--start 08:30": (lambda plan: (starts(plan), ends(plan)), ([510, 510], [645, 630])),
    "--without wish-again": (
        lambda plan: [one["id"] for one in activities(plan)],
        ["greet", "wish", "greet"],
    ),
    "--without greet --without wish": (lambda plan: [one["id"] for one in activities(plan)], ["wish-again"]),
    "--lacks electricity": (
        lambda plan: (plan["lacks"], supplies(plan)),
        (["electricity"], {"bean": 40, "badge": 2, "candle": 1, "flipchart sheet": 2}),
    ),
    "--lacks paper --lacks electricity": (
        lambda plan: (plan["lacks"], activities(plan)[1]["flipcharts"], activities(plan)[1]["instead"]),
        (["paper", "electricity"], [], ["Draw in the sand."]),
    ),
    "--set days.1.end=15:00": (ends, [660, 900]),
    "--set place=Hall --set facilitators={women: 3}": (
        lambda plan: (plan["place"], plan["facilitators"]),
        ("Hall", 3),
    ),
    "--set days.0.blocks=[{session: 01-wishes},{lunch: 40}]": (
        lambda plan: [slot["kind"] for slot in plan["days"][0]["slots"]],
        ["session", "lunch"],
    ),
    "--participants 16 --set participants=12": (lambda plan: plan["participants"], 12),
}


def words(options: str) -> list[str]:
    """The options as a shell splits them, values with blanks in them whole."""
    return [
        word.strip()
        for part in options.split("--")[1:]
        for word in (f"--{part.split()[0]}", part.split(maxsplit=1)[1])
    ]


@pytest.mark.parametrize("options", OVERRIDES)
def test_an_option_shows_in_the_plan_as_it_does_in_the_pack(
    call: Call, plans: list[Plan], options: str
) -> None:
    shown = call("plan", "market", *words(options), "--format", "json")
    built = call("build", "market", *words(options), "--only", "agenda", "--jobs", "1", "--format", "json")
    assert (shown.returncode, built.returncode) == (0, 0)
    read, expected = OVERRIDES[options]
    assert read(json.loads(shown.stdout)) == expected
    planned, packed = plans
    assert planned == packed


def test_every_option_that_changes_a_workshop_is_tried(call: Call) -> None:
    said = call("plan", "--help").stdout
    known = {word for word in said.replace(",", " ").split() if word.startswith("--")}
    tried = {word for options in OVERRIDES for word in options.split() if word.startswith("--")}
    assert known - tried == {"--all", "--bound", "--explain", "--format", "--help"}
