"""The shipped library is easy to read and to hear: grades and lengths of sentences, by file."""

import pytest

from practicepack.library.models.fields import Prose
from readability import grade, sentences, syllables, words
from shipped_texts import Texts, for_participants, for_the_team, said

ENOUGH = 60
"""Words. The grade of a shorter text says little."""


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


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("walk", 1),
        ("about", 2),
        ("money", 2),
        ("people's", 2),
        ("moved", 1),
        ("needed", 2),
        ("moves", 1),
        ("changes", 2),
        ("table", 2),
        ("somebody", 3),
        ("facilitator", 5),
        ("well-being", 3),
        ("20", 2),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_grade_tells_plain_from_hard() -> None:
    assert grade(["The cat sat on the mat."]) == round(0.39 * 6 + 11.8 - 15.59, 1)
    hard = "Institutional accountability necessitates participatory mechanisms for continuous evaluation."
    assert grade([hard]) > 20


def test_sentences_end_where_a_reader_stops() -> None:
    text = Prose("Who? We.\n\n- **1.** One\n- two: {pairs} of us, *or* not\n\n“No.” He asks “why?” and goes.")
    found = ["Who?", "We.", "One", "two: 12 of us, or not", "“No.”", "He asks “why?” and goes."]
    assert sentences([text]) == found
