"""Every word that is printed is either content or goes through gettext or Babel.

All parts are rendered with a catalogue that puts every message between ⟦ and ⟧. What stands outside of these
marks must be content, a number or a sign.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache, cached_property
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pydantic import BaseModel

from practicepack.diagnostics import Source
from practicepack.documents.compose import compose
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document, Part
from practicepack.documents.print_run import PrintRun, print_run
from practicepack.i18n import ROMAN, Translator
from practicepack.library.load import Picture
from practicepack.library.models.fields import Line, Prose
from practicepack.library.models.printable import Certificate, Form, Poster, Printable
from practicepack.library.printable_kinds import printable_kinds
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import read
from practicepack.pipeline import Request, planned
from practicepack.plan.changes import Change
from practicepack.plan.model import Plan
from practicepack.render.markdown import Markdown
from practicepack.render.templates import Templates, of_plan, typographic
from practicepack.render.toc import TocLine
from practicepack.typeset.layout import STYLES
from practicepack.workspace import Workspace, shipped_root

EVERYTHING = Path(__file__).parents[1] / "everything"
PLACEHOLDER = re.compile(r"(%\([a-z]+\)s)")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
LABELS = {*ROMAN, "A", "B"}
CSS_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
CSS_CONTENT = re.compile(r"content:([^;}]*)")
CSS_ESCAPE = re.compile(r"\\([0-9a-f]+) ")
JOINTS = (" · ", " / ", ", ", ": ", " (")
"""Between contents that stand in one run."""
SIGNS = " \t\n\u2002 0123456789.,:;·×()[]–—-?!%/+\"'"
SPOKEN = ("alt", "title", "aria-label", "placeholder", "summary")


def marked(message: str) -> str:
    """The words of a message between marks; what is filled in stays outside of them."""
    pieces = PLACEHOLDER.split(message)
    return "".join(piece if PLACEHOLDER.match(piece) or not piece else f"⟦{piece}⟧" for piece in pieces)


class Marks(NullTranslations):
    def gettext(self, message: str) -> str:
        return marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return marked(msgid1 if n == 1 else msgid2)


class MarkedWords(Translator):
    """What Babel says, marked too."""

    def date(self, day: date) -> str:
        return f"⟦{super().date(day)}⟧"

    def all_of(self, items: Sequence[str]) -> str:
        return "⟦, ⟧".join(items)


class Shown(HTMLParser):
    """The texts of a page: what is printed, what is read aloud, and what style rules print."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.in_style = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_style = tag == "style"
        self.texts += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.texts += printed_by(data) if self.in_style else [data]
        self.in_style = False


def printed_by(css: str) -> list[str]:
    strings = (text for found in CSS_CONTENT.findall(css) for text in CSS_STRING.findall(found))
    return [CSS_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) for text in strings]


def bare(text: str) -> str:
    return " ".join(text.split()).strip(SIGNS)


class Anywhere(frozenset[str]):
    """The places of a document in which every link leads somewhere."""

    def __contains__(self, _: object) -> bool:
        return True


@cache
def runs(text: str) -> tuple[str, ...]:
    """A text in the runs in which it is printed: as paragraphs and as one line, with links and without."""
    made = [Markdown(places) for places in ((), Anywhere())]
    pages = [page for one in made for page in (one.block(text), one.inline(text))]
    return tuple(found for page in pages for found in Shown(page).texts)


def texts_of(value: object) -> Iterator[str]:
    """Every text that an author wrote, as it is printed."""
    if isinstance(value, Prose):
        yield from runs(value)
    elif isinstance(value, Line):
        yield from (value, str(typographic(value)))
    elif isinstance(value, Change):
        yield value.where
        yield from texts_of(Prose(value.text))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, BaseModel):
        yield from texts_of(tuple(getattr(value, name) for name in type(value).model_fields))
    elif is_dataclass(value):
        yield from texts_of(tuple(getattr(value, field.name) for field in fields(value)))


def in_full(line: str, _: Part, __: float) -> str:
    """A running line that is not shortened: the marks make it longer than its words are."""
    return line


@dataclass(frozen=True)
class Printing:
    """A plan on its way to the printer, in marked words."""

    workspace: Workspace
    plan: Plan
    pictures: Mapping[str, Picture]

    @cached_property
    def templates(self) -> Templates:
        words = MarkedWords(self.plan.language, Marks())
        made = Templates(
            self.workspace, self.plan.title, self.pictures, words, Edition(), of_plan(self.plan, words)
        )
        made.environment.filters["running"] = in_full
        return made

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return compose(Context(self.plan, self.templates.words, Edition()))

    @cached_property
    def content(self) -> frozenset[str]:
        titles = (picture.title for picture in self.pictures.values())
        written = texts_of((self.plan, Prose(self.plan.purpose)))
        named = ((one.path, f"{one.file}.pdf", f"{one.folder}/") for one in self.documents)
        files = (name for names in named for name in names)
        folders = (f"{line.folder}/" for line in self.run.lines)
        return frozenset(
            {"", *map(bare, titles), *map(bare, written), *map(bare, files), *map(bare, folders)}
        )

    @cached_property
    def run(self) -> PrintRun:
        """The print run, as if every file had one page."""
        return print_run(self.documents, {one.path: [1] for one in self.documents}, Edition())

    def and_printed(self, *printables: Printable) -> "Printing":
        """The same with more printables."""
        first = self.plan.sheets[0]
        more = (replace(first, id=one.kind, printable=one) for one in printables)
        return replace(self, plan=replace(self.plan, sheets=(*self.plan.sheets, *more)))

    def leftovers(self, document: Document) -> list[str]:
        """The words of a document that are neither content nor went through gettext."""
        entries = [TocLine(place, f"{part.label} – 1") for part in document.parts for place in part.places]
        late = {"entries": entries, "run": self.run, "faces": [document.title]}
        pages = (self.templates.html(document, part, late) for part in document.parts)
        return [word for page in pages for text in Shown(page).texts for word in self.unknown(text)]

    def unknown(self, text: str) -> Iterator[str]:
        for run in MARKED.split(text):
            yield from self.strange(" ".join(run.split()), JOINTS)

    def strange(self, run: str, joints: Sequence[str]) -> Iterator[str]:
        """The run itself, or those of its pieces that nobody wrote."""
        if self.known(run):
            return
        if not joints:
            yield run
        for piece in run.split(joints[0]) if joints else ():
            yield from self.strange(piece, joints[1:])

    def known(self, text: str) -> bool:
        return bare(text) in self.content or bare(text) in LABELS


