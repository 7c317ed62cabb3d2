from typing import Any

import pytest
from trial import shipped

from practicepack.diagnostics import Source
from practicepack.library.models.activity import Activity, Cue, Material
from practicepack.library.models.audience import Audience
from practicepack.library.models.fields import ForAudience
from practicepack.library.models.printable import Block, Table
from practicepack.library.models.workshop import BlockInDay, Use
from practicepack.library.printable_kinds import printable_kinds
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read
from practicepack.plan.changes import Change
from practicepack.plan.people.audience import AudienceFilter, Tailored, is_for, recognised

ACTIVITY = """\
title: Walk
purpose: See it, all {participants} of us.
reason: "{unknown} stays."
people: {min: 4, ideal: 20, max: 40}
room: A room.
materials:
  - {item: tape}
  - {item: tray, for: [disabled]}
steps:
  - id: walk
    title: Walk {participants}
    minutes: 10
    cues:
      - do: Walk.
      - {say: Whisper., for: [low-literacy]}
      - {ask: [Who?, Why?], not_for: [men]}
  - {id: write, title: Write, minutes: 10, not_for: [low-literacy], cues: [{do: Write.}]}
credit: {origin: Many}
"""
HANDOUT = """\
kind: handout
title: A sheet
to: participant
body:
  - {text: For all.}
  - {ticks: [One], for: [men]}
"""


def authored(kind: Any, text: str) -> Any:
    item, found = validate(kind, read(Source("file.yaml", text)))
    assert found == []
    return item


def chosen(*audience: str) -> tuple[Activity, list[Change]]:
    chooser = AudienceFilter(frozenset(audience), {"participants": "20"})
    applied = chooser.apply(authored(Activity, ACTIVITY))
    return applied.item, list(applied.changes)


def outline(activity: Activity) -> tuple[list[str], list[list[str]]]:
    items = [material.item for material in activity.materials]
    return items, [[step.id, *(cue.texts[0] for cue in step.cues)] for step in activity.steps]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ((), (["tape"], [["walk", "Walk.", "Who?"], ["write", "Write."]])),
        (("men",), (["tape"], [["walk", "Walk."], ["write", "Write."]])),
        (("disabled",), (["tape", "tray"], [["walk", "Walk.", "Who?"], ["write", "Write."]])),
        (("low-literacy", "men"), (["tape"], [["walk", "Walk.", "Whisper."]])),
        (("low-literacy", "disabled"), (["tape", "tray"], [["walk", "Walk.", "Whisper.", "Who?"]])),
    ],
)
def test_parts_stay_or_go_at_any_depth(audience: tuple[str, ...], expected: object) -> None:
    assert outline(chosen(*audience)[0]) == expected


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (
            (),
            [
                Change("out", "Walk", "tray", ("disabled",)),
                Change("out", "Walk: Walk {participants}", "Whisper.", ("low-literacy",)),
            ],
        ),
        (
            ("disabled", "low-literacy", "men"),
            [
                Change("in", "Walk", "tray", ("disabled",)),
                Change("out", "Walk", "Write", ("low-literacy",)),
                Change("in", "Walk: Walk {participants}", "Whisper.", ("low-literacy",)),
                Change("out", "Walk: Walk {participants}", "Who?", ("men",)),
            ],
        ),
    ],
)
def test_everything_that_a_tag_decides_is_recorded(audience: tuple[str, ...], expected: list[Change]) -> None:
    found = chosen(*audience)[1]
    assert (len(found), set(found)) == (len(expected), set(expected))


def test_prose_is_filled_in_and_plain_lines_are_not() -> None:
    activity = chosen()[0]
    assert (activity.purpose, activity.reason) == ("See it, all 20 of us.", "{unknown} stays.")
    assert activity.steps[0].title == "Walk {participants}"


