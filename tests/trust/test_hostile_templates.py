"""A template from a stranger reads no file, calls nobody, and reaches nothing behind what it is given."""

import re
from urllib.request import urlopen

import pytest

from stranger import CANARY, Stranger

PAGE = '{%% extends "base.html" %%}\n{%% block body %%}<h1 id="agenda">A</h1>%s{%% endblock %%}'
FOREIGN = ["foreign-address"]
REFUSED = re.compile(r"is unsafe\.$|is not safely callable$")


def codes(stranger: Stranger) -> list[str]:
    return [found.code for found in stranger.agenda()]


def test_what_is_shown_is_seen(stranger: Stranger) -> None:
    stranger.put("templates/agenda.html", PAGE % f"<p>{CANARY}</p>")
    assert (codes(stranger), stranger.harm) == ([], ["read"])


def test_who_calls_is_counted(stranger: Stranger) -> None:
    with pytest.raises(OSError, match="501"):
        urlopen(stranger.real("http://NET/"))  # noqa: S310  # our own
    assert stranger.harm == ["called"]


def test_what_is_written_beside_the_workspace_is_seen(stranger: Stranger) -> None:
    (stranger.outside / "new").mkdir()
    assert stranger.harm == ["wrote"]


@pytest.mark.parametrize(
    "address",
    [
        "file://OUTSIDE/canary.svg",
        "FILE://OUTSIDE/canary.svg",
        "file:OUTSIDE/canary.svg",
        "file://localhostOUTSIDE/canary.svg",
        "http://NET/x.svg",
        "https://NET/x.svg",
        "ftp://NET/x.svg",
        "//NET/x.svg",
        "OUTSIDE/canary.svg",
        "../outside/canary.svg",
        "../../outside/canary.svg",
        "%2e%2e/outside/canary.svg",
        r"C:\outside\canary.svg",
        "C:/outside/canary.svg",
        r"\\NET\share\x.svg",
        "data:image/svg+xml,%3Csvg/%3E",
        "data:text/css,@import url(http://NET/x.css)",
        "practicepack:OUTSIDE/canary.svg",
        "practicepack:../outside/canary.svg",
        "practicepack:content/pictures/../../../outside/canary.svg",
        "practicepack:%2e%2e/outside/canary.svg",
        "practicepack://NET/x.svg",
        r"practicepack:\\NET\share\x.svg",
        "practicepack:C:/outside/canary.svg",
        "practicepack:file://OUTSIDE/canary.svg",
        f"practicepack:{'long/' * 2000}x.svg",
    ],
)
def test_a_page_shows_no_picture_from_elsewhere(stranger: Stranger, address: str) -> None:
    stranger.put("templates/agenda.html", PAGE % f'<img src="{address}" alt="x">')
    assert (codes(stranger), stranger.harm) == (FOREIGN, [])


@pytest.mark.parametrize("address", ["file://OUTSIDE/canary", "http://NET/x"])
@pytest.mark.parametrize(
    "body",
    [
        '<link rel="stylesheet" href="ADDRESS.css">',
        '<link rel="attachment" href="ADDRESS.txt">',
        '<a rel="attachment" href="ADDRESS.txt">x</a>',
        '<object data="ADDRESS.svg"></object>',
        '<embed src="ADDRESS.svg">',
        '<img src="practicepack:content/pictures/hand.svg" srcset="ADDRESS.svg 2x" alt="x">'
        '<img src="ADDRESS.svg" alt="x">',
        '<p style="background: url(ADDRESS.svg)">x</p>',
        "<style>p { background: url(ADDRESS.svg) }</style><p>x</p>",
        '<style>@import "ADDRESS.css";</style>',
        "<style>@font-face { font-family: X; src: url(ADDRESS.ttf) }</style>",
        '<base href="ADDRESS.svg"><link rel="stylesheet" href="canary.css">',
        '<ul style="list-style-image: url(ADDRESS.svg)"><li>x</ul>',
    ],
)
def test_a_page_brings_no_file_from_elsewhere(stranger: Stranger, body: str, address: str) -> None:
    stranger.put("templates/agenda.html", PAGE % body.replace("ADDRESS", address))
    assert (codes(stranger), stranger.harm) == (FOREIGN, [])


@pytest.mark.parametrize("address", ["file://OUTSIDE/canary", "http://NET/x"])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<iframe src="ADDRESS.html"></iframe>', []),
        ('<script src="ADDRESS.js"></script>', []),
        ('<meta http-equiv="refresh" content="0; url=ADDRESS.html">', []),
        ('<video src="ADDRESS.mp4" poster="ADDRESS.svg"></video>', []),
        ('<input type="image" src="ADDRESS.svg" alt="x">', []),
        ('<svg><title>x</title><image href="ADDRESS.svg" width="9" height="9"/></svg>', ["layout"]),
        ('<svg><title>x</title><use href="ADDRESS.svg#a"/></svg>', []),
    ],
)
def test_what_is_not_printed_is_not_fetched(
    stranger: Stranger, body: str, expected: list[str], address: str
) -> None:
    stranger.put("templates/agenda.html", PAGE % body.replace("ADDRESS", address))
    assert (codes(stranger), stranger.harm) == (expected, [])


