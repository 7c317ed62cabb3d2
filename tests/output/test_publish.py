import json
import os
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from practicepack.diagnostics import MachineError
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document
from practicepack.documents.parts import FinishedDocument
from practicepack.output.origin import Origin
from practicepack.output.owned import Removal
from practicepack.output.publish import manifest, publish, remove

if TYPE_CHECKING:
    from conftest import Starter


def finished(file: str, pdf: bytes = b"new") -> FinishedDocument:
    return FinishedDocument(Document("handouts", "participants", file, "A sheet", 20, ()), pdf, 2)


def held(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def listing(*documents: FinishedDocument) -> str:
    """A manifest as far as it says which files are ours."""
    listed = [{"file": one.document.path, "sha256": sha256(one.pdf).hexdigest()} for one in documents]
    return json.dumps({"documents": listed})


def put(folder: Path, *documents: FinishedDocument) -> None:
    publish(folder, documents, listing(*documents))


LAST = finished("old", b"old")
OLD = {"participants/old.pdf": b"old", "manifest.json": listing(LAST).encode()}
TOO_LONG = finished("n" * 300)
IN_A_FILE = finished("sheet.pdf/inner")
"""Files that the disk refuses: after a first one was written."""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    put(tmp_path / "pack", LAST)
    assert held(tmp_path) == {f"pack/{name}": data for name, data in OLD.items()}
    return tmp_path / "pack"


def test_a_pack_takes_the_place_of_the_last_one_whole(pack: Path) -> None:
    documents = finished("sheet"), finished("cards/deck", b"deck")
    put(pack, *documents)
    assert held(pack.parent) == {
        "pack/participants/sheet.pdf": b"new",
        "pack/participants/cards/deck.pdf": b"deck",
        "pack/manifest.json": listing(*documents).encode(),
    }
    assert [one.name for one in pack.parent.iterdir()] == ["pack"]


def test_a_pack_is_written_where_no_folder_was(tmp_path: Path) -> None:
    publish(tmp_path / "a" / "b" / "pack", [finished("sheet")], "{}\n")
    assert held(tmp_path / "a" / "b") == {
        "pack/participants/sheet.pdf": b"new",
        "pack/manifest.json": b"{}\n",
    }


@pytest.mark.parametrize("refused", [TOO_LONG, IN_A_FILE])
def test_a_write_that_fails_leaves_the_last_pack(pack: Path, refused: FinishedDocument) -> None:
    with pytest.raises(MachineError, match=r"cannot write .*pack: ") as caught:
        put(pack, finished("sheet"), refused)
    assert caught.value.remedy == "free some space, or choose another folder with --out"
    assert held(pack.parent) == {f"pack/{name}": data for name, data in OLD.items()}
    assert [one.name for one in pack.parent.iterdir()] == ["pack"]


@pytest.mark.parametrize("refused", [TOO_LONG, IN_A_FILE])
def test_a_write_that_fails_leaves_nothing_where_nothing_was(
    tmp_path: Path, refused: FinishedDocument
) -> None:
    with pytest.raises(MachineError):
        put(tmp_path / "pack", finished("sheet"), refused)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_behind_is_cleared_away(pack: Path) -> None:
    for end in ("new", "old"):
        folder = pack.parent / f".pack.{end}"
        put(folder, finished("half", b"whole"))
        (folder / "participants/half.pdf").write_bytes(b"half" if end == "new" else b"whole")
    put(pack, finished("sheet"))
    assert sorted(held(pack.parent)) == ["pack/manifest.json", "pack/participants/sheet.pdf"]
    assert [one.name for one in pack.parent.iterdir()] == ["pack"]


def test_files_that_people_put_into_a_pack_are_carried_over(pack: Path) -> None:
    (pack / "scans").mkdir()
    (pack / "scans/consent.pdf").write_bytes(b"scan")
    (pack / "notes.txt").symlink_to("scans/consent.pdf")
    for name in ("sheet", "other"):
        put(pack, finished(name))
        assert sorted(held(pack)) == [
            "manifest.json",
            "notes.txt",
            f"participants/{name}.pdf",
            "scans/consent.pdf",
        ]
    assert (pack / "notes.txt").is_symlink()
    assert [one.name for one in pack.parent.iterdir()] == ["pack"]


def test_a_film_beside_the_pages_is_not_copied(pack: Path) -> None:
    film = pack / "film.mp4"
    film.write_bytes(b"film")
    before = film.stat().st_ino
    put(pack, finished("sheet"))
    assert film.stat().st_ino == before


def test_a_page_that_someone_changed_stops_the_next_pack(pack: Path) -> None:
    (pack / "participants/old.pdf").write_bytes(b"with notes")
    with pytest.raises(MachineError, match=r"old\.pdf was changed after it was built") as caught:
        put(pack, LAST)
    assert caught.value.remedy == "move or rename it"
    assert held(pack)["participants/old.pdf"] == b"with notes"
    put(pack, finished("sheet"))
    assert held(pack)["participants/old.pdf"] == b"with notes"


def test_what_stands_in_the_way_of_a_new_pack_is_named_and_stays(pack: Path) -> None:
    (pack.parent / ".pack.new").mkdir()
    (pack.parent / ".pack.new/mine.txt").write_bytes(b"mine")
    with pytest.raises(MachineError, match=r"mine\.txt is in the way"):
        put(pack, finished("sheet"))
    assert held(pack) == OLD
    assert (pack.parent / ".pack.new/mine.txt").read_bytes() == b"mine"


@pytest.mark.parametrize(
    "manifest",
    [
        '{"name": "a web app"}',
        "[]",
        "{",
        '{"documents": 3}',
        "[" * 100_000,
        '{"documents": ' * 20_000,
        '{"documents": [{"file": "../precious", "sha256": ""}]}',
        '{"documents": [{"file": "/etc/passwd", "sha256": ""}]}',
    ],
)
def test_a_folder_with_a_foreign_manifest_is_never_touched(tmp_path: Path, manifest: str) -> None:
    folder = tmp_path / "pack"
    (folder / "src").mkdir(parents=True)
    (folder / "manifest.json").write_text(manifest)
    (folder / "src/app.js").write_text("precious")
    before = held(folder)
    with pytest.raises(MachineError, match="is there already and is not a pack"):
        put(folder, finished("sheet"))
    assert remove(tmp_path, "pack") == Removal((), ())
    assert held(folder) == before


def test_a_manifest_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    os.mkfifo(tmp_path / "pack/manifest.json")
    with pytest.raises(MachineError, match="is there already and is not a pack"):
        put(tmp_path / "pack", finished("sheet"))
    assert remove(tmp_path, "pack") == Removal((), ())


def test_a_manifest_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack/manifest.json").touch()
    os.truncate(tmp_path / "pack/manifest.json", 4_000_000_000)
    with pytest.raises(MachineError, match="is there already and is not a pack"):
        put(tmp_path / "pack", finished("sheet"))


def test_a_pack_with_names_is_for_its_owner_alone(tmp_path: Path) -> None:
    publish(tmp_path / "pack", [LAST], listing(LAST), has_names=True)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "pack").rglob("*.*")}
    assert ((tmp_path / "pack").stat().st_mode & 0o777, modes) == (
        0o700,
        {"manifest.json": 0o600, "old.pdf": 0o600},
    )


