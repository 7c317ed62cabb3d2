"""Proposals from the command line, and a folder that builds."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Call = Callable[..., CompletedProcess[str]]
DAY = ("--audience", "women", "--participants", "18", "--facilitators", "{women: 2}", "--day", "09:00-15:30")


def test_three_clocks_and_why(call: Call) -> None:
    said = call("propose", "ours", *DAY, "--about", "who decides about money").stdout
    assert "1  balanced" in said
    assert ": about what you asked for; " in said
    assert "About it, and not possible here" in said
    assert "These are drafts." in said


def test_nothing_is_written_without_take(call: Call, root: Path) -> None:
    before = sorted(root.rglob("*"))
    call("propose", "ours", *DAY)
    assert sorted(root.rglob("*")) == before


def test_the_one_taken_is_a_workshop_that_plans(call: Call, root: Path) -> None:
    done = call("propose", "ours", *DAY, "--take", "1")
    assert done.returncode == 0, done.stderr
    assert (root / "sessions/ours/workshop.yaml").is_file()
    assert call("plan", "ours").returncode == 0
    assert call("check").returncode == 0


def test_a_folder_that_is_there_is_never_written_over(call: Call, root: Path) -> None:
    (root / "sessions/ours").mkdir(parents=True)
    done = call("propose", "ours", *DAY, "--take", "1")
    assert done.returncode == 2
    assert "is there already" in done.stderr


def test_what_is_impossible_says_what_would_help(call: Call) -> None:
    short = (*DAY[:-1], "09:00-09:30")
    said = call("propose", "ours", *short).stdout
    assert said.startswith("No sound workshop fits this.")
    assert "the time:" in said
    assert "What would help" in said


def test_programs_read_all_of_it(call: Call) -> None:
    data = json.loads(call("propose", "ours", *DAY, "--about", "council", "--format", "json").stdout)
    assert data["proposals"][0]["files"]["workshop.yaml"].startswith("# yaml-language-server")


def test_wrong_calls_are_refused(call: Call) -> None:
    for wrong in (("--day", "soon"), ("--done", "nothing-like-it"), ("--take", "3", "--day", "9:00-9:30")):
        assert call("propose", "ours", *DAY, *wrong).returncode == 2
