import re
import socket
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from practicepack.diagnostics import Source
from practicepack.documents.parts import RenderedPart, RenderJob
from practicepack.typeset.jobs import Job, JobId, Results
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace
from tasks import after, alone, ignore, laid_out

RED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Red</title>{}</svg>'
SQUARE = '<rect width="9" height="9" fill="#ff0000"/>'
PICTURE = "practicepack:content/pictures/red.svg"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("typeset") / "root"
    pictures = root / "content" / "pictures"
    pictures.mkdir(parents=True)
    (root.parent / "outside.svg").write_text(RED.format(SQUARE))
    (root / "notes.txt").write_text("notes")
    (pictures / "red.svg").write_text(RED.format(SQUARE))
    Image.new("RGB", (1, 1)).save(root.parent / "outside.png")
    Image.new("RGB", (1, 1)).save(pictures / "inside.png")
    (pictures / "way-out.svg").symlink_to(root.parent / "outside.svg")
    return Workspace(None, root)


@pytest.fixture(scope="module")
def typesetter(workspace: Workspace) -> Iterator[Typesetter]:
    with Typesetter(workspace, 1) as made:
        yield made


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def job(body: str, *styles: str, name: str = "Part") -> RenderJob:
    html = f'<html lang="en"><head><title>Part</title></head><body>{body}</body></html>'
    sheets = tuple(Source("templates/css/mine.css", text) for text in ("html { font-family: Pack }", *styles))
    return RenderJob(name, html, sheets)


def laid(typesetter: Typesetter, one: RenderJob) -> RenderedPart:
    return laid_out(typesetter, one)[one.key]


def found(typesetter: Typesetter, one: RenderJob) -> list[tuple[str, str]]:
    return [(finding.severity.value, finding.code) for finding in laid(typesetter, one).diagnostics]


def image(address: str) -> str:
    return f'<p><img src="{address}" alt="a picture"></p>'


