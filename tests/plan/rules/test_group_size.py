"""Limits of people, of the team and of the place: each rule where it speaks, and where it is silent."""

from typing import Any

import pytest
from trial import activity, codes, day, facet, library, one_session, pasted, said, session, step, steps

from practicepack.library.load import Library

SOFT = activity("soft")
SMALL = activity("small", people="{min: 6, ideal: 8, max: 10}")
PAIRED = activity("paired", people="{min: 3, ideal: 4, max: 5, unit: couple}")
TWICE = "run the workshop 2 times, with about {} people each time"
PEOPLE = ("too-few-people", "too-many-people")
AT_LEAST = "needs at least {limit}, there are {people}"
AT_MOST = "works for {limit} at most, there are {people}"


def rooms(first: str, second: str, *, uses: tuple[str, str] = ("soft", "soft"), **options: Any) -> Library:
    """Two rooms side by side; each is given as a workshop writes it, but for its title and its session."""
    listed = f"{{title: One, session: 01-one, {first}}}, {{title: Two, session: 02-two, {second}}}"
    held = {"01-one": session(uses[0]), "02-two": session(uses[1])}
    return library(day(f"parallel: [{listed}]", end="09:40"), held, **options)


def people_told(found: Library) -> list[tuple[str, tuple[str, ...]]]:
    return [one for code in PEOPLE for one in said(found, code)]


@pytest.mark.parametrize(
    ("uses", "people", "message", "hint"),
    [
        ("small", 5, AT_LEAST.format(limit="6 participants", people=5), "--without small"),
        ("small", 6, None, ""),
        ("small", 10, None, ""),
        (
            "small",
            11,
            AT_MOST.format(limit="10 participants", people=11),
            "run it 2 times, side by side",
        ),
        (
            "small",
            21,
            AT_MOST.format(limit="10 participants", people=21),
            "3 times, one group after the other",
        ),
        ("paired", 5, AT_LEAST.format(limit="3 couples", people=2), "--without paired"),
        ("paired", 6, None, ""),
        ("paired", 11, None, ""),
        ("paired", 12, AT_MOST.format(limit="5 couples", people=6), "run it 2 times"),
    ],
)
def test_an_activity_has_neither_too_few_people_nor_too_many(
    uses: str, people: int, message: str | None, hint: str
) -> None:
    found = people_told(one_session(uses, participants=people, content=SMALL | PAIRED))
    assert [message for message, _ in found] == ([f'"{uses}" {message}'] if message else [])
    assert all(hint in " ".join(hints) for _, hints in found)


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("participants: 5", "participants: 15", AT_LEAST.format(limit="6 participants", people=5)),
        ("participants: 8", "participants: 12", None),
        ("lead: Ana", "lead: Ben", None),
    ],
)
def test_the_people_of_a_room_are_counted_and_not_those_next_door(
    first: str, second: str, message: str | None
) -> None:
    found = people_told(rooms(first, second, uses=("small", "soft"), content=SOFT | SMALL))
    assert [message for message, _ in found] == ([f'"small" {message}'] if message else [])


LED = activity("led", facilitators="3")


@pytest.mark.parametrize(("team", "speaks"), [("2", True), ("3", False), ("{women: 2, men: 1}", False)])
def test_there_are_as_many_facilitators_as_an_activity_needs(team: str, speaks: bool) -> None:
    found = one_session("led", content=LED, more=f"facilitators: {team}")
    expected = (
        '"led" needs 3 facilitators, there are 2',
        ("ask someone to help, and set  facilitators: 3", "or leave out: --without led"),
    )
    assert said(found, "too-few-facilitators") == ([expected] if speaks else [])


@pytest.mark.parametrize(("first", "speaks"), [("facilitators: 1", True), ("facilitators: 3", False)])
def test_the_facilitators_of_a_room_are_counted(first: str, speaks: bool) -> None:
    found = rooms(first, "facilitators: 1", uses=("led", "soft"), content=SOFT | LED, more="facilitators: 4")
    assert bool(said(found, "too-few-facilitators")) == speaks


@pytest.mark.parametrize(
    ("wanted", "team", "lacking"),
    [
        ("{women: 1, men: 1}", "{women: 2}", "1 woman and 1 man among the facilitators"),
        ("{women: 1, men: 1}", "{women: 1, men: 1}", None),
        ("{women: 1, men: 1}", "2", None),
        ("{women: 2}", "{number: 2, men: 1}", "2 women among the facilitators"),
        ("{women: 2}", "{number: 3, men: 1}", None),
        ("{men: 1}", "{number: 2, women: 2}", "1 man among the facilitators"),
        ("3", "2", "3 facilitators, there are 2"),
        ("{women: 2}", "{women: 1}", "2 facilitators, there is 1"),
        ("{women: 2}", "{men: 1}", "2 facilitators with 2 women among them, there is 1"),
        ("{women: 1, men: 2}", "{women: 2}", "3 facilitators with 1 woman and 2 men among them, there are 2"),
        ("3", "{women: 2, men: 1}", None),
    ],
)
def test_the_team_has_the_women_and_men_whom_people_need(wanted: str, team: str, lacking: str | None) -> None:
    content = SOFT | facet("guests", facilitators=wanted)
    found = one_session("soft", audience="guests", content=content, more=f"facilitators: {team}")
    expected = (
        f'"Guests" need {lacking}',
        ("change the team, or ask someone to join it for these sessions",),
    )
    assert said(found, "facilitators") == ([expected] if lacking else [])


