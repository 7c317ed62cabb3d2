"""What is too long for its place, as it is told of small pages: 400 x 300 px, with lines 12 px high."""

from collections.abc import Callable, Iterator

import pytest

from practicepack.diagnostics import Source
from practicepack.documents.parts import RenderJob
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from tasks import laid_out

STYLE = """
@page { size: 400px 300px; margin: 0 }
html { font: 10px/1.2 Pack }
body, p, table { margin: 0 }
table { border-collapse: collapse; table-layout: fixed; width: 100% }
td { height: 48px; padding: 0; vertical-align: top }
.card { box-sizing: border-box; width: 200px; height: 144px }
.free { position: absolute }
"""
LONG = "Gleichstellungsbeauftragte"
"""At 10 px some 120 px wide."""
OFF, OUT = 'Sheet: "{}" runs off the page', 'Sheet: "{}" is too long for its place'
Telling = Callable[..., list[str]]


@pytest.fixture(scope="module")
def told() -> Iterator[Telling]:
    """What is said of a page: of its body, its direction and what its style adds."""
    with Typesetter(Workspace(None, shipped_root()), 1) as typesetter:

        def telling(body: str, direction: str = "ltr", style: str = "", code: str = "overflow") -> list[str]:
            head = f'<html lang="en" dir="{direction}"><head><title>Sheet</title></head>'
            job = RenderJob("Sheet", f"{head}<body>{body}</body></html>", (Source("own.css", STYLE + style),))
            laid = laid_out(typesetter, job)[job.key]
            assert not laid.diagnostics
            return [misfit.message for misfit in laid.misfits if misfit.code == code]

        yield telling


def lines(count: int, word: str = "word") -> str:
    return f"<p>{word}</p>" * count


def card(name: str, body: str, style: str = "") -> str:
    return f'<div class="card" data-fits="{name}" style="{style}">{body}</div>'


def deck(*rows: tuple[str, str]) -> str:
    cells = ("".join(f'<td data-fits="Deck">{card}</td>' for card in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def test_nothing_is_said_of_a_page_where_all_fits(told: Telling) -> None:
    assert told(card("One", lines(12)) + deck((lines(4), "B"), ("C", "D"))) == []


@pytest.mark.parametrize(
    ("height", "said"),
    [(145, []), (144, []), (143, []), (142.5, [OUT.format("One")]), (72, [OUT.format("One")])],
)
def test_a_card_may_be_overfull_by_a_quarter_of_a_millimetre(
    told: Telling, height: float, said: list[str]
) -> None:
    assert told(card("One", lines(12), f"height: {height}px")) == said


def test_each_card_is_named_once_and_only_the_overfull_ones(told: Telling) -> None:
    cards = card("One", lines(13)) + card("One", lines(13)) + card("Two", lines(12))
    assert told(cards, style=".card { float: left; height: 150px }") == [OUT.format("One")]


def test_the_margin_of_a_card_is_not_part_of_it(told: Telling) -> None:
    assert told(card("One", lines(13), "margin-bottom: 20px")) == [OUT.format("One")]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(
    ("word", "said"),
    [
        (LONG, []),
        (LONG * 2, [OUT.format("One")]),
        ("\u00ad".join([LONG] * 2), []),
        ("-".join([LONG] * 2), []),
        (" ".join([LONG] * 2), []),
        ("\u00a0".join([LONG] * 2), [OUT.format("One")]),
    ],
    ids=["short", "long", "soft-hyphen", "hyphen", "blank", "blank-that-does-not-break"],
)
def test_a_word_must_not_stick_out_of_its_card(
    told: Telling, word: str, said: list[str], direction: str
) -> None:
    assert told(f'<div style="padding: 0 100px">{card("One", word)}</div>', direction) == said


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_word_that_runs_off_the_page_is_told_with_the_word(told: Telling, direction: str) -> None:
    assert told(lines(1, LONG * 3), direction) == []
    assert told(lines(1, LONG * 4), direction) == [OFF.format(LONG * 4)]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_hyphenated_word_stays_on_the_page(told: Telling, direction: str) -> None:
    assert told(lines(1, "\u00ad".join([LONG] * 4)), direction) == []


@pytest.mark.parametrize(
    ("margin", "said"),
    [
        ("-1px 0 0", []),
        ("-2px 0 0", [OFF.format("word")]),
        ("0 0 0 -1px", []),
        ("0 0 0 -2px", [OFF.format("word")]),
    ],
)
def test_text_before_the_page_begins(told: Telling, margin: str, said: list[str]) -> None:
    assert told(f'<div style="margin: {margin}">word</div>') == said


def test_a_card_past_the_foot_is_told_once_and_other_lines_each_once(told: Telling) -> None:
    quarters, upper = ".card { float: left; height: 150px }", card("A", "a") + card("B", "b")
    low = "".join(lines(1, word) for word in ("below", "lower", "below"))
    assert told(upper + card("C", lines(12)), style=quarters) == []
    assert told(upper + card("C", lines(12) + low), style=quarters) == [OUT.format("C")]
    free = '<p class="free" style="top: 295px; left: {}px">{}</p>'
    three = free.format(0, "below") + free.format(40, "lower") + free.format(80, "below")
    assert told(three) == [OFF.format("below"), OFF.format("lower")]


def test_what_flows_on_to_the_next_page_is_not_too_long(told: Telling) -> None:
    assert told(lines(60)) == []


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("top: 287px; left: 0", []),
        ("top: 295px; left: 0", [OFF.format("word")]),
        ("top: 0; right: -15px", [OFF.format("word")]),
        ("top: 0; left: -15px", [OFF.format("word")]),
    ],
)
def test_text_with_a_place_of_its_own_must_be_on_the_page_too(
    told: Telling, place: str, said: list[str]
) -> None:
    assert told(f'<p class="free" style="{place}">word</p>') == said


