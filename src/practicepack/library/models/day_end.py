"""When a day ends: any time of the clock, and midnight as 24:00."""

from datetime import time
from typing import Annotated, Any

from pydantic import ValidatorFunctionWrapHandler, WrapValidator

from practicepack.library.models.fields import CLOCK_SCHEMA
from practicepack.library.models.schema_types import named
from practicepack.library.reading.as_typed import as_clock
from practicepack.library.reading.spellings import CLOCK_TEXT

MIDNIGHT = "24:00"


class Midnight(time):
    """The midnight at which a day ends. Its hour is 24: no other time of the day is later."""

    hour = 24

    def __str__(self) -> str:
        return MIDNIGHT


def _time_or_midnight(value: Any, as_time: ValidatorFunctionWrapHandler) -> Any:
    # Python's times end at 23:59, and a day of a workshop may not
    if value == MIDNIGHT:
        return Midnight()
    return as_time(as_clock(value))


DayEnd = Annotated[
    time,
    WrapValidator(_time_or_midnight),
    named(
        "End of the day",
        'A time of day, "24:00" at the latest: "16:30", 16h30 or 4:30 pm.',
        {**CLOCK_SCHEMA, "pattern": f"^(?:{CLOCK_TEXT.pattern}|{MIDNIGHT})$"},
        "16:30",
    ),
]
