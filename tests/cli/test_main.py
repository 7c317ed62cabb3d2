"""Exit codes, near misses, help, and what is imported for it."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import click
import pytest

from practicepack.cli.main import COMMANDS, commands
from practicepack.version import __version__

Call = Callable[..., CompletedProcess[str]]
SUGGESTED = re.compile(r"did you mean .?([a-z-]+)", re.IGNORECASE)
EXAMPLE = re.compile(r"Example:(.+?)\n\n", re.DOTALL)


def spawned(*arguments: str) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "practicepack", *arguments], capture_output=True, text=True, check=False
    )


def test_the_commands() -> None:
    before = "build check plan find propose list catalogue show review copy new studio"
    assert " ".join(COMMANDS) == f"{before} watch print pack cache schema doctor"


def test_exit_0_when_done(root: Path) -> None:
    done = spawned("--root", str(root), "check")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


def test_exit_1_when_the_content_is_wrong(root: Path) -> None:
    (root / "sessions/mine").mkdir()
    (root / "sessions/mine/workshop.yaml").write_text("title: Mine\npurpose: x\nparticipants: 20\ndays: []\n")
    done = spawned("--root", str(root), "plan", "mine")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "sessions/mine/workshop.yaml:4:7: error[empty-list]: the list needs at least one item\n"
        "    4 | days: []\n"
        "      |       ^^\n"
        "1 error\n"
    )


def test_exit_2_when_the_call_is_wrong(root: Path) -> None:
    done = spawned("--root", str(root), "build", "mine")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'error: no workshop is called "mine"\n   hint: practicepack list workshops shows them all\n'
    )


def test_exit_3_when_the_machine_is_wrong(root: Path) -> None:
    (root / "taken").write_text("")
    done = spawned("schema", "--out", str(root / "taken/schemas"))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"error: cannot write {root}/taken/schemas: Not a directory\n"
        "   to fix it: choose a folder that is yours\n"
    )


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("biuld", "build"),
        ("lits activities", "list"),
        ("build --particpants 24", "--participants"),
        ("plan power-and-voice --explan", "--explain"),
        ("build power-and-voise", "power-and-voice"),
        ("plan power-and-voise", "power-and-voice"),
        ("watch power-and-voise", "power-and-voice"),
        ("build power-and-voice --only agneda", "agenda"),
        ("build power-and-voice --session 06-clozing", "06-closing"),
        ("build power-and-voice --paper a44", "a4"),
        ("plan power-and-voice --set dayz.0.end=15:00", "days"),
        ("list activitys", "activities"),
        ("list activities --practice leadershp", "leadership"),
        ("list activities --for womn", "women"),
        ("show power-wlk", "power-walk"),
        ("new mine --from power-and-voise", "power-and-voice"),
    ],
)
def test_a_near_miss_is_named(call: Call, line: str, nearest: str) -> None:
    said = call(*line.split())
    assert said.returncode == 2
    assert nearest in said.stderr.rpartition("id you mean ")[2]


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("plan power-and-voice --audience womn", 'did you mean "women"?'),
        ("plan power-and-voice --set participant=24", 'did you mean "participants"?'),
    ],
)
def test_a_near_miss_in_a_value_is_named(call: Call, line: str, nearest: str) -> None:
    said = call(*line.split())
    assert said.returncode == 1
    assert f"   hint: {nearest}\n" in said.stderr


def test_nothing_near_names_no_suggestion(call: Call) -> None:
    said = call("xylophone")
    assert said.returncode == 2
    assert SUGGESTED.findall(said.stderr) == []
    assert said.stderr.endswith("Error: No such command 'xylophone'.\n")


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_has_an_example_that_parses(call: Call, name: str) -> None:
    said = call(*name.split(), "--help")
    assert said.returncode == 0
    examples = EXAMPLE.findall(said.stdout)
    assert len(examples) == 1
    lines = [shlex.split(line) for line in examples[0].splitlines()]
    assert lines
    for program, command, *arguments in lines:
        assert (program, name or command) == ("practicepack", command)
        found = commands.get_command(click.Context(commands), command)
        assert found is not None
        assert found.make_context(command, arguments).args == []


def test_every_command_is_listed_with_what_it_does(call: Call) -> None:
    listed = call("--help").stdout.partition("Commands:\n")[2]
    assert re.findall(r"^  ([a-z]+) +[A-Z]", listed, re.MULTILINE) == list(COMMANDS)


def test_the_version(call: Call) -> None:
    assert call("--version").stdout == f"practicepack, version {__version__}\n"


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_imports_nothing_large(option: str) -> None:
    code = (
        "import sys\nfrom practicepack.cli.main import run\n"
        f"run([{option!r}])\n"
        "print(sorted({'weasyprint', 'pydantic', 'jinja2'}.intersection(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_a_folder_that_is_not_there(call: Call, tmp_path: Path) -> None:
    said = call("--root", str(tmp_path / "nowhere"), "check")
    assert said.returncode == 2
    assert f"Directory '{tmp_path}/nowhere' does not exist." in said.stderr


def test_the_folder_is_the_nearest_above_with_sessions(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from practicepack.cli.main import run  # noqa: PLC0415  # without --root, as nowhere else

    (root / "notes/spring").mkdir(parents=True)
    monkeypatch.chdir(root / "notes/spring")
    assert run(["doctor"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"workspace: {root}"
