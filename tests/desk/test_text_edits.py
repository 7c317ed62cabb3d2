"""Edits in the text of files: each says what it should, and leaves every other line as it was."""

import os
from collections import Counter
from random import Random
from typing import Any

import pytest
from edit_trial import random_edit

from applied import change, plain
from practicepack.desk.text_edits import EditRefusedError, changed
from practicepack.desk.yaml_places import Places
from practicepack.diagnostics import Source
from practicepack.edits import Edit, Insert, Move, Path, Remove, Replace, Set
from practicepack.library.reading.yaml_source import read
from practicepack.workspace import shipped_root

SHIPPED = sorted(
    path for folder in ("content", "sessions") for path in (shipped_root() / folder).rglob("*.yaml")
)
EDITS_A_FILE = int(os.environ.get("EDITS_A_FILE", "2"))


def touched(text: str, edit: Edit) -> tuple[int, int]:
    """The first and the last line of what an edit is about, from 0."""
    assert not isinstance(edit, Replace)
    reading = read(Source("x", text))
    places = Places(reading)
    path = reading.written(edit.path)
    start = places.start(path)
    if path in reading.keys:
        start = reading.keys[path].start
    elif path and isinstance(path[-1], int) and not places.is_flow(path[:-1]):
        start = places.dash(path)
    # whatever stands between a key or a hyphen and the value belongs to it
    return text.count("\n", 0, start), text.count("\n", 0, places.end(path))


