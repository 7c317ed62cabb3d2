"""What people have done before: in an earlier stage of a programme, or as their workshop says."""

from dataclasses import replace

import pytest
from trial import activity, authored, beside, day, planned, said, session, shipped, with_content

from practicepack.diagnostics import ContentError, Diagnostic
from practicepack.library.load import Library
from practicepack.library.models.programme import Programme
from practicepack.pipeline import areas
from practicepack.plan.programme import ProgrammePlan, resolve_programme
from practicepack.plan.resolve import resolve

CONTENT = {
    **activity("hello", kind="opening", level="community"),
    **activity("walk"),
    **activity("short-walk"),
    **activity("long-walk", short_form="short-walk"),
    **activity("talk", after="[walk]"),
    **activity("after-long", after="[long-walk]"),
    **activity("sing", better_after="[walk]"),
    "content/audiences/night-traders.yaml": "title: Night\nkind: role\nguidance: Be kind.\n",
}
WORKSHOP = "title: {id_}\npurpose: Try.\nparticipants: 20\naudience: [{who}]\nreports_to: A\n{more}days:\n"
ROOMS = "parallel: [{title: A, session: one}, {title: B, session: two}]"


def workshops(**held: tuple[str, ...]) -> Library:
    """Workshops for the people named before the last hyphen, each with these activities."""
    found = with_content(shipped(), CONTENT)
    for name, uses in held.items():
        who, _, id_ = name.rpartition("__")
        found = workshop(found, id_, who.replace("__", ", ").replace("_", "-"), uses)
    return found


def workshop(over: Library, id_: str, who: str, uses: tuple[str, ...], more: str = "") -> Library:
    head = WORKSHOP.format(id_=id_, who=who, more=more)
    return beside(id_, head + day("session: one"), {"one": session(*uses)}, over=over)


def in_programme(found: Library, *stages: str, id_: str = "year") -> Library:
    """The library with a programme of stages such as `first women`, with what is done again after it."""
    listed = ""
    for stage in stages:
        name, people, *again = stage.split()
        more = f", again: [{', '.join(again)}]" if again else ""
        listed += f"  - {{workshop: {name}, people: {people}, hands_on: A wish.{more}}}\n"
    text = f"title: Year\npurpose: Try.\nstages:\n{listed}"
    entry = authored(Programme, f"sessions/{id_}/programme.yaml", text)
    return replace(found, programmes={**found.programmes, id_: replace(entry, id=id_)})


def codes(found: Library, id_: str) -> set[str]:
    """What is said of the order of the activities of one workshop."""
    try:
        warned = resolve(found, found.workshops[id_])[1]
    except ContentError as fault:
        warned = list(fault.diagnostics)
    return {one.code for one in warned} & {"after-missing", "better-after", "done-before"}


MISSING = {"after-missing"}


@pytest.mark.parametrize(
    ("first", "stages", "expected"),
    [
        pytest.param("women__a", ("a women", "b women"), set(), id="the same people"),
        pytest.param("men__a", ("a men", "b women"), MISSING, id="other people"),
        pytest.param("mixed__a", ("a joint", "b women"), set(), id="women were there"),
        pytest.param("women__a", ("b women", "a women"), MISSING, id="later"),
        pytest.param("women__a", (), MISSING, id="no programme"),
        pytest.param(
            "women__night_traders__a", ("a [women,night-traders]", "b women"), MISSING, id="some others"
        ),
    ],
)
def test_what_comes_after_may_be_in_an_earlier_meeting(
    first: str, stages: tuple[str, ...], expected: set[str]
) -> None:
    found = workshops(**{first: ("walk",), "women__b": ("talk",)})
    assert codes(in_programme(found, *stages) if stages else found, "b") == expected


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        (("a women", "m men", "b joint"), set()),
        (("a women", "b joint", "m men"), MISSING),
        (("m men", "b joint", "a women"), MISSING),
    ],
)
def test_both_have_done_it_when_women_and_men_have(stages: tuple[str, ...], expected: set[str]) -> None:
    found = workshops(women__a=("walk",), men__m=("walk",), mixed__b=("talk",))
    assert codes(in_programme(found, *stages), "b") == expected


def test_what_is_optional_or_left_out_may_not_have_been_done() -> None:
    found = workshops(women__a=("hello", "walk?"), women__b=("talk",))
    assert codes(in_programme(found, "a women", "b women"), "b") == MISSING
    without = workshop(found, "a", "women", ("hello", "walk"), "without: [walk]\n")
    assert codes(in_programme(without, "a women", "b women"), "b") == MISSING


def test_what_only_one_room_did_has_not_been_done_by_all() -> None:
    found = workshops(women__b=("talk",))
    head = WORKSHOP.format(id_="a", who="women", more="")
    for second, expected in (("hello", MISSING), ("walk", set())):
        rooms = {"one": session("walk"), "two": session(second)}
        held = beside("a", head + day(ROOMS), rooms, over=found)
        assert codes(in_programme(held, "a women", "b women"), "b") == expected


