import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicepack.library.models.fields import Per, Range
from practicepack.library.models.people import Groups
from practicepack.plan.people.groups import HeadCount, divided, pairs

PEOPLE = st.integers(1, 500)
SIZES = st.lists(st.integers(1, 30), min_size=3, max_size=3).map(sorted).map(lambda three: sized(*three))
NUMBERS = st.integers(1, 40).map(lambda number: Groups(number=number))


def sized(least: int, ideal: int, most: int) -> Groups:
    return Groups(size=Range(min=least, ideal=ideal, max=most))


@given(PEOPLE, SIZES | NUMBERS)
def test_everybody_is_in_one_group(people: int, groups: Groups) -> None:
    assert sum(divided(people, groups)) == people


@given(PEOPLE, SIZES | NUMBERS)
def test_groups_differ_by_one_person_at_most(people: int, groups: Groups) -> None:
    sizes = divided(people, groups)
    assert max(sizes) - min(sizes) in (0, 1)


@given(PEOPLE, SIZES | NUMBERS)
def test_the_largest_groups_come_first(people: int, groups: Groups) -> None:
    sizes = divided(people, groups)
    assert list(sizes) == sorted(sizes, reverse=True)


@given(PEOPLE, SIZES)
def test_no_group_is_below_the_minimum(people: int, groups: Groups) -> None:
    assert groups.size
    assert min(divided(people, groups)) >= min(people, groups.size.min)


@given(PEOPLE, SIZES)
def test_no_group_is_above_the_maximum_where_that_can_be(people: int, groups: Groups) -> None:
    size = groups.size
    assert size
    can_be = any(count * size.min <= people <= count * size.max for count in range(1, people + 1))
    assert max(divided(people, groups)) <= (size.max if can_be else people)


@given(PEOPLE, NUMBERS)
def test_a_fixed_number_of_groups_is_kept_and_none_is_empty(people: int, groups: Groups) -> None:
    assert groups.number
    sizes = divided(people, groups)
    assert (len(sizes), min(sizes) > 0) == (min(people, groups.number), True)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (20, (5, 5, 5, 5)),
        (21, (6, 5, 5, 5)),
        (12, (6, 6)),
        (13, (5, 4, 4)),
        (7, (7,)),
        (3, (3,)),
        (1, (1,)),
    ],
)
def test_groups_of_four_to_six_come_near_five(people: int, expected: tuple[int, ...]) -> None:
    assert divided(people, sized(4, 5, 6)) == expected


def test_groups_grow_past_the_maximum_rather_than_shrink_below_the_minimum() -> None:
    assert divided(11, sized(4, 4, 4)) == (6, 5)


@pytest.mark.parametrize(("people", "groups"), [(20, None), (0, sized(4, 5, 6)), (0, Groups(number=3))])
def test_nobody_is_divided(people: int, groups: Groups | None) -> None:
    assert divided(people, groups) == ()


@pytest.mark.parametrize(("people", "expected"), [(1, 1), (2, 1), (3, 1), (20, 10), (21, 10)])
def test_a_pair_may_have_three(people: int, expected: int) -> None:
    assert pairs(people) == expected


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ("workshop", 1),
        ("day", 3),
        ("room", 1),
        ("group", 5),
        ("pair", 10),
        ("participant", 21),
        ("facilitator", 2),
        ("activity", 1),
    ],
)
def test_heads_are_counted_by_what_they_are_counted_by(per: Per, expected: int) -> None:
    assert HeadCount(participants=21, facilitators=2, days=3, groups=5).count(per) == expected