@pytest.mark.parametrize("files", [{}, {"letter.txt": b"Dear"}, {"participants/sheet.pdf": b"mine"}])
def test_a_folder_that_is_not_a_pack_is_never_replaced(tmp_path: Path, files: dict[str, bytes]) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    with pytest.raises(MachineError, match="is there already and is not a pack"):
        publish(folder, [finished("sheet")], "{}\n")
    assert held(folder) == files
    assert [one.name for one in tmp_path.iterdir()] == ["pack"]


def test_a_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "pack").write_bytes(b"mine")
    with pytest.raises(MachineError, match="is there already and is not a pack"):
        publish(tmp_path / "pack", [finished("sheet")], "{}\n")
    assert held(tmp_path) == {"pack": b"mine"}


def test_a_listing_says_what_the_pack_holds_and_was_made_from() -> None:
    sources = {"b.yaml": "b" * 64, "a.yaml": "a" * 64}
    origin = Origin(sources, {"participants": 20}, {"participants/sheet.pdf": "f" * 64})
    text = manifest(
        {"paper": "a4"},
        [finished("sheet", b"pdf")],
        [{"file": "x"}],
        origin,
        {"weasyprint": "70.0"},
        {"asked": []},
        {"pack.jsonld": b"{}"},
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
        "beside": [{"file": "pack.jsonld", "sha256": sha256(b"{}").hexdigest()}],
        "run": [{"file": "x"}],
        "plan": {"participants": 20},
        "fingerprints": {"participants/sheet.pdf": "f" * 64},
        "sources": {"a.yaml": "a" * 64, "b.yaml": "b" * 64},
        "versions": {"weasyprint": "70.0"},
        "call": {"asked": []},
    }
    assert list(json.loads(text)["sources"]) == ["a.yaml", "b.yaml"]


def test_the_shipped_workshops_listing_is_that_of_its_files(starter: "Starter") -> None:
    listing = json.loads((starter.folder / "manifest.json").read_text(encoding="utf-8"))
    listed = {entry["file"]: entry["sha256"] for entry in (*listing["documents"], *listing["beside"])}
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