@pytest.mark.parametrize("address", ["file://OUTSIDE/canary", "http://NET/x"])
@pytest.mark.parametrize(
    "style",
    [
        "h1 { background: url(ADDRESS.svg) }",
        "h1 { background: u\\72l(ADDRESS.svg) }",
        '@import "ADDRESS.css";',
        "@import url(ADDRESS.css);",
        "@font-face { font-family: X; src: url(ADDRESS.ttf) } h1 { font-family: X }",
        "@page { background: url(ADDRESS.svg) }",
        "@page { @top-left { content: url(ADDRESS.svg) } }",
        "h1::before { content: url(ADDRESS.svg) }",
    ],
)
def test_a_style_brings_nothing_from_elsewhere(stranger: Stranger, style: str, address: str) -> None:
    stranger.put("templates/css/own.css", style.replace("ADDRESS", address))
    (found,) = stranger.agenda()
    assert (found.code, found.span and found.span.source.name) == (*FOREIGN, "templates/css/own.css")
    assert stranger.harm == []


@pytest.mark.parametrize(
    "name",
    [
        "../../outside/canary.html",
        "../outside/canary.html",
        "OUTSIDE/canary.html",
        "/OUTSIDE/canary.html",
        "shipped/../../../outside/canary.html",
        r"..\\..\\outside\\canary.html",
        r"C:\\outside\\canary.html",
        r"\\\\NET\\share\\x.html",
        "//NET/share/x.html",
        "file://OUTSIDE/canary.html",
        "x\\0.html",
        "x" * 5000,
    ],
)
@pytest.mark.parametrize("tag", ['include "{}"', 'extends "{}"', 'import "{}" as x', 'from "{}" import x'])
def test_a_template_is_in_the_workspace(stranger: Stranger, tag: str, name: str) -> None:
    stranger.put("templates/agenda.html", f"\n{{% {tag.format(name)} %}}")
    (found,) = stranger.agenda()
    assert (found.code, found.span and found.span.line) == ("template-missing", 2)
    assert stranger.harm == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "text",
    [
        '{{ "".__class__.__mro__[1].__subclasses__() }}',
        '{{ ""["__class__"] }}',
        '{{ ""|attr("__class__") }}',
        '{{ [plan]|map(attribute="__class__")|first }}',
        '{{ [plan]|map("attr", "__init__")|first }}',
        '{% for kind, _ in [plan]|groupby("__class__") %}{{ kind }}{% endfor %}',
        '{{ [plan]|sum(attribute="__class__") }}',
        '{{ "{0.__class__}".format(plan) }}',
        '{{ ("{0.__class__}"|safe).format(plan) }}',
        '{{ "{p.__init__.__globals__}".format_map({"p": plan}) }}',
        '{{ ("{0.__class__}"|attr("format"))(plan) }}',
        '{{ ["{0.__class__}"]|map(attribute="format")|first()(plan) }}',
        "{{ cycler.__init__.__globals__ }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ range.__init__ }}",
        "{{ dict.__base__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ until.func.__globals__ }}",
        "{{ until.func(1, 2) }}",
        "{{ page.__init__ }}",
        "{{ gettext.__globals__ }}",
        '{{ _("%(x)s", x=plan.__class__) }}',
        "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
        '{% import "macros.html" as m %}{{ m.__dict__ }}',
        "{{ (plan.days|map('string')).gi_frame }}",
        "{{ plan.__dataclass_fields__ }}",
        "{{ slip.__pydantic_validator__ }}",
        '{{ slip.parse_file("OUTSIDE/canary.txt") }}',
        '{{ slip.parse_raw("x", proto="pickle", allow_pickle=True) }}',
        '{{ slip.model_copy(update={"title": "x"}) }}',
        "{{ slip.model_construct() }}",
        "{{ slip.model_fields.title.annotation.accept('x') }}",
        "{{ slip.model_dump() }}",
        "{{ slip.model_fields.title.annotation('x') }}",
        '{{ slip.model_fields.title.annotation.format("{0.__class__}", plan) }}',
        '{{ slip.model_fields.title.annotation|attr("format")("{0.__class__}", plan) }}',
        '{{ slip.model_fields.title.annotation["format"]("{0.__class__}", plan) }}',
        "{{ slip.model_fields.for_.annotation.count(plan) }}",
        "{{ care.model_fields.credit.annotation.model_copy(care.credit, update={'origin': 'x'}) }}",
        "{{ day.start.to_bytes(2) }}",
    ],
)
def test_a_template_reaches_nothing_behind_what_it_is_given(stranger: Stranger, text: str) -> None:
    given = "{% set slip = plan.sheets[0].printable %}{% set day = plan.days[0] %}"
    given += "{% set care = plan.safety[0].item %}"
    stranger.put("templates/agenda.html", f"{given}\n{text}")
    (found,) = stranger.agenda()
    assert (found.code, found.span and found.span.line) == ("template", 2)
    assert REFUSED.search(found.message)
    assert stranger.harm == []


@pytest.mark.parametrize(
    "text",
    [
        '{% set plan.title = "x" %}',
        "{% set part.view = {} %}",
        "{% set edition.ink = 'colour' %}",
        "{{ pictures.clear() }}",
        "{{ pictures.update({'hand': 1}) }}",
        "{{ pictures.setdefault('x', 1) }}",
        "{{ part.view.pop('days') }}",
        "{{ part.view|attr('clear')() }}",
        "{{ dict.update(pictures, hand=1) }}",
        "{{ dict.clear(pictures) }}",
        "{{ dict.pop(part.view, 'days') }}",
        "{{ plan.__setattr__('title', 'x') }}",
        "{% set all = [1] %}{{ all.append(2) }}",
        "{% set all = [2, 1] %}{{ all.sort() }}",
    ],
)
def test_a_template_changes_nothing(stranger: Stranger, text: str) -> None:
    before = repr((stranger.plan, stranger.library.pictures))
    stranger.put("templates/agenda.html", text)
    (found,) = stranger.agenda()
    assert (found.code, found.span and found.span.line) == ("template", 1)
    assert repr((stranger.plan, stranger.library.pictures)) == before
