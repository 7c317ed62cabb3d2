"""Who comes is known or asked for, whatever word was left out, and a copy of an audience keeps every rule."""

from dataclasses import replace
from functools import cache

import pytest
from trial import (
    activity,
    beside,
    codes,
    day,
    facet,
    library,
    one_session,
    outcome,
    planned,
    said,
    session,
    shipped,
    with_content,
)

from practicepack.library.checks.references import check_library
from practicepack.library.facts import covers
from practicepack.library.load import Library
from practicepack.library.overrides import assignment, override
from practicepack.options import PackOptions
from practicepack.plan.resolve import resolve

SOFT = activity("soft")
UNSAID = ("adults", "community", "workers, adults", "adolescents-10-14", "low-literacy", "")
BODY = {"01-try": session("welcome-names", "group-agreement", "body-map-of-work")}


def body_map(audience: str) -> Library:
    return library(day("session: 01-try"), BODY, audience=audience)


@pytest.mark.parametrize("audience", UNSAID)
def test_what_is_never_for_both_is_refused_where_it_is_not_said_who_comes(audience: str) -> None:
    assert "gender-needed" in codes(body_map(audience))


@pytest.mark.parametrize(
    ("audience", "code"),
    [("mixed", "never-with"), ("couples", "never-with"), ("women, adults", None), ("men, workers", None)],
)
def test_what_is_never_for_both_is_judged_where_it_is_said(audience: str, code: str | None) -> None:
    found = codes(body_map(audience)) & {"never-with", "gender-needed", "gender-unknown"}
    assert found == ({code} if code else set())


@pytest.mark.parametrize("audience", UNSAID)
def test_the_hint_is_an_option_that_works(audience: str) -> None:
    found = body_map(audience)
    ((_, hints),) = said(found, "gender-needed")
    assert len(hints) == 3
    for hint in hints:
        given = tuple(hint.split()[1::2])
        assignments = PackOptions(audience=given).request("trial").assignments
        folder = found.workshops["trial"]
        changed = replace(folder, workshop=override(folder.workshop, assignments))
        told = codes(replace(found, workshops={"trial": changed}))
        assert not told & {"gender-needed", "gender-unknown", "audience-conflict"}, hint


@pytest.mark.parametrize("audience", UNSAID)
def test_without_a_rule_about_it_there_is_a_warning(audience: str) -> None:
    found = one_session("soft", audience=audience, content=SOFT)
    assert codes(found) & {"gender-needed", "gender-unknown"} == {"gender-unknown"}


@pytest.mark.parametrize(
    "fields",
    [
        {"never_with": "[women]"},
        {"only_with": "[men]"},
        {"variants": "[{for: [women], minutes: 20-25}]"},
        {"sensitivity": "medium"},
        {"steps": "[{id: a, title: A, minutes: 30, cues: [{do: Try.}, {caution: Careful., for: [men]}]}]"},
        {"steps": "[{id: a, title: A, minutes: 30, cues: [{do: Try.}, {caution: No., not_for: [mixed]}]}]"},
    ],
    ids=["never_with", "only_with", "variant", "gate", "caution for", "caution not for"],
)
def test_every_rule_about_women_or_men_needs_to_know(fields: dict[str, str]) -> None:
    found = one_session("try", audience="adults", content=activity("try", **fields))
    assert "gender-needed" in codes(found)


def test_a_word_of_advice_is_no_rule() -> None:
    content = activity("try", variants="[{for: [women], text: Sing.}]")
    assert "gender-needed" not in codes(one_session("try", audience="adults", content=content))


def rooms(first: str, second: str, *, audience: str, uses: str = "soft", more: str = "") -> Library:
    listed = f"{{title: One, {first} session: 01-try}}, {{title: Two, {second} session: 01-try}}"
    held = {"01-try": session(uses)}
    return library(
        day(f"parallel: [{listed}]", end="09:40"), held, audience=audience, content=SOFT, more=more
    )


def test_a_room_that_does_not_say_who_is_in_it_is_asked() -> None:
    found = rooms("audience: [women],", "", audience="adults")
    ((message, hints),) = said(found, "gender-unknown")
    assert message == 'it is not said whether women, men or both come in the room "Two"'
    assert '--set "days.0.blocks.0.parallel.1.audience=[men]"' in hints


