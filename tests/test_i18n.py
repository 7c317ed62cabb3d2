from datetime import date

import pytest

from practicepack.diagnostics import Source
from practicepack.i18n import Translator, faults, translations

DAY = date(2026, 3, 8)
FRENCH = """\
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Lunch"
msgstr "Déjeuner"

msgid "Session %(number)s"
msgstr "Séance %(number)s"

msgid "%(num)s group of %(size)s"
msgid_plural "%(num)s groups of %(size)s"
msgstr[0] "%(num)s groupe de %(size)s"
msgstr[1] "%(num)s groupes de %(size)s"

#, fuzzy
msgid "Break"
msgstr "Casse"
"""
ARABIC = """\
msgid ""
msgstr "Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
"n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"

msgid "%(num)s min"
msgid_plural "%(num)s min"
msgstr[0] "لا دقائق"
msgstr[1] "دقيقة"
msgstr[2] "دقيقتان"
msgstr[3] "%(num)s دقائق"
msgstr[4] "%(num)s دقيقة"
msgstr[5] "%(num)s دقيقة"
"""


@pytest.mark.parametrize("language", ["en", "fr", "ar", "sw", "pt-BR"])
@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, "00:00"), (545, "09:05"), (780, "13:00"), (1439, "23:59"), (1440, "00:00"), (1470, "00:30")],
)
def test_the_clock_has_24_hours_and_begins_again(language: str, minutes: int, expected: str) -> None:
    assert Translator(language).clock(minutes) == expected


def test_from_one_time_to_another() -> None:
    assert Translator("en").until(540, 985) == "09:00 – 16:25"


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "1,500 min"), ("fr", "1\u202f500 min"), ("pt-BR", "1.500 min")]
)
def test_numbers_have_the_signs_of_the_language(language: str, expected: str) -> None:
    assert Translator(language).minutes(1500) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Sunday, March 8, 2026"),
        ("fr", "dimanche 8 mars 2026"),
        ("ar", "الأحد، 8 مارس 2026"),
        ("sw", "Jumapili, 8 Machi 2026"),
    ],
)
def test_a_date_is_told_in_full(language: str, expected: str) -> None:
    assert Translator(language).date(DAY) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["", "a", "a and b", "a, b, and c"]),
        ("fr", ["", "a", "a et b", "a, b et c"]),
        ("ar", ["", "a", "a وb", "a وb وc"]),
    ],
)
def test_several_things_make_one_sentence(language: str, expected: list[str]) -> None:
    assert [Translator(language).all_of("abc"[:count]) for count in range(4)] == expected


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((), ""),
        ((5,), "1 group of 5"),
        ((5, 5, 5, 5), "4 groups of 5"),
        ((5, 5, 4), "2 groups of 5 and 1 group of 4"),
        ((4, 5, 4, 6), "1 group of 6, 1 group of 5, and 2 groups of 4"),
    ],
)
def test_groups_are_counted_by_their_size_largest_first(sizes: tuple[int, ...], expected: str) -> None:
    assert Translator("en").groups(sizes) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("ltr", "left", "right")),
        ("fr", ("ltr", "left", "right")),
        ("ar", ("rtl", "right", "left")),
        ("ur", ("rtl", "right", "left")),
        ("az-Arab", ("rtl", "right", "left")),
    ],
)
def test_a_line_starts_where_the_language_starts_it(language: str, expected: tuple[str, ...]) -> None:
    page = Translator(language).page
    assert (page.direction, page.start, page.end) == expected


def test_a_catalogue_translates() -> None:
    words = Translator("fr", translations(FRENCH, "fr"))
    assert words.say("Lunch") == "Déjeuner"
    assert words.say("Session %(number)s", number=3) == "Séance 3"
    assert words.groups([5, 5, 4]) == "2 groupes de 5 et 1 groupe de 4"


def test_a_catalogue_has_the_plurals_of_its_language() -> None:
    words = Translator("ar", translations(ARABIC, "ar"))
    assert [words.minutes(number) for number in (1, 2, 5, 45)] == ["دقيقة", "دقيقتان", "5 دقائق", "45 دقيقة"]


@pytest.mark.parametrize("message", ["Agenda", "Break"])
def test_what_a_catalogue_lacks_or_doubts_stays_english(message: str) -> None:
    assert Translator("fr", translations(FRENCH, "fr")).say(message) == message


def test_a_language_without_a_catalogue_speaks_english() -> None:
    words = Translator("fr", translations(None, "fr"))
    assert words.say("Session %(number)s", number=3) == "Session 3"
    assert words.groups([5, 5]) == "2 groups of 5"


def test_a_catalogue_of_a_region_is_read() -> None:
    assert (
        Translator("pt-BR", translations('msgid "Lunch"\nmsgstr "Almoço"\n', "pt-BR")).say("Lunch")
        == "Almoço"
    )


def test_a_percent_sign_without_values_is_only_a_sign() -> None:
    assert Translator("en").say("100 % of us") == "100 % of us"


def said(po: str) -> list[tuple[int, str]]:
    found = list(faults(Source("fr.po", po), "fr"))
    return [(one.span.line, one.message) for one in found if one.span]


def test_a_sound_translation_has_no_faults() -> None:
    assert said(FRENCH) == []


@pytest.mark.parametrize(
    ("message", "translation", "message_of_fault"),
    [
        ("Lunch", "100% midi", "a % that is no placeholder: write %%"),
        ("Session %(number)s", "%(number)s %", "a % that is no placeholder: write %%"),
        ("Lunch", "%(num)s midi", "unknown named placeholder 'num'"),
    ],
)
def test_what_cannot_be_filled_in_is_a_fault(message: str, translation: str, message_of_fault: str) -> None:
    assert said(f'msgid "{message}"\nmsgstr "{translation}"\n') == [(1, message_of_fault)]


@pytest.mark.parametrize("plural", ["n / 0", "((n", "n +", "n % (n - 7)"])
def test_plural_forms_that_cannot_be_worked_out_are_a_fault(plural: str) -> None:
    head = f'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural={plural};\\n"\n\n'
    message = 'msgid "%(num)s min"\nmsgid_plural "%(num)s min"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    assert said(head + message) == [(3, "the plural forms cannot be worked out")]


def test_a_translation_holds_no_control_characters() -> None:
    assert said('msgid "Lunch"\nmsgstr "a\0b\0c"\n') == [
        (2, "the character U+0000 does not belong in a text")
    ]


@pytest.mark.parametrize("charset", ["utf-16", "ascii", "x", "rot13"])
def test_a_translation_is_utf_8_whatever_it_says(charset: str) -> None:
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n\n'
    po = head + 'msgid "Lunch"\nmsgstr "Déjeuner"\n'
    assert said(po) == []
    assert translations(po, "fr").gettext("Lunch") == "Déjeuner"
