"""A hint shows what the author most likely meant, and can be pasted."""

import pytest

from practicepack.diagnostics import Source, error
from practicepack.library.reading.fitting_hints import for_value

SPAN = Source("content/try.yaml", "").at()


def hints(code: str, typed: str) -> tuple[str, ...]:
    """The hints for a value as the terminal prints them."""
    return error(code, "it is odd", hints=for_value(code, typed, SPAN)).hints


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", "09:00"),
        ("14", "14:00"),
        ("0900", "09:00"),
        ("930", "09:30"),
        ("0975", None),
        ("09:00:00", "09:00"),
        ("25", None),
    ],
)
def test_a_time_is_shown_with_hours_and_minutes(typed: str, meant: str | None) -> None:
    assert hints("bad-clock", typed) == ((f'write hours and minutes: "{meant}"',) if meant else ())


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("8 March 2026", ["2026-03-08"]),
        ("8 Mar 2026", ["2026-03-08"]),
        ("March 8, 2026", ["2026-03-08"]),
        ("08/03/2026", ["2026-03-08", "2026-08-03"]),
        ("30 February 2026", []),
        ("next Monday", []),
    ],
)
def test_a_date_is_shown_with_the_year_first(typed: str, days: list[str]) -> None:
    assert hints("bad-date", typed) == tuple(f"write the year first: {day}" for day in days)
