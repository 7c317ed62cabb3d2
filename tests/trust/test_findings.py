"""What the fuzzer found, one by one: each of these broke a check or a build once."""

from pathlib import Path
from time import process_time

import pytest

from practicepack.bounds import STANDARD
from practicepack.build import inspect
from practicepack.diagnostics import Source, in_order
from practicepack.library.model import SafetyText
from practicepack.library.picture import drawing
from practicepack.library.source import read
from practicepack.library.validate import validate
from practicepack.pack.markdown import Markdown
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


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "content/safety/care.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"#" * (STANDARD.bytes + 1))
    (found,) = inspect(Workspace(tmp_path, tmp_path))
    assert found.span is not None
    assert (found.code, found.span.source) == ("too-large", Source("content/safety/care.yaml", ""))


@pytest.mark.parametrize(
    "text", ['"', "'", "![", "[[x]", "*a ", "- x\n", "| x |\n|-|\n", "> ", "a**b", "[x]("]
)
def test_no_text_takes_long_that_may_stand_in_a_file(text: str) -> None:
    """Markdown takes four times as long for twice as many of such signs, so there must not be too many."""
    started = process_time()
    Markdown().block((text * STANDARD.text)[: STANDARD.text])
    assert process_time() - started < 2


@pytest.mark.parametrize("line", ["title: x\n", "titel: x\n", "k{}: x\n", "- x\n", "a: {{b: [c]}}\n"])
def test_no_file_takes_long_that_is_read(line: str) -> None:
    """What is wrong with each value is told, so there must not be too many of them."""
    text = "".join(line.format(number) for number in range(100_000))
    started = process_time()
    reading = read(Source("care.yaml", text))
    in_order(reading.diagnostics or validate(SafetyText, reading)[1])
    assert process_time() - started < 10
    assert "too-large" in {one.code for one in reading.diagnostics}


USE, COPIED = '<g id="{}"><use href="#{}"/></g>', '<use href="#a"/>'


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        ("<g>" * 51 + "</g>" * 51, "bad-picture", "<g>"),
        (USE.format("a", "a"), "bad-picture", "<use"),
        (USE.format("a", "b") + '<g id="b"/>' + COPIED, "bad-picture", "<use"),
        ('<path id="a"/>' + COPIED * 2_001, "bad-picture", "<use"),
        ('<linearGradient id="a" spreadMethod="repeat"/>', "bad-picture", "spreadMethod"),
        (f'<path d="M0 0{"h1v1" * 50_000}"/>', "too-large", "<svg"),
    ],
    ids=["deep", "itself", "of-another", "often", "gradient", "long"],
)
def test_a_drawing_that_takes_long_to_draw_is_refused(body: str, code: str, place: str) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg"><title>A hand</title>{body}</svg>'
    (found,) = drawing(Source("hand.svg", text))[1]
    assert found.span is not None
    assert (found.code, found.span.start) == (code, text.index(place))


@pytest.mark.parametrize(
    "body", ["<g>" * 40 + "</g>" * 40, '<path id="a"/>' + COPIED * 2_000, '<linearGradient id="a"/>']
)
def test_a_drawing_within_the_bounds_is_read(body: str) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg"><title>A hand</title>{body}</svg>'
    assert drawing(Source("hand.svg", text)) == ("A hand", [])
