"""The lines at the head and the foot of a page: they have room, and dates and numbers stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from practicepack.documents.model import Part
from practicepack.fonts.measure import POINT, width
from practicepack.render.running_lines import DOT, LARGE_SIZE, SIZE, running

A4 = Part("agenda", "agenda.html", "", "Agenda", {})
LARGE_A5 = Part("agenda", "agenda.html", "", "Agenda", {}, leaf="a5", is_large=True)
TITLE = "Women's leadership in water committees: speaking, deciding and keeping accounts in nine districts"
HOUSE = "Federation of Women's Associations for Rural Development and Mutual Help of the Upper Valley"
DATE = "Wednesday, September 30, 2026"


@pytest.mark.parametrize("line", ["", "Power and voice", f"Bridge House{DOT}A test{DOT}{DATE}"])
def test_what_has_room_stays_as_it_is(line: str) -> None:
    assert running(line, A4, 1) == line
    assert running(line, LARGE_A5, 2) == line


@pytest.mark.parametrize("part", [A4, LARGE_A5])
def test_the_longest_pieces_are_shortened_and_the_date_is_not(part: Part) -> None:
    house, title, date, mark = running(DOT.join((HOUSE, TITLE, DATE, "SW8M")), part, 1.3).split(DOT)
    assert (date, mark) == (DATE, "SW8M")
    assert HOUSE.startswith(house.removesuffix("…"))
    assert TITLE.startswith(title.removesuffix("…"))
    assert len(house + title) < len(HOUSE + TITLE)


def test_a_single_long_word_is_shortened_too() -> None:
    assert running("Gleichstellungsbeauftragte" * 9, A4, 1).endswith("…")
    assert running("Gleichstellungsbeauftragte" * 9, A4, 1).startswith("Gleichstellungsbeauftragte")


def test_what_a_template_has_escaped_is_shown_as_it_was() -> None:
    assert running(Markup("Trees &amp; water"), A4, 1) == "Trees & water"


@given(
    st.lists(st.text("abc éW.-", min_size=1, max_size=90), min_size=1, max_size=5),
    st.sampled_from((A4, LARGE_A5)),
    st.sampled_from((1, 2)),
)
def test_it_fits_or_no_piece_can_be_shorter(pieces: list[str], part: Part, lines: int) -> None:
    shown = running(DOT.join(pieces), part, lines)
    size, sides = (LARGE_SIZE, 22) if part.is_large else (SIZE, 32)
    room = (part.page_size[0] - sides) / (size * POINT) * lines
    assert width(shown) <= room or all(len(piece) <= 12 for piece in shown.split(DOT))
