"""How much a drawing may hold: what takes long to draw, or cannot be drawn, is refused as it is read."""

from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from practicepack.bounds import Bounds
from practicepack.diagnostics import Diagnostic, Source, Span, error

AGAIN = ("repeat", "reflect")
SIMPLER = "make the drawing simpler"


def too_much(source: Source, top: Element, bounds: Bounds) -> list[Diagnostic]:
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


def _found(top: Element, bounds: Bounds) -> Iterator[tuple[str, ...]]:
    """Where it stands, what is wrong with it, and how it can be allowed."""
    if _is_deep(top, bounds.levels):
        message = f"elements nested more than {bounds.levels} levels deep"
        yield "<g", message, *bounds.raising("levels")
        return
    by_id = {f"#{one.get('id')}": one for one in top.iter() if one.get("id")}
    copies = [by_id[to] for one in top.iter() if _is_use(one) and (to := _target(one)) in by_id]
    if any(_is_use(inner) for one in copies for inner in one.iter()):
        yield "<use", "<use> shows what holds a <use> itself"
    elif sum(sum(1 for _ in one.iter()) for one in copies) > bounds.copies:
        yield "<use", f"<use> shows more than {bounds.copies} elements again", bounds.more("copies")
    if any(one.get("spreadMethod") in AGAIN for one in top.iter()):
        yield "spreadMethod", "a gradient that begins again and again"


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
