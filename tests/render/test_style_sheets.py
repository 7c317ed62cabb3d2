"""The style sheets stand on tokens: sizes, leadings and spaces are named once, and editions set them anew."""

import re
from collections.abc import Iterator

import pytest
import tinycss2

from practicepack.workspace import shipped_root

FOLDER = shipped_root() / "templates/css"
SHEETS = sorted(path.stem for path in FOLDER.glob("*.css") if path.stem != "own")
EDITIONS = ("large", "small", "colour")
"""These set tokens and nothing else."""
ON_TOKENS = ("base", "guide", "lists")
SPACED = re.compile(r"(margin|padding)(-.*)?|gap")
UNITS = {"mm", "pt", "px", "cm"}
EXACT = re.compile(
    r"\.(unseen|piece|crop|lap|which|joining|plan)\b"
    r"|^@page (cover|emergency)|^\.(cover|map|halves|cue-card|reach|many)"
)
"""What lies on an exact place of the sheet: marks to cut along, cards, the cover and the map."""


def rules(sheet: str) -> Iterator[tuple[str, str, list[object]]]:
    """Each selector of a sheet, with one property and the tokens of its value."""
    text = (FOLDER / f"{sheet}.css").read_text(encoding="utf-8")
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        selectors = [" ".join(tinycss2.serialize(rule.prelude).split())]
        if rule.type == "at-rule":
            selectors = [f"@{rule.at_keyword} {selectors[0]}"]
        elif "(" not in selectors[0]:
            selectors = [" ".join(selector.split()) for selector in selectors[0].split(",")]
        for declaration in tinycss2.parse_blocks_contents(rule.content):
            if declaration.type == "declaration":
                for selector in selectors:
                    yield selector, declaration.lower_name, declaration.value


def literal(value: list[object]) -> list[str]:
    """The lengths of a value that are written as numbers, those inside calc() left out."""
    return [
        f"{token.value}{token.unit}" for token in value if token.type == "dimension" and token.unit in UNITS
    ]


def test_there_are_the_sheets_that_the_editions_ask_for() -> None:
    assert SHEETS == ["base", "colour", "guide", "large", "lists", "long-words", "sheets", "small"]


@pytest.mark.parametrize("sheet", EDITIONS)
def test_an_edition_only_sets_tokens(sheet: str) -> None:
    found = [(selector, name) for selector, name, _ in rules(sheet)]
    assert found
    assert [each for each in found if not each[1].startswith("--")] == []


@pytest.mark.parametrize("sheet", ON_TOKENS)
def test_sizes_and_spaces_are_tokens(sheet: str) -> None:
    found = []
    for selector, name, value in rules(sheet):
        named = name in ("font-size", "line-height", "font") or SPACED.fullmatch(name)
        if named and literal(value) and not EXACT.search(selector):
            found.append((selector, name, literal(value)))
    assert found == []


def test_no_selector_has_a_property_in_two_sheets() -> None:
    where: dict[tuple[str, str], set[str]] = {}
    # where words are too long for their columns, that is all that is different
    for sheet in (each for each in SHEETS if each != "long-words"):
        for selector, name, _ in rules(sheet):
            if not name.startswith("--"):
                where.setdefault((selector, name), set()).add(sheet)
    assert len(where) > 500
    assert {each: sheets for each, sheets in where.items() if len(sheets) > 1} == {}


def test_no_rule_for_sheets_reaches_the_cues_of_the_guide() -> None:
    verbs = {"do", "say", "ask", "note", "caution", "listen_for"}
    reaching = []
    for selector, _, _ in rules("sheets"):
        first = selector.split()[0]
        if first.startswith(".") and verbs.intersection(first[1:].split(".")):
            reaching.append(selector)
    assert reaching == []
