import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinycss2 import parse_component_value_list

from practicepack.diagnostics import ContentError
from practicepack.documents.model import Document, Part, Place
from practicepack.i18n import Translator, translations
from practicepack.library.load import Library
from practicepack.pipeline import A4, Request, planned
from practicepack.plan.model import Plan
from practicepack.render.markdown import INSIDE
from practicepack.render.sandbox import template_source
from practicepack.render.templates import Templates, css_string, folio, imprint, of_plan
from practicepack.workspace import Workspace, shipped_root

PAGES = 'msgid "%(page)s of %(pages)s"\nmsgstr "'


@pytest.fixture(scope="module")
def shipped() -> tuple[Library, Plan]:
    return planned(Workspace(None, shipped_root()), Request("power-and-voice"))[:2]


class Desk:
    """A user's folder, and what its templates become."""

    def __init__(self, root: Path, shipped: tuple[Library, Plan]) -> None:
        self.root, (self.library, self.plan) = root, shipped
        (root / "templates").mkdir()

    def write(self, name: str, text: str) -> None:
        (self.root / "templates" / name).write_text(text, encoding="utf-8")

    def html(self, name: str = "mine.html", kind: str = "facilitator-guide", **view: object) -> str:
        part = Part("mine", name, "2", "My part", view, places=(Place("A walk", "activity-power-walk"),))
        document = Document(kind, "facilitators", "mine", "Mine", 1, (part,))
        workspace = Workspace(self.root, shipped_root())
        return Templates(
            workspace,
            self.plan.title,
            self.library.pictures,
            Translator("en"),
            A4,
            of_plan(self.plan, Translator("en")),
        ).html(document, part)

    def fault(self, text: str, **view: object) -> tuple[str, str, tuple[str, int] | None]:
        self.write("mine.html", text)
        with pytest.raises(ContentError) as caught:
            self.html(**view)
        (found,) = caught.value.diagnostics
        place = (found.span.source.name, found.span.line) if found.span else None
        return found.code, found.message, place


@pytest.fixture
def desk(tmp_path: Path, shipped: tuple[Library, Plan]) -> Desk:
    return Desk(tmp_path, shipped)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Power", '"Power"'),
        ('a"b', r'"a\22 b"'),
        ("a\\b", r'"a\5c b"'),
        ("a\nb", r'"a\a b"'),
        ("</style>", r'"\3c /style\3e "'),
        ("a & b", r'"a \26  b"'),
        ("السلطة", '"السلطة"'),
    ],
)
def test_text_becomes_a_string_of_css(text: str, expected: str) -> None:
    assert css_string(text) == expected


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_a_string_of_css_says_what_the_text_said_and_never_ends_early(text: str) -> None:
    (token,) = parse_component_value_list(str(css_string(text)))
    assert (token.type, token.value) == ("string", text)


@given(st.text(alphabet="abc\\\"<>&'\n\r\f/*;}{ 0123456789"))
def test_a_string_of_css_never_ends_its_element(text: str) -> None:
    assert set(css_string(text)[1:-1]).isdisjoint('"<>&\n\r\f')


@pytest.mark.parametrize(
    ("pages", "label", "expected"),
    [
        (None, "2", '"2 – " counter(page) " of " counter(pages)'),
        (None, "", 'counter(page) " of " counter(pages)'),
        (None, 'A"', '"A\\22  – " counter(page) " of " counter(pages)'),
        ("Blatt %(page)s von %(pages)s", "ii", '"ii – " "Blatt " counter(page) " von " counter(pages)'),
        ("%(pages)s/%(page)s", "", 'counter(pages) "/" counter(page)'),
        ("%(page)s", "2", '"2 – " counter(page)'),
    ],
)
def test_a_folio_is_counted_by_the_page(pages: str | None, label: str, expected: str) -> None:
    words = Translator("de", translations(f'{PAGES}{pages}"\n' if pages else None, "de"))
    assert folio(words, label) == expected


