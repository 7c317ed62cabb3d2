"""Pictures of people's own: taken for what they are, found by any name, and refused in words that help."""

from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from PIL import Image

from practicepack.diagnostics import Source
from practicepack.file_kinds import kind_of
from practicepack.library.images.photographs import unprintable
from practicepack.library.images.pictures import photograph_title
from practicepack.limits import STANDARD_LIMITS, Limits, raised
from practicepack.workspace import Workspace, shipped_root

PLACE = Source("workshop.yaml", "logo: x").at()
DRAWN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Us</title></svg>'


def picture(kind: str, mode: str = "RGB", side: int = 40, **more: object) -> bytes:
    target = BytesIO()
    Image.effect_noise((side, side), 80).convert(mode).save(target, kind, **more)
    return target.getvalue()


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
AVIF = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (DRAWN, "svg"),
        (b"\xef\xbb\xbf\r\n" + DRAWN, "svg"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpeg"),
        (picture("JPEG", "CMYK"), "jpeg"),
        (picture("GIF", "P"), "gif"),
        (picture("WEBP"), "webp"),
        (picture("BMP"), "bmp"),
        (picture("TIFF"), "tiff"),
        (HEIC, "heic"),
        (AVIF, "avif"),
        (b"%PDF-1.7", "pdf"),
        (b"PK\x03\x04", "zip"),
        (b"", ""),
        (b"Dear all", ""),
    ],
)
def test_a_picture_is_what_it_begins_with(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_kind_of_png_can_be_printed(mode: str) -> None:
    assert unprintable(picture("PNG", mode), "x", PLACE, STANDARD_LIMITS, "bad-logo") == []


@pytest.mark.parametrize(
    ("data", "said", "hinted"),
    [
        (b"", "is empty", "copy the file again"),
        (b"Dear all", "is no picture", "save it as PNG or JPEG"),
        (picture("WEBP"), "is a WebP picture", "save it as PNG or JPEG"),
        (picture("GIF", "P"), "is a GIF picture", "save it as PNG or JPEG"),
        (picture("BMP"), "is a BMP picture", "save it as PNG or JPEG"),
        (picture("TIFF"), "is a TIFF picture", "save it as PNG or JPEG"),
        (HEIC, "is a HEIC photograph", "save it as PNG or JPEG"),
        (b"%PDF-1.7", "is a PDF", "save it as PNG or JPEG"),
        (picture("PNG", side=200)[:-9000], "that is damaged", "copy the file again"),
        (picture("JPEG", side=200)[:4000], "that is damaged", "copy the file again"),
        (picture("PNG")[:20], "that is damaged", "copy the file again"),
        (b"\xff\xd8\xff", "that is damaged", "copy the file again"),
    ],
)
def test_what_cannot_be_printed_is_named(data: bytes, said: str, hinted: str) -> None:
    (found,) = unprintable(data, "market.jpg", PLACE, STANDARD_LIMITS, "bad-logo")
    assert found.code == "bad-logo"
    assert found.message.startswith('"market.jpg" ')
    assert said in found.message
    assert any(hinted in hint for hint in found.hints)


def test_weasyprint_may_have_said_that_half_a_picture_will_do() -> None:
    from weasyprint import images  # noqa: F401, PLC0415  # it changes a setting of Pillow

    assert unprintable(picture("JPEG", side=200)[:4000], "x", PLACE, STANDARD_LIMITS, "bad-logo")


@pytest.mark.parametrize("limit", [100, 1000, 1599])
def test_a_hint_proposes_a_number_that_is_enough(limit: int) -> None:
    data = picture("PNG")
    (found,) = unprintable(data, "x", PLACE, Limits(pixels=limit), "bad-logo")
    (option,) = (hint.partition("--bound ")[2] for hint in found.hints if "--bound" in hint)
    assert unprintable(data, "x", PLACE, raised((option,)), "bad-logo") == []


def test_very_many_pixels_are_only_counted() -> None:
    target = BytesIO()
    Image.new("1", (30_000, 30_000)).save(target, "PNG")
    (found,) = unprintable(target.getvalue(), "x", PLACE, STANDARD_LIMITS, "bad-logo")
    assert found.code == "too-large"
    assert "900000000 pixels" in found.message


@pytest.mark.parametrize(
    ("name", "title"),
    [("market-day.jpg", "market day"), ("Our_House 2.PNG", "Our House 2"), ("sala (1).jpeg", "sala (1)")],
)
def test_a_photograph_is_called_by_its_file(name: str, title: str) -> None:
    assert photograph_title(f"content/pictures/{name}") == title


NAMES = (
    "LOGO.PNG",
    "logo.jpeg",
    "logo.jpg",
    "my logo.png",
    "logó é.png",
    "logo (2).png",
    "l'ogo.png",
    "a#b%20c?.png",
    "50% off & more.png",
    "شعار.png",
    "no-ending",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_logo_of_any_name_is_found(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "sessions/t"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(picture("PNG"))
    workspace = Workspace(tmp_path, shipped_root())
    assert workspace.spelt(f"sessions/t/{name}") == f"sessions/t/{name}"
    assert workspace.data(f"sessions/t/{name}")


@pytest.mark.parametrize(
    ("called", "file"),
    [
        ("logo.png", "LOGO.PNG"),
        ("Logo.Png", "logo.png"),
        (normalize("NFD", "logó.png"), normalize("NFC", "logó.png")),
        (normalize("NFC", "logó.png"), normalize("NFD", "LOGÓ.png")),
    ],
)
def test_capitals_and_the_form_of_accents_make_no_difference(tmp_path: Path, called: str, file: str) -> None:
    folder = tmp_path / "sessions/t"
    folder.mkdir(parents=True)
    (folder / file).write_bytes(picture("PNG"))
    assert Workspace(tmp_path, shipped_root()).spelt(f"sessions/t/{called}") == f"sessions/t/{file}"


@pytest.mark.parametrize(
    "called", ["../secret.png", "../../secret.png", "/etc/logo.png", "..", "a/../../secret.png"]
)
def test_no_name_leads_out_of_the_workspace(tmp_path: Path, called: str) -> None:
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    root = tmp_path / "root"
    (root / "sessions/t").mkdir(parents=True)
    workspace = Workspace(root, shipped_root())
    assert workspace.spelt(f"sessions/t/../{called}") is None
    assert workspace.spelt(f"sessions/{called.replace('secret', 'SECRET')}") is None
