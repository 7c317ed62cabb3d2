"""How much a drawing may hold: what takes long to draw, or cannot be drawn, is refused as it is read."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from xml.etree.ElementTree import Element

from practicepack.diagnostics import Diagnostic, Source, Span, Tip, error
from practicepack.limits import Limits

REPEATING = ("repeat", "reflect")
REFERENCE = re.compile(r"url\(\s*[\"']?(#[^)\"'\s]+)")
"""A reference to another element of the same drawing."""
TOO_MANY = 10**9
SIMPLER = Tip("make the drawing simpler")


def too_much(source: Source, top: Element, bounds: Limits) -> list[Diagnostic]:
    """The first thing in a drawing that is more than can be drawn in a moment."""
    length = len(source.text)
    if length > bounds.drawing:
        message = f"drawing has {length} characters, the limit is {bounds.drawing}"
        return [error("too-large", message, source.at(), hints=(SIMPLER, bounds.more("drawing", length)))]
    for place, message, more in _excesses(top, bounds):
        span = Span(source, 0, length).find(place)
        return [error("bad-picture", message, span, hints=(SIMPLER, *more))]
    return []


def _excesses(top: Element, bounds: Limits) -> Iterator[tuple[str, str, tuple[Tip, ...]]]:
    """Where it stands, what is wrong with it, and how it can be allowed."""
    if _is_deep(top, bounds.levels):
        message = f"elements nested more than {bounds.levels} levels deep"
        yield "<g", message, bounds.raising("levels")
        return
    elements = list(top.iter())
    by_id = {f"#{element.get('id')}": element for element in elements if element.get("id")}
    for element in elements:
        if _is_use(element) and _holds_use(by_id.get(_target(element))):
            yield "<use", "<use> shows what holds a <use> itself", ()
            return
    drawn = _Drawn(by_id, 2 * bounds.levels).count(top)
    if drawn >= TOO_MANY:
        yield _first_reference(top), "masks, patterns or markers that draw themselves again", ()
    elif drawn - len(elements) > bounds.copies:
        message = f"masks, patterns and <use> draw more than {bounds.copies} elements again"
        yield _first_reference(top), message, (bounds.more("copies"),)
    for element in elements:
        if element.get("spreadMethod") in REPEATING:
            # the layout engine draws each repetition, and there may be millions in a small gradient
            yield "spreadMethod", "a gradient that begins again and again", ()


def _holds_use(element: Element | None) -> bool:
    """Whether an element is a <use>, or has one anywhere inside."""
    return element is not None and any(map(_is_use, element.iter()))


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
            total = 1
            for inner in element:
                total += self.count(inner, depth + 1)
            for name in _references(element):
                if name in self.by_id:
                    total += self.count(self.by_id[name], depth + 1)
            self.known[element] = min(total, TOO_MANY)
        return self.known[element]


def _references(element: Element) -> Iterator[str]:
    """The elements that are drawn for one beside its own content."""
    if _is_use(element):
        yield _target(element)
    for value in element.attrib.values():
        yield from REFERENCE.findall(value)


def _first_reference(top: Element) -> str:
    """The first reference as it is written, to be found in the source."""
    for element in top.iter():
        for value in element.attrib.values():
            reference = REFERENCE.search(value)
            if reference:
                return reference[0]
    return "<use"


def _is_deep(top: Element, levels: int) -> bool:
    # level by level, without recursion: what is asked is whether a recursion would end in time
    level = [top]
    for _ in range(levels + 1):
        level = list(chain.from_iterable(level))
    return bool(level)


def _is_use(element: Element) -> bool:
    # the tag of a comment is a function
    return isinstance(element.tag, str) and element.tag.endswith("use")


def _target(use: Element) -> str:
    """What a <use> names, by either of the two attributes."""
    return use.get("href") or use.get("{http://www.w3.org/1999/xlink}href") or ""
