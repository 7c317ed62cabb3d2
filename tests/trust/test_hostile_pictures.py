"""A picture from a stranger is a drawing and nothing else: it runs nothing and shows nothing but itself."""

import pytest

from practicepack.diagnostics import Source
from practicepack.library.images.svg import drawing
from stranger import SVG, Stranger

PAGE = '<img src="practicepack:%s" alt="x">'
NAME = "content/pictures/more.svg"
OUT = "is not in the picture"
NOTHING = "does nothing on paper"


@pytest.mark.parametrize(
    ("inner", "quoted", "why"),
    [
        ('<image href="file://OUTSIDE/canary.svg" width="9" height="9"/>', "file://OUTSIDE/canary.svg", OUT),
        ('<image xlink:href="file://OUTSIDE/canary.svg" width="9"/>', "file://OUTSIDE/canary.svg", OUT),
        ('<image href="http://NET/x.png" width="9" height="9"/>', "http://NET/x.png", OUT),
        ('<image href="//NET/x.png" width="9" height="9"/>', "//NET/x.png", OUT),
        ('<image href="../../../outside/canary.svg" width="9"/>', "../../../outside/canary.svg", OUT),
        (r'<image href="\\NET\share\x.png" width="9"/>', r"\\NET\share\x.png", OUT),
        ('<image href="practicepack:../outside/canary.svg"/>', "practicepack:../outside/canary.svg", OUT),
        ('<image href="data:image/png;base64,AAAA" width="9"/>', "data:image/png;base64,AAAA", OUT),
        ('<image href="" width="9" height="9"/>', "href", OUT),
        ('<use href="file://OUTSIDE/canary.svg#a"/>', "file://OUTSIDE/canary.svg#a", OUT),
        ('<use xlink:href="http://NET/x.svg#a"/>', "http://NET/x.svg#a", OUT),
        ('<a href="javascript:alert(1)"><rect/></a>', "javascript:alert(1)", OUT),
        ('<g xml:base="http://NET/"><use href="#a"/></g>', "http://NET/", OUT),
        ('<rect fill="url(http://NET/x.svg#a)"/>', "url(http://NET/x.svg#a)", OUT),
        ("<rect style=\"fill: URL( 'http://NET/x.svg#a')\"/>", "URL( 'http://NET/x.svg#a')", OUT),
        (r'<rect style="fill: u\72l(http://NET/x.svg#a)"/>', r"\72l(http://NET/x.svg#a)", OUT),
        ('<rect filter="url(file://OUTSIDE/canary.svg#a)"/>', "url(file://OUTSIDE/canary.svg#a)", OUT),
        ("<style>@import 'http://NET/x.css';</style>", "@import 'http://NET/x.css'", OUT),
        (
            "<style>@import url(file://OUTSIDE/canary.css);</style>",
            "@import url(file://OUTSIDE/canary.css)",
            OUT,
        ),
        ("<style>@\\69mport 'http://NET/x.css';</style>", "\\69mport", OUT),
        ("<style>rect { fill: url(http://NET/#a) }</style><rect/>", "url(http://NET/#a)", OUT),
        ("<style>@font-face { src: url(http://NET/x.ttf) }</style>", "url(http://NET/x.ttf)", OUT),
        ("<script>alert(1)</script>", "script", NOTHING),
        ('<script href="#a"/>', "script", NOTHING),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'>1</x:script>", "script", NOTHING),
        ('<rect onload="alert(1)"/>', "onload", NOTHING),
        ('<rect onClick="alert(1)"/>', "onClick", NOTHING),
        ("<foreignObject><p>x</p></foreignObject>", "foreignObject", NOTHING),
        ("<iframe/>", "iframe", NOTHING),
    ],
)
def test_a_drawing_shows_only_itself(stranger: Stranger, inner: str, quoted: str, why: str) -> None:
    drawn = f"{SVG}<title>x</title>\n{inner}</svg>"
    _, (found,) = drawing(Source(NAME, drawn))
    assert (found.code, found.message, found.span and found.span.line) == (
        "bad-picture",
        f'"{quoted}" {why}',
        2,
    )
    stranger.put(NAME, drawn)
    assert {one.code for one in stranger.page(PAGE % NAME)} <= {"layout"}
    assert stranger.harm == []


@pytest.mark.parametrize(
    ("prologue", "message"),
    [
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file://OUTSIDE/canary.txt">]>', "a picture needs no DOCTYPE"),
        ('<!DOCTYPE svg SYSTEM "http://NET/x.dtd">', "a picture needs no DOCTYPE"),
        ('<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://NET/x.dtd"> %a;]>', "a picture needs no DOCTYPE"),
        ('<?xml-stylesheet href="http://NET/x.css"?>', "a picture needs no processing instruction"),
        ('<?xml version="1.0" encoding="utf-7"?>', "not marked as UTF-8"),
        ("<?xml version='1.0' encoding='cp037'?>", "not marked as UTF-8"),
    ],
)
def test_a_drawing_begins_with_itself(stranger: Stranger, prologue: str, message: str) -> None:
    inner = "&a;" if "ENTITY a" in prologue else "x"
    drawn = f'{prologue}\n{SVG}<title>x</title><text y="9">{inner}</text></svg>'
    _, (found,) = drawing(Source(NAME, drawn))
    assert (found.code, found.message, found.span and found.span.line) == ("bad-picture", message, 1)
    stranger.put(NAME, drawn)
    assert {one.code for one in stranger.page(PAGE % NAME)} <= {"layout"}
    assert stranger.harm == []


@pytest.mark.parametrize(
    "inner",
    [
        '<defs><g id="a"/></defs><use href="#a"/><use xlink:href="#a"/>',
        '<rect fill="url(#a)" style="clip-path: url( \'#b\')"/>',
        "<style>rect { fill: url(#a) }</style>",
        '<metadata about="http://example.org/" resource="C:\\drawing.svg"/>',
    ],
)
def test_a_drawing_may_use_its_own_parts(inner: str) -> None:
    assert drawing(Source(NAME, f"{SVG}<title>x</title>{inner}</svg>")) == ("x", [])


@pytest.mark.parametrize("name", ["content/pictures/hand.svg", "sessions/one-day/logo.svg"])
@pytest.mark.parametrize("inner", ["<script>1</script>", '<image href="http://NET/x.png"/>', "<a"])
def test_pictures_and_logos_are_checked(stranger: Stranger, name: str, inner: str) -> None:
    stranger.workshop("organiser: {name: Us, logo: logo.svg}")
    stranger.put("sessions/one-day/logo.svg", f"{SVG}<title>x</title></svg>")
    stranger.put(name, f"{SVG}<title>x</title>\n{inner}</svg>")
    assert (stranger.call("check"), stranger.harm) == (1, [])
    assert f"{name}:2:" in stranger.said
    assert stranger.said.count("error[bad-picture]") == 1


@pytest.mark.parametrize("ending", ["svg", "png", "jpg"])
@pytest.mark.parametrize("data", [b"%!PS-Adobe-3.0 EPSF-3.0\n", b"GIF89a", b"%PDF-1.7\n", b"\0", b""])
def test_a_picture_is_what_its_ending_says(stranger: Stranger, ending: str, data: bytes) -> None:
    name = f"sessions/one-day/logo.{ending}"
    stranger.workshop(f"organiser: {{name: Us, logo: logo.{ending}}}")
    stranger.put(name, data)
    assert stranger.call("check") == 1
    assert "sessions/one-day/workshop.yaml:14:29: error[bad-logo]" in stranger.said
    assert [one.code for one in stranger.page(PAGE % name)] == ["foreign-address"]
