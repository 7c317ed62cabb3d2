"""The pages of sessions: a step stands whole on one page, and each page's head says its time."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pictures import EDITIONS, GUIDE

from built import built
from conftest import Page, Word, printed
from practicepack.workspace import shipped_root

if TYPE_CHECKING:
    from conftest import Starter

CLOCK = re.compile(r"(\d\d:\d\d)–(\d\d:\d\d)")
VERBS = {"SAY", "ASK"}
CONTINUED = "continued"
SIZES = {"a4": 16, "large": 20, "small": 14}
"""Points."""


def clock(page: Page) -> Word | None:
    """The page's clock: the largest of what stands at its head."""
    found = [word for word in page.words if word.top < page.height * 0.09 and CLOCK.fullmatch(word.text)]
    return max(found, key=lambda word: word.size, default=None)


def elements(element: Any, kind: str) -> Iterator[Any]:
    """The elements of a kind in the structure of a PDF."""
    kids = element.get("/K", [])
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/S") == kind:
                yield kid
            yield from elements(kid, kind)


def page_of(element: Any, numbers: dict[tuple[int, int], int]) -> int | None:
    """The page on which something of an element stands, numbered from 0."""
    if "/Pg" in element:
        return numbers[element.Pg.objgen]
    kids = element.get("/K", [])
    nested = (kid for kid in (list(kids) if isinstance(kids, pikepdf.Array) else [kids]))
    found = (page_of(kid, numbers) for kid in nested if isinstance(kid, pikepdf.Dictionary))
    return next((page for page in found if page is not None), None)


def steps(path: Path) -> list[tuple[int, bool]]:
    """The pages of steps, and whether the step begins there: a section in another, on a page with a clock."""
    shown = printed(path)
    return [(page, begins) for page, begins in inner_sections(path) if clock(shown[page])]


def inner_sections(path: Path) -> list[tuple[int, bool]]:
    """The pages of sections in others, and whether they begin there. All of them are steps.

    The structure has an element for each page that a step stands on.
    """
    with pikepdf.open(path) as pdf:
        numbers = {one.objgen: number for number, one in enumerate(pdf.pages)}
        inner = [
            (page_of(one, numbers), any(elements(one, "/H3")))
            for activity in elements(pdf.Root.StructTreeRoot, "/Sect")
            for one in elements(activity, "/Sect")
        ]
    return [(page, begins) for page, begins in inner if page is not None]


def head(path: Path, number: int) -> str:
    """The words at the head of a page."""
    page = printed(path)[number]
    return " ".join(word.text for word in page.words if word.top < 0.09 * page.height)


def test_no_step_goes_over_a_page(pack: "Starter") -> None:
    found = steps(pack.folder / GUIDE)
    assert len(found) > 25
    assert [page for page, begins in found if not begins] == []


def test_each_page_of_steps_has_its_time_large_at_the_outer_edge(pack: "Starter") -> None:
    path = pack.folder / GUIDE
    pages = printed(path)
    shown = {number: clock(page) for number, page in enumerate(pages)}
    with_verbs = [number for number, page in enumerate(pages) if VERBS & {word.text for word in page.body}]
    without = [number for number in with_verbs if shown[number] is None]
    assert [number for number in without if "Energisers" not in head(path, number)] == []
    times = [(number, word) for number, word in shown.items() if word]
    assert len(times) >= 20
    for number, word in times:
        assert word.size == pytest.approx(SIZES[pack.name], abs=0.4)
        start, end = CLOCK.fullmatch(word.text).groups()  # type: ignore[union-attr]
        assert start < end, (number, word.text)
        middle = max(other.right for other in pages[number].words) / 2
        is_left = word.left < middle
        assert not (is_left and EDITIONS[pack.name].binding == "loose")
        beside = [other.left for other in pages[number].words if abs(other.bottom - word.bottom) < 6]
        assert word.left == (min(beside) if is_left else max(beside))


def test_the_times_of_pages_of_steps_follow_each_other(starter: "Starter") -> None:
    path = starter.folder / GUIDE
    pages = printed(path)
    times = [CLOCK.fullmatch(word.text).groups() for page in pages if (word := clock(page))]  # type: ignore[union-attr]
    assert all(one[0] <= other[0] for one, other in pairwise(times))
    assert times[0][0] == "08:30"
    assert times[-1][1] == "16:30"


LONG = """
title: Two minutes
purpose: To try.
reason: To try.
people: {min: 2, ideal: 8, max: 500}
room: Chairs in a circle.
steps:
  - id: one
    title: Tell and listen
    minutes: 10-20
    cues: [%s]
  - id: two
    title: Come back
    minutes: 10-20
    cues: [{do: Come back.}]
credit: {origin: Us}
"""


