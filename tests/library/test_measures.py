"""What is measured before, after and after three months can be compared, and no one's scale is copied."""

import pytest
from trial import shipped

from practicepack.library.models.printable import Form, Handout

PAIRS = {
    "three-months-later-words": ("before-and-after-questions", 10),
    "three-months-later-faces": ("before-and-after-faces", 6),
}
"""Each last sheet, the first one, and how many of its lines come again."""


def form(id_: str) -> Form:
    item = shipped().printables[id_].item
    assert isinstance(item, Form)
    return item


@pytest.mark.parametrize("last", PAIRS)
def test_the_last_sheet_asks_first_what_the_first_one_asked(last: str) -> None:
    first, number = PAIRS[last]
    asked = [question for question in form(first).questions if question.answer in ("choice", "opinion")]
    again = [question for question in form(last).questions if question.answer in ("choice", "opinion")]
    assert again[:number] == asked[:number]
    assert len(again) > number
    # so that it goes to the people who had the first one, and to no one twice
    assert (form(last).for_, form(last).not_for) == (form(first).for_, form(first).not_for)


@pytest.mark.parametrize("sheet", [*PAIRS, *(first for first, _ in PAIRS.values())])
def test_women_and_men_are_counted_apart_without_a_name_on_any_sheet(sheet: str) -> None:
    assert "envelope" in str(form(sheet).how)
    assert not {"name", "sex", "age"} & {question.id for question in form(sheet).questions}


def test_the_tally_has_a_row_for_each_line_of_the_sheets() -> None:
    item = shipped().printables["tally-of-workshops"].item
    assert isinstance(item, Handout)
    (table,) = [block.table for block in item.body if block.table]
    number = PAIRS["three-months-later-words"][1]
    assert {str(line) for line in range(1, number + 1)} <= set(table.rows)


def test_the_scale_of_others_is_an_empty_sheet_with_its_credit() -> None:
    item = shipped().printables["gem-scale"].item
    assert isinstance(item, Handout)
    (table,) = [block.table for block in item.body if block.table]
    assert (table.rows, table.empty_rows) == ((), 24)
    assert item.credit
    assert "Pulerwitz" in item.credit.origin
    assert not any("gem-scale" in folder.workshop.item.printables for folder in shipped().workshops.values())
