from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pytest

from practicepack.diagnostics import Source
from practicepack.documents.model import Document, Part, Place
from practicepack.documents.parts import MergeJob, PartInfo, RenderedPart, RenderJob
from practicepack.documents.print_run import PrinterSettings
from practicepack.pdf.merge import assemble
from practicepack.render.markdown import INSIDE
from practicepack.render.toc import TocLine, contents
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from tasks import run

ONE, LATER, TWO = Place("One", "one", clock="09:00"), Place("Later", "Later", 2), Place("Two", "two")
BODIES = {
    "cover": "<h1>Power</h1><p>And voice</p>",
    "contents": f'<h1>Contents</h1><p><a href="{INSIDE}one">One</a> <a href="{INSIDE}two">Two</a></p>'
    '<p><a href="https://a.org/b">Elsewhere</a></p>',
    "one": '<h1 id="one">One</h1><ul><li>x</li></ul><h2 id="Later" style="break-before: page">Later</h2>'
    f'<p>Then <a href="{INSIDE}two">two</a>, as in <a href="{INSIDE}Later">later</a></p>',
    "two": '<h1 id="two">Two</h1><table><thead><tr><th scope="col">H</th></tr></thead>'
    f'<tbody><tr><td><a href="{INSIDE}one">One</a></td></tr></tbody></table>',
}
PARTS = (
    Part("cover", "cover.html", "", "Power", {}),
    Part("contents", "contents.html", "i", "Contents", {}, late="contents"),
    Part("one", "session.html", "1", "One", {}, places=(ONE, LATER)),
    Part("two", "session.html", "2", "Two", {}, places=(TWO,)),
)
GUIDE = Document("facilitator-guide", "facilitators", "guide", "Guide – دليل", 2, PARTS)


@dataclass(frozen=True)
class Made:
    parts: dict[str, RenderedPart]
    pdf: bytes


@pytest.fixture(scope="module")
def made() -> Made:
    jobs = {
        name: RenderJob(
            name,
            f'<html lang="en"><title>{name}</title><body>{body}</body></html>',
            (Source("mine.css", "html { font: 12pt Pack }"),),
        )
        for name, body in BODIES.items()
    }
    with Typesetter(Workspace(None, shipped_root()), 1) as typesetter:
        results = run(typesetter, jobs)
    parts = {name: laid for (name, _), laid in results.items()}
    return Made(parts, joined(parts, PARTS))


def joined(
    made: dict[str, RenderedPart],
    parts: tuple[Part, ...],
    language: str = "en",
    author: str | None = "Us",
    printer: PrinterSettings | None = None,
) -> bytes:
    heads = tuple(PartInfo(part.title, part.label, part.places) for part in parts)
    laid = tuple(made[part.name] for part in parts)
    feet = (None,) * len(laid)
    return assemble(MergeJob(GUIDE.title, language, author, heads, laid, feet, printer)).pdf


@pytest.fixture
def pdf(made: Made) -> Iterator[Any]:
    with pikepdf.open(BytesIO(made.pdf)) as opened:
        yield opened


def number(pdf: Any, sheet: Any) -> int:
    return [one.objgen for one in pdf.pages].index(sheet.objgen)


def links(pdf: Any) -> list[tuple[int, Any]]:
    return [(at, link) for at, one in enumerate(pdf.pages) for link in one.obj.get("/Annots", [])]


def elements(element: Any) -> Iterator[Any]:
    """An element of the structure and all below it, as they are read."""
    yield element
    below = element.get("/K", [])
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from elements(child)


