"""Words are compared without accents, as stems, and without the words that say nothing."""

import pytest

from practicepack.search.words import searched_stems, stem, stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who cooks, who cleans?", ["who", "cooks", "who", "cleans"]),
        ("women's hour", ["women", "hour"]),
        ("l’école", ["école"]),
        ("24 hours", ["hours"]),
        ("", []),
    ],
)
def test_words_are_what_is_between_the_signs(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


def test_a_word_is_never_longer_than_people_type() -> None:
    (word,) = words("a" * 5000)
    assert len(word) == 40


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ("decide", "decides", "deciding", "decided")),
        ("fr", ("droit", "droits")),
        ("es", ("derecho", "derechos")),
        ("sw", ("haki", "haki")),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language: str, forms: tuple[str, ...]) -> None:
    found = {stem(form, language) for form in forms}
    assert len(found) == 1


def test_accents_can_be_left_out() -> None:
    assert stem("école", "fr") == stem("ecole", "fr")
    assert stem("mayor", "es") in stems("mayor")


def test_a_question_keeps_the_words_that_say_what_it_is_about() -> None:
    assert searched_stems("what is it about, who decides on the money of the house?") == [
        "decides",
        "money",
        "house",
    ]


def test_a_question_of_empty_words_is_asked_all_the_same() -> None:
    assert searched_stems("who are we") == ["who", "are", "we"]
