"""What is in a picture that does not belong on paper, or is not its own."""

import pytest

from practicepack.diagnostics import Source
from practicepack.library.images.svg import drawing


def read(text: str) -> tuple[str, list[str]]:
    """The title of a picture, and what is wrong with it."""
    title, wrong = drawing(Source("content/pictures/picture.svg", text))
    return title, [fault.message for fault in wrong]


def svg(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title> A well </title>{body}</svg>'


@pytest.mark.parametrize(
    "body",
    [
        '<path d="M0 0h9" style="fill: none"/>',
        '<style>path { fill: url("#tint") }</style><path fill="url(#tint)"/>',
        '<g id="a"/><use href="#a"/>',
    ],
)
def test_a_picture_of_its_own_parts_is_fine(body: str) -> None:
    assert read(svg(body)) == ("A well", [])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<script>alert(1)</script>", '"script" does nothing on paper'),
        ("<foreignObject/>", '"foreignObject" does nothing on paper'),
        ('<path onclick="go()"/>', '"onclick" does nothing on paper'),
        ('<image href="photo.png"/>', '"photo.png" is not in the picture'),
        ('<image href=""/>', '"href" is not in the picture'),
        ('<path fill="url(other.svg#a)"/>', '"url(other.svg#a)" is not in the picture'),
        ('<path style="fill: url(other.svg)"/>', '"url(other.svg)" is not in the picture'),
        (r'<path style="fill: \75rl(x)"/>', r'"\75rl(x)" is not in the picture'),
        ("<style>@import 'x.css';</style>", "\"@import 'x.css'\" is not in the picture"),
    ],
)
def test_what_runs_or_leads_elsewhere_is_named(body: str, message: str) -> None:
    assert read(svg(body)) == ("A well", [message])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"<!DOCTYPE svg>{svg('')}", "a picture needs no DOCTYPE"),
        (f"<?xml-stylesheet href='x'?>{svg('')}", "a picture needs no processing instruction"),
        (f'<?xml version="1.0" encoding="latin-1"?>{svg("")}', "not marked as UTF-8"),
        ("<svg><path></svg>", "not SVG that can be read"),
    ],
)
def test_what_is_no_plain_svg_is_not_read_any_further(text: str, message: str) -> None:
    assert read(text) == ("", [message])


def test_a_strange_character_is_named_before_anything_else() -> None:
    title, (message,) = read(svg("\u202e"))
    assert title == ""
    assert "U+202E" in message


def test_a_picture_without_a_title_has_none() -> None:
    assert read('<svg xmlns="http://www.w3.org/2000/svg"/>') == ("", [])
