"""Turn plain data into authored values, and pydantic's findings into ours."""

from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from practicepack.ctrl_c import without_ctrl_c
from practicepack.diagnostics import Diagnostic, Hint, Span, Tip, error, meant, near_miss, nearest, respelt
from practicepack.edits import Move, Path
from practicepack.library.models.fields import Authored, ValidationContext
from practicepack.library.reading.fitting_hints import for_group, for_key, for_list, for_text, for_value
from practicepack.library.reading.remarks import Remark, hints_for
from practicepack.library.reading.yaml_source import Node, Reading
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
EDGES = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}
CHOICES = ("literal_error", "union_tag_invalid")
BARE = ("empty-text", "long-text", "not-one-line", "bad-cue", "bad-block")
"""The codes whose message does not repeat the value."""
MOST_SHOWN_VALUE = 40
Seen = dict[Path, type[Authored]]


def validate(kind: Any, reading: Reading, bounds: Limits = STANDARD_LIMITS) -> tuple[Any, list[Diagnostic]]:
    """The authored value, or None and what is wrong with it."""
    context = ValidationContext(bounds)
    try:
        return adapter(kind).validate_python(reading.data, context=context), []
    except ValidationError as fault:
        details = fault.errors(include_url=False)
    misspelt = _misspelt(reading, details, context.kinds)
    findings = []
    for detail in details:
        if not _follows(detail, misspelt):
            findings.append(_finding(reading, context, detail))
    return None, findings


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The validator of an authored type, built once, when it is first needed."""
    type_adapter = TypeAdapter(kind)
    with without_ctrl_c():  # pydantic would take it for a fault of the type
        type_adapter.rebuild(force=True)
    return type_adapter


def _misspelt(reading: Reading, details: list[ErrorDetails], seen: Seen) -> set[Path]:
    """The missing keys that stand there under a name that is nearly theirs."""
    meant = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            path = reading.written(tuple(detail["loc"]))
            meant.add((path[:-1], near_miss(str(path[-1]), _keys(seen, path[:-1]))))
    misspelt = set()
    for detail in details:
        if detail["type"] == "missing":
            path = tuple(detail["loc"])
            key = str(path[-1])
            if (reading.written(path), near_miss(key, (key,))) in meant:
                misspelt.add(path)
    return misspelt


def _keys(seen: Seen, path: Path) -> tuple[str, ...]:
    if path not in seen:
        return ()
    return seen[path].known_keys()


def _follows(detail: ErrorDetails, misspelt: set[Path]) -> bool:
    """Whether a finding only follows from another: from a misspelt key, or from the wrong items of a list."""
    # pydantic counts only valid items, so a list whose items are all wrong is "too short" as well
    is_shortened = detail["type"] == "too_short" and bool(detail["input"])
    return is_shortened or tuple(detail["loc"]) in misspelt


def _finding(reading: Reading, validation: ValidationContext, detail: ErrorDetails) -> Diagnostic:
    kind, context, path = detail["type"], detail.get("ctx", {}), tuple(detail["loc"])
    if kind == "extra_forbidden":
        return _unknown_key(reading, validation.kinds, path)
    if kind == "missing":
        return _missing_field(reading, str(path[-1]), path[:-1])
    if kind == "union_tag_not_found":
        return _missing_field(reading, "kind", path)
    if kind == "union_tag_invalid":
        path = (*path, "kind")
    if "at" in context:
        path = (*path, context["at"])
    value, span = _value(reading, path), reading.value_span(path)
    code, message, hints = _worded(detail, value, path, span)
    if kind in WANTED and value is not None:
        hints = _of_kind(reading, detail, path) or hints
    hints = hints + for_value(code, value, span)
    remark = _remark_after(reading, path)
    if remark:
        hints = hints_for(remark, span)
    if "bound" in context:
        hints = (validation.bounds.more(context["bound"], context["length"]),)
    return error(code, message, span, hints=hints)


def _remark_after(reading: Reading, path: Path) -> Remark | None:
    """The remark that may have cut the value at a path."""
    for remark in reading.remarks:
        if remark.path == reading.written(path):
            return remark
    return None


def _of_kind(reading: Reading, detail: ErrorDetails, path: Path) -> tuple[Hint, ...]:
    """Hints for a value of another kind: text, a list, or a group of keys."""
    value, key, span = _value(reading, path), _last_key(path), reading.value_span(path)
    wanted = WANTED[detail["type"]]
    if wanted == "text":
        return for_text(value, span, key)
    if wanted == WANTED["tuple_type"]:
        return for_list(value, span, key)
    if wanted == "a group of keys":
        return for_group(value, span, _known_of(detail.get("ctx", {}).get("class_name", "")))
    return ()


@cache
def _known_of(name: str) -> tuple[str, ...]:
    """The keys of an authored type by its name."""
    kinds = list(Authored.__subclasses__())
    for kind in kinds:
        if kind.__name__ == name:
            return kind.known_keys()
        # the list grows while it is gone through, so that subclasses of subclasses are met as well
        kinds += kind.__subclasses__()
    return ()


def _last_key(path: Path) -> str:
    for step in reversed(path):
        if isinstance(step, str):
            return step
    return "this"


def _value(reading: Reading, path: Path) -> Any:
    """What the author wrote at `path`."""
    data = reading.data
    for step in reading.written(path):
        data = data[step]
    return data


def _unknown_key(reading: Reading, seen: Seen, path: Path) -> Diagnostic:
    written, key = reading.written(path), str(path[-1])
    known = _keys(seen, written[:-1])
    hint: Hint = Tip(f"known here: {', '.join(known)}")
    match = nearest(key, known)
    # an option on the command line is typed to change what is in the file
    is_in_file = reading.key_span(written).is_in_file
    if match and is_in_file and (*written[:-1], match) in reading.values:
        # to move it there would drop the value that is there
        hint = Tip(f'did you mean "{match}"? It is there already: keep one of the two')
    elif match:
        hint = meant(match, Move(reading.source.name, written, (*written[:-1], match)))
    hints = _sign_or_comma(reading, written) or (hint,)
    return error("unknown-key", f'unknown key "{key}"', reading.key_span(written), hints=hints)


def _sign_or_comma(reading: Reading, written: Path) -> tuple[Hint, ...]:
    group, key = _value(reading, written[:-1]), str(written[-1])
    before, text = None, ""
    for name, value in group.items():
        if name == key:
            break
        before = None
        if isinstance(value, str):
            before, text = reading.value_span((*written[:-1], name)), value
    return for_key(reading.key_span(written), group.get(key), before, text)


def _missing_field(reading: Reading, key: str, path: Path) -> Diagnostic:
    written, data = reading.written(path), _value(reading, path)
    span = reading.value_span(written)
    # the first key of a group shows where a field belongs; the span of the group may be many lines
    if isinstance(data, Node) and data:
        span = reading.keys[(*written, next(iter(data)))]
    # what lacks the field is the group, not its first key
    return error("missing-field", f'"{key}" is missing', replace(span, path=written))


Worded = tuple[str, str, tuple[Hint, ...]]
"""The code, the message and the hints of a finding."""


def _worded(detail: ErrorDetails, value: Any, path: Path, span: Span) -> Worded:
    kind, context, message = detail["type"], detail.get("ctx", {}), detail["msg"]
    if kind in CHOICES and isinstance(value, str):
        return _choice(context, value, span)
    subject = ""
    if isinstance(value, str):
        subject = f'"{value[:MOST_SHOWN_VALUE]}" '
    if kind in WANTED or kind in CHOICES:
        return _wrong_type(WANTED.get(kind, "text"), subject, value, path)
    if kind in EDGES:
        edge, words = EDGES[kind]
        return "out-of-range", f"{subject}is out of range: {words} {context[edge]:g}", ()
    if kind in ("too_short", "too_long"):
        return _wrong_length(context)
    if kind in ("string_pattern_mismatch", "string_too_long"):
        return _bad_name(subject, is_picture=path[-1:] == ("picture",))
    if kind not in BARE:
        message = f"{subject}{message}"
    return kind, message, ()


def _bad_name(subject: str, *, is_picture: bool) -> Worded:
    if is_picture:
        return "bad-id", f"{subject}is not the name of a picture", (Tip("such as drum, or market-day.jpg"),)
    return "bad-id", f"{subject}is not an id", (Tip("use small letters, digits and hyphens, at most 60"),)


NO_ACTIVITIES = Tip("to leave out the whole session, delete its line in workshop.yaml; the file can stay")
"""What is meant where someone deleted the last activity of a session."""


def _wrong_length(context: dict[str, Any]) -> Worded:
    if "max_length" in context:
        return "long-list", f"the list has more items than the limit, {context['max_length']}", ()
    return "empty-list", "the list needs at least one item", ()


def _wrong_type(wanted: str, subject: str, value: Any, path: Path) -> Worded:
    key = _last_key(path)
    if value is None and key == "activities":
        return "wrong-type", f'"{key}" is empty', (NO_ACTIVITIES,)
    if value is None:
        return "wrong-type", f'"{key}" is empty', ()
    subject = subject or f'"{key}" '
    return "wrong-type", f"{subject}must be {wanted}", ()


def _choice(context: dict[str, Any], value: str, span: Span) -> Worded:
    # pydantic only has the choices as a sentence: 'low', 'medium' or 'high'
    listed = context.get("expected_tags") or context["expected"].replace(" or ", ", ")
    known = tuple(word.strip(" '") for word in listed.split(","))
    hints: tuple[Hint, ...] = respelt(span, value, known)
    hints = hints or (Tip(f"known here: {', '.join(known)}"),)
    return "unknown-value", f'"{value}" is not known here', hints
