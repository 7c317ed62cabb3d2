"""Everything that is to be prepared is on the packing list: paper for charts, and what they hang by."""

from collections.abc import Sequence
from math import ceil

import pytest
from trial import activity, day, library, one_session, planned, session, shipped

from practicepack.library.models.activity import Activity
from practicepack.plan.resolve import resolve

CHARTS = "[{id: one, title: One, text: Words.}, {id: two, title: Two, text: Words.}]"
WRITTEN = (
    "[{id: one, title: One, text: Words., sheet: cloth}, {id: two, title: Two, text: Words., for: [men]}]"
)
SHEETS = (
    "[{item: Flipchart sheet, quantity: 2, per: group, kind: consumable, needs: paper, substitute: sand}]"
)
PAPER = "flipchart sheet"


def brought(*uses: str, more: str = "", audience: str = "", **own: str) -> dict[str, int]:
    """How many of each thing are brought for an activity called draw, used by one or more sessions."""
    found = one_session(*uses, content=activity("draw", **own), more=more, audience=audience)
    plan, _ = planned(found)
    return {supply.item.casefold(): supply.quantity for supply in plan.supplies}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param({"flipcharts": CHARTS}, {PAPER: 2}, id="a sheet for each chart"),
        pytest.param({}, {}, id="no chart"),
        pytest.param(
            {"flipcharts": CHARTS, "materials": SHEETS, "groups": "4-5-6"},
            {PAPER: 10},
            id="beside the sheets that people use",
        ),
        pytest.param({"flipcharts": WRITTEN}, {"cloth": 1}, id="on something else, for some people"),
    ],
)
def test_each_chart_to_write_is_a_sheet_to_bring(own: dict[str, str], expected: dict[str, int]) -> None:
    assert brought("draw", **own) == expected


def test_charts_for_some_people_are_counted_for_them_alone() -> None:
    assert brought("draw", audience="men", flipcharts=WRITTEN) == {"cloth": 1, PAPER: 1}


def test_a_variant_with_other_charts_has_other_sheets() -> None:
    variants = "[{for: [men], flipcharts: [{id: one, title: One, text: Words.}]}]"
    assert brought("draw", audience="men", flipcharts=CHARTS, variants=variants) == {PAPER: 1}


def test_where_paper_lacks_no_sheet_is_brought() -> None:
    own = {"flipcharts": CHARTS, "materials": SHEETS, "groups": "4-5-6"}
    assert brought("draw", more="lacks: [paper]", **own) == {"sand": 8}


def test_rooms_at_the_same_time_have_their_own_charts() -> None:
    rooms = "parallel: [{title: A, session: 01-try}, {title: B, session: 01-try}]"
    content = activity("draw", flipcharts=CHARTS)
    plan, _ = planned(library(day(rooms), {"01-try": session("draw")}, content=content))
    assert [supply.quantity for supply in plan.supplies] == [4]


def test_charts_of_several_days_add_up() -> None:
    content = activity("draw", flipcharts=CHARTS)
    days = day("session: 01-try") + day("session: 02-try")
    sessions = {"01-try": session("draw"), "02-try": session("draw")}
    plan, _ = planned(library(days, sessions, content=content))
    assert [supply.quantity for supply in plan.supplies] == [4]


@pytest.mark.parametrize("workshop", sorted(shipped().workshops))
def test_shipped_workshops_bring_paper_for_charts_and_for_people(workshop: str) -> None:
    folder = shipped().workshops[workshop]
    plan, _ = resolve(shipped(), folder)
    charts = sum(len(one.flipcharts) for one in plan.activities)
    used = 0
    for one in plan.activities:
        heads = {"group": len(one.groups), "participant": one.participants, "couple": one.participants // 2}
        materials = shipped().activities[one.id].item.materials
        facets = {facet.id for facet in plan.facets}
        used += sum(
            ceil(round(material.quantity * heads.get(material.per, 1) * (1 + material.spare), 6))
            for material in materials
            if material.item == PAPER and is_for(material, facets)
        )
    (paper,) = [supply.quantity for supply in plan.supplies if supply.item == PAPER]
    assert (charts > 0, paper) == (True, charts + used)


def is_for(part: object, facets: set[str]) -> bool:
    wanted, against = getattr(part, "for_", ()), getattr(part, "not_for", ())
    return (not wanted or bool(facets & set(wanted))) and not facets & set(against)


def has_tape(item: Activity, audiences: Sequence[str]) -> bool:
    """Whether there is tape for these audiences; for nobody in particular is for everybody."""
    for material in item.materials:
        for_them = not material.for_ or (bool(audiences) and set(audiences) <= set(material.for_))
        if "tape" in material.item and for_them and not material.not_for:
            return True
    return False


@pytest.mark.parametrize("id_", sorted(shipped().activities))
def test_what_hangs_and_what_is_written_has_tape_and_a_marker(id_: str) -> None:
    item: Activity = shipped().activities[id_].item
    for_all = [one.item for one in item.materials if not one.for_ and not one.not_for]
    if item.flipcharts:
        assert [one for one in for_all if "tape" in one]
    for sheet in (shipped().printables[one].item for one in item.printables):
        if sheet.to == "wall":
            assert has_tape(item, sheet.for_), sheet.title
    if item.flipcharts:
        assert [one for one in for_all if one == "marker"]
