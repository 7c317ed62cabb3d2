"""Findings as people and as tools read them."""

import json
import re
from collections.abc import Iterable, Sequence

import click

from practicepack.diagnostics import Diagnostic, Severity, Span, errors

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What moves the cursor, changes colours, turns the line around, or is half a character."""


def show(found: Sequence[Diagnostic]) -> None:
    """Every finding with its line and a caret under what is meant, then how many there are."""
    if found:
        click.echo(told(found), err=True)


def told(found: Sequence[Diagnostic]) -> str:
    """Every finding, and how many there are where there is something to mend."""
    wrong = sum(1 for _ in errors(found))
    counted = click.style(f"{wrong} to mend, {len(found) - wrong} to look at", bold=True)
    return "\n".join([*map(text, found), *([counted] if wrong else [])])


def text(one: Diagnostic) -> str:
    """A finding in the form of compilers: place, severity, code, message, excerpt, notes, hints."""
    severity = click.style(f"{one.severity}[{one.code}]", fg=COLOURS[one.severity], bold=True)
    lines = [f"{_place(one.span)}{severity}: {seen(one.message)}", *_excerpt(one.span)]
    for note in one.notes:
        lines += [f"   note: {_place(note.span)}{seen(note.message)}", *_excerpt(note.span)]
    return "\n".join([*lines, *(f"   hint: {seen(hint)}" for hint in one.hints)])


def seen(said: str) -> str:
    """A text with its control characters spelt out: a terminal would do what they say."""
    return CONTROL.sub(lambda found: f"U+{ord(found[0]):04X}", said)


def _place(span: Span | None) -> str:
    return f"{seen(span.source.name)}:{span.line}:{span.column}: " if span else ""


def _excerpt(span: Span | None) -> Iterable[str]:
    if span is None or not span.source.text:
        return
    start, end = span.column - 1, span.column - 1 + span.width
    before, meant = seen(span.excerpt[:start]), seen(span.excerpt[start:end])
    yield f"{span.line:>5} | {before}{meant}{seen(span.excerpt[end:])}"
    yield f"      | {' ' * len(before)}{'^' * (len(meant) or 1)}"


def as_json(found: Iterable[Diagnostic]) -> str:
    """The findings as a JSON list."""
    whole = json.dumps(plain(found), indent=1, ensure_ascii=False)
    return whole.encode(errors="backslashreplace").decode()  # half a character, as JSON writes it


def plain(found: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """The findings as values that JSON has."""
    return [_plain(one) for one in found]


def _plain(one: Diagnostic) -> dict[str, object]:
    return {
        "severity": one.severity.value,
        "code": one.code,
        "message": one.message,
        **_plain_place(one.span),
        "notes": [{"message": note.message, **_plain_place(note.span)} for note in one.notes],
        "hints": list(one.hints),
    }


def _plain_place(span: Span | None) -> dict[str, object]:
    if span is None:
        return {}
    return {"file": span.source.name, "line": span.line, "column": span.column, "width": span.width}
