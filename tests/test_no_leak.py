"""Over the whole library: nothing for others is printed, nothing of the facilitator's is given out."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from trial import day, library, planned, session, shipped

from paper import read_aloud
from practicepack.documents.compose import compose
from practicepack.documents.context import Context
from practicepack.documents.model import Document
from practicepack.documents.print_run import print_run
from practicepack.i18n import Translator
from practicepack.library.facts import is_allowed
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity, Variant
from practicepack.library.models.fields import ForAudience, Line, Prose
from practicepack.pipeline import A4
from practicepack.plan.model import Plan
from practicepack.plan.people.audience import is_for
from practicepack.render.templates import Templates, of_plan
from practicepack.typeset.layout import lay_out
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

WORKSPACE = Workspace(None, shipped_root())
AUDIENCES = sorted(shipped().audiences)
ROOMS = (
    ("women", "adolescents-10-14", "savings-group", "low-literacy"),
    ("men", "adults", "community", "workers", "leaders", "service-users"),
    ("mixed", "adolescents-15-19", "service-providers", "disability-inclusive"),
    ("couples", "elders"),
    ("mixed", "adults", "officials", "users-and-staff", "facilitators"),
)
"""Groups of people that may be in one room, and every audience in one of them."""
SIGNS = re.compile(r"\W+")
SHORTEST = 25
"""Shorter texts stand in too many places to tell where they come from."""
RISING = ("low", "medium", "high")


class Text(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def bare(text: str) -> str:
    """The words of a text, whatever marks, quotes and breaks stand between them."""
    return SIGNS.sub(" ", text).strip().casefold()


def allowed(item: Activity, audience: frozenset[str]) -> bool:
    """Whether an activity may be used with these people."""
    facets = [shipped().audiences[one].item for one in audience]
    shut = [gate.sensitivity for facet in facets for gate in facet.gates if not gate.needs]
    level = RISING.index(item.sensitivity)
    is_open = all(level < RISING.index(one) for one in shut)
    return is_for(item, audience) and is_allowed(shipped().audiences, item, audience) and is_open


def in_turn(audience: frozenset[str]) -> list[str]:
    """Every activity that may be used, each after what it needs."""
    known = {id_: entry.item for id_, entry in shipped().activities.items() if allowed(entry.item, audience)}
    found: list[str] = []
    while ready := [id_ for id_, item in known.items() if id_ not in found and set(item.after) <= set(found)]:
        found += ready
    return found


@cache
def everything(*audience: str) -> Plan:
    """A workshop of all activities for these people, each on a day of its own."""
    used = in_turn(frozenset(audience))
    sessions = {f"s-{number}": session(id_, title=f"Session {number}") for number, id_ in enumerate(used)}
    days = "".join(day(f"session: {id_}", end="18:00") for id_ in sessions)
    found: Library = library(days, sessions, participants=24, audience=", ".join(audience))
    return planned(found)[0]


def pages(plan: Plan) -> tuple[tuple[Document, ...], Templates]:
    words = Translator(plan.language)
    documents = compose(Context(plan, words, A4))
    return documents, Templates(WORKSPACE, plan.title, shipped().pictures, words, A4, of_plan(plan, words))


def written(documents: tuple[Document, ...], templates: Templates) -> dict[str, str]:
    """The words of every document as it is composed, by its path."""
    late: dict[str, Any] = {"entries": [], "run": print_run(documents, {}, A4), "faces": []}

    def text(document: Document) -> str:
        html = (Text(templates.html(document, part, late)) for part in document.parts)
        return bare(" ".join(part for page in html for part in page.parts))

    return {document.path: text(document) for document in documents}


def given(documents: tuple[Document, ...]) -> list[Document]:
    """What people are given, or what hangs on the wall."""
    found = [document for document in documents if document.folder in ("participants", "wall")]
    found = [document for document in found if not document.repeats]
    assert len(found) > 20
    return found


def sheets(documents: tuple[Document, ...], templates: Templates, folder: Path) -> dict[str, str]:
    """The words on the paper that people are given or that hangs on the wall, by the file's path."""
    handed_out = given(documents)
    with Typesetter(WORKSPACE, 1) as typesetter:
        joined = lay_out(handed_out, templates, typesetter, lambda _, __: None).finished()
    found = {}
    for number, (document, made) in enumerate(zip(handed_out, joined, strict=True)):
        path = folder / f"{number}.pdf"
        path.write_bytes(made.pdf)
        found[document.path] = bare(" ".join(read_aloud(path)))
    return found


def words(value: object, audience: frozenset[str]) -> Iterator[tuple[bool, str]]:
    """Every text of an authored value, and whether it is for these people."""
    if isinstance(value, (Prose, Line)):
        yield True, bare(re.sub(r"\{.*", "", value))
    elif isinstance(value, tuple):
        for item in value:
            yield from words(item, audience)
    elif isinstance(value, BaseModel):
        kept = is_for(value, audience) if isinstance(value, ForAudience) else True
        kept = kept and (audience.issuperset(value.for_) if isinstance(value, Variant) else True)
        for name in type(value).model_fields:
            yield from ((kept and inner, text) for inner, text in words(getattr(value, name), audience))


def foreign(audience: frozenset[str]) -> set[str]:
    """What the library has for others only."""
    tagged = [one for entry in shipped().entries() for one in words(entry.item, audience)]
    printed_anyway = bare((shipped_root() / "templates/locale/practicepack.pot").read_text(encoding="utf-8"))
    theirs = " / ".join([printed_anyway, *(text for kept, text in tagged if kept)])
    others = {text for kept, text in tagged if not kept and len(text) >= SHORTEST}
    return {text for text in others if text not in theirs}


def of_facilitators(plan: Plan, audience: frozenset[str]) -> set[str]:
    """What only the team reads: its cues, its tips, what can go wrong."""
    steps = [step for activity in plan.activities for step in activity.steps]
    cues = {bare(text) for step in steps for cue in (*step.cues, *step.notes) for text in cue.texts}
    risks = {bare(risk.risk) for activity in plan.activities for risk in activity.risks}
    sheets = (entry.item for entry in shipped().printables.values() if entry.item.to != "facilitator")
    given = " / ".join(text for sheet in sheets for _, text in words(sheet, audience))
    return {text for text in cues | risks if len(text) >= SHORTEST and text not in given}


def test_there_is_something_to_leak() -> None:
    assert {one for room in ROOMS for one in room} == set(AUDIENCES)
    assert min(len(foreign(frozenset(room))) for room in ROOMS) > 200


@pytest.mark.parametrize("room", ROOMS, ids="+".join)
def test_nothing_leaks(room: tuple[str, ...]) -> None:
    plan, audience = everything(*room), frozenset(room)
    documents, templates = pages(plan)
    others, teams = foreign(audience), of_facilitators(plan, audience)
    assert min(len(others), len(teams), len(plan.sheets)) > 20
    found = written(documents, templates)
    assert {(path, text) for text in others for path, page in found.items() if text in page} == set()
    handed_out = {document.path for document in given(documents)}
    assert {(path, text) for text in teams for path in handed_out if text in found[path]} == set()


def test_nothing_leaks_on_paper(tmp_path: Path) -> None:
    """What style sheets add is on the paper alone. One room is enough: they are the same for all."""
    audience = frozenset(ROOMS[0])
    plan = everything(*ROOMS[0])
    hidden = foreign(audience) | of_facilitators(plan, audience)
    for path, page in sheets(*pages(plan), tmp_path).items():
        assert {(path, text) for text in hidden if text in page} == set()
