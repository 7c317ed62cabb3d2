"""What a programme reaches, and its rules: each where it speaks, and where it is silent."""

from collections.abc import Sequence
from functools import cache

import pytest
from trial import activity, authored, beside, day, session, shipped, with_content

from practicepack.diagnostics import Diagnostic
from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.library.models.programme import Programme
from practicepack.pipeline import areas
from practicepack.plan.model import Plan
from practicepack.plan.programme import ProgrammePlan, resolve_programme
from practicepack.plan.resolve import resolve

AREAS = ("relationships", "norms", "leadership", "institutions")
LEVELS = ("individual", "relationships", "community")
CONTENT = {
    name: text
    for level, area in zip(LEVELS, AREAS, strict=False)
    for name, text in activity(level, level=level, practices=f"[{area}]").items()
} | activity("welcome", kind="opening")
WORKSHOP = """\
title: {title}
purpose: Try.
participants: 20
audience: [{audience}]
days:
"""
WHO = {
    "women-day": "women",
    "girls-day": "women, adolescents-15-19",
    "men-day": "men",
    "mixed-day": "mixed",
    "couples-day": "couples",
    "open-day": "adults",
}
ROOMS = (
    "parallel: [{title: Women, audience: [women], session: 01-try},"
    " {title: Men, audience: [men], session: 01-try}]"
)
GROUP = "[{name: Weavers, people: women, starts_after: %s, meets: weekly, does: They save.}]"
APART = ("women-day women", "men-day men")
ALL = (*APART, "mixed-day joint")


@cache
def library() -> Library:
    """Workshops for different people; each works on all levels and on three of the four areas."""
    found = with_content(shipped(), CONTENT)
    held = {"01-try": session("welcome", *LEVELS)}
    for id_, audience in WHO.items():
        head = WORKSHOP.format(title=id_.capitalize(), audience=audience)
        found = beside(id_, head + day("session: 01-try", end="11:00"), held, over=found)
        only = {"01-try": session("welcome", "individual")}
        found = beside(f"{id_}-only", head + day("session: 01-try", end="11:00"), only, over=found)
    head = WORKSHOP.format(title="Rooms", audience="mixed")
    return beside("rooms-day", head + day(ROOMS, end="11:00"), held, over=found)


def programme(*stages: str, hands_on: bool = True, peers: bool = True, more: str = "") -> Entry[Programme]:
    """A programme of stages such as `women-day women`."""
    given = [stage.split() for stage in stages]
    note = ", hands_on: A wish." if hands_on else ""
    note += f", again: [{', '.join(LEVELS)}]"
    listed = "".join(f"  - {{workshop: {id_}, people: {people}{note}}}\n" for id_, people in given)
    group = f"peer_groups: {GROUP % given[0][0]}\n" if peers else ""
    text = f"title: Both\npurpose: Together.\n{more}\nstages:\n{listed}{group}"
    entry: Entry[Programme] = authored(Programme, "sessions/both/programme.yaml", text)
    return entry


def resolved(entry: Entry[Programme]) -> tuple[ProgrammePlan, Sequence[Diagnostic]]:
    found = library()
    plans = {one.workshop: plan_of(one.workshop) for one in entry.item.stages}
    return resolve_programme(entry, plans, areas(found))


@cache
def plan_of(id_: str) -> Plan:
    return resolve(library(), library().workshops[id_])[0]


