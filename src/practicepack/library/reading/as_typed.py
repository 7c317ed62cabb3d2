"""Values made of the text that an author typed, before they are validated.

Each raises `wrong-type` or a code of its own for text that it does not know. What is no text is left to the
validation.
"""

import re
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from practicepack.library.reading.spellings import DATE, DECIMAL, clock, length, yes_or_no

WHOLE = re.compile(r"0|[1-9]\d{0,15}")
SHARE = re.compile(r"(\d{1,3})\s?%")


def as_whole(value: Any) -> Any:
    """A whole number."""
    if isinstance(value, str):
        if not WHOLE.fullmatch(value):
            raise PydanticCustomError("wrong-type", "must be a whole number")
        return int(value)
    return value


def as_minutes(value: Any) -> Any:
    """Minutes, such as 20 min."""
    if isinstance(value, str):
        found = length(value)
        if found is None:
            raise PydanticCustomError("bad-minutes", "must be minutes such as 10")
        return found
    return value


def as_decimal_minutes(value: Any) -> Any:
    """Minutes, or a decimal number of them."""
    if isinstance(value, str) and (found := length(value)) is not None:
        return float(found)
    return as_decimal(value)


def as_decimal(value: Any) -> Any:
    """A decimal number, such as 1.5 or 1,5."""
    if isinstance(value, str):
        if not DECIMAL.fullmatch(value):
            raise PydanticCustomError("wrong-type", "must be a number")
        return float(value.replace(",", "."))
    return value


def as_share(value: Any) -> Any:
    """A share, such as 10%."""
    if isinstance(value, str):
        if not (found := SHARE.fullmatch(value)):
            raise PydanticCustomError("wrong-type", "must be a share such as 10%")
        return int(found[1]) / 100
    return value


def as_yes(value: Any) -> Any:
    """True or false."""
    if isinstance(value, str):
        said = yes_or_no(value)
        if said is None:
            raise PydanticCustomError("wrong-type", "must be true or false")
        return said
    return value


def as_clock(value: Any) -> Any:
    """A time as typed. Raises `bad-clock` for other text; what is no text is left to the validation."""
    if isinstance(value, str):
        found = clock(value)
        if found is None:
            raise PydanticCustomError("bad-clock", "must be a time from 00:00 to 23:59")
        return found
    return value


def as_day(value: Any) -> Any:
    """A date."""
    if isinstance(value, str):
        found = DATE.fullmatch(value)
        try:
            return date(*map(int, found.group(1, 3, 4)) if found else (0, 0, 0))
        except ValueError:
            raise PydanticCustomError("bad-date", "must be a date such as 2026-03-08") from None
    return value
