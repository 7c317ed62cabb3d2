"""A colour is taken with or without its sign, and refused where white paper swallows it."""

import pytest
from pydantic_core import PydanticCustomError

from practicepack.library.models.colour import as_colour, contrast


def test_contrast_goes_from_white_to_black() -> None:
    assert contrast("#ffffff") == pytest.approx(1)
    assert contrast("#000000") == pytest.approx(21)
    # the palest grey that text may have, by WCAG's own tables
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)


def test_the_sign_may_be_missing() -> None:
    assert as_colour("7a1f3d") == as_colour("#7a1f3d") == "#7a1f3d"
    assert as_colour(None) is None


@pytest.mark.parametrize(
    ("text", "code"), [("red", "bad-colour"), ("#12345", "bad-colour"), ("#ffff00", "pale-colour")]
)
def test_other_colours_are_refused(text: str, code: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        as_colour(text)
    assert raised.value.type == code
