"""The lines of the templates fit on a screen: a long line hides what it does."""

from pathlib import Path

import pytest

from practicepack.workspace import shipped_root

LONGEST = 120
FOLDER = shipped_root() / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
STILL_LONG = frozenset(
    {
        "agenda-days.html",
        "agenda.html",
        "base.html",
        "cards.html",
        "catalogue-entry.html",
        "cover.html",
        "cue-cards.html",
        "form.html",
        "handout-parts.html",
        "macros.html",
        "numbers.html",
        "packing-list.html",
        "print-run.html",
        "programme-map.html",
        "run-of-show.html",
        "screen/catalogue.html",
        "sheet.html",
        "start.html",
        "talk-cards.html",
        "tiles.html",
    }
)
"""Templates with longer lines. Take a template out when its lines are shortened, and never add one."""


def name_of(template: Path) -> str:
    return template.relative_to(FOLDER).as_posix()


def test_the_templates_are_there() -> None:
    names = {name_of(template) for template in TEMPLATES}
    assert {"base.html", "session.html"} <= names
    assert names >= STILL_LONG


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_lines_are_short(template: Path) -> None:
    long = []
    for number, line in enumerate(template.read_text(encoding="utf-8").splitlines(), start=1):
        if len(line) > LONGEST:
            long.append(number)
    if name_of(template) in STILL_LONG:
        # An exception that is no longer needed would let long lines back in.
        assert long
    else:
        assert long == []
