"""Writing the schemas for editors."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from practicepack.library.json_schema import schemas

Call = Callable[..., CompletedProcess[str]]


def test_every_kind_of_file_has_one(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "editor/schemas"
    said = call("schema", "--out", str(out))
    assert (said.returncode, said.stdout) == (0, f"12 schemas in {out}\n")
    assert {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()} == schemas()


def test_out_must_be_said(call: Call) -> None:
    said = call("schema")
    assert said.returncode == 2
    assert said.stderr.endswith("Error: Missing option '--out'.\n")
