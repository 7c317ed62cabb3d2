"""How much a drawing may hold: what takes long to draw, or cannot be drawn, is refused as it is read."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from practicepack.diagnostics import Diagnostic, Source, Span, error

MAX_DRAWING = 200_000
"""Characters of a drawing. A path of a million takes a minute."""
MAX_GROUPS = 50
"""How deep the elements of a drawing may lie in one another."""
MAX_COPIES = 2_000
"""How many elements a drawing may show again with <use>."""
AGAIN = ("repeat", "reflect")
SIMPLER = ("make the drawing simpler",)


def too_much(source: Source, top: Element) -> list[Diagnostic]:
    """The first thing in a drawing that is more than can be drawn in a moment."""
    if len(source.text) > MAX_DRAWING:
        said = f"drawing has {len(source.text)} characters, the limit is {MAX_DRAWING}"
        return [error("too-large", said, source.at(), hints=SIMPLER)]
    whole, found = Span(source, 0, len(source.text)), next(_found(top), None)
    return [error("bad-picture", found[1], whole.find(found[0]), hints=SIMPLER)] if found else []


def _found(top: Element) -> Iterator[tuple[str, str]]:
    """Where it stands, and what is wrong with it."""
    if _is_deep(top):
        yield "<g", f"elements nested more than {MAX_GROUPS} levels deep"
        return
    by_id = {f"#{one.get('id')}": one for one in top.iter() if one.get("id")}
    copies = [by_id[to] for one in top.iter() if _is_use(one) and (to := _target(one)) in by_id]
    if any(_is_use(inner) for one in copies for inner in one.iter()):
        yield "<use", "<use> shows what holds a <use> itself"
    elif sum(sum(1 for _ in one.iter()) for one in copies) > MAX_COPIES:
        yield "<use", f"<use> shows more than {MAX_COPIES} elements again"
    if any(one.get("spreadMethod") in AGAIN for one in top.iter()):
        yield "spreadMethod", "a gradient that begins again and again"


def _is_deep(top: Element) -> bool:
    level = [top]
    for _ in range(MAX_GROUPS):
        level = [inner for one in level for inner in one]
    return bool(level)


def _is_use(one: Element) -> bool:
    return isinstance(one.tag, str) and one.tag.endswith("use")


def _target(one: Element) -> str:
    """What a <use> names, by either of the two attributes."""
    return one.get("href") or one.get("{http://www.w3.org/1999/xlink}href") or ""
