"""The words of the shipped library: short, plain, spelt in one way, and nobody's but invented people's."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global
from trial import shipped

from practicepack.library.fields import Prose
from practicepack.library.load import Entry
from practicepack.library.printable import ReadingList
from practicepack.library.prose import lines, texts
from readability import grade, pieces, sentences, syllables, words

Texts = Mapping[str, list[str]]
"""Texts by the file in which they stand."""
HERE = Path(__file__).parent
SPOKEN = {"say", "ask", "debrief"}
"""The keys of what a facilitator says to people."""
TEAMS = {"do", "note", "caution", "listen_for", "risk", "hold", "how"}
"""The keys of what a facilitator keeps to herself."""
UNREAD = {"credit", "sources"}
"""The keys of what says where something comes from: people, makers and addresses as they are."""
ENOUGH = 60
"""Words. The grade of a shorter text says little."""
SHORTEST = 25
"""Signs. A shorter text stands in too many places to tell where it comes from."""
TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
MARKS = re.compile(r"\W+")
UNIONS = ("EU", "EZ", "UN")
"""Territories of Unicode's list that are none: the European Union, the eurozone, the United Nations."""
NAMES_TOO = {"Sofia"}
"""Cities that are also the names of invented people."""
RELIGIONS = frozenset(
    """
    Allah Anglican Baptist Bible Brahma Buddha Buddhism Buddhist Catholic Christ Christian Christianity Christmas
    Diwali Easter Eid Evangelical Gospel Hindu Hinduism Islam Islamic Jesus Jew Jewish Judaism Koran Krishna
    Lutheran Mohammed Muhammad Muslim Orthodox Pentecostal Protestant Quran Ramadan Sikh Taoism Torah
    """.split()
)
BRANDS = frozenset(
    """
    Airtel Android Coca-Cola Facebook Fanta Google Instagram iPhone M-Pesa Nokia Pepsi Post-it Safaricom Samsung
    Sellotape Sharpie Telegram TikTok Toyota Twitter Viber Vodafone WhatsApp YouTube
    """.split()
)
VOWEL_E, DOUBLED = r"[eoy]e$", r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]"


def authored(entry: Entry[object]) -> Iterator[tuple[frozenset[str], str]]:
    """Every text of an entry that somebody reads, with the keys over it."""
    for path, text in (*texts(entry.item), *lines(entry.item)):
        keys = frozenset(str(key) for key in path)
        if not keys & UNREAD:
            yield keys, text


def by_file(found: Iterable[tuple[Entry[object], str]]) -> Texts:
    texts_of = defaultdict(list)
    for entry, text in found:
        texts_of[entry.reading.source.name].append(text)
    return texts_of


@cache
def for_participants() -> Texts:
    """What people hold, or read on the wall."""
    given = [one for one in shipped().printables.values() if one.item.to in ("participant", "wall")]
    return by_file((one, text) for one in given for keys, text in authored(one) if not keys & TEAMS)


@cache
def said() -> Texts:
    """What people hear: what is said and asked, the debrief, and lists that are read out."""
    lists = [one for one in shipped().printables.values() if isinstance(one.item, ReadingList)]
    spoken = [(one, text) for one in shipped().entries() for keys, text in authored(one) if keys & SPOKEN]
    read_out = [(one, item.text) for one in lists for item in one.item.items]
    return by_file([*((one, text) for one, text in spoken if isinstance(text, Prose)), *read_out])


@cache
def for_the_team() -> Texts:
    """What facilitators and organisers read: all the rest that is more than a title or a name."""
    sheets = {one.reading.source.name for one in shipped().printables.values()}

    def is_theirs(one: Entry[object], keys: frozenset[str], text: str) -> bool:
        if one.reading.source.name not in sheets:
            return isinstance(text, Prose) and not keys & SPOKEN
        return one.reading.source.name not in for_participants() or bool(keys & TEAMS)

    return by_file(
        (one, text)
        for one in shipped().entries()
        for keys, text in authored(one)
        if is_theirs(one, keys, text)
    )


def too_hard(found: Texts, most: float) -> str:
    """The files whose texts are harder than a grade, the hardest first."""
    counted = [name for name, each in found.items() if sum(map(len, map(words, sentences(each)))) >= ENOUGH]
    assert len(counted) > 50
    grades = {name: grade(found[name]) for name in counted}
    hard = sorted(((value, name) for name, value in grades.items() if value > most), reverse=True)
    return "".join(f"\n{name}: grade {value}, {value - most:.1f} too much" for value, name in hard)


