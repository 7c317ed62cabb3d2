"""docs/templates.md tells what is so: every template, all that it receives, and what its examples do."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from shutil import copytree
from typing import Any, get_args

import pytest
from click import unstyle
from jinja2 import Environment, nodes, pass_context
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS
from PIL import Image

from paper import read_aloud
from practicepack.cli.report import text
from practicepack.diagnostics import ContentError
from practicepack.documents import guide, run_of_show, sheets
from practicepack.documents import model as document
from practicepack.documents import print_run as press
from practicepack.documents import tiling as tiles
from practicepack.documents.catalogue import (
    ActivityEntry,
    Chapter,
    SheetEntry,
    catalogue_document,
    compose_catalogue,
)
from practicepack.documents.compose import compose, programme_map
from practicepack.documents.context import Context
from practicepack.documents.cue_cards import CueCard
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document, Part
from practicepack.documents.preparation import PreparationTask
from practicepack.documents.printables import walls as wall_sheets
from practicepack.documents.summary import ChangeLine
from practicepack.i18n import Translator
from practicepack.library.models import activity as model
from practicepack.library.models import printable as sheet
from practicepack.library.models import workshop
from practicepack.library.models.audience import Audience, AudienceRule
from practicepack.library.models.programme import PeerGroup
from practicepack.pipeline import A4, Built, Request, build, planned, planned_programme, readable
from practicepack.plan import catch_up, things
from practicepack.plan import model as plan
from practicepack.plan import programme as programmes
from practicepack.plan.clock.kinds import SlotKind
from practicepack.render import toc as contents
from practicepack.render.templates import Templates, of_plan
from practicepack.typeset.layout import known, styles
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

REPO = Path(__file__).parents[1]
DOC = (REPO / "docs/templates.md").read_text(encoding="utf-8")
SHIPPED = {path.name: path.read_text(encoding="utf-8") for path in (REPO / "templates").glob("*.html")}
CSS = {path.stem: path.read_text(encoding="utf-8") for path in (REPO / "templates/css").glob("*")}
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
SECTIONS = dict(re.findall(r"^#+ (.+)\n((?:(?!#).*\n)*)", DOC, re.MULTILINE))
"""What stands below each heading, up to the next."""
CODE = re.compile(r"`([\w.()-]+(?:, \w+\))?)`")
FENCE = re.compile(r"^```\w+\n(\W+(templates/\S+).*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = {name: example for example, name in FENCE.findall(DOC)}
WORKSHOPS = ("rich", "power-and-voice", "homes-that-share")
ENGLISH, COLOUR = Translator("en"), Edition(ink="colour")
Desk = tuple[Templates, Sequence[Document]]


def tables(heading: str) -> list[dict[str, str]]:
    """The tables of a section: what stands in a row's first cell, and the rest of the row."""
    blocks = [block.splitlines() for block in SECTIONS[heading].split("\n\n")]
    lines = [[line for line in block if line.startswith("|")] for block in blocks]
    return [dict(line.strip("| ").split(" | ", 1) for line in found[2:]) for found in lines if found]


def code(cells: Iterable[str]) -> set[str]:
    """All that is set as code. Of a table as it stands, that in its first column."""
    return {name for cell in cells for name in CODE.findall(cell)}


def parsed(name: str) -> nodes.Template:
    return Environment(extensions=["jinja2.ext.i18n"]).parse(SHIPPED[name])  # noqa: S701  # only read


def line(name: str) -> tuple[str, set[str]]:
    """What a shipped template extends, and the blocks in it."""
    tree = parsed(name)
    above = [found.template.value for found in tree.find_all(nodes.Extends)]  # type: ignore[attr-defined]
    return "".join(above) or "-", {found.name for found in tree.find_all(nodes.Block)}


def test_every_template_has_its_section() -> None:
    assert {heading for heading in SECTIONS if heading.endswith(".html")} == SHIPPED.keys()


def test_the_line_of_templates_and_their_blocks() -> None:
    rows, blocks = tables("The line of templates")
    told = {name.strip("`"): cells.split(" | ") for name, cells in rows.items()}
    assert {name: (above.strip("`"), code([filled])) for name, (above, filled) in told.items()} == {
        name: line(name) for name in SHIPPED
    }
    assert code(blocks) == {block for name in SHIPPED for block in line(name)[1]}


