"""Findings as people and as tools read them."""

import json
import re
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click

from practicepack.cli import COMMAND
from practicepack.diagnostics import Diagnostic, Severity, Span, errors, in_order
from practicepack.edits import Fix

SEVERITY_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
CONTROL = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""What moves the cursor, changes colours, turns the line around, cannot be seen, or is half a character."""
LONGEST_LINE = 100
"""Characters of a line of source that are shown, around the caret."""
LONGEST_CARET = 60
LONGEST_VALUE = 100
"""Characters of a value that a message quotes."""
LONGEST_MESSAGE = 500
QUOTED_VALUE = re.compile(rf'"([^"]{{{LONGEST_VALUE},}})"')
MOST_IN_LINE, MOST_IN_FILE = 3, 20
"""Findings with the same code that are shown in full. The others are listed by their places."""
MOST_PLACES = 8


MOST_WARNING_LINES = 10
"""How many lines of warnings stand above a plan or a list of files."""


def show_findings(diagnostics: Iterable[Diagnostic]) -> None:
    """Every finding with its line and a caret under what is meant, then how many there are."""
    listed = in_order(diagnostics)
    if not listed:
        return
    lines = [complete(listed)]
    if any(errors(listed)):
        lines.append(click.style(severity_counts(listed), bold=True))
    click.echo("\n".join(lines), err=True)


def complete(diagnostics: Sequence[Diagnostic]) -> str:
    """Every finding; those that repeat in a line or a file are listed by their places."""
    shown, others = _divided(diagnostics)
    return "\n".join([*map(text, shown), *map(_more_places, others)])


def _divided(diagnostics: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[list[Diagnostic]]]:
    """The findings to show in full; and by file and code those of which only the places are listed."""
    shown: list[Diagnostic] = []
    others: dict[tuple[str, str], list[Diagnostic]] = {}
    counts: Counter[tuple[str, str, int]] = Counter()
    for diagnostic in diagnostics:
        name, line = (diagnostic.span.source.name, diagnostic.span.line) if diagnostic.span else ("", 0)
        of_line, of_file = (name, diagnostic.code, line), (name, diagnostic.code, 0)
        if not diagnostic.span or (counts[of_line] < MOST_IN_LINE and counts[of_file] < MOST_IN_FILE):
            shown.append(diagnostic)
        else:
            others.setdefault((name, diagnostic.code), []).append(diagnostic)
        counts.update({of_line, of_file})
    return shown, list(others.values())


def _more_places(alike: list[Diagnostic]) -> str:
    places = []
    for diagnostic in alike[:MOST_PLACES]:
        if diagnostic.span:
            places.append(f"{diagnostic.span.line}:{diagnostic.span.column}")
    rest = [] if len(alike) <= MOST_PLACES else ["..."]
    name = alike[0].span.source.name if alike[0].span else ""
    summary = f"{len(alike)} more {alike[0].severity}[{alike[0].code}]"
    return f"{seen(name)}: {summary}, at {', '.join([*places, *rest])}"


def severity_counts(diagnostics: Sequence[Diagnostic]) -> str:
    """How many errors and warnings there are, such as "2 errors, 1 warning"."""
    wrong = sum(1 for _ in errors(diagnostics))
    numbers = ((wrong, "error"), (len(diagnostics) - wrong, "warning"))
    return ", ".join(f"{number} {word}{'s' * (number > 1)}" for number, word in numbers if number)


def warnings(diagnostics: Iterable[Diagnostic], more: str, *, is_all: bool = False) -> str:
    """The warnings about a plan in a few lines, those that matter most first; "" where there are none.

    Where their lines are more than MOST_LINES, each has one line, the first ones also their hint, and the
    last line says how many are left and that `more` shows them.
    """
    listed = in_order(diagnostics)
    written = "".join(f"{text(diagnostic)}\n" for diagnostic in listed)
    if is_all or written.count("\n") <= MOST_WARNING_LINES:
        return written
    shown = listed[: MOST_WARNING_LINES - 1]
    room = MOST_WARNING_LINES - 1 - len(shown)
    lines = []
    for at, diagnostic in enumerate(shown):
        lines.append(_headline(diagnostic))
        if at < room and diagnostic.hints:
            lines.append(_hint_line(diagnostic.hints[0]))
    left = len(listed) - len(shown)
    what = f"{left} more warning{'s' * (left > 1)}" if left else "each warning with its line and every hint"
    lines.append(click.style(f"to see {what}: {more}", bold=True))
    return "".join(f"{line}\n" for line in lines)


def again(option: str) -> str:
    """The command that was typed, with one option more."""
    typed = click.get_current_context().meta.get(COMMAND, ())
    return shlex.join(["practicepack", *typed, option])


def _headline(diagnostic: Diagnostic) -> str:
    colour = SEVERITY_COLOURS[diagnostic.severity]
    severity = click.style(f"{diagnostic.severity}[{diagnostic.code}]", fg=colour, bold=True)
    return f"{_place_prefix(diagnostic.span)}{severity}: {_brief(diagnostic.message)}"


def _hint_line(quoted: str) -> str:
    return f"   hint: {_brief(quoted)}"


def text(diagnostic: Diagnostic) -> str:
    """A finding in the form of compilers: place, severity, code, message, excerpt, notes, hints."""
    lines = [_headline(diagnostic), *_excerpt(diagnostic.span)]
    for note in diagnostic.notes:
        lines += [f"   note: {_place_prefix(note.span)}{_brief(note.message)}", *_excerpt(note.span)]
    return "\n".join([*lines, *map(_hint_line, diagnostic.hints)])


def seen(quoted: str) -> str:
    """A text with its control characters spelt out: a terminal would do what they say."""
    return CONTROL.sub(lambda match: f"U+{ord(match[0]):04X}", quoted)


def _brief(quoted: str) -> str:
    """A message with its control characters spelt out, and long values shortened."""
    short = QUOTED_VALUE.sub(lambda match: f'"{match[1][: LONGEST_VALUE - 1]}…"', quoted)
    return seen(short if len(short) <= LONGEST_MESSAGE else f"{short[: LONGEST_MESSAGE - 1]}…")


def _place_prefix(span: Span | None) -> str:
    return f"{seen(span.source.name)}:{span.line}:{span.column}: " if span else ""


def _excerpt(span: Span | None) -> Iterable[str]:
    """The line around the finding, and carets below what is meant."""
    if span is None or not span.source.text:
        return
    line, start = span.excerpt, span.column - 1
    end = min(start + span.width, start + LONGEST_CARET)
    first = max(0, min(start - (LONGEST_LINE - end + start) // 2, len(line) - LONGEST_LINE))
    last = first + LONGEST_LINE
    before = ("…" if first else "") + _visible(line[first:start])
    meant = _visible(line[start:end])
    after = _visible(line[end:last]) + ("…" if last < len(line) else "")
    yield f"{span.line:>5} | {before}{meant}{after}"
    yield f"      | {' ' * len(before)}{'^' * (len(meant) or 1)}"


def _visible(source: str) -> str:
    return seen(source.replace("\t", " " * 4))


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """The findings as a JSON list."""
    written = json.dumps(plain(diagnostics), indent=1, ensure_ascii=False)
    return written.encode(errors="backslashreplace").decode()  # half a character, as JSON writes it


def plain(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """The findings as values that JSON has."""
    return [_finding_as_data(diagnostic) for diagnostic in diagnostics]


def _finding_as_data(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        **_plain_place(diagnostic.span),
        "path": list(diagnostic.where.path) if diagnostic.where else [],
        "subject": asdict(diagnostic.subject) if diagnostic.subject else None,
        "notes": [{"message": note.message, **_plain_place(note.span)} for note in diagnostic.notes],
        "hints": list(diagnostic.hints),
        "fixes": [_plain_fix(fix) for fix in diagnostic.fixes],
    }


def _plain_fix(fix: Fix) -> dict[str, object]:
    """A fix with its edits; each says by `edit` what it does."""
    edits = []
    for edit in fix.edits:
        edits.append({"edit": type(edit).__name__.lower(), **asdict(edit)})
    return {"label": fix.label, "hint": fix.hint, "edits": edits}


def _plain_place(span: Span | None) -> dict[str, object]:
    if span is None:
        return {}
    return {"file": span.source.name, "line": span.line, "column": span.column, "width": span.width}
