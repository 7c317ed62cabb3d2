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
    return assemble(MergeJob("T", "en", None, (PartInfo("T", "", ()),) * len(pages), pages)).pdf


def fonts(pdf: Any) -> list[Any]:
    return [font for one in pdf.pages for font in one.resources.Font.values()]


def test_each_face_lies_in_the_file_once(joined: bytes) -> None:
    with pikepdf.open(BytesIO(joined)) as pdf:
        files = {
            (str(font.BaseFont).partition("+")[2], font.DescendantFonts[0].FontDescriptor.FontFile2.objgen)
            for font in fonts(pdf)
        }
    assert sorted(name for name, _ in files) == ["Pack", "Pack-Bold", "Pack-Italic"]


def test_every_glyph_is_as_wide_in_the_file_as_in_its_face(joined: bytes) -> None:
    with pikepdf.open(BytesIO(joined)) as pdf:
        face = next(one for one in fonts(pdf) if str(one.BaseFont).endswith("+Pack")).DescendantFonts[0]
        said = {
            int(first) + at: int(width)
            for first, widths in zip(face.W[::2], face.W[1::2], strict=True)
            for at, width in enumerate(widths)
        }
        with TTFont(BytesIO(face.FontDescriptor.FontFile2.read_bytes())) as font:
            order, upright = font.getGlyphOrder(), font["head"].unitsPerEm
            drawn = {one: round(font["hmtx"][order[one]][0] * 1000 / upright) for one in said}
    assert len(said) == len({*"Ready? ,Zoé", "fi"})
    assert drawn == pytest.approx(said, abs=1)


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
