"""The pages as they are printed, in editions that differ in everything: paper, ink, type, binding."""

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import page
import pikepdf
from fontTools.ttLib import TTFont
from pictures import LARGEST, references, small
from PIL import Image, ImageChops, ImageStat

from paper import figures
from practicepack.library.models.colour import contrast

if TYPE_CHECKING:
    from conftest import Starter

MILLIMETRE = 72 / 25.4
LETTERS = re.compile(r"\w")
SMALLEST = {"a4": (9, 12), "large": (16, 16), "small": (9, 12)}
"""Points, for those who work with it and for those who are given it."""
SPARSE = {"signs", "cue-cards", "cards"}
"""Kinds of which a page may hold one word."""
LEAST_FILLED = {"forms": 0.1, "packing-list": 0.08, "print-run": 0.0}
"""The share of a page's height down to its last mark, where a list or a form may end soon after it began.

The print run is one sheet whatever is on its back."""
MOST_INK = 0.2
"""The share of a page that is covered by ink."""
MOST_APART = 40
"""How far the grey of a square of 8 dots may be from what it was, of 255: about a line of text."""
COLOURS = {"#24407e", "#8a4300", "#9c1c1c"}
"""Those of this workshop: of no area, of its main area, and of what needs care."""


def opened(pack: "Starter", file: str) -> Any:
    return pikepdf.open(pack.folder / file)


@cache
def drawn(path: Path, number: int, resolution: int) -> Image.Image:
    """A page as an office printer would print it: grey."""
    pages = ["-f", str(number), "-l", str(number)]
    command = ["pdftoppm", "-r", str(resolution), *pages, "-singlefile", "-png", path]
    made = subprocess.run(command, check=True, capture_output=True)
    return Image.open(BytesIO(made.stdout)).convert("L")


def headings(pdf: Any) -> Iterator[tuple[str, int, float]]:
    """Every heading: its words, the number of its page, and how high it stands, in points from the foot."""
    index = {one.objgen: number for number, one in enumerate(pdf.pages)}

    def below(items: Any) -> Iterator[tuple[str, int, float]]:
        for item in items:
            place = list(item.destination)
            yield item.title, index[place[0].objgen], float(place[3])
            yield from below(item.children)

    with pdf.open_outline() as outline:
        yield from below(outline.root)


def test_nothing_leaves_the_paper(pack: "Starter") -> None:
    edge, out = 3 * MILLIMETRE, {}
    for file in pack.files:
        with opened(pack, file) as pdf:
            widths = [float(one.mediabox[2]) for one in pdf.pages]
        for number, (one, width) in enumerate(zip(pack.pages(file), widths, strict=True), 1):
            words = [
                word.text
                for word in one.words
                if min(word.left, word.top, width - word.right, one.height - word.bottom) < edge
                and word.size > 2
            ]
            if words:
                out[file, number] = words
    assert out == {}


def test_no_heading_stands_alone_at_the_foot(pack: "Starter") -> None:
    alone, count = [], 0
    for file in (one for one in pack.files if not one.startswith("wall/")):
        with opened(pack, file) as pdf:
            found = list(headings(pdf))
        count += len(found)
        for title, number, high in found:
            one = pack.pages(file)[number]
            end = foot(one, one.height - high)
            scale = 60 / 72
            picture = drawn(pack.folder / file, number + 1, 60)
            below = picture.crop((0, int(end * scale) + 1, picture.width, picture.height - int(36 * scale)))
            if below.getextrema()[0] > 200:
                alone.append((file, number + 1, title))
    assert alone == []
    assert count > 150


def foot(one: Any, top: float) -> float:
    """Where the last line of a heading ends that starts at `top`: so far as its letters are of one size."""
    size = min(one.words, key=lambda word: abs(word.top - top)).size
    lines = [word for word in one.words if top - 9 < word.top < top + 4 * size and word.size > size - 0.3]
    return float(max(word.bottom for word in lines))


def test_no_row_is_split_between_pages(pack: "Starter") -> None:
    split, rows = [], 0
    for file in pack.files:
        with opened(pack, file) as pdf:
            for row in (one for one in structure(pdf) if one.get("/S") == "/TR"):
                rows += 1
                if len({where.objgen for where in pages_of(row)}) > 1:
                    split.append(file)
    assert split == []
    assert rows > 300


