"""Values made of the text that an author typed, before they are validated.

Each raises `wrong-type` or a code of its own for text that it does not know. What is no text is left to the
validation.
"""

import re
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from practicepack.library.reading.spellings import DATE, DECIMAL, clock, length, yes_or_no

# A number that begins with 0 may be a code, so it is not read as a number.
WHOLE_NUMBER = re.compile(r"0|[1-9]\d{0,15}")
SHARE = re.compile(r"(\d{1,3})\s?%")


def as_whole(value: Any) -> Any:
    """A whole number."""
    if isinstance(value, str):
        if not WHOLE_NUMBER.fullmatch(value):
            raise PydanticCustomError("wrong-type", "must be a whole number")
        return int(value)
    return value


def as_minutes(value: Any) -> Any:
    """Minutes, such as 20 min."""
    if isinstance(value, str):
        minutes = length(value)
        if minutes is None:
            raise PydanticCustomError("bad-minutes", "must be minutes such as 10")
        return minutes
    return value


def as_decimal_minutes(value: Any) -> Any:
    """Minutes, or a decimal number of them."""
    if isinstance(value, str):
        minutes = length(value)
        if minutes is not None:
            return float(minutes)
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
        percentage = SHARE.fullmatch(value)
        if not percentage:
            raise PydanticCustomError("wrong-type", "must be a share such as 10%")
        return int(percentage[1]) / 100
    return value


def as_yes(value: Any) -> Any:
    """True or false."""
    if isinstance(value, str):
        answer = yes_or_no(value)
        if answer is None:
            raise PydanticCustomError("wrong-type", "must be true or false")
        return answer
    return value


def as_clock(value: Any) -> Any:
    """A time as typed. Raises `bad-clock` for other text; what is no text is left to the validation."""
    if isinstance(value, str):
        time = clock(value)
        if time is None:
            raise PydanticCustomError("bad-clock", "must be a time from 00:00 to 23:59")
        return time
    return value


def as_day(value: Any) -> Any:
    """A date."""
    if isinstance(value, str):
        typed = DATE.fullmatch(value)
        if typed:
            try:
                return date(int(typed[1]), int(typed[3]), int(typed[4]))
            except ValueError:
                pass  # 2026-02-30 looks like a date, and is refused with everything else that is none
        raise PydanticCustomError("bad-date", "must be a date such as 2026-03-08")
    return value
