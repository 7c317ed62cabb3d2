from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from practicepack.studio.page_pictures import PagePictures


@pytest.fixture(scope="module")
def pdf() -> bytes:
    target = BytesIO()
    with pikepdf.new() as document:
        for red in (b"0 0 0", b"1 0 0"):
            document.add_blank_page(page_size=(200, 400))
            drawn = red + b" rg 50 50 100 300 re f"
            document.pages[-1].Contents = document.make_stream(drawn)
        document.save(target)
    return target.getvalue()


def test_a_page_is_as_wide_as_asked_for_and_grey_where_nothing_is_in_colour(pdf: bytes) -> None:
    pictures = PagePictures()
    shown = []
    for page in range(2):
        png = pictures.png(pdf, page, 100)
        assert png is not None
        with Image.open(BytesIO(png)) as image:
            shown.append((image.size, image.mode))
    assert shown == [((100, 200), "L"), ((100, 200), "RGB")]


def test_there_is_no_picture_of_a_page_that_is_not_there_or_of_a_file_that_is_no_pdf(pdf: bytes) -> None:
    pictures = PagePictures()
    assert pictures.png(pdf, 2, 100) is None
    assert pictures.png(pdf, -1, 100) is None
    assert pictures.png(b"%PDF-nonsense", 0, 100) is None


def test_nobody_gets_a_picture_as_large_as_they_like(pdf: bytes) -> None:
    png = PagePictures().png(pdf, 0, 1_000_000)
    assert png is not None
    with Image.open(BytesIO(png)) as image:
        assert image.width == 2000


def test_pictures_are_held_up_to_a_bound_and_the_oldest_goes_first(pdf: bytes) -> None:
    pictures = PagePictures(most_bytes=2000)
    first = pictures.png(pdf, 0, 100)
    for width in range(200, 260):
        pictures.png(pdf, 0, width)
        assert pictures.bytes <= 2000
    again = pictures.png(pdf, 0, 100)
    assert again == first
    assert again is not first
