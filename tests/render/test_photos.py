"""Photographs on paper: upright, as fine as paper shows, grey in a black edition, silent on the camera."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from PIL import Image

from practicepack.diagnostics import ContentError
from practicepack.documents.edition import Edition
from practicepack.pipeline import Built, Request, build, inspect
from practicepack.render.photos import MOST_DOTS, prepared
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
RED, BLUE = (200, 30, 30), (30, 30, 200)
SESSION = """\
title: One
objectives: [See.]
minutes: 30-60
activities: [{use: talk}]
"""
FILES = {
    "content/activities/talk.yaml": """\
title: Talk
purpose: To try.
reason: To try.
people: {min: 2, ideal: 8, max: 40}
room: Chairs in a circle.
printables: [sheet, deck]
steps: [{id: one, title: Talk, minutes: 30-60, cues: [{do: Talk in pairs.}]}]
credit: {origin: Us}
""",
    "content/printables/sheet.yaml": """\
title: Our market
kind: handout
to: participant
body:
  - picture: "market day #1 (50%) 'new'.JPG"
  - picture: café
  - picture: drum
""",
    "content/printables/deck.yaml": """\
title: Deck
kind: cards
to: participant
cards:
  - {id: a, front: One, picture: one card.jpeg}
  - {id: b, front: Two, picture: a-png-called.jpg}
""",
    "sessions/t/01-one.yaml": SESSION,
    "sessions/t/workshop.yaml": """\
