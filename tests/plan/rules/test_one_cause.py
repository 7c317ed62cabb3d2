"""One cause is said once, and no hint asks for what another warning says is missing."""

from dataclasses import replace
from typing import Any

import pytest
from trial import activity, day, library, said, session, shipped

from practicepack.diagnostics import ContentError
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.overrides import override
from practicepack.options import PackOptions
from practicepack.plan.draft import DraftSession
from practicepack.plan.drafter import Drafter
from practicepack.plan.resolve import resolve

SOFT = activity("soft")
SHEET = "{id: sheet, title: The sheet, text: Write.%s}"
LEFT = activity("left", facilitators="2", people="{min: 8, ideal: 10, max: 12}")
RIGHT = activity("right", facilitators="3", people="{min: 9, ideal: 10, max: 11}")
BOTH = LEFT | RIGHT | SOFT


def two_sessions(*, third: str = "soft", **options: Any) -> Library:
    """Two activities with much the same needs, and a third without any."""
    held = {"01-one": session("left"), "02-two": session("right"), "03-three": session(third)}
    return library(day(*(f"session: {id_}" for id_ in held), end="11:00"), held, content=BOTH, **options)


@pytest.mark.parametrize(
    ("people", "more", "code", "message", "hints"),
    [
        (
            10,
            "facilitators: 1",
            "too-few-facilitators",
            '"left" and "right" need 3 facilitators, there is 1',
            ("ask someone to help, and set  facilitators: 3", "or leave out: --without left --without right"),
        ),
        (
            5,
            "facilitators: 3",
            "too-few-people",
            '5 participants are too few for "left" (8 at least) and "right" (9 at least)',
            ("leave them out: --without left --without right",),
        ),
        (
            24,
            "facilitators: 3",
            "too-many-people",
            '24 participants are too many for "left" (12 at most) and "right" (11 at most)',
            ("run them 3 times, one group after the other",),
        ),
        (
            24,
            "facilitators: 9",
            "too-many-people",
            '24 participants are too many for "left" (12 at most) and "right" (11 at most)',
            ("run them 3 times, side by side",),
        ),
    ],
)
def test_one_cause_is_said_once_with_all_that_it_concerns(
    people: int, more: str, code: str, message: str, hints: tuple[str, ...]
) -> None:
    found = two_sessions(participants=people, more=more)
    assert said(found, code) == [(message, hints)]


def test_where_nothing_would_be_left_it_is_not_proposed_to_leave_all_out() -> None:
    found = two_sessions(third="left", participants=5, more="facilitators: 3")
    ((_, hints),) = said(found, "too-few-people")
    assert hints == ("wait until more people can come, or choose a workshop for fewer",)


def test_one_thing_that_the_place_lacks_is_said_once() -> None:
    sheet = f"[{SHEET % ''}]"
    held = {"01-one": session("left"), "02-two": session("right"), "03-three": session("left")}
    found = library(
        day(*(f"session: {id_}" for id_ in held), end="11:00"),
        held,
        content=activity("left", flipcharts=sheet) | activity("right", flipcharts=sheet),
        more="lacks: [paper]",
    )
    expected = (
        '"left" (for "The sheet") and "right" (for "The sheet") need paper, and name nothing in its place',
        ("bring paper, or leave out: --without left --without right",),
    )
    assert said(found, "no-substitute") == [expected]


@pytest.mark.parametrize("people", [2, 5, 9, 20, 31, 45, 70, 120])
@pytest.mark.parametrize("team", [1, 2, 3])
@pytest.mark.parametrize("workshop", ["power-and-voice", "fair-and-brave", "after-the-shift"])
def test_no_hint_asks_for_what_another_says_is_missing(people: int, team: int, workshop: str) -> None:
    wishes = PackOptions(participants=str(people), facilitators=str(team), lacks=("paper", "electricity"))
    folder = shipped().workshops[workshop]
    given = replace(folder, workshop=override(folder.workshop, wishes.request(workshop).assignments))
    try:
        found = resolve(shipped(), given)[1]
    except ContentError as fault:
        found = list(fault.diagnostics)
    hints = {code: " ".join(" ".join(one.hints) for one in found if one.code == code) for code in CODES}
    if hints["too-few-facilitators"]:
        assert "side by side" not in hints["too-many-people"]
    assert not (hints["too-few-people"] and "run the workshop" in hints["group-size"])
    assert not (hints["too-many-people"] and "wait until" in hints["group-size"])
    rooms = {(one.gathering.participants, one.gathering.facilitators.count) for one in sessions(given)}
    for code in ("too-few-facilitators", "too-few-people", "too-many-people"):
        assert sum(one.code == code for one in found) <= 2 * len(rooms), "said for each activity"


CODES = ("too-few-facilitators", "too-few-people", "too-many-people", "group-size")


def sessions(folder: WorkshopFolder) -> list[DraftSession]:
    return [one for draft in Drafter(shipped(), folder).days() for one in draft.sessions]
