"""Values as plain data, and the ways in which a value can be written at its place."""

import json
import re
from dataclasses import dataclass
from typing import Any

from practicepack.diagnostics import Source
from practicepack.library.reading.yaml_source import read

PLAIN_WORD = re.compile(r"[A-Za-z0-9_](?:[\w./-]|:(?=\d))*", re.ASCII)
"""What needs no quotes anywhere: an id, a number, a time."""
NO_TEXT = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
"""Words that other readers of YAML do not take for text."""


class NotYamlError(ValueError):
    """The value of an edit cannot be read."""


@dataclass(frozen=True, slots=True)
class YamlValue:
    """The value of an edit: as it was given, with lines indented from the first column, and what it says."""

    written: str
    data: Any


def value_of(written: str) -> YamlValue:
    """A value as given after `--set PATH=`. Raises NotYamlError."""
    text = written.replace("\r\n", "\n").strip("\n").rstrip()
    reading = read(Source("", text))
    for diagnostic in reading.diagnostics:
        # nothing at all is an empty value, as it is after a key
        if diagnostic.code != "empty-file":
            raise NotYamlError(diagnostic.message)
    return YamlValue(text, editable(reading.data))


def editable(value: Any) -> Any:
    """What was read, as dicts and lists that can be changed."""
    if isinstance(value, dict):
        group = {}
        for key, item in value.items():
            group[key] = editable(item)
        return group
    if isinstance(value, tuple):
        return list(map(editable, value))
    return value


def in_one_line(data: Any) -> str:
    """Any value in one line, in braces and brackets where it has parts."""
    if isinstance(data, dict):
        pairs = []
        for key, item in data.items():
            pairs.append(f"{key_text(key)}: {in_one_line(item)}")
        return f"{{{', '.join(pairs)}}}"
    if isinstance(data, list):
        return f"[{', '.join(map(in_one_line, data))}]"
    if data is None:
        return "null"
    return key_text(data)


def key_text(text: str) -> str:
    """A text as a key or as a value in one line, in quotes where it needs them."""
    if PLAIN_WORD.fullmatch(text) and text.lower() not in NO_TEXT:
        return text
    return in_json_quotes(text)


def in_json_quotes(text: str) -> str:
    """A text in double quotes, line ends as escapes."""
    # YAML reads every string of JSON as JSON does
    return json.dumps(text, ensure_ascii=False)


def as_lines(text: str) -> str | None:
    """A text of several lines as a block below `|`; None where it cannot be one."""
    ending = "|-"
    if text.endswith("\n"):
        ending = "|"
    body = text.removesuffix("\n")
    if "\n" not in body or body.endswith("\n") or body[0] in " \n":
        return None
    return indented_below(f"{ending}\n{body}", 2)


def indented_below(text: str, columns: int) -> str:
    """A text with all lines but the first further to the right; empty ones stay empty."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * columns, text)


def outdented(text: str, columns: int) -> str:
    """A text with all lines but the first further to the left, as far as they are indented."""
    return re.sub(rf"\n {{1,{columns}}}", "\n", text) if columns else text