def test_an_imprint_says_for_whom_and_how_many(shipped: tuple[Library, Plan]) -> None:
    said = imprint(shipped[1], Translator("en"))
    assert said == "Women and men together  ·  Adults  ·  20 people  ·  version 1  ·  en"


@pytest.mark.parametrize(
    "text",
    [
        '{{ "".__class__ }}',
        "{{ plan.__init__.__globals__ }}",
        "{{ plan|attr('__class__') }}",
        "{{ page.__class__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        '{{ "{0.__class__}".format(plan) }}',
        '{{ "{p.__class__}".format_map({"p": plan}) }}',
        "{{ self.__init__.__globals__ }}",
        "{% set items = [1] %}{{ items.append(2) }}",
        "{{ pictures.clear() }}",
        "{{ part.view.update({'a': 1}) }}",
        "{{ part.view.pop('note') }}",
    ],
)
def test_a_template_cannot_reach_behind_or_change_what_it_is_given(desk: Desk, text: str) -> None:
    code, message, place = desk.fault(f"one\n{text}", note="here")
    assert (code, place) == ("template", ("templates/mine.html", 2))
    assert re.fullmatch(r"access to attribute '\w+' of '\w+' object is unsafe\.", message)
    assert len(desk.library.pictures) > 10


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_template_cannot_run_a_program(desk: Desk, tmp_path: Path) -> None:
    mark = tmp_path / "owned"
    pickled = f"cos\\nsystem\\n(S'touch {mark}'\\ntR."
    call = f'plan.sheets[0].printable.parse_raw("{pickled}", proto="pickle", allow_pickle=True)'
    desk.write("mine.html", f"{{{{ {call} }}}}")
    with pytest.raises(ContentError):
        desk.html()
    assert not mark.exists()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_template_cannot_read_a_file(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"id": "a", "front": "SECRET"}')
    desk.write("mine.html", f'{{{{ card.parse_file("{tmp_path}/secret.json").front }}}}')
    deck = next(one.printable for one in desk.plan.sheets if one.printable.kind == "cards")
    with pytest.raises(ContentError):
        desk.html(card=deck.cards[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo {{ nothing }}", ("template", "'nothing' is undefined", ("templates/mine.html", 2))),
        (
            "one\n\n{{ plan.nothing }}",
            (
                "template",
                "'practicepack.plan.model.Plan object' has no attribute 'nothing'",
                ("templates/mine.html", 3),
            ),
        ),
        (
            "one\n{% if %}",
            (
                "template",
                "Expected an expression, got 'end of statement block'",
                ("templates/mine.html", 2),
            ),
        ),
        ("{% for a in plan.days %}", None),
        (
            '{% include "no.html" %}',
            ("template-missing", 'there is no template "no.html"', ("templates/mine.html", 1)),
        ),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(
    desk: Desk, text: str, expected: tuple[str, str, tuple[str, int] | None] | None
) -> None:
    code, message, place = desk.fault(text)
    if expected is None:
        assert (code, place) == ("template", ("templates/mine.html", 1))
    else:
        assert (code, message, place) == expected


def test_a_fault_in_a_template_that_another_calls_is_told_where_it_is(desk: Desk) -> None:
    desk.write("other.html", "{% macro say(name) %}\n\n{{ nothing }}{% endmacro %}")
    fault = desk.fault('{% from "other.html" import say %}\n{{ say("a") }}')
    assert fault == ("template", "'nothing' is undefined", ("templates/other.html", 3))


@pytest.mark.parametrize(
    "text", ["{{ 1 / 0 }}", '{{ 1 + "a" }}', '{{ "%d"|format("a") }}', "{{ range(999999) }}"]
)
def test_a_template_that_cannot_be_worked_out_is_at_fault(desk: Desk, text: str) -> None:
    code, _, place = desk.fault(f"one\n{text}")
    assert (code, place) == ("template", ("templates/mine.html", 2))


def test_a_template_of_the_user_takes_the_place_of_the_shipped_one(desk: Desk) -> None:
    desk.write("cover.html", "Mine: {{ plan.title }}")
    assert desk.html("cover.html") == "Mine: Power and voice"


def test_a_template_of_the_user_can_build_on_the_shipped_one(desk: Desk) -> None:
    desk.write("base.html", '{% extends "shipped/base.html" %}{% block body %}<p>Mine</p>{% endblock %}')
    html = desk.html("base.html")
    assert html.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert "<p>Mine</p>" in html


def test_a_shipped_template_is_built_on_a_base_of_the_user(desk: Desk) -> None:
    desk.write("base.html", "<main>{% block body %}{% endblock %}</main>")
    html = desk.html("cover.html")
    assert html.startswith("<main>")
    assert re.search(r"<h1[^>]*>Power and voice</h1>", html)


@pytest.mark.parametrize(
    "name", ["../../outside.html", "../outside.html", "/etc/hostname", "shipped/../../x"]
)
def test_a_template_outside_the_folders_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.html").write_text("SECRET")
    (tmp_path / "root").mkdir()
    assert template_source(Workspace(tmp_path / "root", shipped_root()), name) is None


def test_a_value_is_never_html_and_a_text_is_markdown(desk: Desk) -> None:
    desk.write("mine.html", "{{ note }} {{ note|inline }} {{ note|markdown }}")
    assert desk.html(note="**<b>**") == (
        "**&lt;b&gt;** <strong>&lt;b&gt;</strong> <p><strong>&lt;b&gt;</strong></p>\n"
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("facilitator-guide", f'<a href="{INSIDE}activity-power-walk">the walk</a>'), ("handouts", "the walk")],
)
def test_only_the_guide_jumps_to_its_places(desk: Desk, kind: str, expected: str) -> None:
    desk.write("mine.html", "{{ note|inline }}")
    assert desk.html(kind=kind, note="[the walk](activity:power-walk)") == expected


def test_a_template_that_was_edited_is_compiled_again(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    part, said = Part("mine", "mine.html", "", "Mine", {}), []
    words = Translator("en")
    for text in ("<p>one {{ 1 + 1 }}</p>", "<p>two {{ 1 + 1 }}</p>", "<p>one {{ 1 + 1 }}</p>"):
        (tmp_path / "templates/mine.html").write_text(text, encoding="utf-8")
        templates = Templates(Workspace(tmp_path, shipped_root()), "T", {}, words, A4, {})
        said.append(templates.html(Document("agenda", "participants", "mine", "Mine", 1, (part,)), part))
    assert said == ["<p>one 2</p>", "<p>two 2</p>", "<p>one 2</p>"]


def test_a_constant_is_worked_out_in_each_language(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/mine.html").write_text("{{ 1234.5 | number }}", encoding="utf-8")
    part, said = Part("mine", "mine.html", "", "Mine", {}), []
    for words in (Translator("en"), Translator("fr"), Translator("en")):
        templates = Templates(Workspace(tmp_path, shipped_root()), "T", {}, words, A4, {})
        said.append(templates.html(Document("agenda", "participants", "mine", "Mine", 1, (part,)), part))
    assert said == ["1,234.5", "1\u202f234,5", "1,234.5"]


def test_a_fault_in_what_is_shipped_is_told_there(tmp_path: Path) -> None:
    for root, text in (("own", '{% extends "shipped/mine.html" %}'), ("shipped", "\n{{ nobody }}")):
        (tmp_path / root / "templates").mkdir(parents=True)
        (tmp_path / root / "templates/mine.html").write_text(text, encoding="utf-8")
    part = Part("mine", "mine.html", "", "Mine", {})
    templates = Templates(
        Workspace(tmp_path / "own", tmp_path / "shipped"), "T", {}, Translator("en"), A4, {}
    )
    with pytest.raises(ContentError) as caught:
        templates.html(Document("agenda", "participants", "mine", "Mine", 1, (part,)), part)
    (found,) = caught.value.diagnostics
    assert found.span is not None
    assert (found.span.source.text, found.span.line) == ("\n{{ nobody }}", 2)