def assert_other_lines_stay(before: str, after: str, edit: Edit) -> None:
    old, new = before.split("\n"), after.split("\n")
    first, last = touched(before, edit)
    if isinstance(edit, Move):
        gone = Counter(old) - Counter(new) - Counter(old[first : last + 1])
        # the line of a bracket that it moves into, and the line that takes the place behind a hyphen
        assert sum(gone.values()) <= 2, gone
        return
    if isinstance(edit, Remove):
        # what was the only part leaves {} behind its key; the next key takes the place behind a hyphen
        first, last = first - 1, last + 1
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    lost = range(head, len(old) - tail)
    assert all(first <= line <= last for line in lost), (lost, first, last)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_edits_of_a_shipped_file(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    for seed in range(EDITS_A_FILE):
        random = Random(f"{path.name} {seed}")  # noqa: S311  # nothing secret is made of it
        edit = random_edit(random, plain(read(Source("x", text)).data))
        expected = plain(read(Source("x", text)).data)
        change(expected, edit)
        after = changed(Source("x", text), edit)  # type: ignore[arg-type]  # no Rename is among them
        assert plain(read(Source("x", after)).data) == expected, edit
        assert_other_lines_stay(text, after, edit)


REMARKS = """\
# about
title: "One" # a remark
purpose: |
  Long.

  Text.
# between
organiser: {name: Us, contact: "0, 1"}
days:
  # the morning
  - start: "09:00"
    blocks:
      - session: a # the first
      # a break is here
      - break: 15

      - {lead: Rosa, session: b}
empty:
last: [1, 2]
"""
BLOCKS: Path = ("days", 0, "blocks")


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (Set("x", ("title",), "Two three"), '"One"', '"Two three"'),
        (Set("x", ("title",), '"Two"'), '"One"', '"Two"'),
        (Set("x", ("purpose",), "Short"), "|\n  Long.\n\n  Text.", "Short"),
        (Set("x", ("purpose",), '"A\\nb\\n"'), "  Long.\n\n  Text.", "  A\n  b"),
        (Set("x", ("organiser", "name"), "[a, b]"), "Us", "[a, b]"),
        (Set("x", ("organiser", "logo"), "a.svg"), '1"}', '1", logo: a.svg}'),
        (Set("x", ("organiser",), "a: 1"), '{name: Us, contact: "0, 1"}', "\n  a: 1"),
        (Set("x", ("days", 0, "end"), "16:30"), "session: b}\n", "session: b}\n    end: 16:30\n"),
        (Set("x", ("empty",), "now"), "empty:\n", "empty: now\n"),
        (Set("x", ("new",), "1"), "last: [1, 2]\n", "last: [1, 2]\nnew: 1\n"),
        (Insert("x", (*BLOCKS, 1), "lunch: 60"), "the first\n", "the first\n      - lunch: 60\n"),
        (Insert("x", (*BLOCKS, 3), "a: 1\nb: 2"), "b}\n", "b}\n      - a: 1\n        b: 2\n"),
        (Insert("x", ("last", 1), "a, b"), "1, 2", '1, "a, b", 2'),
        (Remove("x", (*BLOCKS, 1)), "      - break: 15\n", ""),
        (Remove("x", ("days",)), REMARKS[REMARKS.index("days:") : REMARKS.index("empty:")], ""),
        (Remove("x", ("last", 1)), "[1, 2]", "[1]"),
        (Move("x", ("title",), ("name",)), "title:", "name:"),
        (Move("x", ("last", 1), ("last", 0)), "[1, 2]", "[2, 1]"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_edit_changes_its_value_alone(edit: Any, before: str, after: str, line_end: str) -> None:
    assert REMARKS.count(before) == 1
    text = REMARKS.replace("\n", line_end)
    expected = REMARKS.replace(f" {before}" if after.startswith("\n") else before, after)
    assert changed(Source("x", text), edit) == expected.replace("\n", line_end)


def test_an_item_moves_with_the_remark_in_its_line() -> None:
    after = changed(Source("x", REMARKS), Move("x", (*BLOCKS, 0), (*BLOCKS, 1)))
    assert after.index("- break: 15") < after.index("- session: a # the first")
    assert Counter(after.split("\n")) == Counter(REMARKS.split("\n"))


def test_a_file_without_a_last_line_end_gets_one_only_where_a_line_is_added() -> None:
    assert changed(Source("x", "a: 1\nb: 2"), Set("x", ("b",), "3")) == "a: 1\nb: 3"
    assert changed(Source("x", "a:\n- 1"), Insert("x", ("a", 1), "2")) == "a:\n- 1\n- 2"


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (Set("x", ("days", 4, "end"), "16:00"), 9),
        (Set("x", ("days", -1, "end"), "16:00"), 9),
        (Set("x", ("title", "x"), "a"), 2),
        (Set("x", ("title",), "[a"), 2),
        (Set("x", ("title",), "&a b"), 2),
        (Insert("x", (*BLOCKS, 9), "break: 5"), 12),
        (Insert("x", ("organiser", "name"), "x"), 8),
        (Remove("x", ("nothing",)), 2),
        (Move("x", ("title",), ("last",)), 2),
        (Move("x", ("days",), ("days", 0)), 9),
        (Replace("x", 3, "not there", ""), 1),
        (Replace("x", REMARKS.index("{"), "{", "[{"), 8),
    ],
)
def test_what_cannot_be_done_is_refused_at_its_place(edit: Any, line: int) -> None:
    with pytest.raises(EditRefusedError) as refused:
        changed(Source("x.yaml", REMARKS), edit)
    span = refused.value.diagnostic.span
    assert span is not None
    assert span.line == line


def test_what_would_change_another_value_is_refused() -> None:
    # the lines after | + belong to its text, so a key put below them would change it
    text = "a: |+\n  text\n\n\n"
    with pytest.raises(EditRefusedError):
        changed(Source("x", text), Set("x", ("b",), "1"))


def test_a_slip_can_be_replaced_where_the_file_cannot_be_read() -> None:
    broken = "a: [1, 2\nb: 3\n"
    with pytest.raises(EditRefusedError):
        changed(Source("x", broken), Set("x", ("b",), "4"))
    assert changed(Source("x", broken), Replace("x", 7, "2", "2]")) == "a: [1, 2]\nb: 3\n"