def said(entry: Entry[Programme], code: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """What a finding with this code says, at which text of the programme, and what to do."""
    found = [one for one in resolved(entry)[1] if one.code == code]
    spans = [one.span for one in found if one.span]
    assert len(spans) == len(found)
    places = [span.source.text[span.start : span.end] for span in spans]
    return [(one.message, place, one.hints) for one, place in zip(found, places, strict=True)]


def test_a_sound_programme_is_not_told_of() -> None:
    assert [one.code for one in resolved(programme(*ALL))[1]] == []


@pytest.mark.parametrize(
    ("stage", "speaks"),
    [
        ("women-day women", False),
        ("girls-day women", False),
        ("men-day men", False),
        ("mixed-day joint", False),
        ("couples-day joint", False),
        ("rooms-day joint", False),
        ("men-day women", True),
        ("women-day men", True),
        ("women-day joint", True),
        ("open-day women", True),
        ("open-day joint", True),
        ("mixed-day women", True),
        ("rooms-day women", True),
        ("rooms-day men", True),
    ],
)
def test_a_workshop_is_for_the_people_whose_stage_it_is(stage: str, speaks: bool) -> None:
    id_, people = stage.split()
    wanted = "both" if people == "joint" else people
    expected = (
        f'"{id_}" stands here for {people}, its audience is not for {wanted}',
        people,
        (f"change people: here, or the audience: of {id_}",),
    )
    assert said(programme(stage), "stage-people") == ([expected] if speaks else [])


@pytest.mark.parametrize(
    ("stages", "missing"),
    [
        (("women-day women",), "men"),
        (("men-day men",), "women"),
        (APART, None),
        (("mixed-day joint",), None),
        (("women-day women", "mixed-day joint"), None),
    ],
)
def test_somebody_works_with_women_and_with_men(stages: tuple[str, ...], missing: str | None) -> None:
    found = said(programme(*stages), "one-sided")
    assert [(message, place) for message, place, _ in found] == (
        [(f"no one works with {missing}: change on one side alone does not last", "stages")]
        if missing
        else []
    )
    assert all(f"add a workshop for {missing}" in hint for _, _, (hint,) in found)


@pytest.mark.parametrize(
    ("stages", "missing"),
    [
        (("mixed-day joint", *APART), "men and women"),
        (("women-day women", "mixed-day joint", "men-day men"), "men"),
        (("rooms-day joint",), None),
        (("men-day men", "couples-day joint", "women-day women"), "women"),
        (ALL, None),
        (APART, None),
    ],
)
def test_women_and_men_meet_apart_before_they_meet_together(
    stages: tuple[str, ...], missing: str | None
) -> None:
    joint = next((one.split()[0] for one in stages if one.endswith("joint")), "")
    expected = (
        f'"{joint}" brings both together before {missing} have met apart',
        "joint",
        (f"put a workshop for {missing} before it",),
    )
    assert said(programme(*stages), "joint-first") == ([expected] if missing else [])


@pytest.mark.parametrize(
    ("stages", "more", "speaks"),
    [
        (APART[::-1], "", True),
        (("men-day men", "mixed-day joint"), "", True),
        (("mixed-day joint", *APART[::-1]), "", True),
        (APART, "", False),
        (("women-day women", "men-day men", "girls-day women"), "", False),
        (("women-day women", "mixed-day joint"), "", False),
        (APART[::-1], "women_steer: false", False),
    ],
)
def test_where_women_steer_theirs_comes_first(stages: tuple[str, ...], more: str, speaks: bool) -> None:
    expected = (
        "men meet before women have said what the men's workshop should take up",
        "men",
        ("put a women's workshop before it, or write  women_steer: false",),
    )
    assert said(programme(*stages, more=more), "men-first") == ([expected] if speaks else [])


def test_each_workshop_but_the_last_hands_something_on() -> None:
    told = [
        (
            f'"{id_}" hands nothing on to the workshop after it',
            id_,
            ("add  hands_on: what those who come next should hear or use",),
        )
        for id_ in ("women-day", "men-day")
    ]
    assert said(programme(*ALL, hands_on=False), "no-hand-over") == told
    assert said(programme(*ALL), "no-hand-over") == []
    assert said(programme("mixed-day joint", hands_on=False), "no-hand-over") == []


def test_a_group_goes_on_meeting() -> None:
    expected = (
        "no group goes on meeting when the workshops are over",
        "title",
        ("add  peer_groups: with a name, when it meets and what it does",),
    )
    assert said(programme(*ALL, peers=False), "no-peer-group") == [expected]
    assert said(programme(*ALL), "no-peer-group") == []


def test_something_changes_on_every_level() -> None:
    few = programme("women-day-only women", "men-day-only men")
    hints = ("practicepack list activities shows what works where",)
    assert said(few, "level-missing") == [
        (f"nothing in it works at the level {level}", "stages", hints)
        for level in ("relationships", "community")
    ]
    assert said(programme("women-day-only women", "men-day men"), "level-missing") == []


def test_a_programme_shows_which_stage_works_on_what() -> None:
    plan, _ = resolved(programme("women-day-only women", "men-day men", "mixed-day-only joint"))
    assert {reach.name: reach.stages for reach in plan.levels} == {
        "individual": (1, 2, 3),
        "relationships": (2,),
        "community": (2,),
    }
    titles = [library().practices[area].item.title for area in AREAS]
    assert {reach.name: reach.stages for reach in plan.areas} == dict(
        zip(titles, [(1, 2, 3), (2,), (2,), ()], strict=True)
    )


def test_stages_are_numbered_in_their_order_with_all_their_minutes() -> None:
    plan, _ = resolved(programme(*ALL))
    assert [(one.number, one.plan.id, one.people, one.minutes) for one in plan.stages] == [
        (1, "women-day", ("women",), 120),
        (2, "men-day", ("men",), 120),
        (3, "mixed-day", ("joint",), 120),
    ]
    assert [(group.name, group.starts_after) for group in plan.peer_groups] == [("Weavers", "women-day")]
