"""Edits applied to the text of files, as a program would that stands on ours."""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from practicepack.diagnostics import Source
from practicepack.edits import Edit, Insert, Move, Path, Remove, Replace, Set
from practicepack.library.reading.yaml_source import Reading, read


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text of one file with the edits made. Its remarks are lost where an edit has a path."""
    listed = list(edits)
    replacements = [edit for edit in listed if isinstance(edit, Replace)]
    # from the end to the beginning, so that each still finds its place
    for edit in sorted(replacements, key=lambda edit: -edit.start):
        assert text.startswith(edit.was, edit.start), f"{edit.was!r} is not there"
        text = text[: edit.start] + edit.text + text[edit.start + len(edit.was) :]
    if len(replacements) == len(listed):
        return text
    data = plain(read(Source("", text)).data)
    for edit in listed:
        change(data, edit)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)


def change(data: Any, edit: Edit) -> None:
    """Make one edit with a path in plain data."""
    match edit:
        case Set(path=path, value=value):
            group = inside(data, path[:-1])
            group[path[-1]] = parsed(value)
        case Insert(path=path, value=value):
            items = inside(data, path[:-1])
            assert isinstance(items, list)
            assert 0 <= path[-1] <= len(items), f"no place {path}"
            items.insert(path[-1], parsed(value))
        case Remove(path=path):
            del inside(data, path[:-1])[path[-1]]
        case Move(path=path, to=to):
            value = inside(data, path[:-1]).pop(path[-1])
            place = inside(data, to[:-1])
            if isinstance(place, list):
                place.insert(to[-1], value)
            else:
                place[to[-1]] = value


def inside(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def parsed(value: str) -> Any:
    reading: Reading = read(Source("", value))
    assert [one for one in reading.diagnostics if one.code != "empty-file"] == [], value
    return plain(reading.data)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def by_file(edits: Iterable[Edit]) -> Iterator[tuple[str, list[Edit]]]:
    """Edits by the file that they change."""
    files: dict[str, list[Edit]] = {}
    for edit in edits:
        files.setdefault(edit.file, []).append(edit)
    yield from files.items()
