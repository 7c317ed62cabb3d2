"""Drafts: as long as the page that is printed, and with no access to more than that has."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pypdfium2 import PdfDocument

from conftest import Starter
from drafts import WORKSPACE, compare
from practicepack.diagnostics import Source
from practicepack.documents.parts import RenderedPart, RenderJob
from practicepack.limits import Limits
from practicepack.pipeline import Request, drafted
from practicepack.typeset.layout import draft_parts
from practicepack.typeset.scheduler import Typesetter, prepare_drafts
from practicepack.workspace import Workspace, shipped_root
from tasks import laid_out

MOST_DIFFERING = 0.07
"""The share of documents whose drafts may have another number of pages. Most break a long table elsewhere."""
SMALL = (Source("mine.css", "@page { size: 60mm 60mm; margin: 5mm } html { font: 12pt Pack }"),)

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="{}"/></svg>'
)
IMAGE = '<img src="practicepack:content/pictures/{}.svg" alt="" style="width: 10mm; height: 10mm">'


@pytest.fixture(scope="module")
def drafts() -> Iterator[Typesetter]:
    with Typesetter(WORKSPACE, 1, prepare=prepare_drafts) as typesetter:
        yield typesetter


def page(body: str, *, head: str = "") -> RenderJob:
    html = f'<html lang="en"><head><title>T</title>{head}</head><body>{body}</body></html>'
    return RenderJob("Part", html, SMALL)


def laid(drafts: Typesetter, job: RenderJob) -> RenderedPart:
    return laid_out(drafts, job)[job.key]


def text(part: RenderedPart) -> str:
    with PdfDocument(part.pdf) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def test_drafts_of_the_starter_are_as_long_as_its_documents(drafts: Typesetter, starter: Starter) -> None:
    draft, _, _ = drafted(WORKSPACE, Request("power-and-voice"))
    all_parts = [(document.path, part.name) for document in draft.documents for part in document.parts]
    parts = draft_parts(draft.documents, draft.templates, drafts, lambda _: False, all_parts)
    printed = {finished.document.path: finished.pages for finished in starter.built.finished}
    differing = set()
    for document in draft.documents:
        pages = sum(parts[document.path, part.name].pages for part in document.parts)
        if pages != printed[document.path]:
            differing.add((document.path, document.parts[0].name))
    assert len(draft.documents) > 40
    assert len(differing) <= MOST_DIFFERING * len(draft.documents), differing


@pytest.mark.parametrize(
    ("workshop", "kind"), [("our-weekend", "handouts"), ("no-one-deserves-it", "run-of-show")]
)
def test_drafts_of_other_workshops_are_as_long(drafts: Typesetter, workshop: str, kind: str) -> None:
    with Typesetter(WORKSPACE, 1) as typesetter:
        result = compare(workshop, drafts, typesetter, kind)
    assert result.parts >= 1
    assert result.differing == {}
    assert result.moved == []


def test_a_place_is_on_the_page_of_its_heading(drafts: Typesetter) -> None:
    body = (
        '<h1 id="first">First</h1><section id="second" style="break-before: page"><h2>Second</h2></section>'
    )
    assert laid(drafts, page(body)).places == {"first": 0, "second": 1}


@pytest.mark.parametrize(
    "address", ["{secret}", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/a.css", "../secret.css"]
)
def test_a_draft_reads_no_file_but_pictures_and_fonts(
    drafts: Typesetter, tmp_path: Path, address: str
) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text('h1::after { content: "secret" } root, x, nobody { color: red }')
    asked = address.format(secret=secret.as_uri())
    head = f'<link rel="stylesheet" href="{asked}"><style>@import url("{asked}");</style>'
    body = (
        f'<h1>T</h1><iframe src="{asked}"></iframe><object data="{asked}"></object><img src="{asked}" alt="">'
    )
    result = laid(drafts, page(body, head=head))
    assert result.pages == 1
    assert text(result).split() == ["T"]


def test_a_draft_shows_pictures_of_the_workspace_and_follows_no_link_out_of_it(tmp_path: Path) -> None:
    pictures = tmp_path / "root" / "content" / "pictures"
    pictures.mkdir(parents=True)
    (tmp_path / "outside.svg").write_text(SQUARE.format("#00f"))
    (pictures / "way-out.svg").symlink_to(tmp_path / "outside.svg")
    (pictures / "inside.svg").write_text(SQUARE.format("#f00"))
    body = "".join(IMAGE.format(name) for name in ("inside", "way-out"))
    with Typesetter(Workspace(None, tmp_path / "root"), 1, prepare=prepare_drafts) as drafts:
        part = laid(drafts, page(body))
    with PdfDocument(part.pdf) as pdf:
        colours = pdf[0].render(scale=1).to_pil().convert("RGB").getcolors()
    shown = {colour for _, colour in colours}
    assert (255, 0, 0) in shown
    assert (0, 0, 255) not in shown


def test_scripts_beside_latin_are_set_in_bold_too(drafts: Typesetter) -> None:
    words = "मोटा مرحبا አማርኛ"
    part = laid(drafts, page(f"<p>{words}</p><p><b>{words}</b></p>"))
    with PdfDocument(part.pdf) as pdf:
        fonts = {str(item.get_font().get_base_name()) for item in pdf[0].get_objects() if item.type == 1}
    assert "Noto" in "".join(fonts)
    assert "Amiri" in "".join(fonts)


@pytest.mark.parametrize(
    ("body", "bounds", "code"),
    [
        ("<p>word</p>" * 400_000, Limits(seconds=1), "bound"),
        ("<p>word</p>" * 400_000, Limits(megabytes=30), "bound"),
    ],
)
def test_a_draft_that_needs_too_much_is_ended(body: str, bounds: Limits, code: str) -> None:
    workspace = Workspace(None, shipped_root(), bounds)
    with Typesetter(workspace, 1, prepare=prepare_drafts) as drafts:
        long, short = page(body), page("<p>well</p>")
        results = laid_out(drafts, long, short)
    assert [finding.code for finding in results[long.key].diagnostics] == [code]
    assert results[short.key].pages == 1


def test_a_draft_with_too_many_pages_has_none() -> None:
    workspace = Workspace(None, shipped_root(), Limits(pages=4))
    with Typesetter(workspace, 1, prepare=prepare_drafts) as drafts:
        result = laid(drafts, page("<p style='break-before: page'>word</p>" * 6))
    assert result.pages == 0


def test_an_engine_that_crashes_is_started_again(drafts: Typesetter) -> None:
    assert laid(drafts, page("<p>before</p>")).pages == 1
    os.kill(drafts.pool.workers[0].process.pid, signal.SIGKILL)
    assert laid(drafts, page("<p>after</p>")).pages == 1
    assert psutil.pid_exists(drafts.pool.workers[0].process.pid)