@pytest.mark.parametrize(("team", "speaks"), [("{men: 1}", True), ("{women: 1}", False), ("1", False)])
def test_the_team_of_a_room_has_whom_its_people_need(team: str, speaks: bool) -> None:
    content = SOFT | facet("guests", facilitators="{women: 1}")
    first = f"audience: [guests], facilitators: {team}"
    found = rooms(first, "facilitators: {women: 1}", audience="", content=content)
    assert bool(said(found, "facilitators")) == speaks


@pytest.mark.parametrize(
    ("unit", "people", "message", "hint"),
    [
        ("participant", 7, '"Guests" meet best as 8-12 participants, not 7', "wait until more can come"),
        ("participant", 8, None, ""),
        ("participant", 12, None, ""),
        ("participant", 13, '"Guests" meet best as 8-12 participants, not 13', TWICE.format(6)),
        ("couple", 15, '"Guests" meet best as 8-12 couples, not 7', "wait until more can come"),
        ("couple", 25, None, ""),
        ("couple", 26, '"Guests" meet best as 8-12 couples, not 13', TWICE.format(13)),
    ],
)
def test_people_meet_in_a_group_of_a_size_that_works_for_them(
    unit: str, people: int, message: str | None, hint: str
) -> None:
    content = SOFT | facet("guests", people=f"{{min: 8, ideal: 10, max: 12, unit: {unit}}}")
    found = one_session("soft", audience="guests", participants=people, content=content)
    assert said(found, "group-size") == ([(message, (hint,))] if message else [])


@pytest.mark.parametrize(("first", "speaks"), [("participants: 12", False), ("participants: 13", True)])
def test_the_size_of_a_group_is_that_of_its_room(first: str, speaks: bool) -> None:
    content = SOFT | facet("guests", people="{min: 8, ideal: 10, max: 12}")
    found = rooms(f"audience: [guests], {first}", "lead: Ana", participants=30, content=content)
    assert bool(said(found, "group-size")) == speaks


@pytest.mark.parametrize(
    ("audience", "people", "speaks"), [("couples", 13, True), ("couples", 14, False), ("mixed", 13, False)]
)
def test_nobody_comes_alone_where_couples_come(audience: str, people: int, speaks: bool) -> None:
    found = one_session("soft", audience=audience, participants=people, content=SOFT)
    expected = (
        "13 people are not couples: someone comes alone",
        ("--participants 14, with a partner for everyone",),
    )
    assert said(found, "odd-couples") == ([expected] if speaks else [])


def test_the_head_count_that_is_proposed_for_couples_is_even() -> None:
    found = one_session("soft", audience="couples", participants=13, content=SOFT)
    ((_, (hint,)),) = said(found, "odd-couples")
    assert "odd-couples" not in codes(pasted(found, hint.split(",")[0]))


@pytest.mark.parametrize(("people", "speaks"), [(7, True), (8, False)])
def test_nobody_is_alone_in_a_room_of_couples(people: int, speaks: bool) -> None:
    first, second = f"audience: [couples], participants: {people}", f"participants: {20 - people}"
    found = rooms(first, second, audience="mixed", content=SOFT)
    assert bool(said(found, "odd-couples")) == speaks


@pytest.mark.parametrize(
    ("first", "second", "held"),
    [
        ("participants: 12", "participants: 9", 21),
        ("participants: 3", "participants: 9", 12),
        ("participants: 25", "lead: Ana", 25),
        ("participants: 12", "participants: 8", None),
        ("participants: 12", "lead: Ana", None),
        ("lead: Ben", "lead: Ana", None),
    ],
)
def test_rooms_side_by_side_hold_everybody_and_no_more(first: str, second: str, held: int | None) -> None:
    found = rooms(first, second, content=SOFT)
    expected = (f"the rooms hold {held} people, 20 come", ("change participants: of the tracks",))
    assert said(found, "track-people") == ([expected] if held else [])


def test_a_room_with_nobody_in_it_is_told_of() -> None:
    found = rooms(
        "participants: 20", "lead: Ana", content=activity("soft", people="{min: 1, ideal: 9, max: 40}")
    )
    assert [hints for _, hints in people_told(found)] != []


