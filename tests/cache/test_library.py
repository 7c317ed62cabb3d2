"""Content that was read before: the same values, without reading it again."""

import os
import pickle
from datetime import time
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from cases import BASE

from practicepack.cache.library import MOST_EDITED, LibraryCache
from practicepack.library.load import Library, load
from practicepack.library.models.fields import Prose
from practicepack.pipeline import findings
from practicepack.workspace import Workspace, shipped_root

SHIPPED = Workspace(None, shipped_root())


def values(library: Library) -> list[tuple[str, Any]]:
    return [(entry.id, entry.item) for entry in library.entries()]


def content(library: Library) -> list[Any]:
    return [entry for entry in library.entries() if entry.source.name.startswith("content/")]


@pytest.fixture(scope="module")
def packed() -> bytes:
    library_cache = LibraryCache()
    load(SHIPPED, library_cache)
    return library_cache.packed()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_what_comes_from_the_cache_is_what_was_read(packed: bytes) -> None:
    read, found = load(SHIPPED)
    again, found_again = load(SHIPPED, LibraryCache(packed))
    assert values(again) == values(read)
    assert [type(part) for entry in content(again) for _, part in entry.parts] == [
        type(part) for entry in content(read) for _, part in entry.parts
    ]
    assert found_again == found == []


def test_what_is_in_the_cache_is_not_read_again_until_someone_asks_for_a_place(packed: bytes) -> None:
    library, _ = load(SHIPPED, LibraryCache(packed))
    findings(SHIPPED, library)
    read = [entry.id for entry in content(library) if "reading" in vars(entry)]
    assert (read, len(content(library)) > 100) == ([], True)
    entry = library.activities["power-walk"]
    assert entry.span("title").line == load(SHIPPED)[0].activities["power-walk"].span("title").line


def test_nothing_of_sessions_is_in_the_cache(root: Path) -> None:
    library_cache = LibraryCache()
    library, _ = load(Workspace(None, root), library_cache)
    assert len(library_cache.now) == len(content(library)) < len(list(library.entries()))


def test_a_file_that_was_edited_is_read_again(root: Path) -> None:
    first, workspace = LibraryCache(), Workspace(None, root)
    load(workspace, first)
    care = root / "content/safety/care.yaml"
    second = LibraryCache(first.packed())
    care.write_text("title: New\norder: 1\ncredit: {origin: Us}\ntext: Know where help is.\n", "utf-8")
    library, _ = load(workspace, second)
    assert (library.safety["care"].item.title, len(second.now)) == ("New", len(first.now))


def test_a_few_files_that_were_edited_are_not_worth_packing_all(tmp_path: Path, packed: bytes) -> None:
    library_cache, own = LibraryCache(packed), tmp_path / "content/activities"
    own.mkdir(parents=True)
    shipped = sorted((shipped_root() / "content/activities").glob("*.yaml"))
    for number, path in enumerate(shipped[: MOST_EDITED + 1], 1):
        (own / path.name).write_text(f"# mine\n{path.read_text('utf-8')}", "utf-8")
        load(Workspace(tmp_path, shipped_root()), library_cache)
        assert library_cache.is_new == (number > MOST_EDITED)
    assert not LibraryCache(library_cache.packed()).is_new


def test_a_file_with_a_fault_is_never_in_the_cache(root: Path) -> None:
    library_cache = LibraryCache()
    (root / "content/safety/care.yaml").write_text("title: New\n", "utf-8")
    _, found = load(Workspace(None, root), library_cache)
    _, again = load(Workspace(None, root), LibraryCache(library_cache.packed()))
    assert found == again != []


@pytest.mark.parametrize("data", [b"", b"\x80", b"no pickle", pickle.dumps([1]), pickle.dumps({"a": 1})[:-1]])
def test_what_is_no_cache_holds_nothing(data: bytes) -> None:
    assert LibraryCache(data).before == {}


class Evil:
    """Writes a file where it is unpacked."""

    def __init__(self, call: Any, *arguments: object) -> None:
        self.made = call, arguments

    def __reduce__(self) -> Any:
        return self.made


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        (os.mkdir, ("{}",)),
        (eval, ("__import__('os').mkdir('{}')",)),
        (pickle.loads, (pickle.dumps(Evil(os.mkdir, "{}")),)),
        (Library, ()),
        (load, (SHIPPED,)),
        (Workspace, (None, shipped_root())),
    ],
)
def test_nothing_but_authored_values_is_unpacked(
    call: Any, arguments: tuple[Any, ...], tmp_path: Path
) -> None:
    told = tuple(one.format(tmp_path / "evil") if isinstance(one, str) else one for one in arguments)
    assert LibraryCache(pickle.dumps({"a": Evil(call, *told)})).before == {}
    assert list(tmp_path.iterdir()) == []


def test_authored_values_are_unpacked() -> None:
    held = {"a": Prose("Know where help is."), "b": time(9, 30), "c": (1, None, 0.5)}
    assert LibraryCache(pickle.dumps(held)).before == held
