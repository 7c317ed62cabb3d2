import os
import subprocess
import sys
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from shutil import copytree

import pytest

from practicepack.diagnostics import ContentError, Diagnostic
from practicepack.library.load import Library, load
from practicepack.library.overrides import assignment, override
from practicepack.plan.changes import Change
from practicepack.plan.model import Plan
from practicepack.plan.resolve import resolve
from practicepack.plan.things import Supply
from practicepack.workspace import Workspace, shipped_root

SHIPPED = "power-and-voice"
PRINT_PLAN = f"""
from practicepack.library.load import load
from practicepack.plan.resolve import resolve
from practicepack.workspace import Workspace, shipped_root
library, _ = load(Workspace(None, shipped_root()))
print(resolve(library, library.workshops["{SHIPPED}"]))
"""


@pytest.fixture(scope="module")
def library() -> Library:
    found, faults = load(Workspace(None, shipped_root()))
    assert faults == []
    return found


def resolved(library: Library, *settings: str) -> tuple[Plan, list[Diagnostic]]:
    folder = library.workshops[SHIPPED]
    workshop = override(folder.workshop, map(assignment, settings))
    return resolve(library, replace(folder, workshop=workshop))


def failures(library: Library, *settings: str) -> dict[str, list[Diagnostic]]:
    """The findings that stop this workshop, by code."""
    with pytest.raises(ContentError) as caught:
        resolved(library, *settings)
    stops = [one for one in caught.value.diagnostics if one.severity == "error"]
    return {code: [one for one in stops if one.code == code] for code in {one.code for one in stops}}


