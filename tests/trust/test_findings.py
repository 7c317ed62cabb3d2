"""What the fuzzer found, one by one: each of these broke a check or a build once."""

import json
from pathlib import Path
from time import process_time

import pytest

import tasks
from practicepack.cli.report import as_json, text
from practicepack.diagnostics import ContentError, Diagnostic, Source, in_order
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document, Part, Place
from practicepack.documents.parts import MergeJob, PartInfo, RenderedPart, RenderJob
from practicepack.i18n import Translator
from practicepack.library.images.svg import drawing
from practicepack.library.models.activity import SafetyText
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read
from practicepack.limits import STANDARD_LIMITS, Limits
from practicepack.pdf.merge import assemble
from practicepack.pipeline import inspect
from practicepack.render.markdown import Markdown
from practicepack.render.templates import Templates
from practicepack.render.toc import contents
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

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
    path.write_bytes(b"#" * (STANDARD_LIMITS.bytes + 1))
    (found,) = inspect(Workspace(tmp_path, tmp_path))
    assert found.span is not None
    assert (found.code, found.span.source) == ("too-large", Source("content/safety/care.yaml", ""))


@pytest.mark.parametrize(
    "text", ['"', "'", "![", "[[x]", "*a ", "- x\n", "| x |\n|-|\n", "> ", "a**b", "[x]("]
)
def test_no_text_takes_long_that_may_stand_in_a_file(text: str) -> None:
    """Markdown takes four times as long for twice as many of such signs, so there must not be too many."""
    started = process_time()
    Markdown().block((text * STANDARD_LIMITS.text)[: STANDARD_LIMITS.text])
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


PART = Part("mine", "mine.html", "", "My part", {}, places=(Place("Start", "start"),))
MINE = Document("agenda", "participants", "mine", "Mine", 1, (PART,))


UNPRINTABLE = r"half a character, such as \ud800, or 10000 blanks in a row cannot be printed"


def filled_in(root: Path, text: str, bounds: Limits = STANDARD_LIMITS) -> Diagnostic:
    """What is wrong with a template."""
    (root / "templates").mkdir()
    (root / "templates/mine.html").write_text(text, encoding="utf-8")
    templates = Templates(Workspace(root, shipped_root(), bounds), "T", {}, Translator("en"), Edition(), {})
    with pytest.raises(ContentError) as caught:
        templates.html(MINE, PART)
    (found,) = caught.value.diagnostics
    return found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ cycler() }}", "at least one item has to be provided"),
        ("{{ 'today'|date }}", "AssertionError"),
        ("{% for a in [1] %}" * 21 + "{% endfor %}" * 21, "too many statically nested blocks"),
        (r"{{ '\ud800' }}", UNPRINTABLE),
        ("{{ '{:>9999999}'.format(1) }}", UNPRINTABLE),
    ],
)
def test_a_template_at_fault_is_named_whatever_the_fault_is(tmp_path: Path, text: str, message: str) -> None:
    found = filled_in(tmp_path, text)
    assert found.span is not None
    assert (found.code, found.message, found.span.source.text) == ("template", message, text)


def test_a_finding_with_half_a_character_can_be_printed(tmp_path: Path) -> None:
    found = filled_in(tmp_path, r"{% include '\udcff' %}")
    assert 'there is no template "U+DCFF"' in text(found)
    assert json.loads(as_json([found]).encode())[0]["message"] == 'there is no template "\udcff"'


def test_what_a_template_takes_while_it_is_filled_in_is_bounded(tmp_path: Path) -> None:
    text = "{% set a = 'x'|center(900000000) %}"
    assert filled_in(tmp_path, text, Limits(megabytes=100)).code == "bound"


def test_nothing_is_worked_out_while_a_template_is_read(tmp_path: Path) -> None:
    text = "{% if nobody is defined %}{{ 'x'|center(900000000) }}{% endif %}{{ known }}"
    assert filled_in(tmp_path, text, Limits(megabytes=100)).message == "'known' is undefined"


def test_what_a_template_takes_while_it_is_read_is_bounded(tmp_path: Path) -> None:
    assert filled_in(tmp_path, "{{ 1 }}" * 90_000, Limits(seconds=1)).code == "bound"


def laid_out(body: str, style: str = "") -> RenderedPart:
    html = f'<html lang="en"><title>T</title><body><h1>T</h1>{body}</body></html>'
    styles = (Source("mine.css", f"html {{ font: 12pt Pack }} {style}"),)
    job = RenderJob("Mine", html, styles)
    with Typesetter(Workspace(None, shipped_root()), 1) as typesetter:
        return tasks.laid_out(typesetter, job)[job.key]


@pytest.mark.parametrize(
    ("body", "style", "message"),
    [
        ("<div>" * 900, "", "Mine cannot be laid out: RecursionError "),
        ("<p>x</p>", "p { width: calc(()) }", "Mine cannot be laid out: AssertionError"),
    ],
)
def test_a_page_that_cannot_be_laid_out_is_named(body: str, style: str, message: str) -> None:
    (found,) = laid_out(body, style).diagnostics
    assert found.code == "not-laid-out"
    assert found.message.startswith(message)


@pytest.mark.parametrize("style", ["@page { size: 9mm 1e99mm }", "a { position: absolute; left: 1e99mm }"])
def test_a_page_that_cannot_be_read_once_it_is_laid_out_is_named(style: str) -> None:
    """A number of a hundred digits is written as it is, and then a link, a page or the whole file is lost."""
    laid = laid_out("<p id=start><a href='http://a.org'>x</a></p>", style)
    (found,) = assemble(
        MergeJob("T", "en", None, (PartInfo("My part", "", ()),), (laid,), (None,))
    ).diagnostics
    assert (found.code, found.message) == (
        "not-laid-out",
        '"My part" cannot be read once it is laid out',
    )


def test_a_template_without_a_place_that_is_listed_is_named() -> None:
    with pytest.raises(ContentError) as caught:
        contents(MINE, {"mine": laid_out("<p id=begin>x</p>")}, MINE.parts[0].places)
    (found,) = caught.value.diagnostics
    assert found.span is not None
    assert (found.code, found.message, found.span.source.name) == (
        "template",
        'nothing has the id "start"',
        "templates/mine.html",
    )
