"""Every broken input gives exactly what it says, exit 1, and leaves the last pack as it was."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from cases import BASE, Case, Finding, cases, put_library

from packages import on_path
from practicepack.cli import main

OLD = '{"documents": "of the last pack"}'


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base library with the real templates, as if it were what the package ships."""
    folder = tmp_path_factory.mktemp("shipped")
    put_library(folder)
    return folder


@pytest.fixture
def root(tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(main, "shipped_root", lambda: shipped)
    (tmp_path / "sessions").mkdir()
    with on_path(tmp_path / "packages"):
        yield tmp_path


def put(root: Path, case: Case) -> None:
    for name, data in case.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    workshop = root / "sessions/one-day"
    if workshop.is_dir():  # a folder of the user's hides the shipped one whole
        for file in (BASE / "sessions/one-day").iterdir():
            if not (workshop / file.name).exists() and not (workshop / f"{file.name}.gone").exists():
                shutil.copy(file, workshop)


def findings(text: str) -> tuple[Finding, ...]:
    said = json.loads(text)
    listed = said if isinstance(said, list) else []  # a build that is done lists its files
    return tuple(sorted(map(finding, listed)))


def finding(one: dict[str, Any]) -> Finding:
    at = f"{one['line']}:{one['column']}" if "line" in one else ""
    return one["severity"], one["code"], one.get("file", ""), at


SLOW = frozenset({"died"})
"""A process that dies over a page takes half a minute to do so. trust/test_faults.py kills one at once."""
SAID = [case for case in cases() if case.name not in SLOW or "SLOW_CASES" in os.environ]


@pytest.mark.parametrize("case", SAID, ids=lambda case: case.name)
def test_a_broken_input_says_exactly_what_is_wrong(
    case: Case, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, case)
    name, *options = case.command
    more = ["one-day", "--jobs", "1"] if name == "build" else []
    code = main.run(["--root", str(root), name, *more, *options, "--format", "json"])
    assert findings(capsys.readouterr().out) == case.expected
    assert code == int(case.fails or "--strict" in options)


FAILING = [case for case in cases() if case.fails and case.name not in SLOW]


@pytest.mark.parametrize("case", FAILING, ids=lambda case: case.name)
def test_a_broken_input_leaves_the_last_pack_alone(case: Case, root: Path) -> None:
    put(root, case)
    wanted = "both" if any(name.startswith("sessions/both/") for name in case.files) else "one-day"
    last = root / f"build/{wanted}/manifest.json"
    last.parent.mkdir(parents=True)
    last.write_text(OLD)
    assert main.run(["--root", str(root), "build", wanted, "--jobs", "1", *bounds(case.command[1:])]) == 1
    assert [path for path in (root / "build").rglob("*") if path.is_file()] == [last]
    assert last.read_text() == OLD


def bounds(options: Sequence[str]) -> list[str]:
    """The bounds among some options: without them, what never ends takes a minute."""
    return [option for option in options if option == "--bound" or "=" in option]


def test_the_base_is_sound(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--root", str(root), "check", "--strict", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