def test_rooms_that_say_it_are_enough() -> None:
    found = rooms("audience: [women],", "audience: [men],", audience="adults")
    assert not codes(found) & {"gender-needed", "gender-unknown"}


@pytest.mark.parametrize(
    ("audience", "room", "speaks"),
    [
        ("women", "men", True),
        ("men", "women", True),
        ("women", "mixed", True),
        ("mixed", "men", False),
        ("couples", "women", False),
        ("women, adults", "adolescents-15-19", True),
        ("mixed, adolescents-15-19", "adults", False),
    ],
)
def test_a_room_is_for_people_who_come(audience: str, room: str, speaks: bool) -> None:
    found = rooms(f"audience: [{room}],", "", audience=audience)
    assert ("room-people" in codes(found)) == speaks


@cache
def with_copy(of: str) -> Library:
    """The shipped library with an audience file copied under another name."""
    return with_content(shipped(), {"content/audiences/copied.yaml": shipped().audiences[of].source.text})


HEAD = """\
title: T
purpose: P
participants: 16
facilitators: {number: 3, women: 1, men: 1}
audience: [%s]
days:
"""
COPIED = ("adolescents-10-14", "adolescents-15-19", "couples", "men", "women", "mixed", "officials")


def codes_for(audience: str, over: Library, *uses: str) -> list[tuple[str, str]]:
    held = {"01-try": session("welcome-names", "group-agreement", *uses)}
    found = beside("trial", HEAD % audience + day("session: 01-try"), held, over=over)
    return [(one.code, one.message.replace("copied", "X")) for one in outcome(found)[1]]


@pytest.mark.parametrize("id_", COPIED)
def test_a_copy_under_another_name_has_the_same_findings(id_: str) -> None:
    over = with_copy(id_)
    who = "" if shipped().audiences[id_].item.gender else "women, "
    for uses in (["body-map-of-work"], ["people-i-trust"], ["hopes-apart"], ["fishbowl"], ["power-walk"]):
        assert codes_for(f"{who}copied", over, *uses) == codes_for(f"{who}{id_}", over, *uses)


@pytest.mark.parametrize("id_", COPIED)
def test_a_copy_under_another_name_has_the_same_pages(id_: str) -> None:
    over = with_copy(id_)
    who = "" if shipped().audiences[id_].item.gender else "women, "
    held = {"01-try": session("welcome-names", "group-agreement", "daily-clock", "closing-circle")}

    def cues(audience: str) -> list[object]:
        plan, _ = planned(beside("trial", HEAD % audience + day("session: 01-try"), held, over=over))
        return [(one.id, one.minutes, one.steps, one.risks, one.sheets) for one in plan.activities]

    assert cues(f"{who}copied") == cues(f"{who}{id_}")


YOUNG = facet("girls", kind="age", under_18="true", ages="8-12")


@pytest.mark.parametrize("use", ["hopes-apart", "money-and-dreams"])
def test_what_is_refused_for_children_is_refused_for_an_audience_that_says_no_more_than_the_facts(
    use: str,
) -> None:
    found = one_session(use, audience="women, girls", content=YOUNG)
    assert "never-with" in codes(found)


@pytest.mark.parametrize(
    ("ages", "speaks"), [("8-12", True), ("6-9", True), ("13-17", True), ("15-17", False), (None, True)]
)
def test_a_refusal_for_children_holds_for_others_as_young(ages: str | None, speaks: bool) -> None:
    fields = {"kind": "age", "under_18": "true"} | ({"ages": ages} if ages else {})
    over = one_session("soft", content=SOFT | facet("young", **fields))
    assert covers(over.audiences, "adolescents-10-14", ["young"]) == speaks


@pytest.mark.parametrize("ages", ["8-12", "15-17"])
def test_children_under_any_name_have_somebody_in_charge_of_their_safety(ages: str) -> None:
    content = SOFT | facet("young", kind="age", under_18="true", ages=ages)
    found = one_session("soft", audience="women, young", content=content)
    folder = found.workshops["trial"]
    nobody = replace(folder, workshop=override(folder.workshop, [assignment("safeguarding=")]))
    assert "no-safeguarding-lead" in {one.code for one in resolve(found, nobody)[1]}


