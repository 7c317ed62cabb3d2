"""Showing one thing of the library."""

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click import unstyle

from practicepack.cli.library.show import description_lines
from practicepack.pipeline import readable
from practicepack.workspace import Workspace, shipped_root

Call = Callable[..., CompletedProcess[str]]
UNBREAKABLE = re.compile(r"://|/(content|sessions)/")
"""What stands on a line of its own however long it is: an address, or a file."""
WAY_HOME = "title: The way home\norder: 60\ntext: Leave together.\ncredit: {origin: us}\n"


def put(root: Path, id_: str) -> Path:
    path = root / f"content/safety/{id_}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"# yaml-language-server: $schema=../schemas/safety.json\n{WAY_HOME}")
    return path


def test_the_file_as_it_was_written(call: Call, root: Path) -> None:
    path = put(root, "way-home")
    said = call("show", "way-home", "--yaml")
    assert (said.returncode, said.stdout) == (0, f"# {path}\n{WAY_HOME}")


def test_the_users_file_over_the_shipped_one(call: Call, root: Path) -> None:
    path = put(root, "your-own-care")
    assert call("show", "your-own-care", "--yaml").stdout == f"# {path}\n{WAY_HOME}"


def test_in_plain_words(call: Call, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    path = put(root, "way-home")
    assert call("show", "way-home").stdout == (
        "The way home                      page about safety way-home\n"
        "  Leave together.\n"
        "\n"
        "Printed       in the guide\n"
        "From          us\n"
        f"File          {path}\n"
    )


@pytest.mark.parametrize(
    ("id_", "lines"),
    [
        (
            "power-walk",
            [
                "Power walk",
                "People        12-30, best 20; 2 facilitators",
                "Comes after   group-agreement",
                "  - couples: A card can look like a comment on the partner",
                "  - Become someone else: 5-10 minutes",
                "  - Freeze and look: 9 seconds for each participant, and 0-7 minutes more (kept whole)",
                "  - 1 x masking tape for each room (or: chalk, a rope or a line in the sand)",
                "  - power-walk-characters: Power walk characters (30 cards)",
                "What can go wrong, and what to do",
                "  - workshop power-and-voice: Where power sits (02-where-power-sits)",
            ],
        ),
        (
            "power-walk-characters",
            [
                "Copies        1 for each participant, and 20% to spare",
                "Printed on    card, one side",
                "  - Head teacher of the secondary school, 52.",
                "  - activity power-walk",
            ],
        ),
        ("women", ["Gender        women", "Team          2 women at least", "  - Keep husbands, leaders"]),
        ("breathe-the-square", ["Use           calm", "How it goes", "Seated"]),
        ("your-own-care", ["page about safety your-own-care", "Printed       in the guide"]),
        ("norms", ["practice area norms", "What to watch for"]),
        (
            "power-and-voice",
            [
                "Who comes     20 people: mixed, adults",
                "Team          2 women and 1 man",
                "Day 1, 08:30 to 16:30",
                "  - lunch, 60 minutes",
                "  - sign-in-sheet:",
            ],
        ),
        ("06-closing", ["What people can do afterwards", "Activities", "  - closing-circle: Closing circle"]),
        ("homes-and-voices", ["Workshops, in this order", "  - Six evenings in a men's circle (mens-circle"]),
    ],
)
def test_every_kind(call: Call, id_: str, lines: list[str]) -> None:
    said = call("show", id_)
    assert said.returncode == 0
    printed = said.stdout.splitlines()
    assert [line for line in lines if not any(line in one for one in printed)] == []
    assert any(one.startswith("File          ") for one in printed)


def test_every_thing_can_be_shown_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    workspace = Workspace(None, shipped_root())
    library = readable(workspace)
    for entry in library.entries():
        lines = unstyle("\n".join(description_lines(workspace, library, entry))).splitlines()
        assert [line for line in lines if len(line) > 80 and not UNBREAKABLE.search(line)] == []
        assert len(lines) > 3


def test_numbers_that_only_a_plan_knows_are_dots(call: Call) -> None:
    assert "space for ... small groups" in " ".join(call("show", "hard-conversations").stdout.split())


def test_of_two_things_with_one_name_both_are_shown(call: Call) -> None:
    said = call("show", "letter-to-myself").stdout
    assert "activity letter-to-myself" in said
    assert "handout letter-to-myself" in said


def test_nothing_of_that_name(call: Call) -> None:
    said = call("show", "xylophone")
    assert said.returncode == 2
    assert said.stderr.startswith(
        'error: nothing is called "xylophone"\n   hint: practicepack list activities'
    )


def test_what_has_errors_is_not_called_unknown(call: Call, root: Path) -> None:
    put(root, "way-home").write_text("title: [The way home\n")
    said = call("show", "way-home")
    assert said.returncode == 2
    assert '"way-home" has errors' in said.stderr
    assert "practicepack check" in said.stderr
