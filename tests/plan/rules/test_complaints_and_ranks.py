"""Who hears complaints, who may not sit together, and a promise made only where there is a service."""

import pytest
from trial import CLINIC, activity, changed, codes, one_session, planned, shipped

SOFT = activity("soft")
FOR_MEN = CLINIC.replace("phone:", "for_men_who_used_violence: true, phone:")


@pytest.mark.parametrize(
    ("complaints", "is_missing"),
    [
        ("", True),
        ("{name: <a person outside your team>, contact: '0456'}", True),
        ("{name: The river council, contact: Ask there}", True),
        ("{name: The same office, contact: '1'}", True),
        ("{name: The river council, contact: '0456'}", False),
    ],
)
def test_people_can_complain_to_someone_outside(complaints: str, is_missing: bool) -> None:
    found = changed(one_session("soft", content=SOFT), f"complaints={complaints}")
    assert ("no-complaints" in codes(found)) == is_missing


@pytest.mark.parametrize(
    ("audience", "ranks_apart", "is_asked"),
    [
        ("mixed", "", True),
        ("mixed", "false", True),
        ("mixed", "true", False),
        ("service-providers", "", True),
        ("elders", "", False),
    ],
)
def test_who_depends_on_whom_is_asked(audience: str, ranks_apart: str, is_asked: bool) -> None:
    found = changed(one_session("soft", content=SOFT, audience=audience), f"ranks_apart={ranks_apart}")
    assert ("rank-unknown" in codes(found)) == is_asked


@pytest.mark.parametrize(("referrals", "is_promised"), [(CLINIC, False), (FOR_MEN, True)])
def test_a_service_for_men_who_used_violence_is_promised_where_there_is_one(
    referrals: str, is_promised: bool
) -> None:
    plan, _ = planned(one_session("soft", content=SOFT, audience="men", referrals=referrals))
    pages = [page for page in plan.safety if page.id in ("when-somebody-tells-you", "men-in-the-room")]
    assert len(pages) == 2
    promised = [any("works with men" in part.text for part in page.item.parts) for page in pages]
    assert promised == [is_promised, is_promised]


def test_nothing_else_promises_such_a_service() -> None:
    promising = [
        entry.id
        for entry in shipped().safety.values()
        if "work with men" in entry.item.text or "works with men" in entry.item.text
    ]
    assert promising == []


def test_each_rule_of_an_audience_names_the_finding_that_checks_it() -> None:
    rules = [(id_, rule) for id_, entry in shipped().audiences.items() for rule in entry.item.rules]
    assert len(rules) > 8
    assert [(id_, rule.text) for id_, rule in rules if not rule.checked_by] == []
