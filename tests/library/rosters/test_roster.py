"""Names as a spreadsheet saves them: whatever parts the columns and ends the lines, the names come out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicepack.diagnostics import Diagnostic
from practicepack.library.models.fields import MOST_PEOPLE
from practicepack.library.rosters.roster import roster_people
from practicepack.library.rosters.table_text import decoded_table

FILE = "sessions/tiny/participants.csv"


def read(data: bytes) -> tuple[tuple[str, ...], list[Diagnostic]]:
    source, found = decoded_table(FILE, data)
    if source is None:
        return (), found
    listed, more = roster_people(source)
    return tuple(one.name for one in listed), [*found, *more]


def codes(found: list[Diagnostic]) -> list[tuple[str, int]]:
    """What is said of a list: the code and the line."""
    return [(one.code, one.span.line) for one in found if one.span]


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
        "village,name\n,Amina\n,José\n",
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
        "other-columns-empty",
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


def test_two_people_of_one_name_are_two_and_said() -> None:
    found, said = read(b"name\nAmina\nBela\namina\n")
    assert (found, codes(said)) == (("Amina", "Bela", "amina"), [("same-name", 4)])


@pytest.mark.parametrize("text", ["name", "name\n", "name,village\n", '"name"\r\n\r\n'])
def test_a_table_without_names_has_none(text: str) -> None:
    assert read(text.encode()) == ((), [])


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_of_a_spreadsheet_gives_the_same_names(
    encoding: str, separator: str, end: str
) -> None:
    rows = (("Nom", "Village"), ("Zoé Étienne", "Trois Puits"), ("Ñusta Muñoz", "Dakar"))
    text = "".join(separator.join(row) + end for row in rows)
    found, said = read(text.encode(encoding))
    assert found == ("Zoé Étienne", "Ñusta Muñoz")
    assert codes(said) == ([("guessed-encoding", 2)] if encoding in ("cp1252", "mac_roman") else [])


def test_a_guess_shows_the_first_row_that_it_is_about() -> None:
    _, (said,) = read("name\nAmina\nJosé Müller\n".encode("cp1252"))
    assert '"José Müller"' in said.message
    assert any("CSV UTF-8" in hint for hint in said.hints)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("name\nЛюдмила\n", "cp1251"), ("name\nأمينة يوسف\n", "cp1256"), ("name\nΕλένη\n", "cp1253")],
)
def test_letters_that_cannot_be_guessed_are_refused(text: str, encoding: str) -> None:
    found, said = read(text.encode(encoding))
    assert (found, [one.code for one in said]) == ((), ["bad-encoding"])
    assert said[0].span is not None
    assert said[0].span.line == 2


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\x00", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "spreadsheet"),
        (b"<html><table><tr><td>name", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1 name", "text document"),
    ],
)
def test_another_kind_of_file_with_the_name_of_a_list(data: bytes, kind: str) -> None:
    found, (said,) = read(data)
    assert (found, said.code) == ((), "bad-names")
    assert kind in said.message


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "#"])
def test_the_line_that_tells_the_separator_is_no_row(separator: str) -> None:
    text = f"sep={separator}\r\nName{separator}Village\r\nDiop{separator}Dakar\r\n"
    assert read(text.encode("utf-8-sig")) == (("Diop",), [])


@pytest.mark.parametrize(
    ("heads", "cells", "name"),
    [
        ("First name;Last name", "Rosa;Quispe", "Rosa Quispe"),
        ("Last name;First name", "Quispe;Rosa", "Rosa Quispe"),
        ("Surname,Given names", "Diop,Awa Marie", "Awa Marie Diop"),
        ("Surname;Other Name(s)", "Diop;Awa Marie", "Awa Marie Diop"),
        ("Name,Other names", "Diop,Awa", "Awa Diop"),
        ("First name,Other names,Surname", "Awa,Marie,Diop", "Awa Marie Diop"),
        ("Full Name of Participant,Sex", "Awa Diop,F", "Awa Diop"),
        ("Nom;Prénom", "Diop;Awa", "Awa Diop"),
        ("Prénom(s);Nom de famille;Village", "Awa;Diop;Dakar", "Awa Diop"),
        ("Nombre;Apellido paterno;Apellido materno", "Rosa;Quispe;Mamani", "Rosa Quispe Mamani"),
        ("Nombres,Apellidos", "Rosa María,Quispe", "Rosa María Quispe"),
        ("First name;Middle name;Last name", "Awa;Marie;Diop", "Awa Marie Diop"),
        ("First name;Middle name;Last name", "Awa;;Diop", "Awa Diop"),
        ("Name;Surname", "Awa;Diop", "Awa Diop"),
        ("First name;Name", "Awa;Awa Diop", "Awa Diop"),
        ("No.;Full name;Signature", "1;Awa Diop;", "Awa Diop"),
        ("Participant's name", "Awa Diop", "Awa Diop"),
        ("NAMES", "Awa Diop", "Awa Diop"),
        ("nome completo", "Awa Diop", "Awa Diop"),
        ("Jina", "Awa Diop", "Awa Diop"),
        ("الاسم", "أمينة", "أمينة"),
        ("नाम", "सीता", "सीता"),
    ],
)
def test_headings_as_people_write_them(heads: str, cells: str, name: str) -> None:
    assert read(f"{heads}\n{cells}\n".encode()) == ((name,), [])


def test_a_title_may_stand_above_the_headings() -> None:
    assert read(b"Women of Three Wells;;\n;;\nName;Village;Age\nAwa;Dakar;30\n") == (("Awa",), [])


@pytest.mark.parametrize("text", ["Amina\nJosé\n", "\n\nAmina\n\nJosé", ";Amina\n;José\n", "Amina,\nJosé,\n"])
def test_a_list_without_a_heading_is_read_from_the_first_row(text: str) -> None:
    found, (said,) = read(text.encode())
    assert found == ("Amina", "José")
    assert said.code == "no-heading"
    assert '"Amina"' in said.message


@pytest.mark.parametrize("text", ["who,village\nAmina,Three Wells\n", "Amina,Three Wells\nJosé,Ébano\n"])
def test_of_several_columns_one_must_say_that_it_holds_the_names(text: str) -> None:
    found, (fault,) = read(text.encode())
    assert (found, fault.code, fault.message) == ((), "bad-names", 'no column is called "name"')
    assert fault.hints == ('write "name" over the column with the names, in the first line',)


@pytest.mark.parametrize("text", ["", "\n", " \n;;\n"])
def test_an_empty_list_is_said(text: str) -> None:
    found, (fault,) = read(text.encode())
    assert (found, fault.code, fault.message) == ((), "bad-names", "the list is empty")


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("name\nBela\nDiop, Awa\n", "Diop, Awa", 3),
        ("name,village\nDiop,Awa,Dakar\n", "Diop", 2),
        ("name;village\n\nAwa;Dakar;30;yes\n", "Awa", 3),
        ('sep=;\nname\n"Awa";"Diop"\n', "Awa, Diop", 3),
    ],
)
def test_cells_without_a_heading_are_said_with_their_row(text: str, name: str, line: int) -> None:
    found, said = read(text.encode())
    assert (found[-1], codes(said)) == (name, [("extra-cells", line)])


def test_empty_cells_at_the_end_of_a_row_are_no_surplus() -> None:
    assert read(b"name,village\nAwa,Dakar,,,\n") == (("Awa",), [])


def test_a_row_with_something_but_no_name_is_said() -> None:
    found, said = read(b"village,name\nThree Wells\nThree Wells,Amina\n")
    assert (found, codes(said)) == (("Amina",), [("row-without-name", 2)])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name\n"Amina\nJosé\n', 2),
        ('name,village\nBela,Dakar\nAmina,"Three Wells\n', 3),
        ('name\nBela\n"A" B\n', 3),
        ('sep=;\nname\n"A" B\n', 3),
    ],
)
def test_quotes_that_do_not_match_are_an_error_in_their_row(text: str, line: int) -> None:
    found, (fault,) = read(text.encode())
    assert found == ()
    assert (fault.code, fault.message.partition(":")[0]) == ("bad-names", "not a table that can be read")
    assert fault.span is not None
    assert (fault.span.source.name, fault.span.line) == (FILE, line)


@pytest.mark.parametrize(("number", "listed"), [(MOST_PEOPLE, MOST_PEOPLE), (MOST_PEOPLE + 1, 0)])
def test_a_list_has_no_more_names_than_a_workshop_may_have_people(number: int, listed: int) -> None:
    found, said = read(("name\n" + "".join(f"Amina {n}\n" for n in range(number))).encode())
    assert (len(found), codes(said)) == (listed, [("bad-names", number + 1)] * (listed == 0))


LETTERS = st.characters(categories=["L", "M"])
NAMES = st.text(LETTERS, min_size=1, max_size=30)


@given(st.lists(NAMES, min_size=1, max_size=9, unique_by=str.casefold), st.sampled_from(",;\t"))
def test_any_name_comes_out_as_it_was_written(listed: list[str], separator: str) -> None:
    text = f"no{separator}name\n" + "".join(f"{n}{separator}{name}\n" for n, name in enumerate(listed))
    assert read(text.encode()) == (tuple(" ".join(name.split()) for name in listed), [])
