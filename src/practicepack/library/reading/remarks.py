"""Text that YAML takes for a remark: what follows a space and # is not part of the value.

A remark after a number or an id is one. After a title, a name or a telephone number it may be the rest of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from practicepack.diagnostics import Diagnostic, Hint, Source, Span, Tip, error, warning
from practicepack.edits import Fix, Path

BETWEEN = re.compile(r"#[^\n]*|[?\t]")
"""What may stand between two values, besides spaces and the signs of YAML."""
DIRECT = re.compile(r"#[^\s#!]")
"""A remark has a space after its sign, a number such as #5 has none."""
FLOW = re.compile(r"[\[{,]")
BEFORE_WORDS = re.compile(r"^[ ]*(?:-[ ]+)*")


@dataclass(frozen=True, slots=True)
class Written:
    """A value or a key as the parser met it."""

    start: int
    end: int
    path: Path
    style: str
    """How it begins: a quote, | or >; empty for plain text."""
    is_key: bool
    in_flow: bool
    """Whether it stands in braces or brackets."""

    @property
    def is_plain(self) -> bool:
        """Whether it is text without quotes."""
        return not self.style


@dataclass(frozen=True, slots=True)
class Remark:
    """What was not read, after the value at `path` or after its key."""

    path: Path
    span: Span
    is_direct: bool
    """Whether nothing parts # from what follows."""
    may_be_text: bool
    """Whether it may be the rest of a text, if there is a text at `path`."""


def between(text: str, written: Sequence[Written]) -> Iterator[tuple[re.Match[str], Written | None]]:
    """Remarks, tabs and question marks between the values, each with the value or key before it."""
    at, last = 0, None
    for scalar in written:
        for match in BETWEEN.finditer(text, at, scalar.start):
            yield match, last
        # an empty value may be placed before the end of its key, and nothing is to come twice
        at, last = max(at, scalar.end), scalar
    for match in BETWEEN.finditer(text, at):
        yield match, last


def remarks(source: Source, written: Sequence[Written]) -> tuple[Remark, ...]:
    """The remarks that stand after a value in its line, or below it as if they went on with it."""
    listed = []
    for match, scalar in between(source.text, written):
        if scalar and match[0].startswith("#"):
            remark = _remark(source, scalar, *match.span())
            if remark:
                listed.append(remark)
    return tuple(listed)


def _remark(source: Source, scalar: Written, start: int, end: int) -> Remark | None:
    text = source.text
    between = text[scalar.end : start]
    is_direct = bool(DIRECT.match(text, start))
    is_below = "\n" in between
    if is_below and not (is_direct and scalar.is_plain and _is_continued(text, scalar, start)):
        return None
    span = Span(source, start, start + len(text[start:end].rstrip()), scalar.path)
    may_be_text = is_direct or (scalar.is_plain and not scalar.is_key)
    return Remark(scalar.path, span, is_direct, may_be_text)


def _is_continued(text: str, scalar: Written, start: int) -> bool:
    """Whether a line that begins with # is indented as the second line of a text would be."""
    between = text[scalar.end : start].lstrip(":").strip()
    line = text[text.rfind("\n", 0, scalar.start) + 1 : scalar.start]
    first_word = len(line) - len(BEFORE_WORDS.sub("", line))
    indent = start - text.rfind("\n", 0, start) - 1
    is_next = not between or between.startswith("#")
    return scalar.end > scalar.start and is_next and indent > first_word


def cut_text(remark: Remark, value: Span, *, is_contact: bool) -> Diagnostic:
    """The finding for a text that a remark cuts, or that is nothing but a remark."""
    cut = remark.span.source.text[remark.span.start : remark.span.end]
    message = f'"{cut}" is not read: what follows a space and # is a remark'
    hints = hints_for(remark, value)
    if is_contact or (remark.is_direct and value.start == value.end):
        return error("remark", message, remark.span, hints=hints)
    return warning("remark", message, remark.span, hints=hints)


def hints_for(remark: Remark, value: Span) -> tuple[Hint, ...]:
    """What may be meant: the rest of the text, or a remark."""
    return _quoted(remark, value), Tip("a remark for yourself stands on a line of its own")


def _quoted(remark: Remark, value: Span) -> Hint:
    """What to write instead, ready to paste; in braces and brackets it is not known where the text ends."""
    text = value.source.text
    line = text[text.rfind("\n", 0, value.start) + 1 : value.start]
    uncut = text[value.start : remark.span.end].strip()
    if FLOW.search(line) or "\n" in uncut or value.start > remark.span.start:
        return Tip('if it is text, put the whole of it in "quotes"')
    bare = uncut.replace('"', "")
    typed = f'if it is text, put the whole of it in quotes: {line.strip()} "{bare}"'
    # the edit begins where the value begins, so that what was cut goes as well
    edit = replace(value, end=remark.span.end).replaced(f'"{bare}"')
    return Fix("Put the whole of it in quotes", (edit,), typed)