def test_an_audience_of_children_that_is_like_no_other_is_told_of() -> None:
    unlike = [
        one for one in check_library(one_session("soft", content=SOFT | YOUNG)) if one.code == "unlike-any"
    ]
    assert [one.hints for one in unlike] == [("like: adolescents-10-14", "like: adolescents-15-19")]
    like = facet("girls", kind="age", under_18="true", like="adolescents-10-14")
    assert [*check_library(one_session("soft", content=SOFT | like))] == []


@pytest.mark.parametrize(
    ("use", "audience", "speaks"),
    [
        ("clients-eyes", "mixed", True),
        ("clients-eyes", "women, officials", False),
        ("clients-eyes", "mixed, service-providers", False),
        ("interface-meeting", "mixed, service-providers", True),
        ("interface-meeting", "mixed, users-and-staff", False),
        ("joint-action-plan", "mixed", True),
        ("money-and-dreams", "women", True),
        ("money-and-dreams", "couples", False),
    ],
)
def test_what_is_only_for_some_people_is_only_used_with_them(use: str, audience: str, speaks: bool) -> None:
    assert ("only-with" in codes(one_session(use, audience=audience))) == speaks


@pytest.mark.parametrize(
    ("audience", "speaks"), [("women", True), ("women, adults", False), ("women, adolescents-15-19", False)]
)
def test_the_age_is_asked_for_where_something_is_not_for_children(audience: str, speaks: bool) -> None:
    content = activity("deep", sensitivity="high")
    assert ("age-unknown" in codes(one_session("deep", audience=audience, content=content))) == speaks
    assert "age-unknown" not in codes(one_session("soft", audience=audience, content=SOFT))


CAREFUL = """\
[{id: one, title: One, minutes: 20-30, cues: [{do: For all.},
  {caution: Mind the children., for: [adolescents-10-14]}, {do: Play., for: [adolescents-10-14]}]}]
"""


def bare(more: str = "", audience: str = "women, girls") -> Library:
    """A workshop for an audience that was written by hand, with its facts and nothing else."""
    content = facet("girls", kind="age", under_18="true", ages="8-12")
    content |= activity("try", steps=CAREFUL.replace("\n", " ")) | activity("deep", sensitivity="high")
    return one_session("try", *more.split(), audience=audience, content=content)


def test_what_is_too_sensitive_for_children_is_so_for_an_audience_without_gates() -> None:
    assert "too-sensitive" in codes(bare("deep"))
    assert "too-sensitive" not in codes(bare("deep", audience="women, adults"))


def test_children_have_two_adults_whatever_their_audience_is_called() -> None:
    found = bare()
    folder = found.workshops["trial"]
    alone = replace(folder, workshop=override(folder.workshop, [assignment("facilitators={women: 1}")]))
    told = [message for message, _ in said(replace(found, workshops={"trial": alone}), "facilitators")]
    assert any("10 to 14" in message for message in told)


def test_cautions_and_pages_about_safety_follow_the_facts() -> None:
    plan, _ = planned(bare())
    cues = [cue for one in plan.activities for step in one.steps for cue in step.cues]
    texts = [str(text) for cue in cues for text in cue.texts]
    assert texts == ["Mind the children.", "For all."]  # what to take care of comes first
    assert "under-eighteen" in {page.id for page in plan.safety}
    assert all(set(one.audiences) <= {"women", "girls"} for one in plan.changes if one.kind == "in")


NEVER = activity("never", never_with="[women]")


def test_a_widow_is_a_woman() -> None:
    content = SOFT | facet("widows", kind="role", gender="women")
    found = one_session("soft", audience="widows", content=content, more="facilitators: {men: 2}")
    assert [message for message, _ in said(found, "facilitators")] == [
        '"Women" need 2 women among the facilitators'
    ]
    assert "never-with" in codes(one_session("never", audience="widows", content=content | NEVER))
