"""What a PDF says."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf

POINTS = 72 / 25.4
"""To a millimetre."""


@cache
def read_aloud(path: Path) -> tuple[str, ...]:
    """The text of each page, every run of blanks as one."""
    text = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, encoding="utf-8")
    return tuple(" ".join(page.split()) for page in text.stdout.split("\f")[:-1])


def figures(file: Path) -> Iterator[tuple[float, float]]:
    """The width and the height of each picture of a PDF, in millimetres, as its tags say."""
    with pikepdf.open(file) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                left, bottom, right, top = (float(edge) for edge in item["/A"]["/BBox"])
                yield (right - left) / POINTS, (top - bottom) / POINTS
