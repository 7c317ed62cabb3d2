"""The shipped workshops: silent as they are, and a plan or a located word for others who might come."""

from dataclasses import replace

import pytest
from trial import shipped

from practicepack.diagnostics import ContentError, Diagnostic
from practicepack.library.checks.audiences import together
from practicepack.library.load import WorkshopFolder
from practicepack.library.models.workshop import Workshop
from practicepack.library.overrides import assignment, override
from practicepack.plan.resolve import resolve

WORKSHOPS = sorted(shipped().workshops)
MORE = [id_ for id_, entry in shipped().audiences.items() if entry.item.kind in ("role", "need")]
LEAST_WORKSHOPS = 8


def _in_any_room(item: Workshop) -> set[str]:
    """The audiences of a workshop and of its rooms."""
    everyone = set(item.audience)
    for day in item.days:
        for block in day.blocks:
            for track in block.parallel:
                everyone.update(track.audience)
    return everyone


def test_there_are_workshops() -> None:
    assert len(WORKSHOPS) >= LEAST_WORKSHOPS
    assert len(MORE) > 5


@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_as_it_is_only_what_the_organisers_fill_in_is_missing(workshop: str) -> None:
    plan, found = resolve(shipped(), shipped().workshops[workshop])
    item = shipped().workshops[workshop].workshop.item
    expected = {"no-referrals", "no-contact", "no-complaints", "not-reviewed"}
    expected |= {"no-safeguarding-lead"} if item.safeguarding else set()
    facets = [shipped().audiences[id_].item for id_ in _in_any_room(item)]
    expected |= {"rank-unknown"} if any(facet.not_together for facet in facets) else set()
    if item.reports_to:
        expected.add("no-report-back" if "men" in item.audience else "gate")
    assert {one.code for one in found} == expected
    assert [one for one in plan.changes if one.kind in ("dropped", "shortened")] == []


@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_what_was_put_in_is_for_those_who_are_here(workshop: str) -> None:
    plan, _ = resolve(shipped(), shipped().workshops[workshop])
    here = {facet.id for facet in plan.facets}
    assert [one for one in plan.changes if one.kind != "out" and not here.issuperset(one.audiences)] == []


@pytest.mark.parametrize("facet", MORE)
@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_with_one_facet_more_there_is_a_plan_or_a_word_on_what_to_do(workshop: str, facet: str) -> None:
    folder = shipped().workshops[workshop]
    audience = [*dict.fromkeys((*folder.workshop.item.audience, facet))]
    if not together(shipped(), audience):
        pytest.skip("nobody is both")
    changed = override(folder.workshop, [assignment(f"audience=[{', '.join(audience)}]")])
    found = said_of(replace(folder, workshop=changed))
    assert all(one.span for one in found)
    assert all(one.hints for one in found)


def said_of(folder: WorkshopFolder) -> list[Diagnostic]:
    """What is said of a workshop, whether it can be held or not."""
    try:
        return resolve(shipped(), folder)[1]
    except ContentError as fault:
        return list(fault.diagnostics)
