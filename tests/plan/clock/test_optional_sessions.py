"""Sessions that may be left out, and sessions of which one is run."""

import pytest
from trial import activity, codes, day, library, planned, said, session, step, steps

from practicepack.library.load import Library

HOUR = steps(step("all", "60"))
CONTENT = {name: text for id_ in "abcd" for name, text in activity(id_, steps=HOUR).items()}
CONTENT |= activity("brief", steps=steps(step("all", "20")))
CONTENT |= activity("crowd", steps=HOUR, people="{min: 30, ideal: 40, max: 60}")
CONTENT |= activity("hard", steps=HOUR, never_with="[{audience: couples, why: It is not safe.}]")
CONTENT |= activity("later", steps=HOUR, after="[b]")
IDS = ("a", "b", "c", "d", "brief", "crowd", "hard", "later")


def of(*blocks: str, end: str = "17:00", audience: str = "") -> Library:
    return library(
        day(*blocks, end=end), {id_: session(id_) for id_ in IDS}, content=CONTENT, audience=audience
    )


def ids(found: Library) -> list[str]:
    return [one.id for one in planned(found)[0].sessions]


@pytest.mark.parametrize(
    ("end", "expected"),
    [("12:00", ["a", "b", "c"]), ("11:00", ["a", "b"]), ("10:30", ["a"]), ("10:00", ["a"])],
)
def test_optional_sessions_go_the_last_first(end: str, expected: list[str]) -> None:
    found = of("session: a", "{session: b, optional: true}", "{session: c, optional: true}", end=end)
    assert ids(found) == expected
    gone = [id_ for id_ in "cb" if id_ not in expected]
    assert [message for message, _ in said(found, "left-out")] == [
        f'"{id_}" is left out: there is no time for it' for id_ in gone
    ]


def test_the_break_beside_an_optional_session_goes_with_it() -> None:
    plan, _ = planned(of("session: a", "break: 15", "{session: b, optional: true}", end="10:30"))
    assert [slot.kind for slot in plan.days[0].slots] == ["session"]


def test_what_another_session_builds_on_stays() -> None:
    found = of("{session: b, optional: true}", "session: later", "{session: c, optional: true}", end="11:00")
    assert ids(found) == ["b", "later"]
    assert "day-too-short" in codes(of("{session: b, optional: true}", "session: later", end="10:00"))


@pytest.mark.parametrize(
    ("choice", "end", "audience", "expected"),
    [
        ("[b, brief]", "11:00", "", "b"),
        ("[b, brief]", "10:30", "", "brief"),
        ("[crowd, b]", "11:00", "", "b"),
        ("[hard, b]", "11:00", "couples", "b"),
        ("[hard, b]", "11:00", "men", "hard"),
    ],
    ids=["the first", "what fits", "by head-count", "never with couples", "but with men"],
)
def test_one_of_two_sessions_is_run(choice: str, end: str, audience: str, expected: str) -> None:
    found = of("session: a", f"either: {choice}", end=end, audience=audience)
    assert ids(found) == ["a", expected]
    plan, _ = planned(found)
    assert [(one.kind, one.where, one.text) for one in plan.changes if one.kind == "either"] == [
        ("either", "Day 1", "Trial")
    ]


def test_neither_of_two_sessions_can_be_run() -> None:
    assert ids(of("session: a", "either: [crowd, hard]", audience="couples")) == ["a"]
