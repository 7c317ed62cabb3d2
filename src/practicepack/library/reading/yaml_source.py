"""Read YAML into plain data that remembers where each value stood.

Every scalar stays the text that was typed (`NO`, `010`, `09:30`, `1.10`); a model turns it into a number
where it wants one. Anchors, aliases, tags, merge keys and duplicate keys are refused with their position.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from practicepack.diagnostics import Diagnostic, Hint, Note, Source, Span, Tip, error
from practicepack.edits import Fix, Path
from practicepack.library.reading.plain_yaml import departures
from practicepack.library.reading.remarks import Remark, Written, remarks
from practicepack.library.reading.slips import QUOTES_NEEDED, closing_hint, quotes_hint, slip
from practicepack.limits import STANDARD_LIMITS, Limits

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_READINGS = 4096
"""How many files are remembered as they were read."""
# Isolates, marks of direction and joiners stay: Arabic, Hebrew, Persian and Hindi are not written without.
OVERRIDES = "\u202d\u202e"
HIDING = "\u180e\u2061-\u2064\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
STRANGE = re.compile(f"{yaml.reader.Reader.NON_PRINTABLE.pattern}|[{OVERRIDES}{HIDING}]")
"""Control characters, and what makes people read something else than was typed."""
INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
NULLS = frozenset({"", "~", "null"})


class Node(dict[str, Any]):
    """A mapping that knows its path from the top of the file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


@dataclass(slots=True)
class Reading:
    """A file's data with the span of every value and of every key, by path."""

    source: Source
    data: Any = None
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    remarks: tuple[Remark, ...] = ()
    """What was not read, because YAML takes it for a remark."""
    departures: tuple[Diagnostic, ...] = ()
    """What other readers of YAML do not take."""

    def value_span(self, path: Path) -> Span:
        """Where the value at `path` stands, or the nearest thing around it that was written."""
        return self.values[self.written(path)]

    def key_span(self, path: Path) -> Span:
        """Where the key at `path` stands, or its value for an item of a list."""
        written = self.written(path)
        return self.keys.get(written) or self.values[written]

    def written(self, path: Path) -> Path:
        """`path` without the steps that a model adds and the author did not write."""
        steps: Path = ()
        for step in path:
            if (*steps, step) in self.values:
                steps = (*steps, step)
        return steps


def read(source: Source, bounds: Limits = STANDARD_LIMITS) -> Reading:
    """Parse one YAML document. All that is wrong with it is in the reading's `diagnostics`."""
    reading = Reading(source, values={(): source.at()})
    strange = STRANGE.search(source.text)
    if strange:
        reading.diagnostics.append(strange_character(strange[0], Span(source, *strange.span())))
        return reading
    builder = _Builder(reading, bounds)
    try:
        builder.build(yaml.parse(source.text, Loader=LOADER))
    except _RefusedError as refused:
        reading.diagnostics.append(refused.diagnostic)
    except yaml.MarkedYAMLError as fault:
        reading.diagnostics.append(_syntax_error(source, fault))
    else:
        reading.remarks = remarks(source, builder.written)
        reading.departures = departures(source, builder.written, builder.flows)
        if reading.data is None and not reading.diagnostics:
            reading.diagnostics.append(error("empty-file", "file is empty", source.at()))
    return reading


WORDED = {
    "while scanning a quoted scalar": "a quote is opened here and never closed",
    "while parsing a flow sequence": "a [ is opened here, and a comma or its ] is missing",
    "while parsing a flow mapping": "a { is opened here, and a comma or its } is missing",
}
"""What is opened and not closed is best shown where it is opened, by libyaml's words for it."""


def _syntax_error(source: Source, fault: yaml.MarkedYAMLError) -> Diagnostic:
    opened = WORDED.get(fault.context or "")
    mark = fault.problem_mark or fault.context_mark
    if opened:
        mark = fault.context_mark
    at = 0
    if mark:
        # a parser that reaches the end gives up behind the last line, where there is nothing to show
        at = min(mark.index, max(0, len(source.text.rstrip("\n")) - 1))
    tab = _tab_before(source, at)
    if tab:
        hints = (_without_tabs(source),)
        return error("tab", "a tab in the indentation", tab, hints=hints)
    span = Span(source, at, at + 1)
    if opened:
        return error("yaml-syntax", opened, span, hints=(closing_hint(source, at),))
    likely = slip(source, at, fault.problem or "")
    return likely or error("yaml-syntax", f"not YAML: {fault.problem}", span, hints=(QUOTES_NEEDED,))


def _without_tabs(source: Source) -> Fix:
    """Two spaces in the place of each tab that indents a line."""
    edits = []
    for indent in INDENTATION.finditer(source.text):
        if "\t" in indent[0]:
            span = Span(source, *indent.span())
            edits.append(span.replaced(indent[0].replace("\t", "  ")))
    return Fix("Indent with spaces", tuple(edits), "indent with spaces, two for each level")


