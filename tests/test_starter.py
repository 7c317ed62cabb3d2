import os
import re
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from practicepack.documents.model import Document
from practicepack.pipeline import Request, planned
from practicepack.plan.model import CuePlan, Plan
from practicepack.render.markdown import INSIDE, Markdown
from practicepack.render.templates import typographic
from practicepack.workspace import Workspace, shipped_root
from starter_files import GUIDE, PAGES

if TYPE_CHECKING:
    from conftest import Page, Starter

WORKSHOP = "power-and-voice"
FOR_FACILITATORS = {"do", "say", "note", "caution", "listen_for"}
TAG = re.compile(r"<[^>]+>")
NUMBER = re.compile(r"^\d+ ")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned(Workspace(None, shipped_root()), Request(WORKSHOP))[1]


CERTIFICATE = "certificate-of-attendance.pdf"
WITHOUT_FOLIO = {
    "cue-cards",
    "talk-cards",
    "talk-cards-large",
    "sign-in-sheet",
    "referral-card",
    "incident-and-backlash-note",
    "certificate-of-attendance",
}
"""What must not tell where it belongs, what is held up to the group, and what is hung on a wall at home."""
WITH_OUTLINE = {GUIDE, "facilitators/safety.pdf", "participants/handouts.pdf"}
"""Files that lead to several places."""


def opened(starter: "Starter", file: str) -> Any:
    return pikepdf.open(starter.folder / file)


def letters(text: str) -> str:
    """What two ways of setting the same words have in common."""
    return "".join(sign for sign in text if sign.isalnum()).casefold()


def shown(starter: "Starter", file: str) -> str:
    """The letters of a file's pages twice: by their place without the running lines, and as they were drawn.

    A tip in the margin lies between the lines beside it, so neither order alone has all words together.
    """
    placed = " ".join(word.text for one in starter.pages(file) for word in one.body)
    return f"{letters(placed)} {letters(' '.join(starter.texts(file)))}"


def cues(plan: Plan) -> Iterator[CuePlan]:
    for energiser in plan.energisers:
        yield from energiser.cues
    for activity in plan.activities:
        for step in activity.steps:
            yield from (*step.cues, *step.notes)


def facilitators_words(plan: Plan) -> list[str]:
    texts = [text for cue in cues(plan) if cue.verb in FOR_FACILITATORS for text in cue.texts]
    return [letters(unescape(TAG.sub("", Markdown().block(text)))) for text in texts]


def guide(starter: "Starter") -> Document:
    return next(one.document for one in starter.built.finished if one.document.path == GUIDE)


