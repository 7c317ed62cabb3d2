"""What a stranger may put into a folder, or a user may type, as one table: kind by kind."""

import json
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from practicepack.cache.files import CACHE_MARK
from stranger import SVG, Stranger

ESC = "\x1b[31m"
CHECK = (("check",), ("list", "workshops"))
PLAN = (("check",), ("plan", "one-day"))
CACHE = (
    ("cache", "info", "--cache-dir", "CACHE"),
    ("build", "one-day", "--forget", "--cache-dir", "CACHE"),
    ("cache", "clear", "--cache-dir", "CACHE"),
)
PRINT = (
    ("print", "one-day--agenda", "--dry-run", "--anyway"),
    ("print", "one-day--agenda", "--dry-run"),
    ("build", "one-day", "--forget"),
)
Commands = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Vector:
    """One attempt: what is put into the folder, and which commands are called in it."""

    kind: str
    payload: str
    put: Callable[[Stranger, str], None]
    commands: Commands

    @property
    def id(self) -> str:
        return f"{self.kind}-{sha256(self.payload.encode(errors='replace')).hexdigest()[:8]}"


CARE = "title: Care\norder: 1\ncredit: {origin: Many}\ntext: "
YAML = (
    "&a [*a]",
    "*none",
    "!!python/object/apply:os.system [echo]",
    "!!python/name:os.system",
    "!!binary aGk=",
    "!!set {a, b}",
    "!!timestamp 2001-01-01",
    "!include /etc/passwd",
    "<<: {a: 1}",
    "{a: 1, a: 2}",
    "? [a]\n: b",
    "%TAG ! tag:x,2000:\n---\nx",
    "--- a\n--- b\n",
    "... x",
    "[" * 500,
    "{a: " * 300,
    "- " * 2000,
    "a:\n" * 300,
    "'" + "x" * 20000 + "'",
    '"\\x00"',
    '"\\ud800"',
    '"\\U0010FFFF"',
    "\x00",
    "\x07",
    "\t\t- x",
    "\ufeff\ufeffx",
    "1e999",
    "0x7fffffffffffffff",
    "9" * 5000,
    "-.inf",
    ".nan",
    "0o17",
    "1_000",
    "~",
    "|\n  x" * 50,
    ">-\n" + "  y\n" * 4000,
    "\u2028x: 1",
    "\x85",
    "a: b: c",
    "@x",
    "`x`",
    "%x",
    "#",
    "[,]",
    "{,}",
    "key with\nnewline: x",
    "x" * 9999 + ": 1",
)
TEXTS = (
    "<script>alert(1)</script>",
    "<img src=file://OUTSIDE/canary.svg>",
    "![x](file://OUTSIDE/canary.svg)",
    "[x](javascript:1)",
    "{{ 7 * 7 }}",
    "{% include '/etc/passwd' %}",
    "{participants.__class__}",
    "{0.__init__.__globals__}",
    "{plan}",
    "{{{{",
    "{%",
    "[x]: http://NET/x",
    "<http://NET/x>",
    "http://NET/x",
    "<!-- x -->",
    "&lt;b&gt; &#0; &#xD800;",
    "`" * 500,
    "*" * 800,
    "_" * 800,
    "[" * 800,
    "(" * 800,
    ">" * 60 + " x",
    "- " * 60 + "x",
    "1. " * 60 + "x",
    "| a | b |\n|" + "---|" * 60,
    "~~~\n" * 90,
    "\u202eevil\u202c",
    "\u0301" * 500,
    "e" + "\u0300" * 900,
    "\U000e0041" * 40,
    "\ufdd0",
    "\u200b" * 400,
    "x" * 9000,
    " ".join("y" * 90 for _ in range(99)),
    f"{ESC}red",
    "\x9b31m",
    "\r\rover",
    "@import url(http://NET/x)",
)
NAMES = (
    "..yaml",
    "...yaml",
    ".hidden.yaml",
    "-rf.yaml",
    "--help.yaml",
    "a b.yaml",
    "a\nb.yaml",
    f"{ESC}x.yaml",
    "con.yaml",
    "NUL.yaml",
    "\u202eevil.yaml",
    "e\u0301.yaml",
    "\udce9.yaml",
    "x" * 240 + ".yaml",
    "a;b.yaml",
    "$(id).yaml",
    "`id`.yaml",
    "a|b.yaml",
    "%s%n.yaml",
    "{x}.yaml",
    "{{x}}.yaml",
    "~.yaml",
    "*.yaml",
    "a'b.yaml",
    'a"b.yaml',
    "a\\b.yaml",
    "a:b.yaml",
    "x.yaml.yaml",
    "x.YAML",
    "x.yml",
    "\u200b.yaml",
    "caf\u00e9.yaml",
)
LINKS = tuple(
    f"{name} -> {target}"
    for name in (
        "content/safety/x.yaml",
        "content/activities/x.yaml",
        "content/pictures/x.svg",
        "templates/agenda.html",
        "templates/css/own.css",
        "sessions/one-day/02-x.yaml",
        "sessions/x/workshop.yaml",
        "sessions/x/programme.yaml",
        "sessions/one-day/participants.csv",
        "sessions/one-day/referrals.yaml",
    )
    for target in ("canary.txt", "safety/canary.yaml", "..", "nowhere")
)
SPECIAL = tuple(
    f"{what}: {name}"
    for what in ("fifo", "folder", "zero", "sparse", "binary", "utf16")
    for name in (
        "content/safety/x.yaml",
        "content/pictures/x.svg",
        "sessions/one-day/02-x.yaml",
        "sessions/x/workshop.yaml",
        "sessions/one-day/participants.csv",
        "templates/x.html",
    )
)
DRAWINGS = (
    "<script>1</script>",
    "<image href='http://NET/x.png'/>",
    "<image href='file://OUTSIDE/canary.svg'/>",
    "<foreignObject/>",
    "<use href='file://OUTSIDE/canary.svg#x'/>",
    "<use href='#a' id='a'/>",
    "<a href='http://NET/x'><path d=''/></a>",
    "<g>" * 60,
    "<style>@import url(http://NET/x)</style>",
    "<rect style='fill:url(http://NET/x)'/>",
    "<set attributeName='href'/>",
    "<g onload='x()'/>",
    "<rect width='1e999' height='-1'/>",
    "<path d='" + "M0 0" * 9000 + "'/>",
    "<text>" + "x" * 9000 + "</text>",
    "<filter id='f'><feImage href='http://NET/x'/></filter>",
    "<font-face-uri href='http://NET/x'/>",
    "<?php x ?>",
    "<![CDATA[<script>]]>",
    "&xxe;",
    "<title>" + ESC + "</title>",
    "<iframe src='http://NET/x'/>",
    "<animate/>",
    "<metadata><x/></metadata>",
)
TEMPLATES = (
    "{{ ''.__class__.__mro__ }}",
    "{{ plan.__init__.__globals__ }}",
    "{{ self.__dict__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace.__class__ }}",
    "{{ ''|attr('__class__') }}",
    "{{ '%c' % 99999999999 }}",
    "{{ 'x' * 10 ** 12 }}",
    "{{ range(10 ** 12)|list }}",
    "{{ [].append }}",
    "{{ ().__getattribute__('x') }}",
    "{% import 'os' as os %}",
    "{% include '/etc/passwd' %}",
    "{% include '../../outside/canary.html' %}",
    "{% extends 'file://OUTSIDE' %}",
    "<link rel=stylesheet href='http://NET/x'>",
    "<link rel=attachment href='file://OUTSIDE/canary.txt'>",
    "<img src='file:///etc/passwd'>",
    "<img src='practicepack:../../outside/canary.svg'>",
    "<object data='http://NET/x'></object>",
    "<embed src='http://NET/x'>",
    "<style>@import url('file://OUTSIDE/canary.css')</style>",
    "<style>@font-face { src: url(http://NET/x) }</style>",
    "<base href='file://OUTSIDE/'>",
    "<p style='background: url(file://OUTSIDE/canary.svg)'>x",
    "<meta http-equiv=refresh content='0; url=http://NET/x'>",
    "{{ 1 / 0 }}",
    "{% for %}",
    "{{ '{0.__class__}'.format(plan) }}",
    "{{ plan.days.append(1) }}",
    "{% set plan.title = 'x' %}{{ plan.title }}",
    "<table>" * 300,
)
OPTIONS = (
    "--set title=../../x",
    "--set __class__=x",
    "--set days.99.end=15:00",
    "--set days.-1.end=15:00",
    "--set =",
    "--set a.b.c.d=1",
    "--set title={{7*7}}",
    f"--set title={ESC}",
    "--set participants=-1",
    "--set participants=1e9",
    "--set days=[]",
    "--set title=[" + "[" * 300,
    "--set organiser.logo=OUTSIDE/canary.svg",
    "--set referrals=OUTSIDE/safety/canary.yaml",
    "--set language=../../outside",
    "--audience ../../x",
    "--audience women,men",
    f"--audience {ESC}",
    "--participants 0",
    "--participants " + "9" * 400,
    "--facilitators -5",
    "--start 99:99",
    "--start 09:00\x00",
    "--without ../x",
    "--lacks \x07",
    "--bound bytes=-1",
    "--bound x=1",
    "--bound values=" + "9" * 400,
    "--bound =",
)


