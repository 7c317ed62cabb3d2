from itertools import accumulate
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranges import PARTS

from practicepack.library.models.fields import Counted, Range
from practicepack.plan.clock.timing import GRID, MinuteRange, bounds, fit, total
from practicepack.plan.people.groups import HeadCount

FIVE = Range(min=5, ideal=5, max=5)
HEADS = HeadCount(participants=21, facilitators=2, days=1, groups=4)


@st.composite
def parts_and_minutes(draw: st.DrawFn) -> tuple[list[MinuteRange], int]:
    """Some parts, and minutes that they can fill."""
    parts = draw(st.lists(PARTS, max_size=8))
    return parts, draw(st.integers(total(parts).min, total(parts).max))


@st.composite
def parts_on_the_grid(draw: st.DrawFn) -> tuple[list[MinuteRange], int]:
    """Parts that each have room for a multiple of five, and minutes that such multiples can fill."""
    has_room = PARTS.filter(lambda part: -(-part.min // GRID) <= part.max // GRID)
    parts = draw(st.lists(has_room, min_size=1, max_size=8))
    least = sum(-(-part.min // GRID) for part in parts)
    most = sum(part.max // GRID for part in parts)
    return parts, GRID * draw(st.integers(least, most))


@given(parts_and_minutes())
def test_the_minutes_are_filled_exactly(case: tuple[list[MinuteRange], int]) -> None:
    parts, minutes = case
    assert sum(fit(parts, minutes)) == minutes


@given(parts_and_minutes())
def test_every_bound_holds(case: tuple[list[MinuteRange], int]) -> None:
    parts, minutes = case
    given_ = fit(parts, minutes)
    assert [min(max(one, part.min), part.max) for one, part in zip(given_, parts, strict=True)] == list(
        given_
    )


@given(st.lists(st.integers(5, 90), min_size=1, max_size=8), st.integers(0, 1439))
def test_clocks_are_multiples_of_five_where_each_part_has_five_minutes_of_room(
    ideals: list[int], start: int
) -> None:
    parts = [MinuteRange(ideal - GRID, ideal, ideal + GRID) for ideal in ideals]
    ends = list(accumulate(fit(parts, sum(ideals), start), initial=start))[1:]
    assert [end % GRID for end in ends[:-1]] == [0] * (len(parts) - 1)


@pytest.mark.parametrize(
    ("parts", "minutes", "start", "ends"),
    [
        ([(12, 12, 12), (5, 10, 15), (5, 10, 15), (5, 10, 15)], 40, 540, [552, 560, 570, 580]),
        ([(5, 10, 20), (5, 10, 20), (7, 7, 7)], 27, 540, [550, 560, 567]),
        ([(5, 10, 20), (5, 10, 20)], 22, 543, [555, 565]),
        ([(9, 9, 9), (6, 11, 21), (10, 10, 10)], 30, 600, [609, 620, 630]),
    ],
)
def test_clocks_go_back_to_five_minutes_after_a_part_that_cannot(
    parts: list[tuple[int, int, int]], minutes: int, start: int, ends: list[int]
) -> None:
    found = fit([MinuteRange(*part) for part in parts], minutes, start)
    assert list(accumulate(found, initial=start))[1:] == ends


@given(parts_on_the_grid())
def test_minutes_are_multiples_of_five_where_they_can_be(case: tuple[list[MinuteRange], int]) -> None:
    parts, minutes = case
    given_ = fit(parts, minutes)
    assert ([one % GRID for one in given_], sum(given_)) == ([0] * len(parts), minutes)


@given(st.lists(PARTS, max_size=8), st.integers(1, 500), st.sampled_from(["below", "above"]))
def test_minutes_outside_the_bounds_are_refused(parts: list[MinuteRange], beyond: int, side: str) -> None:
    whole = total(parts)
    minutes = whole.min - beyond if side == "below" else whole.max + beyond
    with pytest.raises(ValueError, match=f"{minutes} minutes lie outside {whole.min} to {whole.max}"):
        fit(parts, minutes)


@given(st.lists(st.integers(0, 18).map(lambda units: units * GRID), max_size=8), st.integers(0, 20))
def test_ideals_on_the_grid_are_kept_when_the_time_is_ideal(ideals: list[int], room: int) -> None:
    parts = [MinuteRange(max(0, ideal - room), ideal, ideal + room) for ideal in ideals]
    assert fit(parts, sum(ideals)) == tuple(ideals)


@pytest.mark.parametrize(
    ("parts", "minutes", "expected"),
    [
        ([(10, 20, 40), (10, 20, 30)], 40, (20, 20)),
        ([(10, 20, 40), (10, 20, 30)], 55, (30, 25)),
        ([(10, 20, 40), (10, 20, 30)], 25, (10, 15)),
        ([(10, 20, 40), (15, 15, 15)], 45, (30, 15)),
        ([(3, 5, 8), (5, 10, 10), (2, 5, 7)], 20, (5, 10, 5)),
        ([(12, 12, 12), (3, 5, 8)], 20, (12, 8)),
        ([(10, 20, 40), (10, 20, 30)], 43, (20, 23)),
    ],
)
def test_parts_move_in_proportion_to_their_room(
    parts: list[tuple[int, int, int]], minutes: int, expected: tuple[int, ...]
) -> None:
    assert fit([MinuteRange(*part) for part in parts], minutes) == expected


@pytest.mark.parametrize(("ideals", "expected"), [((8, 7), (10, 5)), ((7, 8), (5, 10))])
def test_an_ideal_counts_as_the_nearest_multiple_of_five(
    ideals: tuple[int, int], expected: tuple[int, int]
) -> None:
    """Seven minutes are five rather than ten, so of two such parts the longer one gets the time."""
    assert fit([MinuteRange(5, ideal, 10) for ideal in ideals], 15) == expected


def test_nothing_fills_no_time() -> None:
    assert (total([]), fit([], 0)) == (MinuteRange(0, 0, 0), ())


def test_the_bounds_of_a_whole_are_sums() -> None:
    assert total([MinuteRange(1, 2, 3), MinuteRange(10, 20, 30)]) == MinuteRange(11, 22, 33)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (Range(min=5, ideal=8, max=10), MinuteRange(5, 8, 10)),
        (Counted(each=2, per="group", plus=FIVE), MinuteRange(13, 13, 13)),
        (Counted(each=2, per="group", plus=Range(min=5, ideal=8, max=10)), MinuteRange(13, 16, 18)),
        (Counted(stagger=5, per="group", plus=Range(min=20, ideal=30, max=40)), MinuteRange(35, 45, 55)),
        (Counted(stagger=0.5, per="participant", plus=FIVE), MinuteRange(15, 15, 15)),
        (Counted(each=0.25, per="participant"), MinuteRange(6, 6, 6)),
        (Counted(each=3, per="pair"), MinuteRange(30, 30, 30)),
        (Counted(each=1, per="participant"), MinuteRange(21, 21, 21)),
    ],
)
def test_minutes_become_bounds_for_the_people_there_are(
    minutes: Range | Counted, expected: MinuteRange
) -> None:
    assert bounds(minutes, HEADS) == expected


@pytest.mark.parametrize(
    ("factor", "expected"),
    [(1.0, (3, 50, 100)), (1.25, (4, 63, 125)), (0.5, (2, 25, 50)), (1.2, (4, 60, 120)), (1.1, (4, 55, 110))],
)
def test_a_factor_rounds_minutes_up_and_no_further(factor: float, expected: tuple[int, int, int]) -> None:
    assert MinuteRange(3, 50, 100).times(factor) == MinuteRange(*expected)


@given(PARTS, st.integers(50, 200))
def test_a_factor_in_hundredths_is_exact(part: MinuteRange, hundredths: int) -> None:
    exact = [ceil(minutes * hundredths / 100 - 1e-9) for minutes in (part.min, part.ideal, part.max)]
    assert part.times(hundredths / 100) == MinuteRange(*exact)


@given(PARTS, PARTS)
def test_limits_narrow_bounds_and_never_widen_them(part: MinuteRange, limits: MinuteRange) -> None:
    found = part.within(limits)
    assert part.min <= found.min <= found.ideal <= found.max <= part.max


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((15, 20, 30), (15, 20, 30)),
        ((25, 30, 35), (25, 30, 35)),
        ((5, 10, 15), (10, 10, 15)),
        ((50, 60, 70), (40, 40, 40)),
        ((1, 2, 3), (10, 10, 10)),
    ],
)
def test_bounds_come_as_near_to_limits_as_they_can(
    limits: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    least, ideal, most = limits
    assert MinuteRange(10, 20, 40).within(MinuteRange(least, ideal, most)) == MinuteRange(*expected)