def too_long(found: Texts, most: int) -> str:
    """The sentences of more words than this, the longest first."""
    each = [(len(words(one)), name, one) for name, own in found.items() for one in sentences(own)]
    assert len(each) > 1000
    long = sorted((one for one in each if one[0] > most), reverse=True)
    return "".join(f"\n{name}: {count} words: {sentence}" for count, name, sentence in long)


def test_what_participants_read_is_plain() -> None:
    assert not (found := too_hard(for_participants(), 6)), found


def test_what_participants_hear_is_plain() -> None:
    assert not (found := too_hard(said(), 6)), found


def test_what_the_team_reads_is_plain() -> None:
    assert not (found := too_hard(for_the_team(), 8)), found


def test_participants_read_short_sentences() -> None:
    assert not (found := too_long(for_participants(), 20)), found


def test_participants_read_sentences_of_twelve_words_on_average() -> None:
    each = {name: sentences(own) for name, own in for_participants().items()}
    means = {name: sum(map(len, map(words, own))) / len(own) for name, own in each.items()}
    assert len(means) > 100
    assert {name: round(mean, 1) for name, mean in means.items() if mean > 12} == {}


def test_the_team_reads_and_says_sentences_of_thirty_words_at_most() -> None:
    assert not (found := too_long(for_the_team(), 30) + too_long(said(), 30)), found


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
    """The countries and territories of the world in English, and the cities that time zones are named after."""
    territories = Locale("en").territories
    zones = [zone.rpartition("/")[2].replace("_", " ") for zone in get_global("zone_territories")]
    return {name for code, name in territories.items() if code not in UNIONS} | set(zones)


def real(texts_of: Texts) -> set[tuple[str, str]]:
    """The places, brands and religions that are named, each with its file."""
    known = sorted((places() | RELIGIONS | BRANDS) - NAMES_TOO, key=len, reverse=True)
    name = re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b")
    return {(found, file) for file, own in texts_of.items() for text in own for found in name.findall(text)}


def test_a_real_place_would_be_seen() -> None:
    text = "Kenya, New York, Côte d’Ivoire; a Muslim in Nairobi has WhatsApp. A turkey, a Kenyan and Willow Bridge."
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
    own = [(one.reading.source.name, text) for one in shipped().entries() for _, text in authored(one)]
    referrals = [folder.referrals for folder in shipped().workshops.values() if folder.referrals]
    own += [(one.reading.source.name, text) for one in referrals for _, text in authored(one)]
    own += [(picture.name, picture.title) for picture in shipped().pictures.values()]
    for file, text in own:
        for piece in pieces(text):
            for word in TOKEN.findall(piece.replace("’", "'")):
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
    assert {word for word in listed if not re.fullmatch(r"[a-z]{2,}('[a-z]+)?", word)} == set()
    assert {form for word in listed for form in inflected(word) & listed} == set()


def test_every_word_is_known() -> None:
    listed = word_list("words.txt")
    known = {*listed, *(form for word in listed for form in inflected(word))}
    own = {*names(), *(f"{name}'s" for name in names())}
    assert len(used()) > 2000
    strange = {word: sorted(files) for word, files in used().items() if word.casefold() not in known | own}
    strange = {word: files for word, files in strange.items() if word not in own}
    hint = "spelt wrong? if not, put the word into words.txt beside this test, or a name into names.txt"
    assert not strange, f"{hint}: {strange}"


@pytest.mark.parametrize(
    ("word", "count"),
    [("about", 2), ("money", 2), ("table", 2), ("moved", 1), ("needed", 2), ("somebody", 3), ("area", 3)]
    + [("facilitator", 5), ("moves", 1), ("changes", 2), ("people's", 2), ("well-being", 3), ("20", 2)],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_grade_tells_plain_from_hard() -> None:
    assert grade(["The cat sat on the mat."]) == round(0.39 * 6 + 11.8 - 15.59, 1)
    hard = "Institutional accountability necessitates participatory mechanisms for continuous evaluation."
    assert grade([hard]) > 20


def test_sentences_end_where_a_reader_stops() -> None:
    text = Prose("Who? We.\n\n- **1.** one\n- two: {pairs} of us, _or_ not\n\n“No.” He asks “why?” and goes.")
    found = ["Who?", "We.", "one", "two: 12 of us, or not", "“No.”", "He asks “why?” and goes."]
    assert sentences([text]) == found
