"""Files for the printer, used as people use them: printed, turned over, folded, leafed through, cut out."""

import re
import subprocess
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from practicepack.diagnostics import Source
from practicepack.documents.context import Context
from practicepack.documents.edition import Binding, Edition, Flip
from practicepack.documents.model import Document, Part
from practicepack.documents.parts import FinishedDocument, RenderJob
from practicepack.documents.print_run import PageNumber, print_run
from practicepack.i18n import Translator
from practicepack.library.overrides import assignment
from practicepack.pdf.imposition import booklet_sides
from practicepack.pdf.print_files import print_files
from practicepack.pipeline import Request, build
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from tasks import laid_out

MISS = 0.5
"""Millimetres by which a thing may miss its place."""
DPI, BOX = 200, Image.Resampling.BOX
FLIPS: tuple[Flip, Flip] = ("long-edge", "short-edge")
SIDE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
STYLE = """@page {{ size: {}mm {}mm; margin: 12mm 9mm; @bottom-right {{ content: "z" counter(page) }} }}
html {{ font: 12pt Pack }} a {{ display: block; break-after: page }} a:last-child {{ break-after: auto }}"""
T = TypeVar("T")
Numbered = Callable[..., bytes]
Deck = Callable[[str], tuple[Path, Flip]]
Places = dict[str, tuple[float, float]]
"""Where the middle of each word lies, in millimetres from the left and from the top."""


@dataclass(frozen=True)
class Side:
    """One side of a sheet, as it is looked at."""

    width: float
    height: float
    words: Places

    def halves(self) -> tuple[Places, Places]:
        middle = self.width / 2
        left = {word: (x, y) for word, (x, y) in self.words.items() if x < middle}
        right = {word: (x - middle, y) for word, (x, y) in self.words.items() if x >= middle}
        return left, right


@cache
def sides(pdf: bytes) -> list[Side]:
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, check=True, capture_output=True)
    found = []
    for width, height, text in SIDE.findall(told.stdout.decode()):
        words = {word: [float(edge) / 72 * 25.4 for edge in edges] for *edges, word in WORD.findall(text)}
        places = {word: ((a + c) / 2, (b + d) / 2) for word, (a, b, c, d) in words.items()}
        found.append(Side(float(width) / 72 * 25.4, float(height) / 72 * 25.4, places))
    return found


def leaf_turned(back: Side, flip: Flip) -> Side:
    """A back as it is seen when its sheet is turned like the leaf of a book, around its left edge."""
    if (back.width < back.height) == (flip == "long-edge"):
        return back
    upside_down = {word: (back.width - x, back.height - y) for word, (x, y) in back.words.items()}
    return Side(back.width, back.height, upside_down)


def printed(pdf: bytes, flip: Flip) -> list[Side]:
    """The sides of the sheets in the printer's tray: each front, and its back when the sheet is turned."""
    return [leaf_turned(one, flip) if at % 2 else one for at, one in enumerate(sides(pdf))]


def leafed_through(stack: Sequence[tuple[T, T]], *, is_rtl: bool) -> list[T]:
    """The pages of sheets that are laid into each other and folded, the last side innermost."""
    halves = [one[::-1] for one in stack] if is_rtl else stack
    sheets = list(zip(halves[::2], halves[1::2], strict=True))
    first = [page for front, back in sheets for page in (front[1], back[0])]
    second = [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    return first + second


@pytest.fixture(scope="module")
def typesetter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typesetter]:
    with Typesetter(Workspace(tmp_path_factory.mktemp("impose"), shipped_root()), 1) as made:
        yield made


@pytest.fixture(scope="module")
def numbered(typesetter: Typesetter) -> Numbered:
    """Thirteen tagged pages with links; page 3 says a3 at the upper left and z3 at the lower right."""

    def made(width: float = 148, height: float = 210) -> bytes:
        body = "".join(f'<a href="#p{at}" id="p{at}">a{at}</a>' for at in range(1, 14))
        html = f'<html lang="en"><head><title>Pages</title></head><body>{body}</body></html>'
        job = RenderJob("Pages", html, (Source("own.css", STYLE.format(width, height)),))
        return laid_out(typesetter, job)[job.key].pdf

    return made


