"""A text from a stranger is only words: no markup, no address and no placeholder in it does anything."""

import json
from dataclasses import replace

import pytest

from practicepack.library.models.fields import Line, Prose
from stranger import Stranger

QUICK = ("--only", "agenda", "--jobs", "1", "--no-cache")
SHOWN = '{% extends "base.html" %}{% block body %}<h1 id="agenda">{{ plan.title }}</h1>' + (
    "{{ plan.place }} {{ plan.purpose|markdown }} {{ plan.purpose|inline }}{% endblock %}"
)
MARKUP = [
    '<img src="http://NET/x.svg">',
    '<img src="file://OUTSIDE/canary.svg" alt="x">',
    '<link rel="attachment" href="file://OUTSIDE/canary.txt">',
    '<a rel="attachment" href="file://OUTSIDE/canary.txt">x</a>',
    "<style>@import url(http://NET/x.css);</style>",
    "</style><style>p { background: url(http://NET/x.svg) }",
    "<script>fetch('http://NET/')</script>",
    '<svg><image href="http://NET/x.svg"/></svg>',
    '"); background: url(http://NET/x.svg); content: ("',
    "{% include '../outside/canary.html' %}",
    "{{ plan.__class__ }}",
    "%(page)s {0.__class__} %s",
]
LEADING = [
    ("[x](file://OUTSIDE/canary.txt)", None),
    ("<file://OUTSIDE/canary.txt>", None),
    ("[x](javascript:alert)", None),
    ("[x](data:text/html,x)", None),
    ("[x](practicepack:../outside/canary.svg)", "dead-link"),
    ("[x](../outside/canary.txt)", "dead-link"),
    ("[x][y]\n\n[y]: ../canary.txt", None),
    ("![x](practicepack:../outside/canary.svg)", "picture-in-text"),
    ("![x](http://NET/x.svg)", "picture-in-text"),
    ("{participants.__class__}", "unknown-placeholder"),
    ("{0.__init__}", "unknown-placeholder"),
    ("{participants!r}", "unknown-placeholder"),
    ("{participants:>9999999}", "unknown-placeholder"),
    ("{../outside/canary}", "unknown-placeholder"),
]


@pytest.mark.parametrize("text", MARKUP)
def test_a_text_is_only_words(stranger: Stranger, text: str) -> None:
    words = stranger.real(text)
    stranger.plan = replace(stranger.plan, title=Line(words), place=Line(words), purpose=Prose(words))
    stranger.put("templates/agenda.html", SHOWN)
    assert (stranger.agenda(), stranger.harm) == ([], [])


@pytest.mark.parametrize(("text", "code"), LEADING)
def test_an_address_or_a_placeholder_in_a_text_brings_nothing(
    stranger: Stranger, text: str, code: str | None
) -> None:
    real = stranger.real(text)
    stranger.put(
        "content/safety/care.yaml", f"title: A\norder: 1\ntext: {json.dumps(real)}\ncredit: {{origin: A}}"
    )
    assert stranger.call("check", "--format", "json") == int(code is not None)
    assert [(one["code"], one["line"]) for one in json.loads(stranger.said)] == ([(code, 3)] if code else [])
    stranger.plan = replace(stranger.plan, purpose=Prose(real))
    stranger.put("templates/agenda.html", SHOWN)
    assert {one.code for one in stranger.agenda()} <= {"foreign-address"}
    assert stranger.harm == []


@pytest.mark.parametrize("text", ["{participants.__class__}", "{0.__init__}", "{participants!r}", "{x:{y}}"])
def test_a_title_has_no_placeholders(stranger: Stranger, text: str) -> None:
    stranger.workshop(f"title: '{text}'")
    assert (stranger.call("check"), stranger.harm) == (1, [])
    assert "error[placeholder-in-line]" in stranger.said


@pytest.mark.parametrize(
    "translated",
    [
        "<img src='http://NET/x.svg'>",
        "<link rel='attachment' href='file://OUTSIDE/canary.txt'>",
        "<img src='practicepack:../outside/canary.svg'>",
    ],
)
def test_a_translation_brings_nothing(stranger: Stranger, translated: str) -> None:
    stranger.put("templates/locale/fr.po", f'msgid "Break"\nmsgstr "{translated}"\n')
    assert stranger.call("build", "one-day", *QUICK, "--set", "language=fr") == 1
    assert stranger.said.count("error[foreign-address]") == 1
    assert stranger.harm == []