def drawn(pdf: bytes) -> bytes:
    """All that draws in a file: its pages, their patterns and their forms."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return b"".join(one.read_bytes() for one in streams(opened))


def streams(pdf: Any) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]


def test_a_picture_of_the_workspace_is_drawn(typesetter: Typesetter) -> None:
    made = laid(typesetter, job(image(PICTURE)))
    assert made.diagnostics == ()
    assert b"1 0 0 rg" in drawn(made.pdf)
    assert b"1 0 0 rg" not in drawn(laid(typesetter, job("<p>Text</p>")).pdf)


def test_a_picture_may_stand_behind_the_words(typesetter: Typesetter) -> None:
    made = laid(typesetter, job("<p>Text</p>", f"p {{ background: url({PICTURE}) }}"))
    assert (made.diagnostics, made.pages) == ((), 1)
    assert b"1 0 0 rg" in drawn(made.pdf)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "practicepack:../outside.svg",
        "practicepack:content/pictures/../../../outside.svg",
        "practicepack:content/pictures/way-out.svg",
        "practicepack:/etc/passwd",
        "practicepack:notes.txt",
        "practicepack:content/pictures/blue.svg",
        "content/pictures/red.svg",
        "../outside.svg",
        "data:image/svg+xml,%3Csvg/%3E",
    ],
)
def test_a_page_shows_pictures_of_the_workspace_only(typesetter: Typesetter, address: str) -> None:
    made = laid(typesetter, job(image(address)))
    assert (made.pdf, made.pages) == (b"", 0)
    assert [finding.code for finding in made.diagnostics] == ["foreign-address"]


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ('<img src="{}/x.png" alt="x">', ""),
        ('<img src="{}/x.png" srcset="{}/x.png 2x" alt="x">', ""),
        ('<link rel="stylesheet" href="{}/x.css">', ""),
        ('<object data="{}/x.svg"></object>', ""),
        ('<embed src="{}/x.svg">', ""),
        ('<link rel="attachment" href="{}/x.txt">', ""),
        ('<a rel="attachment" href="{}/x.txt">x</a>', ""),
        ('<p style="background: url({}/x.png)">x</p>', ""),
        ("<p>x</p>", '@import "{}/x.css";'),
        ("<p>x</p>", "p {{ background-image: url({}/x.png) }}"),
        ("<p>x</p>", "li, p {{ display: list-item; list-style-image: url({}/x.png) }}"),
        ("<p>x</p>", "p::before {{ content: url({}/x.png) }}"),
        ("<p>x</p>", "@font-face {{ font-family: X; src: url({}/x.ttf) }} p {{ font-family: X }}"),
        ("<p>x</p>", "@page {{ background: url({}/x.png) }}"),
    ],
)
def test_nothing_is_fetched_from_the_net(
    typesetter: Typesetter, listener: socket.socket, body: str, style: str
) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    one = job(re.sub(r"\{\}", address, body), style.format(address))
    assert found(typesetter, one) == [("error", "foreign-address")]
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    ("inner", "images"),
    [
        ('<image href="practicepack:content/pictures/inside.png" width="9" height="9"/>', 1),
        ('<image href="file://{outside}.png" width="9" height="9"/>', 0),
        ('<image href="{net}/x.png" width="9" height="9"/>', 0),
        ('<use href="{net}/x.svg#a"/>', 0),
        ("<style>@import url({net}/x.css);</style>", 0),
        ('<style>rect {{ fill: url({net}/x.svg#a) }}</style><rect width="9" height="9"/>', 0),
    ],
)
def test_a_picture_brings_nothing_from_outside(
    typesetter: Typesetter, listener: socket.socket, workspace: Workspace, inner: str, images: int
) -> None:
    net = f"http://127.0.0.1:{listener.getsockname()[1]}"
    sly = inner.format(net=net, outside=workspace.shipped.parent / "outside")
    name = f"content/pictures/{sha256(sly.encode()).hexdigest()}.svg"
    (workspace.shipped / name).write_text(RED.format(sly))
    with pikepdf.open(BytesIO(laid(typesetter, job(image(f"practicepack:{name}"))).pdf)) as pdf:
        assert sum(one.get("/Subtype") == "/Image" for one in streams(pdf)) == images
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_foreign_address_is_told_with_the_part_that_shows_it(typesetter: Typesetter) -> None:
    (finding,) = laid(typesetter, job(image("file:///etc/shadow"), name="Guide - Cover")).diagnostics
    assert finding.message == 'Guide - Cover: "file:///etc/shadow" is not read'
    assert finding.hints == ("a page can show files of content/pictures only",)


def test_a_foreign_address_in_a_style_is_told_where_it_stands(typesetter: Typesetter) -> None:
    (finding,) = laid(typesetter, job("<p>x</p>", "p {\n  background: url(file:///etc/shadow) }")).diagnostics
    assert finding.span is not None
    place = (finding.span.source.name, finding.span.line, finding.span.column)
    assert place == ("templates/css/mine.css", 2, 19)


@pytest.mark.parametrize("sign", ["\U000f0000", "漢", "\ua984"], ids=["private", "han", "javanese"])
def test_a_sign_that_the_font_lacks_is_an_error(typesetter: Typesetter, sign: str) -> None:
    assert found(typesetter, job(f"<p>A {sign}</p>")) == [("error", "missing-glyph")]


def test_a_style_that_does_nothing_is_a_warning(typesetter: Typesetter) -> None:
    (finding,) = laid(typesetter, job("<p>x</p>", "a { color: red }\np { colour: red }")).diagnostics
    assert (finding.severity.value, finding.code) == ("warning", "style")
    assert finding.span is not None
    assert (finding.span.source.name, finding.span.line) == ("templates/css/mine.css", 2)


def test_jobs_with_the_same_task_share_one_result(workspace: Workspace) -> None:
    first, same, other = job("<p>x</p>", name="A"), job("<p>x</p>", name="B"), job("<p>y</p>", name="C")
    done: list[str] = []

    def report(job_id: JobId, name: str, _: RenderedPart) -> None:
        done.append(f"{job_id[0]} {name}")

    def results(typesetter: Typesetter, **tasks: RenderJob) -> dict[str, RenderedPart]:
        jobs = {(name, ""): alone(task) for name, task in tasks.items()}
        return {name: laid for (name, _), laid in typesetter.run(jobs, report).items()}

    with Typesetter(workspace, 1) as typesetter:
        once = results(typesetter, first=first, same=same)
        again = results(typesetter, first=first, other=other)
        assert typesetter.counts["made"] == 2
    assert done == ["first A", "same B", "first A", "other C"]
    assert again["first"] is once["first"] is once["same"]
    assert again["other"] != again["first"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_job_gets_the_results_that_it_needs(workspace: Workspace, workers: int) -> None:
    """A chain of three, each made from the pages of the one before."""

    def page_after(needed: JobId, results: Results) -> RenderJob:
        return job("<p style='break-before: page'>x</p>" * (results[needed].pages + 1))

    jobs = {("a", ""): alone(job("<p>x</p>"))}
    for needed, name in (("a", "b"), ("b", "c")):
        jobs[name, ""] = Job(frozenset([(needed, "")]), partial(page_after, (needed, "")))
    with Typesetter(workspace, workers) as typesetter:
        results = typesetter.run(jobs, ignore)
    assert {name: laid.pages for (name, _), laid in results.items()} == {"a": 1, "b": 2, "c": 3}


def test_what_needs_a_job_with_an_error_is_left_out(workspace: Workspace) -> None:
    jobs = {
        ("wrong", ""): alone(job("<p>\U000f0000</p>")),
        ("next", ""): after(("wrong", ""), job("<p>x</p>")),
        ("other", ""): alone(job("<p>y</p>")),
    }
    with Typesetter(workspace, 1) as typesetter:
        results = typesetter.run(jobs, ignore)
    assert sorted(name for name, _ in results) == ["other", "wrong"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_in_a_task_ends_all_and_leaves_nothing_behind(workspace: Workspace, workers: int) -> None:
    def broken(_: Results) -> RenderJob:
        raise ValueError("a template is at fault")

    parts = {name: job(f"<p>{name}</p>" * 40) for name in "abcd"}
    jobs = {(name, ""): alone(part) for name, part in parts.items()}
    with Typesetter(workspace, workers) as typesetter:
        with pytest.raises(ValueError, match="a template is at fault"):
            typesetter.run({**jobs, ("e", ""): Job(frozenset([("a", "")]), broken)}, ignore)
        again = typesetter.run(jobs, ignore)
    with Typesetter(workspace, 1) as typesetter:
        assert again == typesetter.run(jobs, ignore)


def test_the_style_is_part_of_what_shapes_a_page() -> None:
    assert len({job("<p>x</p>", style).key for style in ("", "p {}", "p { color: red }")}) == 3


def test_one_worker_and_two_make_the_same_bytes(workspace: Workspace) -> None:
    page = f'<p style="break-before: page">{image(PICTURE)} word</p>'
    jobs = [job(page * number, name=str(number)) for number in (1, 30, 4)]
    with Typesetter(workspace, 1) as single, Typesetter(workspace, 2) as both:
        one, two = laid_out(single, *jobs), laid_out(both, *jobs)
    assert one == two
    assert [one[each.key].pages for each in jobs] == [1, 30, 4]


def test_two_workers_tell_what_is_wrong_as_one_does(workspace: Workspace) -> None:
    jobs = [job("<p>\U000f0000</p>"), job(image("file:///etc/passwd")), job("<p>x</p>", "p { colour: red }")]
    with Typesetter(workspace, 1) as single, Typesetter(workspace, 2) as both:
        one, two = laid_out(single, *jobs), laid_out(both, *jobs)
    codes = [[finding.code for finding in one[each.key].diagnostics] for each in jobs]
    assert codes == [["missing-glyph"], ["foreign-address"], ["style"]]
    assert one == two


def test_a_part_is_tagged_pdf_with_lato_inside(typesetter: Typesetter) -> None:
    with pikepdf.open(BytesIO(laid(typesetter, job("<h1>Power</h1>")).pdf)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
