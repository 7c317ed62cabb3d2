"""Showing one thing of the library."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from practicepack.workspace import shipped_root

Call = Callable[..., CompletedProcess[str]]
WAY_HOME = "title: The way home\norder: 60\ntext: Leave together.\ncredit: {origin: us}\n"


def put(root: Path, id_: str) -> Path:
    path = root / f"content/safety/{id_}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"# yaml-language-server: $schema=../schemas/safety.json\n{WAY_HOME}")
    return path


def test_what_was_written_and_where(call: Call, root: Path) -> None:
    path = put(root, "way-home")
    said = call("show", "way-home")
    assert (said.returncode, said.stdout) == (0, f"# {path}\n{WAY_HOME}")


def test_the_users_file_over_the_shipped_one(call: Call, root: Path) -> None:
    path = put(root, "your-own-care")
    assert call("show", "your-own-care").stdout == f"# {path}\n{WAY_HOME}"


def test_where_an_activity_is_used(call: Call) -> None:
    first, second, third, *_ = call("show", "power-walk").stdout.splitlines()
    assert first == f"# {shipped_root()}/content/activities/power-walk.yaml"
    assert second == "# used in: power-and-voice (Where power sits)"
    assert third == "title: Power walk"


def test_a_session_and_a_workshop(call: Call) -> None:
    assert call("show", "06-closing").stdout.splitlines()[1] == "title: Closing"
    assert call("show", "power-and-voice").stdout.splitlines()[1] == "title: Power and voice"


def test_nothing_of_that_name(call: Call) -> None:
    said = call("show", "xylophone")
    assert (said.returncode, said.stderr) == (2, 'error: nothing is called "xylophone"\n')
