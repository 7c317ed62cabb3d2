"""Findings as people and as tools read them."""

import json
import re
import shlex
from collections.abc import Iterable, Sequence

import click

from practicepack.cli import COMMAND
from practicepack.diagnostics import Diagnostic, Severity, Span, errors, in_order

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What moves the cursor, changes colours, turns the line around, or is half a character."""


MOST_LINES = 10
"""How many lines of warnings stand above a plan or a list of files."""


def show(found: Iterable[Diagnostic]) -> None:
    """Every finding with its line and a caret under what is meant, then how many there are."""
    listed = in_order(found)
    if not listed:
        return
    lines = [text(one) for one in listed]
    if any(errors(listed)):
        lines.append(click.style(counted(listed), bold=True))
    click.echo("\n".join(lines), err=True)


def counted(found: Sequence[Diagnostic]) -> str:
    """How many errors and warnings there are, such as "2 errors, 1 warning"."""
    wrong = sum(1 for _ in errors(found))
    numbers = ((wrong, "error"), (len(found) - wrong, "warning"))
    return ", ".join(f"{number} {word}{'s' * (number > 1)}" for number, word in numbers if number)


def warnings(found: Iterable[Diagnostic], more: str, *, is_all: bool = False) -> str:
    """The warnings about a plan in a few lines, those that matter most first; "" where there are none.

    Where their lines are more than MOST_LINES, each has one line, the first ones also their hint, and the
    last line says how many are left and that `more` shows them.
    """
    listed = in_order(found)
    whole = "".join(f"{text(one)}\n" for one in listed)
    if is_all or whole.count("\n") <= MOST_LINES:
        return whole
    shown = listed[: MOST_LINES - 1]
    room = MOST_LINES - 1 - len(shown)
    lines = []
    for at, one in enumerate(shown):
        lines.append(_headline(one))
        if at < room and one.hints:
            lines.append(_hint(one.hints[0]))
    left = len(listed) - len(shown)
    what = f"{left} more warning{'s' * (left > 1)}" if left else "each warning with its line and every hint"
    lines.append(click.style(f"to see {what}: {more}", bold=True))
    return "".join(f"{line}\n" for line in lines)


def again(option: str) -> str:
    """The command that was typed, with one option more."""
    typed = click.get_current_context().meta.get(COMMAND, ())
    return shlex.join(["practicepack", *typed, option])


def _headline(one: Diagnostic) -> str:
    severity = click.style(f"{one.severity}[{one.code}]", fg=COLOURS[one.severity], bold=True)
    return f"{_place(one.span)}{severity}: {seen(one.message)}"


def _hint(said: str) -> str:
    return f"   hint: {seen(said)}"


def text(one: Diagnostic) -> str:
    """A finding in the form of compilers: place, severity, code, message, excerpt, notes, hints."""
    lines = [_headline(one), *_excerpt(one.span)]
    for note in one.notes:
        lines += [f"   note: {_place(note.span)}{seen(note.message)}", *_excerpt(note.span)]
    return "\n".join([*lines, *map(_hint, one.hints)])


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
