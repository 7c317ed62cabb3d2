from datetime import time

import pytest

from practicepack.diagnostics import CallError, ContentError, Source
from practicepack.library.entry import Entry
from practicepack.library.models.workshop import BlockInDay, Workshop
from practicepack.library.overrides import Assignment, assignment, override
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read

TEXT = """\
title: Power
purpose: A day.
audience: [mixed, adults]
participants: 20
days:
  - start: 09:00
    end: 16:00
    blocks:
      - session: opening
      - break: 15
organiser: {name: We}
"""


@pytest.fixture
def authored() -> Entry[Workshop]:
    reading = read(Source("workshop.yaml", TEXT))
    return Entry("power", validate(Workshop, reading)[0], reading)


def changed(entry: Entry[Workshop], *texts: str) -> Workshop:
    return override(entry, map(assignment, texts)).item


def findings(entry: Entry[Workshop], text: str) -> list[tuple[str, str, int]]:
    with pytest.raises(ContentError) as caught:
        override(entry, [assignment(text)])
    spans = [(one.code, one.span) for one in caught.value.diagnostics]
    return [(code, span.source.name, span.column) for code, span in spans if span]


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("participants=12", ("participants",), "12"),
        ("days.0.end=15:00", ("days", 0, "end"), "15:00"),
        ("title=a=b", ("title",), "a=b"),
        ("place=", ("place",), ""),
    ],
)
def test_an_assignment_is_a_path_and_a_value(text: str, path: tuple[str | int, ...], value: str) -> None:
    assert assignment(text) == Assignment(path, value, "--set")


@pytest.mark.parametrize("text", ["participants", "=12", "days..end=1", ".end=1", ""])
def test_what_is_no_assignment_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(CallError, match="is not PATH=VALUE") as caught:
        assignment(text)
    assert caught.value.hints == ("such as --set days.0.end=15:00",)


def test_a_number_is_put_in(authored: Entry[Workshop]) -> None:
    assert changed(authored, "participants=12").participants == 12


def test_the_authored_workshop_stays_as_it_is(authored: Entry[Workshop]) -> None:
    changed(authored, "participants=12", "days.0.end=15:00")
    assert (authored.item.participants, authored.reading.data["participants"]) == (20, "20")
    assert authored.item.days[0].end == time(16)


@pytest.mark.parametrize("text", ["days.0.end=15:00", "days.0.end='15:00'", 'days.0.end="15:00"'])
def test_a_value_inside_a_list_is_put_in(authored: Entry[Workshop], text: str) -> None:
    day = changed(authored, text).days[0]
    assert (day.start, day.end) == (time(9), time(15))
    assert day.blocks == authored.item.days[0].blocks


def test_a_value_is_yaml(authored: Entry[Workshop]) -> None:
    assert changed(authored, "audience=[men, elders]").audience == ("men", "elders")
    assert changed(authored, "days.0.blocks.1={lunch: 60}").days[0].blocks[1] == BlockInDay(lunch=60)
    assert changed(authored, "version=010").version == "010"


def test_an_item_of_a_list_is_put_in(authored: Entry[Workshop]) -> None:
    assert changed(authored, "audience.1=elders").audience == ("mixed", "elders")


def test_a_key_that_the_file_leaves_out_is_put_in(authored: Entry[Workshop]) -> None:
    assert changed(authored, "place=The hall").place == "The hall"


def test_nothing_takes_a_value_away(authored: Entry[Workshop]) -> None:
    assert changed(authored, "organiser=").organiser is None


def test_the_last_of_two_assignments_counts(authored: Entry[Workshop]) -> None:
    assert changed(authored, "participants=12", "participants=13").participants == 13


def test_a_later_assignment_reaches_into_an_earlier_one(authored: Entry[Workshop]) -> None:
    first, second = "days.0={start: 10:00, end: 12:00, blocks: [{break: 5}]}", "days.0.blocks.0.break=9"
    assert changed(authored, first, second).days[0].blocks == (BlockInDay(**{"break": 9}),)


@pytest.mark.parametrize(
    "path", ["days.9.end", "days.x.end", "days.-1.end", "title.x", "audience.2", "days.0.blocks.0.session.x"]
)
def test_a_path_that_leads_nowhere_is_a_fault_of_the_call(authored: Entry[Workshop], path: str) -> None:
    with pytest.raises(CallError, match=f'^--set: "{path}" leads nowhere$'):
        changed(authored, f"{path}=1")


def test_a_path_that_nearly_leads_somewhere_gets_a_hint(authored: Entry[Workshop]) -> None:
    with pytest.raises(CallError) as caught:
        changed(authored, "organizer.name=We")
    assert caught.value.hints == ('did you mean "organiser"?',)


def test_an_odd_digit_in_a_path_is_a_fault_of_the_call(authored: Entry[Workshop]) -> None:
    with pytest.raises(CallError):
        changed(authored, "days.².end=15:00")


def test_an_unknown_key_is_a_finding_in_the_option(authored: Entry[Workshop]) -> None:
    with pytest.raises(ContentError) as caught:
        changed(authored, "titel=x")
    (one,) = caught.value.diagnostics
    assert (one.code, one.hints) == ("unknown-key", ('did you mean "title"?',))
    assert one.span
    assert one.span.source == Source("--set", "x")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("participants=1", "out-of-range"),
        ("participants=x", "wrong-type"),
        ("participants=", "wrong-type"),
        ("title=*x", "alias"),
        ("title=&x y", "anchor"),
    ],
)
def test_a_value_that_does_not_fit_is_found_in_the_option(
    authored: Entry[Workshop], text: str, code: str
) -> None:
    assert findings(authored, text) == [(code, "--set", 1)]


def test_a_finding_names_the_option_that_gave_the_value(authored: Entry[Workshop]) -> None:
    with pytest.raises(ContentError) as caught:
        override(authored, [assignment("participants=x", "--participants")])
    (one,) = caught.value.diagnostics
    assert one.span
    assert one.span.source == Source("--participants", "x")


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("days.0.end=", "wrong-type", 1),
        ("days.0.end=25:00", "bad-clock", 1),
        ("days.0.blocks.1={brake: 5}", "unknown-key", 2),
        ("days.0={start: 09:00, blocks: [{break: 5}]}", "missing-field", 2),
        ("days.0.blocks=[]", "empty-list", 1),
    ],
)
def test_a_fault_inside_a_list_is_the_only_finding(
    authored: Entry[Workshop], text: str, code: str, column: int
) -> None:
    assert findings(authored, text) == [(code, "--set", column)]


@pytest.mark.parametrize("time", ["08:00", "9:00", "8.30", "8h"])
def test_a_day_that_ends_too_early_is_the_only_finding(authored: Entry[Workshop], time: str) -> None:
    assert findings(authored, f"days.0.end={time}") == [("day-backwards", "--set", 1)]
