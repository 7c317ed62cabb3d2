"""Rooms take over what is known of the workshop: no room is silent about a woman or a man who is missing."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial import (
    activity,
    beside,
    codes,
    day,
    facet,
    library,
    one_session,
    outcome,
    planned,
    said,
    session,
    shipped,
    with_content,
)

from practicepack.library.load import Library
from practicepack.library.models.people import Team
from practicepack.plan.people.team import divide, shortfall_by_sex, unsaid

SOFT = activity("soft", people="{min: 1, ideal: 20, max: 500}")
OVER = with_content(shipped(), SOFT)
PEOPLE = ("women", "men", "mixed")
TEAMS = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3)).filter(any)
ROOMS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.none() | TEAMS), min_size=2, max_size=4)


def written(team: tuple[int, int, int]) -> dict[str, int]:
    women, men, either = team
    return {"number": women + men + either, "women": women, "men": men}


def rooms(whole: tuple[int, int, int], several: Sequence[tuple[str, tuple[int, int, int] | None]]) -> Library:
    """A workshop whose people meet in several rooms at once; a room may state its team."""
    tracks = [
        {"title": f"Room {number}", "audience": [who], "session": "01-try"}
        | ({"facilitators": written(team)} if team else {})
        for number, (who, team) in enumerate(several)
    ]
    workshop = {
        "title": "T",
        "purpose": "P",
        "audience": ["mixed", "adults"],
        "participants": 40,
        "facilitators": written(whole),
        "reports_to": "The women",
        "days": [{"start": "09:00", "end": "09:40", "blocks": [{"parallel": tracks}]}],
    }
    return beside("trial", json.dumps(workshop), {"01-try": session("soft")}, over=OVER)


@given(TEAMS, ROOMS)
def test_no_room_is_silent_about_who_is_missing(
    whole: tuple[int, int, int], several: list[tuple[str, tuple[int, int, int] | None]]
) -> None:
    """Women are led by women, men by a man, both by both: where that cannot be, each such room is named."""
    found = rooms(whole, several)
    told = [message for message, _ in said(found, "facilitators")]
    least = {"women": (2, 0), "men": (0, 1), "mixed": (1, 1)}
    women, men, either = whole
    needs = [least[who] for who, _ in several]
    rest = max(0, sum(one for one, _ in needs) - women) + max(0, sum(one for _, one in needs) - men)
    stated = [team for _, team in several if team]
    is_enough = rest <= either and not stated
    large = women + men + either >= sum(map(sum, needs)) and len(several) == 2
    for number, (who, team) in enumerate(several):
        if team and any(short > 0 for short in missing(team, least[who])):
            assert any(f'in the room "Room {number}"' in one for one in told), (who, team)
    if not is_enough and not stated:
        assert told or "track-facilitators" in codes(found)
    if is_enough and large and divides_well(whole, needs):
        assert told == []


def missing(team: tuple[int, int, int], least: tuple[int, int]) -> tuple[int, ...]:
    """What no reading of those of whom it is not said can make good."""
    women, men, either = team
    return (max(0, least[0] - women) + max(0, least[1] - men) - either,)


def divides_well(whole: tuple[int, int, int], needs: Sequence[tuple[int, int]]) -> bool:
    """Whether an even share of the team is as many as each room needs."""
    return sum(whole) // len(needs) >= max(map(sum, needs))


@given(TEAMS, ROOMS)
def test_what_rooms_state_beyond_the_team_is_contradicted(
    whole: tuple[int, int, int], several: list[tuple[str, tuple[int, int, int] | None]]
) -> None:
    women, men, either = whole
    stated = [team for _, team in several if team]
    more = max(0, sum(one[0] for one in stated) - women) + max(0, sum(one[1] for one in stated) - men)
    if more > either:
        assert "track-facilitators" in codes(rooms(whole, several))


@given(TEAMS, st.lists(st.none() | TEAMS, min_size=1, max_size=5), st.data())
def test_nobody_is_in_two_rooms(
    whole: tuple[int, int, int], stated: list[tuple[int, int, int] | None], data: st.DataObject
) -> None:
    def team(one: tuple[int, int, int]) -> Team:
        return Team.model_validate(written(one))

    wishes = [team(data.draw(TEAMS)) for _ in stated]
    fixed = [team(one) if one else None for one in stated]
    found = divide(team(whole), fixed, wishes)
    assert [one for one, own in zip(found, fixed, strict=True) if own] == [own for own in fixed if own]
    free = [one for one, own in zip(found, fixed, strict=True) if own is None]
    kept = [own for own in fixed if own]
    assert sum(one.women for one in free) <= max(0, whole[0] - sum(one.women for one in kept))
    assert sum(one.men for one in free) <= max(0, whole[1] - sum(one.men for one in kept))
    assert all(one.count >= 1 and unsaid(one) >= 0 for one in found)


@pytest.mark.parametrize(
    ("whole", "rooms_", "told"),
    [
        ((4, 0, 0), ("women", "men"), [1]),
        ((0, 4, 0), ("women", "men"), [0]),
        ((0, 4, 0), ("women", "women"), [0, 1]),
        ((2, 2, 0), ("women", "men"), []),
        ((2, 2, 0), ("men", "women"), []),
        ((3, 1, 0), ("men", "women"), []),
        ((0, 0, 4), ("women", "men"), []),
        ((3, 0, 1), ("mixed", "men"), [1]),
        ((3, 0, 1), ("women", "men"), []),
    ],
)
def test_the_team_by_sex_reaches_each_room(
    whole: tuple[int, int, int], rooms_: tuple[str, str], told: list[int]
) -> None:
    found = [message for message, _ in said(rooms(whole, [(one, None) for one in rooms_]), "facilitators")]
    named = [number for number in range(2) if any(f'in the room "Room {number}"' in one for one in found)]
    assert (len(found), named) == (len(told), told)


@pytest.mark.parametrize(
    ("needed", "team", "missing_"),
    [
        ("{women: 1, men: 1}", "{women: 2}", "1 woman and 1 man among the facilitators"),
        ("{women: 1, men: 1}", "{women: 1, men: 1}", None),
        ("{women: 1, men: 1}", "2", None),
        ("{women: 1, men: 1}", "{number: 3, men: 2}", None),
        ("{men: 1}", "{women: 2}", "1 man among the facilitators"),
        ("2", "{women: 2}", None),
    ],
)
def test_an_activity_has_the_women_and_men_whom_it_needs(
    needed: str, team: str, missing_: str | None
) -> None:
    content = activity("led", facilitators=needed)
    more = f"facilitators: {team}"
    found = library(
        day("session: s", end="09:40"), {"s": session("led")}, audience="", content=content, more=more
    )
    messages = [message for message, _ in said(found, "facilitators")]
    assert messages == ([f'"led" needs {missing_}'] if missing_ else [])


def test_money_and_dreams_needs_a_woman_and_a_man() -> None:
    item = shipped().activities["money-and-dreams"].item
    assert shortfall_by_sex(Team(women=2), item.facilitators) != ""


TAGGED = """\
[{id: one, title: One, minutes: 20-30-40, cues: [
  {do: For all.}, {do: For couples., for: [couples]}, {do: Not for couples., not_for: [couples]},
  {do: Together., for: [couples], not_for: [women, men]}, {do: For readers., not_for: [low-literacy]}]}]
