"""Posters in pieces: the sheets cover the whole poster, overlap alike, are as few as can be, and join up."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps

from paper import read_aloud
from practicepack.documents.edition import LEAVES, Edition, Leaf, Paper
from practicepack.documents.tiling import LEAST_SCALE, MARGIN, OVERLAP, Tile, Tiling, tiling
from practicepack.pipeline import Built, Request, build
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

PAIRS = tuple(product(get_args(Leaf), get_args(Leaf)))
LARGER = tuple((poster, leaf) for poster, leaf in PAIRS if tiling(poster, leaf))


def cut(poster: Leaf, leaf: Leaf) -> Tiling:
    made = tiling(poster, leaf)
    assert made is not None
    return made


def sheet(leaf: Leaf, *, is_wide: bool) -> tuple[float, float]:
    low, high = sorted(LEAVES[leaf])
    return (high, low) if is_wide else (low, high)


def joined(count: int, length: float) -> float:
    """How far sheets reach that lose 10 mm at each edge and 12 mm wherever two are glued."""
    return count * (length - 20) - (count - 1) * 12


@pytest.mark.parametrize(
    ("poster", "leaf", "columns", "rows", "is_wide"),
    [
        ("a3", "a4", 1, 2, True),
        ("a2", "a4", 2, 2, False),
        ("a1", "a4", 3, 3, False),
        ("a3", "letter", 1, 2, True),
        ("a2", "letter", 2, 3, False),
        ("a1", "letter", 3, 3, False),
        ("tabloid", "letter", 1, 2, True),
    ],
)
def test_a_poster_takes_so_many_sheets(
    poster: Leaf, leaf: Leaf, columns: int, rows: int, is_wide: bool
) -> None:
    made = cut(poster, leaf)
    assert (made.columns, made.rows, made.is_wide, made.count) == (columns, rows, is_wide, columns * rows)


@pytest.mark.parametrize(
    ("poster", "leaf"),
    [("a4", "a4"), ("a5", "a4"), ("a3", "a3"), ("letter", "letter"), ("a4", "letter"), ("letter", "a4")],
)
def test_a_poster_that_fits_on_one_sheet_stays_whole(poster: Leaf, leaf: Leaf) -> None:
    assert tiling(poster, leaf) is None


def test_the_pieces_are_named_row_after_row_and_lie_around_the_middle() -> None:
    # four windows of 190 x 277 mm with 12 mm in common are 368 x 542 mm: the poster of 420 x 594 mm is made
    # 368 x 520.5 mm, which leaves 21.5 mm
    made = cut("a2", "a4")
    assert (made.width, made.height) == pytest.approx((368, 594 * 368 / 420))
    spare = (542 - made.height) / 2
    assert made.tiles == (
        Tile(1, 1, 0, -spare),
        Tile(1, 2, 178, -spare),
        Tile(2, 1, 0, 265 - spare),
        Tile(2, 2, 178, 265 - spare),
    )


@pytest.mark.parametrize(("poster", "leaf"), LARGER)
def test_a_poster_keeps_its_form_and_nearly_its_size(poster: Leaf, leaf: Leaf) -> None:
    made = cut(poster, leaf)
    width, height = LEAVES[poster]
    assert LEAST_SCALE <= made.scale <= 1
    assert (made.width, made.height) == pytest.approx((width * made.scale, height * made.scale))
    # It is no smaller than its sheets ask for.
    is_full = [
        made.scale == 1,
        made.width == pytest.approx(joined(made.columns, sheet(leaf, is_wide=made.is_wide)[0])),
    ]
    is_full.append(made.height == pytest.approx(joined(made.rows, sheet(leaf, is_wide=made.is_wide)[1])))
    assert any(is_full)


@pytest.mark.parametrize(("poster", "leaf"), LARGER)
def test_the_window_leaves_a_margin_on_each_side_of_the_sheet(poster: Leaf, leaf: Leaf) -> None:
    made = cut(poster, leaf)
    width, height = sheet(leaf, is_wide=made.is_wide)
    assert made.window == pytest.approx((width - 20, height - 20))
    assert MARGIN == 10


@pytest.mark.parametrize(("poster", "leaf"), LARGER)
def test_neighbours_share_twelve_millimetres(poster: Leaf, leaf: Leaf) -> None:
    made = cut(poster, leaf)
    width, height = made.window
    at = {(one.row, one.column): one for one in made.tiles}
    across = [
        one.left + width - at[one.row, one.column + 1].left for one in made.tiles if one.column < made.columns
    ]
    down = [one.top + height - at[one.row + 1, one.column].top for one in made.tiles if one.row < made.rows]
    assert across + down == pytest.approx([12] * (len(across) + len(down)))
    assert len(across) + len(down) == 2 * made.count - made.rows - made.columns


@pytest.mark.parametrize(("poster", "leaf"), LARGER)
def test_the_pieces_cover_the_poster(poster: Leaf, leaf: Leaf) -> None:
    made = cut(poster, leaf)
    first, last = made.tiles[0], made.tiles[-1]
    assert max(first.left, first.top) <= 1e-9
    assert last.left + made.window[0] >= made.width - 1e-9
    assert last.top + made.window[1] >= made.height - 1e-9
    assert [(one.row, one.column) for one in made.tiles] == list(
        product(range(1, made.rows + 1), range(1, made.columns + 1))
    )


@pytest.mark.parametrize(("poster", "leaf"), LARGER)
def test_what_is_left_over_lies_half_at_each_edge(poster: Leaf, leaf: Leaf) -> None:
    made = cut(poster, leaf)
    first, last = made.tiles[0], made.tiles[-1]
    assert last.left + made.window[0] - made.width == pytest.approx(-first.left, abs=1e-9)
    assert last.top + made.window[1] - made.height == pytest.approx(-first.top, abs=1e-9)


@pytest.mark.parametrize(("poster", "leaf"), LARGER)
def test_every_sheet_shows_more_than_what_its_neighbours_show(poster: Leaf, leaf: Leaf) -> None:
    made = cut(poster, leaf)
    (width, height), (window, tall) = (made.width, made.height), made.window
    wide = {min(one.left + window, width) - max(one.left, 0) for one in made.tiles}
    high = {min(one.top + tall, height) - max(one.top, 0) for one in made.tiles}
    assert min(wide) > OVERLAP
    assert min(high) > OVERLAP


@pytest.mark.parametrize(("poster", "leaf"), LARGER)
def test_fewer_sheets_would_not_do_whichever_way_they_lie(poster: Leaf, leaf: Leaf) -> None:
    made = cut(poster, leaf)
    width, height = LEAVES[poster][0] * LEAST_SCALE, LEAVES[poster][1] * LEAST_SCALE
    counts = product((False, True), range(1, 20), range(1, 20))
    enough = [
        columns * rows
        for is_wide, columns, rows in counts
        if width <= joined(columns, sheet(leaf, is_wide=is_wide)[0])
        and height <= joined(rows, sheet(leaf, is_wide=is_wide)[1])
    ]
    assert made.count == min(enough)


DPI, PIXEL = 100, 25.4 / 100
EDGE = 4
"""Pixels at the edges of a poster that is as wide as its sheets together: they are trimmed as well."""
TRIM = 0.5
"""Millimetres at the edges of a window that half-covered pixels blur."""
SIZES: tuple[Leaf, Leaf] = ("a3", "a2")
"""On A4 the one is put together from sheets on their side, the other from upright sheets."""
WORDS = ("Everybody can lead a group", "Power that grows when we share it")
POSTER = """
kind: poster
title: Poster
to: wall
per: room
size: %s
signs:
  - {id: a, words: Everybody can lead a group, picture: seedling, text: "- Seed\\n- Leaf\\n- Tree\\n- Wood"}
  - {id: b, words: Power that grows when we share it, picture: radio, text: "| A | B |\\n|--|--|\\n| C | D |"}
