"""Photographs and logos: what kind of file each is, whatever it is called, and whether it can be printed."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from practicepack.diagnostics import Diagnostic, Span, Tip, error
from practicepack.file_kinds import KIND_NAMES, kind_of
from practicepack.limits import Limits

SAVE = Tip("open it in a picture program and save it as PNG or JPEG")
COPY_AGAIN = Tip("copy the file again from where it came from")
PRINTED = {"svg": "image/svg+xml", "png": "image/png", "jpeg": "image/jpeg"}
"""The kinds that are printed, with their types on the web."""
PHOTOGRAPH_ENDINGS = frozenset(
    (
        *(".svg", ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp"),
        *(".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff"),
    )
)
"""How pictures are called; what they are is in the file."""
DRAFT = 256
"""The side in dots of the small copy that a photograph is tried with."""


def unprintable(data: bytes, called: str, span: Span, bounds: Limits, code: str) -> list[Diagnostic]:
    """What is wrong with a picture of dots, or with what was taken for a picture."""
    kind = kind_of(data)
    if not data:
        return [error(code, f'"{called}" is empty', span, hints=(COPY_AGAIN,))]
    if not kind:
        return [error(code, f'"{called}" is no picture', span, hints=(SAVE,))]
    if kind not in PRINTED:
        message = f'"{called}" is {KIND_NAMES[kind]}, which is not printed'
        return [error(code, message, span, hints=(SAVE,))]
    count = pixels(data)
    if count > bounds.pixels:
        message = f'"{called}" has {count} pixels, the limit is {bounds.pixels}'
        return [error("too-large", message, span, hints=(SAVE_SMALLER, bounds.more("pixels", count)))]
    if not _can_be_read(data):
        message = f'"{called}" is {KIND_NAMES[kind]} that is damaged: part of it is missing'
        return [error(code, message, span, hints=(COPY_AGAIN,))]
    return []


SAVE_SMALLER = Tip("save it smaller: 2500 pixels across are enough for a poster")


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A picture of dots, whole or not at all. Raises what DAMAGE names where it is damaged."""
    from PIL import Image, ImageFile  # noqa: PLC0415  # only where there is such a picture

    before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, False  # we have a bound of our own
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
                yield picture
    finally:
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = before


def pixels(data: bytes) -> int:
    """How many pixels a picture says it has; none where it says so in no way that is known."""
    try:
        with opened(data) as picture:
            return int(picture.width * picture.height)
    except DAMAGE:
        return 0


DAMAGE = (OSError, ValueError, SyntaxError, EOFError)
"""What is raised where a picture is not what it says. A broken PNG is a SyntaxError."""


def _can_be_read(data: bytes) -> bool:
    try:
        with opened(data) as picture:
            # a photograph is read small, and that still takes every byte of it
            picture.draft("RGB", (DRAFT, DRAFT))
            picture.load()
    except DAMAGE:
        return False
    return True
