"""Turn plain data into authored values, and pydantic's findings into ours."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from practicepack.diagnostics import Diagnostic, error, near_miss
from practicepack.library.fields import Authored
from practicepack.library.source import Node, Path, Reading

WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list, each item on a line that starts with -",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "dict_type": "a group of keys",
    "time_type": "a time such as 09:30",
    "date_type": "a date such as 2026-03-08",
}
SHOWN = 40


def validate(kind: Any, reading: Reading) -> tuple[Any, list[Diagnostic]]:
    """The authored value, or None and what is wrong with it."""
    seen: dict[Path, type[Authored]] = {}
    try:
        return adapter(kind).validate_python(reading.data, context=seen), []
    except ValidationError as fault:
        listed = [one for one in fault.errors(include_url=False) if not _follows(one)]
        return None, [_finding(reading, seen, one) for one in listed]


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The validator of an authored type, built once."""
    return TypeAdapter(kind)


def _follows(one: ErrorDetails) -> bool:
    """Whether a finding only follows from another: a list that is short of items that are wrong."""
    return one["type"] == "too_short" and bool(one["input"])


def _finding(reading: Reading, seen: dict[Path, type[Authored]], one: ErrorDetails) -> Diagnostic:
    kind, path = one["type"], tuple(one["loc"])
    if kind == "extra_forbidden":
        return _unknown_key(reading, seen, path)
    if kind in ("missing", "union_tag_not_found"):
        return _missing(reading, one, path)
    code, message, hints = _worded(one)
    return error(code, message, reading.value_span(path), hints=hints)


def _unknown_key(reading: Reading, seen: dict[Path, type[Authored]], path: Path) -> Diagnostic:
    written = reading.written(path)
    parent, key = seen.get(written[:-1]), str(path[-1])
    known = parent.known_keys() if parent else ()
    hints = near_miss(key, known) or (f"known here: {', '.join(known)}",)
    return error("unknown-key", f'unknown key "{key}"', reading.key_span(written), hints=hints)


def _missing(reading: Reading, one: ErrorDetails, path: Path) -> Diagnostic:
    if one["type"] == "union_tag_not_found":
        key = "kind"
    else:
        key, path = str(path[-1]), path[:-1]
    written = reading.written(path)
    data: Any = reading.data
    for step in written:
        data = data[step]
    first = next(iter(data), None) if isinstance(data, Node) else None
    span = reading.keys[(*written, first)] if first is not None else reading.value_span(written)
    return error("missing-field", f'"{key}" is missing', span)


def _worded(one: ErrorDetails) -> tuple[str, str, tuple[str, ...]]:
    kind, context, value = one["type"], one.get("ctx", {}), one["input"]
    said = f'"{value[:SHOWN]}" ' if isinstance(value, str) else ""
    if kind in WANTED:
        found = "is empty" if value is None else f"must be {WANTED[kind]}"
        return "wrong-type", f"{said}{found}", ()
    if kind in ("literal_error", "union_tag_invalid"):
        return _choice(kind, context, value)
    if kind in ("greater_than_equal", "less_than_equal"):
        limit, which = (context.get("ge"), "at least") if "ge" in context else (context.get("le"), "at most")
        return "out-of-range", f"{said.strip() or value} is out of range: {which} {limit:g}", ()
    if kind == "too_short":
        return "empty-list", "the list needs at least one item", ()
    if kind in ("string_pattern_mismatch", "string_too_long"):
        hint = "use small letters, digits and hyphens, at most 60"
        return "bad-id", f"{said}is not an id", (hint,)
    return kind, f"{said}{one['msg']}", ()


def _choice(kind: str, context: dict[str, Any], value: Any) -> tuple[str, str, tuple[str, ...]]:
    if kind == "union_tag_invalid":
        value, listed = context["tag"], context["expected_tags"]
    else:
        listed = context["expected"].replace(" or ", ", ")
    known = tuple(word.strip(" '") for word in listed.split(","))
    hints = near_miss(str(value), known) or (f"known here: {', '.join(known)}",)
    said = f'"{value}"' if isinstance(value, str) else "this"
    return "unknown-value", f"{said} is not known here", hints
