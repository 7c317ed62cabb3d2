"""The words of the shipped library: British, spelt in one way, and nobody's but invented people's."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global
from trial import shipped

from readability import pieces
from shipped_texts import TEAMS, Texts, authored, everything, for_participants

HERE = Path(__file__).parent
SHORTEST = 25
"""Signs. A shorter text stands in too many places to tell where it comes from."""
TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
MARKS = re.compile(r"\W+")
UNIONS = ("EU", "EZ", "UN")
"""In Unicode's list of territories, and none: the European Union, the eurozone, the United Nations."""
NAMES_TOO = {"Sofia"}
"""Cities that are also the names of invented people."""
RELIGIONS = """
Allah Anglican Baptist Bible Brahma Buddha Buddhism Buddhist Catholic Christ Christian Christianity Christmas
Diwali Easter Eid Evangelical Gospel Hindu Hinduism Islam Islamic Jesus Jew Jewish Judaism Koran Krishna
Lutheran Mohammed Muhammad Muslim Orthodox Pentecostal Protestant Quran Ramadan Sikh Taoism Torah
"""
BRANDS = """
Airtel Android Coca-Cola Facebook Fanta Google Instagram iPhone M-Pesa Nokia Pepsi Post-it Safaricom Samsung
Sellotape Sharpie Telegram TikTok Toyota Twitter Viber Vodafone WhatsApp YouTube
"""


def bare(text: str) -> str:
    """The words of a text, whatever marks, quotes and breaks stand between them."""
    return MARKS.sub(" ", text).strip().casefold()


def test_no_word_to_the_team_stands_in_a_printable() -> None:
    theirs = {bare(text) for one in shipped().entries() for keys, text in authored(one) if keys & TEAMS}
    theirs = {text for text in theirs if len(text) >= SHORTEST}
    assert len(theirs) > 1000
    given = {name: bare(" / ".join(own)) for name, own in for_participants().items()}
    assert {(name, text) for name, own in given.items() for text in theirs if text in own} == set()


def places() -> set[str]:
    """Countries and territories by their English names, and the cities after which time zones are named."""
    territories = Locale("en").territories
    zones = [zone.rpartition("/")[2].replace("_", " ") for zone in get_global("zone_territories")]
    return {name for code, name in territories.items() if code not in UNIONS} | set(zones)


def real(texts_of: Texts) -> set[tuple[str, str]]:
    """The places, brands and religions that are named, each with its file."""
    known = sorted({*places(), *RELIGIONS.split(), *BRANDS.split()} - NAMES_TOO, key=len, reverse=True)
    name = re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b")
    return {(found, file) for file, own in texts_of.items() for text in own for found in name.findall(text)}


def test_a_real_place_would_be_seen() -> None:
    text = "Kenya, New York, Côte d’Ivoire; a Muslim in Nairobi has WhatsApp. A turkey in Willow Bridge."
    named = {"Kenya", "New York", "Côte d’Ivoire", "Muslim", "Nairobi", "WhatsApp"}
    assert {found for found, _ in real({"file": [text]})} == named


def test_printables_name_no_real_place_brand_or_religion() -> None:
    assert real(for_participants()) == set()


def word_list(name: str) -> list[str]:
    return (HERE / name).read_text("utf-8").split("\n")[:-1]


@cache
def names() -> frozenset[str]:
    """The names of invented people."""
    return frozenset(word_list("names.txt"))


@cache
def used() -> Mapping[str, set[str]]:
    """Every word of two letters or more that people read, with the files that use it."""
    found = defaultdict(set)
    for file, own in everything().items():
        for text in own:
            for word in (word for piece in pieces(text) for word in TOKEN.findall(piece.replace("’", "'"))):
                found[word].add(file)
    return {word: files for word, files in found.items() if len(word) > 1}


def test_invented_people_vary() -> None:
    files = {name: used().get(name, set()) | used().get(f"{name}'s", set()) for name in names()}
    assert sum(map(len, files.values())) > 100
    often = {name: len(each) for name, each in files.items() if len(each) > 6}
    often = dict(sorted(often.items(), key=lambda one: -one[1]))
    assert not often, f"names that stand in more than six files: {often}"


def inflected(word: str) -> set[str]:
    """The forms of a word that need no line of their own: with s, ed, ing and 's, in British spelling."""
    if len(word) < 3:
        return {f"{word}'s"}
    stem, plural, past, present = word, "s", "ed", "ing"
    if word.endswith("ie"):
        stem, plural, past, present = word[:-2], "ies", "ied", "ying"
    elif re.search(r"[^aeiou]y$", word):
        stem, plural, past, present = word[:-1], "ies", "ied", "ying"
    elif word.endswith("e"):
        stem, plural, present = word[:-1], "es", "eing" if re.search(r"[eoy]e$", word) else "ing"
    elif re.search(r"(?:s|x|z|ch|sh)$", word):
        plural = "es"
    elif re.fullmatch(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]", word):
        past, present = f"{word[-1]}ed", f"{word[-1]}ing"
    ends = (plural, past, present, f"{present}s")
    return {f"{word}'s", *(stem + end for end in ends)}


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("walk", "walk's walks walked walking walkings"),
        ("move", "move's moves moved moving movings"),
        ("carry", "carry's carries carried carrying carryings"),
        ("stop", "stop's stops stopped stopping stoppings"),
        ("play", "play's plays played playing playings"),
        ("agree", "agree's agrees agreed agreeing agreeings"),
        ("tie", "tie's ties tied tying tyings"),
        ("watch", "watch's watches watched watching watchings"),
        ("be", "be's"),
    ],
)
def test_forms_are_spelt_as_they_should(word: str, forms: str) -> None:
    assert inflected(word) == set(forms.split())


@pytest.mark.parametrize("name", ["words.txt", "names.txt"])
def test_a_list_is_sorted_and_has_nothing_twice(name: str) -> None:
    listed = word_list(name)
    assert len(listed) > 50
    assert listed == sorted(set(listed))


def test_the_list_has_no_forms_of_its_own_words() -> None:
    listed = set(word_list("words.txt"))
    assert {word for word in listed if not re.fullmatch(r"[a-z']{2,}", word)} == set()
    assert {form for word in listed for form in inflected(word) & listed} == set()


def test_every_word_is_known() -> None:
    listed = word_list("words.txt")
    known = {*listed, *(form for word in listed for form in inflected(word))}
    own = {*names(), *(f"{name}'s" for name in names())}
    assert len(used()) > 2000
    new = [word for word in used() if word.casefold() not in known and word not in own]
    strange = {word: sorted(used()[word]) for word in sorted(new)}
    hint = "spelt wrong? if not, put the word into words.txt beside this test, or a name into names.txt"
    assert not strange, f"{hint}: {strange}"
