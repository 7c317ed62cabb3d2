"""Hints for values of the wrong kind: what the author most likely meant, ready to paste."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from practicepack.diagnostics import Span
from practicepack.library.reading.slips import CURLY, SPACES, straight
from practicepack.library.reading.yaml_source import Node

IDS = re.compile(r"[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
HOUR_ALONE = re.compile(r"(\d{1,2})(?::?(\d\d)(?::\d\d)?)?")
BELOW = "write its fields below it, indented by two spaces more, or in {braces}"


def for_text(value: Any, span: Span, key: str) -> tuple[str, ...]:
    """Where a list or a group of keys stands in place of text."""
    written = span.source.text[span.start : span.end].strip()
    if isinstance(value, Node):
        has_colon = written[:1] != "{" and "\n" not in written
        return (f"put the text in quotes: {_quoted(written)}",) if has_colon else (BRACKETS,)
    if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], str):
        sign = "brackets" if written.startswith("[") else "hyphen"
        return (f"write it without the {sign}: {key}: {value[0]}",)
    return (BRACKETS,) if written[:1] in ("[", "{") else ("write one text, without hyphens",)


BRACKETS = 'put text that starts with { or [ in "quotes"'


def for_list(value: Any, key: str) -> tuple[str, ...]:
    """Where text, or one group of keys, stands in place of a list."""
    if isinstance(value, Node):
        return ("begin each item with a hyphen and a space",)
    if not isinstance(value, str) or "\n" in value.strip():
        return ()
    return (f"write it in brackets: {key}: [{value if IDS.fullmatch(value) else _quoted(value)}]",)


def for_group(value: Any, known: Iterable[str]) -> tuple[str, ...]:
    """Where text stands in place of a group of keys: often a colon is missing."""
    name, _, rest = value.partition(" ") if isinstance(value, str) else ("", "", "")
    if name.rstrip(":") in known and rest:
        return (f"write a colon after the name: {name.rstrip(':')}: {rest}",)
    return (BELOW,)


def for_key(key: str, value: Any, before: str | None) -> tuple[str, ...]:
    """Where a key is unknown because of a sign in it, or a comma before it."""
    plain = key.strip(SPACES + CURLY + "\"'")
    if plain != key:
        return (f"write it without the sign that is not part of its name: {plain}:",)
    if value is None and before is not None:
        return (f'text with a comma needs quotes in {{braces}}: "{before}, {key}"',)
    return ()


def for_value(code: str, value: Any) -> tuple[str, ...]:
    """Where text is not what a field takes: quotes of a typesetter, the ending of a file, the day first."""
    if not isinstance(value, str):
        return ()
    if instead := straight(value):
        return (f"write it with straight quotes: {instead}",)
    if code == "bad-date":
        return tuple(f"write the year first: {day}" for day in _days(value))
    if code == "bad-clock":
        return tuple(f'write hours and minutes: "{time}"' for time in _times(value))
    if code == "bad-id":
        slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\.ya?ml$", "", value.lower())).strip("-")
        return (f"such as {slug}",) if slug else ()
    return ()


def _days(text: str) -> list[date]:
    """The dates that a text such as 8.3.2026 may mean."""
    found = DAY_FIRST.fullmatch(text.strip())
    if not found:
        return _named_days(text.strip())
    days = []
    for month, day in ((2, 1), (1, 2)):
        try:
            days.append(date(int(found[3]), int(found[month]), int(found[day])))
        except ValueError:
            continue
    return sorted(set(days))


def _named_days(text: str) -> list[date]:
    """The date of a text such as 8 March 2026 or Mar 8, 2026."""
    for pattern in ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y"):
        try:
            return [datetime.strptime(text, pattern).date()]  # a day has no time zone
        except ValueError:
            continue
    return []


def _times(text: str) -> list[str]:
    """The time that 9, 0900 or 09:00:00 may mean."""
    found = HOUR_ALONE.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return []
    return [f"{int(found[1]):02}:{int(found[2] or 0):02}"]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
