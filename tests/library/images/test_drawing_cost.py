"""Drawings that take too long to draw are refused as they are read."""

from dataclasses import replace

import pytest

from practicepack.diagnostics import Source
from practicepack.library.images.svg import drawing
from practicepack.limits import STANDARD_LIMITS

FEW = replace(STANDARD_LIMITS, copies=20, levels=6, drawing=4000)
DOTS = "<circle r='1'/>" * 12


def faults(body: str, limits: object = FEW) -> list[tuple[str, str]]:
    """What is wrong with a drawing of some elements: the message, and what is marked in the file."""
    assert isinstance(limits, type(FEW))
    text = f'<svg xmlns="http://www.w3.org/2000/svg"><title>A drawing</title>{body}</svg>'
    _, wrong = drawing(Source("content/pictures/drawing.svg", text), limits)
    marked = []
    for fault in wrong:
        assert fault.span is not None
        marked.append((fault.message, text[fault.span.start : fault.span.end]))
    return marked


@pytest.mark.parametrize(
    "body",
    [
        DOTS,
        f'<g id="a">{DOTS}</g><use href="#a"/>',
        f'<g id="a">{DOTS}</g><use xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>',
        '<use href="#nowhere"/>',
        f'<mask id="m">{DOTS}</mask><path mask="url(#m)"/>',
        "<!-- a remark has no tag --><g><g><g/></g></g>",
        '<linearGradient id="g" spreadMethod="pad"/>',
    ],
)
def test_what_is_drawn_in_a_moment_is_allowed(body: str) -> None:
    assert faults(body) == []


@pytest.mark.parametrize(
    ("body", "message", "marked"),
    [
        (
            f'<g id="a">{DOTS}</g><use href="#a"/><use href="#a"/>',
            "masks, patterns and <use> draw more than 20 elements again",
            "<use",
        ),
        (
            f'<mask id="m">{DOTS}</mask><path mask="url(#m)"/><path mask="url( \'#m\' )"/>',
            "masks, patterns and <use> draw more than 20 elements again",
            "url(#m",
        ),
        (
            '<g id="a"><use href="#b"/></g><use href="#a"/><path id="b"/>',
            "<use> shows what holds a <use> itself",
            "<use",
        ),
        (
            '<mask id="m"><path mask="url(#m)"/></mask>',
            "masks, patterns or markers that draw themselves again",
            "url(#m",
        ),
        ("<g>" * 8 + "</g>" * 8, "elements nested more than 6 levels deep", "<g"),
        (
            '<linearGradient id="g" spreadMethod="reflect"/>',
            "a gradient that begins again and again",
            "spreadMethod",
        ),
    ],
)
def test_what_takes_long_is_refused_where_it_is_written(body: str, message: str, marked: str) -> None:
    assert faults(body) == [(message, marked)]


def test_references_in_a_chain_that_is_very_long_are_refused() -> None:
    chain = "".join(f'<mask id="m{at}"><path mask="url(#m{at + 1})"/></mask>' for at in range(20))
    assert [message for message, _ in faults(chain)] == [
        "masks, patterns or markers that draw themselves again"
    ]


def test_a_long_drawing_is_refused_with_the_limit_that_allows_it() -> None:
    assert faults("<g/>" * 2000, STANDARD_LIMITS) == []
    text = f'<svg xmlns="http://www.w3.org/2000/svg">{"<g/>" * 2000}</svg>'
    _, (fault,) = drawing(Source("x.svg", text), FEW)
    assert (fault.code, fault.message) == (
        "too-large",
        f"drawing has {len(text)} characters, the limit is 4000",
    )
    assert any("drawing" in hint for hint in fault.hints)
