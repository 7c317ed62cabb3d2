"""Who leads is known where people need a woman or a man, and the hint can be pasted."""

import pytest
from trial import activity, codes, day, library, one_session, pasted, said, session

SOFT = activity("soft")


@pytest.mark.parametrize(
    ("audience", "team", "speaks"),
    [
        ("mixed", "2", True),
        ("women", "{number: 3, women: 1}", True),
        ("men", "2", True),
        ("couples", "4", True),
        ("mixed", "{women: 1, men: 1}", False),
        ("women", "{number: 3, women: 2}", False),
        ("men", "{number: 2, men: 1}", False),
        ("mixed", "{women: 2}", False),
    ],
)
def test_it_is_asked_who_of_the_team_is_a_woman_or_a_man(audience: str, team: str, speaks: bool) -> None:
    found = one_session("soft", audience=audience, content=SOFT, more=f"facilitators: {team}")
    assert ("team-unknown" in codes(found)) == speaks
    if speaks:
        ((_, (hint,)),) = said(found, "team-unknown")
        assert not codes(pasted(found, hint)) & {"team-unknown", "facilitators"}


@pytest.mark.parametrize(
    ("rooms", "hint"),
    [
        (("women", "men"), '--set "facilitators={number: 4, women: 2, men: 1}"'),
        (("women", "women"), '--set "facilitators={number: 4, women: 4, men: 0}"'),
        (("mixed", "men"), '--set "facilitators={number: 4, women: 1, men: 2}"'),
    ],
)
def test_the_hint_counts_all_rooms_at_once(rooms: tuple[str, str], hint: str) -> None:
    tracks = ", ".join(
        f"{{title: {number}, audience: [{who}], session: s}}" for number, who in enumerate(rooms)
    )
    days = day(f"parallel: [{tracks}]", end="09:40")
    found = library(days, {"s": session("soft")}, content=SOFT, more="facilitators: 4")
    assert [hints for _, hints in said(found, "team-unknown")] == [(hint,)]
    assert not codes(pasted(found, hint)) & {"team-unknown", "facilitators", "track-facilitators"}


def test_where_nobody_asks_for_a_woman_or_a_man_nothing_is_said() -> None:
    found = one_session("soft", audience="adolescents-15-19", content=SOFT, more="facilitators: 2")
    assert "team-unknown" not in codes(found)
