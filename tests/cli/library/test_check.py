"""Checking everything, or some files."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Call = Callable[..., CompletedProcess[str]]
SOUND = """\
title: Sound
purpose: None.
audience: [women, adults]
participants: 20
facilitators: {women: 2}
days:
  - start: "09:00"
    end: "09:40"
    blocks: [session: 01-opening]
referrals: referrals.yaml
"""
OPENING = """\
title: Opening
objectives: [To open.]
minutes: 35-50-60
activities: [use: welcome-names, use: group-agreement]
"""
HELP = "services: [{name: Clinic, helps_with: health, phone: '1', checked: 2026-03-02}]\n"


@pytest.fixture
def two(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workshops: one with a misspelt key, one with a misspelt key in its session; and a misspelt text."""
    put(root, "autumn/workshop.yaml", SOUND.replace("purpose", "porpose"))
    put(root, "spring/workshop.yaml", SOUND)
    put(root, "spring/01-opening.yaml", OPENING.replace("objectives", "objektives"))
    put(root, "spring/referrals.yaml", HELP)
    put(root, "autumn/referrals.yaml", HELP)
    put(root, "autumn/01-opening.yaml", OPENING)
    put(root, "../content/safety/way-home.yaml", "title: Home\n")
    monkeypatch.chdir(root)


def put(root: Path, name: str, text: str) -> None:
    path = root / "sessions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def files(said: CompletedProcess[str]) -> set[str]:
    """The files that findings are shown for."""
    return {line.split(":")[0] for line in said.stderr.splitlines() if "error[" in line or "warning[" in line}


AUTUMN, SPRING, SAFETY = (
    "sessions/autumn/workshop.yaml",
    "sessions/spring/01-opening.yaml",
    "content/safety/way-home.yaml",
)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([], {AUTUMN, SPRING, SAFETY}),
        (["."], {AUTUMN, SPRING, SAFETY}),
        (["sessions"], {AUTUMN, SPRING}),
        (["sessions/autumn"], {AUTUMN}),
        (["sessions/spring/"], {SPRING}),
        (["sessions/spring/01-opening.yaml"], {SPRING}),
        (["content", "sessions/autumn"], {SAFETY, AUTUMN}),
        (["./sessions/../content/safety"], {SAFETY}),
    ],
)
def test_paths_limit_what_is_shown(call: Call, paths: list[str], found: set[str]) -> None:
    said = call("check", *paths)
    assert (said.returncode, files(said)) == (1, found)


@pytest.mark.usefixtures("two")
def test_a_sound_file_among_broken_ones(call: Call) -> None:
    said = call("check", "sessions/spring/workshop.yaml")
    assert (said.returncode, said.stdout, said.stderr) == (0, "No problems found\n", "")


def test_an_absolute_path(call: Call, root: Path) -> None:
    put(root, "autumn/workshop.yaml", "titel: Autumn\n")
    assert files(call("check", str(root / "sessions/autumn"))) == {"sessions/autumn/workshop.yaml"}


def test_a_path_that_is_not_there(call: Call) -> None:
    said = call("check", "sessions/nowhere")
    assert (said.returncode, said.stderr) == (
        2,
        'error: there is no file, folder or workshop "sessions/nowhere"\n',
    )


def test_a_path_of_somebody_else(call: Call, root: Path) -> None:
    said = call("check", str(root.parent))
    assert (said.returncode, said.stderr) == (2, f'error: "{root.parent}" is outside {root}\n')


def test_all_is_well(call: Call, root: Path) -> None:
    put(root, "spring/workshop.yaml", SOUND)
    put(root, "spring/01-opening.yaml", OPENING)
    put(root, "spring/referrals.yaml", HELP)
    said = call("check", "--strict", str(root / "sessions/spring"))
    assert (said.returncode, said.stdout, said.stderr) == (0, "No problems found\n", "")


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_warnings_fail_only_when_strict(call: Call, root: Path, options: list[str], code: int) -> None:
    put(root, "spring/workshop.yaml", SOUND)
    put(root, "spring/01-opening.yaml", OPENING)
    put(root, "spring/02-more.yaml", OPENING)
    put(root, "spring/referrals.yaml", HELP)
    said = call("check", str(root / "sessions/spring"), *options)
    assert said.returncode == code
    assert said.stderr.count("error[") == 0
    assert files(said) == {"sessions/spring/02-more.yaml"}