def made_over(
    pdf: bytes, lengths: list[int], edition: Edition, language: str = "en", times: int = 1
) -> tuple[list[FinishedDocument], int]:
    """The files of a bound document with parts of such lengths, and the sheets that the run counts."""
    is_wide = sides(pdf)[0].width > sides(pdf)[0].height
    part = Part("one", "one.html", "", "One", {}, "a5", is_wide=is_wide)
    book = Document("k", "participants", "book", "B", 1, (part,), is_read=True, is_bound=True, times=times)
    plan: Any = SimpleNamespace(title="Power and voice", organiser=None)  # all that is read of it
    brief, counted = Context(plan, Translator(language), edition), {book.path: lengths}
    made = print_files([FinishedDocument(book, pdf, sum(lengths))], counted, brief)
    return list(made), print_run([book], counted, edition).lines[0].sheets


def read(found: Sequence[Places], originals: Sequence[Side]) -> list[PageNumber]:
    """The numbers of pages, None for a blank one; each word must stand where it stands in the original."""
    numbers = [int(min(one)[1:]) if one else None for one in found]
    for number, one in zip(numbers, found, strict=True):
        expected = originals[number - 1].words if number else {}
        assert one.keys() == expected.keys()
        for word, place in expected.items():
            assert one[word] == pytest.approx(place, abs=MISS), f"{word} is out of place"
    return numbers


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("count", range(1, 14))
def test_a_folded_booklet_is_read_from_its_first_page_to_its_last(
    numbered: Numbered, count: int, flip: Flip, language: str
) -> None:
    edition = Edition(paper="a5", binding="booklet", flip=flip)
    (_, made), sheets = made_over(numbered(), [count], edition, language)
    stack = printed(made.pdf, flip)
    assert {(round(one.width, 2), round(one.height, 2)) for one in stack} == {(297, 210)}
    assert len(stack) == made.pages == 2 * sheets
    leaves = leafed_through([one.halves() for one in stack], is_rtl=language == "ar")
    assert read(leaves, sides(numbered())) == [*range(1, count + 1), *[None] * (-count % 4)]


