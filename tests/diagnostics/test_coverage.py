"""Every code that the source can give is shown by a case, and explained by exactly one."""

import re
from collections import Counter
from pathlib import Path

from cases import cases

import practicepack
from practicepack.library.checks.references import SINGULAR
from practicepack.library.checks.texts import REFUSED

SOURCES = Path(practicepack.__file__).parent
GIVEN = re.compile(r'\b(?:error|warning|refuse|PydanticCustomError)\(\s*"([a-z]+(?:-[a-z]+)*)"')
BY_KIND = re.compile(r'\berror\(f"unknown-\{what\}"')
WORDED = re.compile(r'^ +return "([a-z]+(?:-[a-z]+)*)", ', re.MULTILINE)
CHOSEN = re.compile(r'return "([a-z]+-[a-z]+)" if self\.kind == ')
FEWEST_CODES, FEWEST_ERRORS = 40, 60


def codes() -> set[str]:
    """The codes in the source text: in calls, for the kinds of ids, for Markdown, in validate.py."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    worded = (SOURCES / "library/reading/validate.py").read_text(encoding="utf-8")
    assert BY_KIND.search(text), "unknown ids are told of in another way"
    found = {*GIVEN.findall(text), *WORDED.findall(worded), *CHOSEN.findall(text)}
    found |= {f"unknown-{what}" for what in SINGULAR.values()} | {code for code, *_ in REFUSED.values()}
    assert len(found) > FEWEST_CODES
    return found


def test_every_code_of_the_source_has_a_case() -> None:
    assert {code for case in cases() for _, code, *_ in case.expected} == codes()


def test_every_code_is_explained_by_one_case() -> None:
    explained = Counter(case.expected[0][1] for case in cases() if case.means)
    assert explained == Counter(codes())


def test_a_case_that_explains_says_what_would_be_right() -> None:
    assert [case.name for case in cases() if bool(case.means) != bool(case.good)] == []


def test_most_cases_are_errors() -> None:
    assert sum(case.fails for case in cases()) >= FEWEST_ERRORS
