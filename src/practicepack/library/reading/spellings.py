"""The ways in which people write a time, minutes, a number, a date, yes and no, where only one can be meant.

The patterns are those of JavaScript as well: editors complete and check with them. And how a text is written
where it needs quotes.
"""

import re
from datetime import time

DAYTIME = r"([01]?\d|2[0-3])(?:[:.hH]([0-5]\d)|[hH])"
HALF_DAY = r"(0?[1-9]|1[0-2])(?:[:.hH]([0-5]\d))?\s?([aApP])\.?[mM]\.?"
CLOCK_TEXT = re.compile(f"{DAYTIME}|{HALF_DAY}")
"""9:30, 09:30, 9.30, 9h30, 9h, 9:30 am, 2 pm."""
UNIT = r"(?:\s?(?:min\.?|mins|minutes?|'))?"
HOURS = r"(\d{1,2})\s?(?:h|hours?)(?:\s?(\d{1,2}))?"
MINUTES_TEXT = re.compile(f"(?:{HOURS}|(\\d{{1,4}})){UNIT}")
"""20, 20 min, 20 minutes, 1h, 1h30, 1 hour 30 minutes."""
TO = re.compile(r"\s?[-\u2013]\s?|\s+to\s+")
DECIMAL = re.compile(r"(0|[1-9]\d{0,15})(?:\.(\d{1,4})|,(\d{1,2}))?")
"""1.5 and 1,5. 1,500 may be a thousand and more."""
DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
"""The year first: 2026-03-08, 2026/3/8."""
YES, NO = ("true", "yes"), ("false", "no")
# JavaScript has no flag for capitals inside a pattern, so each way of writing a word is listed.
YES_OR_NO = "|".join(spelt for word in (*YES, *NO) for spelt in (word, word.capitalize(), word.upper()))


def clock(text: str) -> time | None:
    """A time of day, or None."""
    typed = CLOCK_TEXT.fullmatch(text)
    if not typed:
        return None
    if typed[1] is not None:
        return time(int(typed[1]), int(typed[2] or 0))
    # 12 am is midnight and 12 pm is noon, so the hour 12 counts as 0 in both halves of the day.
    hour = int(typed[3]) % 12
    if typed[5] in "pP":
        hour += 12
    return time(hour, int(typed[4] or 0))


def length(text: str) -> int | None:
    """Whole minutes, or None."""
    typed = MINUTES_TEXT.fullmatch(text)
    if not typed:
        return None
    if typed[3] is not None:
        return int(typed[3])
    return 60 * int(typed[1]) + int(typed[2] or 0)


def minutes_in(text: str) -> list[int] | None:
    """One to three numbers of minutes with hyphens between them, or None."""
    pieces = TO.split(text)
    if len(pieces) > 3:
        return None
    numbers = []
    for piece in pieces:
        minutes = length(piece)
        if minutes is None:
            return None
        numbers.append(minutes)
    return numbers


def yes_or_no(text: str) -> bool | None:
    """True, false, or None."""
    word = text.lower()
    if word in YES:
        return True
    if word in NO:
        return False
    return None


def in_double_quotes(text: str) -> str:
    """A text of one line as YAML in double quotes."""
    # the backslashes come first, or those in front of the quotes would be doubled as well
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