def places(pdf: Any) -> dict[str, int]:
    """The number of the page on which each named destination lies."""
    numbers = {one.objgen: number for number, one in enumerate(pdf.pages)}
    names = list(pdf.Root.Names.Dests.Names)
    return {str(name): numbers[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}


def annotations(pdf: Any) -> Iterator[tuple[int, Any]]:
    for number, one in enumerate(pdf.pages):
        yield from ((number, annotation) for annotation in one.obj.get("/Annots", []))


def outline(pdf: Any) -> Iterator[tuple[str, int]]:
    numbers = {one.objgen: number for number, one in enumerate(pdf.pages)}
    with pdf.open_outline() as root:
        waiting = list(root.root)
        while waiting:
            item = waiting.pop()
            waiting += item.children
            yield item.title, numbers[item.destination[0].objgen]


def beside(sheet: "Page", link: Any) -> tuple[str, str]:
    """The words of a link, and what stands in the same line after it."""
    left, one_edge, right, other_edge = map(float, link.Rect)
    low, high = sorted((sheet.height - one_edge, sheet.height - other_edge))
    line = sorted((word.left, word.text) for word in sheet.words if low < (word.top + word.bottom) / 2 < high)
    words = [text for at, text in line if left - 1 < at < right]
    return " ".join(words), " ".join(text for at, text in line if at >= right)


def test_the_pack_holds_these_files_of_this_length(starter: "Starter") -> None:
    made = {one.document.path: one.pages for one in starter.built.finished}
    assert {file: count for file, count in made.items() if count not in PAGES.get(file, ())} == {}
    assert set(made) == set(PAGES)


def test_the_numbers_of_pages_are_told_as_they_are(starter: "Starter") -> None:
    told = {one.document.path: one.pages for one in starter.built.finished}
    assert {file: len(opened(starter, file).pages) for file in told} == told
    assert set(starter.files) < set(told)


def test_qpdf_finds_nothing_wrong(starter: "Starter") -> None:
    found = {}
    for file in starter.files:
        checked = subprocess.run(
            ["qpdf", "--check", starter.folder / file], check=False, capture_output=True, text=True
        )
        found[file] = (checked.returncode, checked.stderr, "WARNING" in checked.stdout)
    assert found == dict.fromkeys(starter.files, (0, "", False))


def test_the_steps_of_each_session_stand_in_the_order_of_the_plan(starter: "Starter", plan: Plan) -> None:
    with opened(starter, GUIDE) as pdf:
        labels = [one.label for one in pdf.pages]
    texts = starter.texts(GUIDE)
    numbers = {number for part in guide(starter).parts for number in part.sessions}
    assert len(numbers) > 5
    # What several rooms do alike is shown once.
    for session in [session for session in plan.sessions if session.number in numbers]:
        mine = zip(texts, labels, strict=True)
        text = " ".join(text for text, label in mine if label.startswith(f"{session.number} – "))
        steps = [
            f"{step.number} {typographic(step.title)}" for one in session.activities for step in one.steps
        ]
        assert re.findall("|".join(rf"\b{re.escape(step)}" for step in steps), text) == steps


def test_the_contents_lead_where_they_say(starter: "Starter") -> None:
    texts = starter.texts(GUIDE)
    rows, expected = [], []
    with opened(starter, GUIDE) as pdf:
        where, labels = places(pdf), [one.label for one in pdf.pages]
        table = [(number, link) for number, link in annotations(pdf) if labels[number].startswith("i – ")]
        for number, link in table:
            row, ending = beside(starter.pages(GUIDE)[number], link)
            title = letters(NUMBER.sub("", row))
            target = where[str(link.Dest)]
            # between a title and its page stand the clock of a day, or the minutes of a session
            ending = ending[-len(labels[target]) :]
            rows.append((title != "" and title in letters(texts[target]), ending))
            expected.append((True, labels[target]))
    assert rows == expected
    assert len(rows) == sum(len(part.places) for part in guide(starter).parts)


def test_links_inside_a_file_are_jumps_to_its_places(starter: "Starter") -> None:
    lost, jumps = {}, 0
    for file in starter.files:
        with opened(starter, file) as pdf:
            links = [link for _, link in annotations(pdf)]
            known = places(pdf)
            jumps += sum("/Dest" in link for link in links)
            lost[file] = [str(link.Dest) for link in links if "/Dest" in link and str(link.Dest) not in known]
            lost[file] += [str(link.A.URI) for link in links if "/A" in link and INSIDE in str(link.A.URI)]
    assert {file: found for file, found in lost.items() if found} == {}
    assert jumps >= sum(len(part.places) for part in guide(starter).parts)


def test_every_line_of_an_outline_leads_to_its_words(starter: "Starter") -> None:
    astray, with_outline = {}, set()
    for file in starter.files:
        texts = [letters(text) for text in starter.texts(file)]
        with opened(starter, file) as pdf:
            lines = list(outline(pdf))
        astray[file] = [(title, number) for title, number in lines if letters(title) not in texts[number]]
        # An outline of one line leads nowhere, so a file is without it.
        assert len(lines) != 1, file
        if lines:
            with_outline.add(file)
    assert {file: found for file, found in astray.items() if found} == {}
    assert with_outline >= WITH_OUTLINE


def test_every_page_but_the_cover_says_where_it_belongs(starter: "Starter", plan: Plan) -> None:
    wrong = {}
    for file in starter.files:
        with opened(starter, file) as pdf:
            starts = [int(one) for one in list(pdf.Root.PageLabels.Nums)[::2]]
            counts = [
                end - start for start, end in pairwise([*starts, len(pdf.pages)]) for _ in range(start, end)
            ]
            expected = [f"{one.label} of {count}" for one, count in zip(pdf.pages, counts, strict=True)]
        feet = [" ".join(word.text for word in one.foot) for one in starter.pages(file)]
        # The side of a sign or poster that people see has nothing but its words and picture.
        if Path(file).stem in WITHOUT_FOLIO or Path(file).parts[0] == "wall":
            assert letters(plan.title) not in shown(starter, file) or file.endswith(CERTIFICATE)
            continue
        cover = 1 if file == GUIDE else 0
        pairs = list(zip(feet, expected, strict=True))[cover:]
        wrong[file] = [(foot, folio) for foot, folio in pairs if not f" {foot}".endswith(f" {folio}")]
    assert {file: found for file, found in wrong.items() if found} == {}
    assert starter.pages(GUIDE)[0].foot == []


def test_the_guide_holds_every_word_for_the_facilitators(starter: "Starter", plan: Plan) -> None:
    words = facilitators_words(plan)
    text = shown(starter, GUIDE)
    assert [one for one in words if one not in text] == []
    assert len(words) > 100


def test_people_never_hold_a_word_for_the_facilitators(starter: "Starter", plan: Plan) -> None:
    words = [*facilitators_words(plan), "listenfor"]
    told = {
        file: [one for one in words if one in shown(starter, file)]
        for file in starter.files
        if file.startswith(("participants/", "wall/"))
    }
    assert {file: found for file, found in told.items() if found} == {}
    assert len(told) == 21


@pytest.mark.parametrize(
    ("jobs", "zone", "seed"), [("1", "UTC", "0"), ("2", "Asia/Kathmandu", "4711")], ids=["one", "two"]
)
def test_a_pack_is_the_same_byte_for_byte_wherever_it_is_made(
    starter: "Starter", tmp_path: Path, jobs: str, zone: str, seed: str
) -> None:
    made = subprocess.run(
        [
            sys.executable,
            "-m",
            "practicepack",
            "build",
            WORKSHOP,
            "--out",
            tmp_path / "out",
            "--jobs",
            jobs,
            "--no-cache",
        ],
        check=False,
        capture_output=True,
        cwd=tmp_path,
        env=os.environ | {"TZ": zone, "PYTHONHASHSEED": seed},
    )
    assert made.returncode == 0
    assert hashes(tmp_path / "out" / WORKSHOP) == hashes(starter.folder)


def hashes(folder: Path) -> dict[str, str]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): sha256(one.read_bytes()).hexdigest() for one in files}
