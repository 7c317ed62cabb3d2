"""One edit made in the text of a file. Remarks, order and every line that is not touched stay as they are."""

from collections.abc import Iterable, Iterator
from typing import Any

from practicepack.desk.yaml_places import Places
from practicepack.desk.yaml_values import (
    NotYamlError,
    YamlValue,
    as_lines,
    editable,
    in_json_quotes,
    in_one_line,
    indented_below,
    key_text,
    outdented,
    value_of,
)
from practicepack.diagnostics import Diagnostic, Severity, Source, Span
from practicepack.edits import Insert, Move, Path, Remove, Replace, Set
from practicepack.library.editing import CharacterEdit as Splice
from practicepack.library.editing import edited
from practicepack.library.reading.yaml_source import Reading, read
from practicepack.limits import STANDARD_LIMITS, Limits

PathEdit = Set | Insert | Remove | Move
TextEdit = PathEdit | Replace
CHANGES_MORE = "the change cannot be written there without changing something else as well"


class EditRefusedError(Exception):
    """An edit cannot be made. Nothing was written."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        self.diagnostic = Diagnostic(Severity.ERROR, "edit-refused", message, span)
        super().__init__(message)


def changed(source: Source, edit: TextEdit, limits: Limits = STANDARD_LIMITS) -> str:
    """The text of a file with an edit made. Raises EditRefusedError.

    The result is read back: it must say what was there before, but for the value that the edit names.
    """
    if isinstance(edit, Replace):
        return replaced_text(source, [edit], limits)
    reading = read(source, limits)
    if reading.diagnostics:
        fault = reading.diagnostics[0]
        raise EditRefusedError(f"the file has an error: {fault.message}", fault.span)
    span = reading.key_span(edit.path)
    value = None
    if isinstance(edit, Set | Insert):
        try:
            value = value_of(edit.value)
        except NotYamlError as fault:
            raise EditRefusedError(f"the new value is not YAML: {fault}", span) from fault
    try:
        expected = _expected(editable(reading.data), edit, value)
    except (LookupError, TypeError) as fault:
        raise EditRefusedError(
            f'"{_dotted(edit.path)}" is not there, or its new place is not', span
        ) from fault
    for text in _texts(reading, edit, value, limits):
        after = read(Source(source.name, text), limits)
        # what other readers of YAML take in another way is written with quotes
        is_as_plain = len(after.departures) <= len(reading.departures)
        if not after.diagnostics and is_as_plain and editable(after.data) == expected:
            return text
    raise EditRefusedError(CHANGES_MORE, span)


def replaced_text(source: Source, edits: Iterable[Replace], limits: Limits = STANDARD_LIMITS) -> str:
    """The text of a file with other characters in some places. Raises EditRefusedError.

    The places are those of the text before all of the edits. What could be read must still be readable.
    """
    splices: list[Splice] = []
    span = source.at()
    for edit in edits:
        end = edit.start + len(edit.was)
        if edit.start < 0 or source.text[edit.start : end] != edit.was:
            raise EditRefusedError("the text at this place is another one by now", source.at())
        for other in splices:
            if edit.start < other.end and other.start < end:
                raise EditRefusedError("two changes are in the same place", Span(source, edit.start, end))
        span = Span(source, edit.start, end)
        splices.append(Splice(edit.start, end, edit.text))
    text = edited(source.text, splices)
    if source.name.endswith(".yaml") and not read(source, limits).diagnostics:
        faults = read(Source(source.name, text), limits).diagnostics
        if faults:
            raise EditRefusedError(f"the file could not be read any more: {faults[0].message}", span)
    return text


def _expected(data: Any, edit: PathEdit, value: YamlValue | None) -> Any:
    """What the file must say afterwards. Raises LookupError or TypeError where a path leads nowhere."""
    if isinstance(edit, Remove | Move):
        group = _group_at(data, edit.path[:-1])
        moved = group.pop(_checked_place(group, edit.path[-1], 1))
        if isinstance(edit, Move):
            _put_into(_group_at(data, edit.to[:-1]), edit.to[-1], moved)
    elif value is not None:
        group = _group_at(data, edit.path[:-1])
        if isinstance(edit, Insert):
            if not isinstance(group, list):
                raise TypeError
            _put_into(group, edit.path[-1], value.data)
        else:
            group[_checked_place(group, edit.path[-1], 1, is_new=True)] = value.data
    return data


def _group_at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[_checked_place(data, step, 1)]
    if not isinstance(data, dict | list):
        raise TypeError
    return data


def _checked_place(group: Any, step: str | int, beyond: int, *, is_new: bool = False) -> Any:
    """A key or a place that a group has, or may have."""
    if isinstance(group, list):
        # Python takes a negative number for a place from the end
        if not isinstance(step, int) or not 0 <= step <= len(group) - beyond:
            raise IndexError
    elif not isinstance(group, dict) or not isinstance(step, str):
        raise TypeError
    elif step not in group and not is_new:
        raise KeyError
    return step


def _put_into(group: Any, step: str | int, item: Any) -> None:
    if isinstance(group, list):
        group.insert(_checked_place(group, step, 0), item)
    elif step in group:
        raise KeyError
    else:
        group[_checked_place(group, step, 0, is_new=True)] = item


def _texts(reading: Reading, edit: PathEdit, value: YamlValue | None, limits: Limits) -> Iterator[str]:
    """The text with the edit made in one way after the other, the one that reads best first."""
    places = Places(reading)
    if isinstance(edit, Move):
        yield from _move(places, edit, limits)
    elif isinstance(edit, Remove):
        yield edited(places.text, [_removal(places, edit.path)])
    elif value is not None:
        is_new = isinstance(edit, Insert) or edit.path not in reading.values
        for splice in _splices(places, edit.path, value, is_new=is_new):
            yield _spliced(places, splice)


def _spliced(places: Places, splice: Splice) -> str:
    """The text with new lines that end as its own lines do."""
    text = splice.text
    if "\r\n" in places.text:
        text = text.replace("\n", "\r\n")
    return edited(places.text, [Splice(splice.start, splice.end, text)])


def _splices(places: Places, path: Path, value: YamlValue, *, is_new: bool) -> Iterator[Splice]:
    """The ways to write a value at a path: in the place of another one, or as a new key or item."""
    parent = path[:-1]
    if not is_new:
        yield from _in_place(places, path, value)
    elif places.is_flow(parent) and (places.children(parent) or not isinstance(path[-1], int)):
        yield _in_brackets(places, path, value)
    elif not places.children(parent):
        yield from _first_item(places, path, value)
    elif isinstance(path[-1], int):
        yield from _new_line(places, path, value)
    else:
        yield from _new_key(places, path, value)


def _in_place(places: Places, path: Path, value: YamlValue) -> Iterator[Splice]:
    """Another value where one is, in quotes if that one is."""
    start, end = places.start(path), places.end(path)
    if places.is_flow(path[:-1]):
        for text in _inline(value, quotes=places.text[start:end][:1] in ('"', "'")):
            yield Splice(start, end, _spaced(places, start) + text)
        return
    has_quotes = places.text[start:end][:1] in ('"', "'")
    if path and isinstance(path[-1], str):
        key = places.column(places.reading.keys[path].start)
        colon = places.after_colon(path)
        # a remark between a key and its value stays
        if not places.text[colon:start].strip():
            for text in _beside_key(value, key, quotes=has_quotes):
                yield Splice(colon, max(colon, end), text)
            return
    column = places.column(start)
    for text in _block_forms(value, quotes=has_quotes):
        yield Splice(start, end, _spaced(places, start) + indented_below(text, column))


def _spaced(places: Places, at: int) -> str:
    """A space where a colon or a hyphen has none after it."""
    if places.text[at - 1 : at] in (":", "-", ","):
        return " "
    return ""


def _inline(value: YamlValue, *, quotes: bool = False) -> Iterator[str]:
    """A value in one line, as given and then in a form that can stand inside brackets."""
    if quotes and isinstance(value.data, str):
        yield in_json_quotes(value.data)
    if "\n" not in value.written and value.written:
        yield value.written
    yield in_one_line(value.data)


def _block_forms(value: YamlValue, *, quotes: bool = False) -> Iterator[str]:
    """A value that stands line by line, with its lines indented from the first column."""
    if isinstance(value.data, str):
        lines = as_lines(value.data)
        if lines:
            yield lines
        if quotes:
            yield in_json_quotes(value.data)
    yield value.written
    yield in_one_line(value.data)


def _beside_key(value: YamlValue, column: int, *, quotes: bool = False) -> Iterator[str]:
    """What stands after the colon of a key that is in a column."""
    for text in _block_forms(value, quotes=quotes):
        if text:
            yield " " + indented_below(text, column)
        else:
            yield text
        # groups and lists of several lines stand below their key
        yield "\n" + " " * (column + 2) + indented_below(text, column + 2)


def _in_brackets(places: Places, path: Path, value: YamlValue) -> Splice:
    """A new key or item in braces or brackets."""
    item = in_one_line(value.data)
    if isinstance(path[-1], str):
        item = f"{key_text(path[-1])}: {item}"
    siblings = places.children(path[:-1])
    if not siblings:
        start = places.start(path[:-1]) + 1
        return Splice(start, start, item)
    if isinstance(path[-1], int) and path[-1] < len(siblings):
        start = places.start(siblings[path[-1]])
        return Splice(start, start, f"{item}, ")
    start = places.end(siblings[-1])
    return Splice(start, start, f", {item}")


def _first_item(places: Places, path: Path, value: YamlValue) -> Iterator[Splice]:
    """The first item of an empty list: on a line of its own where it is a group, or else in the brackets."""
    start, end = places.start(path[:-1]), places.end(path[:-1])
    is_below_key = len(path) > 1 and not places.is_flow(path[:-2]) and isinstance(path[-2], str)
    if is_below_key and isinstance(value.data, dict):
        column = places.column(places.reading.keys[path[:-1]].start) + 2
        for text in _block_forms(value):
            line = "\n" + " " * column + "- " + indented_below(text, column + 2)
            yield Splice(places.after_colon(path[:-1]), end, line)
    for text in _inline(value):
        yield Splice(start, end, f"[{text}]")


def _new_line(places: Places, path: Path, value: YamlValue) -> Iterator[Splice]:
    """A new item of a list that is written line by line."""
    for text in _block_forms(value):
        column = places.column(places.start(path[:-1]))
        yield _line_at(places, path, f"- {indented_below(text, column + 2)}")


def _line_at(places: Places, path: Path, item: str) -> Splice:
    """Lines for an item, hyphen and all, at a place of a list."""
    siblings = places.children(path[:-1])
    first = places.start(path[:-1])
    column = " " * places.column(first)
    if path[-1] == 0:
        return Splice(first, first, f"{item}\n{column}")
    # behind the item before it: a remark above the next item stays with that one
    return _after_line(places, siblings[int(path[-1]) - 1], column + item)


def _after_line(places: Places, path: Path, line: str) -> Splice:
    """A new line below the value at a path."""
    at = places.line_end(places.end(path))
    if places.text[at - 1 : at] != "\n":
        return Splice(at, at, f"\n{line}")
    return Splice(at, at, f"{line}\n")


def _new_key(places: Places, path: Path, value: YamlValue) -> Iterator[Splice]:
    """A new key at the end of a group that is written line by line."""
    siblings = places.children(path[:-1])
    column = places.column(places.reading.keys[siblings[0]].start)
    for text in _beside_key(value, column):
        line = " " * column + key_text(str(path[-1])) + ":" + text
        yield _after_line(places, siblings[-1], line)


def _removal(places: Places, path: Path) -> Splice:
    """What goes where a key or an item is taken out."""
    parent = path[:-1]
    siblings = places.children(parent)
    if len(siblings) == 1:
        return _emptied(places, parent)
    if places.is_flow(parent):
        return _cut_in_brackets(places, path, siblings)
    start = _first_sign(places, path)
    end = places.line_end(places.end(path))
    if places.has_line_start(start):
        return Splice(places.line_start(start), end)
    # behind the hyphen of the list around it, where the next key or hyphen takes its place
    following = siblings[siblings.index(path) + 1]
    return Splice(start, _first_sign(places, following))


def _first_sign(places: Places, path: Path) -> int:
    """Where an item begins with its hyphen, or a value with its key."""
    if path in places.reading.keys:
        return places.reading.keys[path].start
    if places.is_flow(path[:-1]):
        return places.start(path)
    return places.dash(path)


def _emptied(places: Places, path: Path) -> Splice:
    """A group or a list that has nothing left in it."""
    empty = "[]"
    if isinstance(places.data(path), dict):
        empty = "{}"
    start, end = places.start(path), places.end(path)
    if places.is_flow(path):
        return Splice(start, end, empty)
    if path and isinstance(path[-1], str):
        colon = places.after_colon(path)
        if not places.text[colon:start].strip():
            return Splice(colon, end, f" {empty}")
    return Splice(start, end, empty)


def _cut_in_brackets(places: Places, path: Path, siblings: list[Path]) -> Splice:
    index = siblings.index(path)
    end = places.end(path)
    if index == len(siblings) - 1:
        return Splice(places.end(siblings[index - 1]), end)
    return Splice(_first_sign(places, path), _first_sign(places, siblings[index + 1]))


def _move(places: Places, edit: Move, limits: Limits) -> Iterator[str]:
    """The value taken out, and put in again somewhere else."""
    if edit.path == edit.to:
        yield places.text
        return
    if edit.path[:-1] == edit.to[:-1] and isinstance(edit.to[-1], str):
        key = places.reading.keys[edit.path]
        yield edited(places.text, [Splice(key.start, key.end, key_text(edit.to[-1]))])
        return
    # `to` is the place that it has afterwards, so it is looked for in the text without it
    rest = read(
        Source(places.reading.source.name, edited(places.text, [_removal(places, edit.path)])), limits
    )
    if rest.diagnostics:
        return
    remaining = Places(rest)
    if edit.path[:-1] == edit.to[:-1] and not places.is_flow(edit.path[:-1]):
        start = places.dash(edit.path)
        lines = places.text[start : places.line_end(places.end(edit.path))].rstrip("\r\n")
        # the lines have their own line ends, so they go in as they are
        splice = _line_at(remaining, edit.to, lines.replace("\r\n", "\n"))
        yield _spliced(remaining, splice)
    for splice in _splices(remaining, edit.to, _taken_out(places, edit.path), is_new=True):
        yield _spliced(remaining, splice)


def _taken_out(places: Places, path: Path) -> YamlValue:
    """A value as it is written in the file, with its lines indented from the first column."""
    start = places.start(path)
    text = places.text[start : places.end(path)].replace("\r\n", "\n")
    base = _first_sign(places, path)
    if places.is_block(path):
        base = start
    column = places.column(base)
    return YamlValue(outdented(text, column), editable(places.data(path)))


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))
