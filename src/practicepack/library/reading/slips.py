"""What was most likely meant by a line that is no YAML: slips that people make, with what to write instead.

Found line by line in the text, near the place where the parser gave up: it often gives up a line too late.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from practicepack.diagnostics import Diagnostic, Hint, Source, Span, Tip, error
from practicepack.edits import Fix
from practicepack.library.reading.spellings import in_double_quotes

SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
LINE_START = r"^(?P<indent>[ ]*(?:-[ ]+)*)"
NAME = r"(?P<name>[A-Za-z_]+)"
HARD = re.compile(rf"{LINE_START}(?:(?:{NAME}(?:[ ]*:)?|-)?(?P<hard>[{SPACES}]+)(?P<rest>.*))")
WIDE = re.compile(rf"{LINE_START}{NAME}\s*(?P<sign>[：﹕︓;=])\s*(?P<rest>.*)")
NO_SPACE_AFTER = re.compile(rf"{LINE_START}{NAME}(?P<sign>:)(?P<rest>[^\s:/].*)")
DASH = re.compile(rf"^(?P<indent>[ ]*)-(?P<rest>{NAME}: .*)")
FIELD = re.compile(rf"{LINE_START}(?:{NAME}|(?P<quoted>\"[^\"]*\"|'[^']*')):(?:[ ]+|$)(?P<value>.*)")
LIST_ITEM = re.compile(r"^(?P<indent>[ ]*(?:-[ ]+)+)(?P<value>.+)")
FIRST_WORD = re.compile(rf"{LINE_START}(?P<name>[a-z_]+)(?P<rest>[ ].*)?$")
CURLY = "“”„‟«»‘’‚‛"
CANNOT_START = (
    *("cannot start any token", "alphabetic or numeric", "comment or line"),
    *("mapping keys are not allowed", "entries are not allowed"),
)
DASHES = re.compile(r"^[ ]*(?:-[ ]+)*")
COMMA = Tip('write a comma between two items; text with a comma, a colon or a bracket needs "quotes" there')
QUOTES_NEEDED = Tip('put the text in "quotes" if it holds ": " or " #", or starts with a sign')
NEAR = 3
"""How many lines above the place where the parser gave up are looked at."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source, its number from 0 and where it begins."""

    number: int
    start: int
    text: str

    @property
    def indent(self) -> int:
        """How many spaces stand before its words."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def is_empty(self) -> bool:
        """Whether it is blank or a remark."""
        return not self.text.strip() or self.text.lstrip().startswith("#")


def slip(source: Source, at: int, problem: str) -> Diagnostic | None:
    """The finding for what the parser could not read at a place, or None where nothing likely is known."""
    lines = list(_source_lines(source.text))
    number = source.text.count("\n", 0, at)
    here = lines[number]
    above = [line for line in lines[:number] if not line.is_empty]
    # a sign that only looks right is certain; what the line or its neighbours show is only likely
    for line in (here, *reversed(above[-NEAR:])):
        finding = _by_sign(source, line)
        if finding:
            return finding
    return (
        _unclosed(source, here, above, at)
        or _in_line(source, here, at, problem)
        or _by_lines(source, here, above, problem)
    )


def _unclosed(source: Source, line: SourceLine, above: list[SourceLine], at: int) -> Diagnostic | None:
    """A quote that ends in a later line, where another text should have begun."""
    before = line.text[: at - line.start].rstrip()
    sign = before[-1:]
    if sign not in ('"', "'") or before.count(sign) % 2 == 0:
        return None
    for opening in reversed(above):
        if opening.text.count(sign) % 2:
            at_sign = opening.start + opening.text.rindex(sign)
            message = "a quote is opened here and not closed in its line"
            return _syntax(source, at_sign, message, closing_hint(source, at_sign))
    return None


def _in_line(source: Source, line: SourceLine, at: int, problem: str) -> Diagnostic | None:
    """A slip inside the value of a line: the line alone shows what to write."""
    before = line.text[: at - line.start]
    if "escape character" in problem:
        return _syntax(source, at, "a backslash in double quotes", _single(source, line))
    if "mapping values" in problem and (FIELD.match(before) or LIST_ITEM.match(before)):
        return _syntax(
            source,
            at,
            "a second colon in one line",
            _line_in_quotes(source, line),
        )
    if any(words in problem for words in CANNOT_START):
        return _syntax(
            source,
            at,
            "text that begins with a sign of YAML",
            _line_in_quotes(source, line),
        )
    if "expected key" in problem and before.strip(" -"):
        return _syntax(
            source,
            at,
            "text goes on after a closing quote or bracket",
            _line_in_quotes(source, line),
        )
    return None


def _by_lines(source: Source, line: SourceLine, above: list[SourceLine], problem: str) -> Diagnostic | None:
    """A slip that the lines above show."""
    if "expected ':'" in problem or "mapping values" in problem:
        return _without_colon(source, line, above)
    return _indent(source, line, above)


def straight(text: str) -> str | None:
    """A value in curly quotes with straight ones; None for another."""
    if len(text) > 1 and text[0] in CURLY and text[-1] in CURLY:
        return f'"{text.strip(CURLY)}"'
    return None


def _syntax(source: Source, at: int, message: str, *hints: Hint) -> Diagnostic:
    return error("yaml-syntax", message, Span(source, at, at + 1), hints=hints)


def _source_lines(text: str) -> Iterator[SourceLine]:
    start = 0
    for number, line in enumerate(text.split("\n")):
        yield SourceLine(number, start, line.rstrip("\r"))
        start += len(line) + 1


def _by_sign(source: Source, line: SourceLine) -> Diagnostic | None:
    """A slip that one line shows: a space or a colon that only looks like one, or none after it."""
    hard = HARD.match(line.text)
    if hard:
        at = line.start + hard.start("hard")
        character = line.text[hard.start("hard")]
        message = f"a space that is none to YAML (U+{ord(character):04X})"
        space = replacing(source, at, at + 1, " ", "replace it with a space from the space bar")
        return _syntax(source, at, message, space)
    wide = WIDE.match(line.text)
    if wide:
        message = f'"{wide["sign"]}" where a colon belongs'
        return _syntax(source, line.start + wide.start("sign"), message, _field(source, line, wide))
    close = NO_SPACE_AFTER.match(line.text)
    if close:
        at = line.start + close.start("sign")
        return _syntax(source, at, "no space after the colon", _field(source, line, close))
    dash = DASH.match(line.text)
    if dash:
        at = line.start + len(dash["indent"])
        spaced = replacing(source, at, at + 1, "- ", f"write - {dash['rest']}")
        return _syntax(source, at, "no space after the hyphen", spaced)
    return None


def replacing(source: Source, start: int, end: int, text: str, typed: str) -> Fix:
    """The fix that puts other characters in the place of some; `typed` is the hint."""
    return Fix(typed[0].upper() + typed[1:], (Span(source, start, end).replaced(text),), typed)


def _field(source: Source, line: SourceLine, field: re.Match[str]) -> Fix:
    """The field of a line with a colon and a space after its name."""
    text = f"{field['name']}: {(field['rest'] or '').strip()}".rstrip()
    start = line.start + field.start("name")
    return replacing(source, start, line.start + len(line.text), text, f"write {text}")


def _without_colon(source: Source, here: SourceLine, above: list[SourceLine]) -> Diagnostic | None:
    """A field without its colon, or text that goes on where a field could begin; else a wrong indent."""
    line = _no_field(here, above)
    if line is None or LIST_ITEM.match(line.text):
        return _indent(source, here, above)
    at = line.start + line.indent
    deeper = line.indent + 2
    typed = f"if it goes on with the text above it, indent it by {deeper} spaces"
    goes_on = replacing(source, line.start, at, " " * deeper, typed)
    words = FIRST_WORD.match(line.text)
    if words is None:
        return _syntax(source, at, f'no colon after "{line.text.strip()[:40]}"', goes_on)
    after_name = line.start + words.end("name")
    typed = f"if it is a field: {words['name']}:{words['rest'] or ''}"
    field = replacing(source, after_name, after_name, ":", typed)
    return _syntax(source, at, f'no colon after "{words["name"]}"', field, goes_on)


def _no_field(here: SourceLine, above: list[SourceLine]) -> SourceLine | None:
    """The nearest line, upwards from one, that does not begin as a field does."""
    for line in (here, *reversed(above[-NEAR:])):
        if not FIELD.match(line.text):
            return line
    return None


def _indent(source: Source, line: SourceLine, above: list[SourceLine]) -> Diagnostic | None:
    """A line that stands under nothing: with how many spaces it would."""
    is_item = line.text.lstrip().startswith("-")
    if above and not is_item and not FIELD.match(line.text):
        last = above[-1]
        cut = last.text.find(" #")
        if cut >= 0:
            message = "what follows a space and # is a remark: the text ends before it"
            uncut = f"{last.text} {line.text.strip()}"
            end = line.start + len(line.text)
            return _syntax(source, last.start + cut + 1, message, _in_quotes(source, last.start, end, uncut))
    fitting = _fitting_indents(line, above)
    if not fitting:
        return None
    # of two that are as near, the deeper one: people delete a space more often than they add one
    nearest = sorted(fitting, key=lambda spaces: (abs(spaces - line.indent), -spaces))
    hints = []
    for spaces in nearest[:2]:
        typed = f"{_by(spaces)}, as line {fitting[spaces] + 1}"
        hints.append(replacing(source, line.start, line.start + line.indent, " " * spaces, typed))
    message = f"an indentation of {_spaces(line.indent)} fits no line above"
    return _syntax(source, line.start + line.indent, message, *hints)


def _spaces(count: int) -> str:
    if count == 1:
        return "1 space"
    return f"{count} spaces"


def _by(spaces: int) -> str:
    if spaces == 0:
        return "begin it at the start of the line"
    return f"indent it by {_spaces(spaces)}"


def _fitting_indents(line: SourceLine, above: list[SourceLine]) -> dict[int, int]:
    """The numbers of spaces that would fit, each with the line (from 0) that has it."""
    is_item = line.text.lstrip().startswith("-")
    by_spaces: dict[int, int] = {}
    least: int | None = None
    for upper in reversed(above):
        # a group that a line further left has ended cannot be gone on with
        if least is None or upper.indent < least:
            for spaces in _columns(upper, is_item=is_item):
                if spaces != line.indent:
                    by_spaces.setdefault(spaces, upper.number)
            least = upper.indent
        if least == 0:
            break
    return by_spaces


def _columns(line: SourceLine, *, is_item: bool) -> list[int]:
    """Where an item, or a key, would stand that belongs to the same list or group as a line."""
    words = len(line.text) - len(DASHES.sub("", line.text))
    if not is_item:
        return [words]
    return [column for column in range(line.indent, words) if line.text[column] == "-"]


def _line_in_quotes(source: Source, line: SourceLine) -> Hint:
    return _in_quotes(source, line.start, line.start + len(line.text), line.text)


def _in_quotes(source: Source, start: int, end: int, line: str) -> Hint:
    """The value of a line in double quotes, in the place of all from `start` to `end`."""
    parts = FIELD.match(line) or LIST_ITEM.match(line)
    if not parts:
        return QUOTES_NEEDED
    value = parts["value"].strip()
    if len(value) > 1 and value[0] in f"'{CURLY}" and value[-1] in f"'{CURLY}":
        value = value[1:-1]
    before, quoted = line[: parts.start("value")], in_double_quotes(value)
    typed = f"put the text in quotes: {before.strip()} {quoted}"
    return replacing(source, start, end, f"{before}{quoted}", typed)


def _single(source: Source, line: SourceLine) -> Hint:
    """The value of a line in single quotes, in which a backslash is a character like any other."""
    parts = FIELD.match(line.text) or LIST_ITEM.match(line.text)
    if not parts:
        return Tip("write \\\\ for each \\")
    value = parts["value"].strip().strip('"').replace("'", "''")
    before = line.text[: parts.start("value")]
    typed = f"write {before.strip()} '{value}'"
    return replacing(source, line.start, line.start + len(line.text), f"{before}'{value}'", typed)


def quotes_hint(source: Source, at: int) -> Hint:
    """The hint to put the value of the line at a place in quotes."""
    start = source.text.rfind("\n", 0, at) + 1
    line = source.text[start:].partition("\n")[0].rstrip("\r")
    return _in_quotes(source, start, start + len(line), line)


def closing_hint(source: Source, at: int) -> Hint:
    """The hint for a quote or a bracket that is opened at a place and never closed."""
    sign = source.text[at]
    closing = {"[": "]", "{": "}"}.get(sign, sign)
    start = source.text.rfind("\n", 0, at) + 1
    rest = source.text[at:].partition("\n")[0].rstrip()
    if sign in "[{" and closing in rest:
        return COMMA
    # a bracket that was closed by the other kind is to be closed once
    if sign == "[":
        rest = rest.rstrip("}")
    elif sign == "{":
        rest = rest.rstrip("]")
    end = at + len(source.text[at:].partition("\n")[0].rstrip())
    typed = f"close it, such as {source.text[start:at].strip()} {rest}{closing}"
    return replacing(source, at, end, f"{rest}{closing}", typed)
