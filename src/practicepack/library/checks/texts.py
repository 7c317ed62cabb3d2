"""What must hold inside the Markdown texts: links, placeholders and what paper cannot show."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from practicepack.diagnostics import Diagnostic, Hint, Span, Tip, error, meant, nearest
from practicepack.edits import Path
from practicepack.library.entry import Entry, once
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity
from practicepack.library.models.fields import Line, Prose
from practicepack.library.models.programme import Programme
from practicepack.library.text.prose import (
    ALWAYS,
    KNOWN_PLACEHOLDERS,
    MARKED_TEXT,
    WEB_LINK,
    linked,
    of_kind,
    placeholders,
    tokens,
)
from practicepack.limits import Limits

REFUSED = {
    "heading_open": ("heading-in-text", "a heading inside a text", Tip("use the title: of a part")),
    "image": ("picture-in-text", "a picture inside a text", Tip("name it in picture:")),
    "fence": ("code-in-text", "a code block inside a text", Tip("take the ``` away")),
    "code_block": ("code-in-text", "a code block inside a text", Tip("indent by less")),
}

CELL_EDGE = re.compile(r"^\||(?<!\\)\|$")


def check_texts(library: Library) -> Iterator[Diagnostic]:
    """Everything that is wrong inside a text, at the place where it stands."""
    for entry in library.entries():
        yield from _placeholders(entry)
        for path, text in _marked(entry):
            yield from _markdown(library, entry, path, text)


@once
def _marked(entry: Entry[Any]) -> Iterator[tuple[Path, Prose]]:
    """The texts that have more in them than words."""
    return ((path, text) for path, text in of_kind(Prose, entry.parts) if MARKED_TEXT.search(text))


@once
def _placeholders(entry: Entry[Any]) -> Iterator[Diagnostic]:
    known = _known_placeholders(entry)
    for path, text in of_kind(Prose, entry.parts):
        for name in placeholders(text):
            if name not in known:
                yield _misplaced(entry, path, name)
    for path, line in of_kind(Line, entry.parts):
        for name in placeholders(line):
            span = entry.span(*path).find(f"{{{name}}}")
            message = "a placeholder stands where it is not filled in"
            yield error("placeholder-in-line", message, span, hints=(Tip("titles and items are plain"),))


def _known_placeholders(entry: Entry[Any]) -> frozenset[str]:
    """The placeholders that are filled in where this is printed."""
    if isinstance(entry.item, Programme):
        return frozenset()
    if isinstance(entry.item, Activity) and _is_grouped(entry.item):
        return KNOWN_PLACEHOLDERS
    return ALWAYS


def _is_grouped(item: Activity) -> bool:
    """Whether an activity divides people, at least in one of its variants."""
    return item.groups is not None or any(variant.groups for variant in item.variants)


def _misplaced(entry: Entry[Any], path: Path, name: str) -> Diagnostic:
    """A finding for a placeholder in a text that is not filled in there."""
    span = entry.span(*path).find(f"{{{name}}}")
    if isinstance(entry.item, Programme):
        message = "a placeholder stands where it is not filled in"
        return error("placeholder-in-line", message, span, hints=(Tip("programmes have no head-count"),))
    if name not in KNOWN_PLACEHOLDERS:
        hint: Hint = Tip(f"known: {', '.join(sorted(KNOWN_PLACEHOLDERS))}")
        match = nearest(name, KNOWN_PLACEHOLDERS)
        if match:
            hint = meant(match, span.replaced(f"{{{match}}}"))
        return error("unknown-placeholder", f'no placeholder "{{{name}}}"', span, hints=(hint,))
    hints = (Tip(f"known here: {', '.join(sorted(ALWAYS))}"), Tip("or give the activity groups:"))
    message = f'"{{{name}}}" is where no one is divided into groups'
    return error("groups-missing", message, span, hints=hints)


def _markdown(library: Library, entry: Entry[Any], path: Path, text: Prose) -> Iterator[Diagnostic]:
    for token in tokens(text):
        if token.level > 2 * library.bounds.nesting + 1:
            yield _too_deep(library.bounds, line_of(entry.span(*path), text, _token_line(token)))
            return
        if token.type in REFUSED:
            code, message, tip = REFUSED[token.type]
            span = entry.span(*path)
            if token.map:
                span = line_of(span, text, _token_line(token))
            # A picture stands somewhere in its line; the others begin it.
            if token.type == "image":
                span = span.find("![")
            yield error(code, message, span, hints=(tip,))
        elif token.type == "table_open":
            yield from _tables(entry, path, text, token)
        elif token.type == "link_open":
            yield from _link(library, entry, path, str(token.attrGet("href")))


def _token_line(token: Token) -> int:
    """The line of a text that a token begins on, from 0."""
    if token.map is None:
        return 0
    return int(token.map[0])


def _tables(entry: Entry[Any], path: Path, text: Prose, table: Token) -> Iterator[Diagnostic]:
    """Rows with more cells than the table has headings: Markdown drops what is left over."""
    first, end = table.map or (0, 0)
    lines = text.split("\n")[first:end]
    columns = len(_cells(lines[0]))
    for number, line in enumerate(lines[2:], first + 2):
        surplus = _cells(line)[columns:]
        # An empty cell too many is a bar at the end of the line, and does no harm.
        if any(surplus):
            at = line_of(entry.span(*path), text, number)
            hints = (Tip(f"the table has {columns} headings: add one, or take a cell away"),)
            yield error("table-row", f'"{surplus[0]}" has no heading in the first row', at, hints=hints)


def _cells(line: str) -> list[str]:
    # A table may stand in a list, so its first line can begin with the sign of an item.
    inside = CELL_EDGE.sub("", line.strip().lstrip("-*0123456789.) "))
    return [cell.strip() for cell in escapedSplit(inside)]


def _too_deep(bounds: Limits, span: Span) -> Diagnostic:
    """A finding for lists within lists; a list and its item are a level each."""
    hints = (Tip("make it flatter"), *bounds.raising("nesting"))
    return error("too-deep", f"lists nested more than {bounds.nesting} levels deep", span, hints=hints)


def _link(library: Library, entry: Entry[Any], path: Path, target: str) -> Iterator[Diagnostic]:
    named = linked(target)
    if WEB_LINK.fullmatch(target) or (named and named[1] in library.known(named[0])):
        return
    span = entry.span(*path).find(target)
    hint: Hint = Tip("link to activity:ID, practice:ID, safety:ID or a whole https:// address")
    if named:
        match = nearest(named[1], library.known(named[0]))
        if match:
            hint = meant(match, span.replaced(target.replace(named[1], match)))
    yield error("dead-link", f'"{target}" leads nowhere', span, hints=(hint,))


def line_of(span: Span, text: str, line: int) -> Span:
    """Where a line of a text stands in its file, found line by line from the text's beginning."""
    place = replace(span, end=span.start)
    for words in text.split("\n")[: line + 1]:
        # In the file a line has its indentation, and empty lines may be folded away.
        if words.strip():
            place = replace(span, start=place.end).find(words.strip())
    return place
