"""What is wrong, where, and what would fix it: values that every stage returns and only cli/ prints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import IntEnum, StrEnum
from operator import attrgetter
from typing import NewType

from practicepack.edits import Edit, Fix, Path, Replace, Set
from practicepack.subjects import Subject, Where, written_in

Tip = NewType("Tip", str)
"""A hint in words, for what only people can do. tests/diagnostics/test_tips.py lists them all."""
Hint = Fix | Tip
OPTION = "--"
"""How the name of a source begins that is an option of the command line, and no file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that a user can open: the name shown for it and what it said when it was read."""

    name: str
    text: str

    def at(self, line: int = 1, column: int = 1) -> "Span":
        """The character at a line and a column, both from 1; the end of the text for what lies beyond."""
        start = column - 1
        for before in self.text.split("\n")[: line - 1]:
            start += len(before) + 1
        start = min(start, len(self.text))
        return Span(self, start, start + 1)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source, as character offsets: `start` inclusive, `end` exclusive."""

    source: Source
    start: int
    end: int
    path: Path = field(default=(), compare=False)
    """The path of the value or key that it is in; empty where that is not known."""

    @property
    def text(self) -> str:
        """What is written there."""
        return self.source.text[self.start : self.end]

    @property
    def is_in_file(self) -> bool:
        """Whether its source is a file, and not an option of the command line."""
        return not self.source.name.startswith(OPTION)

    def set_to(self, value: str) -> Set:
        """The edit that gives the value here another one. `value` is YAML."""
        return Set(self.source.name, self.path, value)

    def replaced(self, text: str) -> Replace:
        """The edit that puts other characters in the place of these."""
        return Replace(self.source.name, self.start, self.text, text)

    @property
    def line(self) -> int:
        """The line it starts on, from 1."""
        return self.source.text.count("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        """The column it starts at, in characters, from 1."""
        return self.start - self._line_start + 1

    @property
    def excerpt(self) -> str:
        """The line it starts on, whole, without its line end."""
        end = self.source.text.find("\n", self.start)
        return self.source.text[self._line_start : None if end < 0 else end].rstrip("\r")

    @property
    def width(self) -> int:
        """How many characters of that line it covers, at least 1."""
        first_line = self.source.text[self.start : self.end].split("\n")[0].rstrip()
        return max(1, len(first_line))

    @property
    def _line_start(self) -> int:
        return self.source.text.rfind("\n", 0, self.start) + 1

    def find(self, needle: str) -> "Span":
        """Narrow to the first place of `needle` inside; itself where folding or escapes hide it."""
        at = self.source.text.find(needle, self.start, self.end) if needle else -1
        return self if at < 0 else replace(self, start=at, end=at + len(needle))


class Severity(StrEnum):
    """An error stops the build; a warning stops it only under --strict."""

    ERROR = "error"
    WARNING = "warning"


class Weight(IntEnum):
    """How much a finding matters: the smallest number is shown first."""

    HARM = 0
    """Someone could be hurt."""
    STOPS = 1
    """There is no pack while this is so."""
    MISSING = 2
    """Something that people need is not there yet, or is printed badly."""
    ADVICE = 3
    """The workshop can run like this. It would be better otherwise."""


WEIGHTS = {
    **dict.fromkeys(
        (
            *("activity-needs", "age-unknown", "gender-needed", "gender-unknown", "no-number", "only-with"),
            *(
                "rank-unknown",
                "gate",
                "never-with",
                "no-complaints",
                "no-hand-over",
                "no-peer-group",
                "no-referrals",
                "no-report-back",
            ),
            *("joint-first", "men-first", "no-safeguarding-lead", "sensitive-last", "too-sensitive"),
            *("after-missing", "facilitators", "few-adults", "workshop-too-short"),
        ),
        Weight.HARM,
    ),
    **dict.fromkeys(
        (
            *("by-hand", "extra-cells", "guessed-encoding", "list-not-read", "row-without-name"),
            *("left-out", "missing-glyph", "more-names", "no-substitute", "overflow", "too-long"),
            *("list-not-read", "near-edge", "no-contact", "placeholder", "row-without-name"),
            *("too-few-facilitators", "too-few-people", "too-many-people", "odd-couples", "stage-people"),
            *("track-facilitators", "track-people", "room-people", "remark"),
            *("not-reviewed", "review-outdated"),
        ),
        Weight.MISSING,
    ),
}
"""The findings by what they are about. Any other error stops the pack; any other warning is advice."""


@dataclass(frozen=True, slots=True)
class Note:
    """A second place that explains the first, such as where a key was first defined."""

    message: str
    span: Span | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", flat(self.message))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is a stable slug, described in docs/diagnostics.md."""

    severity: Severity
    code: str
    message: str
    span: Span | None = None
    notes: tuple[Note, ...] = ()
    hints: tuple[str, ...] = ()
    """What would correct it, as the terminal prints it."""
    fixes: tuple[Fix, ...] = field(default=(), compare=False)
    """Those of the hints that a program can carry out."""
    subject: Subject | None = field(default=None, compare=False)
    """What it is about: what the rule says, or else what its place belongs to."""

    def __post_init__(self) -> None:
        # Messages quote reasons that authors may have written as a block of text.
        object.__setattr__(self, "message", flat(self.message))
        object.__setattr__(self, "hints", tuple(flat(hint) for hint in self.hints))
        if self.subject is None and self.where is not None:
            object.__setattr__(self, "subject", written_in(self.where))

    @property
    def where(self) -> Where | None:
        """The file and the path that it is written at; None where it is about no file."""
        if self.span is None or not self.span.is_in_file:
            return None
        return Where(self.span.source.name, self.span.path)

    @property
    def weight(self) -> Weight:
        """How much it matters, from its code."""
        usual = Weight.STOPS if self.severity is Severity.ERROR else Weight.ADVICE
        return WEIGHTS.get(self.code, usual)

    @property
    def place(self) -> tuple[str, int, int, str, str]:
        """Where it stands among findings of the same weight: file, line, column, code, message."""
        if self.span is None:
            return ("", 0, 0, self.code, self.message)
        return (
            self.span.source.name,
            self.span.line,
            self.span.column,
            self.code,
            self.message,
        )


def flat(text: str) -> str:
    """A text of several lines as one line, with single spaces; a text of one line as it is."""
    is_block = "\n" in text or "\r" in text
    return " ".join(text.split()) if is_block else text


def error(
    code: str,
    message: str,
    span: Span | None = None,
    *,
    notes: tuple[Note, ...] = (),
    hints: tuple[Hint, ...] = (),
    subject: Subject | None = None,
) -> Diagnostic:
    """A finding that stops the build."""
    return Diagnostic(Severity.ERROR, code, message, span, notes, _hint_texts(hints), _fixes(hints), subject)


def warning(
    code: str,
    message: str,
    span: Span | None = None,
    *,
    notes: tuple[Note, ...] = (),
    hints: tuple[Hint, ...] = (),
    subject: Subject | None = None,
) -> Diagnostic:
    """A finding to read before printing."""
    return Diagnostic(
        Severity.WARNING, code, message, span, notes, _hint_texts(hints), _fixes(hints), subject
    )


def _hint_texts(hints: tuple[Hint, ...]) -> tuple[str, ...]:
    shown = []
    for hint in hints:
        shown.append(hint.hint if isinstance(hint, Fix) else hint)
    return tuple(shown)


def _fixes(hints: tuple[Hint, ...]) -> tuple[Fix, ...]:
    """The hints that are fixes of files. What an option says is in no file, and typed again instead."""
    fixes = []
    for hint in hints:
        if isinstance(hint, Fix) and not any(edit.file.startswith(OPTION) for edit in hint.edits):
            fixes.append(hint)
    return tuple(fixes)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is spelt most like `word`, if one is near."""
    # HIGH is as near to high as it can be
    spelt = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), spelt, n=1, cutoff=0.6)
    return spelt[close[0]] if close else None


def near_miss(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The words of a hint with the known word nearest to `word`, or nothing."""
    match = nearest(word, known)
    return () if match is None else (f'did you mean "{match}"?',)


def respelt(span: Span, word: str, known: Iterable[str]) -> tuple[Fix, ...]:
    """The fix that puts the known word nearest to `word` in the place of the value at `span`, or no fix."""
    match = nearest(word, known)
    return () if match is None else (meant(match, span.set_to(match)),)


def meant(word: str, edit: Edit) -> Fix:
    """The fix for a slip of spelling."""
    return Fix(f'Write "{word}"', (edit,), f'did you mean "{word}"?')


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding once: those that matter most first, and then by file and line."""
    once = dict.fromkeys(diagnostics)
    return tuple(sorted(once, key=attrgetter("weight", "place")))


def errors(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings that stop a build."""
    return (diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)


class ContentError(Exception):
    """The content is wrong: exit code 1. Carries every finding of the stage that failed, in order."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__(f"{len(self.diagnostics)} findings")


class CallError(Exception):
    """The call is wrong: exit code 2."""

    def __init__(self, message: str, hints: tuple[str, ...] = ()) -> None:
        self.hints = hints
        super().__init__(message)


class MachineError(Exception):
    """The machine is wrong: exit code 3. `remedy` is the one line that fixes it."""

    def __init__(self, message: str, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(message)

    def __reduce__(self) -> tuple[type["MachineError"], tuple[str, str]]:
        """Let it cross from a worker process."""
        return type(self), (str(self), self.remedy)