def structure(pdf: Any) -> Iterator[Any]:
    """Every element of the structure tree."""
    open_ = [pdf.Root.StructTreeRoot]
    while open_:
        one = open_.pop()
        if isinstance(one, pikepdf.Dictionary):
            yield one
            kids = one.get("/K", [])
            open_ += list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def pages_of(element: Any) -> Iterator[Any]:
    """The pages on which something of an element stands."""
    kids = element.get("/K", [])
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from pages_of(kid)
            if "/Pg" in kid and "/MCID" in kid:
                yield kid.Pg
        elif "/Pg" in element:
            yield element.Pg


def test_no_type_is_too_small(pack: "Starter") -> None:
    team, people = SMALLEST[pack.name]
    small: dict[tuple[str, float], set[str]] = {}
    for file in pack.files:
        least = people if file.startswith(("participants/", "wall/")) else team
        for word in (word for one in pack.pages(file) for word in one.body):
            if 2 < word.size < least - 0.05 and LETTERS.search(word.text):
                small.setdefault((file, word.size), set()).add(word.text)
    assert {where: sorted(words)[:5] for where, words in small.items()} == {}


def test_no_page_is_nearly_empty(pack: "Starter") -> None:
    kinds = {one.document.path: one.document.kind for one in pack.built.finished}
    few = {}
    for file in (one for one in pack.files if kinds[one] not in SPARSE):
        for number in range(1, len(pack.pages(file)) + 1):
            picture = drawn(pack.folder / file, number, 20)
            margin = picture.height // 10
            body = picture.crop((0, margin, picture.width, picture.height - margin))
            marked = ImageChops.invert(body).point(lambda level: 255 if level > 40 else 0).getbbox()
            filled = marked[3] / body.height if marked else 0.0
            if filled < LEAST_FILLED.get(kinds[file], 0.16):
                few[file, number] = round(filled, 2)
    assert few == {}


def colours(pdf: Any) -> Iterator[str]:
    """The colours in which letters are set."""
    for one in pdf.pages:
        colour = "#000000"
        kept: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(one):
            name = str(operator)
            if name == "q":
                kept.append(colour)
            elif name == "Q":
                colour = kept.pop()
            elif name in ("rg", "g", "scn", "sc"):
                values = [float(value) for value in operands if not isinstance(value, pikepdf.Name)]
                levels = values * 3 if len(values) == 1 else values
                colour = "#" + "".join(f"{round(level * 255):02x}" for level in levels)
            elif name in ("Tj", "TJ"):
                yield colour


def test_every_letter_has_contrast(pack: "Starter") -> None:
    """White letters stand on the accent, which is dark enough for white paper, so it is for white letters."""
    found = set()
    for file in pack.files:
        with opened(pack, file) as pdf:
            found |= set(colours(pdf))
    weak = {one for one in found if one != "#ffffff" and contrast(one) < 5.3}  # 4.5 on our palest tint
    assert weak == set()
    assert found == {"#111111", "#ffffff"} | (set() if pack.name == "a4" else COLOURS)


def test_no_page_drinks_toner(pack: "Starter") -> None:
    heavy = {}
    for file in pack.files:
        for number in range(1, len(pack.pages(file)) + 1):
            ink = 1 - ImageStat.Stat(drawn(pack.folder / file, number, 60)).mean[0] / 255
            if ink > MOST_INK:
                heavy[file, number] = round(ink, 2)
    assert heavy == {}


def test_every_file_is_accessible_pdf(pack: "Starter") -> None:
    reports = {
        file: page.validate_pdf(pack.folder / file, profile=page.ValidationProfile.PDF_UA_1)
        for file in pack.files
    }
    found = {file: [one.message for one in report.failures] for file, report in reports.items()}
    assert {file: messages for file, messages in found.items() if messages} == {}
    assert {report.is_compliant for report in reports.values()} == {True}


def test_every_file_is_printed_as_the_print_run_says(pack: "Starter") -> None:
    listing = json.loads((pack.folder / "manifest.json").read_text(encoding="utf-8"))
    assert len(listing["run"]) > 20
    duplex = {
        "one": "/Simplex",
        "long-edge": "/DuplexFlipLongEdge",
        "short-edge": "/DuplexFlipShortEdge",
    }
    for job in listing["run"]:
        with pikepdf.open(pack.folder / job["file"]) as pdf:
            asked = pdf.Root.ViewerPreferences
            expected = (job["file"], duplex[job["sides"]], job["copies"])
            assert (job["file"], str(asked.Duplex), int(asked.NumCopies)) == expected


