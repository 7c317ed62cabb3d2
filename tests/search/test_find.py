"""Finding in the shipped library: what people ask for is among the first five."""

import csv
from pathlib import Path
from time import process_time

import pytest

from practicepack.library.load import Library, load
from practicepack.plan.suitability import Wanted
from practicepack.search.find import Finder
from practicepack.workspace import Workspace, shipped_root

HERE = Path(__file__).parent
ENOUGH = 0.8
"""The share of right answers that are among the first five, or of five where there are more."""


@pytest.fixture(scope="module")
def library() -> Library:
    return load(Workspace(None, shipped_root()))[0]


@pytest.fixture(scope="module")
def finder(library: Library) -> Finder:
    return Finder(library)


def asked(name: str) -> list[tuple[str, set[str]]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [(row["query"], set(row["right answers"].split())) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("queries.csv", 20),
        # written before any theme had everyday words, by someone who did not write those words
        ("held_out_queries.csv", 60),
    ],
)
def test_what_people_ask_for_is_among_the_first_five(finder: Finder, name: str, least: int) -> None:
    queries = asked(name)
    assert len(queries) >= least
    total, missed = 0.0, []
    for query, right in queries:
        first = {hit.key for hit in finder.ranked("activities", query)[:5]}
        share = len(first & right) / min(5, len(right))
        total += share
        if share < 1:
            missed.append(query)
    assert total / len(queries) >= ENOUGH, missed


@pytest.mark.parametrize("name", ["queries.csv", "held_out_queries.csv"])
def test_every_right_answer_is_in_the_library(library: Library, name: str) -> None:
    for query, right in asked(name):
        assert right, query
        assert right <= set(library.activities), query


def test_a_search_takes_no_time_that_anyone_notices(finder: Finder) -> None:
    queries = [query for query, _ in asked("held_out_queries.csv")]
    for query in queries:
        finder.ranked("activities", query)
    started = process_time()
    for query in queries:
        finder.ranked("activities", query)
    assert (process_time() - started) / len(queries) <= 0.005


def test_what_does_not_fit_says_what_would_let_it_in(finder: Finder) -> None:
    answer = finder.find("activities", "who does the housework", Wanted(people=26))
    assert "who-does-who-decides" not in answer.fits
    near = {almost.id: almost.what_is_missing for almost in answer.near}
    assert near["who-does-who-decides"].startswith("For up to 24; two rooms would do")


def test_what_must_not_be_used_with_people_is_not_offered(finder: Finder) -> None:
    answer = finder.find("activities", "money of couples", Wanted(audience=("men",)))
    assert "money-and-dreams" not in {*answer.fits, *(almost.id for almost in answer.near)}


def test_workshops_energisers_and_sheets_are_found_too(finder: Finder) -> None:
    assert "mens-circle-six-evenings" in finder.find("workshops", "men").fits
    assert finder.find("energisers", "rainstorm").fits[0] == "rainstorm"
    assert finder.find("printables", "consent of a parent").fits[0] == "parents-consent"


def test_without_words_everything_is_half_relevant(library: Library, finder: Finder) -> None:
    assert set(finder.relevance("  ").values()) == {0.5}
    assert set(finder.relevance("  ")) == set(library.activities)


def test_the_best_answer_has_the_score_one(finder: Finder) -> None:
    scores = finder.relevance("budget of the council")
    assert max(scores.values()) == 1
    assert min(scores.values()) > 0
