"""What is printed of the reasons that authors wrote as blocks of text: one clean line each."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from click import unstyle
from trial import activity, facet, one_session, outcome, shipped

from practicepack.cli.report import as_json, text
from practicepack.diagnostics import ContentError, Note, error
from practicepack.library.entry import Entry
from practicepack.library.models.fields import Prose
from practicepack.library.overrides import assignment, override
from practicepack.library.text.prose import of_kind
from practicepack.plan.resolve import resolve

SPELT_OUT = re.compile(r"U\+[0-9A-F]{4}")
ENDS = (".", "!", "?", ")", '"')
WORKSHOPS = sorted(shipped().workshops)
PEOPLE = sorted(shipped().audiences)


def is_clean(line: str) -> bool:
    """Whether a printed line is one line, without codes of characters and without gaps."""
    return not SPELT_OUT.search(line) and "\n" not in line and "  " not in line and line == line.strip()


def reasons() -> Iterator[tuple[str, Prose]]:
    """Every reason in the shipped content that a message can quote."""
    entries: list[Entry[object]] = [*shipped().audiences.values(), *shipped().activities.values()]
    for entry in entries:
        for path, prose in of_kind(Prose, entry.parts):
            if path[-1] == "why":
                yield entry.source.name, prose


def test_the_shipped_content_gives_reasons() -> None:
    assert len([*reasons()]) > 20


@pytest.mark.parametrize(("where", "why"), [*reasons()])
def test_each_reason_is_printed_as_one_clean_line(where: str, why: Prose) -> None:
    printed = unstyle(text(error("never-with", f"refused: {why}", hints=(why,)))).splitlines()
    assert len(printed) == 2
    message, hint = (line.strip().partition(": ")[2] for line in printed)
    assert is_clean(hint), where
    assert is_clean(message), where
    assert hint.endswith(ENDS), where


@pytest.mark.parametrize("audience", PEOPLE)
@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_what_is_said_to_other_people_is_clean(workshop: str, audience: str) -> None:
    folder = shipped().workshops[workshop]
    changed = override(folder.workshop, [assignment(f"audience=[{audience}]")])
    try:
        found = resolve(shipped(), replace(folder, workshop=changed))[1]
    except ContentError as fault:
        found = list(fault.diagnostics)
    for one in found:
        assert not SPELT_OUT.search(text(one))
        assert all("\n" not in said for said in (one.message, *one.hints))


BLOCKS = {
    "literal": "|\n      Not here.\n      Not now.\n",
    "folded": ">\n      Not here.\n      Not now.\n",
    "literal with an empty line": "|\n      Not here.\n\n      Not now.\n",
    "quoted over two lines": '"Not here.\n      Not now."\n',
    "literal with more indent": "|\n      Not here.\n        Not now.\n",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_a_reason_in_any_form_of_yaml_is_one_line(block: str) -> None:
    never = f"\n  - audience: guests\n    why: {block}"
    gates = f"\n  - sensitivity: high\n    why: {block}"
    content = activity("never", never_with=never, sensitivity="high") | facet("guests", gates=gates)
    found = outcome(one_session("never", audience="guests", content=content))[1]
    hints = {one.code: one.hints[0] for one in found if one.code in ("never-with", "too-sensitive")}
    assert hints == {"never-with": "Not here. Not now.", "too-sensitive": "Not here. Not now."}


def test_notes_and_json_have_the_same_line() -> None:
    found = error("odd", "one\ntwo \n", notes=(Note("three\r\nfour"),), hints=("five\n\n  six\n",))
    assert "note: three four\n   hint: five six" in text(found)
    (plain,) = json.loads(as_json([found]))
    assert (plain["message"], plain["hints"]) == ("one two", ["five six"])


def test_a_line_that_is_one_line_is_left_as_it_is() -> None:
    assert error("odd", "set  a: b").message == "set  a: b"