def test_in_two_programmes_it_must_come_earlier_in_both() -> None:
    found = in_programme(workshops(women__a=("walk",), women__b=("talk",)), "a women", "b women")
    assert codes(in_programme(found, "b women", id_="other"), "b") == MISSING


@pytest.mark.parametrize(
    ("have_done", "uses", "expected"),
    [
        ("", ("talk",), MISSING),
        ("have_done: [walk]\n", ("talk",), set()),
        ("have_done: [hello]\n", ("talk",), MISSING),
        ("have_done: [short-walk]\n", ("after-long",), set()),
        ("", ("sing",), {"better-after"}),
        ("have_done: [walk]\n", ("sing",), set()),
        ("", ("walk", "sing"), set()),
        ("have_done: [walk]\n", ("walk",), {"done-before"}),
        ("have_done: [hello]\n", ("hello",), set()),
        ("have_done: [short-walk]\n", ("long-walk",), {"done-before"}),
    ],
)
def test_what_people_have_done_is_earlier_and_not_planned_again(
    have_done: str, uses: tuple[str, ...], expected: set[str]
) -> None:
    found = workshop(workshops(), "b", "women", uses, have_done)
    assert codes(found, "b") == expected


def test_the_hint_can_be_followed() -> None:
    found = workshop(workshops(), "trial", "women", ("sing",))
    ((message, hints),) = said(found, "better-after")
    assert message == '"sing" works better after "walk" (Walk)'
    assert hints[1] == "if these people have done it before, write  have_done: [walk]  in workshop.yaml"
    held = workshop(workshops(), "trial", "women", ("sing",), "have_done: [walk]\n")
    assert [one.code for one in planned(held)[1] if one.code == "better-after"] == []


def repeated(found: Library) -> list[str]:
    return [one.message for one in resolved(found)[1] if one.code == "done-before"]


def resolved(found: Library) -> tuple[ProgrammePlan, list[Diagnostic]]:
    entry = found.programmes["year"]
    plans = {one.workshop: resolve(found, found.workshops[one.workshop])[0] for one in entry.item.stages}
    return resolve_programme(entry, plans, areas(found))


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        pytest.param(("a women", "b women"), True, id="the same people"),
        pytest.param(("a women", "m men"), False, id="other people"),
        pytest.param(("a women", "j joint"), True, id="some of them"),
        pytest.param(("a women", "b women walk"), False, id="again on purpose"),
        pytest.param(("n night-traders", "a women"), False, id="a group of its own"),
    ],
)
def test_the_same_people_do_not_do_it_twice(stages: tuple[str, ...], expected: bool) -> None:
    names = ("women__a", "women__b", "men__m", "mixed__j", "night_traders__women__n")
    held = dict.fromkeys(names, ("hello", "walk"))
    found = repeated(in_programme(workshops(**held), *stages))
    first, second = (stage.split()[0] for stage in stages)
    message = f'"{second}" does "walk" with people who did it in "{first}"'
    assert found == ([message] if expected else [])


def test_a_programme_takes_any_people_and_gives_each_a_row() -> None:
    held = {"officials__women__a": ("walk",), "women__b": ("hello",), "men__m": ("hello",)}
    plan, found = resolved(in_programme(workshops(**held), "m men", "a officials", "b women"))
    assert [(lane.people, lane.gender) for lane in plan.lanes] == [
        (("officials",), "women"),
        (("women",), "women"),
        (("men",), "men"),
    ]
    assert {"stage-people", "one-sided"}.isdisjoint(one.code for one in found)


def test_every_activity_counts_for_its_level_the_opening_too() -> None:
    plan, _ = resolved(in_programme(workshops(women__a=("hello", "walk")), "a women"))
    assert {reach.name: reach.stages for reach in plan.levels} == {
        "individual": (1,),
        "relationships": (),
        "community": (1,),
    }


@pytest.mark.parametrize("people", ["officials", "[women,night-traders]", "joint"])
def test_a_stage_for_others_than_its_workshop_is_an_error(people: str) -> None:
    found = in_programme(workshops(women__a=("walk",)), f"a {people}")
    assert "stage-people" in {one.code for one in resolved(found)[1]}


def test_shipped_programmes_repeat_nothing_but_on_purpose() -> None:
    entry = shipped().programmes["homes-and-voices"]
    plans = {
        stage.workshop: resolve(shipped(), shipped().workshops[stage.workshop])[0]
        for stage in entry.item.stages
    }
    plan, found = resolve_programme(entry, plans, areas(shipped()))
    assert found == []
    again = {id_ for stage in plan.stages for id_ in stage.again}
    done = [one.id for stage in plan.stages for one in stage.plan.activities]
    assert all(done.count(id_) > 1 for id_ in again)
