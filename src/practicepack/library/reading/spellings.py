"""The ways in which people write a time, minutes, a number, a date, yes and no, where only one can be meant.

The patterns are those of JavaScript as well: editors complete and check with them.
"""

import re
from datetime import time

DAYTIME = r"([01]?\d|2[0-3])(?:[:.hH]([0-5]\d)|[hH])"
HALF_DAY = r"(0?[1-9]|1[0-2])(?:[:.hH]([0-5]\d))?\s?([aApP])\.?[mM]\.?"
CLOCK = re.compile(f"{DAYTIME}|{HALF_DAY}")
"""9:30, 09:30, 9.30, 9h30, 9h, 9:30 am, 2 pm."""
UNIT = r"(?:\s?(?:min\.?|mins|minutes?|'))?"
HOURS = r"(\d{1,2})\s?(?:h|hours?)(?:\s?(\d{1,2}))?"
LENGTH = re.compile(f"(?:{HOURS}|(\\d{{1,4}})){UNIT}")
"""20, 20 min, 20 minutes, 1h, 1h30, 1 hour 30 minutes."""
TO = re.compile(r"\s?[-\u2013]\s?|\s+to\s+")
DECIMAL = re.compile(r"(0|[1-9]\d{0,15})(?:\.(\d{1,4})|,(\d{1,2}))?")
"""1.5 and 1,5. 1,500 may be a thousand and more."""
DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
"""The year first: 2026-03-08, 2026/3/8."""
YES, NO = ("true", "yes"), ("false", "no")
YES_OR_NO = "|".join(spelt for word in (*YES, *NO) for spelt in (word, word.capitalize(), word.upper()))


def clock(text: str) -> time | None:
    """A time of day, or None."""
    found = CLOCK.fullmatch(text)
    if not found:
        return None
    if found[1] is not None:
        return time(int(found[1]), int(found[2] or 0))
    hour = int(found[3]) % 12 + (12 if found[5] in "pP" else 0)
    return time(hour, int(found[4] or 0))


def length(text: str) -> int | None:
    """Whole minutes, or None."""
    found = LENGTH.fullmatch(text)
    if not found:
        return None
    if found[3] is not None:
        return int(found[3])
    return 60 * int(found[1]) + int(found[2] or 0)


def lengths(text: str) -> list[int] | None:
    """One to three numbers of minutes with hyphens between them, or None."""
    found = [length(piece) for piece in TO.split(text)]
    known = [minutes for minutes in found if minutes is not None]
    return known if len(known) == len(found) <= 3 else None


def yes_or_no(text: str) -> bool | None:
    """True, false, or None."""
    word = text.lower()
    return word in YES if word in (*YES, *NO) else None
