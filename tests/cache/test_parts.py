"""The cache of parts: whole or not at all, never trusted when damaged, never larger than allowed."""

import os
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from practicepack.cache.files import CacheFiles
from practicepack.cache.library import LibraryCache
from practicepack.cache.parts import PartCache
from practicepack.cache_interface import Cache
from practicepack.diagnostics import warning
from practicepack.documents.parts import RenderedPart, RenderJob
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from tasks import laid_out

KEY = "ab" + "0" * 62
PART = RenderedPart(b"%PDF-1.7 a part", 3)


def cache(folder: Path) -> PartCache:
    return PartCache(CacheFiles(folder))


def files(store: PartCache) -> list[Path]:
    return sorted(path for path in store.files.folder.rglob("*") if path.is_file())


def test_what_was_put_is_got(tmp_path: Path) -> None:
    store = PartCache(CacheFiles(tmp_path / "deep" / "cache"))
    assert store.get(KEY) is None
    store.put(KEY, PART)
    assert store.get(KEY) == PART
    assert store.files.info() == (1, files(store)[0].stat().st_size)


@pytest.mark.parametrize("at", [0, 10, 30, 60, -1])
def test_a_byte_that_changed_makes_a_part_worthless(tmp_path: Path, at: int) -> None:
    store = cache(tmp_path)
    store.put(KEY, PART)
    (file,) = files(store)
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    assert store.get(KEY) is None
    store.put(KEY, PART)
    assert store.get(KEY) == PART


@pytest.mark.parametrize("length", [0, 5, 25, 55])
def test_a_file_that_was_cut_off_is_worthless(tmp_path: Path, length: int) -> None:
    store = cache(tmp_path)
    store.put(KEY, PART)
    (file,) = files(store)
    file.write_bytes(file.read_bytes()[:length])
    assert store.get(KEY) is None


def test_a_part_with_something_to_say_is_not_kept(tmp_path: Path) -> None:
    store = cache(tmp_path)
    store.put(KEY, RenderedPart(b"%PDF", 1, (warning("overflow", "too much"),)))
    store.put(KEY, RenderedPart(b"", 0))
    assert files(store) == []


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    store = PartCache(CacheFiles(tmp_path, most=5000))
    keys = [f"{number:02x}" + "0" * 62 for number in range(6)]
    for age, key in enumerate(keys):
        store.put(key, RenderedPart(b"x" * 1000, 1))
        os.utime(store.files.folder / key[:2] / key[2:], (age, age))
    assert store.get(keys[0]) is not None  # used just now
    store.files.trim()
    assert [key for key in keys if store.get(key)] == [keys[0], *keys[4:]]


def test_a_store_that_is_not_full_is_left_alone(tmp_path: Path) -> None:
    store = PartCache(CacheFiles(tmp_path, most=2000))
    store.put(KEY, RenderedPart(b"x" * 1000, 1))
    store.files.trim()
    assert store.files.info()[0] == 1


def test_cleared(tmp_path: Path) -> None:
    store = cache(tmp_path)
    store.put(KEY, PART)
    (tmp_path / "letter.txt").write_text("mine")
    assert (store.files.clear(), store.files.clear()) == (1, 0)
    assert [path.name for path in files(store)] == ["letter.txt"]


STRANGE = (
    "ab/notes.txt",
    "ab/.hidden",
    "ab/" + "0" * 61,
    "ab/" + "g" * 62,
    "notes/mine",
    "ab/" + "0" * 62 + "/x",
)


@pytest.mark.parametrize("name", STRANGE)
def test_what_else_is_in_the_folder_is_neither_counted_nor_removed(tmp_path: Path, name: str) -> None:
    path, store = tmp_path / name, PartCache(CacheFiles(tmp_path, most=0))
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    assert store.files.info() == (0, 0)
    store.files.trim()
    store.files.clear()
    assert path.read_text() == "mine"


@pytest.mark.parametrize("key", ["", "../../precious", "ab", "AB" * 32, "ab" * 31 + "/x", "ab" * 32 + "\n"])
def test_what_is_no_key_is_no_path(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="is not a key"):
        cache(tmp_path).get(key)


def test_a_pipe_with_the_name_of_a_part_is_no_part(tmp_path: Path) -> None:
    (tmp_path / KEY[:2]).mkdir()
    os.mkfifo(tmp_path / KEY[:2] / KEY[2:])
    assert cache(tmp_path).get(KEY) is None


def test_both_caches_are_used_in_the_same_way(tmp_path: Path) -> None:
    library = LibraryCache()
    values: list[tuple[Cache[Any], Any]] = [(cache(tmp_path), PART), (library, "a value")]
    for each, value in values:
        assert each.get(KEY) is None
        each.put(KEY, value)
        assert each.get(KEY) == value


def test_where_the_disk_refuses_nothing_is_kept_and_nobody_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = cache(tmp_path / "file")
    store.put(KEY, PART)
    assert (store.get(KEY), store.files.info(), store.files.clear()) == (None, (0, 0), 0)


def test_several_write_the_same_part_at_once(tmp_path: Path) -> None:
    crowd = [get_context("fork").Process(target=write, args=(tmp_path,)) for _ in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    store = cache(tmp_path)
    assert [one.exitcode for one in crowd] == [0] * 4
    assert [store.get(f"{number:02x}" + "0" * 62) for number in range(20)] == [big(n) for n in range(20)]
    assert len(files(store)) == 20


def big(number: int) -> RenderedPart:
    return RenderedPart(bytes([number]) * 100_000, number + 1)


def write(folder: Path) -> None:
    store = cache(folder)
    for number in range(20):
        key = f"{number:02x}" + "0" * 62
        store.put(key, big(number))
        assert store.get(key) == big(number)


def job(text: str, name: str = "Part") -> RenderJob:
    return RenderJob(name, f'<html lang="en"><title>P</title><body><p>{text}</p></body></html>', ())


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_in_the_store_is_not_laid_out_again(tmp_path: Path, workers: int) -> None:
    workspace, jobs = Workspace(None, shipped_root()), [job("one"), job("two")]
    with Typesetter(workspace, 1) as without:
        expected = laid_out(without, *jobs)
    for counts in ({"made": 2, "from the cache": 0}, {"made": 0, "from the cache": 2}):
        with Typesetter(workspace, workers, cache(tmp_path)) as typesetter:
            assert laid_out(typesetter, *jobs) == expected
            assert typesetter.counts == counts


def test_another_picture_of_the_same_name_is_another_part(tmp_path: Path) -> None:
    picture = tmp_path / "content/pictures/sign.svg"
    picture.parent.mkdir(parents=True)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>T</title><rect {}/></svg>'
    one = job('<img alt="a sign" src="practicepack:content/pictures/sign.svg">')
    made = []
    for size in ('width="9" height="9"', 'width="3" height="3"', 'width="9" height="9"'):
        picture.write_text(drawing.format(size))
        with Typesetter(Workspace(None, tmp_path), 1, cache(tmp_path / "store")) as typesetter:
            made.append((laid_out(typesetter, one)[one.key].pdf, typesetter.counts["made"]))
    assert made[0][0] != made[1][0]
    assert (made[2][0], made[2][1]) == (made[0][0], 0)
