"""What does not fit: text that runs out of its card, or off the page, as WeasyPrint placed it."""

from collections.abc import Iterator
from typing import Any

FITS = "data-fits"
"""The attribute of an element that must hold all that is in it. Its value is what to call the thing."""
UNPRINTED = 5 * 96 / 25.4
"""How much of each edge of a sheet office printers leave white, in CSS pixels: 5 mm."""
ALLOWED = 1.0
"""How far something may stick out, in CSS pixels: a quarter of a millimetre."""
SHOWN = 200
"""How much of a text is said, in characters."""
Edges = tuple[float, float, float, float]
"""Left, top, right and bottom, in CSS pixels."""


def overfull(document: Any) -> Iterator[str]:
    """What is too long for its place, each thing once."""
    return iter(dict.fromkeys(_found(document)))


def _found(document: Any) -> Iterator[str]:
    for page in document.pages:
        whole = page._page_box
        width, height = whole.margin_width(), whole.margin_height()
        off = _out_of(whole, (0.0, 0.0, width, height))
        yield from (f'"{text[:SHOWN]}" runs off the page' for text in off)
        for box, name in _named(whole):
            if _has_grown(box) or any(_out_of(box, _edges(box))):
                yield f'"{name}" does not fit its card'


def near_edge(document: Any) -> Iterator[str]:
    """The texts that are on the page, but where printers print nothing, each once."""
    found: dict[str, None] = {}
    for page in document.pages:
        whole = page._page_box
        width, height = whole.margin_width(), whole.margin_height()
        off = set(_out_of(whole, (0.0, 0.0, width, height)))
        printed = (UNPRINTED, UNPRINTED, width - UNPRINTED, height - UNPRINTED)
        found |= dict.fromkeys(text[:SHOWN] for text in _out_of(whole, printed) if text not in off)
    return iter(found)


def _named(whole: Any) -> Iterator[tuple[Any, str]]:
    """The boxes that must hold what is in them, and their names."""
    for box in whole.descendants(placeholders=True):
        name = box.element.get(FITS) if box.element is not None else None
        if name and type(box).__name__ in ("BlockBox", "TableCellBox") and box.element_tag == box.element.tag:
            yield box, name


def _out_of(box: Any, edges: Edges) -> Iterator[str]:
    """The texts below a box that reach beyond its edges."""
    left, top, right, bottom = edges
    for inner in box.descendants(placeholders=True):
        text = getattr(inner, "text", "")
        if not text.strip():
            continue
        across = inner.position_x < left - ALLOWED or inner.position_x + inner.width > right + ALLOWED
        if across or inner.position_y < top - ALLOWED or inner.position_y + inner.height > bottom + ALLOWED:
            yield text


def _edges(box: Any) -> Edges:
    """The edges of a box with its border."""
    left, top = box.border_box_x(), box.border_box_y()
    return left, top, left + box.border_width(), top + box.border_height()


def _has_grown(box: Any) -> bool:
    """Whether a cell became higher than its style sheet says."""
    wanted = getattr(box, "computed_height", "auto")
    return wanted != "auto" and float(box.height) > float(wanted) + ALLOWED