"""
VARIANTS = "[{for: [couples], text: Do not ask each other.}, {for: [couples, adults], groups: 2}]"


def apart(audience: str, first: str) -> list[str]:
    """What is printed for the first of two rooms."""
    content = activity("try", steps=TAGGED.replace("\n", " "), variants=VARIANTS)
    tracks = f"{{title: One, {first} session: s}}, {{title: Two, audience: [men], session: s}}"
    found = library(
        day(f"parallel: [{tracks}]", end="09:40"), {"s": session("try")}, audience=audience, content=content
    )
    plan, _ = planned(found)
    here = next(iter(plan.activities))
    texts = [str(text) for step in here.steps for cue in step.cues for text in cue.texts]
    return [*texts, *(str(one.text) for one in here.advice), *(["groups"] if here.groups else [])]


@pytest.mark.parametrize(
    ("audience", "room", "printed"),
    [
        ("couples, adults", "women", ["For all.", "For couples.", "For readers.", "Do not ask each other."]),
        ("mixed, adults", "women", ["For all.", "Not for couples.", "For readers."]),
        ("couples, low-literacy", "women", ["For all.", "For couples.", "Do not ask each other."]),
        (
            "couples, low-literacy",
            "women, disability-inclusive",
            ["For all.", "For couples.", "Do not ask each other."],
        ),
        ("mixed, low-literacy", "disability-inclusive", ["For all.", "Not for couples."]),
        (
            "couples, adults",
            "elders",
            ["For all.", "For couples.", "Together.", "For readers.", "Do not ask each other."],
        ),
    ],
)
def test_what_is_true_of_people_stays_true_in_their_rooms(
    audience: str, room: str, printed: list[str]
) -> None:
    assert apart(audience, f"audience: [{room}],") == printed


LAMP = activity("lit", materials="[{item: projector, needs: electricity}, {item: chart, needs: paper}]")


@pytest.mark.parametrize(
    ("whole", "room", "lacking"),
    [
        ("", "", []),
        ("", "electricity", ["electricity"]),
        ("electricity", "", ["electricity"]),
        ("paper", "electricity", ["electricity", "paper"]),
        ("paper", "paper", ["paper"]),
    ],
)
def test_what_one_room_lacks_is_added_to_what_the_place_lacks(
    whole: str, room: str, lacking: list[str]
) -> None:
    tracks = f"{{title: One, lacks: [{room}], session: s}}, {{title: Two, session: t}}"
    held = {"s": session("lit"), "t": session("soft")}
    found = library(
        day(f"parallel: [{tracks}]", end="09:40"), held, content=LAMP | SOFT, more=f"lacks: [{whole}]"
    )
    messages = [message for message, _ in said(found, "no-substitute")]
    assert [
        one for one in ("electricity", "paper") if any(f"needs {one}" in each for each in messages)
    ] == lacking


@pytest.mark.parametrize(
    ("need", "day_", "speaks"),
    [
        ("later-day", 0, False),
        ("later-day", 1, True),
        ("earlier-day", 0, True),
        ("earlier-day", 1, False),
        ("safeguarding", 0, True),
        ("reports_to", 0, True),
        ("apart", 0, True),
    ],
)
def test_what_an_activity_needs_is_told_of_where_it_is_missing(need: str, day_: int, speaks: bool) -> None:
    content = SOFT | activity("try", needs=f"[{need}]")
    held = {"a": session("try" if day_ == 0 else "soft"), "b": session("try" if day_ else "soft")}
    days = day("session: a", end="09:40") + day("session: b", end="09:40")
    found = library(days, held, content=content)
    text = found.workshops["trial"].workshop
    nobody = {"safeguarding": None, "reports_to": None}
    item = text.item.model_copy(update=nobody)
    folder = found.workshops["trial"]
    changed = replace(folder, workshop=replace(text, item=item))
    told = codes(replace(found, workshops={"trial": changed}))
    assert ("activity-needs" in told) == speaks


def test_without_a_service_to_name_people_i_trust_is_not_run() -> None:
    found = library(day("session: s"), {"s": session("welcome-names", "group-agreement", "people-i-trust")})
    ((message, _),) = said(found, "no-referrals")
    assert message.startswith('do not run this yet: "people-i-trust" needs a service to name')


def test_a_facet_of_the_whole_asks_for_its_team_in_every_room() -> None:
    content = SOFT | facet("guests", facilitators="{women: 1}")
    tracks = "{title: One, audience: [men], session: s}, {title: Two, audience: [women], session: s}"
    found = library(
        day(f"parallel: [{tracks}]", end="09:40"),
        {"s": session("soft")},
        audience="mixed, guests",
        content=content,
        more="facilitators: {men: 4}",
    )
    assert outcome(found)[0] is not None
    rooms_ = {message.split('"')[1] for message, _ in said(found, "facilitators") if '"Guests"' in message}
    assert rooms_ == {"One", "Two"}


@pytest.mark.parametrize("use", ["norms-story", "score-card"])
def test_what_women_and_men_do_in_two_rooms_is_led_by_their_own(use: str) -> None:
    found = one_session(
        "group-agreement", use, audience="mixed", participants=20, more="facilitators: {women: 4}"
    )
    messages = [message for message, _ in said(found, "facilitators")]
    assert f'"{use}" needs 2 women and 2 men among the facilitators' in messages
