"""A file is what its bytes say, and a text is never taken for something else."""

import io
import zipfile

import pytest

from practicepack.diagnostics import Diagnostic, Source
from practicepack.file_kinds import KIND_NAMES, STARTS, kind_of
from practicepack.workspace import decoded


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return file.getvalue()


WORD = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (WORD, "docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (archive("ppt/presentation.xml"), "pptx"),
        (archive("notes.txt"), "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"{\\rtf1 title: x}", "rtf"),
        (b"BM" + bytes(20), "bmp"),
        (b"BMI: 20\ntitle: x\n", ""),
        (b"PK: two letters\n", ""),
        (b"title: Power walk\n", ""),
        ("title: Café\n".encode("utf-16"), ""),
    ],
)
def test_a_file_is_what_it_begins_with(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_every_kind_has_a_name() -> None:
    assert {kind for _, kind in STARTS} < KIND_NAMES.keys()


def test_a_document_that_is_called_yaml_is_named_as_what_it_is() -> None:
    finding = decoded("content/activities/x.yaml", WORD)
    assert isinstance(finding, Diagnostic)
    assert (finding.code, finding.severity.value) == ("bad-encoding", "error")
    assert finding.message == "this is a Word document (.docx), whatever its name says"
    assert "plain text" in finding.hints[0]


def test_a_text_is_read_whatever_it_begins_with() -> None:
    for text in ("BMI: 20\n", "<b>: x\n", "PK: x\n"):
        assert decoded("x.yaml", text.encode()) == Source("x.yaml", text)