def printing(workspace: Workspace, workshop: str) -> Printing:
    library, plan, _ = planned(workspace, Request(workshop))
    return Printing(workspace, plan, library.pictures)


@pytest.fixture(scope="module")
def starter_printing() -> Printing:
    return printing(Workspace(None, shipped_root()), "power-and-voice")


@pytest.fixture(scope="module")
def rich_printing() -> Printing:
    """A workshop that fills in everything which may be left out."""
    made = printing(Workspace(EVERYTHING, shipped_root()), "rich")
    return made.and_printed(form("line"), *map(printable, MORE))


MORE = (
    "{title: Certificate, kind: certificate, to: participant, text: took part.}",
    "{title: Our bridge, kind: poster, to: wall, per: room, signs: [{id: one, words: A bridge}]}",
)


def printable(text: str) -> Printable:
    made = validate(printable_kinds().authored, read(Source("more", text)))[0]
    assert isinstance(made, Certificate | Form | Poster)
    return made


def form(answer: str) -> Printable:
    choices = ", choices: [Green, Blue]" if answer == "choice" else ""
    asked = f"questions: [{{id: again, ask: Would you come again, answer: {answer}{choices}}}]"
    return printable(f"{{title: A form, kind: form, to: participant, intro: No names., {asked}}}")


def kinds(made: Printing) -> set[str]:
    return {part.template for document in made.documents for part in document.parts}


def test_all_templates_are_seen(starter_printing: Printing, rich_printing: Printing) -> None:
    templates = {path.name for path in (shipped_root() / "templates").glob("*.html")}
    assert kinds(starter_printing) | kinds(rich_printing) == templates - {
        "base.html",
        "sheet.html",
        "macros.html",
        "services.html",
        "agenda-days.html",
        "handout-parts.html",
        "programme-map.html",
        "catalogue.html",
        "catalogue-entry.html",
    }


CODE = re.compile(r"\{% block kind %\}\w+|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
MARKUP = re.compile(r"<[^>]*>|&\w+;")


def test_the_map_of_a_programme_has_no_word_of_its_own() -> None:
    text = (shipped_root() / "templates/programme-map.html").read_text(encoding="utf-8")
    assert re.findall(r"\w+", MARKUP.sub(" ", CODE.sub(" ", text))) == []


@pytest.mark.parametrize("which", ["starter_printing", "rich_printing"])
def test_every_word_is_content_or_goes_through_gettext(which: str, request: pytest.FixtureRequest) -> None:
    made: Printing = request.getfixturevalue(which)
    assert len(made.content) > 200
    left = {one.path: found for one in made.documents if (found := made.leftovers(one))}
    assert left == {}


@pytest.mark.parametrize("answer", ["line", "box", "choice", "numbers", "signature", "faces"])
def test_every_word_of_a_form(starter_printing: Printing, answer: str) -> None:
    made = starter_printing.and_printed(form(answer))
    (shown,) = (one for one in made.documents if one.file == "forms/form")
    assert made.leftovers(shown) == []


@pytest.mark.parametrize(
    ("template", "left"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{{ _('Agenda') }}: Hello</p>", ["Hello"]),
        ("<p>{{ plan.title }}, Hello</p>", ["Hello"]),
        ("<p>{{ _('Questions? %(contact)s', contact='Hello') }}</p>", ["Hello"]),
        ("<p>{{ (plan.activities|list)[0].level }}</p>", ["relationships"]),
        ('<img src="practicepack:x" alt="Hello">', ["Hello"]),
        ('<style>p::before { content: "Hello" }</style>', ["Hello"]),
        ("<style>p::before { content: {{ 'Hello'|css }} }</style>", ["Hello"]),
        ("<p>{{ plan.title }} · {{ plan.participants }} × {{ _('people') }}</p>", []),
    ],
)
def test_a_word_of_another_kind_is_seen(
    starter_printing: Printing, tmp_path: Path, template: str, left: list[str]
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/agenda.html").write_text(
        '{% extends "shipped/agenda.html" %}{% block body %}' + template + "{% endblock %}"
    )
    made = replace(starter_printing, workspace=Workspace(tmp_path, shipped_root()))
    (agenda,) = (one for one in made.documents if one.kind == "agenda")
    assert made.leftovers(agenda) == left


@pytest.mark.parametrize("name", STYLES)
def test_style_sheets_print_no_words(name: str) -> None:
    sheet = (shipped_root() / f"templates/css/{name}.css").read_text(encoding="utf-8")
    assert "{" in sheet
    assert printed_by(sheet) == []