def test_every_macro() -> None:
    macros = [one for name in ("macros.html", "services.html") for one in parsed(name).find_all(nodes.Macro)]
    called = {f"{one.name}({', '.join(argument.name for argument in one.args)})" for one in macros}
    assert code(tables("What every page may use")[4]) == called


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> list[Desk]:
    """What fills pages in, and all documents, of a programme's map and of three packs."""
    root = tmp_path_factory.mktemp("views") / "root"
    copytree(REPO / "tests/everything", root)
    put(root, "templates/told.html", "{{ tell() }}")
    workspace = Workspace(root, shipped_root())
    homes = planned_programme(workspace, Request("homes-and-voices"))[1]
    of_map = Templates(workspace, homes.title, {}, ENGLISH, A4, {"imprint": homes.title})
    shown = compose_catalogue(readable(workspace), ENGLISH)
    of_catalogue = Templates(workspace, "Catalogue", {}, ENGLISH, A4, {"imprint": "Ours"})
    return [
        (of_map, [programme_map(homes, ENGLISH, A4)]),
        *(desk(workspace, one) for one in WORKSHOPS),
        (of_catalogue, [catalogue_document(shown, ENGLISH, A4)]),
    ]


def desk(workspace: Workspace, name: str) -> Desk:
    made = planned(workspace, Request(name))[1]
    templates = Templates(workspace, made.title, {}, ENGLISH, A4, of_plan(made, ENGLISH))
    return templates, compose(Context(made, ENGLISH, A4))


def given(templates: Templates, file: Document, part: Part) -> frozenset[str]:
    """The names that a page of this part is given, beside those that every page may use."""
    seen: set[str] = set()

    @pass_context
    def tell(context: Context) -> str:
        seen.update(context.parent)
        return ""

    fresh = replace(templates)
    fresh.environment.globals["tell"] = tell
    late = known((), replace(file, parts=()), part, {}, A4)
    fresh.html(file, replace(part, template="told.html"), late)
    return frozenset(seen - fresh.environment.globals.keys())


def test_every_name_that_a_page_is_given(desks: list[Desk]) -> None:
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for templates, files in desks:
        for file in files:
            for part in file.parts:
                found[part.template].add(given(templates, file, part))
    always = code(tables("What every page may use")[2])
    told = {name: code(row for rows in tables(name) for row in rows) for name in SHIPPED}
    assert found == {name: {frozenset(told[name] | always)} for name in found}
    others = {
        f"{name}.html"
        for name in ("agenda-days", "base", "catalogue-entry", "handout-parts", "macros", "services", "sheet")
    }
    assert {name: told[name] for name in told.keys() - found.keys()} == {name: set() for name in others}


def test_every_name_and_filter_that_all_pages_may_use(desks: list[Desk]) -> None:
    everywhere, in_packs, *_ = map(code, tables("What every page may use"))
    words = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
    on_map, in_pack = (one.environment.globals.keys() - DEFAULT_NAMESPACE.keys() for one, _ in desks[:2])
    assert (on_map, in_pack) == (everywhere | words, everywhere | words | in_packs)
    assert {word for word in words if re.search(rf"`{word}`|\b{word}\(", SECTIONS["Words"])} == words
    filters = desks[1][0].environment.filters.keys() - FILTERS.keys()
    assert code(tables("What every page may use")[3]) == filters


