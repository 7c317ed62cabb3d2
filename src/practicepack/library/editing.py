"""Changes to the text of a file at the places of its values, so that remarks and order stay as they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from practicepack.edits import Path
from practicepack.library.reading.spellings import in_double_quotes
from practicepack.library.reading.yaml_source import Reading


@dataclass(frozen=True, slots=True, order=True)
class CharacterEdit:
    """Put `text` in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str = ""


def edited(text: str, edits: Iterable[CharacterEdit]) -> str:
    """The text with all changes. Where two overlap, the one that starts first counts."""
    result = ""
    at = 0
    for edit in sorted(set(edits)):
        # a group that is removed takes the edits inside it along
        if edit.start >= at:
            result += text[at : edit.start] + edit.text
            at = edit.end
    return result + text[at:]


def quoted(text: str) -> str:
    """A text of one line as YAML in double quotes."""
    return in_double_quotes(" ".join(text.split()))


def replaced(reading: Reading, path: Path, value: str) -> CharacterEdit:
    """Another value in place of the one at `path`; the lines of a longer text become one."""
    span = reading.values[path]
    end = _value_end(reading, path)
    return CharacterEdit(span.start, end, value)


def removed(reading: Reading, path: Path) -> CharacterEdit:
    """The key at `path` and its value taken out of its group: whole lines, or a part of a line in braces."""
    text, key = reading.source.text, reading.keys[path]
    end = _value_end(reading, path)
    if in_braces(reading, path[:-1]):
        before = text[: key.start].rstrip()
        if before.endswith(","):
            return CharacterEdit(len(before) - 1, end)
        after = len(text) - len(text[end:].lstrip().removeprefix(",").lstrip())
        return CharacterEdit(key.start, after)
    line = text.rfind("\n", 0, key.start) + 1
    after = len(text)
    if "\n" in text[end:]:
        after = text.index("\n", end) + 1
    if text[line : key.start].strip() == "":
        return CharacterEdit(line, after)
    # the first key behind the hyphen of a list: the next one takes its place
    rest = text[after:]
    return CharacterEdit(key.start, after + len(rest) - len(rest.lstrip()))


def added(reading: Reading, before: Path, line: str) -> CharacterEdit:
    """A key and its value put in front of the key at `before`, in the same group."""
    text, key = reading.source.text, reading.keys[before]
    if in_braces(reading, before[:-1]):
        return CharacterEdit(key.start, key.start, f"{line}, ")
    # the line may begin with the hyphen of a list, where its key needs the same column and no hyphen
    indent = " " * (key.start - text.rfind("\n", 0, key.start) - 1)
    return CharacterEdit(key.start, key.start, f"{line}\n{indent}")


def in_braces(reading: Reading, path: Path) -> bool:
    """Whether the group at `path` is written in braces."""
    span = reading.values[path]
    return bool(path) and reading.source.text.startswith("{", span.start)


def _value_end(reading: Reading, path: Path) -> int:
    """Where the value at `path` ends, without the empty lines and remarks after it."""
    span = reading.values[path]
    written = reading.source.text[span.start : span.end]
    return span.start + len(written.rstrip())
