"""Each slip that people make is found where it is, with a hint that works when it is pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicepack.diagnostics import Diagnostic, Source
from practicepack.library.entry import parsed
from practicepack.library.models.activity import Activity
from practicepack.library.reading.yaml_source import read

GOOD = """\
title: Opening round
kind: opening
purpose: People are greeted.
reason: Who has spoken once speaks again.
people: {min: 4, ideal: 12, max: 30}
room: A circle.
steps:
  - id: round
    title: Names
    minutes: 10-20-30
    cues:
      - say: Welcome.
      - ask: "What is your name?"
risks:
  - {risk: Someone cries, hold: Stop}
key_messages: [We are many]
credit: {origin: Us}
"""


def found(old: str, new: str) -> Diagnostic:
    assert GOOD.count(old) == 1
    _, problems = parsed(Source("a.yaml", GOOD.replace(old, new)), Activity)
    return problems[0]


def test_the_text_without_a_slip_is_right() -> None:
    assert parsed(Source("a.yaml", GOOD), Activity)[1] == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [
        ("title: Opening round", "title Opening round", 1, "if it is a field: title: Opening round"),
        ("reason: Who", "reason Who", 4, "if it is a field: reason: Who has spoken once speaks again."),
        ("title: Names", "title Names", 9, "if it is a field: title: Names"),
        ("steps:", "steps", 7, "if it is a field: steps:"),
        ("- say: Welcome.", "- say Welcome.", 12, "write a colon after the name: say: Welcome."),
        ("title: Opening", "title:Opening", 1, "write title: Opening round"),
        ("title: Names", "title:Names", 9, "write title: Names"),
        ("- say: Welcome.", "-say: Welcome.", 12, "write - say: Welcome."),
        ("title: Opening", "title：Opening", 1, "write title: Opening round"),
        ("title: Names", "title; Names", 9, "write title: Names"),
        ("reason: Who", "reason = Who", 4, "write reason: Who has spoken once speaks again."),
    ],
)
def test_a_missing_or_other_colon(old: str, new: str, line: int, hint: str) -> None:
    one = found(old, new)
    assert one.span
    assert one.span.line == line
    assert one.hints[0] == hint


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("    title: Names", "   title: Names", 9, "3 spaces", "indent it by 4 spaces, as line 8"),
        ("    title: Names", "     title: Names", 9, "5 spaces", "indent it by 4 spaces, as line 8"),
        ("room: A", " room: A", 6, "1 space ", "begin it at the start of the line, as line 5"),
        ("      - ask", "     - ask", 13, "5 spaces", "indent it by 6 spaces, as line 12"),
        ("      - ask", "        - ask", 13, "8 spaces", "indent it by 6 spaces, as line 12"),
        ("    minutes", "  minutes", 10, "2 spaces", "indent it by 4 spaces, as line 9"),
        (
            "circle.",
            "circle.\n  level: individual",
            7,
            "2 spaces",
            "begin it at the start of the line, as line 6",
        ),
    ],
)
def test_a_wrong_indent_is_shown_with_its_numbers(
    old: str, new: str, line: int, message: str, hint: str
) -> None:
    one = found(old, new)
    assert one.span
    assert (one.code, one.span.line, one.hints[0]) == ("yaml-syntax", line, hint)
    assert message in one.message


@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        ("    title: Names", "\u00a0   title: Names", 9, 1),
        ("    title: Names", "  \u2003 title: Names", 9, 3),
        ("title: Opening", "title:\u00a0Opening", 1, 7),
        ("title: Names", "title:\u202fNames", 9, 11),
        ("- say: Welcome", "-\u00a0say: Welcome", 12, 8),
        ("reason: Who", "\ufeffreason: Who", 4, 1),
    ],
)
def test_a_hard_space(old: str, new: str, line: int, column: int) -> None:
    one = found(old, new)
    assert one.span
    if one.code == "yaml-syntax":
        assert (one.span.line, one.span.column) == (line, column)
        assert one.hints == ("replace it with a space from the space bar",)
    else:
        assert one.code in ("unknown-key", "strange-character")
        assert one.span.line == line


@pytest.mark.parametrize(
    ("old", "new", "fixed"),
    [
        ("purpose: People are", "purpose: Note: people are", 'purpose: "Note: people are greeted."'),
        ("title: Opening", "title: “Opening: round”\nlevel: individual #", 'title: "Opening: round"'),
        ("purpose: People are", "purpose: *384*96# are", 'purpose: "*384*96# are greeted."'),
        ("purpose: People are greeted.", "purpose: *384", 'purpose: "*384"'),
        ("purpose: People are", "purpose: @home we are", 'purpose: "@home we are greeted."'),
        ("purpose: People are", "purpose: !Important we are", 'purpose: "!Important we are greeted."'),
        ("purpose: People are", "purpose: &People are", 'purpose: "&People are greeted."'),
        ("purpose: People are", "purpose: > 18 are", 'purpose: "> 18 are greeted."'),
        ("purpose: People are", "purpose: - 5 are", 'purpose: "- 5 are greeted."'),
        ("purpose: People are", "purpose: ? are", 'purpose: "? are greeted."'),
        ("purpose: People are", "purpose: 90% are", None),
        ("purpose: People are", "purpose: %s are", 'purpose: "%s are greeted."'),
        ("purpose: People are", "purpose: {participants} are", 'purpose: "{participants} are greeted."'),
        ("purpose: People are greeted.", 'purpose: "Welcome" she said', 'purpose: "\\"Welcome\\" she said"'),
        ("purpose: People are greeted.", "purpose: 'Women's voice'", 'purpose: "Women\'s voice"'),
        ("- say: Welcome.", "- say: Remember: welcome.", '- say: "Remember: welcome."'),
        ("purpose: People are", "purpose: People #1\n  are", 'purpose: "People #1 are greeted."'),
    ],
)
def test_text_that_needs_quotes_is_shown_with_them(old: str, new: str, fixed: str | None) -> None:
    assert GOOD.count(old) == 1
    _, problems = parsed(Source("a.yaml", GOOD.replace(old, new)), Activity)
    if fixed is None:
        assert problems == ()
        return
    assert problems[0].hints[0] == f"put the text in quotes: {fixed}"
    line = next(line for line in GOOD.splitlines() if old in line)
    pasted = line[: len(line) - len(line.lstrip())] + fixed
    assert read(Source("a.yaml", GOOD.replace(line, pasted))).diagnostics == []


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("[We are many]", "[We are many", "close it, such as key_messages: [We are many]"),
        ("{origin: Us}", "{origin: Us", "close it, such as credit: {origin: Us}"),
        ("max: 30}", "max: 30]", "close it, such as people: {min: 4, ideal: 12, max: 30}"),
        ("title: Opening round", 'title: "Opening round', 'close it, such as title: "Opening round"'),
        ("ideal: 12, max", 'ideal: 12 "x" max', "write a comma between two items"),
        ("title: Opening round", 'title: "C:\\doc"', "write title: 'C:\\doc'"),
    ],
)
def test_what_is_opened_is_shown_closed(old: str, new: str, hint: str) -> None:
    assert found(old, new).hints[0].startswith(hint)


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("room: A circle.", "room:\n  - A circle.", "write it without the hyphen: room: A circle."),
        ("room: A circle.", "room: [A circle.]", "write it without the brackets: room: A circle."),
        ("[We are many]", "We are many", 'write it in brackets: key_messages: ["We are many"]'),
        ("kind: opening", "kind: opening\nafter: one, two-b", "write it in brackets: after: [one, two-b]"),
        ("[We are many]", "\n  - Note: many", 'put the text in quotes: "Note: many"'),
        (
            "cries, hold",
            "cries, or shouts, hold",
            'text with a comma needs quotes in {braces}: "Someone cries, or shouts"',
        ),
        (
            "- {risk: Someone cries, hold: Stop}",
            "risk: Someone cries",
            "begin each item with a hyphen and a space",
        ),
        ("{origin: Us}", "Us", "write its fields below it, indented by two spaces more, or in {braces}"),
        ("kind: opening", "kind: “opening”", 'did you mean "opening"?'),
        ("kind: opening", "kind: OPENING", 'did you mean "opening"?'),
        ("10-20-30", "“10-20-30”", 'write it with straight quotes: "10-20-30"'),
        (
            "title: Opening",
            "“title”: Opening",
            "write it without the sign that is not part of its name: title:",
        ),
        ("id: round", "id: Round One.yaml", "use small letters, digits and hyphens, at most 60"),
    ],
)
def test_a_value_of_another_kind_is_shown_right(old: str, new: str, hint: str) -> None:
    assert found(old, new).hints[0] == hint


SIGNS = [
    *(
        "a",
        "title",
        ": ",
        " ",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        ", ",
        " #",
        "\u00a0",
        "“",
        "”",
        "：",
        "é",
        "\r\n",
    ),
    *":-\"'[]{}#*&!|>%@`?=\\\t",
]


@given(st.lists(st.sampled_from(SIGNS), max_size=25).map("".join))
def test_every_text_is_read_or_has_a_finding_at_a_place(text: str) -> None:
    reading = read(Source("a.yaml", text))
    for one in reading.diagnostics:
        assert one.span
        assert 0 <= one.span.start <= one.span.end <= len(text) + 1
        assert one.message
