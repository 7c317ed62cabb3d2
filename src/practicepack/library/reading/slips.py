"""What was most likely meant by a line that is no YAML: slips that people make, with what to write instead.

Found line by line in the text, near the place where the parser gave up: it often gives up a line too late.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from practicepack.diagnostics import Diagnostic, Source, Span, error

SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
START = r"^(?P<indent>[ ]*(?:-[ ]+)*)"
NAME = r"(?P<name>[A-Za-z_]+)"
HARD = re.compile(rf"{START}(?:(?:{NAME}(?:[ ]*:)?|-)?(?P<hard>[{SPACES}]+)(?P<rest>.*))")
WIDE = re.compile(rf"{START}{NAME}\s*(?P<sign>[：﹕︓;=])\s*(?P<rest>.*)")
CLOSE = re.compile(rf"{START}{NAME}(?P<sign>:)(?P<rest>[^\s:/].*)")
DASH = re.compile(rf"^(?P<indent>[ ]*)-(?P<rest>{NAME}: .*)")
FIELD = re.compile(rf"{START}(?:{NAME}|(?P<quoted>\"[^\"]*\"|'[^']*')):(?:[ ]+|$)(?P<value>.*)")
ITEM = re.compile(r"^(?P<indent>[ ]*(?:-[ ]+)+)(?P<value>.+)")
WORDS = re.compile(rf"{START}(?P<name>[a-z_]+)(?P<rest>[ ].*)?$")
CURLY = "“”„‟«»‘’‚‛"
CANNOT_START = (
    *("cannot start any token", "alphabetic or numeric", "comment or line"),
    *("mapping keys are not allowed", "entries are not allowed"),
)
NEAR = 3
"""How many lines above the place where the parser gave up are looked at."""


@dataclass(frozen=True, slots=True)
class Line:
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
    lines = list(_lines(source.text))
    here = source.text.count("\n", 0, at)
    above = [line for line in lines[:here] if not line.is_empty]
    for line in (lines[here], *reversed(above[-NEAR:])):
        found = _by_sign(source, line)
        if found:
            return found
    unclosed = _unclosed(source, lines[here], above, at)
    return (
        unclosed
        or _in_line(source, lines[here], at, problem)
        or _by_lines(source, lines[here], above, problem)
    )


def _unclosed(source: Source, line: Line, above: list[Line], at: int) -> Diagnostic | None:
    """A quote that ends in a later line, where another text should have begun."""
    before = line.text[: at - line.start].rstrip()
    sign = before[-1:]
    if sign not in ('"', "'") or before.count(sign) % 2 == 0:
        return None
    opening = next((one for one in reversed(above) if one.text.count(sign) % 2), None)
    if opening is None:
        return None
    opened = opening.start + opening.text.rindex(sign)
    return _said(source, opened, "a quote is opened here and not closed in its line", closed(source, opened))


def _in_line(source: Source, line: Line, at: int, problem: str) -> Diagnostic | None:
    """A slip inside the value of a line: the line alone shows what to write."""
    before = line.text[: at - line.start]
    if "escape character" in problem:
        return _said(source, at, "a backslash in double quotes", f"write {_single(line.text)}")
    if "mapping values" in problem and (FIELD.match(before) or ITEM.match(before)):
        return _said(source, at, "a second colon in one line", _in_quotes(line.text))
    if any(words in problem for words in CANNOT_START):
        return _said(source, at, "text that begins with a sign of YAML", _in_quotes(line.text))
    if "expected key" in problem and before.strip(" -"):
        return _said(source, at, "text goes on after a closing quote or bracket", _in_quotes(line.text))
    return None


def _by_lines(source: Source, line: Line, above: list[Line], problem: str) -> Diagnostic | None:
    """A slip that the lines above show."""
    if "expected ':'" in problem or "mapping values" in problem:
        return _without_colon(source, line, above)
    return _indent(source, line, above)


def straight(text: str) -> str | None:
    """A value in curly quotes with straight ones; None for another."""
    is_curly = len(text) > 1 and text[0] in CURLY and text[-1] in CURLY
    return f'"{text.strip(CURLY)}"' if is_curly else None


def _said(source: Source, at: int, message: str, *hints: str) -> Diagnostic:
    return error("yaml-syntax", message, Span(source, at, at + 1), hints=hints)


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for number, line in enumerate(text.split("\n")):
        yield Line(number, start, line.rstrip("\r"))
        start += len(line) + 1


def _by_sign(source: Source, line: Line) -> Diagnostic | None:
    """A slip that one line shows: a space or a colon that only looks like one, or none after it."""
    hard = HARD.match(line.text)
    if hard:
        at = line.start + hard.start("hard")
        character = line.text[hard.start("hard")]
        message = f"a space that is none to YAML (U+{ord(character):04X})"
        return _said(source, at, message, "replace it with a space from the space bar")
    wide, close, dash = WIDE.match(line.text), CLOSE.match(line.text), DASH.match(line.text)
    if wide:
        message = f'"{wide["sign"]}" where a colon belongs'
        return _said(source, line.start + wide.start("sign"), message, _field(wide))
    if close:
        return _said(source, line.start + close.start("sign"), "no space after the colon", _field(close))
    if dash:
        at = line.start + len(dash["indent"])
        return _said(source, at, "no space after the hyphen", f"write - {dash['rest']}")
    return None


def _field(found: re.Match[str]) -> str:
    return f"write {found['name']}: {(found['rest'] or '').strip()}".rstrip()


def _without_colon(source: Source, here: Line, above: list[Line]) -> Diagnostic | None:
    """A field without its colon, or text that goes on where a field could begin; else a wrong indent."""
    line = next((one for one in (here, *reversed(above[-NEAR:])) if not FIELD.match(one.text)), None)
    if line is None or ITEM.match(line.text):
        return _indent(source, here, above)
    words = WORDS.match(line.text)
    hints = [f"if it is a field: {words['name']}:{words['rest'] or ''}"] if words else []
    hints.append(f"if it goes on with the text above it, indent it by {line.indent + 2} spaces")
    at = line.start + line.indent
    return _said(source, at, f'no colon after "{words["name"] if words else line.text.strip()[:40]}"', *hints)


def _indent(source: Source, line: Line, above: list[Line]) -> Diagnostic | None:
    """A line that stands under nothing: with how many spaces it would."""
    cut = above[-1].text.find(" #") if above else -1
    if cut >= 0 and not FIELD.match(line.text) and not line.text.lstrip().startswith("-"):
        whole = f"{above[-1].text} {line.text.strip()}"
        message = "what follows a space and # is a remark: the text ends before it"
        return _said(source, above[-1].start + cut + 1, message, _in_quotes(whole))
    near = sorted(_fitting(line, above), key=lambda one: (abs(one[0] - line.indent), -one[0]))[:2]
    hints = [f"{_by(spaces)}, as line {number + 1}" for spaces, number in near]
    message = f"an indentation of {_spaces(line.indent)} fits no line above"
    return _said(source, line.start + line.indent, message, *hints) if hints else None


def _spaces(count: int) -> str:
    return f"{count} space{'s' * (count != 1)}"


def _by(spaces: int) -> str:
    return f"indent it by {_spaces(spaces)}" if spaces else "begin it at the start of the line"


def _fitting(line: Line, above: list[Line]) -> list[tuple[int, int]]:
    """The numbers of spaces that would fit, each with the line (from 0) that has it."""
    is_item = line.text.lstrip().startswith("-")
    found: dict[int, int] = {}
    least = len(line.text) + 1000
    for one in reversed(above):
        start = re.match(r"[ ]*((?:-[ ]+)*)", one.text)
        content = start.end() if start else 0
        columns = [at for at in range(one.indent, content) if one.text[at] == "-"]
        for column in [*columns] if is_item else [content]:
            if one.indent < least and column != line.indent:
                found.setdefault(column, one.number)
        least = min(least, one.indent)
        if least == 0:
            break
    return list(found.items())


def _in_quotes(line: str) -> str:
    """What to write: the value of a line in double quotes."""
    found = FIELD.match(line) or ITEM.match(line)
    if not found:
        return 'put the text in "quotes" if it holds ": " or " #", or starts with a sign'
    value = found["value"].strip()
    if len(value) > 1 and value[0] in f"'{CURLY}" and value[-1] in f"'{CURLY}":
        value = value[1:-1]
    value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'put the text in quotes: {line[: found.start("value")].strip()} "{value}"'


def _single(line: str) -> str:
    found = FIELD.match(line) or ITEM.match(line)
    if not found:
        return "\\\\ for each \\"
    value = found["value"].strip().strip('"').replace("'", "''")
    return f"{line[: found.start('value')].strip()} '{value}'"


def quoted(source: Source, at: int) -> str:
    """The hint to put the value of the line at a place in quotes."""
    start = source.text.rfind("\n", 0, at) + 1
    return _in_quotes(source.text[start:].partition("\n")[0].rstrip("\r"))


def closed(source: Source, at: int) -> str:
    """The hint for a quote or a bracket that is opened at a place and never closed."""
    sign = source.text[at]
    closing = {"[": "]", "{": "}"}.get(sign, sign)
    start = source.text.rfind("\n", 0, at) + 1
    rest = source.text[at:].partition("\n")[0].rstrip()
    if sign in "[{" and closing in rest:
        return 'write a comma between two items; text with a comma, a colon or a bracket needs "quotes" there'
    other = {"[": "}", "{": "]"}.get(sign, "")
    whole = rest.rstrip(other) if other else rest
    return f"close it, such as {source.text[start:at].strip()} {whole}{closing}"