Types = Mapping[str, type[Any]]
VALUES: Types = {
    **{"A workshop: plan": plan.Plan, "A day": plan.DayPlan, "A stretch of a day": plan.Slot},
    **{"A session": plan.SessionPlan, "An activity": plan.ActivityPlan, "A step": plan.StepPlan},
    **{"A sheet": things.Sheet},
}
SMALL: Types = {
    **{"cue": plan.CuePlan, "energiser": plan.EnergiserPlan, "room of a session": plan.TrackPlan},
    **{"day on the cue sheet": run_of_show.CueDay, "stretch on the cue sheet": run_of_show.CueStretch},
    **{"line on what to shorten": run_of_show.LateLine},
    **{"catch-up": catch_up.CatchUp, "saving": catch_up.Saving},
    **{"activity in the guide": guide.Method, "energiser in the guide": guide.Interlude},
    **{
        "what a day needs": guide.Tables,
        "task to prepare": PreparationTask,
        "changes of one kind": ChangeLine,
    },
    **{"advice": plan.Advice, "change": plan.Change, "thing to bring": things.Supply},
    **{"sheet as it is printed": sheets.Printed, "cue card": CueCard, "place": document.Place},
    **{"sign with the height of its picture": wall_sheets.Wall},
    **{
        "line of the contents": contents.TocLine,
        "print run": press.PrintRun,
        "file of the run": press.RunLine,
    },
    **{"poster in pieces": tiles.Tiling, "one piece": tiles.Tile, "part": Part, "document": Document},
    **{"chapter of the catalogue": Chapter, "activity in the catalogue": ActivityEntry},
    **{"sheet in the catalogue": SheetEntry},
    **{"edition": Edition, "programme": programmes.ProgrammePlan, "what it reaches": programmes.Reach},
    **{"stage of a programme": programmes.StagePlan, "lane of a programme": programmes.Lane},
}
AUTHORED: Types = {
    **{"handout": sheet.Handout, "part of a handout": sheet.Block, "table in a handout": sheet.Table},
    **{"cards": sheet.Cards, "card": sheet.Card, "sign": sheet.Sign, "poster": sheet.Poster},
    **{"page of a sign or poster": sheet.Face, "list": sheet.ReadingList, "item of a list": sheet.Item},
    **{"thing to tick": sheet.Tick, "answer to choose": sheet.Choice},
    **{"form": sheet.Form, "question": sheet.FormField, "certificate": sheet.Certificate},
    **{"practice": model.Practice, "safety text": model.SafetyText, "audience": Audience},
    **{
        "scene": model.Scene,
        "flipchart": model.Flipchart,
        "task before people come": model.Preparation,
        "risk": model.Risk,
    },
    **{"part of a safety text": model.SafetyPart, "rule of an audience": AudienceRule},
    **{"credit": model.Credit, "organiser": workshop.Organiser, "person in charge": workshop.Lead},
    **{"place that helps": workshop.Service, "group that goes on": PeerGroup, "numbers": sheet.Numbers},
}
CHOSEN_BY = {"for_", "not_for"}
"""Fields that have done their work when a page is made."""
COMMON = set(sheet.Certificate.model_fields) - {"text"} - CHOSEN_BY


def fields_of(value: type[Any]) -> set[str]:
    """What a template may ask a value for; of a printable, what only its kind has."""
    if is_dataclass(value):
        worked_out = (name for one in value.__mro__ for name, it in vars(one).items() if type(it) is property)
        return {field.name for field in fields(value)} | set(worked_out)
    own = set(value.model_fields) - CHOSEN_BY
    return own - COMMON if own > COMMON else own


@pytest.mark.parametrize("heading", VALUES)
def test_every_field_of_a_value(heading: str) -> None:
    assert code(tables(heading)[0]) == fields_of(VALUES[heading])


@pytest.mark.parametrize(("heading", "values"), [("Smaller values", SMALL), ("What files hold", AUTHORED)])
def test_every_field_of_the_smaller_values(heading: str, values: Types) -> None:
    told = {name: code([cell]) for name, cell in tables(heading)[0].items()}
    assert told.pop("every printable", COMMON) == COMMON
    assert told == {name: fields_of(value) for name, value in values.items()}


def test_every_kind_of_a_stretch_and_of_a_change() -> None:
    kinds = re.findall(r'"(\w+)"', tables("A stretch of a day")[0]["`kind`"])
    assert sorted(kinds) == sorted(get_args(SlotKind))


def test_every_style_sheet_in_its_order(desks: list[Desk]) -> None:
    part = Part("mine", "mine.html", "", "Mine", {}, leaf="a5", is_large=True)
    loaded = styles(replace(desks[1][0], edition=COLOUR), part, has_long_words=True)
    told = [name.strip("`") for name in tables("Style sheets")[0]]
    assert (told, {*told}) == ([*loaded], {*CSS})


def test_every_variable_of_the_style_sheets() -> None:
    used = {name for some in (*CSS.values(), *SHIPPED.values()) for name in re.findall(r"--[a-z-]+", some)}
    assert code(tables("Style sheets")[1]) == used


def test_every_message_is_explained() -> None:
    explained = HEADING.findall((REPO / "docs/diagnostics.md").read_text(encoding="utf-8"))
    told = [row.strip("[").partition("]")[0] for row in tables("When something is wrong")[0]]
    assert [one for one in told if one not in explained] == []


