"""The shipped drawings are in one hand: one grid, one stroke, black on white, no words, a title each."""

import re
import subprocess
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from PIL import Image
from weasyprint import HTML

from practicepack.workspace import shipped_root

SVG = "{http://www.w3.org/2000/svg}"
FOLDER = shipped_root() / "content" / "pictures"
DRAWINGS = sorted(FOLDER.glob("*.svg"))
SCENE = "scene-"
SHAPES = {f"{SVG}{name}" for name in ("circle", "ellipse", "g", "path", "polygon", "rect", "title")}
INKS = {"none", "#000", "#fff"}
THINNEST = 1.9
"""Units of the grid: a thinner line is lost where the drawing is 12 mm wide."""
SHEETS = {
    *(f"share-{tenths}" for tenths in (2, 8, 12, 16, 28, 34)),
    "body-sitting",
    "body-standing",
    "budget-mat",
    "circles-large",
    "circles-medium-small",
    "clock-24",
    "consent-pictures",
    "empty-bubble",
    "fairness-grid",
    "fairness-star",
    "letter-frames",
    "six-frames",
    "power-grid",
    "problem-tree",
    "rings-map",
    "river-example",
    "vision-road",
    "visit-route",
}
"""Drawings that fill a sheet: people write in them, or they hold many small drawings. Lines may be thin."""

ROOM = 12
"""Units of room around a grid."""
PAGE = """\
<style>
@page { size: 216px 152px; margin: 0 }
body { margin: 0 }
img { display: block; break-after: page }
</style>
"""

each_drawing = pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)


def drawn(path: Path) -> Element:
    """The root element of a drawing."""
    return ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own files


def grid(path: Path) -> tuple[int, int]:
    """The width and the height of a drawing, in units."""
    return (192, 128) if path.stem.startswith(SCENE) else (96, 96)


def widened(path: Path) -> bytes:
    """A drawing with room around it, one unit to a pixel."""
    width, height = (side + 2 * ROOM for side in grid(path))
    size = f'viewBox="-{ROOM} -{ROOM} {width} {height}" width="{width}px" height="{height}px"'
    return re.sub('viewBox="[^"]*"', size, path.read_text("utf-8"), count=1).encode()


def scale_of(element: Element) -> float:
    """How much an element makes everything in it larger."""
    found = re.search(r"scale\(([\d.]+)", element.get("transform", ""))
    return float(found[1]) if found else 1.0


def widths(element: Element, style: Mapping[str, str] = {}, scale: float = 1) -> Iterator[float]:
    """The widths of all lines, in units of the grid. The outline of a black shape is no line."""
    style = {**style, **element.attrib}
    scale *= scale_of(element)
    is_shape = element.tag not in (f"{SVG}svg", f"{SVG}g", f"{SVG}title")
    if is_shape and style["stroke"] != "none" and style["fill"] != "#000":
        yield float(style["stroke-width"]) * scale
    for inner in element:
        yield from widths(inner, style, scale)


def thinnest(path: Path) -> float:
    """The width of the thinnest line of a drawing."""
    return min(widths(drawn(path)), default=THINNEST)


@each_drawing
def test_a_drawing_has_the_grid_of_all(path: Path) -> None:
    width, height = grid(path)
    assert drawn(path).get("viewBox") == f"0 0 {width} {height}"


@each_drawing
def test_a_drawing_has_round_lines_that_are_wide_enough(path: Path) -> None:
    root = drawn(path)
    assert root.get("stroke-linecap") == root.get("stroke-linejoin") == "round"
    if path.stem not in SHEETS:
        assert thinnest(path) >= THINNEST


@each_drawing
def test_a_drawing_is_black_on_white_shapes_without_words(path: Path) -> None:
    root = drawn(path)
    for element in list(root.iter())[1:]:
        assert element.tag in SHAPES
        assert element.get("style") is None
        assert {element.get("fill", "none"), element.get("stroke", "none")} <= INKS
    assert (root.get("fill"), root.get("stroke")) == ("none", "#000")


@each_drawing
def test_a_drawing_says_in_a_title_what_it_shows(path: Path) -> None:
    titles = [element.text for element in drawn(path).iter(f"{SVG}title")]
    assert len(titles) == 1
    assert re.fullmatch(r"[A-Z].{4,}", titles[0] or "")


def test_sheets_are_drawings_that_need_thin_lines() -> None:
    """A drawing that was redrawn with the stroke of all leaves the list."""
    thin = {path.stem for path in DRAWINGS if thinnest(path) < THINNEST}
    assert thin == SHEETS


def test_no_two_drawings_are_the_same() -> None:
    """The same picture on two cards says that the cards are the same."""
    by_shapes: dict[str, str] = {}
    for path in DRAWINGS:
        shapes = re.sub(r"<title>.*?</title>|\s+", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert by_shapes.setdefault(shapes, path.stem) == path.stem


def test_no_drawing_is_cut_at_its_edge(tmp_path: Path) -> None:
    """Each drawing is laid out with room around its grid. Ink in that room would be cut off in print."""
    # the river of the example leaves the picture on purpose
    drawings = [path for path in DRAWINGS if path.stem != "river-example"]
    pages = [
        f'<img src="data:image/svg+xml;base64,{b64encode(widened(path)).decode()}">' for path in drawings
    ]
    HTML(string=PAGE + "".join(pages)).write_pdf(tmp_path / "all.pdf")
    subprocess.run(
        ["pdftoppm", "-r", "96", "-gray", "-png", tmp_path / "all.pdf", tmp_path / "page"], check=True
    )
    cut = []
    for path, image in zip(drawings, sorted(tmp_path.glob("page-*.png")), strict=True):
        width, height = grid(path)
        with Image.open(image) as page:
            ink = page.point(lambda value: 255 * (value < 128)).getbbox()
        assert ink is not None
        left, top, right, bottom = ink
        is_inside = min(left, top) >= ROOM - 1 and right <= ROOM + width + 1 and bottom <= ROOM + height + 1
        if not is_inside:
            cut.append(path.stem)
    assert cut == []
