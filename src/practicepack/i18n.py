"""Translator, dates, times, numbers and lists in the language of a workshop.

Template words are English message ids. A translation is a gettext file at templates/locale/LANGUAGE.po.
"""

import gettext
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache
from io import BytesIO, StringIO

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

from practicepack.diagnostics import Diagnostic, Source, Span, error
from practicepack.library.reading.yaml_source import STRANGE, strange_character

DAY = 24 * 60
FILLED = re.compile(r"%%|%\((\w+)\)s")
NUMBERS_TRIED = 1000
"""How many numbers the plural forms of a translation are tried with."""
MOST_LANGUAGES = 16
"""How many catalogues are kept as they were read."""
MOST_FIGURES = 4096
"""How many figures are kept as they are written: a pack says the same few again and again."""
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


@lru_cache(MOST_LANGUAGES)
def translations(po: str | None, language: str) -> gettext.NullTranslations:
    """A gettext catalogue from the text of a .po file, read once; without one, the English ids."""
    if po is None:
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, _read(po, language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _read(po: str, language: str) -> Catalog:
    """What a .po file holds, which is in UTF-8 whatever it says of itself. Raises PoFileError."""
    catalogue = read_po(StringIO(po), locale=language.replace("-", "_"), abort_invalid=True)
    catalogue.charset = "utf-8"
    return catalogue


def faults(po: Source, language: str) -> Iterator[Diagnostic]:
    """What is wrong with a translation: lines that are none, what cannot be filled in or counted."""
    strange = STRANGE.search(po.text)
    if strange:
        yield strange_character(strange[0], Span(po, *strange.span()))
        return
    try:
        catalogue = _read(po.text, language)
    except PoFileError as fault:
        yield error("bad-translation", "not a line of a translation", po.at(fault.lineno + 1))
        return
    for message in catalogue:
        for wrong in message.check(catalogue) or _unfilled(message):
            yield error("bad-translation", str(wrong), po.at(message.lineno or 1))
    if not _has_all_forms(po.text, language):
        where = Span(po, 0, len(po.text)).find("Plural-Forms")
        yield error("bad-translation", "the plural forms cannot be worked out", where)


def _unfilled(message: Message) -> Iterator[str]:
    """What is said of a sign % that stands for nothing."""
    # the message without an id is the head of the file, and its % mean nothing
    if not message.id:
        return
    known = set(FILLED.findall(" ".join(_message_forms(message.id))))
    for form in _message_forms(message.string):
        if "%" in FILLED.sub("", form):
            yield "a % that is no placeholder: write %%"
        for name in sorted({*FILLED.findall(form)} - known - {""}):
            yield f"unknown named placeholder '{name}'"


def _message_forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """A message as it is for each number, or for all."""
    if isinstance(words, str):
        return (words,)
    return tuple(words or ())


def _has_all_forms(po: str, language: str) -> bool:
    """Whether each number has its form."""
    try:
        catalogue = translations(po, language)
        # a formula for plurals may divide by a number, or name a form that is not there
        return all(catalogue.ngettext("one", "many", number) for number in range(NUMBERS_TRIED))
    except (ValueError, ArithmeticError):
        return False


@lru_cache(MOST_LANGUAGES)
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@lru_cache(MOST_FIGURES)
def _clock(language: str, minutes: int) -> str:
    return str(format_skeleton("Hm", time(minutes // 60, minutes % 60), locale=_locale(language)))


@lru_cache(MOST_FIGURES, typed=True)
def _format_number(language: str, number: float) -> str:
    return str(format_decimal(number, locale=_locale(language)))


@dataclass(frozen=True, slots=True)
class Page:
    """A language on paper. `start` and `end` are the sides where a line starts and ends."""

    language: str
    direction: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Translator:
    """How one language says things."""

    language: str
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)
    has_words: bool = True
    """Whether there is a translation; else its words are English."""

    @property
    def locale(self) -> Locale:
        """Babel's data for the language."""
        return _locale(self.language)

    @property
    def page(self) -> "Page":
        """What a template needs to know of the language: its tag, and the sides of the page."""
        if self.locale.character_order == "right-to-left" and self.has_words:
            return Page(self.language, "rtl", "right", "left")
        return Page(self.language, "ltr", "left", "right")

    def say(self, message: str, **values: object) -> str:
        """A message in this language, its %(name)s filled in."""
        words = self.catalogue.gettext(message)
        # a message without values may have a % that stands for itself
        if not values:
            return words
        return words % values

    def count(self, singular: str, plural: str, number: int, **values: object) -> str:
        """A message that depends on a number, which it shows as %(num)s."""
        chosen = self.catalogue.ngettext(singular, plural, number)
        return chosen % {"num": self.number(number), **values}

    def clock(self, minutes: int) -> str:
        """Minutes after midnight as a time of day, in 24 hours."""
        return _clock(self.language, minutes % DAY)

    def until(self, start: int, end: int) -> str:
        """From one time of day to another."""
        return f"{self.clock(start)} – {self.clock(end)}"

    def minutes(self, number: int) -> str:
        """A length of time: 45 min."""
        return self.count("%(num)s min", "%(num)s min", number)

    def number(self, number: float) -> str:
        """A number with this language's signs."""
        return _format_number(self.language, number)

    def date(self, day: date) -> str:
        """A date in full."""
        return str(format_date(day, "full", locale=self.locale))

    def all_of(self, items: Sequence[str]) -> str:
        """Several things in one sentence: a, b and c."""
        return str(format_list(list(items), locale=self.locale))

    def day(self, number: int, *, is_series: bool) -> str:
        """What a day is called: Day 2, or Meeting 2 where the days are the meetings of a series."""
        if is_series:
            return self.say("Meeting %(number)s", number=number)
        return self.say("Day %(number)s", number=number)

    def groups(self, sizes: Sequence[int]) -> str:
        """How people are divided: 4 groups of 5; or 2 groups of 5 and 1 group of 4."""
        groups = []
        for size, number in sorted(Counter(sizes).items(), reverse=True):
            groups.append(
                self.count("%(num)s group of %(size)s", "%(num)s groups of %(size)s", number, size=size)
            )
        return self.all_of(groups)
