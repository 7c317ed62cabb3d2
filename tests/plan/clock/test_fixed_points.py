"""Blocks with a time of their own, and blocks that have a name and are no work."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial import activity, changed, clock, codes, day, library, outcome, pasted, planned, said, session

from practicepack.diagnostics import Diagnostic, Source
from practicepack.library.load import Library
from practicepack.library.models.workshop import Workshop
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read

WIDE = "[{id: all, title: All, minutes: 30-60-90, cues: [{do: Try.}]}]"
CONTENT = {
    name: text
    for id_ in "abc"
    for name, text in activity(id_, steps=WIDE, people="{min: 2, ideal: 9, max: 99}").items()
}
SESSIONS = {id_: session(id_, minutes="30-60-90") for id_ in "abc"}


def of(*blocks: str, start: str = "09:00", end: str) -> Library:
    """A day of these blocks; a, b and c take 30 to 90 minutes."""
    return library(day(*blocks, start=start, end=end), SESSIONS, content=CONTENT)


def slots(found: Library) -> list[str]:
    plan, _ = planned(found)
    return [
        f"{clock(slot.start)} {slot.session.id if slot.session else slot.text or slot.kind}"
        for slot in plan.days[0].slots
    ]


def refused(days: str) -> list[Diagnostic]:
    """What is wrong with the days of a workshop as written."""
    text = f"title: Trial\npurpose: Try.\nparticipants: 20\ndays:\n{days}"
    return validate(Workshop, read(Source("sessions/trial/workshop.yaml", text)))[1]


LUNCH = '{lunch: 60, at: "11:00"}'


@pytest.mark.parametrize(
    ("blocks", "end", "expected"),
    [
        (("session: a", LUNCH, "session: b"), "13:00", ["09:00 a", "10:30 free", "11:00 lunch", "12:00 b"]),
        (
            ("session: a", "session: b", "session: c", LUNCH),
            "12:00",
            ["09:00 a", "09:40 b", "10:20 c", "11:00 lunch"],
        ),
        (
            (
                "session: a",
                '{guest: The chief, minutes: 20, at: "10:00"}',
                "session: b",
                '{session: c, at: "12:00"}',
            ),
            "13:00",
            ["09:00 a", "10:00 The chief", "10:20 b", "11:50 free", "12:00 c"],
        ),
        (
            ("session: a", "{pause: Prayer, minutes: 15, at: '10:05'}", "session: b"),
            "11:20",
            ["09:00 a", "10:05 Prayer", "10:20 b"],
        ),
        (
            ("session: a", "{travel: Bus to the hall, minutes: 20, at: '10:00'}", "session: b"),
            "11:20",
            ["09:00 a", "10:00 Bus to the hall", "10:20 b"],
        ),
        (
            ("session: a", "session: b", "{break: 10, at: '10:00'}"),
            "10:10",
            ["09:00 a", "09:30 b", "10:00 break"],
        ),
    ],
    ids=["lunch", "compressed", "a guest and a session", "prayer", "the bus", "a break"],
)
def test_a_block_starts_at_its_time(blocks: tuple[str, ...], end: str, expected: list[str]) -> None:
    assert slots(of(*blocks, end=end)) == expected


@pytest.mark.parametrize("start", ["08:30", "09:00", "09:30"])
def test_a_fixed_point_stays_when_the_start_changes(start: str) -> None:
    found = changed(of("session: a", "session: b", LUNCH, "session: c", end="13:00"), f"days.*.start={start}")
    assert "11:00 lunch" in slots(found)


def test_a_fixed_point_before_the_start_says_so() -> None:
    found = changed(of("session: a", LUNCH, "session: c", end="13:00"), "days.0.start=11:30")
    ((message, hints),) = said(found, "fixed-too-early")
    assert message == "lunch is fixed at 11:00, which is before 11:30, when the day starts"
    assert all("fixed-too-early" not in codes(pasted(found, hint)) for hint in hints)


@pytest.mark.parametrize(
    ("blocks", "minutes"),
    [
        (("session: a", "session: b", "{lunch: 60, at: '09:40'}", "session: c"), 20),
        (("session: a", "{guest: The chief, minutes: 10, at: '09:10'}", "session: b"), 20),
        (
            (
                "session: a",
                "{break: 10, at: '09:30'}",
                "session: b",
                "{meal: Supper, minutes: 30, at: '10:00'}",
            ),
            10,
        ),
        (("session: a", "break: 15", "{session: b, at: '09:40'}"), 5),
    ],
)
def test_what_does_not_fit_before_a_fixed_point_is_said_with_hints_that_work(
    blocks: tuple[str, ...], minutes: int
) -> None:
    found = of(*blocks, end="12:00")
    ((message, hints),) = said(found, "fixed-too-early")
    assert message.endswith(f"{minutes} more than there are")
    assert len(hints) > 0
    for hint in hints:
        plan, left = outcome(pasted(found, hint))
        assert plan, [(one.code, one.message) for one in left]


def test_a_gap_before_a_fixed_point_is_free_time_and_its_hints_close_it() -> None:
    found = of("session: a", LUNCH, "session: b", end="13:00")
    ((message, hints),) = said(found, "free-time")
    assert message == "30 minutes are free before lunch at 11:00: what comes before it ends sooner"
    for hint in hints:
        assert "free-time" not in codes(pasted(found, hint))


def test_only_the_stretch_that_is_too_short_is_shortened() -> None:
    sessions = {"a": session("a", "b?", minutes="30-60-180"), "c": session("c", "b?", minutes="30-60-180")}
    days = day("session: a", '{lunch: 60, at: "09:40"}', "session: c", end="13:00")
    plan, _ = planned(library(days, sessions, content=CONTENT))
    kept = [[one.id for one in each.activities] for each in plan.sessions]
    assert kept == [["a"], ["c", "b"]]


@pytest.mark.parametrize("kind", ["pause", "meal", "free", "arrival"])
def test_a_block_with_a_name_is_a_rest(kind: str) -> None:
    uses = [f"session: {id_}" for id_ in "ab"]
    own = f"{{{kind}: Our own, minutes: 15}}"
    assert "long-block" in codes(of(*uses, end="12:00"))
    found = of(uses[0], own, uses[1], end="12:15")
    assert "long-block" not in codes(found)
    assert "10:30 Our own" in slots(found)


def test_a_way_is_no_rest() -> None:
    found = of("session: a", "{travel: Bus, minutes: 20}", "session: b", end="12:20")
    assert "long-block" in codes(found)


@pytest.mark.parametrize(
    "block",
    [
        "{pause: Prayer}",
        "{break: 10, minutes: 5}",
        "{session: a, minutes: 5}",
        "{free: Rest, meal: Tea, minutes: 5}",
    ],
)
def test_a_name_goes_with_minutes_and_stands_alone(block: str) -> None:
    assert [one.code for one in refused(day(block))] == ["bad-block"]


def test_a_day_may_end_at_midnight_and_not_later() -> None:
    plan, _ = planned(of("session: a", start="22:30", end="24:00"))
    assert (plan.days[0].end, plan.days[0].slots[-1].minutes) == (24 * 60, 90)
    (wrong,) = refused(day("session: a", start="22:00", end="01:00"))
    assert (wrong.code, "it can last until 24:00, not longer" in wrong.message) == ("day-backwards", True)


def test_what_needs_until_midnight_is_told_so() -> None:
    found = of("session: a", "session: b", start="23:00", end="23:30")
    ((_, hints),) = said(found, "day-too-short")
    assert "--set days.0.end=24:00" in hints
    assert outcome(pasted(found, "--set days.0.end=24:00"))[0]


@st.composite
def fixed_days(draw: st.DrawFn) -> Library:
    kinds = st.sampled_from(
        ["session: a", "break: 10", "{pause: Prayer, minutes: 15}", "{guest: Chief, minutes: 10-20}"]
    )
    blocks = [
        "session: b",
        *draw(st.lists(kinds.filter(lambda one: one != "session: a"), max_size=2)),
        "session: a",
    ]
    minute = draw(st.integers(9 * 60, 14 * 60))
    blocks.insert(draw(st.integers(0, len(blocks))), f'{{lunch: 45, at: "{clock(minute)}"}}')
    return of(*blocks, end=clock(draw(st.integers(9 * 60 + 5, 18 * 60))))


@given(fixed_days())
@settings(max_examples=60)
def test_a_fixed_point_is_kept_or_refused_and_slots_touch(found: Library) -> None:
    plan, wrong = outcome(found)
    fixed = next(block.at for block in found.workshops["trial"].workshop.item.days[0].blocks if block.at)
    if plan is None:
        assert all(one.hints for one in wrong if one.code in ("fixed-too-early", "day-too-short"))
        return
    slots_ = plan.days[0].slots
    assert all(one.end == after.start for one, after in pairwise(slots_))
    assert [slot.start for slot in slots_ if slot.kind == "lunch"] == [fixed.hour * 60 + fixed.minute]
