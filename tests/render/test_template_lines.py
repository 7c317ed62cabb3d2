"""The lines of the templates fit on a screen: a long line hides what it does."""

from pathlib import Path

import pytest

from practicepack.workspace import shipped_root

LONGEST = 120
FOLDER = shipped_root() / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))


def name_of(template: Path) -> str:
    return template.relative_to(FOLDER).as_posix()


def test_the_templates_are_there() -> None:
    names = {name_of(template) for template in TEMPLATES}
    assert {"base.html", "session.html"} <= names


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_lines_are_short(template: Path) -> None:
    long = []
    for number, line in enumerate(template.read_text(encoding="utf-8").splitlines(), start=1):
        if len(line) > LONGEST:
            long.append(number)
    assert long == []
