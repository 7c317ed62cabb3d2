"""Names in any script: nineteen beside Latin, Greek and Cyrillic are set; for others a line is left."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from paper import read_aloud
from practicepack.diagnostics import Source
from practicepack.documents.parts import RenderJob
from practicepack.fonts import scripts
from practicepack.fonts.by_hand import LINE
from practicepack.pipeline import Built, Request, build, inspect
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from tasks import laid_out

SET = {
    "Arabic": ("أمينة يوسف", "فاطمه محمدی\u200cنژاد", "شازیہ بٹ"),
    "Armenian": ("Անահիտ",),
    "Bengali": ("শেখ হাসিনা রহমান",),
    "Devanagari": ("सीता देवी श्रेष्ठ",),
    "Ethiopic": ("ጽጌረዳ አበበ",),
    "Georgian": ("ნინო ბერიძე",),
    "Gujarati": ("ગીતા પટેલ",),
    "Gurmukhi": ("ਹਰਪ੍ਰੀਤ ਕੌਰ",),
    "Hebrew": ("רחל כהן",),
    "Kannada": ("ಗೀತಾ",),
    "Khmer": ("សុខ សុភា",),
    "Lao": ("ສົມສີ",),
    "Malayalam": ("ഗീത",),
    "Myanmar": ("အောင်ဆန်းစုကြည်",),
    "Oriya": ("ଗୀତା",),
    "Sinhala": ("සුනීතා",),
    "Tamil": ("தமிழ்ச்செல்வி",),
    "Telugu": ("గీత",),
    "Thai": ("สมหญิง ใจดี",),
}
PLAIN = ("Rosa Quispe", "Ελένη Παπαδοπούλου", "Людмила Іваненко", "Nguyễn Thị Hương", "Ọlábísí Ẹ̀yẹ", "Ɓóyi Ŋ")
UNSET = {
    "田中 花子": scripts.SCRIPTS_OF_CJK,
    "김영희": scripts.SCRIPTS_OF_CJK,
    "ᠮᠣᠩᠭᠣᠯ": "Mongolian",
    "བསོད་ནམས": "Tibetan",
    "ߒߞߏ": "N'Ko",
    "ⵜⵉⴼⵉⵏⴰⵖ": "Tifinagh",
    "𞤀𞤣𞤤𞤢𞤥": "Adlam",
}
STYLE = (Source("mine.css", "@page { size: 90mm 60mm; margin: 8mm } html { font: 12pt Pack }"),)
WORKSHOP = """\
title: A test
purpose: To try.
place: ጽጌረዳ
audience: [women, adults]
participants: 12
facilitators: {women: 2}
printables: [certificate-of-attendance, sign-in-sheet]
organiser: {name: مركز الجسر, contact: 田中}
referrals: referrals.yaml
days: [{date: 2026-03-22, start: "09:00", end: "10:00", blocks: [{session: 01-one}]}]
"""
ACTIVITY = """\
title: Talk
purpose: To try.
reason: To try.
people: {min: 2, ideal: 8, max: 40}
room: Chairs in a circle.
steps: [{id: one, title: Talk, minutes: 30-60, cues: [{do: Talk in pairs.}]}]
credit: {origin: Us}
"""
SESSION = """\
title: One
objectives: [See.]
minutes: 30-60
activities: [{use: talk}]
"""
SERVICES = """\
services:
  - {name: 病院, helps_with: Health, phone: "115", checked: 2026-03-01}
  - {name: অস্পতাল, helps_with: Legal aid, phone: "116", checked: 2026-03-01}
