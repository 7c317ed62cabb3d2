"""Photographs as they are printed: turned upright, no finer than paper shows, grey for a black edition."""

from io import BytesIO
from typing import Any

from practicepack.library.images.photographs import opened

DOTS_PER_INCH = 200
"""How fine photographs are printed; WeasyPrint scales each to its size on the page."""
MOST_DOTS = 2900
"""The longest side of any: the picture of an A1 poster is 367 mm wide."""
QUALITY = 88
GREY = "grey"
"""What stands after a question mark in the address of a picture to be printed in grey."""
TRANSPARENT = ("RGBA", "LA", "PA", "RGBa", "La")
DEEP = 255
"""By how much 16 bits of grey are divided for 8, less one."""


def prepared(data: bytes, *, is_grey: bool) -> bytes:
    """A PNG or JPEG with nothing in it but its dots: no place, no camera, no thumbnail, no profile.

    Raises OSError, ValueError or SyntaxError where it is damaged.
    """
    from PIL import ImageOps  # noqa: PLC0415  # only where there is such a picture

    with opened(data) as picture:
        is_photo = picture.format != "PNG"
        picture.draft(picture.mode, (MOST_DOTS, MOST_DOTS))  # a large JPEG is read at half or a quarter
        upright = ImageOps.exif_transpose(picture)
        plain = _in_plain_colours(upright, is_grey=is_grey)
        plain.thumbnail((MOST_DOTS, MOST_DOTS))
        plain.info = {}
        target = BytesIO()
        if is_photo:
            plain.save(target, "JPEG", quality=QUALITY)
        else:
            plain.save(target, "PNG")
        return target.getvalue()


def _in_plain_colours(picture: Any, *, is_grey: bool) -> Any:
    """The picture in 8 bits of grey or of three colours, with its transparency if it has any."""
    if picture.mode.startswith("I"):  # 16 bits, which are cut off instead of scaled
        picture = picture.convert("I").point(lambda value: value / (DEEP + 1)).convert("L")
    if picture.mode in TRANSPARENT or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        if is_grey:
            return coloured.convert("LA")
        return coloured
    if picture.mode == "CMYK":  # straight to grey, its black would be lost
        picture = picture.convert("RGB")
    if is_grey or picture.mode in ("1", "L"):
        return picture.convert("L")
    return picture.convert("RGB")
