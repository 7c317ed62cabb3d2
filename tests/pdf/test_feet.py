"""Feet that are stamped on when parts are joined: on every page, beside the folio, and no content."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from built import Word, words_of
from paper import read_aloud
from practicepack.diagnostics import Source
from practicepack.documents.parts import MergeJob, PartInfo, RenderedPart, RenderJob
from practicepack.pdf.merge import assemble
from practicepack.render.late_foot import split
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from tasks import laid_out

STYLE = Source("mine.css", "@page { size: 120mm 90mm; margin: 15mm 15mm 25mm; font: 12pt Pack }")
PAGE = """<html lang="%(language)s" dir="%(direction)s"><head><title>T</title><style>
@page {
/*<foot>*/@bottom-%(start)s { content: "%(foot)s" }/*</foot>*/
/*<folio>*/@bottom-%(end)s { content: %(folio)s; white-space: nowrap }/*</folio>*/
} html { font: 12pt Pack } p { break-before: page }</style></head>
<body class="guide"><h1>%(body)s</h1><p>Yes</p></body></html>"""
FOLIO = '"1 – " counter(page) " of " counter(pages)'
ENGLISH = {"language": "en", "direction": "ltr", "start": "left", "end": "right", "body": "Power"}
ENGLISH |= {"folio": FOLIO}
ARABIC = ENGLISH | {"language": "ar", "direction": "rtl", "start": "right", "end": "left"}
SHORT = "Riverside, 3 May"
LONG = "Women’s Association at Riverside, 3 and 4 May 2027, 24 people"
SCRIPTS = {
    "Ethiopic": "ኃይልና ድምፅ",
    "Devanagari": "शक्ति और आवाज़",
    "Bengali": "ক্ষমতা ও কণ্ঠ",
    "Khmer": "អំណាច និងសំឡេង",
    "Myanmar": "အာဏာနှင့်အသံ",
    "Cyrillic": "Сила и голос",
}


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter(Workspace(None, shipped_root()), 1) as made:
        yield made


def joined(typesetter: Typesetter, *pages: dict[str, str]) -> bytes:
    """One document of some parts with their feet."""
    parts: list[RenderedPart] = []
    feet: list[RenderedPart] = []
    for values in pages:
        jobs = [RenderJob("T", html, (STYLE,)) for html in split(PAGE % values, "")]
        results = laid_out(typesetter, *jobs)
        part, foot = (results[job.key] for job in jobs)
        assert not (*part.diagnostics, *foot.diagnostics, *part.misfits, *foot.misfits)
        parts.append(part)
        feet.append(foot)
    heads = (PartInfo("T", "1", ()),) * len(parts)
    return assemble(MergeJob("T", "en", None, heads, tuple(parts), tuple(feet))).pdf


def words(pdf: bytes, folder: Path) -> list[list[Word]]:
    """The words of each page, with their edges."""
    (folder / "joined.pdf").write_bytes(pdf)
    return words_of(folder / "joined.pdf")


def test_every_page_has_the_foot_of_its_part(typesetter: Typesetter, tmp_path: Path) -> None:
    pages = [ENGLISH | {"foot": SHORT, "body": "One"}, ENGLISH | {"foot": "Hillside", "body": "Two"}]
    (tmp_path / "joined.pdf").write_bytes(joined(typesetter, *pages))
    shown = [
        f"One 1 – 1 of 2 {SHORT}",
        f"Yes 1 – 2 of 2 {SHORT}",
        "Two 1 – 1 of 2 Hillside",
        "Yes 1 – 2 of 2 Hillside",
    ]
    assert list(read_aloud(tmp_path / "joined.pdf")) == shown


def test_a_foot_is_no_content_and_the_file_stays_accessible(typesetter: Typesetter) -> None:
    data = joined(typesetter, ENGLISH | {"foot": SHORT})
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    with pikepdf.open(BytesIO(data)) as pdf:
        for sheet in pdf.pages:
            *_, begin, draw, end = pikepdf.parse_content_stream(sheet)
            assert [str(step.operator) for step in (begin, draw, end)] == ["BDC", "Do", "EMC"]
            assert str(begin.operands[0]) == "/Artifact"
            form = sheet.obj.Resources.XObject[str(draw.operands[0])]
            assert not {"BDC", "BMC"} & {str(step.operator) for step in pikepdf.parse_content_stream(form)}


def test_streams_of_a_page_can_be_joined_without_a_blank(typesetter: Typesetter) -> None:
    """As print systems do: an operator at the end of one must not become one with the next."""
    with pikepdf.open(BytesIO(joined(typesetter, ENGLISH | {"foot": SHORT}))) as pdf:
        for sheet in pdf.pages:
            streams = list(sheet.obj.Contents)
            assert len(streams) > 1
            bare = pdf.make_stream(b"".join(stream.read_bytes() for stream in streams))
            alone = [str(step.operator) for step in pikepdf.parse_content_stream(bare)]
            assert alone == [str(step.operator) for step in pikepdf.parse_content_stream(sheet)]


def test_the_same_foot_and_each_face_is_in_the_file_once(typesetter: Typesetter) -> None:
    pages = [ENGLISH | {"foot": SHORT, "body": body} for body in ("One", "Two")]
    with pikepdf.open(BytesIO(joined(typesetter, *pages))) as pdf:
        forms = {form.objgen for sheet in pdf.pages for form in sheet.obj.Resources.XObject.values()}
        files = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Length1" in item]
        faces = {str(item.BaseFont) for item in pdf.objects if is_face(item)}
    assert (len(forms), len(files)) == (1, len({name.partition("+")[2] for name in faces}))


def is_face(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"


@pytest.mark.parametrize("values", [ENGLISH, ARABIC], ids=["from the left", "from the right"])
def test_a_long_foot_breaks_before_the_folio(
    values: dict[str, str], typesetter: Typesetter, tmp_path: Path
) -> None:
    first, second = words(joined(typesetter, values | {"foot": LONG}), tmp_path)
    for sheet in (first, second):
        folio = [word for word in sheet if word[4] in {"–", "of"}]
        foot = [word for word in sheet if word[4] in LONG.split()]
        assert len(folio) == 2
        assert len({round(word[1]) for word in foot}) > 1  # it does break
        assert len({round(word[3]) for word in folio}) == 1  # and the folio does not
        if values is ENGLISH:
            assert max(word[2] for word in foot) < min(word[0] for word in folio)
        else:
            assert min(word[0] for word in foot) > max(word[2] for word in folio)


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_a_foot_brings_the_fonts_of_its_script(text: str, typesetter: Typesetter) -> None:
    data = joined(typesetter, ENGLISH | {"foot": text})
    with pikepdf.open(BytesIO(data)) as pdf:
        (form,) = pdf.pages[0].obj.Resources.XObject.values()
        names = " ".join(str(font.BaseFont) for font in form.Resources.Font.values())
        for font in form.Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
    assert "Pack" in names


def test_the_same_parts_and_feet_make_the_same_bytes(typesetter: Typesetter) -> None:
    values = ENGLISH | {"foot": SHORT}
    assert joined(typesetter, values) == joined(typesetter, values)


def test_another_foot_makes_another_document() -> None:
    part, head = RenderedPart(b"part", 1), PartInfo("T", "", ())
    jobs = [
        MergeJob("T", "en", None, (head,), (part,), (foot,))
        for foot in (None, RenderedPart(b"3 May", 1), RenderedPart(b"4 May", 1))
    ]
    assert len({job.key for job in jobs}) == len(jobs)


def test_a_document_with_a_private_foot_is_private() -> None:
    part, foot = RenderedPart(b"part", 1), RenderedPart(b"a name", 1, is_private=True)
    assert MergeJob("T", "en", None, (PartInfo("T", "", ()),), (part,), (foot,)).is_private
