"""What a picture says it shows, and what is in it that does not belong on paper or is not its own."""

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree

from practicepack.diagnostics import Diagnostic, Source, Span, Tip, error
from practicepack.library.images.drawing_cost import too_much
from practicepack.library.reading.yaml_source import MOST_READINGS, STRANGE, strange_character
from practicepack.limits import STANDARD_LIMITS, Limits

TITLE_TAG = "{http://www.w3.org/2000/svg}title"
RUNS = frozenset({"script", "handler", "foreignobject", "iframe", "embed", "object", "audio", "video"})
"""The elements that hold programs or pages, in small letters."""
LEADS = frozenset({"href", "src", "base"})
"""The attributes that hold addresses."""
IN_PROLOGUE = (
    (re.compile(r"<!DOCTYPE", re.IGNORECASE), "a picture needs no DOCTYPE"),
    (re.compile(r"<\?(?!xml\s)\S*"), "a picture needs no processing instruction"),
    (re.compile(r"<\?xml\s[^>]*encoding\s*=\s*(?!.utf-8)[^\s?]+", re.IGNORECASE), "not marked as UTF-8"),
)
ADDRESS = re.compile(r"url\((?!\s*[\"']?#)[^)]*\)?", re.IGNORECASE)
"""An address of something that is not in the picture itself."""
STYLE_ADDRESS = re.compile(rf"@import[^;]*|\\\S*|{ADDRESS.pattern}", re.IGNORECASE)
"""The same in a style, where a backslash can hide it."""
TAKE_OUT = (Tip("take it out"),)
DRAW_IN_PICTURE = (Tip("draw it in the picture itself, or take it out"),)


@lru_cache(MOST_READINGS)
def drawing(source: Source, bounds: Limits = STANDARD_LIMITS) -> tuple[str, list[Diagnostic]]:
    """The title of an SVG picture, and what is wrong with the picture."""
    element_span = Span(source, 0, len(source.text))
    strange = STRANGE.search(source.text)
    if strange:
        return "", [strange_character(strange[0], Span(source, *strange.span()))]
    for sign, message in IN_PROLOGUE:
        match = sign.search(source.text)
        if match:
            return "", [error("bad-picture", message, element_span.find(match[0]), hints=TAKE_OUT)]
    try:
        top = ElementTree.fromstring(source.text)  # noqa: S314  # without a DOCTYPE there are no entities
    except ElementTree.ParseError as fault:
        line, column = fault.position
        return "", [error("bad-picture", "not SVG that can be read", source.at(line, column + 1))]
    wrong = too_much(source, top, bounds)
    if wrong:
        return "", wrong
    findings: list[Diagnostic] = []
    for element in top.iter():
        findings += _unsafe_parts(element, element_span)
    return (top.findtext(TITLE_TAG) or "").strip(), findings


def _unsafe_parts(element: ElementTree.Element, element_span: Span) -> Iterator[Diagnostic]:
    """What of an element would run, or leads out of the picture."""
    tag = _local_name(element.tag)
    if tag.lower() in RUNS:
        yield error("bad-picture", f'"{tag}" does nothing on paper', element_span.find(tag), hints=TAKE_OUT)
    for full_name, value in element.items():
        name = _local_name(full_name)
        if name.lower().startswith("on"):
            yield error(
                "bad-picture", f'"{name}" does nothing on paper', element_span.find(name), hints=TAKE_OUT
            )
            continue
        address = _address(name, value)
        if address:
            yield _outside(address, element_span)
    if tag == "style":
        match = STYLE_ADDRESS.search(element.text or "")
        if match:
            yield _outside(match[0], element_span)


def _address(name: str, value: str) -> str:
    """The address in an attribute that is not in the picture, empty where there is none."""
    if name in LEADS:
        if value.startswith("#"):
            return ""
        return value or name  # an empty address is the page itself, and there is only its name to show
    pattern = ADDRESS
    if name == "style":
        pattern = STYLE_ADDRESS
    match = pattern.search(value)
    if match is None:
        return ""
    return match[0]


def _outside(address: str, element_span: Span) -> Diagnostic:
    return error(
        "bad-picture", f'"{address}" is not in the picture', element_span.find(address), hints=DRAW_IN_PICTURE
    )


def _local_name(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