@pytest.mark.parametrize("options", [(), ("--paper", "a5"), ("--type", "large")], ids=" ".join)
def test_a_step_longer_than_a_page_goes_on_under_its_clock(tmp_path: Path, options: tuple[str, ...]) -> None:
    cues = ", ".join(f"{{do: 'Do number {number}, and wait until all are ready.'}}" for number in range(90))
    files = {"content/activities/two-minutes.yaml": LONG % cues}
    made = built(tmp_path, "--only", "facilitator-guide", *options, files=files)
    path = made.folder / "facilitators/facilitator-guide.pdf"
    found = steps(path)
    assert [begins for _, begins in found] == [True, *[False] * (len(found) - 2), True]
    assert len(found) > 2
    for page, _ in found[1:-1]:
        assert "09:00 (1) Tell and listen, continued" in head(path, page)
    assert CONTINUED not in head(path, found[0][0])
    after = range(found[-2][0] + 1, len(printed(path)))
    assert [page for page in after if CONTINUED in head(path, page)] == []


READ = ("facilitators/facilitator-guide.pdf", "facilitators/safety.pdf", "facilitators/background.pdf")
"""What facilitators read and keep."""
MOST_PAGES = 28
"""Of the starter's guide on A4."""
MOST_SHEETS = 10.8
"""Of the starter on A4, for each participant. The aim is 10."""
FULL, MOST_SPARSE = 0.4, 0.03
"""A page that is less full is sparse, and so many of all may be."""
NUMBER = re.compile(r"--(?:fine|text|speech|head|title|display|far|urgent): ([\d.]+)pt")


def scale(edition: str) -> set[float]:
    """The sizes of type of an edition, in points, from the tokens of its style sheets."""
    folder = shipped_root() / "templates/css"
    sheets = {"a4": ("base",), "large": ("base", "large"), "small": ("base", "small")}[edition]
    return {
        float(size)
        for sheet in sheets
        for size in NUMBER.findall((folder / f"{sheet}.css").read_text("utf-8"))
    }


def test_every_size_is_one_of_the_scale(pack: "Starter") -> None:
    strange = set()
    for file in READ:
        # What is kept is a small book, unless type is large.
        is_small = pack.name == "a4" and file != GUIDE
        sizes = scale("small" if is_small else pack.name)
        assert len(sizes) >= 6
        for each in pack.pages(file):
            for word in each.words:
                if word.text[0].isalnum() and min(abs(word.size - size) for size in sizes) > 0.1:
                    strange.add((file, word.size, word.text))
    assert strange == set()


def test_the_guide_is_short_and_its_pages_are_full(pack: "Starter") -> None:
    """On other paper it has other lengths; a step is never split, so not every page can be filled."""
    if pack.name != "a4":
        return
    pages = pack.pages(GUIDE)
    assert len(pages) <= MOST_PAGES
    few = sparse(pages)
    assert len(few) <= len(pages) * MOST_SPARSE, few


def sparse(pages: Sequence[Page]) -> list[int]:
    """The numbers of pages that are less full than they should be."""
    few: list[int] = []
    for number, page in enumerate(pages, start=1):
        top, foot = page.height * 0.07, page.height * 0.93
        lowest = max((word.bottom for word in page.words if word.bottom < foot), default=top)
        if (lowest - top) / (foot - top) < FULL:
            few.append(number)
    return few


def test_the_starter_takes_few_sheets_a_head(starter: "Starter") -> None:
    """All paper and card of the print run. `make pages` counts other workshops."""
    manifest = json.loads((starter.folder / "manifest.json").read_text(encoding="utf-8"))
    sheets = sum(line.sheets for line in starter.built.run.lines)
    assert sheets / manifest["plan"]["participants"] <= MOST_SHEETS


def test_what_is_done_said_and_asked_has_one_left_edge(pack: "Starter") -> None:
    """The verbs of all cues stand below each other, on each page of steps."""
    if pack.name == "large":
        return  # there the verb is the first word of its line
    edges: dict[int, set[float]] = {}
    for number, each in enumerate(pack.pages(GUIDE)):
        if clock(each):
            verbs = [word for word in each.words if word.text in ("Do", "Say", "Ask") and word.size < 9.5]
            left = min((word.left for word in verbs), default=0.0)
            # the same words stand inside texts as well: those are further right than the column of verbs
            edges[number] = {round(word.left, 1) for word in verbs if word.left < left + 30}
    assert len([found for found in edges.values() if found]) > 10
    assert {number: found for number, found in edges.items() if len(found) > 1} == {}
