"""How much a drawing may hold: what takes long to draw, or cannot be drawn, is refused as it is read."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from xml.etree.ElementTree import Element

from practicepack.diagnostics import Diagnostic, Source, Span, error
from practicepack.limits import Limits

AGAIN = ("repeat", "reflect")
INSIDE = re.compile(r"url\(\s*[\"']?(#[^)\"'\s]+)")
"""A reference to another element of the same drawing."""
TOO_MANY = 10**9
SIMPLER = "make the drawing simpler"


def too_much(source: Source, top: Element, bounds: Limits) -> list[Diagnostic]:
    """The first thing in a drawing that is more than can be drawn in a moment."""
    if len(source.text) > bounds.drawing:
        said = f"drawing has {len(source.text)} characters, the limit is {bounds.drawing}"
        return [
            error("too-large", said, source.at(), hints=(SIMPLER, bounds.more("drawing", len(source.text))))
        ]
    whole = Span(source, 0, len(source.text))
    return [
        error("bad-picture", message, whole.find(place), hints=(SIMPLER, *more))
        for place, message, *more in islice(_found(top, bounds), 1)
    ]


def _found(top: Element, bounds: Limits) -> Iterator[tuple[str, ...]]:
    """Where it stands, what is wrong with it, and how it can be allowed."""
    if _is_deep(top, bounds.levels):
        message = f"elements nested more than {bounds.levels} levels deep"
        yield "<g", message, *bounds.raising("levels")
        return
    by_id = {f"#{element.get('id')}": element for element in top.iter() if element.get("id")}
    copies = [by_id[to] for one in top.iter() if _is_use(one) and (to := _target(one)) in by_id]
    if any(_is_use(inner) for one in copies for inner in one.iter()):
        yield "<use", "<use> shows what holds a <use> itself"
        return
    drawn = _Drawn(by_id, 2 * bounds.levels).count(top)
    if drawn >= TOO_MANY:
        yield _first_reference(top), "masks, patterns or markers that draw themselves again"
    elif drawn - sum(1 for _ in top.iter()) > bounds.copies:
        message = f"masks, patterns and <use> draw more than {bounds.copies} elements again"
        yield _first_reference(top), message, bounds.more("copies")
    if any(one.get("spreadMethod") in AGAIN for one in top.iter()):
        yield "spreadMethod", "a gradient that begins again and again"


class _Drawn:
    """Counts how many elements are drawn, those that masks, clips, patterns and markers draw again included.

    A mask whose content has a mask draws all of it each time: 25 of them inside each other took 94 seconds.
    """

    def __init__(self, by_id: Mapping[str, Element], deepest: int) -> None:
        self.by_id, self.deepest = by_id, deepest
        self.known: dict[Element, int] = {}

    def count(self, element: Element, depth: int = 0) -> int:
        """The elements drawn for one; TOO_MANY where references go in a circle, or are very deep."""
        if element not in self.known:
            if depth > self.deepest:
                return TOO_MANY
            self.known[element] = TOO_MANY  # what comes back to this element meanwhile goes in a circle
            drawn = [*element, *(self.by_id[name] for name in _references(element) if name in self.by_id)]
            total = 1 + sum(self.count(other, depth + 1) for other in drawn)
            self.known[element] = min(total, TOO_MANY)
        return self.known[element]


def _references(element: Element) -> Iterator[str]:
    """The elements that are drawn for one beside its own content."""
    if _is_use(element):
        yield _target(element)
    for value in element.attrib.values():
        yield from INSIDE.findall(value)


def _first_reference(top: Element) -> str:
    """The first reference as it is written, to be found in the source."""
    for element in top.iter():
        for value in element.attrib.values():
            if found := INSIDE.search(value):
                return found[0]
    return "<use"


def _is_deep(top: Element, levels: int) -> bool:
    level = [top]
    for _ in range(levels + 1):
        level = [inner for one in level for inner in one]
    return bool(level)


def _is_use(one: Element) -> bool:
    return isinstance(one.tag, str) and one.tag.endswith("use")


def _target(one: Element) -> str:
    """What a <use> names, by either of the two attributes."""
    return one.get("href") or one.get("{http://www.w3.org/1999/xlink}href") or ""
