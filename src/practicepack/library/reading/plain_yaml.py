"""YAML that this reader takes and others do not: PyYAML without libyaml, or the parser of editors.

An editor shows such a line in red, or completes nothing below it, though `check` has no error.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from practicepack.diagnostics import Diagnostic, Hint, Source, Span, Tip, warning
from practicepack.edits import Fix
from practicepack.library.reading.remarks import Written, between

BEFORE = re.compile(r"(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)(?P<name>.*)")
HEADER = re.compile(r"[|>][-+0-9]*(?:#| *\t)")
NEXT_LINE = re.compile(r"\n(?P<indent>[ ]*)(?P<words>\S)")
QUOTE_SIGNS = ('"', "'")


@dataclass(frozen=True, slots=True)
class Departure:
    """What others do not read, and what to write instead."""

    message: str
    hint: str
    instead: str | None = None
    """What to write in the place of what is found, where that is always the same."""


QUESTION = Departure('a "?" in {braces} or [brackets]', 'put the text in "quotes", or on a line of its own')
TAB = Departure("a tab outside quotes", "write a space", " ")
NO_SPACE = Departure("a remark without a space before it", "write a space before the #")
SHALLOW = Departure("a line that is indented by less than the text it belongs to", "indent it by more spaces")
SIGNS = {"?": QUESTION, "\t": TAB}


def departures(source: Source, written: Sequence[Written], flows: Sequence[Span]) -> tuple[Diagnostic, ...]:
    """A warning for each place that others refuse or read otherwise. `flows` are the spans of brackets."""
    spans = list(flows)
    for scalar in written:
        if scalar.style in QUOTE_SIGNS:
            spans.append(Span(source, scalar.start, scalar.end, scalar.path))
    places = (*_in_values(source, written), *_departures_between(source, written), *_shallow(spans))
    warnings = []
    for departure, span in places:
        message = f"other programs do not read {departure.message}"
        warnings.append(warning("not-plain-yaml", message, span, hints=(_hint_for(departure, span),)))
    return tuple(warnings)


def _hint_for(departure: Departure, span: Span) -> Hint:
    if departure.instead is None:
        return Tip(departure.hint)
    return Fix(departure.hint, (span.replaced(departure.instead),))


def _in_values(source: Source, written: Sequence[Written]) -> Iterator[tuple[Departure, Span]]:
    for scalar in written:
        if scalar.is_plain:
            tab = source.text.find("\t", scalar.start, scalar.end)
            if scalar.in_flow and "?" in source.text[scalar.start : scalar.end]:
                yield QUESTION, Span(source, scalar.start, scalar.end, scalar.path)
            elif tab >= 0:
                yield TAB, Span(source, tab, tab + 1, scalar.path)
        elif scalar.style in ("|", ">") and HEADER.match(source.text, scalar.start):
            yield NO_SPACE, Span(source, scalar.start, scalar.start + 2, scalar.path)


def _departures_between(source: Source, written: Sequence[Written]) -> Iterator[tuple[Departure, Span]]:
    for match, before in between(source.text, written):
        span = Span(source, *match.span(), before.path if before else ())
        if match[0] in SIGNS:
            yield SIGNS[match[0]], span
        elif match.start() and not source.text[match.start() - 1].isspace():
            yield NO_SPACE, span


def _shallow(spans: Sequence[Span]) -> Iterator[tuple[Departure, Span]]:
    """Lines of a text in quotes or of brackets that do not stand further right than what they belong to."""
    for span in spans:
        if "\n" not in span.text:
            continue
        text = span.source.text
        least = _least_indent(text, span.start)
        for line in NEXT_LINE.finditer(text, span.start, span.end):
            if len(line["indent"]) < least:
                yield SHALLOW, replace(span, start=line.start("words"), end=line.start("words") + 1)
                break  # the other lines of the same text are indented alike


def _least_indent(text: str, start: int) -> int:
    """How many spaces the further lines of a value need that begins at `start`; 0: any number."""
    # a key's value goes on further right than the key, and that of an item than its last hyphen
    line = text.rfind("\n", 0, start) + 1
    before = BEFORE.fullmatch(text, line, start)
    if before is None or not (before["dashes"] or before["name"]):
        return 0
    if before["name"]:
        return before.start("name") - line + 1
    return len(before["indent"]) + before["dashes"].rindex("-") + 1