@given(pages=st.lists(st.none() | st.integers(0, 200), max_size=60), is_rtl=st.booleans())
def test_folding_keeps_the_order_and_adds_blanks_at_the_end_only(
    pages: list[PageNumber], is_rtl: bool
) -> None:
    leaves = leafed_through(booklet_sides(pages, is_rtl=is_rtl), is_rtl=is_rtl)
    assert leaves == [*pages, *[None] * (-len(pages) % 4)]


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([3], [1, 2, 3]),
        ([2, 2], [1, 2, 3, 4]),
        ([1, 3, 2], [1, None, 2, 3, 4, None, 5, 6]),
        ([1, 1, 1], [1, None, 2, None, 3]),
    ],
)
@pytest.mark.parametrize("size", [(148, 210), (210, 148)], ids=["upright", "wide"])
@pytest.mark.parametrize("flip", FLIPS)
def test_each_part_and_each_set_starts_on_a_front_and_every_page_stands_upright(
    numbered: Numbered,
    flip: Flip,
    size: Sequence[int],
    lengths: list[int],
    expected: list[PageNumber],
    times: int,
) -> None:
    pdf, edition = numbered(*size), Edition(paper="a5", binding="duplex", flip=flip)
    (*_, made), sheets = made_over(pdf, lengths, edition, times=times)
    stack = printed(made.pdf, flip)
    whole = [*expected, *[None] * (len(expected) % 2)]
    assert read([one.words for one in stack], sides(pdf)) == [*whole * (times - 1), *expected]
    assert (made.pages, sheets) == (len(stack), -(-len(stack) // 2))


@pytest.mark.parametrize(("binding", "pages", "sheets"), [("loose", 280, 140), ("duplex", 279, 140)])
def test_twenty_sets_weigh_less_than_three(
    numbered: Numbered, binding: Binding, pages: int, sheets: int
) -> None:
    (made,), counted = made_over(numbered(), [6, 7], Edition(paper="a5", binding=binding), times=20)
    assert (made.pages, len(sides(made.pdf)), counted) == (pages, pages, sheets)
    assert len(made.pdf) < 3 * len(numbered())


@pytest.mark.parametrize(
    ("binding", "flip", "times", "duplex"),
    [
        ("booklet", "short-edge", 1, "/DuplexFlipShortEdge"),
        ("duplex", "long-edge", 1, "/DuplexFlipLongEdge"),
        ("duplex", "long-edge", 3, "/DuplexFlipLongEdge"),
    ],
)
def test_a_file_for_the_printer_says_what_it_is_and_how_to_print_it(
    numbered: Numbered, binding: Binding, flip: Flip, times: int, duplex: str
) -> None:
    edition = Edition(paper="a5", binding=binding, flip=flip)
    (*_, made), _ = made_over(numbered(), [7, 6], edition, "ar", times=times)
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        asked = pdf.Root.ViewerPreferences
        assert (str(pdf.docinfo.Title), str(pdf.Root.Lang)) == ("Power and voice - B", "ar")
        assert (str(asked.PrintScaling), str(asked.Duplex), int(asked.NumCopies)) == ("/None", duplex, 1)
        assert asked.DisplayDocTitle
        assert asked.PickTrayByPDFSize
        assert pdf.pdf_version >= "1.7"


@pytest.mark.parametrize("binding", ["duplex", "booklet"])
def test_paper_needs_no_structure_and_the_reading_file_keeps_its_own(
    numbered: Numbered, binding: Binding
) -> None:
    (reading, made), _ = made_over(numbered(), [7, 6], Edition(paper="a5", binding=binding))
    assert reading.document.path == "participants/book.pdf"
    assert made.document.path == "print/participants/book.pdf"
    assert reading.pdf == numbered()
    for_screens = {"/StructTreeRoot", "/StructParents", "/MarkInfo", "/Annots"}
    assert keys(reading.pdf) >= for_screens
    assert keys(made.pdf) & {*for_screens, "/AcroForm", "/Outlines", "/Names"} == set()


def keys(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        holders = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
        return set().union(*(one.keys() for one in holders))


HEAD = "{{kind: cards, title: Deck, to: participant, per: room, sides: '2', per_sheet: '{}', cards: ["
CARDS = ", ".join(f"{{id: {one.lower()}, front: F{one}, back: B{one}}}" for one in "ABCDEFGHIJ") + "]}"
ROWS = {"deck-8": [4, 1], "deck-4": [2, 2, 1], "deck-2": [1] * 5, "deck-wallet": [4, 1]}
"""How many rows of cards there are on each sheet of ten cards."""
DEALT = {"referral-card": [4, 4, 2], "right-to-pass": [4, 4, 4]}
"""The same for shipped decks, of which 20 people get a card each; the second has 4 more to spare."""


@pytest.fixture(scope="module", params=FLIPS)
def sent(request: pytest.FixtureRequest, typesetter: Typesetter) -> Deck:
    """What is sent to the printer for a deck, and the edge over which the printer turns its sheets."""
    root = typesetter.workspace.layers[0]
    (root / "content/printables").mkdir(parents=True, exist_ok=True)
    for name in ROWS:
        text = HEAD.format(name.removeprefix("deck-")) + CARDS
        (root / f"content/printables/{name}.yaml").write_text(text)
    more = assignment(f"printables=[{', '.join([*DEALT, *ROWS])}]")
    asked = Request("power-and-voice", (more,), Edition(flip=request.param), frozenset({"cards"}))
    built = build(typesetter.workspace, asked, root / request.param, typesetter)
    files = {one.document.file.partition("/")[2]: built.folder / one.file for one in built.run.lines}
    return lambda name: (files[name], request.param)


def ink(path: Path) -> list[Image.Image]:
    """The pages of a file as pixels, 255 where they are black."""
    subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), path, path.with_suffix("")], check=True)
    found = sorted(path.parent.glob(f"{path.stem}-*.pgm"))
    return [ImageOps.invert(Image.open(one)).point(lambda value: 255 * (value > 100)) for one in found]


