"""Rows below a list of names that count it: they are no people."""

import re
from collections.abc import Sequence

from practicepack.library.rosters.headings import plain_heading, ways_to_write

TOTALS = """
    total|totals|grand total|sub total|subtotal|count|total number|total participants|number of participants
    total general|sous total|somme|nombre total|effectif total|nombre de participants|suma total|total geral
    numero de participantes|jumla|jumla kuu|summe|gesamt|gesamtsumme|gesamtzahl|insgesamt|anzahl
    totaal|eindtotaal|subtotaal|aantal|jumlah|jumlah total|kabuuan|tổng|tổng cộng|tổng số|wadarta|jimilla
    المجموع|المجموع الكلي|مجموع|الاجمالي|الإجمالي|إجمالي|جمع کل|کل تعداد|ٹوٹل|कुल|कुल योग|योग|মোট|সর্বমোট
    ድምር|ጠቅላላ|ጠቅላላ ድምር|итого|всего
"""
"""What people write beside a total, in the languages of the headings."""
ALSO_NAMES = "sum|soma|suma|som|jumla|jimla|wadar|جمع|کل|сумма"
"""The same, where there are people who are called so."""
DIGIT = re.compile(r"\d")
# the sign between a word and its number, as in "Total: 2" and "Total = 2"
EQUALS = re.compile(r"[:=\uff1a]")


def _plain_words(lines: str) -> frozenset[str]:
    return frozenset(map(plain_heading, ways_to_write(lines)))


NAMES_TOO = _plain_words(ALSO_NAMES)
SURE = _plain_words(TOTALS) - NAMES_TOO


def is_number(name: str) -> bool:
    """Whether there is a number in place of a name: "24", "12 + 12"."""
    return bool(DIGIT.search(name)) and not any(map(str.isalpha, name))


def is_total(cells: Sequence[str], count: int) -> bool:
    """Whether the cells of a row that hold anything are a total of `count` people above it.

    A word for total is enough, or one at the start of a cell that has a number or a colon. Where people are
    called so as well, it takes a colon, or the right number in the cell or in another one.
    """
    first = cells[0]
    words = plain_heading(EQUALS.sub(" ", DIGIT.sub(" ", first)))
    if words in SURE:
        return True
    has_number = bool(DIGIT.search(first) or EQUALS.search(first))
    if words in NAMES_TOO:
        return has_number or str(count) in cells
    return has_number and any(words.startswith(f"{word} ") for word in SURE)
