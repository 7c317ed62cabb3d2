"""Joined parts share one copy of each face, and show what they showed."""

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from paper import read_aloud
from practicepack.diagnostics import Source
from practicepack.documents.parts import MergeJob, PartInfo, RenderedPart, RenderJob
from practicepack.pdf.merge import assemble
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from tasks import laid_out

TEXTS = (
    "<h1>Zoé</h1><p>Ready? <b>go</b>",
    "<h1>Éva</h1><p>fi <b>Äpfel</b> <i>an</i>",
    "<h1>Só</h1><p>fi, Zoé",
)
STYLE = (Source("mine.css", "@page { size: 120mm 90mm } h1 { font-size: 1em } html { font: 24pt Pack }"),)
FAINT = 100
"""Of 255: the rim of a letter may fall a little otherwise on the pixels, a letter may not."""


@pytest.fixture(scope="module")
def parts() -> list[bytes]:
    pages = [f'<html lang="en"><title>T</title><body>{text}</p></body></html>' for text in TEXTS]
    jobs = [RenderJob(page, page, STYLE) for page in pages]
    with Typesetter(Workspace(None, shipped_root()), 1) as typesetter:
        laid = laid_out(typesetter, *jobs)
    return [laid[job.key].pdf for job in jobs]


@pytest.fixture(scope="module")
def joined(parts: list[bytes]) -> bytes:
    pages = tuple(RenderedPart(part, 1) for part in parts)
    heads = (PartInfo("T", "", ()),) * len(pages)
    return assemble(MergeJob("T", "en", None, heads, pages, (None,) * len(pages))).pdf


def fonts(pdf: Any) -> list[Any]:
    return [font for one in pdf.pages for font in one.resources.Font.values()]


def test_each_face_lies_in_the_file_once(joined: bytes) -> None:
    with pikepdf.open(BytesIO(joined)) as pdf:
        files = {
            (str(font.BaseFont).partition("+")[2], font.DescendantFonts[0].FontDescriptor.FontFile2.objgen)
            for font in fonts(pdf)
        }
    assert sorted(name for name, _ in files) == ["Pack", "Pack-Bold", "Pack-Italic"]


def widths(font: Any) -> dict[int, int]:
    """The width of each glyph by its number, in thousandths of the size."""
    array = font.DescendantFonts[0].W
    return {
        int(first) + at: int(width)
        for first, row in zip(array[::2], array[1::2], strict=True)
        for at, width in enumerate(row)
    }


def test_every_glyph_is_as_wide_in_the_file_as_in_its_face(joined: bytes) -> None:
    with pikepdf.open(BytesIO(joined)) as pdf:
        copies = [font for font in fonts(pdf) if str(font.BaseFont).endswith("+Pack")]
        said = {number: width for font in copies for number, width in widths(font).items()}
        with TTFont(BytesIO(copies[0].DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())) as font:
            order, upright = font.getGlyphOrder(), font["head"].unitsPerEm
            drawn = {one: round(font["hmtx"][order[one]][0] * 1000 / upright) for one in said}
    assert len(said) == len({*"Ready? ,Zoé", "fi"})
    assert drawn == pytest.approx(said, abs=1)


def test_each_part_keeps_the_widths_that_it_was_laid_out_with(parts: list[bytes], joined: bytes) -> None:
    apart = []
    for part in parts:
        with pikepdf.open(BytesIO(part)) as pdf:
            apart += [widths(font) for font in fonts(pdf)]
    with pikepdf.open(BytesIO(joined)) as pdf:
        together = [widths(font) for font in fonts(pdf)]
    assert together == apart


def drawn_and_read(data: bytes, folder: Path) -> list[tuple[Image.Image, str]]:
    """Each page of a PDF as it looks, and the words on it."""
    file = folder / "file.pdf"
    file.write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "120", "-gray", file, folder / "page"], check=True)
    pages = [Image.open(path).copy() for path in sorted(folder.glob("page*.pgm"))]
    return list(zip(pages, read_aloud(file), strict=True))


def test_pages_look_and_read_as_before(
    parts: list[bytes], joined: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    apart = [drawn_and_read(part, tmp_path_factory.mktemp("part"))[0] for part in parts]
    together = drawn_and_read(joined, tmp_path_factory.mktemp("joined"))
    assert [words for _, words in together] == ["Zoé Ready? go", "Éva fi Äpfel an", "Só fi, Zoé"]
    assert [words for _, words in apart] == [words for _, words in together]
    for (one, _), (other, _) in zip(apart, together, strict=True):
        assert one.getextrema()[0] < 60
        assert ImageChops.difference(one, other).getextrema()[1] < FAINT