WORKSHOP = {
    "sessions/market-day/workshop.yaml": """
        title: A better market day
        purpose: A short morning.
        place: Willow Bridge Hall
        audience: [mixed, adults]
        participants: 20
        facilitators: {women: 1, men: 1}
        days: [{start: "09:00", end: "09:50", blocks: [session: 01-opening]}]
        organiser: {name: Willow Bridge Traders, contact: "Rosa, 0123 456", logo: logo.png}
        complaints: {name: River council, contact: "0456"}
        ranks_apart: true""",
    "sessions/market-day/01-opening.yaml": """
        {title: Opening, objectives: [To open.], minutes: 35-50-60,
        activities: [use: welcome-names, use: group-agreement]}""",
}


def put(root: Path, name: str, content: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(content, encoding="utf-8")


def built(root: Path, templates: Mapping[str, str], *only: str) -> Built:
    """Some documents of a short workshop, with templates of its own."""
    for name, content in {**WORKSHOP, **templates}.items():
        put(root, name, content)
    Image.new("RGB", (60, 30), "red").save(root / "sessions/market-day/logo.png")
    workspace, request = Workspace(root, shipped_root()), Request("market-day", (), COLOUR, frozenset(only))
    with Typesetter(workspace, 1) as typesetter:
        return build(workspace, request, root / "build", typesetter)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """With every example of the page in place."""
    return built(tmp_path_factory.mktemp("own"), EXAMPLES, "agenda", "facilitator-guide")


def test_the_examples_bring_up_nothing(own: Built) -> None:
    templates = ["templates/agenda.html", "templates/cover.html"]
    assert [*EXAMPLES] == [*templates, "templates/css/colour.css", "templates/locale/en.po"]
    assert [one.code for one in own.warnings] == ["no-referrals", "not-reviewed"]


def test_the_examples_of_the_agenda_and_of_other_words(own: Built) -> None:
    (page,) = read_aloud(own.folder / "participants/agenda.pdf")
    assert re.sub(r" · [A-Z2-9]{4}$", "", page) == (
        "OUR DAY A better market day Willow Bridge Hall 09:00 Opening 09:50 We go home"
        " Questions? Rosa, 0123 456 To complain about us: River council, 0456"
        " Tea and bread are ready from half past eight."
        " 1 of 1 Willow Bridge Traders · A better market day"
    )


def test_the_example_puts_the_logo_last(own: Built) -> None:
    said = subprocess.check_output(["pdfinfo", "-struct", own.folder / "participants/agenda.pdf"], text=True)
    tags = re.findall(r"^ +([A-Z]\w*)", said, re.MULTILINE)
    assert (tags.count("Figure"), tags[-3:]) == (1, ["Span", "P", "Figure"])


def test_the_example_of_the_cover(own: Built) -> None:
    assert read_aloud(own.folder / "facilitators/facilitator-guide.pdf")[0] == (
        "WILLOW BRIDGE TRADERS A better market day Day 1, 09:00 – 09:50 Willow Bridge Hall A short morning."
        " Content: CC BY-SA 4.0. Copy it, change it, pass it on under the same terms."
    )


@pytest.mark.parametrize("file", ["participants/agenda.pdf", "facilitators/facilitator-guide.pdf"])
def test_the_example_of_a_style_sheet(own: Built, tmp_path: Path, file: str) -> None:
    drawn = (own.folder / file, tmp_path / "page")
    subprocess.run(["pdftoppm", "-r", "60", "-png", "-singlefile", *drawn], check=True)
    with Image.open(tmp_path / "page.png") as page:
        colours = {colour for _, colour in page.getcolors(page.width * page.height) or ()}
    assert (0x1F, 0x5C, 0x3A) in colours


def test_a_broken_example_is_told_as_the_page_says(tmp_path: Path) -> None:
    broken = EXAMPLES["templates/agenda.html"].replace("{% if plan.logo %}", "{% if plan.logos %}")
    with pytest.raises(ContentError) as caught:
        built(tmp_path, {"templates/agenda.html": broken}, "agenda")
    (said,) = [unstyle(text(one)) for one in caught.value.diagnostics]
    assert f"```text\n{said}\n```\n" in SECTIONS["When something is wrong"]
