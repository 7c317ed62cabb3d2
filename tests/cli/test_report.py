"""Findings as people and as tools read them."""

import json

import pytest

from practicepack.cli.report import as_json, show, text
from practicepack.diagnostics import Note, Source, Span, error, warning

SOURCE = Source("sessions/mine/02-who.yaml", "minutes: 60\nactivities:\n  - use: margolis-weel\n  - use: x\n")
AT = SOURCE.text.index("margolis")


def test_place_excerpt_caret_notes_and_hints(capsys: pytest.CaptureFixture[str]) -> None:
    show(
        [
            error(
                "unknown-activity",
                'no activity is called "margolis-weel"',
                Span(SOURCE, AT, AT + 13),
                notes=(Note("first used here", Span(SOURCE, 0, 7)), Note("and nowhere else")),
                hints=('did you mean "margolis-wheel"?', "or leave it out"),
            ),
            warning("no-place", "something is odd"),
        ]
    )
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        'sessions/mine/02-who.yaml:3:10: error[unknown-activity]: no activity is called "margolis-weel"\n'
        "    3 |   - use: margolis-weel\n"
        "      |          ^^^^^^^^^^^^^\n"
        "   note: sessions/mine/02-who.yaml:1:1: first used here\n"
        "    1 | minutes: 60\n"
        "      | ^^^^^^^\n"
        "   note: and nowhere else\n"
        '   hint: did you mean "margolis-wheel"?\n'
        "   hint: or leave it out\n"
        "warning[no-place]: something is odd\n"
        "1 to mend, 1 to look at\n"
    )


def test_warnings_alone_are_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    show([warning("no-place", "something is odd")])
    assert capsys.readouterr().err == "warning[no-place]: something is odd\n"


def test_an_empty_file_has_no_excerpt(capsys: pytest.CaptureFixture[str]) -> None:
    show([error("empty-file", "the file is empty", Span(Source("content/x.yaml", ""), 0, 0))])
    assert capsys.readouterr().err == (
        "content/x.yaml:1:1: error[empty-file]: the file is empty\n1 to mend, 0 to look at\n"
    )


def test_json_has_all_of_it() -> None:
    one = error("a-code", "it is odd", Span(SOURCE, AT, AT + 8), notes=(Note("or not"),), hints=("mend it",))
    assert json.loads(as_json([one, warning("no-place", "something is odd")])) == [
        {
            "severity": "error",
            "code": "a-code",
            "message": "it is odd",
            "file": "sessions/mine/02-who.yaml",
            "line": 3,
            "column": 10,
            "width": 8,
            "notes": [{"message": "or not"}],
            "hints": ["mend it"],
        },
        {"severity": "warning", "code": "no-place", "message": "something is odd", "notes": [], "hints": []},
    ]


def test_what_moves_the_cursor_is_spelt_out() -> None:
    source = Source("a\x1b.yaml", "\x1b[2Jtitle: \u202eon\x07e\x9b\n")
    found = error("odd", "no \x1b[31m here", Span(source, 11, 15), hints=("not \x7f",))
    assert text(found).splitlines()[1:] == [
        "    1 | U+001B[2Jtitle: U+202EonU+0007eU+009B",
        f"      | {' ' * 16}{'^' * 14}",
        "   hint: not U+007F",
    ]
    assert "\x1b[31m here" not in text(found)
    assert "aU+001B.yaml:1:12: " in text(found)