def minutes_of(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def key(use: Supply) -> tuple[str, bool]:
    return use.item.casefold(), use.consumable


def chained(start: int, lengths: list[int]) -> list[int]:
    """Where each stretch starts when each begins as the one before it ends."""
    return list(accumulate(lengths, initial=start))[: len(lengths)]


def overlaid(root: Path) -> Library:
    found, faults = load(Workspace(root, shipped_root()))
    assert faults == []
    return found


@pytest.fixture(scope="module", params=range(12, 31))
def plan(request: pytest.FixtureRequest, library: Library) -> Plan:
    return resolved(library, f"participants={request.param}")[0]


def test_the_day_starts_when_the_workshop_says(plan: Plan, library: Library) -> None:
    days = library.workshops[SHIPPED].workshop.item.days
    assert [day.start for day in plan.days] == [day.start.hour * 60 + day.start.minute for day in days]


def test_slots_touch_and_never_overlap(plan: Plan) -> None:
    for_each = [[slot.start for slot in day.slots] for day in plan.days]
    assert for_each == [chained(day.start, [slot.minutes for slot in day.slots]) for day in plan.days]


def test_a_day_never_ends_late(plan: Plan, library: Library) -> None:
    days = library.workshops[SHIPPED].workshop.item.days
    late = [
        plan.end - (day.end.hour * 60 + day.end.minute) for plan, day in zip(plan.days, days, strict=True)
    ]
    assert max(late) <= 0


def test_a_session_fills_its_slot(plan: Plan) -> None:
    filled = [(slot, session) for day in plan.days for slot in day.slots for session in slot.sessions]
    assert len(filled) == len(list(plan.sessions))
    for slot, session in filled:
        assert (slot.start, slot.minutes) == (session.start, session.minutes)


def test_activities_fill_their_session(plan: Plan) -> None:
    for_each = [[one.start for one in session.activities] for session in plan.sessions]
    lengths = [[one.minutes for one in session.activities] for session in plan.sessions]
    assert for_each == [chained(one.start, more) for one, more in zip(plan.sessions, lengths, strict=True)]
    assert [sum(more) for more in lengths] == [session.minutes for session in plan.sessions]


def test_steps_fill_their_activity(plan: Plan) -> None:
    for_each = [[step.start for step in one.steps] for one in plan.activities]
    # A pause that the plan puts in comes after its step.
    lengths = [[step.minutes + step.pause for step in one.steps] for one in plan.activities]
    assert for_each == [chained(one.start, more) for one, more in zip(plan.activities, lengths, strict=True)]
    assert [sum(more) for more in lengths] == [one.minutes for one in plan.activities]


def test_steps_are_numbered_from_one(plan: Plan) -> None:
    assert [[step.number for step in one.steps] for one in plan.activities] == [
        list(range(1, len(one.steps) + 1)) for one in plan.activities
    ]


def test_sessions_are_numbered_from_one(plan: Plan) -> None:
    numbers = [session.number for session in plan.sessions]
    assert numbers == list(range(1, len(numbers) + 1))


def test_everybody_is_in_a_group(plan: Plan) -> None:
    in_groups = [sum(one.groups) for one in plan.activities if one.groups]
    assert in_groups == [plan.participants] * len(in_groups)


def test_the_supplies_are_those_of_the_activities(plan: Plan) -> None:
    parts = [(one, use) for activity in plan.activities for use in activity.supplies for one in [key(use)]]
    expected = {
        name: (sum if name[1] else max)(use.quantity for other, use in parts if other == name)
        for name, _ in parts
    }
    assert {key(use): use.quantity for use in plan.supplies} == expected
    assert len(plan.supplies) == len(expected)


def test_every_sheet_of_an_activity_is_printed_once_in_the_plan(plan: Plan) -> None:
    used = [one.id for activity in plan.activities for one in activity.sheets]
    of_all = [one.id for one in plan.sheets if {user.id for user in one.used_in} == {plan.id}]
    assert [one.id for one in plan.sheets] == [*of_all, *dict.fromkeys(used)]
    assert "sign-in-sheet" in of_all
    assert min(one.copies for one in plan.sheets) > 0


def test_no_placeholder_is_left(plan: Plan) -> None:
    assert [
        name
        for name in ("participants", "facilitators", "groups", "group_size")
        if f"{{{name}}}" in repr(plan)
    ] == []


@pytest.mark.parametrize("participants", range(12, 30))
def test_one_more_participant_never_lowers_a_quantity(library: Library, participants: int) -> None:
    fewer, more = (resolved(library, f"participants={n}")[0] for n in (participants, participants + 1))
    after = {key(use): use.quantity for use in more.supplies} | {one.id: one.copies for one in more.sheets}
    before = {key(use): use.quantity for use in fewer.supplies} | {one.id: one.copies for one in fewer.sheets}
    assert {name: count for name, count in before.items() if count > after[name]} == {}
    assert before.keys() == after.keys()


def test_the_same_input_gives_the_same_plan(library: Library) -> None:
    again, _ = load(Workspace(None, shipped_root()))
    assert resolved(library) == resolved(library)
    assert resolved(library)[0] == resolved(again)[0]


def test_another_process_gives_the_same_plan() -> None:
    def printed(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        call = [sys.executable, "-c", PRINT_PLAN]
        return subprocess.run(call, env=environment, check=True, capture_output=True, text=True).stdout

    assert printed("1") == printed("2")


def test_a_day_that_ends_too_early_says_how_many_minutes_are_missing(library: Library) -> None:
    found = failures(library, "days.0.end=12:00")
    assert list(found) == ["day-too-short"]
    (one,) = found["day-too-short"]
    ends = one.message.rsplit(" ", 1)[1]
    missing = minutes_of(ends) - 12 * 60
    assert one.message == f"the day needs {missing} more minutes: at its shortest it ends at {ends}"
    assert 0 <= minutes_of(one.hints[0].removeprefix("--set days.0.end=")) - minutes_of(ends) < 5
    assert one.span
    assert (one.span.source.name, one.span.excerpt) == ("--set", "12:00")


def test_the_end_in_the_hint_is_the_earliest_on_the_grid(library: Library) -> None:
    (one,) = failures(library, "days.0.end=12:00")["day-too-short"]
    ends = minutes_of(one.hints[0].removeprefix("--set days.0.end="))
    plan, _ = resolved(library, one.hints[0].removeprefix("--set "))
    assert plan.days[0].end == ends
    assert ends % 5 == 0
    too_early = f"days.0.end={(ends - 5) // 60:02}:{(ends - 5) % 60:02}"
    assert list(failures(library, too_early)) == ["day-too-short"]


def test_a_day_past_midnight_gets_no_hint_that_cannot_be_typed(library: Library) -> None:
    (one,) = failures(library, "days.0.start=23:00", "days.0.end=23:30")["day-too-short"]
    (hint,) = one.hints
    assert hint.startswith("--set days.0.start=1")


def test_a_day_with_too_little_in_it_is_a_warning(library: Library) -> None:
    plan, found = resolved(library, "days.0.end=23:00")
    (one,) = [warning for warning in found if warning.code == "day-too-long"]
    early = 23 * 60 - plan.days[0].end
    assert one.message == f"the day ends {early} minutes early, with every session at its longest"


def test_what_an_activity_builds_on_must_come_earlier(library: Library) -> None:
    found = failures(library, "days.0.blocks=[{session: 02-where-power-sits}, {session: 01-opening}]")
    assert [one.message for one in found.pop("after-missing")] == [
        '"power-walk" needs "group-agreement" (Our agreement) earlier in the workshop'
    ]
    assert found == {}


def test_a_missing_forerunner_is_found_where_the_session_uses_the_activity(library: Library) -> None:
    (one,) = failures(library, "days.0.blocks=[{session: 02-where-power-sits}]")["after-missing"]
    assert one.span
    assert one.span.source.name == f"sessions/{SHIPPED}/02-where-power-sits.yaml"
    assert one.span.source.text[one.span.start : one.span.end] == "power-walk"


def test_an_activity_is_refused_with_an_audience_it_must_never_meet(library: Library) -> None:
    used = [activity.id for activity in resolved(library)[0].activities]
    refused = [
        f'"{id_}" is never used with "couples"'
        for id_ in used
        if any(one.audience == "couples" for one in library.activities[id_].item.never_with)
    ]
    found = failures(library, "audience=[couples, adults]")
    assert '"power-walk" is never used with "couples"' in refused
    assert sorted(one.message for one in found.pop("never-with")) == sorted(refused)
    assert found == {}


def test_a_day_with_nothing_for_this_audience_is_empty(library: Library) -> None:
    found = failures(library, "days.0.blocks=[{session: 01-opening, for: [men]}]")
    assert list(found) == ["empty-day"]


def test_every_finding_is_reported_at_once(library: Library) -> None:
    found = failures(library, "audience=[couples]", "days.0.blocks=[{session: 02-where-power-sits}]")
    assert set(found) == {"never-with", "after-missing"}


def test_a_block_left_out_is_recorded_once(library: Library) -> None:
    plan, _ = resolved(library, "days.0.blocks.1.for=[mixed]")
    recorded = [change for change in plan.changes if change.text == "01-opening"]
    assert recorded == [Change("in", "day 1", "01-opening", ("mixed",))]


def test_an_activity_that_is_not_for_this_audience_is_left_out(tmp_path: Path) -> None:
    name = "content/activities/closing-circle.yaml"
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(
        (shipped_root() / name).read_text(encoding="utf-8") + "not_for: [mixed]\n", encoding="utf-8"
    )
    plan, _ = resolved(overlaid(tmp_path))
    assert [one.id for one in plan.activities if one.id == "closing-circle"] == []


def test_a_session_that_is_not_for_this_audience_leaves_nothing_behind(tmp_path: Path) -> None:
    copytree(shipped_root() / "sessions", tmp_path / "sessions")
    file = tmp_path / "sessions" / SHIPPED / "06-closing.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "not_for: [mixed]\n", encoding="utf-8")
    plan, _ = resolved(overlaid(tmp_path))
    assert [one.id for one in plan.sessions if one.id == "06-closing"] == []
    assert [change.text for change in plan.changes if change.where.startswith("Closing circle")] == []


def test_an_activity_whose_steps_are_all_left_out_is_left_out(tmp_path: Path) -> None:
    name = "content/activities/closing-circle.yaml"
    (tmp_path / name).parent.mkdir(parents=True)
    text = (shipped_root() / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(
        text.replace("    keep: true\n", "    keep: true\n    not_for: [mixed]\n"), encoding="utf-8"
    )
    plan, _ = resolved(overlaid(tmp_path))
    assert [one.id for one in plan.activities if not one.steps] == []
