"""Pages of PDFs as pictures for the screen."""

from collections import OrderedDict
from hashlib import sha256
from io import BytesIO
from threading import Lock

from PIL import ImageChops
from pypdfium2 import PdfDocument, PdfiumError

NARROWEST, WIDEST = 60, 2000
"""Pixels across."""
MOST_PICTURE_BYTES = 40_000_000
"""Of all pictures that are held in memory: some 400 pages as large as a screen shows them."""
COMPRESSION = 1
"""Of the PNG: what a higher one saves is nothing on the way to a browser on the same machine."""


class PagePictures:
    """Pictures of pages, the last ones held in memory. Any thread may ask, one at a time is drawn."""

    def __init__(self, most_bytes: int = MOST_PICTURE_BYTES) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self._pictures: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._turn = Lock()

    def png(self, pdf: bytes, page: int, width: int) -> bytes | None:
        """A page, from 0, as PNG of this many pixels across; None where there is no such page."""
        width = max(NARROWEST, min(width, WIDEST))
        key = sha256(pdf).hexdigest(), page, width
        # PDFium is not made for several threads
        with self._turn:
            picture = self._pictures.get(key)
            if picture is None:
                picture = _drawn(pdf, page, width)
                if picture is None:
                    return None
                self._hold(key, picture)
            self._pictures.move_to_end(key)
            return picture

    def _hold(self, key: tuple[str, int, int], picture: bytes) -> None:
        self._pictures[key] = picture
        self.bytes += len(picture)
        while self.bytes > self.most_bytes and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self.bytes -= len(oldest)


def _drawn(pdf: bytes, page: int, width: int) -> bytes | None:
    try:
        with PdfDocument(pdf) as document:
            if not 0 <= page < len(document):
                return None
            sheet = document[page]
            bitmap = sheet.render(scale=width / sheet.get_width())
            image = bitmap.to_pil().convert("RGB")
    except PdfiumError:
        return None
    red, green, blue = image.split()
    # most pages are black on white, and half of the data is enough for them
    tints = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    if tints.getbbox() is None:
        image = red
    target = BytesIO()
    image.save(target, "PNG", compress_level=COMPRESSION)
    return target.getvalue()
