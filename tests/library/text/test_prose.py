import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from practicepack.library.checks.texts import REFUSED
from practicepack.library.models.activity import ActivityStep, Credit, Cue, Material
from practicepack.library.models.fields import Line, Prose
from practicepack.library.text.prose import (
    MARKED_TEXT,
    filled,
    linked,
    of_kind,
    parts,
    placeholders,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We are {participants}.", ("participants",)),
        ("{groups} groups of {group_size}, {groups} in all", ("groups", "group_size", "groups")),
        ("{} and {no such}", ("", "no such")),
        ("an {open brace", ()),
        ("{{groups}}", ("groups",)),
    ],
)
def test_placeholders_are_the_names_in_braces(text: str, names: tuple[str, ...]) -> None:
    assert placeholders(text) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We are {participants}.", "We are 20."),
        ("{groups} groups, again {groups}", "4 groups, again 4"),
        ("{unknown} stays", "{unknown} stays"),
        ("no braces", "no braces"),
    ],
)
def test_known_placeholders_are_filled_in(text: str, expected: str) -> None:
    assert filled(text, {"participants": "20", "groups": "4"}) == expected


def test_what_is_filled_in_is_not_read_again() -> None:
    assert filled("{a}", {"a": "{b}", "b": "c"}) == "{b}"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("activity:power-walk", ("activities", "power-walk")),
        ("practice:norms", ("practices", "norms")),
        ("safety:your-own-care", ("safety", "your-own-care")),
        ("https://example.org", None),
        ("power-walk", None),
        ("activities:power-walk", None),
    ],
)
def test_a_link_names_a_kind_and_an_id(target: str, expected: tuple[str, str] | None) -> None:
    assert linked(target) == expected


def test_inline_tokens_come_after_their_paragraph() -> None:
    assert [token.type for token in tokens("a *b*")] == [
        "paragraph_open",
        "inline",
        "text",
        "em_open",
        "text",
        "em_close",
        "paragraph_close",
    ]


def test_raw_html_is_plain_text() -> None:
    types = {token.type for token in tokens("<b>a</b>\n\n<div>\n")}
    assert types == {"paragraph_open", "inline", "text", "paragraph_close"}


def test_tables_are_understood() -> None:
    assert next(tokens("| a |\n|---|\n| b |\n")).type == "table_open"


def test_every_markdown_text_has_its_path() -> None:
    step = ActivityStep(
        id="walk",
        title=Line("Walk"),
        minutes={"min": 1, "ideal": 1, "max": 1},
        cues=(Cue(do="Stand up."), Cue(ask=("Who?", "Why?"), **{"for": ("men",)})),
    )
    assert list(of_kind(Prose, parts(step))) == [
        (("cues", 0, "do", 0), "Stand up."),
        (("cues", 1, "ask", 0), "Who?"),
        (("cues", 1, "ask", 1), "Why?"),
    ]


@given(st.lists(st.sampled_from([*"ab -=#[]()<>`~!*_.1:/\n\t", "    "]), max_size=30).map("".join))
def test_a_text_without_marks_holds_no_link_and_nothing_that_is_refused(text: str) -> None:
    found = {token.type for token in tokens(text)} & {*REFUSED, "link_open"}
    assert not found or MARKED_TEXT.search(text)


def test_plain_lines_are_no_markdown() -> None:
    assert list(of_kind(Prose, parts(Credit(origin="*starred*")))) == []
    assert list(of_kind(Prose, parts((Prose("a"), Line("b"), Prose("c")), ("why",)))) == [
        (("why", 0), "a"),
        (("why", 2), "c"),
    ]


def test_every_group_of_keys_has_its_path_and_the_outer_comes_first() -> None:
    cue = Cue(do="Stand up.")
    step = ActivityStep(id="walk", title="Walk", minutes={"each": 2, "per": "pair"}, cues=(cue,))
    material = Material(item="chalk")
    assert list(of_kind(BaseModel, parts((step, material), ("parts",)))) == [
        (("parts", 0), step),
        (("parts", 0, "minutes"), step.minutes),
        (("parts", 0, "cues", 0), cue),
        (("parts", 1), material),
    ]
