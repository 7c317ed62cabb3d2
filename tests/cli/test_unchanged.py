"""A build in which nothing has changed is answered at once; one in which anything has is made."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest

from packages import distribution
from practicepack.cli import unchanged
from practicepack.cli.unchanged import AS_BEFORE, Receipt
from practicepack.workspace import KINDS, stamped

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


def test_it_says_the_same_again_and_writes_nothing(folder: Path) -> None:
    first = called(folder, *BUILD)
    made = agenda(folder).stat()
    again = called(folder, *BUILD)
    assert again.stdout == first.stdout
    assert again.stderr == first.stderr + AS_BEFORE
    assert agenda(folder).stat().st_mtime_ns == made.st_mtime_ns


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
    assert AS_BEFORE in said.stderr
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


@pytest.mark.parametrize("change", [edited, added, named, lost, strange])
def test_what_has_changed_is_seen(folder: Path, change: Callable[[Path], None]) -> None:
    called(folder, *BUILD)
    change(folder)
    again = called(folder, *BUILD)
    assert AS_BEFORE not in again.stderr
    assert agenda(folder).is_file()
    assert (folder / "build/ours--agenda/strange.txt").exists() == (change is strange)
    assert AS_BEFORE in called(folder, *BUILD).stderr


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
        assert AS_BEFORE not in again.stderr
        assert AS_BEFORE in called(folder, *BUILD, "--all").stderr


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
    assert AS_BEFORE not in called(folder, *BUILD, *more).stderr


def test_a_cleared_store_forgets_it(folder: Path) -> None:
    store = f"--cache-dir={folder / 'kept'}"
    called(folder, *BUILD, store)
    called(folder, "cache", "clear", store)
    assert AS_BEFORE not in called(folder, *BUILD, store).stderr


@pytest.mark.parametrize("text", ["", "{", "[]", '{"read": []}'])
def test_a_damaged_receipt_is_none(folder: Path, text: str) -> None:
    store = folder / "kept"
    called(folder, *BUILD, "--cache-dir", str(store))
    (receipt,) = (store / "receipts").iterdir()
    receipt.write_text(text)
    assert AS_BEFORE not in called(folder, *BUILD, "--cache-dir", str(store)).stderr


@pytest.fixture
def library(tmp_path: Path) -> Path:
    file = tmp_path / "lib.so"
    file.write_text("1")
    return file


def test_another_library_is_seen(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = unchanged.digest([])
    assert nothing
    receipt = Receipt([], nothing, [stamped(str(library))], [], nothing, "out", "err")
    unchanged.keep(tmp_path, ["build", f"--cache-dir={tmp_path}"], receipt)
    assert unchanged.answer(["build", f"--cache-dir={tmp_path}"]) == 0
    assert capsys.readouterr() == ("out", f"err{AS_BEFORE}")
    library.write_text("12")
    assert unchanged.answer(["build", f"--cache-dir={tmp_path}"]) is None


def test_the_folders_of_a_layer_are_all_read() -> None:
    assert KINDS == ("content", "sessions", "templates")


def test_a_link_to_a_folder_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    assert unchanged.digest([str(tmp_path)]) is not None
    (tmp_path / "sessions/there").symlink_to(tmp_path)
    assert unchanged.digest([str(tmp_path)]) is None
