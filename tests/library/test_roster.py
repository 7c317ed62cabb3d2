"""Names as a spreadsheet saves them: whatever parts the columns and ends the lines, the names come out."""

import pytest

from practicepack.diagnostics import Diagnostic, Source
from practicepack.library.fields import MOST_PEOPLE
from practicepack.library.roster import names
from practicepack.workspace import decoded

FILE = "sessions/tiny/participants.csv"


def read(data: bytes) -> tuple[tuple[str, ...], list[Diagnostic]]:
    source = decoded(FILE, data)
    assert isinstance(source, Source)
    return names(source)


@pytest.mark.parametrize(
    "text",
    [
        "name\nAmina\nJosé\n",
        "name\nAmina\nJosé",
        "name\r\nAmina\r\nJosé\r\n",
        "name\rAmina\rJosé\r",
        "name,village\nAmina,Three Wells\nJosé,Ébano\n",
        "name;village\nAmina;Three Wells\nJosé;Ébano\n",
        "name\tvillage\nAmina\tThree Wells\nJosé\tÉbano\n",
        "number;name;village\r\n1;Amina;Three Wells\r\n2;José;Ébano\r\n",
        "village,name\nThree Wells,Amina\nÉbano,José\n",
        '"name","village"\n"Amina","Three Wells"\n"José","Ébano"\n',
        "village;name;\nThree Wells;Amina;\nÉbano;José;\n",
        "Name,village\nAmina,Three Wells\nJosé,Ébano\n",
        "NAME\nAmina\nJosé\n",
        " name , village\nAmina,Three Wells\nJosé,Ébano\n",
        "name,first name,family name\nAmina,A,B\nJosé,C,D\n",
        "name\n\nAmina\n\n\nJosé\n\n",
        "name,village\n,\nAmina,Three Wells\n,,\nJosé,Ébano\n   ,\n",
        "village,name\nThree Wells\nThree Wells,Amina\n,José\n",
        "name\n  Amina \n\tJosé\n",
        'name\n"Amina\n"\n" José"\n',
    ],
    ids=[
        "one-column",
        "no-line-end-at-the-end",
        "windows",
        "carriage-returns-only",
        "commas",
        "semicolons",
        "tabs",
        "three-columns",
        "second-column",
        "all-quoted",
        "empty-last-column",
        "capital",
        "capitals",
        "blanks-in-the-head",
        "columns-of-like-names",
        "empty-lines",
        "empty-cells",
        "short-rows",
        "blanks-around",
        "line-end-in-a-name",
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
def test_the_names_are_read_in_their_order(text: str, mark: bytes) -> None:
    assert read(mark + text.encode()) == (("Amina", "José"), [])


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ('"Diop, Awa",Three Wells', "Diop, Awa"),
        ('"Awa ""the voice"" Diop",Three Wells', 'Awa "the voice" Diop'),
        ("Awa 'the voice' Diop,Three Wells", "Awa 'the voice' Diop"),
        ("Awa; mother of Binta,Three Wells", "Awa; mother of Binta"),
        ("Awa  \t Diop,Three Wells", "Awa Diop"),
        ("Awa\u00a0Diop,Three Wells", "Awa Diop"),
        ("name,Three Wells", "name"),
        ("<b>Awa</b> & Co,Three Wells", "<b>Awa</b> & Co"),
        ("आवा,Three Wells", "आवा"),
    ],
)
def test_a_name_is_what_stands_in_its_cell(row: str, name: str) -> None:
    assert read(f"name,village\n{row}\n".encode()) == ((name,), [])


def test_two_people_of_one_name_are_two() -> None:
    assert read(b"name\nAmina\nBela\nAmina\n") == (("Amina", "Bela", "Amina"), [])


@pytest.mark.parametrize("text", ["name", "name\n", "name,village\n,Three Wells\n", '"name"\r\n\r\n'])
def test_a_table_without_names_has_none(text: str) -> None:
    assert read(text.encode()) == ((), [])


@pytest.mark.parametrize(
    "text",
    ["", "\n", "Amina\nJosé\n", "who,village\nAmina,Three Wells\n", "names\nAmina\n", "first name\nAmina\n"],
)
def test_a_table_must_say_which_column_holds_the_names(text: str) -> None:
    found, (fault,) = read(text.encode())
    assert found == ()
    assert (fault.severity.value, fault.code, fault.message) == (
        "error",
        "bad-names",
        'no column is called "name"',
    )
    assert fault.hints == ('write "name" over the column with the names, in the first line',)
    assert fault.span is not None
    assert (fault.span.source.name, fault.span.line, fault.span.column) == (FILE, 1, 1)


@pytest.mark.parametrize(
    "text", ['name\n"Amina\nJosé\n', 'name,village\nAmina,"Three Wells\n', '"name\nAmina\n', 'name\n"A" B\n']
)
def test_quotes_that_do_not_match_are_an_error(text: str) -> None:
    found, (fault,) = read(text.encode())
    assert found == ()
    assert (fault.code, fault.message.partition(":")[0]) == ("bad-names", "not a table that can be read")
    assert fault.span is not None
    assert (fault.span.source.name, fault.span.line) == (FILE, 1)


def test_a_file_of_another_encoding_is_no_list_of_names() -> None:
    fault = decoded(FILE, "name\nJosé\n".encode("cp1252"))
    assert isinstance(fault, Diagnostic)
    assert (fault.code, fault.message) == ("bad-encoding", "not UTF-8: the byte 0xe9")


@pytest.mark.parametrize(("number", "listed"), [(MOST_PEOPLE, MOST_PEOPLE), (MOST_PEOPLE + 1, 0)])
def test_a_list_has_no_more_names_than_a_workshop_may_have_people(number: int, listed: int) -> None:
    found, problems = read(b"name\n" + b"Amina\n" * number)
    assert (len(found), [one.code for one in problems]) == (listed, ["bad-names"] * (listed == 0))
