"""The shipped drawings are in one hand: one grid, one stroke, black on white, no words, a title each."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

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
    "power-grid",
    "problem-tree",
    "rings-map",
    "river-example",
    "vision-road",
    "visit-route",
}
"""Drawings that fill a sheet: people write in them, or they hold many small drawings. Lines may be thin."""

each_drawing = pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)


def drawn(path: Path) -> Element:
    """The root element of a drawing."""
    return ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own files


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
    is_scene = path.stem.startswith(SCENE)
    assert drawn(path).get("viewBox") == ("0 0 192 128" if is_scene else "0 0 96 96")


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