def test_it_is_accessible_pdf(made: Made) -> None:
    report = page.validate_pdf_bytes(made.pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


def test_the_outline_is_that_of_the_parts_in_their_order(pdf: Any) -> None:
    def lines(items: Any) -> list[Any]:
        return [(one.title, number(pdf, one.destination[0]), lines(one.children)) for one in items]

    with pdf.open_outline() as outline:
        assert lines(outline.root) == [
            ("Power", 0, []),
            ("Contents", 1, []),
            ("One", 2, [("Later", 3, [])]),
            ("Two", 4, []),
        ]


def test_places_are_named_in_the_order_of_their_bytes(pdf: Any) -> None:
    names = list(pdf.Root.Names.Dests.Names)
    found = [(str(name), number(pdf, place[0])) for name, place in zip(names[::2], names[1::2], strict=True)]
    assert found == [("Later", 3), ("one", 2), ("two", 4)]


def test_pages_are_numbered_part_by_part(pdf: Any) -> None:
    assert [one.label for one in pdf.pages] == ["1", "i – 1", "1 – 1", "1 – 2", "2 – 1"]


def test_the_structure_is_read_in_the_order_of_the_parts(pdf: Any) -> None:
    (top,) = pdf.Root.StructTreeRoot.K
    roles = [str(one.S) for one in elements(top)]
    assert (roles[0], roles.count("/Document")) == ("/Document", 1)
    heads = [role for role in roles if role in ("/H1", "/H2", "/L", "/Table", "/Link")]
    assert heads == [
        *("/H1", "/H1", "/Link", "/Link", "/Link"),
        *("/H1", "/L", "/H2", "/Link", "/Link", "/H1", "/Table", "/Link"),
    ]


def test_every_element_knows_what_it_stands_in(pdf: Any) -> None:
    (top,) = pdf.Root.StructTreeRoot.K
    assert top.P.objgen == pdf.Root.StructTreeRoot.objgen
    for element in elements(top):
        below = element.get("/K", [])
        children = below if isinstance(below, pikepdf.Array) else [below]
        parents = {one.P.objgen for one in children if isinstance(one, pikepdf.Dictionary) and "/S" in one}
        assert parents <= {element.objgen}


def test_pages_and_links_lead_to_their_elements(pdf: Any) -> None:
    tree = pdf.Root.StructTreeRoot
    numbers = list(tree.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    owners = dict(zip(keys, numbers[1::2], strict=True))
    assert all(key < following for key, following in pairwise([*keys, int(tree.ParentTreeNextKey)]))
    used = [int(one.obj.StructParents) for one in pdf.pages]
    for at, key in enumerate(tuple(used)):
        assert {number(pdf, element.Pg) for element in owners[key] if "/Pg" in element} == {at}
    for _, link in links(pdf):
        used.append(int(link.StructParent))
        element = owners[int(link.StructParent)]
        assert (str(element.S), link.objgen) == (
            "/Link",
            next(one.Obj.objgen for one in element.K if "/Obj" in one),
        )
    assert sorted(used) == keys


def test_addresses_inside_become_jumps_and_others_stay(pdf: Any) -> None:
    jumps = [(at, str(link.Dest), "/A" in link) for at, link in links(pdf) if "/Dest" in link]
    assert jumps == [
        (1, "one", False),
        (1, "two", False),
        (3, "two", False),
        (3, "Later", False),
        (4, "one", False),
    ]
    others = [(at, str(link.A.URI)) for at, link in links(pdf) if "/Dest" not in link]
    assert others == [(1, "https://a.org/b")]


def test_no_address_inside_is_left_in_the_file_not_even_to_be_read_aloud(pdf: Any) -> None:
    assert [str(link.Contents) for _, link in links(pdf) if INSIDE in str(link.get("/Contents", ""))] == []
    assert b"practicepack.invalid" not in b"".join(one.unparse(resolved=True) for one in pdf.objects)


def test_the_file_says_its_title_its_author_and_its_language(pdf: Any) -> None:
    assert str(pdf.Root.Lang) == "en"
    assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author)) == ("Guide – دليل", "Us")
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as metadata:
        said = (
            metadata["dc:title"],
            metadata["dc:language"],
            metadata["dc:creator"],
            metadata["pdfuaid:part"],
        )
    assert said == ("Guide – دليل", {"en"}, ["Us"], "1")


def test_a_file_without_an_author_names_none(made: Made) -> None:
    data = joined(made.parts, PARTS, "ar", None)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "/Author" not in pdf.docinfo
        assert str(pdf.Root.Lang) == "ar"


def test_the_same_parts_make_the_same_bytes(made: Made) -> None:
    assert joined(made.parts, PARTS) == made.pdf
    assert b"/CreationDate" not in made.pdf


def test_a_file_with_an_outline_opens_with_it(pdf: Any, made: Made) -> None:
    assert str(pdf.Root.PageMode) == "/UseOutlines"
    one_page = joined(made.parts, PARTS[:1])
    with pikepdf.open(BytesIO(one_page)) as alone:
        assert not {"/PageMode", "/Outlines"} & {*alone.Root.keys()}


def test_a_file_that_is_printed_as_it_is_says_how(made: Made) -> None:
    printed = joined(made.parts, PARTS, printer=PrinterSettings(12, "long-edge"))
    with pikepdf.open(BytesIO(printed)) as pdf:
        asked = pdf.Root.ViewerPreferences
        assert (str(asked.Duplex), int(asked.NumCopies)) == ("/DuplexFlipLongEdge", 12)
        assert (str(asked.PrintScaling), bool(asked.PickTrayByPDFSize)) == ("/None", True)
        assert pdf.pdf_version >= "1.7"


def test_a_file_that_another_is_printed_instead_of_asks_for_no_copies(pdf: Any) -> None:
    asked = pdf.Root.ViewerPreferences
    assert str(asked.PrintScaling) == "/None"
    assert not {"/Duplex", "/NumCopies"} & {*asked.keys()}


@pytest.mark.parametrize("name", list(BODIES))
def test_one_part_joined_is_that_part(made: Made, name: str) -> None:
    part = next(one for one in PARTS if one.name == name)
    data = joined(made.parts, (part,))
    with pikepdf.open(BytesIO(data)) as after, pikepdf.open(BytesIO(made.parts[name].pdf)) as before:
        drawn = [[one.Contents.read_bytes() for one in pdf.pages] for pdf in (after, before)]
    assert drawn[0] == drawn[1]


def test_the_contents_have_the_folio_of_each_place(made: Made) -> None:
    lines = (TocLine(ONE, "1 – 1"), TocLine(LATER, "1 – 2"), TocLine(TWO, "2 – 1"))
    assert contents(GUIDE, made.parts, (ONE, LATER, TWO)) == lines