def test_the_authored_value_stays_as_it_is() -> None:
    before, chooser = authored(Activity, ACTIVITY), AudienceFilter(frozenset({"men"}), {"participants": "20"})
    chooser.apply(before)
    assert before == authored(Activity, ACTIVITY)


def test_nothing_is_left_out_or_recorded_where_nothing_is_tagged() -> None:
    chooser, table = AudienceFilter(frozenset({"men"})), Table(columns=("One", "Two"), rows=("a", "b"))
    assert chooser.apply(table) == Tailored(table)


def test_the_parts_of_a_printable_are_chosen_too() -> None:
    sheet = authored(printable_kinds().authored, HANDOUT)
    assert AudienceFilter(frozenset({"women"})).apply(sheet).item.body == (Block(text="For all."),)
    assert AudienceFilter(frozenset({"men"})).apply(sheet).item is sheet


@pytest.mark.parametrize(
    ("for_", "not_for", "audience", "expected"),
    [
        ((), (), {"men"}, True),
        ((), (), set(), True),
        (("men",), (), {"men", "elders"}, True),
        (("men", "women"), (), {"women"}, True),
        (("men",), (), {"women"}, False),
        (("men",), (), set(), False),
        ((), ("men",), {"men"}, False),
        ((), ("men",), {"women"}, True),
        (("elders",), ("men",), {"men", "elders"}, False),
    ],
)
def test_one_of_for_is_enough_and_one_of_not_for_is_too_much(
    for_: tuple[str, ...], not_for: tuple[str, ...], audience: set[str], expected: bool
) -> None:
    item = Use(**{"use": "walk", "for": for_, "not_for": not_for})
    assert is_for(item, frozenset(audience)) is expected


def test_a_part_left_out_for_several_reasons_names_them_in_order() -> None:
    chooser = AudienceFilter(frozenset({"men", "elders", "adults"}))
    use = Use(use="walk", not_for=("men", "women", "elders"))
    assert chooser.keeps(use) is False
    assert chooser.changes_of(use, "Opening") == (Change("out", "Opening", "walk", ("elders", "men")),)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (Material(item="tape"), "tape"),
        (Cue(ask=("Who?", "Why?")), "Who?"),
        (Use(use="power-walk"), "power-walk"),
        (BlockInDay(session="01-opening"), "01-opening"),
        (BlockInDay(energiser="rainstorm"), "rainstorm"),
        (Block(heading="Your step", lines=3), "Your step"),
    ],
)
def test_a_reader_would_know_a_part_again(item: Any, expected: str) -> None:
    assert recognised(item) == expected


def test_a_reader_would_know_each_part_again_that_is_for_some_people_only() -> None:
    parts = [
        (entry.source.name, path, item)
        for entry in shipped().entries()
        for path, item in entry.models
        if isinstance(item, ForAudience) and (item.for_ or item.not_for)
    ]
    assert parts != []
    assert [(name, path) for name, path, item in parts if not recognised(item).strip()] == []


@pytest.mark.parametrize(
    ("circumstances", "expected"),
    [((), []), (("odd",), ["Odd."]), (("odd", "no-paper"), ["Odd.", "Bare."])],
)
def test_a_cue_for_a_circumstance_stays_only_then(
    circumstances: tuple[str, ...], expected: list[str]
) -> None:
    cues = [Cue(**{"say": ("Odd.",), "if": "odd"}), Cue(**{"do": ("Bare.",), "if": "no-paper"})]
    chooser = AudienceFilter(frozenset(), circumstances=frozenset(circumstances))
    assert [cue.texts[0] for cue in cues if chooser.keeps(cue)] == expected


@pytest.mark.parametrize("factor", ["0", "0.4", "2.1"])
def test_a_factor_is_from_a_half_to_two(factor: str) -> None:
    text = f"{{title: A, kind: need, guidance: G, time_factor: {factor}}}"
    found = validate(Audience, read(Source("file.yaml", text)))[1]
    assert [one.code for one in found] == ["out-of-range"]
