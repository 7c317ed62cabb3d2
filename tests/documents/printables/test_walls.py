"""What hangs on a wall: words that are read from afar, a picture as large as they leave room for."""

import pytest

from practicepack.documents.edition import LEAVES, Leaf
from practicepack.documents.printables.walls import EDGE, LEAST_PICTURE, MOST_PICTURE, walls
from practicepack.library.models.fields import Line, Prose
from practicepack.library.models.printable import Face

LONG = " ".join(["We speak one at a time, and we listen to the end."] * 3)


def face(words: str, text: str = "", picture: str = "drum") -> Face:
    return Face(id="a", words=Line(words), text=Prose(text) if text else None, picture=picture or None)


def height(words: str, text: str = "", leaf: Leaf = "a4") -> float:
    ((wall),) = walls((face(words, text),), leaf)
    return wall.height


@pytest.mark.parametrize("leaf", ["a4", "letter", "a3"])
def test_a_picture_is_as_large_as_the_words_leave_room_for(leaf: Leaf) -> None:
    whole = LEAVES[leaf][1]
    short, long, with_text = height("Stop", leaf=leaf), height(LONG, leaf=leaf), height("Stop", LONG, leaf)
    assert whole * MOST_PICTURE >= short > with_text > long >= whole * LEAST_PICTURE
    assert short > (whole - 2 * EDGE) * 0.75


def test_a_text_without_end_leaves_a_picture_that_is_still_seen() -> None:
    assert height(LONG, LONG * 20) == pytest.approx(297 * LEAST_PICTURE, abs=0.1)


def test_a_long_text_is_set_smaller_before_the_picture_gives_way() -> None:
    (short,), (long,) = walls((face("Stop", LONG),), "a4"), walls((face("Stop", LONG * 5),), "a4")
    assert short.text_size > long.text_size
    assert long.height >= 297 * LEAST_PICTURE


def test_words_alone_have_no_picture() -> None:
    ((wall),) = walls((face("Stop", picture=""),), "a4")
    assert wall.height == 0