"""
FILES = {f"content/printables/poster-{size}.yaml": POSTER % size for size in SIZES} | {
    "content/activities/walk.yaml": """
title: Walk
purpose: P
reason: R
people: {min: 2, ideal: 20, max: 40}
room: A room
printables: [poster-a3, poster-a2]
steps: [{id: one, title: One, minutes: 30, cues: [{do: Walk.}]}]
credit: {origin: Many}
""",
    "sessions/tiny/workshop.yaml": """
title: Tiny
purpose: P
participants: 20
facilitators: 3
days: [{start: "09:00", end: "09:30", blocks: [session: 01-walk]}]
""",
    "sessions/tiny/01-walk.yaml": "{title: See, objectives: [See], minutes: 30, activities: [{use: walk}]}",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Paper], Built]]:
    """The posters of a small workshop, on A4 and on Letter."""
    root = tmp_path_factory.mktemp("tiles")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    made: dict[Paper, Built] = {}
    with Typesetter(Workspace(root, shipped_root()), 1) as typesetter:

        def one(paper: Paper) -> Built:
            if paper not in made:
                request = Request("tiny", edition=Edition(paper), only=frozenset({"signs"}))
                made[paper] = build(typesetter.workspace, request, root / paper, typesetter)
            return made[paper]

        yield one


def ink(path: Path, scale: float = 1.0) -> list[Image.Image]:
    """The pages of a file as pixels, 255 where they are black."""
    root = path.with_name(f"{path.stem}-at{round(scale * 1000)}")
    if not list(path.parent.glob(f"{root.name}-*.pgm")):
        subprocess.run(["pdftoppm", "-gray", "-r", str(DPI * scale), path, root], check=True)
    return [ImageOps.invert(Image.open(page)) for page in sorted(path.parent.glob(f"{root.name}-*.pgm"))]


def part(page: Image.Image, left: float, top: float, width: float, height: float) -> Image.Image:
    """A stretch of a page, in millimetres; white where it reaches beyond the page."""
    x, y = round(left / PIXEL), round(top / PIXEL)
    return page.crop((x, y, x + round(width / PIXEL), y + round(height / PIXEL)))


def differ(one: Image.Image, other: Image.Image) -> bool:
    """Whether a pixel of either is blacker by half than all those around its place in the other."""
    pairs, inside = ((one, other), (other, one)), (EDGE, EDGE, one.width - EDGE, one.height - EDGE)
    strays = (ImageChops.subtract(a, b.filter(ImageFilter.MaxFilter(3))).crop(inside) for a, b in pairs)
    return any(sum(stray.histogram()[129:]) for stray in strays)


@dataclass(frozen=True)
class Sheets:
    """A face of a poster, and the sheets that it is spread over, by row and column."""

    tiling: Tiling
    face: Image.Image
    """As large as it is on the sheets."""
    pieces: dict[tuple[int, int], Image.Image]


@pytest.fixture(params=product(SIZES, ("a4", "letter"), (0, 1)), ids=lambda one: "-".join(map(str, one)))
def hung(request: pytest.FixtureRequest, built: Callable[[Paper], Built]) -> Sheets:
    size, paper, face = request.param
    folder, made = built(paper).folder, cut(size, paper)
    pages = ink(folder / f"print/poster-{size}-tiles.pdf")
    assert len(pages) == 1 + 2 * made.count
    mine = pages[1 + face * made.count :]
    pieces = {(one.row, one.column): page for one, page in zip(made.tiles, mine, strict=False)}
    return Sheets(made, ink(folder / f"wall/poster-{size}.pdf", made.scale)[face], pieces)


def test_the_pieces_laid_side_by_side_are_the_poster(hung: Sheets) -> None:
    width, height = hung.tiling.window
    joined = Image.new("L", hung.face.size, 255)
    for tile in hung.tiling.tiles:
        page = hung.pieces[tile.row, tile.column]
        seen = part(page, MARGIN + TRIM, MARGIN + TRIM, width - 2 * TRIM, height - 2 * TRIM)
        joined.paste(seen, (round((tile.left + TRIM) / PIXEL), round((tile.top + TRIM) / PIXEL)))
    assert hung.face.getbbox() is not None
    assert not differ(joined, hung.face)


def test_neighbours_show_the_same_where_they_are_glued(hung: Sheets) -> None:
    (width, height), strip = hung.tiling.window, OVERLAP - 2 * TRIM
    left = top = MARGIN + TRIM
    right, low = left + width - OVERLAP, top + height - OVERLAP
    wide, high = width - 2 * TRIM, height - 2 * TRIM
    glued = []
    for (row, column), page in hung.pieces.items():
        if column < hung.tiling.columns:
            beside = hung.pieces[row, column + 1]
            glued.append((part(page, right, top, strip, high), part(beside, left, top, strip, high)))
        if row < hung.tiling.rows:
            below = hung.pieces[row + 1, column]
            glued.append((part(page, left, low, wide, strip), part(below, left, top, wide, strip)))
    assert [differ(one, other) for one, other in glued] == [False] * len(glued)
    assert any(one.getbbox() for one, _ in glued)


@pytest.mark.parametrize("is_right", [False, True])
@pytest.mark.parametrize("is_low", [False, True])
def test_a_mark_stands_at_each_corner_of_the_window(hung: Sheets, is_right: bool, is_low: bool) -> None:
    (width, height), page = hung.tiling.window, hung.pieces[1, 1]
    left, top = is_right * (MARGIN + width), is_low * (MARGIN + height)
    box = part(page, left, top, MARGIN, MARGIN).getbbox()
    assert box is not None
    expected = [0 if is_right else 5, 0 if is_low else 5, 5 if is_right else 10, 5 if is_low else 10]
    assert [one * PIXEL for one in box] == pytest.approx(expected, abs=0.5)


def test_nothing_of_the_poster_shows_beside_the_window(hung: Sheets) -> None:
    (width, height), band, inner = hung.tiling.window, MARGIN - TRIM, MARGIN + OVERLAP + 2
    for page in hung.pieces.values():
        bands = [
            part(page, 0, inner, band, height - 28),
            part(page, MARGIN + width + TRIM, inner, band, height - 28),
            part(page, inner, MARGIN + height + TRIM, width - 28, band),
        ]
        assert [one.getbbox() for one in bands] == [None, None, None]


@pytest.mark.parametrize("size", SIZES)
def test_each_piece_says_where_it_goes(built: Callable[[Paper], Built], size: Leaf) -> None:
    texts = read_aloud(built("a4").folder / f"print/poster-{size}-tiles.pdf")[1:]
    tiles = [(face, one) for face in WORDS for one in cut(size, "a4").tiles]
    expected = [f"{face} · row {one.row}, sheet {one.column}" for face, one in tiles]
    assert [said if said in text else text for said, text in zip(expected, texts, strict=True)] == expected
