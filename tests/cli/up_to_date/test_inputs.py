"""What a build reads, as hashes: of what files hold, wherever they are."""

import os
from pathlib import Path

import pytest

from practicepack.cli.up_to_date.inputs import engine_digest, engine_name, inputs


def workspace(root: Path) -> str:
    hashes = inputs(root)
    assert hashes is not None
    return hashes["workspace"]


def test_a_link_to_a_folder_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    assert inputs(tmp_path) is not None
    (tmp_path / "sessions/there").symlink_to(tmp_path)
    assert inputs(tmp_path) is None


def test_only_what_files_hold_counts_but_for_a_list_of_names(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    text, names = tmp_path / "content/a.yaml", tmp_path / "content/participants.csv"
    text.write_text("a")
    names.write_text("Amina")
    before = workspace(tmp_path)
    os.utime(text, (1, 1))
    assert workspace(tmp_path) == before
    os.utime(names, (1, 1))
    assert workspace(tmp_path) != before


def test_a_font_or_library_that_changed_is_seen(tmp_path: Path) -> None:
    library = tmp_path / "libpango-1.0.so.0"
    library.write_bytes(b"1" * 5000)
    before = engine_digest([str(library)])
    library.write_bytes(b"2" + b"1" * 4999)
    assert engine_digest([str(library)]) not in (before, "")
    library.write_bytes(b"1" * 5001)
    assert engine_digest([str(library)]) not in (before, "")


def test_nothing_else_is_opened_for_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("mine")
    os.mkfifo(tmp_path / "pipe.ttf")
    for name in ("secret.txt", "pipe.ttf", "missing.ttf", "x/../secret.ttf", "/dev/zero", ""):
        assert engine_digest([f"{tmp_path}/{name}"]) == ""


def test_a_place_is_named_without_the_folders_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.prefix", "/home/amina/venv")
    monkeypatch.setenv("HOME", "/home/amina")
    assert engine_name("/home/amina/venv/lib/Lato.ttf") == "{prefix}/lib/Lato.ttf"
    assert engine_name("/home/amina/.local/Lato.ttf") == "~/.local/Lato.ttf"
    assert engine_name("/usr/lib/libpango-1.0.so.0") == "/usr/lib/libpango-1.0.so.0"
