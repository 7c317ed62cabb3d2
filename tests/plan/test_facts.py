"""Facts of audiences: what covers whom, who excludes whom, and that no set of facets silences a rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial import activity, codes, facet, one_session, shipped

from practicepack.library.checks.audiences import excluded, together
from practicepack.library.facts import covering, covers, facts_in, names

KNOWN = shipped().audiences
IDS = sorted(KNOWN)
UNSAID = [id_ for id_ in IDS if KNOWN[id_].item.gender is None]
NEVER_BOTH = [
    id_
    for id_, entry in sorted(shipped().activities.items())
    if any(one.audience == "mixed" for one in entry.item.never_with)
]


@pytest.mark.parametrize("id_", IDS)
def test_every_shipped_audience_covers_itself_and_names_itself(id_: str) -> None:
    assert covers(KNOWN, id_, [id_]) is True
    assert KNOWN[id_].item.like == id_, "a copy of the file gets what is written for it"
    assert id_ in covering(KNOWN, [id_])


@pytest.mark.parametrize(
    ("named", "present", "expected"),
    [
        ("mixed", ["couples"], True),
        ("couples", ["mixed"], False),
        ("mixed", ["women"], False),
        ("mixed", ["adults"], None),
        ("women", ["workers", "adults"], None),
        ("couples", ["adults"], False),
        ("adolescents-10-14", ["adults"], False),
        ("adolescents-10-14", ["women"], None),
        ("adolescents-10-14", ["adolescents-15-19"], False),
        ("adolescents-15-19", ["adolescents-10-14"], True),
        ("adults", ["elders"], False),
        ("officials", ["leaders"], False),
        ("low-literacy", ["women"], False),
    ],
)
def test_what_covers_whom(named: str, present: list[str], expected: bool | None) -> None:
    assert covers(KNOWN, named, present) is expected


@pytest.mark.parametrize(
    ("one", "other", "is_excluded"),
    [
        ("widows", "men", True),
        ("widows", "women", False),
        ("widows", "mixed", True),
        ("nurses", "adolescents-10-14", True),
        ("nurses", "women", False),
        ("scouts", "couples", True),
        ("scouts", "officials", True),
    ],
)
def test_who_excludes_whom_goes_by_facts_and_by_likeness(one: str, other: str, is_excluded: bool) -> None:
    content = (
        facet("widows", kind="role", gender="women")
        | facet("nurses", kind="role", like="service-providers")
        | facet("scouts", kind="age", never_with="[officials, couples]", under_18="true", ages="9-12")
    )
    found = one_session("soft", content=content | activity("soft"))
    assert (excluded(found, one, other) is not None) == is_excluded
    assert (excluded(found, other, one) is not None) == is_excluded


def test_a_chain_of_likeness_ends() -> None:
    content = facet("a", like="b") | facet("b", like="c") | facet("c", like="a")
    found = one_session("soft", content=content | activity("soft"))
    assert names(found.audiences, ["a"]) == {"a", "b", "c"}


def test_of_different_facts_the_more_careful_one_counts() -> None:
    known = facts_in(KNOWN[id_].item for id_ in ("women", "men", "adults", "adolescents-15-19"))
    assert (known.gender, known.under_18) == ("both", True)


@given(st.lists(st.sampled_from(UNSAID), unique=True, max_size=4), st.sampled_from(NEVER_BOTH))
def test_no_set_of_facets_silences_a_rule_about_who_comes(audience: list[str], use: str) -> None:
    found = codes(one_session(use, audience=", ".join(audience)))
    assert "gender-needed" in found


@given(st.lists(st.sampled_from(IDS), unique=True, min_size=1, max_size=4))
def test_what_is_named_is_always_refused(audience: list[str]) -> None:
    if together(shipped(), audience):
        never = activity("never", never_with=f"[{audience[0]}]")
        assert "never-with" in codes(one_session("never", audience=", ".join(audience), content=never))