def test_every_file_has_a_title_a_language_and_its_actual_size(pack: "Starter") -> None:
    files = sorted(pack.folder.rglob("*.pdf"))
    assert len(files) >= len(pack.files)
    titles = {}
    for file in files:
        with pikepdf.open(file) as pdf:
            titles[file] = str(pdf.docinfo.Title)
            assert str(pdf.Root.Lang) == "en"
            assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"
            assert ("/Outlines" in pdf.Root) == (str(pdf.Root.get("/PageMode", "")) == "/UseOutlines")
    assert titles[pack.folder / "facilitators/facilitator-guide.pdf"] == "Power and voice - Facilitator guide"
    assert {title.partition(" - ")[0] for title in titles.values()} == {"Power and voice"}


def test_every_font_is_lato_and_embedded(pack: "Starter") -> None:
    families, listed = {}, {}
    for file in pack.files:
        with opened(pack, file) as pdf:
            fonts = [font for one in pdf.pages for font in one.Resources.get("/Font", {}).values()]
            files = [font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes() for font in fonts]
            families[file] = {TTFont(BytesIO(one))["name"].getDebugName(6).split("-")[0] for one in files}
        table = subprocess.run(
            ["pdffonts", pack.folder / file], check=True, capture_output=True, text=True
        ).stdout.splitlines()[2:]
        listed[file] = {tuple(line.split()[-5:-3]) for line in table}
    assert {file: names for file, names in families.items() if names != {"Lato"}} == {}
    assert {file: flags for file, flags in listed.items() if flags != {("yes", "yes")}} == {}


AREAS = {("Leadership", "and"), ("Institutions", "that")}
"""The words with which the titles of this workshop's areas begin."""
BACKGROUND = "facilitators/background.pdf"
BAND, ICON = (0.0, 40.0, -18.0, -10.0), (0.0, 15.0, -7.0, 7.0)
"""Left, right, top and bottom from where the middle of a title's line meets the margin, in millimetres."""


def test_in_grey_the_practice_areas_are_told_apart(pack: "Starter") -> None:
    """Each band differs from each other where nobody sees colour, and so do the icons."""
    for left, right, top, bottom in (BAND, ICON):
        cut = []
        for number, middle, margin in area_titles(pack):
            edges = (margin + left * MILLIMETRE, middle + top * MILLIMETRE)
            ends = (margin + right * MILLIMETRE, middle + bottom * MILLIMETRE)
            picture = drawn(pack.folder / BACKGROUND, number + 1, 200)
            cut.append(picture.crop(tuple(int(at * 200 / 72) for at in (*edges, *ends))).resize((300, 60)))
        assert min(ImageStat.Stat(ImageChops.difference(*pair)).mean[0] for pair in combinations(cut, 2)) > 6


def area_titles(pack: "Starter") -> list[tuple[int, float, float]]:
    """The page of each title of an area, the middle of its line, and the margin of its page."""
    found = []
    for number, each in enumerate(pack.pages(BACKGROUND)):
        margin = min(word.left for word in each.body)
        for first, second in pairwise(each.body):
            if (first.text, second.text) in AREAS and first.size > 13:
                found.append((number, (first.top + first.bottom) / 2, margin))
    assert len(found) == len(AREAS)
    return found


def test_the_pictures_of_a_deck_have_one_size(pack: "Starter") -> None:
    decks = [file for file in pack.files if "/cards/" in file]
    sizes = {
        file: {round(side, 1) for size in figures(pack.folder / file) for side in size} for file in decks
    }
    assert any(sizes.values())
    assert all(len(found) <= 1 for found in sizes.values())


def test_each_kind_of_page_looks_as_it_did(pack: "Starter") -> None:
    """Where this fails and the new pages are better: look at them, and run `make pictures`."""
    strange, count = {}, 0
    for path, fresh in references(pack.name, pack.folder):
        kept = Image.open(path).convert("RGB")
        assert path.stat().st_size <= LARGEST
        apart = ImageChops.difference(small(fresh).convert("RGB"), kept) if fresh.size == kept.size else None
        coarse = apart.convert("L").reduce(8).getextrema()[1] if apart else 255
        if coarse > MOST_APART:
            strange[path.stem] = coarse
        count += 1
    assert strange == {}
    assert count == len(list(path.parent.glob("*.png"))) == 20