def strange_character(character: str, span: Span) -> Diagnostic:
    """What is said of a control character, half a sign, or a sign that misleads."""
    message = f"the character U+{ord(character):04X} does not belong in a text"
    hint = Tip("delete it: most editors do not show it, so type the words before and after it again")
    if character in OVERRIDES:
        hint = Tip("delete it: it prints the letters after it in another order than they are typed")
    # written as an escape, it is somewhere inside the value
    if span.text != character:
        return error("strange-character", message, span, hints=(Tip(hint),))
    fix = Fix("Delete it", (span.replaced(""),), hint)
    return error("strange-character", message, span, hints=(fix,))


def _tab_before(source: Source, at: int) -> Span | None:
    """The tab in the indentation of the line at `at`, if there is one."""
    start = source.text.rfind("\n", 0, at) + 1
    line = source.text[start:].split("\n")[0]
    tab = line.find("\t", 0, len(line) - len(line.lstrip()))
    if tab < 0:
        return None
    return Span(source, start + tab, start + tab + 1)


class _RefusedError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class _Builder:
    """One pass over the parser's events; no recursion in the parser, a bounded one here."""

    def __init__(self, reading: Reading, bounds: Limits) -> None:
        self.reading, self.bounds = reading, bounds
        self.count = 0
        self.written: list[Written] = []
        self.flow = 0
        """How many braces and brackets are open."""
        self.flows: list[Span] = []

    def build(self, events: Iterator[Any]) -> None:
        self.events: Iterator[Any] = events
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refuse("two-documents", "a second document after ---", event, ())
                self.reading.data = self.value((), next(events))

    def refuse(self, code: str, message: str, event: Any, path: Path, *hints: Hint) -> _RefusedError:
        return _RefusedError(error(code, message, self.span(event, path), hints=hints))

    def quoted(self, event: Any) -> Hint:
        return quotes_hint(self.reading.source, event.start_mark.index)

    def span(self, event: Any, path: Path = ()) -> Span:
        return Span(self.reading.source, event.start_mark.index, event.end_mark.index, path)

    def value(self, path: Path, event: Any) -> Any:
        self.count += 1
        self.admit(path, event)
        start = self.span(event, path)
        self.reading.values[path] = start
        if isinstance(event, yaml.ScalarEvent):
            self.write(path, event, is_key=False)
            return self.scalar(path, event)
        self.flow += bool(event.flow_style)
        value: Any
        if isinstance(event, yaml.MappingStartEvent):
            value, end = self.mapping(path)
        else:
            value, end = self.sequence(path)
        self.flow -= bool(event.flow_style)
        if event.flow_style and not self.flow:
            self.flows.append(replace(start, end=end))
        self.reading.values[path] = replace(start, end=max(start.end, end))
        return value

    def write(self, path: Path, event: Any, *, is_key: bool) -> None:
        span, style = self.span(event), event.style or ""
        self.written.append(Written(span.start, span.end, path, style, is_key, in_flow=self.flow > 0))

    def admit(self, path: Path, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            message = f'"*{event.anchor}" repeats another part of the file'
            raise self.refuse("alias", message, event, path, self.quoted(event), Tip("or write it out"))
        if event.anchor is not None:
            message = f'"&{event.anchor}" marks a part to repeat'
            raise self.refuse("anchor", message, event, path, self.quoted(event))
        if event.tag is not None and event.tag != "!":
            message = f'"{event.tag}" is a YAML tag'
            raise self.refuse("tag", message, event, path, self.quoted(event))
        most, deepest = self.bounds.values, self.bounds.levels
        if len(path) > deepest:
            message = f"nested more than {deepest} levels deep"
            raise self.refuse("too-deep", message, event, path, *self.bounds.raising("levels"))
        if self.count > most:
            message = f"file has more than {most} values"
            raise self.refuse("too-large", message, event, path, self.bounds.more("values"))

    def scalar(self, path: Path, event: Any) -> str | None:
        # an escape such as "\x07" hides from the look at the text itself
        strange = STRANGE.search(event.value)
        if strange:
            self.reading.diagnostics.append(strange_character(strange[0], self.span(event, path)))
        is_plain = event.implicit[0] and not event.style
        if is_plain and event.value in NULLS:
            return None
        return str(event.value)

    def sequence(self, path: Path) -> tuple[tuple[Any, ...], int]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return tuple(items), self.span(event).end
            items.append(self.value((*path, len(items)), event))
        raise AssertionError("the parser ends every sequence that it starts")

    def mapping(self, path: Path) -> tuple[Node, int]:
        group = Node(path)
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return group, self.span(event).end
            key = self.key(event, path)
            place = (*path, key)
            here = self.span(event, place)
            self.write(place, event, is_key=True)
            if key in group:
                note = Note("first defined here", self.reading.keys[place])
                # the path of the key is that of the first: what has it twice is the group
                twice = replace(here, path=path)
                finding = error("duplicate-key", f'"{key}" is given twice', twice, notes=(note,))
                self.reading.diagnostics.append(finding)
                # the value is gone through all the same, for its own faults, and dropped
                self.value((*place, "duplicate"), next(self.events))
                continue
            self.reading.keys[place] = here
            group[key] = self.value(place, next(self.events))
        raise AssertionError("the parser ends every mapping that it starts")

    def key(self, event: Any, path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refuse("yaml-syntax", "a key must be plain text", event, path)
        self.admit(path, event)
        if event.value == "<<":
            raise self.refuse("merge-key", '"<<" copies keys', event, path, Tip("write them out"))
        return str(event.value)
