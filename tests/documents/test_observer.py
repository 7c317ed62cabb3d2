"""The observer's sheet: a line for each step, with what became of it, how long it took and what was seen."""

import re
from html import unescape

import pytest
from trial import shipped

from practicepack.documents.compose import compose, selected
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document
from practicepack.documents.rooms import alike_once
from practicepack.i18n import Translator
from practicepack.plan.model import Plan
from practicepack.plan.resolve import resolve
from practicepack.render.templates import Templates, of_plan
from practicepack.workspace import Workspace, shipped_root

WORKSHOPS = ("power-and-voice", "mens-circle-six-evenings")
EDITIONS = [Edition(), Edition(type="large"), Edition(paper="a5")]


def of_workshop(name: str) -> Plan:
    return resolve(shipped(), shipped().workshops[name])[0]


def sheet(plan: Plan, edition: Edition) -> Document:
    documents = compose(Context(plan, Translator("en"), edition))
    (only,) = selected(documents, frozenset({"observer"}), plan, None)
    return only


def html(plan: Plan, edition: Edition) -> str:
    made, words = sheet(plan, edition), Translator("en")
    templates = Templates(
        Workspace(None, shipped_root()), plan.title, shipped().pictures, words, edition, of_plan(plan, words)
    )
    return unescape(" ".join(templates.html(made, part) for part in made.parts))


@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_it_is_one_copy_for_the_facilitators_with_a_part_for_each_day(workshop: str) -> None:
    plan = of_workshop(workshop)
    made = sheet(plan, Edition())
    assert (made.path, made.copies) == ("facilitators/observer-sheet.pdf", 1)
    assert len(made.parts) == len(plan.days)


@pytest.mark.parametrize("edition", EDITIONS, ids=["regular", "large", "a5"])
@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_each_step_has_three_boxes_its_minutes_and_room_for_what_was_seen(
    workshop: str, edition: Edition
) -> None:
    plan = of_workshop(workshop)
    sessions = [session for day in plan.days for slot in day.slots for session, _ in alike_once(slot)]
    steps = [each for session in sessions for activity in session.activities for each in activity.steps]
    shown = html(plan, edition)
    rows = re.findall(r'<tr class="watched-step">(.*?)</tr>', shown, re.DOTALL)
    assert len(rows) == len(steps)
    for row, each in zip(rows, steps, strict=True):
        assert each.title.replace("'", "’") in row
        assert f'<td class="min">{each.minutes}</td>' in row
        assert row.count('class="box"') == len(("done", "changed", "left out"))
        assert '<td class="took"></td>' in row
    is_narrow = edition.is_large or edition.paper == "a5"
    seen = '<tr class="saw">' if is_narrow else '<td class="saw"></td>'
    assert shown.count(seen) == len(steps)


def test_it_asks_for_no_names_of_participants() -> None:
    assert "never who it was" in html(of_workshop("power-and-voice"), Edition())
