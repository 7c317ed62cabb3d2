"""Change single values of a workshop from the command line, as if they had been typed into its file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from practicepack.diagnostics import CallError, ContentError, Diagnostic, Source, Span, near_miss
from practicepack.edits import Path
from practicepack.library.entry import Entry
from practicepack.library.models.workshop import PRIVATE, Workshop
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import Node, Reading, read
from practicepack.limits import STANDARD_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Assignment:
    """A value for one path, and the option that gave it. `value` is YAML; `days.*` stands for every day."""

    path: Path
    value: str
    option: str


def is_private(path: Path) -> bool:
    """Whether the value at this path of a workshop is a name or a contact, and is stored nowhere."""
    return path[0] in PRIVATE


def assignment(text: str, option: str = "--set") -> Assignment:
    """`days.0.end=15:00` as an assignment. Raises CallError where it has no path or no equals sign."""
    left, equals, value = _as_typed(text).partition("=")
    if not equals or not all(left.split(".")):
        raise CallError(f'"{text}" is not PATH=VALUE', (f"such as {option} days.0.end=15:00",))
    path: list[str | int] = []
    for step in left.split("."):
        # isdigit is true of ² as well, which int does not take
        if step.isascii() and step.isdigit():
            path.append(int(step))
        else:
            path.append(step)
    return Assignment(tuple(path), value, option)


def _as_typed(text: str) -> str:
    """An option read as UTF-8, if it is that. On a machine that knows only ASCII, it comes in as bytes."""
    try:
        return text.encode(errors="surrogateescape").decode()
    except UnicodeError:
        return text


def override(
    entry: Entry[Workshop], assignments: Iterable[Assignment], bounds: Limits = STANDARD_LIMITS
) -> Entry[Workshop]:
    """The workshop with the values put in, validated again.

    Raises CallError for a path that leads nowhere, or for another file to read, and ContentError for a
    value that does not fit.
    """
    reading = entry.reading
    for given in assignments:
        for single in _each_day(given, len(entry.item.days)):
            reading = _with_value(reading, single)
    item, problems = validate(Workshop, reading, bounds)
    if item is None:
        raise ContentError(problems)
    if _files_named(item) != _files_named(entry.item):
        hints = ("write it into workshop.yaml",)
        raise CallError("--set: the logo and the referral list cannot be others for one time", hints)
    return replace(entry, item=item, written=reading)


def _files_named(workshop: Workshop) -> tuple[object, ...]:
    """What was read because workshop.yaml names it."""
    return workshop.referrals, workshop.organiser and workshop.organiser.logo


def _each_day(given: Assignment, days: int) -> list[Assignment]:
    if given.path[:2] != ("days", "*"):
        return [given]
    return [replace(given, path=("days", day, *given.path[2:])) for day in range(days)]


def _with_value(reading: Reading, given: Assignment) -> Reading:
    typed = read(Source(given.option, given.value))
    # nothing after the equals sign is an empty value, as in a file
    faults: list[Diagnostic] = [fault for fault in typed.diagnostics if fault.code != "empty-file"]
    if faults:
        raise ContentError(faults)
    moved = _spans_below(typed.values, given.path)
    moved[given.path] = typed.values.get((), Span(typed.source, 0, len(given.value)))
    moved[given.path] = replace(moved[given.path], path=given.path)
    keys = _spans_below(typed.keys, given.path)
    keys[given.path] = moved[given.path]
    return Reading(
        reading.source,
        _put_value(reading.data, given, given.path, typed.data),
        reading.values | moved,
        reading.keys | keys,
    )


def _spans_below(spans: Mapping[Path, Span], top: Path) -> dict[Path, Span]:
    """The places of what was typed, by the paths that it has below `top` in the file."""
    moved = {}
    for path, span in spans.items():
        moved[(*top, *path)] = replace(span, path=(*top, *path))
    return moved


def _put_value(data: Any, given: Assignment, rest: Path, value: Any) -> Any:
    if not rest:
        return _placed(value, given.path)
    step = rest[0]
    if isinstance(data, tuple) and isinstance(step, int) and step < len(data):
        return (*data[:step], _put_value(data[step], given, rest[1:], value), *data[step + 1 :])
    if isinstance(data, Node) and (step in data or len(rest) == 1):
        copy = Node(data.path)
        copy.update(data)
        copy[str(step)] = _put_value(data.get(str(step)), given, rest[1:], value)
        return copy
    known: tuple[str, ...] = ()
    if isinstance(data, Node):
        known = tuple(data)
    path = ".".join(map(str, given.path))
    raise CallError(f'{given.option}: "{path}" leads nowhere', near_miss(str(step), known))


def _placed(value: Any, path: Path) -> Any:
    """`value` with the paths of its mappings moved below `path`."""
    if isinstance(value, Node):
        copy = Node((*path, *value.path))
        copy.update({key: _placed(item, path) for key, item in value.items()})
        return copy
    if isinstance(value, tuple):
        return tuple(_placed(item, path) for item in value)
    return value
