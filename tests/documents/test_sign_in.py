"""Sign-in sheets: a place for each person, in the order of the list, and no page with a heading alone."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper import read_aloud
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.sheets import printed
from practicepack.i18n import Translator
from practicepack.library.models.fields import MOST_PEOPLE
from practicepack.library.overrides import assignment
from practicepack.pipeline import Request, build, planned
from practicepack.plan.model import Plan
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

SHEET = "sign-in-sheet"
AUTHORED = 15
"""How many rows the shipped sheet has, which are on one page."""


FILES = {
    "content/activities/talk.yaml": """\
title: Talk
purpose: To try.
reason: To try.
people: {min: 2, ideal: 8, max: 500}
room: Chairs in a circle.
steps: [{id: one, title: Talk, minutes: 30-60, cues: [{do: Talk in pairs.}]}]
credit: {origin: Us}
""",
    "sessions/t/01-one.yaml": "title: One\nobjectives: [See.]\nminutes: 30-60\nactivities: [{use: talk}]\n",
    "sessions/t/workshop.yaml": """\
title: A test
purpose: To try.
audience: [women, adults]
participants: 30
facilitators: {women: 2}
printables: [sign-in-sheet]
days: [{start: "09:00", end: "10:00", blocks: [{session: 01-one}]}]
""",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root: Path = tmp_path_factory.mktemp("sign-in")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return Workspace(root, shipped_root())


@cache
def shipped_plan() -> Plan:
    return planned(Workspace(None, shipped_root()), Request("our-weekend"))[1]


def rows(people: int, names: Sequence[str] = ()) -> tuple[tuple[str, ...], ...]:
    """The rows of the sign-in sheet for so many people, of whom some are listed."""
    plan = replace(shipped_plan(), participants=people, names=tuple(names))
    (sheet,) = (one for one in printed(Context(plan, Translator("en"), Edition())) if one.sheet.id == SHEET)
    listed = sheet.part.view["listed"]
    assert isinstance(listed, tuple)
    return listed


@given(st.integers(2, MOST_PEOPLE), st.integers(0, 40))
def test_there_is_a_place_for_each_person(people: int, number: int) -> None:
    names = [f"Person {n}" for n in range(number)]
    table = rows(people, names)
    assert len(table) >= AUTHORED
    assert 2 * len(table) >= max(people, number)
    assert len(table) == AUTHORED or 2 * (len(table) - 1) < max(people, number)
    assert sorted(cell for row in table for cell in row if cell) == sorted(names)


@pytest.mark.parametrize(
    ("people", "order"),
    [
        (30, ["P0", "P1", "P2"]),  # down the first column
        (40, ["P0", "P2", "P4"]),  # from left to right
    ],
)
def test_names_keep_their_order_on_each_page(people: int, order: list[str]) -> None:
    table = rows(people, [f"P{n}" for n in range(people)])
    assert [row[0] for row in table[:3]] == order
    across = [row[at] for row in table for at in (0, 2)]
    down = [row[at] for at in (0, 2) for row in table]
    assert [f"P{n}" for n in range(people)] == [name for name in (down if people == 30 else across) if name]


@pytest.mark.parametrize("edition", [Edition(), Edition(type="large")], ids=["regular", "large"])
@pytest.mark.parametrize(("people", "pages"), [(30, 1), (31, 2), (40, 2), (120, 4)])
def test_the_rows_begin_on_the_first_page(
    workspace: Workspace, tmp_path: Path, edition: Edition, people: int, pages: int
) -> None:
    request = Request("t", (assignment(f"participants={people}"),), edition, frozenset({"handouts"}))
    with Typesetter(workspace, 1) as typesetter:
        made = build(workspace, request, tmp_path, typesetter)
    sheets = read_aloud(made.folder / f"organisers/{SHEET}.pdf")
    assert len(sheets) <= pages
    assert all("Name Mark Name Mark" in sheet for sheet in sheets)
    assert "You are still welcome" in sheets[0]
    assert "Destroy after use" in sheets[-1]
