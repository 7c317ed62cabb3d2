"""A row that counts a list is left out, and a person who is called like a word for total stays."""

import pytest

from practicepack.diagnostics import Source
from practicepack.library.rosters.roster import roster_people
from practicepack.library.rosters.totals import is_total

PEOPLE = ("Amina", "José")


def read(*rows: str, heading: str = "name") -> tuple[tuple[str, ...], list[str]]:
    """The names of a list, and the code and the line of each finding."""
    people, findings = roster_people(Source("participants.csv", "\n".join((heading, *rows, ""))))
    places = [f"{finding.code} {finding.span.line}" for finding in findings if finding.span]
    return tuple(person.name for person in people), places


@pytest.mark.parametrize(
    "row",
    [
        "Total: 2",
        "TOTAL",
        "Totals",
        "total 2",
        "Total participants: 2",
        "Total women: 2",
        "Sum: 2",
        "Totaal",
        "Total général",
        "Total general 2",
        "Somme : 2",
        "Jumla kuu",
        "Summe",
        "Gesamt: 2",
        "المجموع",
        "المجموع: ٢",
        "कुल 2",
        "মোট",
        "Итого: 2",
        "Tổng cộng",
        "ድምር",
        "2",
        "= 2",
        "1 + 1",
    ],
)
def test_a_total_is_left_out_and_told(row: str) -> None:
    assert read(*PEOPLE, row) == (PEOPLE, ["total-row 4"])


@pytest.mark.parametrize("row", [",Total,2", "Total,2,", "Total,,2", "Sum,2,", "3,2,", "Total :,,"])
def test_a_total_may_stand_in_another_column(row: str) -> None:
    names = ("1,Amina,30", "2,José,40")
    assert read(*names, row, heading="no,name,age") == (PEOPLE, ["total-row 4"])


def test_totals_stand_between_groups_as_well() -> None:
    assert read("Amina", "Subtotal: 1", "José", "Total: 2") == (PEOPLE, ["total-row 3", "total-row 5"])


@pytest.mark.parametrize(
    "name",
    ["Soma", "Sum", "Sum Li", "Total Kalombo", "Jumla", "Gesamte Anna", "Suma 3rd", "Tom 2", "Countess"],
)
def test_a_person_of_that_name_stays(name: str) -> None:
    assert read("Amina", name) == (("Amina", name), [])


def test_a_name_that_means_total_stays_beside_another_number() -> None:
    assert read("Amina,31", "Soma,34", heading="name,age") == (("Amina", "Soma"), [])
    assert is_total(("Soma", "2"), 2)
    assert not is_total(("Soma", "34"), 2)
