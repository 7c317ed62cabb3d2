"""Hints for values of the wrong kind: what the author most likely meant, ready to paste."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from practicepack.diagnostics import Hint, Span, Tip
from practicepack.edits import Fix, Move, Remove
from practicepack.library.reading.slips import CURLY, SPACES, straight
from practicepack.library.reading.spellings import in_double_quotes
from practicepack.library.reading.yaml_source import Node

IDS = re.compile(r"[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
HOUR_ALONE = re.compile(r"(\d{1,2})(?::?(\d\d)(?::\d\d)?)?")
BELOW = Tip("write its fields below it, indented by two spaces more, or in {braces}")
BRACKETS = Tip('put text that starts with { or [ in "quotes"')
ONE_TEXT = Tip("write one text, without hyphens")


def _written_as(span: Span, value: str, typed: str) -> Fix:
    """Another way to write a value, given as YAML."""
    return Fix(f"Write {value}", (span.set_to(value),), typed)


def for_text(value: Any, span: Span, key: str) -> tuple[Hint, ...]:
    """Where a list or a group of keys stands in place of text."""
    written = span.source.text[span.start : span.end].strip()
    in_flow = written.startswith(("{", "["))
    if isinstance(value, Node):
        # a group in one line without braces is a text with a colon in it
        if not in_flow and "\n" not in written:
            quoted = in_double_quotes(written)
            return (_written_as(span, quoted, f"put the text in quotes: {quoted}"),)
        return (BRACKETS,)
    if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], str):
        sign = "hyphen"
        if in_flow:
            sign = "brackets"
        typed = f"write it without the {sign}: {key}: {value[0]}"
        return (_written_as(span, in_double_quotes(value[0]), typed),)
    if in_flow:
        return (BRACKETS,)
    return (ONE_TEXT,)


def for_list(value: Any, span: Span, key: str) -> tuple[Hint, ...]:
    """Where text, or one group of keys, stands in place of a list."""
    if isinstance(value, Node):
        return (Tip("begin each item with a hyphen and a space"),)
    if not isinstance(value, str) or "\n" in value.strip():
        return ()
    item = value
    if not IDS.fullmatch(value):
        item = in_double_quotes(value)
    return (_written_as(span, f"[{item}]", f"write it in brackets: {key}: [{item}]"),)


def for_group(value: Any, span: Span, known: Iterable[str]) -> tuple[Hint, ...]:
    """Where text stands in place of a group of keys: often a colon is missing."""
    if isinstance(value, str):
        first, _, rest = value.partition(" ")
        name = first.rstrip(":")
        if name in known and rest:
            group = f"{{{name}: {in_double_quotes(rest)}}}"
            return (_written_as(span, group, f"write a colon after the name: {name}: {rest}"),)
    return (BELOW,)


def for_key(key: Span, value: Any, before: Span | None, text: str) -> tuple[Hint, ...]:
    """Where a key is unknown because of a sign in it, or a comma before it."""
    name, file = str(key.path[-1]), key.source.name
    plain = name.strip(SPACES + CURLY + "\"'")
    if plain != name:
        typed = f"write it without the sign that is not part of its name: {plain}:"
        return (Fix(f"Write {plain}:", (Move(file, key.path, (*key.path[:-1], plain)),), typed),)
    # in braces a comma ends a text, and what follows it looks like a key without a value
    if value is None and before is not None:
        quoted = in_double_quotes(f"{text}, {name}")
        typed = f'text with a comma needs quotes in {{braces}}: "{text}, {name}"'
        return (Fix(f"Write {quoted}", (before.set_to(quoted), Remove(file, key.path)), typed),)
    return ()


def for_value(code: str, value: Any, span: Span) -> tuple[Hint, ...]:
    """Where text is not what a field takes: quotes of a typesetter, the ending of a file, the day first."""
    if not isinstance(value, str):
        return ()
    instead = straight(value)
    if instead:
        return (_written_as(span, instead, f"write it with straight quotes: {instead}"),)
    if code == "bad-date":
        return tuple(_written_as(span, str(day), f"write the year first: {day}") for day in _days(value))
    if code == "bad-clock":
        return _time(value, span)
    if code == "bad-id":
        slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\.ya?ml$", "", value.lower())).strip("-")
        if slug:
            return (_written_as(span, slug, f"such as {slug}"),)
    return ()


def _days(text: str) -> list[date]:
    """The dates that a text such as 8.3.2026 may mean."""
    typed = DAY_FIRST.fullmatch(text.strip())
    if not typed:
        return _named_days(text.strip())
    days = set()
    # 8.3. is in March for some people and in August for others
    for month, day in ((2, 1), (1, 2)):
        try:
            days.add(date(int(typed[3]), int(typed[month]), int(typed[day])))
        except ValueError:
            continue
    return sorted(days)


def _named_days(text: str) -> list[date]:
    """The date of a text such as 8 March 2026 or Mar 8, 2026."""
    for pattern in ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y"):
        try:
            return [datetime.strptime(text, pattern).date()]  # a day has no time zone
        except ValueError:
            continue
    return []


def _time(text: str, span: Span) -> tuple[Hint, ...]:
    """The hint with the time that 9, 0900 or 09:00:00 may mean."""
    typed = HOUR_ALONE.fullmatch(text.strip())
    if not typed:
        return ()
    hour, minute = int(typed[1]), int(typed[2] or 0)
    if hour > 23 or minute > 59:
        return ()
    written = f'"{hour:02}:{minute:02}"'
    return (_written_as(span, written, f"write hours and minutes: {written}"),)
