"""The ranking: rare words count more, titles more than steps, and slips of the pen are forgiven."""

from practicepack.search.index import Index, Text

TEXTS = {
    "clock": (Text("The 24-hour clock", 4.0), Text("Draw a whole day of work and rest", 1.0)),
    "beans": (Text("Budget beans", 4.0), Text("Share out the money of the council", 1.0)),
    "card": (Text("Score card", 4.0, is_name=True), Text("Users of a clinic score it", 1.0)),
    "rights": (Text("Rights quiz", 4.0), Text("droits, loi", 3.0, "fr")),
    "walk": (Text("Power walk", 4.0), Text("Who has money and who has rest", 0.5)),
}


def keys(asked: str) -> list[str]:
    return [hit.key for hit in Index(TEXTS).search(asked)]


def test_what_has_more_of_the_words_comes_first() -> None:
    assert keys("the money of a council") == ["beans", "walk"]


def test_a_word_in_the_title_counts_more_than_one_in_a_step() -> None:
    assert keys("rest walk")[0] == "walk"


def test_a_slip_of_the_pen_is_forgiven() -> None:
    assert keys("bugdet") == ["beans"]
    assert keys("clok") == ["clock"]


def test_a_known_word_is_never_taken_for_another() -> None:
    assert keys("rest") == ["clock", "walk"]


def test_a_short_word_is_not_guessed_at() -> None:
    assert keys("car") == []


def test_two_words_of_a_name_can_be_asked_for_as_one() -> None:
    assert keys("scorecard") == ["card"]
    assert keys("wholeday") == []


def test_another_language_is_asked_in_its_own_forms() -> None:
    assert keys("droit") == ["rights"]
    assert keys("lois")[:1] == ["rights"]


def test_what_is_equally_good_comes_in_the_order_of_its_keys() -> None:
    texts = {"b": (Text("door", 1.0),), "a": (Text("door", 1.0),)}
    assert [hit.key for hit in Index(texts).search("door")] == ["a", "b"]


def test_nothing_is_found_in_nothing() -> None:
    assert Index({}).search("door") == []
    assert Index(TEXTS).search("") == []
    assert Index(TEXTS).search("?!") == []