def cuts(page: Image.Image) -> tuple[list[float], list[float]]:
    """How far from the left and from the top there are lines to cut along, in millimetres.

    They are looked for close to the left and the upper edge of the deck, where no card has words.
    """
    across, down = page.resize((page.width, 1), BOX).tobytes(), page.resize((1, page.height), BOX).tobytes()
    left = next(at for at, black in enumerate(across) if black > 18)
    top = next(at for at, black in enumerate(down) if black > 80)
    near, far = DPI // 20, DPI // 8
    columns, _ = page.crop((0, top + near, page.width, top + far)).getprojection()
    _, rows = page.crop((left + near, top, left + far, page.height - DPI * 16 // 25)).getprojection()
    return lines(columns, 0), lines(rows, top)


def lines(seen: Sequence[int], first: int) -> list[float]:
    """The middle of each run of pixels that are not empty, in millimetres."""
    runs = [[at for at, _ in run] for full, run in groupby(enumerate(seen), lambda one: one[1] > 0) if full]
    return [(first + (run[0] + run[-1] + 1) / 2) / DPI * 25.4 for run in runs]


def through(back: Side, flip: Flip) -> Places:
    """Where the words of a back are when they shine through the front of an upright sheet."""
    if flip == "long-edge":
        return {word: (back.width - x, y) for word, (x, y) in back.words.items()}
    return {word: (x, back.height - y) for word, (x, y) in back.words.items()}


@pytest.mark.parametrize(("name", "rows"), [*ROWS.items(), *DEALT.items()])
def test_backs_of_cards_lie_within_the_lines_of_their_fronts(sent: Deck, name: str, rows: list[int]) -> None:
    path, flip = sent(name)
    pages, turned = ink(path), ImageOps.mirror if flip == "long-edge" else ImageOps.flip
    fronts, backs = [cuts(one) for one in pages[::2]], [cuts(turned(one)) for one in pages[1::2]]
    assert [(len(across), len(down)) for across, down in fronts] == [(3, count + 1) for count in rows]
    for front, back in zip(fronts, backs, strict=True):
        assert back[0] == pytest.approx(front[0], abs=MISS)
        assert back[1] == pytest.approx(front[1], abs=MISS)


@pytest.mark.parametrize("name", list(ROWS))
def test_each_back_lies_behind_its_own_front(sent: Deck, name: str) -> None:
    path, flip = sent(name)
    found, drawn = sides(path.read_bytes()), ink(path)
    behind: dict[str, str] = {}
    for front, back, page in zip(found[::2], found[1::2], drawn[::2], strict=True):
        across, down = cuts(page)
        cells = {(bisect(across, x), bisect(down, y)): word for word, (x, y) in front.words.items()}
        for word, (x, y) in through(back, flip).items():
            if re.fullmatch("B[A-J]", word):
                behind[word] = cells[bisect(across, x), bisect(down, y)]
    assert behind == {f"B{one}": f"F{one}" for one in "ABCDEFGHIJ"}


def test_a_card_for_the_purse_is_as_large_as_a_bank_card(sent: Deck) -> None:
    across, down = cuts(ink(sent("referral-card")[0])[0])
    assert [far - near for near, far in pairwise(across)] == pytest.approx([85.6] * 2, abs=MISS)
    assert [far - near for near, far in pairwise(down)] == pytest.approx([54] * 4, abs=MISS)
