"""Languages without words: what is printed in English instead, and what cannot be printed at all."""

from collections.abc import Iterator
from datetime import date
from gettext import NullTranslations
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from practicepack.diagnostics import ContentError, Diagnostic, Source, Tip, error, warning
from practicepack.edits import Fix, Set
from practicepack.fonts.scripts import unset
from practicepack.i18n import Translator, faults, translations
from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.render.sandbox import template_source
from practicepack.workspace import Workspace

ENGLISH = "en"
"""The language of the templates, which needs no translation."""
DAYS = tuple(date(2026, month, month) for month in range(1, 13))
"""A day in each month, on every day of the week."""


def translated(workspace: Workspace, language: str) -> Source | None:
    """The translation for a language tag: that of pt-BR, or else that of pt."""
    for tag in dict.fromkeys((language, language.partition("-")[0])):
        if source := template_source(workspace, f"locale/{tag}.po"):
            return source
    return None


def catalogue(workspace: Workspace, language: str) -> NullTranslations:
    """The words of a language, from templates/locale. Raises ContentError with all that is wrong in it."""
    diagnostics = translated(workspace, language)
    if diagnostics is None:
        return translations(None, language)
    wrong = list(faults(diagnostics, language))
    if wrong:
        raise ContentError(wrong)
    return translations(diagnostics.text, language)


def words_of(workspace: Workspace, language: str) -> Translator:
    """How a language says things. English words run from left to right, whatever the language."""
    has_words = translated(workspace, language) is not None
    return Translator(language, catalogue(workspace, language), has_words=has_words)


def untranslated(workspace: Workspace, library: Library) -> Iterator[Diagnostic]:
    """A word on each workshop or programme in a language that has no translation of the templates."""
    entries: list[Entry[Any]] = [
        *(folder.workshop for folder in library.workshops.values()),
        *library.programmes.values(),
    ]
    for entry in entries:
        language = str(entry.item.language)
        try:
            locale = Locale.parse(language, sep="-")
        except (UnknownLocaleError, ValueError):
            continue  # check reports it
        name = locale.get_display_name(ENGLISH)
        if locale.language != ENGLISH and translated(workspace, language) is None:
            message = f"no words for {name} yet: headings are printed in English"
            hint = Tip(f"a translation goes into templates/locale/{language}.po (docs/templates.md says how)")
            yield warning("no-translation", message, entry.span("language"), hints=(hint,))
        if script := next(filter(None, (unset(format_date(day, "full", locale)) for day in DAYS)), ""):
            message = f"our fonts have no letters for dates in {name}: {script}"
            span = entry.span("language")
            english = Fix(
                "Write in English", (Set(entry.source.name, ("language",), ENGLISH),), "use  language: en"
            )
            yield error("missing-glyph", message, span, hints=(english,))
