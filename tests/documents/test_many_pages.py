"""More pages than an author counted: long posters, decks with some backs, a page for each person."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from paper import read_aloud
from practicepack.documents.compose import compose
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.guide import Tables
from practicepack.i18n import Translator
from practicepack.library.models.fields import MOST_PEOPLE
from practicepack.limits import DEEPEST, STANDARD_LIMITS, Limits, beyond, raised
from practicepack.pipeline import Built, Request, build, planned
from practicepack.render.templates import Templates, of_plan
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

RULE = "We listen to each other until the end of each sentence, and no one is interrupted."
SHORT_RULE = "We listen to each other."
SIZES = ("a4", "a3", "a2", "a1")
POINT = 25.4 / 72
SESSION = """\
title: One
objectives: [See.]
minutes: 30-60-60
activities: [{use: talk}]
"""
XHTML = {"": "http://www.w3.org/1999/xhtml"}
ACTIVITY = """\
title: Talk
purpose: To try.
reason: To try.
people: {min: 2, ideal: 8, max: 500}
room: Chairs in a circle.
steps: [{id: one, title: Talk, minutes: 30-60, cues: [{do: Talk in pairs.}]}]
credit: {origin: Us}
"""
WORKSHOP = """\
title: A test
purpose: To try.
audience: [women, adults]
participants: 500
facilitators: {women: 2}
printables:
  [certificate-of-attendance, deck, long-a4, long-a3, long-a2, long-a1, list-a4, list-a3, list-a2, list-a1]
