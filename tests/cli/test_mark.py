"""The mark on printed pages: the same on all of one pack, another after any change."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from subprocess import CompletedProcess

from practicepack.workspace import shipped_root

Call = Callable[..., CompletedProcess[str]]
BUILD = "build ours --only agenda --only print-run --only facilitator-guide --jobs 1 --without power-walk"
MARK = re.compile(r"Pack ([A-Z2-9]{4})|\u00b7 +([A-Z2-9]{4})\b")


def marks(call: Call, root: Path) -> set[str]:
    """What the cover, the agenda and the print run of a pack built now say."""
    assert call(*BUILD.split()).returncode == 0
    paths = sorted((root / "build").rglob("*.pdf"))
    assert len(paths) == 3
    found = [MARK.search(printed(path)) for path in paths]
    return {one[1] or one[2] if one else "" for one in found}


def printed(path: Path) -> str:
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout


def test_the_mark_tells_two_printouts_apart(call: Call, root: Path) -> None:
    copytree(shipped_root() / "sessions/power-and-voice", root / "sessions/ours")
    (first,) = marks(call, root)
    assert first != ""
    assert marks(call, root) == {first}
    closing = root / "sessions/ours/06-closing.yaml"
    closing.write_text(closing.read_text(encoding="utf-8").replace("title: ", "title: Our ", 1))
    (second,) = marks(call, root)
    assert second not in {"", first}
