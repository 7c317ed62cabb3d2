"""The cue sheet: a line for each step, marks for what is never cut, and what to shorten when late."""

import re
from html import unescape

import pytest
from trial import activity, day, library, planned, session, shipped, step, steps

from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document
from practicepack.documents.run_of_show import CueDay, run_of_show
from practicepack.i18n import Translator
from practicepack.plan.model import Plan
from practicepack.plan.resolve import resolve
from practicepack.render.templates import Templates, of_plan
from practicepack.workspace import Workspace, shipped_root

POINT = 25.4 / 72
CAPITALS = 0.7165
"""How high Lato's capitals and figures are, as a share of the size of the type: 1433 of 2000 units."""
LEAST = 3.5
"""Millimetres that can be read at a metre."""
WALK = steps(
    step("open", "10"),
    step("extra", "10", "optional: true"),
    step("cards", "20-30-40"),
    step("debrief", "10", "keep: true"),
)
CONTENT = activity("walk", steps=WALK, groups="{size: 5}", materials="[{item: rope, quantity: 1, per: room}]")


def of_workshop(name: str) -> Plan:
    return resolve(shipped(), shipped().workshops[name])[0]


def walk() -> Plan:
    """An hour with a walk, from nine."""
    days = day("session: 01-try", end="10:00")
    return planned(library(days, {"01-try": session("walk")}, content=CONTENT))[0]


def document(plan: Plan, edition: Edition | None = None) -> Document:
    return run_of_show(Context(plan, Translator("en"), edition or Edition()))


def days_of(made: Document) -> list[CueDay]:
    return [one for part in made.parts for one in part.view["days"]]  # type: ignore[attr-defined]


def html(plan: Plan) -> str:
    made, words = document(plan), Translator("en")
    templates = Templates(
        Workspace(None, shipped_root()),
        plan.title,
        shipped().pictures,
        words,
        Edition(),
        of_plan(plan, words),
    )
    return unescape(" ".join(templates.html(made, part) for part in made.parts))


def text(shown: str) -> str:
    return " ".join(re.sub(r"<style.*?</style>|<[^>]*>", " ", shown, flags=re.DOTALL).split())


@pytest.mark.parametrize(
    ("workshop", "names"),
    [
        ("fair-and-brave", ["run-of-show"]),
        ("power-and-voice", ["run-of-show-1"]),
        ("score-card-to-meeting", ["run-of-show-1", "run-of-show-2", "run-of-show-3"]),
    ],
)
def test_short_meetings_share_a_part_and_a_long_day_has_its_own(workshop: str, names: list[str]) -> None:
    plan = of_workshop(workshop)
    made = document(plan)
    assert [part.name for part in made.parts] == names
    assert [cues.day for cues in days_of(made)] == list(plan.days)


def test_a_small_edition_is_printed_on_its_paper() -> None:
    assert document(walk(), Edition(paper="a5")).parts[0].page_size == (148, 210)


@pytest.mark.parametrize("workshop", ["power-and-voice", "score-card-to-meeting", "fair-and-brave"])
def test_each_step_has_a_line_and_what_is_kept_a_mark(workshop: str) -> None:
    plan = of_workshop(workshop)
    shown = html(plan)
    activities = [
        one
        for cues in days_of(document(plan))
        for stretch in cues.stretches
        for held, _ in stretch.rooms
        for one in held.activities
    ]
    found = [each for one in activities for each in one.steps]
    lines = shown.split('<tr class="cue-line">')[1:]
    assert len(lines) == len(found)
    for line, each in zip(lines, found, strict=True):
        row = line.split("</tr>")[0]
        assert each.title.replace("'", "’") in row
        assert ("Never cut" in row) == each.keep
        assert 'class="box"' in row
        assert 'class="began"></td>' in row


def test_a_line_says_who_leads_how_people_are_divided_and_what_to_have_at_hand() -> None:
    shown = text(html(walk()))
    assert "Walk · 4 groups of 5 · At hand: rope" in shown
    assert "Leads:" in shown
    assert "Never cut while you do its activity." in shown


def test_each_thing_to_shorten_stands_once_with_its_minutes_in_each_case() -> None:
    (stretch,) = days_of(document(walk()))[0].stretches
    assert [(line.saving.title, line.saves) for line in stretch.late] == [
        ("Extra", (10, 10, 10)),
        ("Cards", (0, 10, 10)),
    ]
    shown = text(html(walk()))
    assert "If you are late at 09:00 10 min 20 min 30 min Leave out: Extra −10 −10 −10" in shown
    assert "Cards be brief −10 −10 On time again at 10:00 10:00 10 min late" in shown


def test_where_nothing_can_go_it_says_so() -> None:
    vow = activity("walk", steps=steps(step("all", "60", "keep: true")))
    plan = planned(library(day("session: 01-try", end="10:00"), {"01-try": session("walk")}, content=vow))[0]
    assert "Nothing can go. Say now that you will end late" in text(html(plan))


@pytest.mark.parametrize("edition", ["base", "small", "large"])
def test_hours_and_titles_can_be_read_at_a_metre(edition: str) -> None:
    css = {
        sheet: (shipped_root() / f"templates/css/{sheet}.css").read_text(encoding="utf-8")
        for sheet in ("base", "lists", edition)
    }
    assert ".cuesheet td.at, .cue-line .what, .pause .what { font-size: var(--far)" in css["lists"]
    # small paper keeps the size of A4
    sizes = re.findall(r"--far: ([\d.]+)pt", css[edition]) or re.findall(r"--far: ([\d.]+)pt", css["base"])
    assert len(sizes) == 1
    assert float(sizes[0]) * POINT * CAPITALS >= LEAST
