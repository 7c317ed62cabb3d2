"""Text that YAML takes for a remark never vanishes without a word."""

import pytest

from practicepack.diagnostics import Source
from practicepack.library.entry import parsed
from practicepack.library.models.workshop import Referrals, Session, Workshop
from practicepack.library.reading.yaml_source import read

WORKSHOP = """\
title: A day
purpose: To try.
audience: [women] # women alone
participants: 8 # or nine
days:
  # the only day
  - start: "09:00" # not earlier
    end: "10:00"
    blocks: # in order
      - session: 01-one # the first
        #- session: 02-two
      - break: 15 #minutes
"""
SESSION = """\
title: One
objectives: [See.]
minutes: 30
activities:
  - use: walk
"""


def said(text: str, model: object) -> list[tuple[str, str, int, int]]:
    _, found = parsed(Source("a.yaml", text), model)
    return [(one.severity.value, one.code, one.span.line, one.span.column) for one in found if one.span]


def referrals(phone: str) -> str:
    return f"services:\n  - name: Help\n    helps_with: all\n    checked: 2026-03-02\n    phone: {phone}\n"


def test_remarks_after_numbers_and_ids_and_on_their_own_lines_are_remarks() -> None:
    assert said(WORKSHOP, Workshop) == []


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("place: Hall #5, second floor", 13),
        ("place: Hall # second floor", 13),
        ('place: "Hall" #5', 15),
        ("place: Hall\n  #5, second floor", 3),
        ("place:\n  #5, second floor\n  of the town hall", 3),
        ("version: 2 #b", 12),
        ("organiser: {name: Bridge House #2\n  }", 32),
        ("organiser:\n  name: Bridge House #2", 22),
    ],
)
def test_a_text_that_is_cut_is_a_warning(line: str, column: int) -> None:
    ((severity, code, _, at),) = said(f"{WORKSHOP}{line}\n", Workshop)
    assert (severity, code, at) == ("warning", "remark", column)


@pytest.mark.parametrize(
    "text",
    [
        "title: Steps #1 and #2",
        "objectives: [See., Do #2\n  ]",
        "take_home: Ask no. #3 # twice",
        "key_messages:\n  - You are #1 to us",
    ],
)
def test_every_field_of_words_is_watched(text: str) -> None:
    key = text.split(":", maxsplit=1)[0]
    rest = "".join(line for line in SESSION.splitlines(keepends=True) if not line.startswith(key))
    assert [one[:2] for one in said(f"{text}\n{rest}", Session)] == [("warning", "remark")]


@pytest.mark.parametrize("phone", ["020 000 001 #3", "*100 # ask for Amina", '"020" #3', "020 #"])
def test_a_number_for_help_that_is_cut_is_an_error(phone: str) -> None:
    text = referrals(phone.replace("*", "+"))
    assert [one[:2] for one in said(text, Referrals)] == [("error", "remark")]


@pytest.mark.parametrize("line", ["place: #5, second floor", "organiser:\n  name: Us\n  accent: #8a1f5c"])
def test_a_field_that_is_nothing_but_a_remark_is_an_error(line: str) -> None:
    assert [one[:2] for one in said(f"{WORKSHOP}{line}\n", Workshop)] == [("error", "remark")]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("place: Hall #5, 2nd floor", 'place: "Hall #5, 2nd floor"'),
        ("organiser:\n  name: Us\n  accent: #8a1f5c", 'accent: "#8a1f5c"'),
        ('place: "Hall" #5', 'place: "Hall #5"'),
    ],
)
def test_the_hint_can_be_pasted(line: str, hint: str) -> None:
    _, (finding,) = parsed(Source("a.yaml", f"{WORKSHOP}{line}\n"), Workshop)
    assert finding.hints[0].endswith(f": {hint}")
    name, _, _ = hint.partition(":")
    above = line.rpartition("\n")[0]
    indent = "  " if above else ""
    assert said(f"{WORKSHOP}{above}\n{indent}{hint}\n", Workshop) == []
    assert name in finding.hints[0]


def test_an_empty_field_that_must_be_there_says_why_it_is_empty() -> None:
    _, (finding,) = parsed(Source("a.yaml", SESSION.replace("title: One", "title: #1 of two")), Session)
    assert (finding.code, finding.hints[0]) == (
        "wrong-type",
        'if it is text, put the whole of it in quotes: title: "#1 of two"',
    )


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  one #2\n  # three\nb: 1",
        "a: 'one #2'\n",
        "a: one#2\n",
        "# all\na: 1\n\n#end",
        "a: >-\n  b\n\n  #5\n",
    ],
)
def test_a_sign_inside_a_text_is_no_remark(text: str) -> None:
    assert read(Source("a.yaml", text)).remarks == ()
