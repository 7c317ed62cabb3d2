"""Changes to a file's text at the places of its values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicepack.diagnostics import Source
from practicepack.library.editing import CharacterEdit, added, edited, quoted, removed, replaced
from practicepack.library.reading.yaml_source import Path, read

TEXT = """\
# about
title: One # a remark
purpose: |
  Long.

  Text.
# between
organiser: {name: Us, contact: "0, 1", logo: a.svg}
days:
  - start: "09:00"
    blocks:
      - lead: Juma
        session: a
      - {lead: Rosa, session: b}
      - session: c
        lead: |
          Two
          lines
last: 1
"""
READING = read(Source("x", TEXT))


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        (("title",), "title: One # a remark\n"),
        (("purpose",), "purpose: |\n  Long.\n\n  Text.\n"),
        (("organiser",), 'organiser: {name: Us, contact: "0, 1", logo: a.svg}\n'),
        (("organiser", "name"), "name: Us, "),
        (("organiser", "contact"), ', contact: "0, 1"'),
        (("organiser", "logo"), ", logo: a.svg"),
        (("days", 0, "blocks", 0, "lead"), "lead: Juma\n        "),
        (("days", 0, "blocks", 1, "lead"), "lead: Rosa, "),
        (("days", 0, "blocks", 2, "lead"), "        lead: |\n          Two\n          lines\n"),
        (("last",), "last: 1\n"),
    ],
)
def test_a_key_is_removed_with_its_value(path: Path, gone: str) -> None:
    assert TEXT.count(gone) == 1
    assert edited(TEXT, [removed(READING, path)]) == TEXT.replace(gone, "")


@pytest.mark.parametrize("path", [path for path in READING.keys if len(path) > 1 or path != ("days",)])
def test_what_is_left_says_the_rest(path: Path) -> None:
    after = read(Source("x", edited(TEXT, [removed(READING, path)])))
    assert path not in after.keys
    others = {key for key in READING.keys if key[: len(path)] != path}
    assert set(after.keys) == others


def test_a_key_is_put_before_another() -> None:
    made = edited(TEXT, [added(READING, ("days", 0, "start"), "date: x"), added(READING, ("title",), "a: 1")])
    assert '  - date: x\n    start: "09:00"\n' in made
    assert "# about\na: 1\ntitle: One" in made
    in_braces = edited(TEXT, [added(READING, ("organiser", "contact"), "b: 2")])
    assert '{name: Us, b: 2, contact: "0, 1"' in in_braces


def test_of_two_changes_that_overlap_the_outer_one_counts() -> None:
    inner, outer = replaced(READING, ("organiser", "name"), "You"), removed(READING, ("organiser",))
    assert edited(TEXT, [inner, outer]) == edited(TEXT, [outer])
    assert edited("abc", [CharacterEdit(1, 2, "x")]) == "axc"


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1).filter(lambda text: text.split()))
def test_any_words_can_be_put_in_place_of_a_value(words: str) -> None:
    made = edited(TEXT, [replaced(READING, ("purpose",), quoted(words))])
    assert read(Source("x", made)).data["purpose"] == " ".join(words.split())
