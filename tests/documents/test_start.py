"""The page to read first: what is missing, what must not be printed yet, and that it stays one page."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree

import pikepdf
import pytest

from practicepack.diagnostics import Diagnostic, warning
from practicepack.documents.compose import compose
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document
from practicepack.documents.start import LONGEST_NOTICE, MOST_IN_LARGE, MOST_MISSING
from practicepack.i18n import Translator
from practicepack.library.load import load
from practicepack.library.overrides import Assignment
from practicepack.library.reviews import reviewed_texts
from practicepack.pipeline import Built, Request, build
from practicepack.plan.model import Plan
from practicepack.plan.resolve import resolve
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

REFERRALS = 'services:\n  - {name: Clinic, helps_with: Health, phone: "555 01", checked: 2026-03-02}\n'
ORGANISER = 'organiser: {name: Bridge House, contact: "Rosa, 555 01 23"}\nplace: Hall\nranks_apart: true'
COMPLAINTS = 'complaints: {name: The river council, contact: "555 02"}'
WORKSHOPS = ("power-and-voice", "fair-and-brave", "homes-that-share")
ONLY = frozenset({"start", "print-run"})
EDITIONS = (Edition(), Edition("letter"), Edition("a5"), Edition("letter", "black", "large"))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter with everything filled in, beside the shipped workshops."""
    folder = tmp_path_factory.mktemp("start")
    own = folder / "sessions/full"
    copytree(shipped_root() / "sessions/power-and-voice", own)
    text = (own / "workshop.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^organiser: .*$", ORGANISER, text)
    text = re.sub(r"(?m)^complaints: .*$", COMPLAINTS, text)
    text = re.sub(r"(?m)^  - (start: .*)$", r"  - date: 2026-03-08\n    \1", text, count=1)
    (own / "workshop.yaml").write_text(text, encoding="utf-8")
    (own / "referrals.yaml").write_text(REFERRALS, encoding="utf-8")
    (own / "participants.csv").write_text("name\nAmina\nBea\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def typesetter(root: Path) -> Iterator[Typesetter]:
    with Typesetter(Workspace(root, shipped_root()), 1) as made:
        yield made


def made(root: Path, typesetter: Typesetter, workshop: str, edition: Edition, **settings: str) -> Built:
    given = tuple(Assignment((key,), value, f"--{key}") for key, value in settings.items())
    changes = (edition.paper, edition.type, *settings)
    request = Request(workshop, given, edition, ONLY, changes=changes)
    return build(Workspace(root, shipped_root()), request, root / "build", typesetter)


def words(built: Built, name: str = "START.pdf") -> str:
    """What a file says, with plain apostrophes."""
    path = built.folder / name
    said = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    return " ".join(said.split()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_it_is_one_page_in_every_edition(
    root: Path, typesetter: Typesetter, workshop: str, edition: Edition
) -> None:
    built = made(root, typesetter, workshop, edition)
    assert [one.code for one in built.warnings if one.code in ("too-long", "overflow")] == []
    with pikepdf.open(built.folder / "START.pdf") as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang is not None


def test_with_a_referral_list_missing_it_says_so_and_what_not_to_print(
    root: Path, typesetter: Typesetter
) -> None:
    said = words(made(root, typesetter, "power-and-voice", Edition()))
    assert "Still missing" in said
    assert "Services that help." in said
    assert "Do not run this workshop before this is settled." in said
    held = said.partition("Do not print yet")[2].partition("Print first")[0]
    assert {
        title for title in ("Facilitator guide", "Card for a purse or pocket", "Agenda") if title in held
    } == {
        "Facilitator guide",
        "Card for a purse or pocket",
    }
    assert "Who hears complaints about you. Name someone outside the team." in said
    assert "Who depends on someone in the room." in said
    assert "Specialists who read it first." in said
    assert "1 more: practicepack plan shows it." in said
    assert "names on the certificates, the date, the place" in said


def test_with_everything_filled_in_nothing_is_missing(root: Path, typesetter: Typesetter) -> None:
    reviews = root / "content/reviews"
    reviews.mkdir(parents=True)
    for number, text in enumerate(reviewed_texts(load(Workspace(root, shipped_root()))[0])):
        signature = f'of: {text.name}\nby: Rosa\non: 2026-03-02\ntext: "{text.text}"\n'
        (reviews / f"signed-{number}.yaml").write_text(signature, encoding="utf-8")
    built = made(root, typesetter, "full", Edition())
    # the other tests are about a folder in which no one has signed
    rmtree(reviews)
    said = words(built)
    assert "Nothing is missing" in said
    assert "Do not print yet" not in said
    assert "by hand" not in said
    assert not {"Amina", "Rosa", "Clinic", "555"} & set(said.split())
    listing = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))
    first = listing["run"][0]
    assert (first["file"], first["copies"], first["sheets"]) == ("START.pdf", 1, 1)
    assert "START.pdf" in words(built, "organisers/print-run.pdf")


def test_children_without_anyone_in_charge_and_one_facilitator_are_said_in_words(
    root: Path, typesetter: Typesetter
) -> None:
    built = made(
        root,
        typesetter,
        "our-weekend",
        Edition(),
        safeguarding="null",
        facilitators="1",
        participants="10",  # for more, the page would name the missing adults in this place
        ranks_apart="true",
    )
    said = words(built)
    assert "A safeguarding lead." in said
    assert not re.search(r'"[a-z]+-[a-z-]+"', said), "an id instead of a title"


def start_of(plan: Plan, found: tuple[Diagnostic, ...], edition: Edition) -> Document:
    (page,) = (one for one in compose(Context(plan, Translator("en"), edition, found)) if one.kind == "start")
    return page


@pytest.mark.parametrize(("edition", "most"), [(Edition(), MOST_MISSING), (EDITIONS[3], MOST_IN_LARGE)])
def test_many_findings_are_counted_and_long_ones_cut(root: Path, edition: Edition, most: int) -> None:
    library, _ = load(Workspace(root, shipped_root()))
    plan, _ = resolve(library, library.workshops["full"])
    found = tuple(warning("too-few-people", f'"power-walk" {number} ' + "long " * 90) for number in range(9))
    advice = (warning("no-slack", "a matter of taste"),)
    view = start_of(plan, (*advice, *found), edition).parts[0].view
    assert isinstance(view["missing"], tuple)
    assert (len(view["missing"]), view["more_missing"]) == (most, 9 - most)
    assert all(one.message.startswith('"Power walk" ') for one in view["missing"])
    assert all(len(one.message) <= LONGEST_NOTICE + 2 for one in view["missing"])
    assert view["held"] == ()
