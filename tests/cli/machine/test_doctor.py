"""The state of the machine, with the line that fixes it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from types import SimpleNamespace

import pytest

from practicepack.cli.machine import doctor
from practicepack.fonts import faces as fonts

Call = Callable[..., CompletedProcess[str]]
BUILD = ("build", "power-and-voice", "--only", "agenda", "--jobs", "1")
PANGO = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (macOS: brew install pango)"


def verdicts(said: CompletedProcess[str]) -> list[str]:
    """The first word of each check's line."""
    return [line.split()[0] for line in said.stdout.splitlines()[1:] if not line.startswith("      ")]


def test_this_machine_is_well(call: Call, root: Path) -> None:
    said = call("doctor")
    assert said.returncode == 0
    assert said.stdout.startswith(f"workspace: {root}\n")
    assert verdicts(said) == ["good", "good", "good", "good"]
    assert "bad" not in said.stdout


def test_no_room(call: Call, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=199_999_999))
    said = call("doctor")
    assert (said.returncode, verdicts(said)) == (3, ["good", "good", "good", "bad"])
    assert said.stdout.endswith(
        f"bad   199 MB are free in {root}\n      to fix it: free 200 MB, or use --out\n"
    )


def test_an_old_python(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "OLDEST", (99, 0))
    said = call("doctor")
    assert (said.returncode, verdicts(said)) == (3, ["bad", "good", "good", "good"])
    assert "is too old\n      to fix it: install Python 3.11 or newer\n" in said.stdout


def test_no_fonts(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FACES", ((123, "normal"),))
    said = call("doctor")
    assert (said.returncode, verdicts(said)) == (3, ["good", "bad", "bad", "good"])
    assert said.stdout.count("      to fix it: pip install fontpkg-lato\n") == 2


WITHOUT_PANGO = """
import sys
class Without:
    def find_spec(self, name, *_):
        if name == "weasyprint.text.fonts":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, Without())
"""


WITHOUT_SSL = """
import sys
class Without:
    def find_spec(self, name, *_):
        if name == "_ssl":
            raise ModuleNotFoundError("No module named '_ssl'", name="_ssl")
sys.meta_path.insert(0, Without())
"""


def without_pango(folder: Path, *arguments: str) -> CompletedProcess[str]:
    """practicepack on a machine where no process finds WeasyPrint's library."""
    return started_with(WITHOUT_PANGO, folder, *arguments)


def started_with(code: str, folder: Path, *arguments: str) -> CompletedProcess[str]:
    """practicepack where every process runs some code before anything else."""
    (folder / "sitecustomize.py").write_text(code)
    path = os.pathsep.join([str(folder), *sys.path])
    return subprocess.run(
        [sys.executable, "-m", "practicepack", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )


def test_no_pango(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    said = without_pango(tmp_path_factory.mktemp("site"), "--root", str(root), "doctor")
    assert (said.returncode, verdicts(said)) == (3, ["good", "good", "bad", "good"])
    assert (
        f"bad   Pango is missing (cannot load library 'libpango-1.0-0')\n      to fix it: {PANGO}\n"
        in said.stdout
    )


@pytest.mark.parametrize(("command", "verdict"), [(("doctor",), "bad  "), (BUILD, "error:")])
def test_a_python_without_ssl(
    command: tuple[str, ...], verdict: str, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ran = started_with(WITHOUT_SSL, tmp_path_factory.mktemp("site"), "--root", str(root), *command)
    shown = ran.stdout + ran.stderr
    assert (ran.returncode, "Traceback" in shown) == (3, False)
    assert f"{verdict} this Python has no ssl module (No module named '_ssl')" in shown


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_without_pango(root: Path, jobs: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    build = ("build", "power-and-voice", "--only", "agenda", "--jobs", jobs)
    said = without_pango(tmp_path_factory.mktemp("site"), "--root", str(root), *build)
    assert (said.returncode, "Traceback" in said.stderr) == (3, False)
    assert said.stderr.endswith(
        f"error: Pango is missing (cannot load library 'libpango-1.0-0')\n   to fix it: {PANGO}\n"
    )
    assert not (root / "build").exists()


def test_a_folder_for_packs_that_cannot_be_written(call: Call, root: Path) -> None:
    (root / "build").write_text("not a folder")
    said = call("doctor")
    assert (said.returncode, verdicts(said)) == (3, ["good", "good", "good", "bad"])
