"""How many lines a text takes, by the font's own widths, against how WeasyPrint sets it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicepack.fonts.measure import POINT, lines, width


@pytest.mark.parametrize(("text", "wide"), [("", 0.0), ("n", 0.557), ("nn", 1.114), ("\u00e9", 0.528)])
def test_a_width_is_that_of_the_font(text: str, wide: float) -> None:
    assert width(text) == pytest.approx(wide, abs=0.01)


def test_bold_is_wider_and_what_the_font_lacks_is_taken_for_wide() -> None:
    assert width("Dissanayake", 700) > width("Dissanayake")
    assert width("\u1230") == 1.0
    assert width("e\u0301") == width("\u00e9")


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [("", 50, 1), ("one", 50, 1), ("one two three", 9, 3), ("one two three", 15, 2), ("n" * 100, 50, 4)],
)
def test_lines_are_counted_and_long_words_are_divided(text: str, room: float, count: int) -> None:
    assert lines(text, 10, room) == count


@given(st.text("abc iW\u00e9-", max_size=200), st.floats(20, 200))
def test_a_text_takes_no_fewer_lines_than_its_width_needs(text: str, room: float) -> None:
    wide = width(" ".join(text.split())) * 10 * POINT
    assert (lines(text, 10, room) + 1) * room >= wide