"""
NAMES = ("أمينة يوسف", "सीता देवी", "ጽጌረዳ", "শেখ হাসিনা", "Ελένη", "田中 花子", "Amina 🌸", "Rosa")


def part(text: str) -> RenderJob:
    return RenderJob("Names", f'<html lang="en"><title>T</title><body><h1>T</h1>{text}</body></html>', STYLE)


@pytest.mark.parametrize("name", [*PLAIN, *(name for names in SET.values() for name in names)])
def test_a_name_is_set_whole(name: str) -> None:
    assert scripts.missing_in_all_fonts(name) == ()
    assert scripts.printable(name) == name


@pytest.mark.parametrize("script", SET)
def test_only_the_font_of_its_script_is_loaded(script: str) -> None:
    assert [one.name for one in scripts.of(f"Rosa and {SET[script][0]}")] == [script]
    assert scripts.of("Rosa, Ελένη, Людмила") == ()


def test_every_script_lays_out_one_after_the_other_in_one_process() -> None:
    names = [*PLAIN, *(name for names in SET.values() for name in names)]
    parts = [part(f"<p><bdi>{name}</bdi></p><p><b>{name}</b></p>") for name in names]
    with Typesetter(Workspace(None, shipped_root()), 1) as typesetter:
        made = laid_out(typesetter, *parts)
    assert [one.diagnostics for one in made.values()] == [()] * len(made)


@pytest.mark.parametrize(("name", "script"), UNSET.items())
def test_what_cannot_be_set_is_called_by_its_script(name: str, script: str) -> None:
    assert scripts.unset(name) == script
    assert scripts.printable(name) == ""


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Amina 🌸", "Amina"),
        ("✓ Rosa", "Rosa"),
        ("\u200fأمينة\u200e", "\u200fأمينة\u200e"),
        ("Awa\ufe0f", "Awa\ufe0f"),
    ],
)
def test_ornaments_are_left_out_and_invisible_signs_stay(name: str, printed: str) -> None:
    assert scripts.printable(name) == printed


def test_a_sentence_is_printed_without_the_words_that_cannot_be() -> None:
    assert scripts.in_print("our fonts lack 田中 花子, not सीता") == "our fonts lack … … not सीता"
    assert scripts.in_print("all is well") == "all is well"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("scripts")
    files = {
        "content/activities/talk.yaml": ACTIVITY,
        "sessions/t/workshop.yaml": WORKSHOP,
        "sessions/t/01-one.yaml": SESSION,
        "sessions/t/participants.csv": "name\n" + "\n".join(NAMES),
        "sessions/t/referrals.yaml": SERVICES,
    }
    for name, text in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_check_says_each_name_once_at_its_place(root: Path) -> None:
    said = [
        one for one in inspect(Workspace(root, shipped_root())) if one.code in ("by-hand", "missing-glyph")
    ]
    places = [(one.span.source.name.rpartition("/")[2], one.span.line) for one in said if one.span]
    assert sorted(places) == [
        ("participants.csv", 7),
        ("participants.csv", 8),
        ("referrals.yaml", 2),
        ("workshop.yaml", 8),
    ]
    assert {one.severity.value for one in said} == {"warning"}
    assert sum(scripts.SCRIPTS_OF_CJK in one.message for one in said) == 3


@pytest.fixture(scope="module")
def built(root: Path) -> Iterator[Built]:
    workspace = Workspace(root, shipped_root())
    with Typesetter(workspace, 2) as typesetter:
        yield build(workspace, Request("t"), root / "build", typesetter)


def test_certificates_have_their_names_or_a_line(built: Built) -> None:
    pages = read_aloud(built.folder / "participants/forms/certificate-of-attendance.pdf")
    for number, name in ((1, "सीता"), (2, "ጽጌረዳ"), (4, "Ελένη"), (6, "Amina"), (7, "Rosa")):
        assert name in pages[number]
    assert "took part" in pages[5]
    assert "Chinese" not in pages[5]


def test_the_sign_in_sheet_leaves_an_empty_row(built: Built) -> None:
    (page,) = read_aloud(built.folder / "organisers/sign-in-sheet.pdf")
    assert "Ελένη" in page
    assert "Rosa" in page


def test_places_that_help_have_a_line_where_they_cannot_be_set(built: Built) -> None:
    guide = " ".join(read_aloud(built.folder / "facilitators/facilitator-guide.pdf"))
    assert LINE in guide
    assert "ጽጌረዳ" in guide


def test_each_script_has_a_font_of_its_own_in_the_guide(built: Built) -> None:
    with pikepdf.open(built.folder / "facilitators/facilitator-guide.pdf") as pdf:
        faces = {
            str(font.BaseFont).partition("+")[2]
            for page in pdf.pages
            for font in page.resources.get("/Font", pikepdf.Dictionary()).values()
        }
    named = {face.replace("#20", "-") for face in faces}
    assert {"Pack", "Pack-Bold", "Pack-Arabic-Bold", "Pack-Ethiopic"} <= named


def test_a_name_in_a_right_to_left_script_stands_by_itself() -> None:
    for template in ("certificate", "handout-parts", "cover"):
        text = (shipped_root() / f"templates/{template}.html").read_text(encoding="utf-8")
        assert "<bdi>{{" in text
