"""What users type for a workshop, a session, a file or a pack: an id, a number, a part, or a path."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from practicepack.cli import names
from practicepack.cli.main import commands
from practicepack.cli.names import file_named, pack_named, session_named, with_session, workshop_named
from practicepack.diagnostics import CallError
from practicepack.library.load import WorkshopFolder
from practicepack.pipeline import Request, readable
from practicepack.workspace import Workspace, shipped_root

Call = Callable[..., CompletedProcess[str]]
STARTER = "power-and-voice"
FOLDERS = sorted(path.parent.name for path in shipped_root().glob("sessions/*/workshop.yaml"))
NUMBER = FOLDERS.index(STARTER) + 1
"""The starter's number in the list to choose from."""


@pytest.fixture(scope="module")
def starter() -> WorkshopFolder:
    return readable(Workspace(None, shipped_root())).workshops[STARTER]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2", "02-where-power-sits"),
        ("02", "02-where-power-sits"),
        ("closing", "06-closing"),
        ("06", "06-closing"),
        ("wish", "04-one-wish"),
        ("06-closin", "06-closing"),
        ("Where power", "02-where-power-sits"),
        ("CLOSING", "06-closing"),
        ("9", None),
        ("0", "00-on-our-own"),
        ("xylophone", None),
    ],
)
def test_a_session_by_its_number_or_a_part_of_its_name(
    starter: WorkshopFolder, typed: str, found: str | None
) -> None:
    assert session_named(starter, typed) == found


def test_a_part_of_several_names_is_refused(starter: WorkshopFolder) -> None:
    with pytest.raises(CallError, match="several sessions") as caught:
        session_named(starter, "power")
    assert "02-where-power-sits" in caught.value.hints[0]


def test_a_session_without_a_number_counts_in_the_order_of_the_days(root: Path) -> None:
    folder = root / "sessions/day"
    folder.mkdir()
    session = "title: T\nobjectives: [To see.]\nminutes: 20\nactivities: [use: welcome-names]\n"
    for name in ("zebra", "ant"):
        (folder / f"{name}.yaml").write_text(session)
    (folder / "workshop.yaml").write_text(
        "title: Day\npurpose: A day.\nparticipants: 12\n"
        "days: [{start: '09:00', end: '09:40', blocks: [session: zebra, session: ant]}]\n"
    )
    workspace = Workspace(root, shipped_root())
    request = Request("day", session="1", changes=("agenda", "1"))
    found = with_session(workspace, request)
    assert (found.session, found.changes, found.folder) == (
        "zebra",
        ("agenda", "zebra"),
        "day--agenda--zebra",
    )
    assert session_named(readable(workspace).workshops["day"], "2") == "ant"


def test_an_unknown_session_lists_all(call: Call) -> None:
    said = call("build", STARTER, "--session", "xylophone", "--jobs", "1")
    assert said.returncode == 2
    assert "there are: 00-on-our-own, 01-opening" in said.stderr


def test_a_built_session_has_its_full_name(call: Call) -> None:
    said = call("build", STARTER, "--session", "2", "--only", "cards", "--jobs", "1", "--format", "json")
    assert said.returncode == 0
    assert Path(json.loads(said.stdout)["folder"]).name == f"{STARTER}--cards--02-where-power-sits"


@pytest.mark.parametrize(
    "typed", [STARTER, f"sessions/{STARTER}", f"sessions/{STARTER}/", f"sessions/{STARTER}/workshop.yaml"]
)
def test_a_workshop_by_the_path_to_its_folder(typed: str) -> None:
    assert workshop_named(Workspace(None, shipped_root()), typed) == STARTER


def test_a_name_that_is_no_workshop_stays_as_it_is() -> None:
    assert workshop_named(Workspace(None, shipped_root()), "elsewhere/nowhere") == "elsewhere/nowhere"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (STARTER, f"sessions/{STARTER}"),
        (f"sessions/{STARTER}", f"sessions/{STARTER}"),
        (f"sessions/{STARTER}/06-closing.yaml", f"sessions/{STARTER}/06-closing.yaml"),
        ("homes-and-voices", "sessions/homes-and-voices"),
        ("mine", "sessions/mine"),
        ("sessions/mine", "sessions/mine"),
        ("power-walk", "content/activities/power-walk.yaml"),
        ("content/safety", "content/safety"),
    ],
)
def test_what_to_check_by_name_from_any_folder(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    typed: str,
    found: str,
) -> None:
    (root / "sessions/mine").mkdir()
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert file_named(Workspace(root, shipped_root()), typed).as_posix() == found


@pytest.mark.parametrize("typed", ["../sessions", "mein", "sessions/nowhere", "/etc"])
def test_what_cannot_be_checked(root: Path, typed: str) -> None:
    (root / "sessions/mine").mkdir()
    with pytest.raises(CallError):
        file_named(Workspace(root, shipped_root()), typed)


def test_check_one_workshop_by_name(call: Call, root: Path) -> None:
    for name in ("mine", "other"):
        (root / "sessions" / name).mkdir()
        (root / "sessions" / name / "workshop.yaml").write_text("titel: Mine\n")
    said = call("check", "mine")
    assert said.returncode == 1
    assert "sessions/mine/workshop.yaml" in said.stderr
    assert "other" not in said.stderr


@pytest.mark.parametrize(
    ("here", "typed"),
    [
        (".", "day"),
        (".", "build/day"),
        (".", "build/day/"),
        (".", "./build/day"),
        ("build", "day"),
        ("build/day", "."),
        ("sessions", "../build/day"),
        ("sessions", "build/day"),
    ],
)
def test_a_pack_by_its_path(root: Path, monkeypatch: pytest.MonkeyPatch, here: str, typed: str) -> None:
    (root / "build/day").mkdir(parents=True)
    monkeypatch.chdir(root / here)
    assert pack_named(root / "build", typed) == "day"
    assert pack_named(root / "build", str(root / "build/day")) == "day"


def test_a_pack_of_a_programme_by_its_path(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "build/homes/day").mkdir(parents=True)
    monkeypatch.chdir(root)
    assert pack_named(root / "build", "build/homes/day") == "homes/day"


def test_build_without_a_name_asks_and_builds_nothing_else(call: Call, root: Path) -> None:
    said = call("build", "--only", "agenda")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(
        "error: which workshop?\n   hint: there are: after-the-shift, fair-and-brave"
    )
    assert "practicepack new my-workshop" in said.stderr
    assert not (root / "build").exists()


@pytest.mark.parametrize("typed", [f"{NUMBER}\n", "power-and-voice\n", f"99\n0\nsix\n{NUMBER}\n"])
def test_on_a_terminal_it_is_chosen_from_a_list(
    root: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(names, "is_asked", lambda: True)
    arguments = ["--root", str(root), "build", "--only", "agenda", "--jobs", "1"]
    said = CliRunner().invoke(commands, arguments, input=typed)
    assert said.exit_code == 0, said.output
    assert re.search(rf"^ +{NUMBER}  power-and-voice +Power and voice$", said.output, re.MULTILINE)
    assert [path.name for path in (root / "build").iterdir()] == ["power-and-voice--agenda"]


def test_in_a_checkout_without_a_name_it_is_asked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "is_asked", lambda: False)
    with pytest.raises(CallError, match="which workshop"):
        names.chosen(Workspace(shipped_root(), shipped_root()), ())