organiser: {name: Bridge House}
days: [{start: "09:00", end: "10:00", blocks: [{session: 01-one}]}]
"""


def poster(size: str, signs: tuple[int, ...], rule: str = RULE) -> str:
    """A poster of which each sign has so many rules."""
    head = f"{{title: Rules, kind: poster, to: wall, per: room, size: {size}, signs: ["
    rules = ("\\n".join(f"{n}. {rule}" for n in range(1, count + 1)) for count in signs)
    pages = (f'{{id: s{n}, words: Sign {n}, text: "{text}"}}' for n, text in enumerate(rules, 1))
    return f"{head}{', '.join(pages)}]}}"


def deck() -> str:
    """Sixteen cards, of which only the last has a back."""
    plain = "".join(f"  - {{id: c{n}, front: Card {n}}}\n" for n in range(1, 16))
    return (
        f'title: Deck\nkind: cards\nto: participant\nper: room\nsides: "2"\ncards:\n{plain}'
        "  - {id: c16, front: Card 16, back: The back}\n"
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("long")
    files = {
        "content/activities/talk.yaml": ACTIVITY,
        "content/printables/deck.yaml": deck(),
        "sessions/t/workshop.yaml": WORKSHOP,
        "sessions/t/01-one.yaml": SESSION,
        "sessions/t/participants.csv": "name\n" + "".join(f"Person {n}\n" for n in range(MOST_PEOPLE)),
    }
    files |= {f"content/printables/long-{size}.yaml": poster(size, (2, 60, 1)) for size in SIZES}
    files |= {f"content/printables/list-{size}.yaml": poster(size, (10,), SHORT_RULE) for size in SIZES}
    for name, text in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def built(root: Path) -> Iterator[Built]:
    workspace = Workspace(root, shipped_root())
    with Typesetter(workspace, 1) as typesetter:
        yield build(workspace, Request("t", only=frozenset({"signs", "cards"})), root / "build", typesetter)


def words(pdf: Path) -> list[tuple[int, float, str]]:
    """The page, the left edge in millimetres and the text of each word."""
    made = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True).stdout
    pages = ElementTree.fromstring(made).iterfind(".//page", XHTML)  # noqa: S314  # poppler wrote it
    return [
        (number, float(word.get("xMin", 0)) * POINT, word.text or "")
        for number, page in enumerate(pages)
        for word in page.iterfind("word", XHTML)
    ]


@pytest.mark.parametrize("size", SIZES)
def test_a_poster_with_too_much_text_is_a_warning(built: Built, size: str) -> None:
    said = [one.message for one in built.warnings if one.code == "too-long"]
    with pikepdf.open(built.folder / f"wall/long-{size}.pdf") as whole:
        assert len(whole.pages) > 3
        assert f'"Rules" (poster) takes {len(whole.pages)} pages instead of 3' in said


@pytest.mark.parametrize(("size", "pieces"), [("a3", 2), ("a2", 4), ("a1", 9)])
def test_each_page_of_a_long_poster_comes_in_pieces_with_its_words(
    built: Built, size: str, pieces: int
) -> None:
    sheets = read_aloud(built.folder / f"print/long-{size}-tiles.pdf")[1:]
    named = [sheet.rpartition(" · ")[0].rpartition("Sign ")[2] for sheet in sheets]
    goes_on = len(sheets) // pieces - 2
    assert goes_on > 1
    assert [name[:1] for name in named] == [*"1" * pieces, *"2" * goes_on * pieces, *"3" * pieces]


@pytest.mark.parametrize("size", SIZES)
def test_the_numbers_of_a_list_stay_inside_the_text(built: Built, size: str) -> None:
    numbers = [left for _, left, text in words(built.folder / f"wall/list-{size}.pdf") if text == "10."]
    assert len(numbers) == 1
    assert numbers[0] >= 9.9  # the margin is 10 mm


def test_every_front_has_its_back_where_one_card_has(built: Built) -> None:
    pages = read_aloud(built.folder / "participants/cards/deck.pdf")
    assert len(pages) == 4
    assert ["turn over" in page for page in pages] == [False, True, False, True]


def test_nothing_of_it_is_closer_to_the_edge_than_printers_print(built: Built) -> None:
    assert [one for one in built.warnings if one.code == "near-edge"] == []


def test_a_page_for_each_of_the_most_people_is_asked_for(root: Path) -> None:
    plan = planned(Workspace(root, shipped_root()), Request("t"))[1]
    (document,) = (
        one for one in compose(Context(plan, Translator("en"), Edition())) if "certificate" in one.path
    )
    (part,) = document.parts
    assert part.most_pages is not None
    assert MOST_PEOPLE <= part.most_pages <= STANDARD_LIMITS.for_pages(part.most_pages).pages


@pytest.mark.parametrize("asked", [1, 2, 150, 151, 500, 9999])
def test_bounds_grow_with_the_pages_that_are_asked_for(asked: int) -> None:
    bounds = STANDARD_LIMITS.for_pages(asked)
    assert bounds.pages >= max(STANDARD_LIMITS.pages, 2 * asked)
    assert (bounds.seconds, bounds.megabytes) >= (STANDARD_LIMITS.seconds, STANDARD_LIMITS.megabytes)
    assert STANDARD_LIMITS.for_pages(1) == STANDARD_LIMITS


@pytest.mark.parametrize("bound", ["pages", "seconds", "megabytes", "picture", "pixels"])
def test_only_a_template_can_go_round_for_ever(bound: str) -> None:
    laid_out = beyond(STANDARD_LIMITS, bound, "Certificate").hints
    filled_in = beyond(STANDARD_LIMITS, bound, "Certificate", is_template=True).hints
    assert not any("never ends" in hint for hint in laid_out)
    assert any("never ends" in hint for hint in filled_in)


@pytest.mark.parametrize(
    ("bounds", "bound", "needed", "enough"),
    [
        (STANDARD_LIMITS, "picture", 50_000_000, 50_000_000),
        (STANDARD_LIMITS, "picture", 20_000_001, 40_000_000),
        (STANDARD_LIMITS, "bytes", 0, 2_000_000),
        (Limits(levels=90), "levels", 0, DEEPEST["levels"]),
    ],
)
def test_a_hint_raises_a_bound_to_what_is_needed(
    bounds: Limits, bound: str, needed: int, enough: int
) -> None:
    (hint,) = bounds.raising(bound, needed)
    assert getattr(raised((hint.partition("--bound ")[2],)), bound) == enough


def test_what_cannot_be_raised_is_not_proposed() -> None:
    assert Limits(levels=DEEPEST["levels"]).raising("levels") == ()


def test_a_heading_goes_with_its_list(root: Path) -> None:
    plan = planned(Workspace(root, shipped_root()), Request("t"))[1]
    words, edition = Translator("en"), Edition()
    templates = Templates(Workspace(root, shipped_root()), "T", {}, words, edition, of_plan(plan, words))
    documents = compose(Context(plan, words, edition))
    guide = next(one for one in documents if one.kind == "facilitator-guide")
    (day,) = (part for part in guide.parts if part.template == "day.html")
    html = templates.html(guide, day)
    assert day.view == {"tables": (Tables(plan.days[0], (), (), (), ()),)}
    assert "On the table" not in html
    assert "Flipcharts" not in html
