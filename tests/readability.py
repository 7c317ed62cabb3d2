"""How hard a text is to read, by counting its sentences, words and syllables."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it.token import Token
from pyphen import Pyphen

from practicepack.library.models.fields import Prose
from practicepack.library.text.prose import PLACEHOLDER, parser

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LETTER = re.compile(r"[^\W\d_]")
PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”'’)]))\s+(?=[\"“‘'(]*[A-Z0-9])")
"""Between two sentences: after a full stop and what it closes, before a capital and what opens it."""
VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+")
SILENT = re.compile(r"(?<![^aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzcgh])es$|['’]s$|(?<=som)e")
"""Letters that are written and not spoken: the end of move, moved and moves, but not of table or needed."""
HYPHENS = Pyphen(lang="en_US")
"""American English breaks words where they are spoken; the British list breaks them by origin, and less."""


def pieces(text: str) -> Iterator[str]:
    """The runs of words of a text: each paragraph, item, cell or line of verse, without its marks."""
    if not isinstance(text, Prose):
        yield text
        return
    for token in parser().parse(PLACEHOLDER.sub("12", text)):
        if token.type == "inline":
            yield from "".join(map(_shown, token.children or ())).split("\n")


def _shown(token: Token) -> str:
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)


def sentences(texts: Iterable[str]) -> list[str]:
    """Every sentence. A heading, an item of a list or a cell of a table ends one, with or without a stop.

    A number alone, before an item or on a card, is none.
    """
    found = (sentence for text in texts for piece in pieces(text) for sentence in END.split(piece))
    return [" ".join(sentence.split()) for sentence in found if LETTER.search(sentence)]


def words(sentence: str) -> list[str]:
    """The words of a sentence; one with hyphens is one word, and so is a number."""
    return WORD.findall(sentence)


@cache
def syllables(word: str) -> int:
    """How many syllables a word has: one for each digit of a number.

    Pyphen tells where a word may be broken, which is between syllables, but never after one letter: a-bout,
    mon-ey and man-y would have too few. So the groups of vowels that are spoken are counted as well, and the
    larger number is taken. Over all words of the library, as the CMU dictionary has them, 99 of 100 come out
    right, and a grade within 0.1. Pyphen alone tells it 0.6 too low.
    """
    return sum(map(_spoken, PART.findall(word.casefold())))


def _spoken(part: str) -> int:
    if any(sign.isdigit() for sign in part):
        return len(part)
    groups = VOWELS.findall(SILENT.sub("", part))
    return max(1, len(groups), len(HYPHENS.positions(part)) + 1)


def grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade: the year of school in which a text can be read, by American reckoning.

    0.39 x words per sentence + 11.8 x syllables per word - 15.59.

    Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom, Derivation of New Readability
    Formulas for Navy Enlisted Personnel, Research Branch Report 8-75, 1975.
    """
    each = [words(sentence) for sentence in sentences(texts)]
    count = sum(map(len, each))
    spoken = sum(syllables(word) for sentence in each for word in sentence)
    return round(0.39 * count / len(each) + 11.8 * spoken / count - 15.59, 1)
