"""Finding by words, from the command line."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

Call = Callable[..., CompletedProcess[str]]


def test_what_fits_comes_first_and_what_almost_fits_says_why(call: Call) -> None:
    said = call("find", "who", "does", "the", "housework", "--people", "26").stdout
    fits, _, almost = said.partition("Almost, with what would let them in")
    assert "body-map-of-work" not in fits
    assert "who-does-who-decides" in almost
    assert "For up to 24; two rooms would do" in almost


def test_spelling_and_endings_do_not_matter(call: Call) -> None:
    first = call("find", "sayins", "and", "proverbes").stdout.splitlines()[0]
    assert first.startswith("sayings-rewritten")


def test_workshops_and_sheets_are_named_after_the_activities(call: Call) -> None:
    said = call("find", "savings group").stdout
    assert "savings-group-six-meetings" in said.partition("Workshops")[2]


def test_programs_read_all_of_it(call: Call) -> None:
    data = json.loads(call("find", "council budget", "--people", "45", "--format", "json").stdout)
    assert set(data) == {"activities", "almost", "workshops", "energisers", "printables"}
    almost = {row["id"]: row["needs"] for row in data["almost"]}
    assert almost["budget-beans"].startswith("For up to 40; two rooms would do")


def test_nothing_found_says_what_to_do(call: Call) -> None:
    done = call("find", "xylophone")
    assert done.returncode == 0
    assert done.stdout.startswith("nothing is about this. Try other words")


def test_an_unknown_audience_is_named(call: Call) -> None:
    done = call("find", "money", "--for", "wimmen")
    assert done.returncode == 2
    assert 'no audience is called "wimmen"' in done.stderr
