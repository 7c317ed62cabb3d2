"""Compiled templates: ours are kept beside our own code, a stranger's nowhere."""

from pathlib import Path

import pytest
from jinja2 import Environment

from practicepack.documents.edition import Edition
from practicepack.i18n import Translator
from practicepack.render.compiled import Compiled
from practicepack.render.templates import Templates
from practicepack.workspace import Workspace, shipped_root

MINE = "{{ 1 + 1 }} of mine"


def read(kept: Compiled, root: Path | None, name: str) -> str:
    workspace = Workspace(root, shipped_root())
    environment = Templates(workspace, "T", {}, Translator("en"), Edition(), {}).environment
    environment.bytecode_cache = kept
    template = environment.get_template(name)
    kept.keep()
    return str(template.module)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a shipped template is kept, and one of the user's was not."""
    mine = tmp_path / "mine/templates"
    mine.mkdir(parents=True)
    (mine / "macros.html").write_text(MINE, "utf-8")
    place = tmp_path / "kept/templates.bin"
    assert read(Compiled(place), tmp_path / "mine", "macros.html") == "2 of mine"
    assert Compiled(place).kept == {}
    read(Compiled(place), None, "macros.html")
    return place


def test_what_we_ship_is_compiled_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Compiled(place)
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("it was compiled again"))
    assert read(kept, None, "macros.html") is not None
    assert not kept.is_new


def test_another_text_of_that_name_is_compiled(place: Path) -> None:
    kept, before = Compiled(place), place.read_bytes()
    assert read(kept, place.parents[1] / "mine", "macros.html") == "2 of mine"
    assert Compiled(place).kept == {}
    assert read(kept, None, "macros.html") != "2 of mine"
    assert place.read_bytes() == before


@pytest.mark.parametrize("at", [0, 31, 32, 200, -1])
def test_what_is_damaged_is_not_read(place: Path, at: int) -> None:
    data = bytearray(place.read_bytes())
    data[at] ^= 1
    place.write_bytes(data)
    assert Compiled(place).kept == {}


def test_what_another_version_has_kept_is_not_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Compiled(place).kept
    monkeypatch.setattr("practicepack.render.compiled.code", lambda _: "another")
    assert Compiled(place).kept == {}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    kept = Compiled(tmp_path / "file/templates.bin")
    assert read(kept, None, "macros.html")
    assert len(kept.kept) == 1
