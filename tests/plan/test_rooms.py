"""Rooms side by side: each with its own people, its own words and its own things."""

from itertools import pairwise

from trial import activity, codes, day, facet, library, planned, session

from practicepack.library.checks.references import check_library
from practicepack.plan.model import Plan

TRACKS = (
    "parallel: [{title: Women, room: A, audience: [women], session: 02-apart, lead: Ana},"
    " {title: Men, room: B, audience: [men], session: 02-apart, lead: Ben}]"
)
SESSIONS = {
    "01-open": session("welcome-names", "group-agreement"),
    "02-apart": session("power-walk"),
    "03-close": session("closing-circle"),
}
DAY = day("session: 01-open", "break: 15", TRACKS, "break: 15", "session: 03-close", end="12:10")


def apart(participants: int = 25, more: str = "") -> Plan:
    return planned(library(DAY, SESSIONS, participants=participants, audience="mixed", more=more))[0]


def test_everybody_is_in_one_room() -> None:
    tracks = [session.track for session in apart().sessions if session.track]
    assert [(one.title, one.room, one.participants, one.lead) for one in tracks] == [
        ("Women", "A", 13, "Ana"),
        ("Men", "B", 12, "Ben"),
    ]


def test_rooms_run_at_the_same_time_and_the_day_goes_on_when_both_are_done() -> None:
    plan = apart()
    women, men = plan.days[0].slots[2].tracks
    assert (women.start, women.end) == (men.start, men.end) == (plan.days[0].slots[2].start, women.end)
    assert plan.days[0].slots[3].start == women.end
    assert [session.number for session in plan.sessions] == [1, 2, 3, 4]


def test_what_is_used_at_once_is_brought_twice() -> None:
    tape = next(one for one in apart().supplies if one.item == "masking tape")
    assert tape.quantity == 2


def test_decks_of_different_sizes_are_different_files() -> None:
    decks = [sheet for sheet in apart().sheets if sheet.id == "power-walk-characters"]
    assert [(one.name, one.tracks) for one in decks] == [
        ("power-walk-characters", ("Women",)),
        ("power-walk-characters-2", ("Men",)),
    ]
    lists = [sheet for sheet in apart().sheets if sheet.id == "power-walk-statements"]
    assert [one.tracks for one in lists] == [("Women", "Men")]


def test_facets_of_the_whole_that_a_room_does_not_replace_stay() -> None:
    found = library(DAY, SESSIONS, participants=24, audience="mixed, adults, low-literacy")
    plan = planned(found)[0]
    assert [facet.id for facet in plan.audience] == ["mixed", "adults", "low-literacy"]
    assert [facet.id for facet in plan.in_rooms] == ["women", "men"]


def test_rooms_that_hold_too_few_are_told_of() -> None:
    tracks = TRACKS.replace("room: A", "participants: 5").replace("room: B", "participants: 9")
    found = library(day(tracks, end="10:00"), SESSIONS, audience="mixed")
    assert "track-people" in codes(found)


def test_a_guest_and_prework_stand_in_the_day() -> None:
    days = day(
        "prework: Bring a photograph that matters to you.",
        "session: 01-open",
        "{guest: The mayor of Three Wells, minutes: 10-15-20}",
        "session: 03-close",
        end="10:20",
    )
    plan = planned(library(days, SESSIONS))[0]
    slots = plan.days[0].slots
    assert [(one.kind, one.text) for one in slots if one.text] == [
        ("prework", "Bring a photograph that matters to you."),
        ("guest", "The mayor of Three Wells"),
    ]
    assert slots[0].minutes == 0
    assert slots[1].start == plan.days[0].start
    assert all(one.end == after.start for one, after in pairwise(slots))


def test_an_evening_series_is_days() -> None:
    days = "".join(
        day(f"session: {one}", start="18:00", end="18:50") for one in ("01-open", "02-apart", "03-close")
    )
    found = library(days, SESSIONS | {"03-close": session("closing-circle", "welcome-names")})
    plan = planned(found)[0]
    assert [(one.start, one.end <= 18 * 60 + 50) for one in plan.days] == [(1080, True)] * 3


def test_facets_that_exclude_each_other_do_not_meet_in_a_room() -> None:
    content = facet("guests") | facet("young", kind="age", never_with="[guests]") | activity("try")
    rooms = "parallel: [{title: One, audience: [young], session: 01-try}, {title: Two, session: 02-try}]"
    held = {"01-try": session("try"), "02-try": session("try")}
    found = library(day(rooms), held, audience="guests", content=content)
    assert [one.code for one in check_library(found) if one.severity == "error"] == ["audience-conflict"]


def test_nothing_is_printed_for_a_room_with_nobody_in_it() -> None:
    stated = TRACKS.replace("room: A", "participants: 25")
    plan, _ = planned(library(day("session: 01-open", stated), SESSIONS, participants=25, audience="mixed"))
    assert [sheet.name for sheet in plan.sheets if sheet.copies == 0] == []
