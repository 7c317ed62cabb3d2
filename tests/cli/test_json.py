"""--format json is JSON, for what is found and for what is wrong."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pikepdf
import pytest

from practicepack.workspace import shipped_root

Call = Callable[..., CompletedProcess[str]]
BROKEN = "title: Mine\npurpose: None.\nparticipants: 20\ndays: []\n"
BUILD = "build power-and-voice --only agenda --only packing-list --jobs 1 --format json"
WRONG = {
    "severity": "error",
    "code": "empty-list",
    "message": "the list needs at least one item",
    "file": "sessions/mine/workshop.yaml",
    "line": 4,
    "column": 7,
    "width": 2,
    "notes": [],
    "path": ["days"],
    "subject": {"kind": "workshop", "id": "mine", "workshop": "mine"},
    "hints": [],
    "fixes": [],
}


@pytest.mark.parametrize(
    "line",
    [
        "check --format json",
        "check --format=json",
        "build mine --format json",
        "build mine --format=json",
        "plan mine --format json",
        "plan mine --format=json",
    ],
)
def test_what_is_wrong(call: Call, root: Path, line: str) -> None:
    (root / "sessions/mine").mkdir()
    (root / "sessions/mine/workshop.yaml").write_text(BROKEN)
    said = call(*line.split())
    assert (said.returncode, said.stderr) == (1, "")
    assert [one for one in json.loads(said.stdout) if one["severity"] == "error"] == [WRONG]


def test_check(call: Call) -> None:
    said = call("check", "--format", "json")
    assert (said.returncode, said.stderr) == (0, "")
    assert json.loads(said.stdout) == []


def test_plan(call: Call) -> None:
    plan = json.loads(call("plan", "power-and-voice", "--format", "json").stdout)
    assert (plan["id"], plan["participants"], len(plan["days"])) == ("power-and-voice", 20, 1)
    slots = plan["days"][0]["slots"]
    assert (slots[0]["kind"], slots[0]["start"]) == ("parallel", 8 * 60 + 30)
    assert (slots[1]["kind"], slots[1]["start"], slots[1]["session"]["id"]) == ("session", 555, "01-opening")
    assert [slot["start"] + slot["minutes"] for slot in slots] == [
        *(slot["start"] for slot in slots[1:]),
        16 * 60 + 30,
    ]


def test_plan_tells_groups_of_values_as_objects(call: Call) -> None:
    organiser = {"name": "Weavers", "contact": "0123", "pattern": "blocks"}
    named = ("--set", "organiser={name: Weavers, contact: '0123'}")
    plan = json.loads(call("plan", "power-and-voice", *named, "--format", "json").stdout)
    assert plan["organiser"] == organiser
    assert [one["item"]["title"] for one in plan["audience"]] == ["Women and men together", "Adults"]


def stems(folder: str) -> list[str]:
    return sorted(path.stem for path in (shipped_root() / folder).glob("*.yaml"))


@pytest.mark.parametrize(
    "kind", ["practices", "themes", "activities", "printables", "audiences", "safety", "energisers"]
)
def test_list(call: Call, kind: str) -> None:
    rows = json.loads(call("list", kind, "--format", "json").stdout)
    assert [row["id"] for row in rows] == stems(f"content/{kind}")


def test_list_workshops(call: Call) -> None:
    listed = json.loads(call("list", "workshops", "--format", "json").stdout)
    starter = {"id": "power-and-voice", "title": "Power and voice", "for": "mixed, adults", "days": "1"}
    assert starter in listed
    assert len(listed) > 7


def test_show(call: Call) -> None:
    shown = json.loads(call("show", "power-walk", "--format", "json").stdout)
    assert (shown["title"], shown["people"]["unit"], shown["steps"][0]["keep"]) == (
        "Power walk",
        "participant",
        False,
    )


def test_build(call: Call, root: Path) -> None:
    said = call(*BUILD.split())
    assert said.returncode == 0
    built = json.loads(said.stdout)
    assert built["folder"] == f"{root}/build/power-and-voice--agenda--packing-list"
    assert [(one["file"], one["copies"], one["pages"]) for one in built["files"]] == [
        (file, copies, pages_of(Path(built["folder"]) / file))
        for file, copies in (("participants/agenda.pdf", 20), ("organisers/packing-list.pdf", 1))
    ]


def pages_of(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def test_plan_holds_no_python(call: Call) -> None:
    found = list(strings(json.loads(call("plan", "power-and-voice", "--format", "json").stdout)))
    assert "Power walk" in found
    assert [text for text in found if "=()" in text or "='" in text or "=None" in text] == []