def forged(**changes: object) -> str:
    """A manifest that is like ours but for what someone changed in it."""
    job = {
        "file": "a.pdf",
        "copies": 1,
        "sides": "one",
        "paper": "a4",
        "stock": "paper",
        "ink": "black",
        "sheets": 1,
    }
    document = {
        "file": "a.pdf",
        "kind": "agenda",
        "title": "A",
        "pages": 1,
        "copies": 1,
        "sha256": sha256(b"x").hexdigest(),
    }
    listing = {
        "options": {"workshop": "one-day", "set": {}, "edition": {}, "only": ["agenda"], "session": None},
        "plan": {},
        "documents": [document],
        "run": [job],
        "sources": {},
        "fingerprints": {},
        "versions": {},
        "call": None,
    }
    return json.dumps({**listing, **changes})


FILES = (
    "../../../../outside/canary.txt",
    "/etc/passwd",
    "OUTSIDE/canary.txt",
    "a\x00b",
    f"{ESC}.pdf",
    "",
    ".",
    "..",
    "x" * 5000,
    "-o",
    "--help",
    "a b;c",
)
MANIFESTS = (
    "",
    "{",
    "[]",
    "null",
    "1",
    '"x"',
    "[" * 9000,
    "{}",
    "\x00",
    forged(documents=1),
    forged(documents=[1]),
    forged(documents=None),
    forged(run=1),
    forged(run=[1]),
    forged(run=[{}]),
    forged(options=[]),
    forged(options={"workshop": ["x"]}),
    forged(plan=[]),
    forged(call=[]),
    forged(call={"name": "one-day"}),
    forged(call={"name": "one-day", "asked": [], "pack": [0, 1]}),
    *(
        forged(documents=[{"file": name, "sha256": "x", "title": name, "pages": 1, "copies": 1}])
        for name in FILES
    ),
    *(
        forged(run=[{"file": name, "copies": 1, "sides": name, "paper": name, "stock": name, "ink": name}])
        for name in FILES
    ),
)