title: A test
purpose: To try.
audience: [women, adults]
participants: 8
facilitators: {women: 2}
organiser: {name: Bridge House, contact: "0123 456", logo: LOGO.PNG}
complaints: {name: Rukmini Joshi, contact: "0123 789"}
ranks_apart: true
days: [{start: "09:00", end: "10:00", blocks: [{session: 01-one}]}]
""",
}


def halves(width: int, height: int) -> Image.Image:
    """Red above blue."""
    made = Image.new("RGB", (width, height), RED)
    made.paste(BLUE, (0, height // 2, width, height))
    return made


def jpeg(picture: Image.Image, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Secret Camera"
    exif.get_ifd(GPS)[1] = "N"
    target = BytesIO()
    picture.save(target, "JPEG", exif=exif, icc_profile=b"profile of a screen", comment=b"at home")
    return target.getvalue()


def png(picture: Image.Image) -> bytes:
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def read(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_as_the_camera_was_held(orientation: int) -> None:
    turned = {
        **{1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180},
        **{4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90},
        **{7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270},
    }[orientation]
    taken = halves(80, 160)
    made = read(prepared(jpeg(taken.transpose(turned) if turned else taken, orientation), is_grey=False))
    assert made.size == (80, 160)
    above, below = (made.convert("RGB").getpixel((40, y)) for y in (20, 140))
    assert isinstance(above, tuple)
    assert isinstance(below, tuple)
    assert above[0] > above[2]
    assert below[2] > below[0]


def test_nothing_is_told_of_the_camera_and_the_place() -> None:
    made = prepared(jpeg(halves(80, 160)), is_grey=False)
    assert b"Secret Camera" not in made
    assert b"at home" not in made
    assert b"profile" not in made
    assert not read(made).getexif()
    assert {*read(made).info} <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
@pytest.mark.parametrize("is_grey", [False, True], ids=["colour", "grey"])
def test_every_kind_of_png_comes_out_in_eight_bits(mode: str, *, is_grey: bool) -> None:
    made = read(prepared(png(halves(40, 40).convert(mode)), is_grey=is_grey))
    assert made.mode in (("L", "LA") if is_grey else ("L", "LA", "RGB", "RGBA"))
    assert made.size == (40, 40)


def test_sixteen_bits_are_scaled_and_not_cut_off() -> None:
    deep = Image.new("I;16", (9, 9), 32768)
    assert read(prepared(png(deep), is_grey=False)).getpixel((4, 4)) in (127, 128)


def test_what_is_clear_stays_clear() -> None:
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    assert read(prepared(png(clear), is_grey=True)).getchannel("A").getextrema() == (0, 0)


def test_a_photograph_for_a_press_is_taken_too() -> None:
    target = BytesIO()
    halves(40, 40).convert("CMYK").save(target, "JPEG")
    assert read(prepared(target.getvalue(), is_grey=False)).mode == "RGB"
    assert read(prepared(target.getvalue(), is_grey=True)).mode == "L"


@pytest.mark.parametrize("size", [(9000, 100), (100, 9000), (4000, 3000)])
def test_no_photograph_is_finer_than_the_largest_poster_shows(size: tuple[int, int]) -> None:
    made = read(prepared(jpeg(halves(*size)), is_grey=False))
    assert max(made.size) <= MOST_DOTS
    assert abs(made.width / made.height - size[0] / size[1]) < 0.02 * size[0] / size[1] + 1


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("photos")
    photo = jpeg(halves(1500, 2000))
    pictures = {
        "content/pictures/market day #1 (50%) 'new'.JPG": photo,
        f"content/pictures/{normalize('NFD', 'café.png')}": png(halves(300, 300)),
        "sessions/t/one card.jpeg": photo,
        "sessions/t/a-png-called.jpg": png(halves(900, 900)),
        "sessions/t/LOGO.PNG": png(halves(600, 300)),
    }
    for name, text in {**FILES, **pictures}.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(text.encode() if isinstance(text, str) else text)
    sheet = made / "content/printables/sheet.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("café", "café.png"), encoding="utf-8")
    return made


@pytest.fixture(scope="module", params=["black", "colour"])
def built(root: Path, request: pytest.FixtureRequest) -> Iterator[Built]:
    workspace = Workspace(root, shipped_root())
    edition = Edition(ink=request.param)
    asked = Request("t", (), edition, frozenset({"handouts", "cards", "agenda"}))
    with Typesetter(workspace, 1) as typesetter:
        yield build(workspace, asked, root / f"build-{request.param}", typesetter)


def images(pdf: Path) -> list[list[str]]:
    """The pictures of dots in a PDF, as poppler lists them; masks left out."""
    listed = subprocess.run(["pdfimages", "-list", pdf], check=True, capture_output=True, text=True).stdout
    return [line.split() for line in listed.splitlines()[2:] if line.split()[2] == "image"]


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("participants/handouts/sheet.pdf", 2),
        ("participants/cards/deck.pdf", 2),
        ("participants/agenda.pdf", 1),
    ],
)
def test_photographs_are_printed_at_the_size_and_in_the_ink_of_the_edition(
    built: Built, file: str, count: int
) -> None:
    found = images(built.folder / file)
    assert len({one[10] for one in found}) == count  # the numbers of their objects
    for one in found:
        assert int(one[12]) <= 202  # dots per inch, across
        assert one[5] == ("gray" if "black" in built.folder.parent.name else "rgb")


def test_the_pack_says_nothing_against_them(built: Built) -> None:
    assert {warning.code for warning in built.warnings} <= {"no-referrals", "not-reviewed"}


def test_a_photograph_must_be_beside_the_workshop_that_is_made(root: Path, tmp_path: Path) -> None:
    other = root / "sessions/other"
    other.mkdir(exist_ok=True)
    for name in ("01-one.yaml", "workshop.yaml"):
        text = (root / "sessions/t" / name).read_text(encoding="utf-8")
        (other / name).write_text(text.replace(", logo: LOGO.PNG", ""), encoding="utf-8")
    workspace = Workspace(root, shipped_root())
    with Typesetter(workspace, 1) as typesetter, pytest.raises(ContentError) as caught:
        build(workspace, Request("other"), tmp_path, typesetter)
    assert {one.code for one in caught.value.diagnostics} == {"unknown-picture"}
    assert '"one card.jpeg" is not beside this workshop' in {one.message for one in caught.value.diagnostics}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "is a WebP picture"),
        (jpeg(halves(300, 300))[:1500], "is damaged"),
    ],
)
def test_a_photograph_that_cannot_be_printed_is_said_where_it_is_named(
    tmp_path: Path, data: bytes, said: str
) -> None:
    (tmp_path / "content/printables").mkdir(parents=True)
    (tmp_path / "content/pictures").mkdir()
    (tmp_path / "content/pictures/us.jpg").write_bytes(data)
    sheet = "title: Us\nkind: handout\nto: participant\nbody:\n  - picture: us.jpg\n"
    (tmp_path / "content/printables/us.yaml").write_text(sheet, encoding="utf-8")
    (found,) = inspect(Workspace(tmp_path, shipped_root()))
    assert (found.code, found.span and found.span.line) == ("bad-picture", 5)
    assert said in found.message
