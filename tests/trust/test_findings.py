"""What the fuzzer found, one by one: each of these broke a check or a build once."""

from pathlib import Path

from practicepack.build import inspect
from practicepack.workspace import Workspace

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg">\r<title>A hand</title>\r<g></svg>'


def test_a_finding_stands_inside_a_drawing_whose_lines_end_as_on_old_computers(tmp_path: Path) -> None:
    """The XML parser counts such lines; an editor, and we, see one line."""
    path = tmp_path / "content/pictures/hand.svg"
    path.parent.mkdir(parents=True)
    path.write_bytes(DRAWING.encode())
    (found,) = inspect(Workspace(tmp_path, tmp_path))
    assert found.span is not None
    assert (found.code, found.span.start) == ("bad-picture", len(DRAWING))
