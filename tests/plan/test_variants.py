"""Variants take the place of an activity's own fields, the most specific first."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from practicepack.diagnostics import Source
from practicepack.library.model import Activity
from practicepack.library.source import read
from practicepack.library.validate import validate
from practicepack.plan.plan import Change
from practicepack.plan.variants import told, varied

ACTIVITY = """\
title: Walk
purpose: See it.
reason: It helps.
people: {min: 4, ideal: 20, max: 40}
room: A room.
steps:
  - {id: walk, title: Walk, minutes: 10-20, cues: [{do: Walk.}]}
  - {id: talk, title: Talk, minutes: 10, cues: [{do: Talk.}]}
variants:
  - {for: [men], text: Slowly., room: A yard., minutes: 20-25}
  - {for: [men, elders], room: A porch., steps: [{id: walk, minutes: 5-10}, {id: talk, leave_out: true}]}
  - {for: [women], title: Stroll}
credit: {origin: Many}
"""


def authored() -> Activity:
    item, found = validate(Activity, read(Source("file.yaml", ACTIVITY)))
    assert found == []
    assert isinstance(item, Activity)
    return item


def of(*audience: str) -> Activity:
    return varied(authored(), frozenset(audience))


def seen(item: Activity) -> tuple[Any, ...]:
    minutes = [(step.id, getattr(step.minutes, "max", None)) for step in item.steps]
    return item.title, item.room, item.minutes and item.minutes.max, minutes


def test_without_its_audience_nothing_changes() -> None:
    assert seen(of("youth")) == ("Walk", "A room.", None, [("walk", 20), ("talk", 10)])


def test_a_variant_replaces_what_it_names_and_nothing_else() -> None:
    assert seen(of("men")) == ("Walk", "A yard.", 25, [("walk", 20), ("talk", 10)])


def test_the_more_specific_one_wins_field_by_field() -> None:
    assert seen(of("men", "elders")) == ("Walk", "A porch.", 25, [("walk", 10)])


def test_a_variant_needs_all_of_its_audiences() -> None:
    assert seen(of("elders")) == seen(of())


def test_what_was_replaced_is_told() -> None:
    assert told(of("men", "elders")) == [
        Change("variant", "Walk", "Slowly.", ("men",)),
        Change("replaced", "Walk", "20–25", ("men",), "minutes"),
        Change("replaced", "Walk", "A yard.", ("men",), "room"),
        Change("replaced", "Walk", "A porch.", ("men", "elders"), "room"),
        Change("replaced", "Walk", "walk (5–10)", ("men", "elders"), "steps"),
        Change("replaced", "Walk", "talk", ("men", "elders"), "without"),
    ]


@given(st.permutations(["men", "elders", "women", "youth"]))
def test_the_order_of_the_facets_does_not_matter(audience: list[str]) -> None:
    assert of(*audience) == of(*sorted(audience))