def test_a_room_that_no_one_is_left_for_is_told_whatever_is_done_in_it() -> None:
    easy = activity("soft", people="{min: 1, ideal: 9, max: 40}")
    tracks = ", ".join(f"{{title: {title}, session: 01-one}}" for title in ("One", "Two", "Three"))
    block = day(f"parallel: [{tracks}]", end="09:40")
    hints = ("leave the room out, or change participants: of the rooms",)
    for participants, findings in ((2, [('nobody is in the room "Three"', hints)]), (3, [])):
        listed = library(block, {"01-one": session("soft")}, content=easy, participants=participants)
        assert said(listed, "track-people") == findings


@pytest.mark.parametrize(
    ("first", "team", "needed"),
    [("facilitators: 2", 2, 3), ("facilitators: 2", 3, None), ("lead: Ana", 2, None), ("lead: Ana", 1, 2)],
)
def test_rooms_side_by_side_have_facilitators_enough(first: str, team: int, needed: int | None) -> None:
    found = rooms(first, "lead: Ben", content=SOFT, more=f"facilitators: {team}")
    there = f"there {'is' if team == 1 else 'are'} {team}"
    message = f"the rooms need {needed} facilitators at once, {there}"
    hint = "one for each room at least; these people need 2 women and 2 men"
    assert said(found, "track-facilitators") == ([(message, (hint,))] if needed else [])


@pytest.mark.parametrize(
    ("team", "her_team", "who"),
    [
        ("{women: 1}", "{women: 1}", "1 woman and 1 man"),
        ("{men: 1}", "{women: 2}", "2 women and 1 man"),
        ("1", "2", "1 man"),
    ],
)
def test_rooms_that_share_one_facilitator_say_whom_they_need(team: str, her_team: str, who: str) -> None:
    """One person cannot lead in both rooms: who they are does not show whom the other room lacks."""
    content = SOFT | facet("her", facilitators=her_team) | facet("him", facilitators="{men: 1}")
    more = f"facilitators: {team}"
    found = rooms("audience: [her]", "audience: [him]", audience="", content=content, more=more)
    hint = f"one for each room at least; these people need {who}"
    assert [hints for _, hints in said(found, "track-facilitators")] == [(hint,)]


LAMP = "{item: projector, needs: electricity%s}"
SHEET = "{id: sheet, title: The sheet, text: Write.%s}"


@pytest.mark.parametrize(
    ("fields", "lacks", "needed"),
    [
        ({"materials": f"[{LAMP % ''}]"}, "electricity", ("electricity", "projector")),
        ({"materials": f"[{LAMP % ', substitute: a drawing'}]"}, "electricity", None),
        ({"materials": f"[{LAMP % ''}]"}, "paper", None),
        ({"materials": f"[{LAMP % ''}]"}, "", None),
        ({"flipcharts": f"[{SHEET % ''}]"}, "paper", ("paper", "The sheet")),
        ({"flipcharts": f"[{SHEET % ', substitute: Draw in the sand.'}]"}, "paper", None),
        ({"flipcharts": f"[{SHEET % ''}]"}, "electricity", None),
    ],
)
def test_what_a_place_lacks_can_be_done_without(
    fields: dict[str, str], lacks: str, needed: tuple[str, str] | None
) -> None:
    found = one_session("try", content=activity("try", **fields), more=f"lacks: [{lacks}]")
    expected = needed and (
        f'"try" needs {needed[0]} for "{needed[1]}", and names nothing in its place',
        (f"bring {needed[0]}, or leave out: --without try",),
    )
    assert said(found, "no-substitute") == ([expected] if expected else [])


@pytest.mark.parametrize(("end", "minutes"), [("09:41", 1), ("11:00", 80), ("09:40", None)])
def test_a_day_with_too_little_in_it_says_by_how_much(end: str, minutes: int | None) -> None:
    found = said(one_session("soft", end=end, content=SOFT), "day-too-long")
    expected = f"the day ends {minutes} minutes early, with every session at its longest"
    assert [message for message, _ in found] == ([expected] if minutes else [])


def test_a_day_with_too_little_in_it_says_what_to_do() -> None:
    ((_, hints),) = said(one_session("soft", end="11:00", content=SOFT), "day-too-long")
    assert hints != ()


@pytest.mark.parametrize(("limits", "speaks"), [("30-45", True), ("20-45", False), ("10-45", False)])
def test_a_session_has_enough_in_it_for_its_minutes(limits: str, speaks: bool) -> None:
    content = activity("try", steps=steps(step("one", "20")))
    expected = ("it has 30 minutes at least, its activities fill 20 at most", ("minutes: 20-20-20",))
    found = said(one_session("try", minutes=limits, content=content), "session-too-long")
    assert found == ([expected] if speaks else [])
