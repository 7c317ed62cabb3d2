"""For every audience: nothing for others is printed, nothing of the facilitator's reaches a participant."""

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest

from practicepack.diagnostics import ContentError
from practicepack.library.fields import ForAudience
from practicepack.library.load import Library, load
from practicepack.library.override import assignment, override
from practicepack.library.prose import models
from practicepack.pack.compose import compose
from practicepack.pack.document import Document, Edition
from practicepack.pack.press import print_run
from practicepack.pack.template import Templates, of_plan
from practicepack.pack.words import Words
from practicepack.plan.audience import is_for, said
from practicepack.plan.plan import Plan
from practicepack.plan.resolve import resolve
from practicepack.workspace import Workspace, shipped_root

STARTER = "power-and-voice"
WORKSPACE = Workspace(None, shipped_root())
LIBRARY: Library = load(WORKSPACE)[0]
AUDIENCES = sorted(LIBRARY.audiences)
REFUSED = {"couples"}
"""The audiences that an activity of the starter is never used with."""
SIGNS = re.compile(r"\W+")


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


def planned(audience: str) -> Plan:
    folder = LIBRARY.workshops[STARTER]
    changed = override(
        folder.workshop, [assignment(f"audience=[{audience}]"), assignment("days.0.end=19:00")]
    )
    return resolve(LIBRARY, replace(folder, workshop=changed))[0]


@cache
def printed(audience: str) -> dict[str, str]:
    """The words on the pages of every document, by its path."""
    plan = planned(audience)
    words = Words(plan.language)
    templates = Templates(WORKSPACE, plan.title, LIBRARY.pictures, words, Edition(), of_plan(plan, words))
    documents = compose(plan, words)
    late: dict[str, Any] = {"entries": [], "run": print_run(documents, {})}

    def text(document: Document) -> str:
        pages = (Text(templates.html(document, part, late)) for part in document.parts)
        return bare(" ".join(part for page in pages for part in page.parts))

    return {document.path: text(document) for document in documents}


def foreign(audience: str) -> set[str]:
    """What the library tags for others."""
    return {
        bare(said(part))
        for entry in LIBRARY.entries()
        for _, part in models(entry.item)
        if isinstance(part, ForAudience) and not is_for(part, frozenset({audience}))
    }


def test_the_library_has_something_to_leak() -> None:
    assert len(AUDIENCES) == 16
    assert sum(bool(foreign(audience)) for audience in AUDIENCES) == len(AUDIENCES)


@pytest.mark.parametrize("audience", [one for one in AUDIENCES if one not in REFUSED])
def test_nothing_for_others_is_printed(audience: str) -> None:
    others, pages = foreign(audience), printed(audience)
    assert {(path, text) for text in others for path, page in pages.items() if text in page} == set()


@pytest.mark.parametrize("audience", [one for one in AUDIENCES if one not in REFUSED])
def test_participants_see_nothing_of_the_facilitators(audience: str) -> None:
    plan = planned(audience)
    steps = [step for activity in plan.activities for step in activity.steps]
    cues = {bare(text) for step in steps for cue in (*step.cues, *step.notes) for text in cue.texts}
    risks = {bare(risk.risk) for activity in plan.activities for risk in activity.risks}
    assert min(len(cues), len(risks)) > 10
    theirs = [page for path, page in printed(audience).items() if path.startswith("participants/")]
    assert {text for text in cues | risks for page in theirs if text in page} == set()


@pytest.mark.parametrize("audience", sorted(REFUSED))
def test_who_is_refused_gets_no_pack(audience: str) -> None:
    with pytest.raises(ContentError) as fault:
        planned(audience)
    assert "never-with" in {one.code for one in fault.value.diagnostics}