@pytest.mark.parametrize(
    ("first", "said"),
    [(lines(1), []), (lines(4), []), (lines(5), [OUT.format("Deck")]), ("", [])],
)
def test_a_card_in_a_table_must_not_make_its_row_taller(told: Telling, first: str, said: list[str]) -> None:
    assert told(deck((first, "B"), ("C", "D"))) == said


def test_a_deck_is_named_once_however_many_of_its_cards_are_overfull(told: Telling) -> None:
    assert told(deck((lines(5), lines(6)), (lines(7), "D"), ("E", "F"))) == [OUT.format("Deck")]


@pytest.mark.parametrize("rows", [1, 2])
def test_a_deck_where_every_row_is_too_tall_is_told(told: Telling, rows: int) -> None:
    assert told(deck(*[(lines(4), "B")] * rows)) == []
    assert told(deck(*[(lines(5), "B")] * rows)) == [OUT.format("Deck")]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_word_must_not_stick_out_into_the_next_card_of_the_table(told: Telling, direction: str) -> None:
    assert told(deck((LONG, "B"), ("C", "D")), direction) == []
    assert told(deck((LONG * 2, "B"), ("C", "D")), direction) == [OUT.format("Deck")]


def test_of_a_long_text_only_the_beginning_is_said(told: Telling) -> None:
    assert told(f"<p>{'a' * 300}</p>") == [OFF.format("a" * 200)]


@pytest.mark.parametrize(
    ("place", "near"),
    [
        ("top: 20px; left: 20px", False),
        ("top: 0; left: 20px", True),
        ("top: 20px; left: 0", True),
        ("top: 273px; left: 20px", True),
        ("top: 20px; right: 0", True),
        ("top: 265px; right: 20px", False),
    ],
)
def test_text_where_printers_print_nothing_is_named(told: Telling, place: str, *, near: bool) -> None:
    said = told(f'<p class="free" style="{place}">word</p>', code="near-edge")
    assert [one.partition('"')[2][:4] for one in said] == ["word"] * near


