"""A machine on which something is missing: the command names it, and says how it comes there."""

import os

import pytest

from machine import BUILD, NAME, Machine, title

INSTALL = "install practicepack again with all that it needs: make pack, or python -m pip install ."
WITHOUT_PANGO = "import ctypes.util\nctypes.util.find_library = lambda name: None\nimport cffi\n" + (
    "def refuse(self, name, flags=0):\n    raise OSError(f'cannot load library {name!r}')\n"
    "cffi.FFI.dlopen = refuse\n"
)
WITHOUT_PIKEPDF = "import sys\nsys.modules['pikepdf'] = None\n"
WITHOUT_A_FACE = (
    "import fontpkg\nfrom pathlib import Path\nreal = fontpkg.path\n"
    "fontpkg.path = lambda *a, **k: Path('/nowhere.ttf') if k['weight'] == 900 else real(*a, **k)\n"
)
WITHOUT_LATO = "import sys\nsys.modules['fontpkg'] = None\n"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("broken", "first", "mends"),
    [
        (WITHOUT_PANGO, "error: Pango is missing (", "apt-get install libpango-1.0-0 "),
        (WITHOUT_PIKEPDF, "error: a Python package is missing (", INSTALL),
        (WITHOUT_A_FACE, "error: the font file /nowhere.ttf is missing", "pip install --force-reinstall"),
        (WITHOUT_LATO, "error: the Lato font is missing (", "pip install fontpkg-lato"),
    ],
)
def test_what_is_not_installed_is_named(
    machine: Machine, broken: str, first: str, mends: str, jobs: int
) -> None:
    (machine.folder / "sitecustomize.py").write_text(broken)
    path = os.pathsep.join((str(machine.folder), str(machine.package)))
    code, said = machine.call(*BUILD, jobs=jobs, more={"PYTHONPATH": path})
    lines = said.splitlines()
    assert (code, len(lines)) == (3, 2), said
    assert lines[0].startswith(first)
    assert lines[1].startswith(f"   to fix it: {mends}")
    assert list(machine.root.glob("build/*")) == []


BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}


def test_a_machine_that_knows_no_letters_prints_them(machine: Machine) -> None:
    machine.title("Zoé’s day")
    for again in ("", "nothing has changed since it was built\n"):
        assert machine.call(*BUILD, "--out", "à", more=BARE) == (0, again)
    assert title(machine.root / "à" / NAME) == "Zoé’s day"


def test_a_machine_that_knows_no_letters_takes_them(machine: Machine) -> None:
    for again in ("", "nothing has changed since it was built\n"):
        assert machine.call(*BUILD, "--set", "title=Zoé’s day", more=BARE) == (0, again)
    assert title(machine.root / "build/one-day--title-zo-s-day--agenda") == "Zoé’s day"
