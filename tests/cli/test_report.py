"""Findings as people and as tools read them."""

import json
import re
from pathlib import Path

import pytest
from click import unstyle
from hypothesis import given
from hypothesis import strategies as st

from practicepack.cli.report import (
    CONTROL,
    MOST_WARNING_LINES,
    as_json,
    complete,
    severity_counts,
    show_findings,
    text,
    warnings,
)
from practicepack.diagnostics import (
    WEIGHTS,
    Diagnostic,
    Note,
    Source,
    Span,
    Weight,
    error,
    in_order,
    warning,
)
from practicepack.edits import Fix, Set

SOURCE = Source("sessions/mine/02-who.yaml", "minutes: 60\nactivities:\n  - use: margolis-weel\n  - use: x\n")
AT = SOURCE.text.index("margolis")


def test_place_excerpt_caret_notes_and_hints(capsys: pytest.CaptureFixture[str]) -> None:
    show_findings(
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
        "1 error, 1 warning\n"
    )


def test_warnings_alone_are_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    show_findings([warning("no-place", "something is odd")])
    assert capsys.readouterr().err == "warning[no-place]: something is odd\n"


def test_an_empty_file_has_no_excerpt(capsys: pytest.CaptureFixture[str]) -> None:
    show_findings([error("empty-file", "the file is empty", Span(Source("content/x.yaml", ""), 0, 0))])
    assert capsys.readouterr().err == ("content/x.yaml:1:1: error[empty-file]: the file is empty\n1 error\n")


def test_json_has_all_of_it() -> None:
    edit = Set("sessions/mine/02-who.yaml", ("activities", 0, "use"), "walk")
    fix = Fix("Use the walk", (edit,), "fix it")
    span = Span(SOURCE, AT, AT + 8, ("activities", 0, "use"))
    one = error("a-code", "it is odd", span, notes=(Note("or not"),), hints=(fix, "think"))
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
            "path": ["activities", 0, "use"],
            "subject": {"kind": "session", "id": "02-who", "workshop": "mine"},
            "hints": ["fix it", "think"],
            "fixes": [
                {
                    "label": "Use the walk",
                    "hint": "fix it",
                    "edits": [
                        {
                            "edit": "set",
                            "file": "sessions/mine/02-who.yaml",
                            "path": ["activities", 0, "use"],
                            "value": "walk",
                        }
                    ],
                }
            ],
        },
        {
            "severity": "warning",
            "code": "no-place",
            "message": "something is odd",
            "path": [],
            "subject": None,
            "notes": [],
            "hints": [],
            "fixes": [],
        },
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


MORE = "practicepack plan mine --all"
FINDINGS = st.lists(
    st.builds(
        warning,
        st.sampled_from([*WEIGHTS, "no-slack", "long-block"]),
        st.text("abc", min_size=1, max_size=3),
        st.builds(SOURCE.at, st.integers(1, 4)) | st.none(),
        hints=st.lists(st.just("do this"), max_size=2).map(tuple),
    ),
    max_size=30,
)


def several(number: int, **more: tuple[str, ...]) -> list[Diagnostic]:
    return [warning("no-slack", f"number {at:02}", SOURCE.at(3), **more) for at in range(number)]


@given(FINDINGS)
def test_the_heaviest_comes_first_and_then_file_and_line(found: list[Diagnostic]) -> None:
    listed = in_order(found)
    assert set(listed) == set(found)
    keys = [(one.weight, one.place) for one in listed]
    assert keys == sorted(keys)


@given(FINDINGS)
def test_warnings_above_a_plan_have_few_lines_and_none_is_lost(found: list[Diagnostic]) -> None:
    lines = unstyle(warnings(found, MORE)).splitlines()
    assert len(lines) <= MOST_WARNING_LINES
    whole = unstyle(warnings(found, MORE, is_all=True))
    assert whole == unstyle("".join(f"{text(one)}\n" for one in in_order(found)))
    shown = sum(line.count("warning[") for line in lines)
    left = re.fullmatch(r"to see (\d+) more warnings?: .*", lines[-1] if lines else "")
    assert shown + int(left[1] if left else 0) == len(set(found))
    if "\n".join(lines) != whole.rstrip("\n"):
        assert lines[-1].endswith(f": {MORE}")


def test_what_could_hurt_someone_is_above_what_stops_the_pack_what_is_missing_and_advice() -> None:
    found = [
        warning("no-slack", "advice", SOURCE.at(1)),
        warning("too-few-people", "missing", SOURCE.at(2)),
        error("unknown-activity", "stops", SOURCE.at(3)),
        warning("no-referrals", "harm", SOURCE.at(4)),
    ]
    assert [one.message for one in in_order(found)] == ["harm", "stops", "missing", "advice"]
    assert [one.weight for one in in_order(found)] == [*Weight]


