"""What is shipped reads the same everywhere; what others do not read is a warning with its place."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from practicepack.diagnostics import Source
from practicepack.library.reading.yaml_source import read
from practicepack.workspace import shipped_root

SHIPPED = sorted(
    path for folder in ("content", "sessions") for path in (shipped_root() / folder).glob("**/*.yaml")
)
LOADERS = [yaml.SafeLoader, yaml.CSafeLoader]


def found(text: str) -> list[tuple[str, int, int]]:
    reading = read(Source("a.yaml", text))
    assert reading.diagnostics == []
    return [(one.code, one.span.line, one.span.column) for one in reading.departures if one.span]


def as_text(value: Any) -> Any:
    """A value as its author typed it, where PyYAML makes a number or a date of it."""
    if isinstance(value, dict):
        return {as_text(key): as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(map(as_text, value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | int | float):
        return str(value)
    return value


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
def test_every_shipped_file_reads_the_same_with_other_readers(loader: Any) -> None:
    different = []
    for path in SHIPPED:
        text = path.read_text(encoding="utf-8")
        if as_text(yaml.load(text, Loader=loader)) != read(Source(path.name, text)).data:  # noqa: S506
            different.append(path.name)
    assert len(SHIPPED) > 100
    assert different == []


def test_no_shipped_file_is_other_than_plain() -> None:
    sources = [Source(path.name, path.read_text(encoding="utf-8")) for path in SHIPPED]
    assert [one for source in sources for one in read(source).departures] == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("steps: [{ask: What is it?, do: Say}]", 1, 15),
        ("a: [Why?]", 1, 5),
        ("a: {?b}", 1, 5),
        ("a: [b, ?c]", 1, 8),
        ("a:\tb", 1, 3),
        ("a: b\t", 1, 5),
        ("a: {b:\tc}", 1, 7),
        ('a: "b"#c', 1, 7),
        ("a: [b]#c", 1, 7),
        ("a: |#\n  b", 1, 4),
        ('a: "b\nc"', 2, 1),
        ("- a: 'b\n c'", 2, 2),
        ("a: [b,\nc]", 2, 1),
        ("a: {b: c,\n  d: e\n}", 3, 1),
        ('- - "b\n  c"', 2, 3),
    ],
)
def test_what_others_do_not_read_is_found_at_its_place(text: str, line: int, column: int) -> None:
    assert ("not-plain-yaml", line, column) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: What is it?",
        'a: ["Why?", {b: "c?"}]',
        "- Why? Because.\n- b?",
        "a: |\n  [b?]\n  \tc # d",
        "a: [b,\n  c] # d?",
        'a: "b\n  c"\nd: e # f\tg',
        "- a: 'b\n    c'\n  # d",
        "a:\n  {b: c,\n   d: e}",
        "a:\n- b\n-  c",
    ],
)
def test_plain_yaml_is_no_warning(text: str) -> None:
    assert found(text) == []


WORDS = [
    "a",
    "b?",
    "?",
    " ",
    ": ",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "\n",
    "\n  ",
    "- ",
    "\t",
    "# ",
    "#",
    '"c"',
    "'d'",
    "|",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
@example("k: [x?]")
@example("- a:\t'd'")
def test_what_is_no_warning_reads_without_libyaml(text: str) -> None:
    reading = read(Source("a.yaml", f"k: {text}"))
    if reading.diagnostics or reading.departures:
        return
    yaml.compose(f"k: {text}", Loader=yaml.SafeLoader)
