"""Breaks inside a session, and blocks that have a name, as the pages show them."""

import re
from html import unescape
from pathlib import Path

import pytest

from practicepack.documents.compose import compose
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.guide import guides
from practicepack.i18n import Translator
from practicepack.pipeline import A4, Request, planned
from practicepack.render.templates import Templates, of_plan
from practicepack.workspace import Workspace, shipped_root

ACTIVITY = """\
title: {title}
purpose: P
reason: R
people: {{min: 2, ideal: 20, max: 40}}
room: A room
steps:
  - {{id: one, title: First half, minutes: 60, pause_after: true, cues: [{{do: Walk.}}]}}
  - {{id: two, title: Second half, minutes: 60, cues: [{{do: Talk.}}]}}
credit: {{origin: Many}}
"""
FILES = {
    "content/activities/walk.yaml": ACTIVITY.format(title="Long walk"),
    "content/activities/talk.yaml": ACTIVITY.format(title="Long talk"),
    "sessions/tiny/workshop.yaml": """\
title: Tiny
purpose: P
participants: 20
days:
  - start: "08:00"
    end: "24:00"
    blocks:
      - {arrival: Tea and names, minutes: 30}
      - {session: 01-long, at: "08:40"}
      - {pause: Prayer, minutes: 15}
      - {meal: Supper, minutes: 30}
      - {travel: Bus home, minutes: 20, at: "23:40"}
""",
    "sessions/tiny/01-long.yaml": """\
title: A long one
objectives: [See it]
minutes: 255
activities: [{use: walk}, {break: 15}, {use: talk}]
""",
}
START = "08:40"


def test_the_contents_show_every_break_with_its_minutes(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    plan = planned(Workspace(None, tmp_path), Request("tiny"))[1]
    (guide,) = guides(Context(plan, Translator("en"), Edition()))
    rows = next(part for part in guide.parts if part.late == "contents").view["rows"]
    assert isinstance(rows, tuple)
    pauses = [(row.clock, row.slot.kind, row.minutes) for row in rows if row.slot]
    assert pauses == [
        ("08:00", "arrival", 30),
        ("08:30", "free", 10),
        ("09:40", "break", 10),
        ("10:50", "break", 15),
        ("12:05", "break", 10),
        ("13:15", "pause", 15),
        ("13:30", "meal", 30),
        ("14:00", "free", 580),
        ("23:40", "travel", 20),
    ]
    assert [row.destination for row in rows if row.slot] == [""] * len(pauses)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The words of each page, by its template, with the words of its cells side by side."""
    root: Path = tmp_path_factory.mktemp("pauses")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    workspace = Workspace(None, root)
    library, plan, _ = planned(workspace, Request("tiny"))
    words = Translator("en")
    templates = Templates(
        Workspace(None, shipped_root()), plan.title, library.pictures, words, A4, of_plan(plan, words)
    )
    made: dict[str, str] = {}
    for document in compose(Context(plan, words, Edition())):
        for part in document.parts:
            if part.template in (
                "agenda.html",
                "run-of-show.html",
                "session.html",
                "cue-cards.html",
            ):
                html = unescape(templates.html(document, part))
                made[part.template] = " ".join(
                    re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.S).split()
                )
    return made


@pytest.mark.parametrize(
    ("template", "rows"),
    [
        (
            "agenda.html",
            (
                "08:00 Tea and names",
                "08:30 Free time",
                "08:40 A long one",
                "09:40 Break",
                "09:50 A long one (continued)",
                "10:50 Break",
                "11:05 A long one (continued)",
                "13:15 Prayer",
                "13:30 Supper",
                "23:40 Bus home",
                "00:00 End of the day",
            ),
        ),
        (
            "run-of-show.html",
            ("09:40 Break 10", "10:50 Break 15", "13:30 Supper 30", "23:40 Bus home 20"),
        ),
        ("session.html", ("10:50 Break 15 min", "09:40 Break 10 min")),
        ("cue-cards.html", ("09:40 Break 10",)),
    ],
)
def test_every_page_shows_the_breaks_and_the_names(
    pages: dict[str, str], template: str, rows: tuple[str, ...]
) -> None:
    assert [row for row in rows if row not in pages[template]] == []
