from datetime import date, time
from typing import Any

import pytest

from practicepack.diagnostics import Source
from practicepack.library.models.audience import Refusal
from practicepack.library.models.fields import (
    Clock,
    Count,
    Counted,
    Day,
    Id,
    Line,
    Minutes,
    Number,
    Prose,
    Proses,
    Range,
    Share,
    YesNo,
)
from practicepack.library.models.people import Groups, People, Team
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read


def value(kind: Any, text: str) -> Any:
    item, found = validate(kind, read(Source("file.yaml", text)))
    assert found == []
    return item


def codes(kind: Any, text: str) -> list[str]:
    return [one.code for one in validate(kind, read(Source("file.yaml", text)))[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", (10, 10, 10)),
        ("0", (0, 0, 0)),
        ("5-10", (5, 8, 10)),
        ("10-20", (10, 15, 20)),
        ("10 - 20", (10, 15, 20)),
        ("15-20-30", (15, 20, 30)),
        ("20-20-30", (20, 20, 30)),
        ("20 min", (20, 20, 20)),
        ("20 minutes", (20, 20, 20)),
        ("5–10", (5, 8, 10)),
        ("5 to 10 min", (5, 8, 10)),
        ("5 min - 10 min.", (5, 8, 10)),
        ("1h30", (90, 90, 90)),
        ("1 h - 1h15 - 1 hour 30 minutes", (60, 75, 90)),
        ("{min: 1, ideal: 2, max: 9}", (1, 2, 9)),
    ],
)
def test_minutes_have_four_forms(text: str, expected: tuple[int, int, int]) -> None:
    found = value(Range, text)
    assert (found.min, found.ideal, found.max) == expected


@pytest.mark.parametrize(
    "text",
    [
        "10-5",
        "5-3-10",
        "10m",
        "1-2-3-4",
        "5-10-",
        "-5",
        "1.5",
        "10 people",
        "1,5 h",
        "{min: 3, ideal: 2, max: 4}",
    ],
)
def test_other_minutes_are_refused(text: str) -> None:
    assert codes(Range, text) == ["bad-minutes"]


FIVE = Range(min=5, ideal=5, max=5)
ONE_TO_FIVE = Range(min=1, ideal=3, max=5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{each: 2, per: group}", Counted(each=2, per="group")),
        ("{each: 2, per: pair, plus: 5}", Counted(each=2, per="pair", plus=FIVE)),
        ("{each: 0.25, per: participant, plus: 5}", Counted(each=0.25, per="participant", plus=FIVE)),
        ("{stagger: 5, per: group, plus: 1-3-5}", Counted(stagger=5, per="group", plus=ONE_TO_FIVE)),
        ("5-10", Range(min=5, ideal=8, max=10)),
    ],
)
def test_minutes_may_be_counted(text: str, expected: object) -> None:
    assert value(Minutes, text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{each: 2}", "missing-field"),
        ("{each: 2, per: day}", "unknown-value"),
        ("{per: group, plus: 5}", "bad-minutes"),
        ("{each: 2, stagger: 5, per: group}", "bad-minutes"),
        ("{stagger: 5, per: group, plus: 9-5}", "bad-minutes"),
    ],
)
def test_minutes_are_counted_by_people_only(text: str, code: str) -> None:
    assert codes(Minutes, text) == [code]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("09:30", time(9, 30)), ("00:00", time(0)), ("23:59", time(23, 59)), ("9:30", time(9, 30))),
        *(("9.30", time(9, 30)), ("9h30", time(9, 30)), ("09h30", time(9, 30)), ("14h", time(14))),
        *(("9:30 am", time(9, 30)), ("2 pm", time(14)), ("2.15 p.m.", time(14, 15)), ("9AM", time(9))),
        *(("12:30 am", time(0, 30)), ("12 pm", time(12))),
    ],
)
def test_a_clock_is_written_in_several_ways(text: str, expected: time) -> None:
    assert value(Clock, text) == expected


@pytest.mark.parametrize(
    "text", ["9", "24:00", "09:60", "0930", "09:30:00", "9.3", "9,30", "13:00 pm", "0 am", "nine"]
)
def test_another_clock_is_refused(text: str) -> None:
    assert codes(Clock, text) == ["bad-clock"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("2026-03-04", date(2026, 3, 4)), ("2028-02-29", date(2028, 2, 29))),
        *(("2026-3-4", date(2026, 3, 4)), ("2026/03/04", date(2026, 3, 4)), ("2026.3.4", date(2026, 3, 4))),
    ],
)
def test_a_day_is_a_date(text: str, expected: date) -> None:
    assert value(Day, text) == expected


@pytest.mark.parametrize("text", ["2026-02-29", "2026/3-4", "26-03-04", "20260304", "04.03.2026"])
def test_another_date_is_refused(text: str) -> None:
    assert codes(Day, text) == ["bad-date"]


@pytest.mark.parametrize(
    ("text", "expected"), [("10%", 0.1), ("10 %", 0.1), ("0%", 0.0), ("7%", 0.07), ("150%", 1.5)]
)
def test_a_share_is_a_percentage(text: str, expected: float) -> None:
    assert value(Share, text) == expected


