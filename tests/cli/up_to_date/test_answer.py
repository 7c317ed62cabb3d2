"""A build in which nothing has changed is answered at once; one in which anything has is made."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest

from packages import distribution
from practicepack.cli.packs.build import command as build_command
from practicepack.cli.up_to_date.answer import NOTHING_CHANGED, answer
from practicepack.cli.up_to_date.arguments import FLAGS, VALUED
from practicepack.workspace import LAYER_FOLDERS

SESSION = (
    "title: {}\nobjectives: [To open.]\nminutes: 35-50-60\n"
    "activities: [use: welcome-names, use: group-agreement]\n"
)
WORKSHOP = (
    "title: Ours\npurpose: None.\nparticipants: 20\n"
    "days: [{start: '09:00', end: '09:40', blocks: [session: 01-opening]}]\n"
)
BUILD = ("build", "ours", "--only", "agenda", "--jobs", "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ours = tmp_path / "sessions/ours"
    ours.mkdir(parents=True)
    (ours / "workshop.yaml").write_text(WORKSHOP)
    (ours / "01-opening.yaml").write_text(SESSION.format("Opening"))
    (ours / "participants.csv").write_text("name\nAmina\n")
    return tmp_path


def called(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "practicepack", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)


def agenda(folder: Path) -> Path:
    return folder / "build/ours--agenda/participants/agenda.pdf"


def manifest(folder: Path) -> dict[str, Any]:
    listing: dict[str, Any] = json.loads((folder / "build/ours--agenda/manifest.json").read_text("utf-8"))
    return listing


def forged(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """The manifest of the pack, changed by hand."""
    listing = manifest(folder)
    change(listing)
    (folder / "build/ours--agenda/manifest.json").write_text(json.dumps(listing), encoding="utf-8")


def test_it_shows_the_files_and_the_warnings_again_and_writes_nothing(folder: Path) -> None:
    first = called(folder, *BUILD)
    before = agenda(folder).stat()
    again = called(folder, *BUILD)
    assert again.stdout == first.stdout
    headlines = [line for line in first.stderr.splitlines() if "warning[" in line]
    assert len(headlines) > 1
    assert [line for line in again.stderr.splitlines() if "warning[" in line] == headlines
    assert again.stderr.endswith(NOTHING_CHANGED)
    assert agenda(folder).stat().st_mtime_ns == before.st_mtime_ns


def test_tools_get_the_same_answer_again(folder: Path) -> None:
    first = called(folder, *BUILD, "--format", "json")
    again = called(folder, *BUILD, "--format", "json")
    assert json.loads(again.stdout) == json.loads(first.stdout)
    assert again.stderr == NOTHING_CHANGED


def test_of_many_warnings_the_others_are_counted(folder: Path) -> None:
    called(folder, *BUILD)
    warning = {"severity": "warning", "code": "x", "message": "wrong \x1b[31m", "hints": ["mend it"]}
    forged(folder, lambda listing: listing["call"].update(warnings=[warning] * 12))
    few = called(folder, *BUILD).stderr
    assert few.count("warning[x]: wrong U+001B[31m\n") == 9
    assert f"to see 3 more: practicepack {' '.join(BUILD)} --all\n" in few
    every = called(folder, *BUILD, "--all").stderr
    assert (every.count("warning[x]"), every.count("hint: mend it")) == (12, 12)


def test_a_workspace_that_was_moved_is_up_to_date(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (folder / "sessions/ours/participants.csv").unlink()
    called(folder, *BUILD)
    other = tmp_path_factory.mktemp("other") / "moved"
    copytree(folder, other)
    assert NOTHING_CHANGED in called(other, *BUILD).stderr


def test_all_packs_of_a_programme_are_answered_for_together(folder: Path) -> None:
    programme = folder / "sessions/both/programme.yaml"
    programme.parent.mkdir()
    for name, people in (("ours", "women"), ("theirs", "men")):
        (folder / "sessions" / name).mkdir(exist_ok=True)
        (folder / f"sessions/{name}/workshop.yaml").write_text(f"{WORKSHOP}audience: [{people}]\n")
        (folder / f"sessions/{name}/01-opening.yaml").write_text(SESSION.format("Opening"))
    stages = "[{workshop: ours, people: women, hands_on: A wish.}, {workshop: theirs, people: men}]"
    programme.write_text(f"title: Both\npurpose: To meet.\nstages: {stages}\n")
    command = ("build", "both", "--only", "agenda", "--jobs", "1")
    first = called(folder, *command)
    again = called(folder, *command)
    assert first.stdout.count("1 file in") == 2
    assert again.stdout == first.stdout
    assert NOTHING_CHANGED in again.stderr
    rmtree(folder / "build/both--agenda/theirs--agenda")
    assert NOTHING_CHANGED not in called(folder, *command).stderr


def test_it_imports_the_standard_library_alone(folder: Path) -> None:
    called(folder, *BUILD)
    code = (
        "import os, sys\nimport practicepack.__main__ as it\nos._exit = sys.exit\n"
        "try: it.main()\nexcept SystemExit: pass\n"
        "own = set(sys.stdlib_module_names) | {'practicepack', '__main__'}\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} - own))"
    )
    bare = (sys.executable, "-c", "import sys; print(sorted(m for m in sys.modules if '.' not in m))")
    before = subprocess.run(bare, capture_output=True, text=True, check=True).stdout
    said = subprocess.run(
        [sys.executable, "-c", code, *BUILD], cwd=folder, capture_output=True, text=True, check=True
    )
    assert NOTHING_CHANGED in said.stderr
    more = said.stdout.splitlines()[-1]
    assert set(eval(more)) <= set(eval(before))  # noqa: S307  # two lists of names that we printed


def edited(folder: Path) -> None:
    (folder / "sessions/ours/01-opening.yaml").write_text(SESSION.format("Beginning"))


def added(folder: Path) -> None:
    (folder / "templates/css").mkdir(parents=True)
    (folder / "templates/css/own.css").write_text("h1 { color: #111 }")


def named(folder: Path) -> None:
    (folder / "sessions/ours/participants.csv").write_text("name\nAmina\nZoé\n")


def lost(folder: Path) -> None:
    agenda(folder).unlink()


def strange(folder: Path) -> None:
    (folder / "build/ours--agenda/strange.txt").write_text("mine")


@pytest.mark.parametrize("change", [edited, added, named, lost])
def test_what_has_changed_is_seen(folder: Path, change: Callable[[Path], None]) -> None:
    called(folder, *BUILD)
    change(folder)
    assert NOTHING_CHANGED not in called(folder, *BUILD).stderr
    assert agenda(folder).is_file()
    assert NOTHING_CHANGED in called(folder, *BUILD).stderr


def test_a_file_that_someone_put_into_the_pack_stays_and_changes_nothing(folder: Path) -> None:
    called(folder, *BUILD)
    (folder / "build/ours--agenda/strange.txt").write_text("mine")
    assert NOTHING_CHANGED in called(folder, *BUILD).stderr
    assert (folder / "build/ours--agenda/strange.txt").read_text() == "mine"


def test_another_pack_of_the_workshop_that_is_out_of_date_is_named_again(folder: Path) -> None:
    called(folder, *BUILD, "--paper", "letter")
    called(folder, *BUILD)
    assert NOTHING_CHANGED in called(folder, *BUILD).stderr
    edited(folder)
    for _ in range(2):
        assert "build/ours--letter--agenda was made from an older version" in called(folder, *BUILD).stderr
    called(folder, *BUILD, "--paper", "letter")
    assert NOTHING_CHANGED in called(folder, *BUILD).stderr


def test_a_package_that_adds_a_rule_takes_part(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path_factory.mktemp("packages")
    monkeypatch.setenv("PYTHONPATH", str(place))
    code = "from practicepack.diagnostics import warning\ndef it(*_): yield warning('new', '{}')\n"

    def installed(version: str, message: str) -> None:
        for info in place.glob("*.dist-info"):
            rmtree(info)
        points = "[practicepack.rules]\nnew = ours:it\n"
        distribution(place, "practicepack-ours", version, points, {"ours.py": code.format(message)})

    called(folder, *BUILD)
    for version, message in (("1.0", "the first"), ("1.0", "changed"), ("1.1", "changed")):
        installed(version, message)
        again = called(folder, *BUILD, "--all")
        assert message in again.stderr
        assert NOTHING_CHANGED not in again.stderr
        assert NOTHING_CHANGED in called(folder, *BUILD, "--all").stderr


def test_a_page_that_someone_changed_is_not_overwritten(folder: Path) -> None:
    called(folder, *BUILD)
    mine = agenda(folder).read_bytes() + b"% my notes"
    agenda(folder).write_bytes(mine)
    with pytest.raises(subprocess.CalledProcessError) as caught:
        called(folder, *BUILD)
    assert caught.value.returncode == 3
    assert "agenda.pdf was changed after it was built" in caught.value.stderr
    assert agenda(folder).read_bytes() == mine


@pytest.mark.parametrize("more", [("--no-cache",), ("--participants", "21"), ("--paper", "letter")])
def test_other_words_are_another_build(folder: Path, more: tuple[str, ...]) -> None:
    called(folder, *BUILD)
    assert NOTHING_CHANGED not in called(folder, *BUILD, *more).stderr


DAMAGE: tuple[Callable[[dict[str, Any]], object], ...] = (
    lambda listing: listing.pop("call"),
    lambda listing: listing.update(call=None),
    lambda listing: listing.update(call=[]),
    lambda listing: listing["call"].pop("warnings"),
    lambda listing: listing["call"].update(pack=["x"]),
    lambda listing: listing["call"].update(pack=[0, 2]),
    lambda listing: listing["call"].update(engine_files=[]),
    lambda listing: listing["call"].update(engine_files=["/dev/zero"]),
    lambda listing: listing["call"].update(warnings=[{}]),
    lambda listing: listing.update(run=[{"file": 1}]),
    lambda listing: listing.update(documents=[]),
)


def test_a_manifest_that_someone_changed_is_no_answer(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    called(folder, *BUILD)
    monkeypatch.chdir(folder)
    path = folder / "build/ours--agenda/manifest.json"
    sound = path.read_text("utf-8")
    assert answer(BUILD) == 0
    capsys.readouterr()
    for change in DAMAGE:
        path.write_text(sound, encoding="utf-8")
        forged(folder, change)
        assert answer(BUILD) is None
    for text in ("", "{", "[]", "null", "\0", "[" * 100_000):
        path.write_text(text, encoding="utf-8")
        assert answer(BUILD) is None
    assert capsys.readouterr() == ("", "")


def test_every_option_is_known_or_has_the_whole_command_run() -> None:
    flags, valued = set(), {"--root"}
    for option in build_command.params:
        names = {name for name in option.opts if name.startswith("--")}
        if getattr(option, "is_flag", False):
            flags |= names
        else:
            valued |= names
    assert flags - FLAGS == {"--no-cache", "--forget"}
    assert flags >= FLAGS
    assert valued == VALUED


def test_nothing_of_the_machine_is_in_the_manifest(folder: Path) -> None:
    called(folder, *BUILD, "--out", str(folder / "elsewhere"), "--cache-dir", str(folder / "cache"))
    text = (folder / "elsewhere/ours--agenda/manifest.json").read_text("utf-8")
    assert '"asked"' in text
    assert "participants.csv" not in text
    assert [place for place in (str(folder), sys.prefix, str(Path.home())) if f'"{place}' in text] == []


def test_a_value_that_is_stored_nowhere_is_not_in_the_manifest(folder: Path) -> None:
    command = (*BUILD, "--set", "safeguarding={name: Rosaline Marchetti, contact: 555 987 6543}")
    for _ in range(2):
        assert NOTHING_CHANGED not in called(folder, *command).stderr
    manifests = list(folder.glob("build/*/manifest.json"))
    assert [json.loads(path.read_text("utf-8"))["call"] for path in manifests] == [None]


def test_the_folders_of_a_layer_are_all_read() -> None:
    assert LAYER_FOLDERS == ("content", "sessions", "templates")
