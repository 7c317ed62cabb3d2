import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from practicepack.diagnostics import MachineError
from practicepack.pack.document import Document
from practicepack.pack.edition import Edition
from practicepack.pack.manifest import Finished, manifest, write

if TYPE_CHECKING:
    from conftest import Starter


def finished(file: str, pdf: bytes = b"new") -> Finished:
    return Finished(Document("handouts", "participants", file, "A sheet", 20, ()), pdf, 2)


def held(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


OLD = {"participants/old.pdf": b"old", "manifest.json": b"{}\n"}
TOO_LONG = finished("n" * 300)
IN_A_FILE = finished("sheet.pdf/inner")
"""Files that the disk refuses: after a first one was written."""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    write(tmp_path / "pack", [finished("old", b"old")], "{}\n")
    assert held(tmp_path) == {f"pack/{name}": data for name, data in OLD.items()}
    return tmp_path / "pack"


def test_a_pack_takes_the_place_of_the_last_one_whole(pack: Path) -> None:
    write(pack, [finished("sheet"), finished("cards/deck", b"deck")], "[]\n")
    assert held(pack.parent) == {
        "pack/participants/sheet.pdf": b"new",
        "pack/participants/cards/deck.pdf": b"deck",
        "pack/manifest.json": b"[]\n",
    }
    assert [one.name for one in pack.parent.iterdir()] == ["pack"]


def test_a_pack_is_written_where_no_folder_was(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "pack", [finished("sheet")], "{}\n")
    assert held(tmp_path / "a" / "b") == {
        "pack/participants/sheet.pdf": b"new",
        "pack/manifest.json": b"{}\n",
    }


@pytest.mark.parametrize("refused", [TOO_LONG, IN_A_FILE])
def test_a_write_that_fails_leaves_the_last_pack(pack: Path, refused: Finished) -> None:
    with pytest.raises(MachineError, match=r"cannot write .*pack: ") as caught:
        write(pack, [finished("sheet"), refused], "[]\n")
    assert caught.value.remedy == "free some space, or choose another folder with --out"
    assert held(pack.parent) == {f"pack/{name}": data for name, data in OLD.items()}
    assert [one.name for one in pack.parent.iterdir()] == ["pack"]


@pytest.mark.parametrize("refused", [TOO_LONG, IN_A_FILE])
def test_a_write_that_fails_leaves_nothing_where_nothing_was(tmp_path: Path, refused: Finished) -> None:
    with pytest.raises(MachineError):
        write(tmp_path / "pack", [finished("sheet"), refused], "[]\n")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_behind_is_cleared_away(pack: Path) -> None:
    for end in ("new", "old"):
        (pack.parent / f".pack.{end}" / "participants").mkdir(parents=True)
        (pack.parent / f".pack.{end}" / "participants" / "half.pdf").write_bytes(b"half")
    write(pack, [finished("sheet")], "[]\n")
    assert held(pack.parent) == {"pack/participants/sheet.pdf": b"new", "pack/manifest.json": b"[]\n"}


@pytest.mark.parametrize("files", [{}, {"letter.txt": b"Dear"}, {"participants/sheet.pdf": b"mine"}])
def test_a_folder_that_is_not_a_pack_is_never_replaced(tmp_path: Path, files: dict[str, bytes]) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    with pytest.raises(MachineError, match="is there already and is not a pack"):
        write(folder, [finished("sheet")], "{}\n")
    assert held(folder) == files
    assert [one.name for one in tmp_path.iterdir()] == ["pack"]


def test_a_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "pack").write_bytes(b"mine")
    with pytest.raises(MachineError, match="is there already and is not a pack"):
        write(tmp_path / "pack", [finished("sheet")], "{}\n")
    assert held(tmp_path) == {"pack": b"mine"}


def test_a_listing_says_what_the_pack_holds_and_was_made_from() -> None:
    sources = {"b.yaml": "b" * 64, "a.yaml": "a" * 64}
    text = manifest(
        {"paper": "a4"},
        [finished("sheet", b"pdf")],
        [{"file": "x"}],
        sources,
        {"weasyprint": "70.0"},
        {"participants": 20},
        {"participants/sheet.pdf": "f" * 64},
    )
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "options": {"paper": "a4"},
        "documents": [
            {
                "file": "participants/sheet.pdf",
                "kind": "handouts",
                "title": "A sheet",
                "pages": 2,
                "copies": 20,
                "sha256": sha256(b"pdf").hexdigest(),
            }
        ],
        "run": [{"file": "x"}],
        "plan": {"participants": 20},
        "fingerprints": {"participants/sheet.pdf": "f" * 64},
        "sources": {"a.yaml": "a" * 64, "b.yaml": "b" * 64},
        "versions": {"weasyprint": "70.0"},
    }
    assert list(json.loads(text)["sources"]) == ["a.yaml", "b.yaml"]


def test_the_shipped_workshops_listing_is_that_of_its_files(starter: "Starter") -> None:
    listing = json.loads((starter.folder / "manifest.json").read_text(encoding="utf-8"))
    listed = {one["file"]: one["sha256"] for one in listing["documents"]}
    files = held(starter.folder)
    del files["manifest.json"]
    assert {file: sha256(data).hexdigest() for file, data in files.items()} == listed
    assert listing["options"] == {
        "workshop": "power-and-voice",
        "set": {},
        "edition": asdict(Edition()),
        "only": [],
        "session": None,
    }


def test_a_listing_names_no_path_of_the_machine(starter: "Starter") -> None:
    assert str(starter.folder.parents[1]) not in (starter.folder / "manifest.json").read_text(
        encoding="utf-8"
    )
