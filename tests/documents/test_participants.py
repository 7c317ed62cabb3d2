"""The agenda, and "My day": the slips that people keep are printed once, and what is private stays apart."""

from dataclasses import replace
from html import unescape

import pytest
from trial import shipped

from practicepack.documents.compose import compose
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document
from practicepack.documents.participants import MY_DAY, with_my_day
from practicepack.documents.print_run import print_run
from practicepack.i18n import Translator
from practicepack.library.models.printable import Handout
from practicepack.library.overrides import assignment, override
from practicepack.plan.model import Plan
from practicepack.plan.resolve import resolve
from practicepack.render.templates import Templates, of_plan
from practicepack.workspace import Workspace, shipped_root

WORDS = Translator("en")
SIGNS = ("sunrise", "tea-cups", "plate", "sun", "sunset")


def plan_of(name: str, *audience: str) -> Plan:
    folder = shipped().workshops[name]
    ids = ", ".join((*folder.workshop.item.audience, *audience))
    changed = override(folder.workshop, [assignment(f"audience=[{ids}]")])
    return resolve(shipped(), replace(folder, workshop=changed))[0]


def documents(plan: Plan, edition: Edition) -> tuple[Document, ...]:
    return tuple(with_my_day(compose(Context(plan, WORDS, edition))))


def html(plan: Plan, kind: str) -> str:
    (document,) = (one for one in documents(plan, Edition()) if one.kind == kind)
    values = of_plan(plan, WORDS)
    folder = Workspace(None, shipped_root())
    templates = Templates(folder, plan.title, shipped().pictures, WORDS, Edition(), values)
    return unescape(templates.html(document, document.parts[0]))


@pytest.mark.parametrize(
    ("edition", "leaf", "folded"),
    [
        (Edition(), "a5", True),
        (Edition(paper="letter"), "half-letter", True),
        (Edition(paper="a5"), "a5", True),
        (Edition(type="large"), "a4", False),
    ],
)
def test_my_day_is_one_sheet_of_office_paper_for_each_participant(
    edition: Edition, leaf: str, folded: bool
) -> None:
    plan = plan_of("power-and-voice")
    (mine,) = (one for one in documents(plan, edition) if one.kind == MY_DAY)
    assert (mine.parts[0].leaf, mine.is_folded) == (leaf, folded)
    assert mine.copies >= plan.participants
    run = print_run((mine,), {mine.path: (4,)}, replace(edition, binding="duplex"))
    assert (run.lines[0].sheets, run.lines[0].finish) == (
        mine.copies * (1 if folded else 2),
        ("crease",) if folded else ("staple",),
    )


def test_what_is_in_my_day_is_not_printed_again_and_nothing_else_is_left_out() -> None:
    plan = plan_of("power-and-voice")
    repeated = {
        one.path for one in documents(plan, Edition()) if one.repeats and one.folder == "participants"
    }
    slips = {sheet.name for sheet in plan.sheets if getattr(sheet.printable, "in_my_day", False)}
    assert len(slips) >= 2
    assert repeated == {
        "participants/agenda.pdf",
        "participants/handouts.pdf",
        *(f"participants/handouts/{name}.pdf" for name in slips),
    }
    words = html(plan, MY_DAY)
    assert [name for name in slips if shipped().printables[name].item.title not in words] == []


def test_a_series_has_no_my_day_and_prints_its_slips() -> None:
    made = documents(plan_of("mens-circle-six-evenings"), Edition())
    assert MY_DAY not in {one.kind for one in made}
    assert "participants/handouts/one-step-slip.pdf" in {one.path for one in made if not one.repeats}


def test_where_help_is_and_what_is_collected_stays_a_sheet_of_its_own() -> None:
    entries = {id_: entry.item for id_, entry in shipped().printables.items()}
    inside = {id_ for id_, item in entries.items() if isinstance(item, Handout) and item.in_my_day}
    assert inside
    assert inside.isdisjoint({"help-slip", "until-we-meet-slip", "where-to-go-first", "referral-card"})
    assert [id_ for id_ in inside if entries[id_].per != "participant" or not entries[id_].slip] == []  # type: ignore[union-attr]


def test_an_agenda_for_people_who_do_not_read_has_a_sign_in_each_row() -> None:
    agenda = html(plan_of("power-and-voice", "low-literacy"), "agenda")
    rows = agenda.count("<tr")
    assert agenda.count("<img") == rows > 8
    assert [sign for sign in SIGNS if f"{sign}.svg" not in agenda] == []
    assert "<img" not in html(plan_of("power-and-voice"), "agenda")
