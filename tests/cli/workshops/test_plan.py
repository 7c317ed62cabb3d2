"""The plan in the terminal: the same as what is built."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Call = Callable[..., CompletedProcess[str]]
LINE = re.compile(r"(\d\d:\d\d)\s+(\S.*)")
WISH = """\
title: One wish
purpose: To wish.
reason: It helps.
people: {min: 2, ideal: 10, max: 20}
groups: 4-5-6
room: Any.
materials: [{item: bean, quantity: 2, per: participant, kind: consumable}]
printables: [one-step-slip]
steps:
  - id: one
    title: One
    minutes: 30-45-60
    cues:
      - do: Sit.
      - {do: Draw it., for: [low-literacy]}
      - {do: Write it., not_for: [low-literacy]}
variants: [{for: [low-literacy], text: Read everything aloud.}]
credit: {origin: us}
"""
MARKET = """\
title: Market day
purpose: To trade.
participants: 10
days: [{start: "09:00", end: "11:00", blocks: [break: 15, session: 01-wishes, lunch: 60]}]
"""
WISHES = "title: What we wish\nobjectives: [To wish.]\nminutes: 45\nactivities: [use: wish]\n"
OVERRIDES = [
    "",
    "--participants 28",
    "--start 08:45",
    "--audience women --audience low-literacy",
    "--set days.0.end=15:45",
    "--set participants=14 --set facilitators=3",
    "--audience women --participants 16 --start 09:30 --set days.0.end=17:00",
]


def planned(call: Call, options: str) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(
        call("plan", "power-and-voice", *options.split(), "--format", "json").stdout
    )
    return plan


def agenda(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """What participants see of a plan: the times and the titles of its slots."""
    (day,) = plan["days"]
    end = day["slots"][-1]["start"] + day["slots"][-1]["minutes"]
    shown, start = [], None
    for slot in day["slots"]:
        if slot["tracks"]:  # each room has a line of its own
            continue
        if slot["kind"] == "energiser":  # it belongs to the session after it
            start = slot["start"]
            continue
        shown.append((slot["start"] if start is None or not slot["session"] else start, title(slot)))
        start = None
    return [(clock(start), what) for start, what in [*shown, (end, "End of the day")]]


def title(slot: dict[str, Any]) -> str:
    return str(slot["session"]["title"]) if slot["session"] else str(slot["kind"]).capitalize()


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def printed(path: Path) -> list[tuple[str, str]]:
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    return [(found[1], found[2].strip()) for found in LINE.finditer(text)]


@pytest.mark.parametrize("options", OVERRIDES)
def test_an_override_plans_what_it_builds(call: Call, options: str) -> None:
    plan = planned(call, options)
    line = f"build power-and-voice {options} --only agenda --jobs 1 --format json"
    built = json.loads(call(*line.split()).stdout)
    # The day begins in two rooms, of which the page shows each in a line of its own.
    _, *together = printed(Path(built["folder"]) / "participants/agenda.pdf")
    assert together == agenda(plan)
    assert [one["copies"] for one in built["files"]] == [plan["participants"]]


def test_participants(call: Call) -> None:
    plan = planned(call, "--participants 28")
    assert plan["participants"] == 28
    assert {one["item"]: one["quantity"] for one in plan["supplies"]}["sticky label"] == 31


def test_start(call: Call) -> None:
    assert planned(call, "--start 08:30")["days"][0]["slots"][0]["start"] == 8 * 60 + 30


def test_audience(call: Call) -> None:
    plan = planned(call, "--audience women --audience low-literacy")
    assert [one["id"] for one in plan["audience"]] == ["women", "low-literacy"]
    assert planned(call, "")["changes"] != plan["changes"]


def test_set(call: Call) -> None:
    plan = planned(call, "--set days.0.end=15:45 --set facilitators=3")
    assert agenda(plan)[-1] == ("15:45", "End of the day")
    assert plan["facilitators"] == 3


def test_the_later_of_two_wins(call: Call) -> None:
    assert planned(call, "--participants 28 --set participants=22")["participants"] == 22


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (
            "--participants many",
            1,
            '--participants:1:1: error[wrong-type]: "many" must be a whole number',
        ),
        ("--participants 1", 1, "--participants:1:1: error[out-of-range]: "),
        ("--start 25:00", 1, '--start:1:1: error[bad-clock]: "25:00" must be a time from 00:00 to 23:59'),
        ("--set participants", 2, 'error: "participants" is not PATH=VALUE'),
        ("--set days.7.end=15:00", 2, 'error: --set: "days.7.end" leads nowhere'),
        ("--set days.0.end=08:00", 1, "the day ends at 08:00, before it starts at 08:30"),
    ],
)
def test_a_value_that_does_not_fit(call: Call, options: str, code: int, said: str) -> None:
    done = call("plan", "power-and-voice", *options.split())
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


@pytest.fixture
def market(root: Path) -> None:
    """A workshop with one activity, both our own."""
    for name, text in (
        ("content/activities/wish.yaml", WISH),
        ("sessions/market/workshop.yaml", MARKET),
        ("sessions/market/01-wishes.yaml", WISHES),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def shown(said: CompletedProcess[str]) -> list[str]:
    """The lines with something in them, every run of blanks as one."""
    return [" ".join(line.split()) for line in said.stdout.splitlines() if line.strip()]


@pytest.mark.usefixtures("market")
def test_the_plan_in_the_terminal(call: Call) -> None:
    said = call("plan", "market")
    assert said.returncode == 0
    # who has to read the pages about safety is tested in test_review.py
    assert shown(said)[: shown(said).index("To be read first")] == [
        "Market day",
        "Day 1: 120 minutes",
        "time min what",
        "09:00 15 Break",
        "09:15 45 1 What we wish",
        "09:15 45 One wish (in 2 groups of 5)",
        "10:00 60 Lunch",
        "11:00 End of the day",
        "Things to bring",
        "how many what used in",
        "20 bean One wish",
        "Sheets to print",
        "how many what used in",
        "11 One step that I will take One wish",
    ]


@pytest.mark.usefixtures("market")
@pytest.mark.parametrize(
    ("audience", "changes"),
    [
        ("adults", ["1 more parts are for other people, and were left out"]),
        (
            "low-literacy",
            [
                "put in low-literacy One wish: One Draw it.",
                "left out low-literacy One wish: One Write it.",
                "changed low-literacy One wish Read everything aloud.",
            ],
        ),
    ],
)
def test_explain_says_what_was_put_in_and_left_out(call: Call, audience: str, changes: list[str]) -> None:
    plain = shown(call("plan", "market", "--audience", audience))
    explained = shown(call("plan", "market", "--audience", audience, "--explain"))
    assert explained == [*plain, "For these people", "for where text", *changes]


def test_nothing_is_written(call: Call, root: Path) -> None:
    call("plan", "power-and-voice")
    assert list(root.rglob("*")) == [root / "sessions"]


ALONE = ("plan", "savings-group-six-meetings", "--facilitators", "1", "--participants", "60")


def test_ten_lines_of_warnings_stand_above_a_plan(call: Call) -> None:
    few, every = call(*ALONE).stderr.splitlines(), call(*ALONE, "--all").stderr
    listed = json.loads(call(*ALONE, "--format", "json").stdout)["warnings"]
    assert len(few) == 10
    assert few[-1].startswith("to see ")
    assert few[-1].endswith(f" {' '.join(ALONE)} --all")
    assert every.count("warning[") == len(listed)
    assert few[0] == next(line for line in every.splitlines() if "warning[" in line)
