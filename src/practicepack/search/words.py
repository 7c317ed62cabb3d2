"""The words of a text, in the forms in which they are compared: without accents, and as stems."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ANY_APOSTROPHE = re.compile("['’]")
LONGEST_WORD = 40
"""No word is longer: what is, was not typed by a person."""
ALGORITHMS = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "hi": "hindi",
    "ne": "nepali",
    "pt": "portuguese",
}
"""The languages of everyday words that have a stemmer. Words of all others are compared as they are."""
EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a about all am an and any are as at be been but by can could did do does doing for from get
        had has have he her him his how i if in into is it its just me my no not of on or our she
        should so some than that the their them then there they this to up us was we were what when
        where which who why will with would you your au aux avec ce ces comment dans de des du elle
        en entre est et il ils je la le les leur mais moi mon nos notre nous on ou par pas pour que
        quel quelle qui sa se ses son sur un une vos votre vous al como con cual del el ella ellas
        ellos es esta este ha hay los las lo mi mis nos o para pero por quien se sin sobre son su
        sus tu una uno y ya yo ao aos com da das do dos ela elas ele eles em foi meu na nas no nos
        os ou pela pelo quem seu sua um uma cha kwa la na ni ya wa za
        """,
    )
)
"""Words that hold sentences together and say nothing of what they are about."""


def words(text: str) -> Iterator[str]:
    """The words of a text, in lower case, without what follows an apostrophe."""
    for match in WORD.finditer(unicodedata.normalize("NFC", text).casefold()):
        # "l'école" is one word of two letters and then the word itself; "women's" is the other way round
        yield max(ANY_APOSTROPHE.split(match[0]), key=len)[:LONGEST_WORD]


def searched_stems(text: str) -> list[str]:
    """The words of a question that say what it is about, each once; all of them where none does."""
    asked = list(dict.fromkeys(words(text)))
    full = [word for word in asked if word not in EMPTY_WORDS]
    return full or asked


def folded(word: str) -> str:
    """A word without accents, as it is typed on a keyboard that has none."""
    # Most words have none, and an index asks for each of them.
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """What a word has in common with its other forms in a language, without accents."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return folded(word)
    shortened: str = stemmer.stemWord(word)
    return folded(shortened)


@lru_cache(maxsize=20_000)
def stems(word: str) -> frozenset[str]:
    """All that a word may have in common with its other forms, where its language is not known."""
    # the words of a question may be in any language, and few people say which
    forms = {folded(word)}
    for language in ALGORITHMS:
        forms.add(stem(word, language))
    return frozenset(forms)


@lru_cache(maxsize=len(ALGORITHMS))
def _stemmer(language: str) -> "snowballstemmer.stemmer | None":
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return None
    return snowballstemmer.stemmer(algorithm)