def test_text_that_runs_off_the_page_is_not_named_twice(told: Telling) -> None:
    body = '<p class="free" style="top: 20px; left: -30px">word</p>'
    assert (len(told(body)), told(body, code="near-edge")) == (1, [])


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_text_over_other_text_is_reported_with_both(told: Telling, direction: str) -> None:
    below = '<p class="free" style="top: {}px; inset-inline-start: 0">below</p>'
    assert told(lines(1, "above") + below.format(12), direction) == []
    assert told(lines(1, "above") + below.format(4), direction) == ['Sheet: "above" is printed over "below"']


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("margin-left: 30px", []),
        ("margin-left: -10px", ['Sheet: "one" is printed over "two"']),
        ("margin-left: -10px; font-size: 1px", []),
        ("position: relative; top: 14px; left: -10px", []),
    ],
    ids=["beside", "over", "unseen", "below"],
)
def test_words_of_one_line_may_touch_and_not_overlap(told: Telling, style: str, said: list[str]) -> None:
    word = '<span style="display: inline-block; {}">{}</span>'
    assert told(word.format("width: auto", "one") + word.format(style, "two")) == said


def test_tight_lines_of_a_heading_do_not_count_as_text_over_text(told: Telling) -> None:
    assert told('<p style="width: 60px; line-height: 1">one two three four five six</p>') == []


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ("border: 1px solid", [OUT.format(LONG)]),
        ("border-left: 1px solid", []),
        ("border: 1px solid; overflow-wrap: anywhere", []),
    ],
)
def test_a_border_all_around_is_a_frame(told: Telling, frame: str, said: list[str]) -> None:
    assert told(f'<div style="width: 80px; {frame}">{LONG}</div>') == said


def test_what_has_a_place_of_its_own_may_stand_beside_its_frame(told: Telling) -> None:
    clock = '<p class="free" style="left: 200px">09:00</p>'
    assert told(f'<div style="position: relative; width: 80px; border: 1px solid">a{clock}</div>') == []


STEPS = ".smaller-1 { font-size: 8px } .smaller-2 { font-size: 5px } .smaller-3 { font-size: 3px }"


@pytest.mark.parametrize(
    ("words", "steps", "said"),
    [(12, 3, []), (16, 3, []), (24, 3, []), (16, 0, ["One"]), (24, 1, ["One"]), (60, 3, ["One"])],
)
def test_what_does_not_fit_gets_smaller_as_far_as_it_may(
    told: Telling, words: int, steps: int, said: list[str]
) -> None:
    body = f'<div class="card" data-fits="One" data-steps="{steps}">{lines(words)}</div>'
    assert told(body, style=STEPS) == [OUT.format(name) for name in said]


def test_the_nearest_thing_gets_smaller_first(told: Telling) -> None:
    name = f'<p data-fits="{LONG}" data-steps="3" style="width: 80px">{LONG}</p>'
    body = f'<div class="card" data-fits="One" data-steps="3">{name}{lines(11)}</div>'
    assert told(body, style=STEPS + ".card.smaller-1 { display: none }") == []
    assert told(body.replace('data-steps="3" style', "style"), style=STEPS) == []


@pytest.mark.parametrize(("most", "height"), [(3, 36), (2, 24), (1, 12)])
def test_lines_may_be_limited_and_are_no_fault_in_themselves(told: Telling, most: int, height: int) -> None:
    heading = f'<p data-lines="{most}" data-steps="3" style="width: 60px">one two three four five</p>'
    assert told(heading, style=STEPS) == []
    frame = f'<div data-fits="One" style="height: {height}px">{heading}</div>'
    assert told(frame, style=STEPS) == []


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "²", "9" * 30])
def test_a_template_may_say_any_number_of_steps(told: Telling, value: str) -> None:
    body = f'<div class="card" data-fits="One" data-lines="{value}" data-steps="{value}">{lines(13)}</div>'
    assert told(body)[-1:] == [OUT.format("One")]
