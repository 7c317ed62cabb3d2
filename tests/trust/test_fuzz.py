"""Spoilt files are told of, or do no harm: never an exception, never an hour. `make fuzz` tries many more."""

from collections.abc import Iterator

import pytest

from fuzz import Fuzzer, Trial
from mutations import KINDS

SEED = 20
CHECKS, CHUNKS = 500, 5
BUILDS, PAGES = 20, 20
SESSION = "02-good-that-you-came"
"""The session whose pages are laid out: a whole pack takes as long as all builds of this one."""


@pytest.fixture(scope="module")
def fuzzer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzer]:
    with Fuzzer(tmp_path_factory.mktemp("fuzz").resolve(), session=SESSION) as fuzzer:
        yield fuzzer


def faults(trials: list[Trial]) -> list[str]:
    return [str(one) for one in trials if one.fault]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_spoilt_file_breaks_a_check(fuzzer: Fuzzer, chunk: int) -> None:
    size = CHECKS // CHUNKS
    tried = [fuzzer.trial("check", SEED, chunk * size + number) for number in range(size)]
    assert faults(tried) == []
    assert sum(bool(one.codes) for one in tried) > size / 3
    assert sum(not one.codes for one in tried) > size / 10
    assert len({code for one in tried for code in one.codes}) > 10


def test_no_spoilt_file_breaks_a_build(fuzzer: Fuzzer) -> None:
    tried = [fuzzer.trial("build", SEED, number) for number in range(BUILDS)]
    assert faults(tried) == []
    assert sum(one.is_done for one in tried) > BUILDS / 5
    assert sum(not one.is_done for one in tried) > BUILDS / 5


def test_no_spoilt_template_or_style_sheet_breaks_a_build(fuzzer: Fuzzer) -> None:
    tried = [fuzzer.trial("page", SEED, number) for number in range(PAGES)]
    assert faults(tried) == []
    assert {one.input.name.rpartition(".")[2] for one in tried} == {"html", "css"}
    assert sum(one.is_done for one in tried) > PAGES / 5
    assert sum(not one.is_done for one in tried) > PAGES / 5


def test_every_way_of_spoiling_a_file_is_used(fuzzer: Fuzzer) -> None:
    inputs = (fuzzer.drawn(what, SEED, number) for what in ("check", "page") for number in range(CHECKS))
    assert {name for one in inputs for name in one.mutations} == KINDS
