"""Locks: one holder at a time, and none after its process has ended, with the code for every system."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from practicepack.locks import LOCK_FILE, folder_descriptor, locked

HOLD = """
import sys
from pathlib import Path
from practicepack.locks import folder_descriptor, locked
print(locked(folder_descriptor(Path(sys.argv[1]), sys.argv[2])), flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("system", ["posix", "nt"])
def test_a_folder_is_locked_until_its_holder_is_killed(tmp_path: Path, system: str) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path), system]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        number = folder_descriptor(tmp_path, system)
        assert not locked(number)
        holder.kill()
        holder.wait()
        assert locked(number)
        os.close(number)
    left = [path.name for path in tmp_path.iterdir()]
    assert left == ([LOCK_FILE] if system == "nt" else [])


def test_a_link_is_not_locked(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    with pytest.raises(OSError, match="link"):
        folder_descriptor(tmp_path / "link", "posix")
