"""Starting a workshop of one's own."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from practicepack.cli.main import run
from practicepack.library.json_schema import schemas
from practicepack.workspace import shipped_root

Call = Callable[..., CompletedProcess[str]]
STARTER = shipped_root() / "sessions/power-and-voice"
SCHEMA = re.compile(r"\$schema=(\S+)")


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_copy_with_a_title_of_its_own(call: Call, root: Path) -> None:
    said = call("new", "our-first-day")
    copy = texts(root / "sessions/our-first-day")
    original = texts(STARTER)
    assert len(original) == 8
    assert copy == original | {
        "workshop.yaml": original["workshop.yaml"].replace("title: Power and voice", "title: Our first day")
    }
    assert said.stdout == (
        f"made {root}/sessions/our-first-day\n"
        f"next:  open {root}/sessions/our-first-day/workshop.yaml in an editor, "
        "then  practicepack build our-first-day\n"
    )


def test_a_copy_of_ones_own(call: Call, root: Path) -> None:
    call("new", "spring")
    path = root / "sessions/spring/workshop.yaml"
    path.write_text(path.read_text().replace("participants: 20", "participants: 12"))
    assert call("new", "autumn", "--from", "spring").returncode == 0
    copied = (root / "sessions/autumn/workshop.yaml").read_text()
    assert copied == path.read_text().replace("title: Spring", "title: Autumn")


def test_schemas_lie_where_the_files_say(call: Call, root: Path) -> None:
    call("new", "mine")
    assert texts(root / "content/schemas") == schemas()
    named = {
        (file.parent / match[1]).resolve()
        for file in (root / "sessions/mine").iterdir()
        if (match := SCHEMA.search(file.read_text(encoding="utf-8")))
    }
    assert named == {
        root / "content/schemas" / name for name in ("workshop.json", "session.json", "referrals.json")
    }


def test_it_builds_at_once(call: Call, root: Path) -> None:
    call("new", "mine")
    checked = json.loads(call("check", str(root / "sessions/mine"), "--format", "json").stdout)
    assert checked == []
    said = call("build", "mine", "--only", "agenda", "--jobs", "1")
    assert said.returncode == 0
    assert set(re.findall(r"warning\[([a-z-]+)\]", said.stderr)) == {"no-referrals", "no-contact"}
    assert (root / "build/mine--agenda/participants/agenda.pdf").is_file()


@pytest.mark.parametrize("name", ["true", "null", "no", "10", "2026-03-08"])
def test_a_name_that_looks_like_something_else(call: Call, name: str) -> None:
    assert call("new", name).returncode == 0
    plan = json.loads(call("plan", name, "--format", "json").stdout)
    assert plan["title"] == name.replace("-", " ").capitalize()


def test_a_folder_that_is_there_is_left_alone(call: Call, root: Path) -> None:
    folder = root / "sessions/mine"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    said = call("new", "mine")
    assert (said.returncode, said.stderr) == (
        2,
        f"error: {folder} is there already\n   hint: choose another name\n",
    )
    assert texts(folder) == {"notes.txt": "mine"}


@pytest.mark.parametrize(
    "name", ["Mine", "my workshop", "my_workshop", "../mine", "-mine", "mine-", "my--day", "männer", "", "."]
)
def test_a_name_that_cannot_be_an_id(call: Call, root: Path, name: str) -> None:
    said = call("new", "--", name)
    assert (said.returncode, said.stderr) == (
        2,
        f'error: "{name}" cannot be a folder\n   hint: use small letters, digits and hyphens, at most 60\n',
    )
    assert list((root / "sessions").iterdir()) == []


@pytest.mark.parametrize("length", [61, 300])
def test_a_name_longer_than_an_id(call: Call, root: Path, length: int) -> None:
    said = call("new", "x" * length)
    assert said.returncode == 2
    assert list((root / "sessions").iterdir()) == []


def test_without_a_folder_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "mine"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"made {tmp_path}/sessions/mine"
    assert run(["list", "workshops", "--format", "json"]) == 0
    assert {"mine", "power-and-voice"} <= {one["id"] for one in json.loads(capsys.readouterr().out)}


def test_a_folder_that_takes_nothing(tmp_path: Path, call: Call, root: Path) -> None:
    (root / "sessions").rmdir()
    (tmp_path / "sessions").write_text("a file")
    said = call("new", "mine")
    assert (said.returncode, said.stderr) == (
        3,
        f"error: cannot write {root}/sessions/mine: Not a directory\n"
        "   to fix it: choose a folder that is yours\n",
    )
