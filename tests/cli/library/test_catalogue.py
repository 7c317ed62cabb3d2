"""The catalogue: everything of the library, as a PDF and as a page that needs nothing else."""

import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import quote

import page
import pikepdf
import pytest

from practicepack.cli.main import run
from practicepack.library.load import Library, load
from practicepack.search.find import Finder
from practicepack.workspace import Workspace, shipped_root

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUERIES = (
    "sharring houswork",
    "council budget",
    "proverbs",
    "scorecard",
    "quién decide",
    "xylophone",
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load(Workspace(None, shipped_root()))[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of the shipped library."""
    root = tmp_path_factory.mktemp("catalogue")
    (root / "sessions").mkdir()
    assert run(["--root", str(root), "catalogue", "--no-cache", "--jobs", "1"]) == 0
    return root / "build/catalogue"


@pytest.fixture(scope="module")
def html(folder: Path) -> str:
    return (folder / "catalogue.html").read_text(encoding="utf-8")


def script_of(html: str, kind: str = "") -> str:
    (text,) = re.findall(rf"<script{kind}>(.*?)</script>", html, re.DOTALL)
    return str(text)


def test_every_activity_is_in_both(folder: Path, html: str, library: Library) -> None:
    shown = set(re.findall(r'<article class="entry" id="activity-([a-z0-9-]+)"', html))
    assert shown == set(library.activities)
    with pikepdf.open(folder / "catalogue.pdf") as pdf:
        assert 10 <= len(pdf.pages) <= 40
        assert str(pdf.docinfo["/Title"]) == "Catalogue"


def test_the_pdf_can_be_read_aloud(folder: Path) -> None:
    report = page.validate_pdf(folder / "catalogue.pdf", profile=page.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


def test_the_page_loads_nothing(html: str) -> None:
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', html) == []
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert unescape(policy).startswith("default-src 'none'; img-src data:;")
    digest = b64encode(sha256(script_of(html).encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in unescape(policy)


def test_every_link_leads_somewhere(html: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]+)"', html)
    assert links
    assert set(links) <= set(ids)


def test_programs_read_what_each_activity_is(html: str, library: Library) -> None:
    data = json.loads(script_of(html, ' type="application/ld\\+json"'))
    assert data["@context"] == "https://schema.org"
    by_id = {resource["@id"]: resource for resource in data["@graph"]}
    assert set(by_id) == {f"#activity-{id_}" for id_ in library.activities}
    walk = by_id["#activity-power-walk"]
    assert walk["name"] == "Power walk"
    assert walk["@type"] == "LearningResource"
    assert re.fullmatch(r"PT\d+M", walk["timeRequired"])
    assert walk["license"].startswith("https://creativecommons.org/")


def test_the_catalogue_is_built_again_in_its_place(folder: Path) -> None:
    before = (folder / "catalogue.html").read_bytes()
    assert run(["--root", str(folder.parents[1]), "catalogue", "--no-cache", "--jobs", "1"]) == 0
    assert (folder / "catalogue.html").read_bytes() == before


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: make browser")
def test_the_page_finds_what_the_command_finds(folder: Path, library: Library, tmp_path: Path) -> None:
    finder = Finder(library)
    for query in QUERIES:
        shown = found_in_page(folder / "catalogue.html", query, tmp_path)
        expected = [hit.key for hit in finder.ranked("activities", query)]
        # the page does not know what is only said in a step, so a few may differ
        assert len(set(shown[:5]) & set(expected[:5])) >= min(3, len(expected)), query
        assert bool(shown) == bool(expected), query


def found_in_page(path: Path, query: str, profile: Path) -> list[str]:
    """The activities that the page shows for some words, as a browser lays it out."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"),
            *("--dump-dom", f"{path.as_uri()}#about={quote(query)}"),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    answers = done.stdout.partition('<section id="answers"')[2].partition("</section>")[0]
    return re.findall(r'data-id="([a-z0-9-]+)"', answers)
