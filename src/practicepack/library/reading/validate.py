"""Turn plain data into authored values, and pydantic's findings into ours."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from practicepack.ctrl_c import without_ctrl_c
from practicepack.diagnostics import Diagnostic, error, near_miss
from practicepack.library.models.fields import Authored, ValidationContext
from practicepack.library.reading.fitting_hints import for_group, for_key, for_list, for_text, for_value
from practicepack.library.reading.remarks import cut_text
from practicepack.library.reading.yaml_source import Node, Path, Reading
from practicepack.limits import STANDARD_LIMITS, Limits

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
CHOICES = ("literal_error", "union_tag_invalid")
BARE = ("empty-text", "long-text", "not-one-line", "bad-cue", "bad-block")
"""The codes whose message does not repeat the value."""
SHOWN = 40
Seen = dict[Path, type[Authored]]


def validate(kind: Any, reading: Reading, bounds: Limits = STANDARD_LIMITS) -> tuple[Any, list[Diagnostic]]:
    """The authored value, or None and what is wrong with it."""
    told = ValidationContext(bounds)
    try:
        return adapter(kind).validate_python(reading.data, context=told), []
    except ValidationError as fault:
        listed = fault.errors(include_url=False)
        misspelt = _misspelt(reading, listed, told.kinds)
        kept = (one for one in listed if not _follows(one, misspelt))
        return None, [_finding(reading, told, one) for one in kept]


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The validator of an authored type, built once, when it is first needed."""
    made = TypeAdapter(kind)
    with without_ctrl_c():  # pydantic would take it for a fault of the type
        made.rebuild(force=True)
    return made


def _misspelt(reading: Reading, listed: list[ErrorDetails], seen: Seen) -> set[Path]:
    """The missing keys that stand there under a name that is nearly theirs."""
    unknown = [reading.written(tuple(one["loc"])) for one in listed if one["type"] == "extra_forbidden"]
    meant = {(path[:-1], near_miss(str(path[-1]), _keys(seen, path[:-1]))) for path in unknown}
    missing = [tuple(one["loc"]) for one in listed if one["type"] == "missing"]
    return {
        path
        for path in missing
        if (reading.written(path), near_miss(str(path[-1]), (str(path[-1]),))) in meant
    }


def _keys(seen: Seen, path: Path) -> tuple[str, ...]:
    return seen[path].known_keys() if path in seen else ()


def _follows(one: ErrorDetails, misspelt: set[Path]) -> bool:
    """Whether a finding only follows from another: from a misspelt key, or from the wrong items of a list."""
    return (one["type"] == "too_short" and bool(one["input"])) or tuple(one["loc"]) in misspelt


def _finding(reading: Reading, told: ValidationContext, one: ErrorDetails) -> Diagnostic:
    kind, context, path = one["type"], one.get("ctx", {}), tuple(one["loc"])
    if kind == "extra_forbidden":
        return _unknown_key(reading, told.kinds, path)
    if kind == "missing":
        return _missing(reading, str(path[-1]), path[:-1])
    if kind == "union_tag_not_found":
        return _missing(reading, "kind", path)
    if kind == "union_tag_invalid":
        path = (*path, "kind")
    if "at" in context:
        path = (*path, context["at"])
    code, message, hints = _worded(one, _value(reading, path), path)
    if kind in WANTED and _value(reading, path) is not None:
        hints = _of_kind(reading, one, path) or hints
    hints = hints + for_value(code, _value(reading, path))
    cut = [remark for remark in reading.remarks if remark.path == reading.written(path)]
    if cut:
        hints = cut_text(cut[0], reading.value_span(path), is_contact=False).hints
    if "bound" in context:
        hints = (told.bounds.more(context["bound"], context["length"]),)
    return error(code, message, reading.value_span(path), hints=hints)


def _of_kind(reading: Reading, one: ErrorDetails, path: Path) -> tuple[str, ...]:
    """Hints for a value of another kind: text, a list, or a group of keys."""
    value, key = _value(reading, path), _last_key(path)
    wanted = WANTED[one["type"]]
    if wanted == "text":
        return for_text(value, reading.value_span(path), key)
    if wanted == WANTED["tuple_type"]:
        return for_list(value, key)
    if wanted == "a group of keys":
        return for_group(value, _known_of(one.get("ctx", {}).get("class_name", "")))
    return ()


