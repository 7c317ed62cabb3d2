"""Lists of participants under another name: each is said by check, none is silently left out."""

from pathlib import Path

import pytest

from practicepack.library.rosters.roster import is_other_list
from practicepack.pipeline import inspect
from practicepack.workspace import Workspace, shipped_root


@pytest.mark.parametrize(
    ("file", "is_there", "is_list"),
    [
        ("Participants.csv", False, True),
        ("Participants.csv", True, False),
        ("participants.csv", True, False),
        ("participants.csv.txt", False, True),
        ("participants.txt", False, True),
        ("names.csv", False, True),
        ("participants (1).csv", True, True),
        ("Liste des participants.xlsx", False, True),
        ("participants.xlsx", True, False),
        ("people.ods", False, True),
        ("~$participants.xlsx", False, False),
        ("notes.txt", False, False),
        ("workshop.yaml", False, False),
        ("logo.png", False, False),
    ],
)
def test_a_list_under_another_name_is_noticed(file: str, *, is_there: bool, is_list: bool) -> None:
    assert is_other_list(file, is_there=is_there) == is_list


def test_a_list_under_another_name_is_said_by_check(tmp_path: Path) -> None:
    folder = tmp_path / "sessions/ours"
    folder.mkdir(parents=True)
    for file in (shipped_root() / "sessions/power-and-voice").glob("*.yaml"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "Names of all.XLSX").write_bytes(b"PK\x03\x04")
    (folder / "Participants.csv").write_text("name\nAmina\n")
    said = [one for one in inspect(Workspace(tmp_path, shipped_root())) if one.code == "list-not-read"]
    assert [one.span and one.span.source.name for one in said] == [
        "sessions/ours/Names of all.XLSX",
        "sessions/ours/Participants.csv",
    ]
