"""Building packs: which folder, which documents, which workshops."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pikepdf
import pytest

from practicepack.documents.edition import Edition
from practicepack.options import PackOptions

Call = Callable[..., CompletedProcess[str]]
QUICK = ("--only", "agenda", "--jobs", "1")


def pack(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def put(root: Path, workshop: str, **changes: str) -> None:
    """A workshop that is quickly planned: one session."""
    folder = root / "sessions" / workshop
    folder.mkdir()
    (folder / "workshop.yaml").write_text(
        f"title: {workshop.capitalize()}\npurpose: None.\nparticipants: 20\n"
        "days: [{start: '09:00', end: '09:40', blocks: [session: 01-opening]}]\n"
        + "".join(f"{key}: {value}\n" for key, value in changes.items())
    )
    (folder / "01-opening.yaml").write_text(
        "title: Opening\nobjectives: [To open.]\nminutes: 35-50-60\n"
        "activities: [use: welcome-names, use: group-agreement]\n"
    )


@pytest.mark.parametrize(
    ("wishes", "folder"),
    [
        ({}, "day"),
        ({"participants": "24"}, "day--24-people"),
        ({"start": "08:30"}, "day--from-08-30"),
        ({"audience": ("men",)}, "day--men"),
        ({"audience": ("men", "low-literacy")}, "day--men-low-literacy"),
        ({"sets": ("days.0.end=15:00",)}, "day--days-0-end-15-00"),
        ({"sets": ("version=2", "place=Bridge Hall")}, "day--version-2--place-bridge-hall"),
        ({"paper": "letter"}, "day--letter"),
        ({"only": ("agenda", "signs")}, "day--agenda--signs"),
        ({"session": "02-who"}, "day--02-who"),
        ({"strict": True}, "day"),
        (
            {"audience": ("men",), "participants": "24", "start": "08:30", "paper": "a5", "only": ("cards",)},
            "day--men--24-people--from-08-30--a5--cards",
        ),
    ],
)
def test_the_folder_is_named_by_what_differs(wishes: dict[str, Any], folder: str) -> None:
    assert PackOptions(**wishes).request("day").folder == folder


def test_one_document(call: Call, root: Path) -> None:
    said = call("build", "power-and-voice", "--participants", "24", *QUICK)
    folder = root / "build/power-and-voice--24-people--agenda"
    assert said.returncode == 0
    assert pack(folder) == {"manifest.json", "pack.jsonld", "participants/agenda.pdf"}
    assert [line.split() for line in said.stdout.splitlines()] == [
        ["file", "pages", "copies", "sheets"],
        ["participants/agenda.pdf", "1", "24", "24"],
        ["1", "file", "in", f"{folder};", "24", "sheets", "of", "A4", "paper"],
    ]
    assert [path.name for path in (root / "build").iterdir()] == [folder.name]


def test_what_was_asked_is_in_the_manifest(call: Call, root: Path) -> None:
    put(root, "spring")
    call("build", "spring", "--start", "08:30", "--set", "place=Hall", "--paper", "letter", *QUICK)
    folder = root / "build/spring--from-08-30--place-hall--letter--agenda"
    assert json.loads((folder / "manifest.json").read_text())["options"] == {
        "workshop": "spring",
        "set": {"days.*.start": "08:30", "place": "Hall"},
        "edition": asdict(Edition("letter")),
        "only": ["agenda"],
        "session": None,
    }
    with pikepdf.open(folder / "participants/agenda.pdf") as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_one_session(call: Call, root: Path) -> None:
    said = call("build", "power-and-voice", "--session", "06-closing", "--jobs", "1")
    assert said.returncode == 0
    folder = root / "build/power-and-voice--06-closing"
    assert pack(folder) == {
        "manifest.json",
        "pack.jsonld",
        "facilitators/facilitator-guide.pdf",
        "participants/handouts.pdf",
        "participants/handouts/one-step-slip.pdf",
    }
    with pikepdf.open(folder / "facilitators/facilitator-guide.pdf") as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Closing"]


def test_somewhere_else(call: Call, root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    put(root, "spring")
    out = tmp_path_factory.mktemp("elsewhere") / "packs"
    said = call("build", "spring", "--out", str(out), *QUICK)
    assert said.stdout.splitlines()[-1] == f"1 file in {out}/spring--agenda; 20 sheets of A4 paper"
    assert pack(out / "spring--agenda") == {"manifest.json", "pack.jsonld", "participants/agenda.pdf"}
    assert not (root / "build").exists()


def test_without_a_name_all_of_ones_own(call: Call, root: Path) -> None:
    put(root, "spring")
    put(root, "autumn")
    assert call("build", *QUICK).returncode == 0
    assert {path.name for path in (root / "build").iterdir()} == {"autumn--agenda", "spring--agenda"}


def test_two_by_name(call: Call, root: Path) -> None:
    for name in ("spring", "summer", "autumn"):
        put(root, name)
    assert call("build", "summer", "spring", *QUICK).returncode == 0
    assert {path.name for path in (root / "build").iterdir()} == {"summer--agenda", "spring--agenda"}


@pytest.mark.parametrize("what", ["signs --session 06-closing", "lists --session 01-opening"])
def test_nothing_to_print(call: Call, root: Path, what: str) -> None:
    said = call("build", "power-and-voice", "--only", *what.split(), "--jobs", "1")
    assert said.returncode == 2
    assert not (root / "build").exists()


def test_strict_stops_at_warnings(call: Call, root: Path) -> None:
    said = call("build", "power-and-voice", "--strict", *QUICK)
    assert (said.returncode, said.stdout) == (1, "")
    assert "warning[no-referrals]" in said.stderr
    assert not (root / "build").exists()


def test_warnings_are_shown(call: Call) -> None:
    said = call("build", "power-and-voice", *QUICK)
    assert said.returncode == 0
    assert said.stderr.count("warning[no-referrals]") == 1


def test_a_new_pack_takes_the_place_of_the_last(call: Call, root: Path) -> None:
    put(root, "spring")
    call("build", "spring", *QUICK)
    folder = root / "build/spring--agenda"
    before = (folder / "manifest.json").read_bytes()
    (folder / "participants/old.pdf").write_bytes(b"old")
    assert call("build", "spring", *QUICK).returncode == 0
    assert (folder / "manifest.json").read_bytes() == before
    assert pack(root / "build") == {
        "spring--agenda/manifest.json",
        "spring--agenda/pack.jsonld",
        "spring--agenda/participants/agenda.pdf",
        "spring--agenda/participants/old.pdf",
    }


def test_a_folder_that_is_no_pack_is_left_alone(call: Call, root: Path) -> None:
    put(root, "spring")
    folder = root / "build/spring--agenda"
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_text("mine")
    said = call("build", "spring", *QUICK)
    assert said.returncode == 3
    assert said.stderr.endswith(
        f"error: {folder} is there already and is not a pack\n   to fix it: move it, or use --out\n"
    )
    assert pack(root / "build") == {"spring--agenda/letter.txt"}


def test_a_long_value(call: Call, root: Path) -> None:
    put(root, "spring")
    said = call("build", "spring", "--set", f"purpose={'very ' * 80}long", *QUICK)
    assert said.returncode == 0
    (folder,) = (root / "build").iterdir()
    assert pack(folder) == {"manifest.json", "pack.jsonld", "participants/agenda.pdf"}