@cache
def _known_of(name: str) -> tuple[str, ...]:
    """The keys of an authored type by its name."""
    kinds = list(Authored.__subclasses__())
    for kind in kinds:
        kinds += kind.__subclasses__()
    return next((kind.known_keys() for kind in kinds if kind.__name__ == name), ())


def _last_key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "this")


def _value(reading: Reading, path: Path) -> Any:
    """What the author wrote at `path`."""
    data = reading.data
    for step in reading.written(path):
        data = data[step]
    return data


def _unknown_key(reading: Reading, seen: Seen, path: Path) -> Diagnostic:
    written, key = reading.written(path), str(path[-1])
    known = _keys(seen, written[:-1])
    hints = near_miss(key, known) or (f"known here: {', '.join(known)}",)
    hints = _sign_or_comma(reading, written) or hints
    return error("unknown-key", f'unknown key "{key}"', reading.key_span(written), hints=hints)


def _sign_or_comma(reading: Reading, written: Path) -> tuple[str, ...]:
    group = _value(reading, written[:-1])
    keys = list(group)
    at = keys.index(written[-1]) if written[-1] in keys else 0
    before = group[keys[at - 1]] if at else None
    return for_key(str(written[-1]), group.get(written[-1]), before if isinstance(before, str) else None)


def _missing(reading: Reading, key: str, path: Path) -> Diagnostic:
    written, data = reading.written(path), _value(reading, path)
    first = next(iter(data), None) if isinstance(data, Node) else None
    span = reading.value_span(written) if first is None else reading.keys[(*written, first)]
    return error("missing-field", f'"{key}" is missing', span)


def _worded(one: ErrorDetails, value: Any, path: Path) -> tuple[str, str, tuple[str, ...]]:
    kind, context = one["type"], one.get("ctx", {})
    said = f'"{value[:SHOWN]}" ' if isinstance(value, str) else ""
    if kind in WANTED or (kind in CHOICES and not isinstance(value, str)):
        return _wrong_type(WANTED.get(kind, "text"), said, value, path)
    if kind in CHOICES:
        return _choice(context, value)
    if kind in ("greater_than_equal", "less_than_equal"):
        limit, which = (context.get("ge"), "at least") if "ge" in context else (context.get("le"), "at most")
        return "out-of-range", f"{said}is out of range: {which} {limit:g}", ()
    if kind in ("too_short", "too_long"):
        return _wrong_length(context)
    if kind in ("string_pattern_mismatch", "string_too_long"):
        return _bad_name(said, is_picture=path[-1:] == ("picture",))
    return kind, one["msg"] if kind in BARE else f"{said}{one['msg']}", ()


def _bad_name(said: str, *, is_picture: bool) -> tuple[str, str, tuple[str, ...]]:
    if is_picture:
        return "bad-id", f"{said}is not the name of a picture", ("such as drum, or market-day.jpg",)
    return "bad-id", f"{said}is not an id", ("use small letters, digits and hyphens, at most 60",)


NO_ACTIVITIES = "to leave out the whole session, delete its line in workshop.yaml; the file can stay"
"""What is meant where somebody deleted the last activity of a session."""


def _wrong_length(context: dict[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    if "max_length" in context:
        return "long-list", f"the list has more items than the limit, {context['max_length']}", ()
    return "empty-list", "the list needs at least one item", ()


def _wrong_type(wanted: str, said: str, value: Any, path: Path) -> tuple[str, str, tuple[str, ...]]:
    key = _last_key(path)
    if value is None:
        hints = (NO_ACTIVITIES,) if key == "activities" else ()
        return "wrong-type", f'"{key}" is empty', hints
    subject = said or f'"{key}" '
    return "wrong-type", f"{subject}must be {wanted}", ()


def _choice(context: dict[str, Any], value: str) -> tuple[str, str, tuple[str, ...]]:
    listed = context.get("expected_tags") or context["expected"].replace(" or ", ", ")
    known = tuple(word.strip(" '") for word in listed.split(","))
    hints = near_miss(value, known) or (f"known here: {', '.join(known)}",)
    return "unknown-value", f'"{value}" is not known here', hints
