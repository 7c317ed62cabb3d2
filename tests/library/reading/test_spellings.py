"""What people write is read where only one thing can be meant, and editors accept the same."""

import json
import re
from typing import Any

import pytest

from practicepack.diagnostics import Source
from practicepack.library.models.fields import Clock, Colour, Day, MinuteCount, Number, YesNo
from practicepack.library.reading.validate import adapter, validate
from practicepack.library.reading.yaml_source import read


def value(kind: Any, text: str) -> Any:
    item, found = validate(kind, read(Source("file.yaml", text)))
    assert found == []
    return item


def codes(kind: Any, text: str) -> list[str]:
    return [one.code for one in validate(kind, read(Source("file.yaml", text)))[1]]


@pytest.mark.parametrize(("text", "expected"), [("20", 20), ("20 min", 20), ("1h", 60), ("90 minutes", 90)])
def test_a_break_is_a_number_of_minutes(text: str, expected: int) -> None:
    assert value(MinuteCount, text) == expected


@pytest.mark.parametrize("text", ["10-20", "some", "-5", "1.5"])
def test_another_break_is_refused(text: str) -> None:
    assert codes(MinuteCount, text) == ["bad-minutes"]


@pytest.mark.parametrize("text", ["#7a1f3d", "7a1f3d", "7A1F3D"])
def test_a_colour_needs_no_sign(text: str) -> None:
    assert value(Colour, json.dumps(text)) == f"#{text[-6:]}"


SPELT = [
    (Clock, ["9:30", "9h", "2 pm", "nine", "24:00"]),
    (Day, ["2026-3-4", "2026/03/04", "4.3.2026", "2026-03"]),
    (MinuteCount, ["20", "20 min", "1h30", "ten", "-1"]),
    (Number, ["1.5", "1,5", "1,500", "x"]),
    (YesNo, ["Yes", "NO", "true", "on", "y"]),
    (Colour, ["#7a1f3d", "7a1f3d", "red", "#7a1"]),
]


@pytest.mark.parametrize(("kind", "texts"), SPELT)
def test_editors_accept_what_check_accepts(kind: Any, texts: list[str]) -> None:
    pattern = adapter(kind).json_schema()["x-type"]["pattern"]
    assert [bool(re.search(pattern, text)) for text in texts] == [
        not codes(kind, json.dumps(text)) for text in texts
    ]
