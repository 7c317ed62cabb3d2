"""What the shipped library marks for a specialist or a lawyer: every text that speaks of what can hurt."""

import re

import pytest
from trial import shipped

from practicepack.library.models.fields import Line, Prose
from practicepack.library.models.review import REVIEWED
from practicepack.library.reviews import reviewed_texts
from practicepack.library.text.prose import of_kind

SPEAKS_OF = re.compile(
    r"72 hours|suicid|taking your life|harming themsel|\brape|\bsexual"
    r"|(?:have|having|about|ask for|without) sex\b|force her to have sex|adult for every"
    r"|\bby law\b|\b(?:our|the) law (?:here|says)|married if|child marriage|marri\w+ at 1[0-9]"
    r"|threaten\w*[^.]*picture|good touch",
    re.IGNORECASE,
)
LEFT_OUT = {
    "activities/build-the-ask": "says that the group has to find out what the law says",
    "activities/body-map-of-work": "keeps to work and strain, and leaves sexual matters out",
    "activities/group-agreement": "says that the team has to find out what the law makes it report",
    "activities/hard-conversations": "says that nothing about sex is played",
    "activities/living-pictures": "says that nothing about sex is shown",
    "activities/outside-inside": "says only to whom to go, as the page on disclosures does",
    "activities/score-card": "says only that it is not scored, and where it goes",
    "activities/tactical-timeline": "says that the team has to find out what the law says",
    "printables/rights-quiz-answers": "is empty: the team fills it in",
    "printables/gem-scale": "is empty: the team fills it in, from a version that was tested",
    "printables/only-we-know": "is empty: groups fill it in",
    "printables/law-on-four-doors": "is empty: the team fills it in",
    "safety/reporting-back": "says that what the law makes the team report goes to one office",
    "safety/before-anybody-shares": "says that sexual parts are left out",
}
"""What names such a thing in passing and teaches nothing about it, each with the reason."""


def speaking() -> set[str]:
    """The things of the library with a text that speaks of it."""
    found = set()
    for kind in REVIEWED:
        for entry in getattr(shipped(), kind).values():
            texts = [*of_kind(Prose, entry.parts), *of_kind(Line, entry.parts)]
            if any(path[0] != "credit" and SPEAKS_OF.search(text) for path, text in texts):
                found.add(f"{kind}/{entry.id}")
    return found


def test_what_speaks_of_harm_bodies_children_or_the_law_asks_to_be_read() -> None:
    marked = {text.name for text in reviewed_texts(shipped())}
    assert len(speaking() & marked) > 8
    assert speaking() - marked - set(LEFT_OUT) == set()
    # an exception that nothing needs any more would hide the next one
    assert set(LEFT_OUT) <= speaking() - marked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("72 hours", "safety/when-somebody-tells-you"),
        ("taking your life", "safety/when-somebody-tells-you"),
        ("one adult for every", "safety/under-eighteen"),
        ("psea", "safety/if-we-do-wrong"),
        ("threatened with pictures", "safety/phones-and-chats"),
        ("A girl of 14 may be married", "printables/rights-quiz-children"),
        ("no one deserves it", "activities/kinds-of-harm"),
    ],
)
def test_each_of_the_known_subjects_is_marked_where_it_is_taught(text: str, name: str) -> None:
    kind, _, id_ = name.partition("/")
    entry = getattr(shipped(), kind)[id_]
    assert " ".join(text.split()).lower() in " ".join(entry.source.text.split()).lower()
    assert entry.item.review


def test_who_has_to_read_goes_on_from_not_yet_read_by() -> None:
    needed = {text.needed for text in reviewed_texts(shipped())}
    assert needed
    assert [reader for reader in needed if not reader.startswith(("a ", "an "))] == []
    # The same reader is called the same everywhere, or the list of who to ask grows with each author.
    assert len(needed) <= 10