@pytest.mark.parametrize("text", ["10", "0.1", "10.5%", "-1%", "1000%"])
def test_another_share_is_refused(text: str) -> None:
    assert codes(Share, text) == ["wrong-type"]


@pytest.mark.parametrize(("text", "expected"), [("0", 0), ("20", 20), ("9999", 9999)])
def test_a_count_is_a_whole_number(text: str, expected: int) -> None:
    assert value(Count, text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("010", "wrong-type"),
        ("-1", "wrong-type"),
        ("1.0", "wrong-type"),
        ("1_000", "wrong-type"),
        ("1e3", "wrong-type"),
        ("twenty", "wrong-type"),
        ("10000", "out-of-range"),
    ],
)
def test_another_count_is_refused(text: str, code: str) -> None:
    assert codes(Count, text) == [code]


@pytest.mark.parametrize(("text", "expected"), [("1", 1.0), ("0.5", 0.5), ("1.2345", 1.2345), ("1,5", 1.5)])
def test_a_number_may_have_four_decimals(text: str, expected: float) -> None:
    assert value(Number, text) == expected


@pytest.mark.parametrize("text", ["1.23456", ".5", "1.", "-1", "nan", "1,500", "1,"])
def test_another_number_is_refused(text: str) -> None:
    assert codes(Number, text) == ["wrong-type"]


@pytest.mark.parametrize(
    ("text", "expected"), [("true", True), ("false", False), ("yes", True), ("No", False), ("TRUE", True)]
)
def test_yes_or_no_is_true_or_false(text: str, expected: bool) -> None:
    assert value(YesNo, text) is expected


@pytest.mark.parametrize("text", ["on", "y", "1", "nope"])
def test_another_yes_or_no_is_refused(text: str) -> None:
    assert codes(YesNo, text) == ["wrong-type"]


@pytest.mark.parametrize(
    ("text", "size", "number"),
    [
        ("4-5-6", Range(min=4, ideal=5, max=6), None),
        ("{size: 4}", Range(min=4, ideal=4, max=4), None),
        ("{number: 4}", None, 4),
    ],
)
def test_people_are_divided_by_size_or_by_number(text: str, size: Range | None, number: int | None) -> None:
    assert value(Groups, text) == Groups(size=size, number=number)


@pytest.mark.parametrize("text", ["{}", "{size: 4, number: 3}", "{number: 0}", "0-5", "0"])
def test_other_groups_are_refused(text: str) -> None:
    assert codes(Groups, text) == ["bad-groups"]


def test_people_are_participants_where_no_unit_is_given() -> None:
    assert value(People, "{min: 4, ideal: 20, max: 40}").unit == "participant"
    assert value(People, "{min: 4, ideal: 20, max: 40, unit: couple}").unit == "couple"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{min: 0, ideal: 1, max: 2}", "bad-people"),
        ("{min: 4, ideal: 3, max: 5}", "bad-people"),
        ("{min: 4, ideal: 6, max: 5}", "bad-people"),
        ("{min: 4, max: 5}", "missing-field"),
        ("{min: 1, ideal: 2, max: 3, unit: pair}", "unknown-value"),
        ("{min: 1, ideal: 2, max: 3, most: 3}", "unknown-key"),
    ],
)
def test_other_people_are_refused(text: str, code: str) -> None:
    assert codes(People, text) == [code]


def test_a_line_is_trimmed_and_prose_is_not() -> None:
    assert value(Line, "' a '") == "a"
    assert value(Prose, "' a '") == " a "


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Line, "'  '", "empty-text"),
        (Prose, "'  '", "empty-text"),
        (Line, "'\u200b \u200d'", "empty-text"),
        (Line, "|\n  a\n  b\n", "not-one-line"),
        (Line, "[a]", "wrong-type"),
        (Id, "Power-Walk", "bad-id"),
        (Id, "power--walk", "bad-id"),
        (Id, "a" * 61, "bad-id"),
    ],
)
def test_other_texts_are_refused(kind: Any, text: str, code: str) -> None:
    assert codes(kind, text) == [code]


@pytest.mark.parametrize(("text", "expected"), [("one", ("one",)), ("[one, two]", ("one", "two"))])
def test_one_text_stands_for_a_list_of_one(text: str, expected: tuple[str, ...]) -> None:
    assert value(Proses, text) == expected


def test_plain_text_stands_for_the_key_that_matters() -> None:
    assert value(Refusal, "couples") == Refusal(audience="couples")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{women: 0}", "a team has at least one facilitator: women: 1, or 2"),
        ('"2 women"', '"2 women" must be a number such as 2, or women: and men: with a number each'),
        ("[Ana, Bea]", "it is not asked who they are: say how many, such as 2"),
        ("{number: 1, women: 2}", "the number must be women and men together, or more"),
    ],
)
def test_a_team_that_cannot_be_says_why(written: str, message: str) -> None:
    _, wrong = validate(Team, read(Source("sessions/mine/workshop.yaml", written)))
    assert [(one.code, one.message) for one in wrong] == [("bad-team", message)]