class Evil:
    """Calls a function where it is unpacked."""

    def __init__(self, call: Callable[..., object], *arguments: object) -> None:
        self.call, self.arguments = call, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call, self.arguments


def framed(body: bytes) -> bytes:
    return CACHE_MARK + sha256(body).digest() + body


CACHES = {
    "empty": b"",
    "zero": b"\0" * 99,
    "mark alone": CACHE_MARK,
    "no body": framed(b""),
    "no line": framed(b"[1, {}]"),
    "no JSON": framed(b"x\n%PDF"),
    "deep": framed(b"[" * 90000 + b"\n%PDF"),
    "places": framed(b'[1, {"x": "y"}]\n%PDF'),
    "mkdir": framed(pickle.dumps(Evil(os.mkdir, "evil"))),
    "system": framed(pickle.dumps(Evil(os.system, "touch evil"))),
    "eval": framed(pickle.dumps(Evil(eval, "1/0"))),
    "list": framed(pickle.dumps([1])),
    "dict": framed(pickle.dumps({"a": 1})),
    "recursive": framed(pickle.dumps({"a": Evil(eval, "1")})),
    "not ours": b"practicepack part 2\n" + sha256(b"x").digest() + b"x",
    "cut": framed(b"x" * 99)[:40],
}
NOTES = (
    "../../precious",
    "/etc/passwd",
    "\xff\xfe",
    "ab" * 32,
    "ab" * 32 + "/../../x",
    "\0" * 99,
    "a\n" * 9000,
    "..",
)


