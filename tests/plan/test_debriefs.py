"""Debriefs have the time that their questions and their people need."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial import activity, changed, codes, day, library, one_session, planned, session, shipped, step, steps

from practicepack.library.load import Library
from practicepack.library.models.activity import Question
from practicepack.library.models.debrief import FEW_PEOPLE, TWICE_MINUTES_PEOPLE, minutes_needed
from practicepack.library.models.fields import Prose, Range
from practicepack.plan.drafter import Drafter

FEWEST = "[Why?, How?]"
SIX = "[{ask: 'Why?', keep: true}, {ask: 'How?', keep: true}, A?, B?, C?, D?]"
THREE_KEPT = "[{ask: 'Why?', keep: true}, {ask: 'How?', keep: true}, {ask: 'When?', keep: true}]"


def questions(kept: int, others: int) -> tuple[Question, ...]:
    each = (Question(ask=Prose("Why?"), keep=number < kept) for number in range(kept + others))
    return tuple(each)


def talk(debrief: str, minutes: str = "5-10-15", **own: str) -> dict[str, str]:
    """A file of content: an activity of half an hour and a debrief."""
    both = steps(step("walk", "20-30-40"), step("debrief", minutes, "keep: true"))
    return activity("talk", steps=both, debrief=debrief, **own)


def least(found: Library) -> int:
    """The fewest minutes of the debrief of the first activity."""
    (day,) = Drafter(found, found.workshops["trial"]).days()
    (debrief,) = [each for each in day.sessions[0].activities[0].steps if each.item.id == "debrief"]
    return debrief.minutes.min


@pytest.mark.parametrize(
    ("kept", "others", "people", "minutes"),
    [
        (2, 0, 8, (10, 12)),
        (2, 4, 16, (10, 20)),
        (2, 4, 24, (13, 25)),
        (2, 4, 32, (15, 30)),
        (3, 3, 24, (19, 30)),
        (2, 4, 48, (20, 40)),
        (2, 4, 200, (20, 40)),
        (0, 1, 8, (5, 6)),
        (0, 6, 16, (10, 20)),
    ],
)
def test_what_questions_need(kept: int, others: int, people: int, minutes: tuple[int, int]) -> None:
    least, best = minutes
    assert minutes_needed(questions(kept, others), people) == Range(min=least, ideal=best, max=best)


@given(st.integers(0, 3), st.integers(0, 8), st.integers(2, 120))
def test_one_more_participant_never_shortens_a_debrief(kept: int, others: int, people: int) -> None:
    asked = questions(kept, others + 1)
    fewer, more = minutes_needed(asked, people), minutes_needed(asked, people + 1)
    assert (fewer.min, fewer.ideal) <= (more.min, more.ideal)
    assert fewer.ideal <= more.ideal
    assert minutes_needed(asked, TWICE_MINUTES_PEOPLE).min == 2 * minutes_needed(asked, FEW_PEOPLE).min


@given(st.integers(1, 3), st.integers(0, 8), st.integers(2, 120))
def test_one_more_question_never_needs_less(kept: int, others: int, people: int) -> None:
    before, after = (
        minutes_needed(questions(kept, others), people),
        minutes_needed(questions(kept, others + 1), people),
    )
    assert (before.min, before.ideal) <= (after.min, after.ideal)
    assert minutes_needed(questions(kept + 1, others), people).min > before.min


@pytest.mark.parametrize(
    ("debrief", "minutes", "participants", "expected"),
    [
        (SIX, "5-10-15", 12, 10),
        (SIX, "5-10-15", 24, 13),
        (SIX, "5-10-15", 40, 18),
        (THREE_KEPT, "5-10-15", 12, 15),
        (FEWEST, "5-10-15", 12, 10),
        (SIX, "20-30-40", 12, 20),
        (SIX, "20-30-40", 24, 25),
        (SIX, "20-30-40", 60, 40),
        (SIX, "{each: 1, per: participant}", 24, 24),
    ],
)
def test_a_debrief_has_its_minutes_or_what_its_questions_need(
    debrief: str, minutes: str, participants: int, expected: int
) -> None:
    found = one_session("talk", content=talk(debrief, minutes), participants=participants)
    assert least(found) == expected


@given(st.integers(2, 119))
@settings(max_examples=30, deadline=None)
def test_one_more_participant_never_shortens_the_debrief_of_a_plan(people: int) -> None:
    found = one_session("talk", content=talk(SIX, "20-30-40"), participants=people)
    assert least(found) <= least(changed(found, f"participants={people + 1}"))


@pytest.mark.parametrize("id_", ["mock-council", "power-walk", "forum-theatre", "money-and-dreams"])
def test_shipped_debriefs_grow_with_people(id_: str) -> None:
    ideal = shipped().activities[id_].item.people.ideal
    few, many = (
        least(library(day("session: a"), {"a": session(id_)}, participants=participants))
        for participants in (ideal, 2 * ideal + 10)
    )
    assert few < many


def test_people_who_take_longer_need_longer_to_answer() -> None:
    found = one_session("talk", content=talk(SIX), participants=12)
    slower = changed(found, "audience=[low-literacy]")
    factor = shipped().audiences["low-literacy"].item.time_factor
    assert factor > 1
    assert least(slower) == -(-least(found) * round(factor * 100) // 100)


@pytest.mark.parametrize("participants", [2, 12, 24, 40])
def test_a_short_day_leaves_a_debrief_what_it_needs(participants: int) -> None:
    found = one_session("talk", content=talk(SIX), participants=participants)
    needs = 20 + least(found)
    plan, _ = planned(changed(found, f"days.0.end={9 + needs // 60:02}:{needs % 60:02}"))
    (talked,) = plan.activities
    assert [each.minutes for each in talked.steps] == [20, least(found)]
    assert codes(changed(found, "days.0.end=09:25")) >= {"day-too-short"}


def test_what_is_kept_is_asked_first_and_the_rest_if_there_is_time() -> None:
    plan, _ = planned(one_session("talk", content=talk(SIX)))
    (talked,) = plan.activities
    assert (talked.questions, talked.more_questions) == (("Why?", "How?"), ("A?", "B?", "C?", "D?"))


@pytest.mark.parametrize("debrief", [FEWEST, THREE_KEPT])
def test_where_all_are_alike_none_waits_for_time(debrief: str) -> None:
    plan, _ = planned(one_session("talk", content=talk(debrief)))
    (talked,) = plan.activities
    assert talked.questions[:2] == ("Why?", "How?")
    assert talked.more_questions == ()


def test_a_question_can_be_for_some_people_only() -> None:
    asked = "[{ask: 'Why?', keep: true}, {ask: 'How?', keep: true, for: [women]}, A?]"
    found = one_session("talk", content=talk(asked), participants=12)
    assert (least(found), least(changed(found, "audience=[women]"))) == (5, 10)
    assert planned(found)[0].days[0].activities[0].questions == ("Why?",)


@pytest.mark.parametrize("id_", sorted(shipped().activities))
def test_every_shipped_debrief_keeps_two_questions_or_three(id_: str) -> None:
    item = shipped().activities[id_].item
    debriefs = [item.debrief, *(variant.debrief for variant in item.variants if variant.debrief)]
    kept = [sum(question.keep for question in asked) for asked in debriefs if asked]
    assert [number for number in kept if number not in (2, 3)] == []


def test_a_session_of_two_activities_shares_the_time_that_debriefs_leave() -> None:
    content = talk(SIX) | activity("soft")
    days = '  - start: "09:00"\n    end: "10:30"\n    blocks: [{session: a}]\n'
    plan, _ = planned(library(days, {"a": session("talk", "soft")}, content=content, participants=30))
    assert sum(each.minutes for each in plan.activities) == 90
    assert plan.days[0].activities[0].steps[-1].minutes >= minutes_needed(questions(2, 4), 30).min
