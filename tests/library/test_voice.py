"""What people read is said as someone who grew up with plain British English would say it.

A check finds the faults that have a pattern. It does not find a sentence that no one would say: read aloud.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from markdown_it import MarkdownIt

from glossary import glossary
from shipped_texts import everything

REPO = Path(__file__).parents[2]
PAGES = [REPO / "README.md", *sorted((REPO / "docs").rglob("*.md"))]
CODE = re.compile(r"`[^`]*`")
SPACES = re.compile(r"\s+")

LISTED = sorted(
    (re.escape(phrase) for term in glossary() for phrase in term.instead_of), key=len, reverse=True
)
KINDS = {
    "glossary": rf"(?:{'|'.join(LISTED)})",
    "word order": r"(?:whom|how (?:is|was) it to|(?-i:You) who|stop kindly|say kindly)",
    "no one in particular": (
        r"(?:whoever|whomever|oneself|one's own"
        r"|(?<!no )(?<!the )(?<!this )(?<!that )(?<!each )(?<!every )(?<!any )(?<!which )"
        r"one (?:need|must|should|may))"
    ),
    "present for future": r"(?:do (?:you|we) take (?:with (?:you|us)|home|away))",
    "also for even": r"(?<!is )(?<!are )also (?:if|when|where|without|briefly|at night|for those)",
    "label": r"(?:how to hold it|note of trouble|log of push-?back|where help is, and)",
    "no one acts": (
        r"(?:(?:is|are|was|were|be) told|what is kept|lies? over"
        r"|stands (?:here|there|nowhere|in the (?:book|guide|list|file)))"
    ),
}
"""A pattern for each kind of fault."""
RULES = {kind: re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE) for kind, pattern in KINDS.items()}


class Hit(NamedTuple):
    """A place to look at."""

    file: str
    kind: str
    phrase: str
    sentence: str


class Allowed(NamedTuple):
    """A phrase that is right where it is."""

    file: str
    phrase: str
    why: str


ALLOWED = [
    Allowed("content/printables/time-topics.yaml", "earns it", "It is about money, which people do earn."),
]

BUDGETS = {
    "content/activities/a-i": 0,
    "content/activities/j-r": 0,
    "content/activities/s-z": 0,
    "content/audiences": 0,
    "content/energisers": 0,
    "content/pictures": 0,
    "content/practices": 0,
    "content/printables": 0,
    "content/safety": 0,
    "sessions": 0,
    "words on pages": 0,
    "documentation": 0,
}
"""How many hits a group of files may have. A number may only fall."""


def group(file: str) -> str:
    """The group of files whose budget a file counts against."""
    if not file.startswith("content/"):
        return file.split("/", maxsplit=1)[0] if file.startswith("sessions/") else file
    _, kind, name = file.split("/")
    if kind != "activities":
        return f"content/{kind}"
    return "content/activities/" + next(
        span for span in ("a-i", "j-r", "s-z") if span[0] <= name[0] <= span[2]
    )


def pages() -> Iterator[str]:
    """The prose of the documentation, without code."""
    for page in PAGES:
        for token in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
            if token.type == "inline":
                yield CODE.sub("", token.content)


def words() -> Iterator[str]:
    """What the templates print on pages."""
    catalog = read_po(BytesIO((REPO / "templates/locale/practicepack.pot").read_bytes()))
    for message in catalog:
        yield from message.id if isinstance(message.id, tuple | list) else (message.id,)


def hits_in(file: str, text: str) -> Iterator[Hit]:
    """Every place in a text that a rule finds."""
    text = SPACES.sub(" ", text)
    for kind, rule in RULES.items():
        for match in rule.finditer(text):
            around = text[max(0, match.start() - 40) : match.end() + 40]
            yield Hit(file, kind, match[0], around)


@cache
def hits() -> tuple[Hit, ...]:
    """Every hit in what people read."""
    texts = {**everything(), "words on pages": list(words()), "documentation": list(pages())}
    return tuple(hit for file, own in texts.items() for text in own for hit in hits_in(file, text))


def is_allowed(hit: Hit, allowed: list[Allowed]) -> bool:
    return any(one.file == hit.file and one.phrase.casefold() == hit.phrase.casefold() for one in allowed)


def counted() -> Mapping[str, list[Hit]]:
    """The hits that are not allowed, by group."""
    found: dict[str, list[Hit]] = {name: [] for name in BUDGETS}
    for hit in hits():
        if not is_allowed(hit, ALLOWED):
            found[group(hit.file)].append(hit)
    return found


@pytest.mark.parametrize("name", BUDGETS)
def test_no_more_hits_than_the_budget(name: str) -> None:
    found = counted()[name]
    listed = "".join(f"\n{hit.file}: {hit.kind}: ...{hit.sentence}..." for hit in found)
    assert len(found) <= BUDGETS[name], f"{len(found)} places, {BUDGETS[name]} allowed:{listed}"


def test_every_exception_is_used_and_says_why() -> None:
    phrases = {(hit.file, hit.phrase.casefold()) for hit in hits()}
    assert [one for one in ALLOWED if (one.file, one.phrase.casefold()) not in phrases] == []
    assert [one for one in ALLOWED if len(one.why) < 10] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("glossary", "Nobody earns violence."),
        ("glossary", "We have leave to walk."),
        ("glossary", "Find one wish to the men of our place."),
        ("glossary", "Then show us how you arrive today."),
        ("glossary", "Say it aloud three times,\n  until it sits."),
        ("glossary", "Where disabled people meet"),
        ("word order", "After whom do you feel stronger than before?"),
        ("word order", "You who were few - what changed?"),
        ("word order", "How was it to give a score to those who usually judge us?"),
        ("no one in particular", "Stop kindly whoever starts to speak for the other."),
        ("no one in particular", "One need not hold a key to the box in order to lead."),
        ("no one in particular", "To take over an hour means to think of it oneself, too."),
        ("present for future", "Which sentence do you take with you, and for which small matter?"),
        ("also for even", "No names, also if the office asks who it was."),
        ("also for even", "Do the turning round, also when it must be short."),
        ("label", "Where help is, and a yes"),
        ("label", "What can go wrong / How to hold it"),
        ("no one acts", "You are told where an activity names none."),
        ("no one acts", "The reason stands nowhere."),
        ("no one acts", "Your own folder lies over the shipped library."),
    ],
)
def test_a_rule_finds_its_fault(kind: str, text: str) -> None:
    assert kind in {hit.kind for hit in hits_in("file", text)}


@pytest.mark.parametrize(
    "text",
    [
        "No one deserves violence, inside the box or outside it.",
        "No one must speak. Each one may pass. This one should stay.",
        "You do not need a key to the box to be a leader.",
        "Leave the room. We leave together, as people who recommend it.",
        "Who leaves you feeling stronger? What was it like to give a score?",
        "Which phrase will you take home? What will you use it for?",
        "Women with disabilities, a backlash log, an incident note, permission to visit.",
        "She recommends it also to her neighbours.",
    ],
)
def test_plain_english_passes(text: str) -> None:
    assert list(hits_in("file", text)) == []


def test_glossary_names_each_term_and_phrase_once() -> None:
    terms = Counter(term.term.casefold() for term in glossary())
    phrases = Counter(phrase.casefold() for term in glossary() for phrase in term.instead_of)
    assert {word: count for word, count in (terms + phrases).items() if count > 1} == {}
    own = " / ".join(f"{term.term}. {term.means}" for term in glossary() if "body" not in term.means)
    assert [hit.phrase for hit in hits_in("content/glossary.yaml", own)] == []


def test_an_exception_holds_for_its_file_and_phrase_only() -> None:
    allowed = [Allowed("a.yaml", "mend", "It is about a torn net.")]
    assert is_allowed(Hit("a.yaml", "glossary", "Mend", ""), allowed)
    assert not is_allowed(Hit("b.yaml", "glossary", "Mend", ""), allowed)
    assert not is_allowed(Hit("a.yaml", "glossary", "mended", ""), allowed)
