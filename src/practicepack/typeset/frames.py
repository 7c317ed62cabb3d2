"""The boxes that WeasyPrint placed: their edges, what they hold, and which of them frame a text."""

from math import inf
from typing import Any

ALLOWED = 1.0
"""How far something may stick out, or reach into other text, in CSS pixels: a quarter of a millimetre."""
FRAMES = ("BlockBox", "InlineBlockBox")
EDGE_NAMES = ("top", "right", "bottom", "left")
Edges = tuple[float, float, float, float]
"""Left, top, right and bottom, in CSS pixels."""


def is_frame(box: Any, name: str) -> bool:
    """Whether text should stay inside: of a named thing, of a cell, of what has a border all around."""
    kind = type(box).__name__
    if kind == "TableCellBox":
        return True
    if kind not in FRAMES:
        return False
    return bool(name) or all(getattr(box, f"border_{side}_width", 0) for side in EDGE_NAMES)


def paragraph_text(element: Any, box: Any) -> str:
    """All words of a paragraph, also those on the next page."""
    if element is not None and box.element_tag == element.tag:
        return " ".join("".join(element.itertext()).split())
    text = ""
    for inner in box.descendants(placeholders=True):
        text += getattr(inner, "text", "")
    return " ".join(text.split())


def edges_of(box: Any) -> Edges:
    """The edges of a box with its border."""
    left, top = box.border_box_x(), box.border_box_y()
    if (
        type(box).__name__ == "BlockBox"
        and box.style["height"] == "auto"
        and box.style["position"] == "static"
    ):
        return left, -inf, left + box.border_width(), inf  # as high as its lines: tight ones have tails below
    return left, top, left + box.border_width(), top + box.border_height()


def within(outer: Edges, inner: Edges) -> Edges:
    """What two frames, one in the other, leave."""
    return (
        max(outer[0], inner[0]),
        max(outer[1], inner[1]),
        min(outer[2], inner[2]),
        min(outer[3], inner[3]),
    )


def sticks_out(text: Edges, frame: Edges) -> bool:
    """Whether a text reaches beyond a frame."""
    across = text[0] < frame[0] - ALLOWED or text[2] > frame[2] + ALLOWED
    return across or text[1] < frame[1] - ALLOWED or text[3] > frame[3] + ALLOWED


def has_grown(box: Any) -> bool:
    """Whether a cell became higher than its style sheet says."""
    wanted = getattr(box, "computed_height", "auto")
    return wanted != "auto" and float(box.height) > float(wanted) + ALLOWED