@pytest.mark.parametrize(
    ("number", "hints", "hinted", "last"),
    [
        (1, ("do",), 1, "   hint: do"),
        (2, ("do",), 2, "   hint: do"),
        (5, ("do",), 4, f"to see each warning with its line and every hint: {MORE}"),
        (9, ("do",), 0, f"to see each warning with its line and every hint: {MORE}"),
        (10, ("do",), 0, f"to see 1 more warning: {MORE}"),
        (30, (), 0, f"to see 21 more warnings: {MORE}"),
    ],
)
def test_many_warnings_have_a_line_each(number: int, hints: tuple[str, ...], hinted: int, last: str) -> None:
    lines = unstyle(warnings(several(number, hints=hints), MORE)).splitlines()
    assert lines[-1] == last
    assert sum(line == "   hint: do" for line in lines) == hinted


@pytest.mark.parametrize(
    ("wrong", "odd", "said"),
    [(1, 0, "1 error"), (2, 1, "2 errors, 1 warning"), (0, 3, "3 warnings"), (0, 0, "")],
)
def test_errors_and_warnings_are_counted(wrong: int, odd: int, said: str) -> None:
    assert severity_counts([*(error("tab", "no") for _ in range(wrong)), *several(odd)]) == said


def test_every_weight_is_that_of_a_code_that_there_is() -> None:
    listed = (Path(__file__).parents[2] / "docs/diagnostics.md").read_text(encoding="utf-8")
    assert set(WEIGHTS) - set(re.findall(r"^## (\S+)$", listed, re.MULTILINE)) == set()


def named(text: str, start: int, end: int, message: str = "it is odd", code: str = "odd") -> str:
    return unstyle(complete([error(code, message, Span(Source("a.yaml", text), start, end))]))


def test_a_long_line_is_shown_around_the_caret() -> None:
    line = "a" * 12_000 + "HERE" + "b" * 12_000
    shown, carets = named(line, 12_000, 12_004).splitlines()[1:3]
    assert len(shown) < 115
    assert re.fullmatch(r" +1 \| …a{40,}HEREb{40,}…", shown)
    assert shown.index("HERE") == carets.index("^")
    assert carets.count("^") == 4


@pytest.mark.parametrize(("start", "shown"), [(0, "HERE"), (300, "bHERE")])
def test_the_ends_of_a_long_line_have_no_ellipsis(start: int, shown: str) -> None:
    line = "b" * start + "HERE" + "b" * (300 - start)
    said, carets = named(line, start, start + 4).splitlines()[1:3]
    assert said.count("…") == 1
    assert said.index("HERE") == carets.index("^")
    assert shown in said


def test_many_findings_in_one_line_are_listed_by_place() -> None:
    source = Source("a.yaml", "{" + '"a",' * 1000 + "x" * 20_000 + "}")
    found = [error("odd", "it is odd", Span(source, at, at + 3)) for at in range(1, 4001, 4)]
    said = unstyle(complete(found))
    assert len(said) < 2_000
    assert said.count("error[odd]: it is odd") == 3
    assert "a.yaml: 997 more error[odd], at 1:14, 1:18, 1:22" in said


def test_many_findings_in_one_file_are_listed_by_place() -> None:
    source = Source("a.yaml", "odd\n" * 3000)
    said = unstyle(complete([warning("odd", "it is odd", source.at(line)) for line in range(1, 3001)]))
    assert said.count("^") == 20
    assert "a.yaml: 2980 more warning[odd], at 21:1, 22:1" in said
    assert len(said) < 2_000


def test_findings_of_other_kinds_and_files_are_all_shown() -> None:
    found = [error(f"odd-{at % 7}", "odd", Source(f"{at}.yaml", "x").at()) for at in range(60)]
    assert complete(found).count(": odd\n") == 60


def test_a_long_value_in_a_message_is_shortened() -> None:
    said = named("x", 0, 1, f'unknown key "{"a" * 5000}" here')
    assert said.splitlines()[0] == f'a.yaml:1:1: error[odd]: unknown key "{"a" * 99}…" here'
    assert len(named("x", 0, 1, "a, " * 5000)) < 700


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_no_finding_is_long_or_moves_the_cursor(line: str, start: int, width: int) -> None:
    said = named(line, min(start, len(line)), min(start + width, len(line)), line)
    assert all(len(shown) < 4000 for shown in said.split("\n"))
    assert not CONTROL.search(said.replace("\n", ""))
