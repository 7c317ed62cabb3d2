"""Every vector of the table is tried: nothing outside is read or changed, and no fault of ours is shown."""

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from practicepack.output.publish import remove
from stranger import Stranger
from vectors import ESC, Vector, vectors

ALL = list(vectors())
FEWEST, FEWEST_OF_A_KIND = 200, 8
EXITS = {0, 1, 2, 3}
KINDS = {"yaml", "text", "name", "link", "file", "picture", "template", "option", "manifest", "cache", "note"}


def test_there_are_many_vectors_of_each_kind_and_no_two_are_the_same() -> None:
    counts = Counter(vector.kind for vector in ALL)
    assert len({(vector.kind, vector.payload) for vector in ALL}) == len(ALL) >= FEWEST
    assert counts.keys() == KINDS
    assert min(counts.values()) >= FEWEST_OF_A_KIND


@pytest.mark.parametrize("vector", ALL, ids=lambda vector: vector.id)
def test_nothing_is_reached(stranger: Stranger, vector: Vector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(stranger.root)
    stranger.workshop("")
    vector.put(stranger, vector.payload)
    for command in vector.commands:
        words = [word.replace("CACHE", str(stranger.root / "cache")) for word in command]
        # what is no error that we know would be raised here, as the traceback that a user sees
        assert stranger.call(*words) in EXITS
    assert stranger.harm == []
    assert not (stranger.root / "evil").exists()
    if vector.commands:
        assert "\x1b" not in stranger.said
        assert "Traceback" not in stranger.said
        assert stranger.said


NAME = b"Zuleikha Qanitova"
PLACES = (
    "one-day",
    "one-day--forms",
    "one-day--24-people--letter",
    ".one-day.new",
    ".one-day.old",
    ".one-day--forms.new",
    ".one-day--forms.old",
    "both/one-day",
    "both--forms/one-day--forms",
    "both--forms/.one-day--forms.new",
    "renamed by someone",
)


@pytest.mark.parametrize("place", PLACES)
def test_no_name_is_left_after_forget(tmp_path: Path, place: str) -> None:
    document = {"file": "organisers/sign-in.pdf", "sha256": sha256(NAME).hexdigest(), "title": NAME.decode()}
    folder = tmp_path / place
    (folder / "organisers").mkdir(parents=True)
    (folder / "organisers/sign-in.pdf").write_bytes(NAME)
    listing = {"options": {"workshop": "one-day"}, "documents": [document]}
    (folder / "manifest.json").write_text(json.dumps(listing), encoding="utf-8")
    assert remove(tmp_path, "one-day").left == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("written", [b"", b"{", b'{"options": {"workshop": "one'])
def test_a_manifest_that_was_half_written_is_removed(tmp_path: Path, written: bytes) -> None:
    folder = tmp_path / ".one-day--forms.new"
    folder.mkdir()
    (folder / "manifest.json").write_bytes(written)
    assert remove(tmp_path, "one-day").left == ()
    assert list(tmp_path.iterdir()) == []


def test_the_table_has_escapes() -> None:
    assert sum(ESC in vector.payload for vector in ALL) > 3