def put_yaml(stranger: Stranger, text: str) -> None:
    stranger.put("content/safety/evil.yaml", f"{CARE}{text}")


def put_text(stranger: Stranger, text: str) -> None:
    stranger.put("content/safety/evil.yaml", f"{CARE}{json.dumps(text)}")


def put_name(stranger: Stranger, name: str) -> None:
    stranger.put(f"content/safety/{name}", f"{CARE}x\n")


def put_link(stranger: Stranger, text: str) -> None:
    name, _, target = text.partition(" -> ")
    (stranger.root / name).unlink(missing_ok=True)
    stranger.link(name, target)


def put_drawing(stranger: Stranger, text: str) -> None:
    stranger.put("content/pictures/evil.svg", f"{SVG}<title>x</title>{text}</svg>")


def put_manifest(stranger: Stranger, text: str) -> None:
    stranger.put("build/one-day--agenda/manifest.json", text)


def put_cached(stranger: Stranger, name: str) -> None:
    stranger.put(f"cache/ab/{'ab' * 31}", CACHES[name])


def put_note(stranger: Stranger, text: str) -> None:
    stranger.put(f"cache/notes/{'ab' * 32}", text)


def nothing(_: Stranger, __: str) -> None:
    """What is tried is in the command."""


def put_template(stranger: Stranger, text: str) -> None:
    """Lay out an agenda in the stranger's template."""
    body = '{% extends "base.html" %}{% block body %}<h1 id="agenda">A</h1>' + text + "{% endblock %}"
    stranger.put("templates/agenda.html", body)
    stranger.agenda()


def put_special(stranger: Stranger, text: str) -> None:
    """Put something into the workspace that is no ordinary text."""
    what, _, name = text.partition(": ")
    path = stranger.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == "fifo":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "zero":
        path.symlink_to("/dev/zero")
    elif what == "sparse":
        path.touch()
        os.truncate(path, 3_000_000_000)
    elif what == "binary":
        path.write_bytes(bytes(range(256)) * 40)
    else:
        path.write_bytes("title: x\n".encode("utf-16"))


ALL_OF_A_KIND: tuple[tuple[str, Iterable[str], Callable[[Stranger, str], None], Commands], ...] = (
    ("yaml", YAML, put_yaml, CHECK),
    ("text", TEXTS, put_text, PLAN),
    ("name", NAMES, put_name, CHECK),
    ("link", LINKS, put_link, PLAN),
    ("file", SPECIAL, put_special, PLAN),
    ("picture", DRAWINGS, put_drawing, CHECK),
    ("template", TEMPLATES, put_template, ()),
    ("option", OPTIONS, nothing, ()),
    ("manifest", MANIFESTS, put_manifest, PRINT),
    ("cache", CACHES, put_cached, CACHE),
    ("note", NOTES, put_note, CACHE),
)


def vectors() -> Iterator[Vector]:
    """All vectors. An option is its own command."""
    for kind, payloads, put, commands in ALL_OF_A_KIND:
        for payload in payloads:
            called = commands
            if kind == "option":
                called = (("plan", "one-day", *payload.split(" ", 1)),)
            yield Vector(kind, payload, put, called)
