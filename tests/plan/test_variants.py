"""Variants take the place of an activity's own fields, the most specific first."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial import activity, one_session, planned

from practicepack.diagnostics import Source
from practicepack.library.models.activity import Activity
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read
from practicepack.plan.changes import Change
from practicepack.plan.variants import variant_changes, varied

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


def test_what_was_replaced_is_listed() -> None:
    assert variant_changes(of("men", "elders")) == [
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


PICTURES = "{id: s1, title: Sort, minutes: 50, cues: [{do: Sort.}]}"
LITERACY = "[{for: [low-literacy], steps: [{id: s1, minutes: 60}]}]"


def clocked(audience: str, own: str, variants: str, end: str = "17:00") -> list[int]:
    """The minutes of each step of an activity with these steps and variants."""
    content = activity("sort", steps=own, variants=variants)
    plan, _ = planned(one_session("sort", audience=audience, content=content, end=end))
    return [step.minutes for one in plan.activities for step in one.steps]


@pytest.mark.parametrize(
    ("audience", "variants", "expected"),
    [
        pytest.param("adults, low-literacy", LITERACY, 60, id="stated for them"),
        pytest.param("low-literacy", "[{for: [low-literacy], minutes: 50, text: Slow.}]", 50, id="whole"),
        pytest.param("low-literacy", "[{for: [women], text: Slow.}]", 60, id="not stated"),
        pytest.param("women", LITERACY, 50, id="others"),
        pytest.param("low-literacy, disability-inclusive", LITERACY, 75, id="one of two states it"),
        pytest.param(
            "low-literacy, disability-inclusive",
            "[{for: [low-literacy, disability-inclusive], steps: [{id: s1, minutes: 70}]}]",
            70,
            id="stated for both",
        ),
        pytest.param(
            "low-literacy, disability-inclusive",
            "[{for: [low-literacy], minutes: 50}]",
            63,
            id="whole for one of two",
        ),
        pytest.param(
            "women, low-literacy",
            "[{for: [women], steps: [{id: s1, minutes: 40}]}]",
            48,
            id="stated for those without a factor",
        ),
        pytest.param(
            "women, low-literacy",
            "[{for: [low-literacy], steps: [{id: s1, title: Lay out}]}]",
            60,
            id="a variant without minutes",
        ),
    ],
)
def test_minutes_stated_for_an_audience_are_not_multiplied_again(
    audience: str, variants: str, expected: int
) -> None:
    assert clocked(audience, f"[{PICTURES}]", variants) == [expected]


def test_only_the_steps_that_a_variant_states_are_left_as_they_are() -> None:
    talk = "{id: talk, title: Talk, minutes: 10, cues: [{do: Talk.}]}"
    assert clocked("low-literacy", f"[{PICTURES}, {talk}]", LITERACY) == [60, 12]


def test_explain_and_the_clock_say_the_same_minutes() -> None:
    content = activity("sort", steps=f"[{PICTURES}]", variants=LITERACY)
    plan, _ = planned(one_session("sort", audience="low-literacy", content=content))
    (change,) = [one for one in plan.changes if one.field == "steps"]
    (found,) = plan.activities
    assert (change.text, found.minutes) == ("s1 (60)", 60)
