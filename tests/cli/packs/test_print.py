"""Printing a pack: what lp is told, and what a printer that speaks IPP takes from it."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pikepdf
import pytest

from practicepack.documents.edition import LEAVES, Leaf
from practicepack.printing import PAPER_NAMES
from printer import Printer, on_a_printer, print_system, told

Call = Callable[..., CompletedProcess[str]]
Job = dict[str, Any]
USUAL: Job = {"copies": 1, "sides": "one", "paper": "a4", "stock": "paper", "ink": "black", "sheets": 1}
AGENDA = USUAL | {"file": "participants/agenda.pdf", "copies": 22, "sheets": 22}
SIGNS = USUAL | {"file": "wall/signs.pdf", "sheets": 3}
BADGES = USUAL | {"file": "participants/cards/badges.pdf", "stock": "card", "sheets": 4}
ROLES = USUAL | {"file": "participants/cards/roles.pdf", "stock": "card", "copies": 2, "sheets": 6}
WHOLE = "multiple-document-handling=separate-documents-collated-copies"
EDGE = re.compile(r'[xy]M(?:in|ax)="([\d.]+)"')
MILLIMETRES = {"mm": 1.0, "in": 25.4}


@pytest.fixture(autouse=True)
def up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """No workshop has made the packs here: test_outdated.py has those that are compared with one."""
    monkeypatch.setattr("practicepack.cli.packs.print.differences", lambda *_: ())


def put(root: Path, *run: Job, name: str = "day") -> Path:
    """A pack with this print run; each of its files is one empty page."""
    folder = root / "build" / name
    for job in run:
        (folder / job["file"]).parent.mkdir(parents=True, exist_ok=True)
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(595.276, 841.89))
            pdf.save(folder / job["file"])
    (folder / "manifest.json").write_text(json.dumps({"run": run}))
    return folder


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Printer]:
    """A printer, the only one that lp knows."""
    with print_system() as made:
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        for name in ("PRINTER", "LPDEST"):
            monkeypatch.delenv(name, raising=False)
        yield made


def test_a_dry_run_shows_the_commands(call: Call, root: Path) -> None:
    folder = put(root, AGENDA, BADGES)
    said = call("print", "day", "--printer", "office", "--dry-run")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == (
        "lp -d office -n 22 -t agenda.pdf -o media=iso_a4_210x297mm -o sides=one-sided -o print-scaling=none "
        f"-o print-color-mode=monochrome -o {WHOLE} -- {folder}/participants/agenda.pdf\n"
        "lp -d office -n 1 -t badges.pdf -o media=iso_a4_210x297mm -o sides=one-sided -o print-scaling=none "
        f"-o print-color-mode=monochrome -o {WHOLE} -- {folder}/participants/cards/badges.pdf\n"
    )


@pytest.mark.parametrize(
    ("job", "option"),
    [
        ({"paper": "letter"}, "media=na_letter_8.5x11in"),
        ({"paper": "tabloid"}, "media=na_ledger_11x17in"),
        ({"sides": "long-edge"}, "sides=two-sided-long-edge"),
        ({"sides": "short-edge"}, "sides=two-sided-short-edge"),
        ({"ink": "colour"}, "print-color-mode=color"),
    ],
)
def test_what_a_file_needs_is_an_option(call: Call, root: Path, job: Job, option: str) -> None:
    put(root, AGENDA | job)
    options = shlex.split(call("print", "day", "--dry-run").stdout)
    assert options[options.index(option) - 1] == "-o"


@pytest.mark.parametrize("leaf", LEAVES)
def test_the_name_of_each_paper_says_its_size(leaf: Leaf) -> None:
    named = re.fullmatch(r"(?:iso_a\d|na_[a-z]+)_([\d.]+)x([\d.]+)(mm|in)", PAPER_NAMES[leaf])
    assert named is not None
    assert tuple(round(float(side) * MILLIMETRES[named[3]], 1) for side in named.group(1, 2)) == LEAVES[leaf]


def test_without_a_printer_lp_chooses(call: Call, root: Path) -> None:
    put(root, AGENDA)
    assert call("print", "day", "--dry-run").stdout.startswith("lp -n 22 -t agenda.pdf -o ")


def test_a_shell_reads_the_commands(call: Call, root: Path) -> None:
    folder = put(root, AGENDA, name="our day")
    (line,) = call("print", "our day", "--printer", "HP's", "--dry-run").stdout.splitlines()
    assert shlex.split(line)[1:3] == ["-d", "HP's"]
    assert shlex.split(line)[-1] == f"{folder}/participants/agenda.pdf"


def test_from_a_file_on(call: Call, root: Path) -> None:
    put(root, AGENDA, SIGNS, BADGES)
    lines = call("print", "day", "--from", "wall/signs.pdf", "--dry-run").stdout.splitlines()
    assert [line.split()[4] for line in lines] == ["signs.pdf", "badges.pdf"]


def test_from_a_file_that_is_not_there(call: Call, root: Path) -> None:
    put(root, AGENDA, SIGNS)
    said = call("print", "day", "--from", "signs.pdf", "--dry-run")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == (
        'error: --from: the print run has no file "signs.pdf"\n   hint: did you mean "wall/signs.pdf"?\n'
    )


@pytest.mark.parametrize(
    ("packs", "hint"),
    [
        ([], "build it first: practicepack build day"),
        (["evening", "night"], "there are: evening, night"),
        (["evening", "days"], 'did you mean "days"?'),
        (["night", "day--24-people"], "there are: day--24-people"),
        (["day/one", "day/two", "night"], "there are: day/one, day/two"),
        ([".day.new"], "build it first: practicepack build day"),
    ],
)
def test_no_such_pack(call: Call, root: Path, packs: list[str], hint: str) -> None:
    assert [put(root, AGENDA, name=name).is_dir() for name in packs] == [True] * len(packs)
    said = call("print", "day")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == f'error: no pack is called "day" in {root}/build\n   hint: {hint}\n'


def test_a_pack_with_options_that_was_not_built(call: Call) -> None:
    said = call("print", "day--24-people")
    assert said.stderr.endswith("   hint: build it first: practicepack build day\n")


@pytest.mark.parametrize("name", ["day/", "programme/day"])
def test_a_folder_as_a_shell_completes_it(call: Call, root: Path, name: str) -> None:
    folder = put(root, AGENDA, name=name)
    assert call("print", name, "--dry-run").stdout.endswith(f" -- {folder}/participants/agenda.pdf\n")


def test_packs_elsewhere(call: Call, root: Path) -> None:
    folder = put(root / "other", AGENDA)
    said = call("print", "day", "--out", str(root / "other/build"), "--dry-run")
    assert said.stdout.endswith(f" -- {folder}/participants/agenda.pdf\n")


def test_a_machine_without_lp(call: Call, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, AGENDA)
    monkeypatch.setenv("PATH", str(root))
    said = call("print", "day")
    assert (said.returncode, said.stdout) == (3, "")
    assert said.stderr == (
        "error: lp is missing\n   to fix it: apt-get install cups-client "
        "(macOS has it; on Windows print by hand, as the print run says)\n"
    )


def edges(pdf: Path) -> list[float]:
    """Where each word of a file stands on its page, in points: left, top, right, bottom."""
    marked = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True)
    return [float(edge) for edge in EDGE.findall(marked.stdout)]


@on_a_printer
@pytest.mark.usefixtures("small")
def test_a_pack_arrives_as_it_was_made(call: Call, root: Path, printer: Printer) -> None:
    (root / "content/printables").mkdir(parents=True)
    (root / "content/printables/slip.yaml").write_text(
        "title: One step\nkind: handout\nto: participant\nsides: 2\nstock: card\nbody: [{lines: 40}]\n"
    )
    call("build", "one-day", "--only", "agenda", "--only", "handouts", "--jobs", "1")
    said = call("print", "one-day--agenda--handouts", "--printer", "office", "--yes")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == (
        "sent  12 x participants/agenda.pdf\n"
        "sent  12 x participants/handouts/slip.pdf\n"
        "2 files, 24 sheets sent\n"
    )
    agenda, slip = printer.taken(2)
    assert (agenda.name, slip.name) == ("agenda.pdf", "slip.pdf")
    assert (told(agenda, "COPIES"), told(slip, "COPIES")) == ("12", "12")
    assert (told(agenda, "SIDES"), told(slip, "SIDES")) == ("one-sided", "two-sided-long-edge")
    assert "media-size={x-dimension=21000 y-dimension=29700}" in told(agenda, "MEDIA_COL")
    assert told(agenda, "PRINT_COLOR_MODE") == "monochrome"
    assert told(agenda, "MULTIPLE_DOCUMENT_HANDLING") == "separate-documents-collated-copies"
    sent = edges(root / "build/one-day--agenda--handouts/participants/agenda.pdf")
    assert len(sent) > 40
    assert edges(agenda) == pytest.approx(sent, abs=0.01)


@on_a_printer
def test_colour_and_the_short_edge(call: Call, root: Path, printer: Printer) -> None:
    put(root, AGENDA | {"ink": "colour", "sides": "short-edge", "paper": "letter"})
    assert call("print", "day", "--printer", "office").returncode == 0
    (agenda,) = printer.taken(1)
    assert told(agenda, "PRINT_COLOR_MODE") == "color"
    assert told(agenda, "SIDES") == "two-sided-short-edge"
    assert "media-size={x-dimension=21590 y-dimension=27940}" in told(agenda, "MEDIA_COL")


@on_a_printer
@pytest.mark.usefixtures("printer")
def test_paper_that_few_printers_have_is_named(call: Call, root: Path) -> None:
    put(root, SIGNS | {"paper": "a3"})
    said = call("print", "day", "--printer", "office")
    assert said.stdout == "sent   1 x wall/signs.pdf (A3)\n1 files, 3 sheets sent\n"


@on_a_printer
def test_card_waits_until_somebody_says_so(
    call: Call, root: Path, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, AGENDA, BADGES, ROLES)
    monkeypatch.setattr(sys, "stdin", StringIO("\n"))
    assert call("print", "day", "--printer", "office").stdout == (
        "sent  22 x participants/agenda.pdf\n"
        "Wait until the paper is printed, put card into the printer (10 sheets), then press Enter "
        "sent   1 x participants/cards/badges.pdf\n"
        "sent   2 x participants/cards/roles.pdf\n"
        "3 files, 32 sheets sent\n"
    )
    assert [file.name for file in printer.taken(3)] == ["agenda.pdf", "badges.pdf", "roles.pdf"]


@on_a_printer
def test_card_where_nobody_can_say_so(
    call: Call, root: Path, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, AGENDA, BADGES, ROLES)
    monkeypatch.setattr(sys, "stdin", StringIO(""))
    said = call("print", "day", "--printer", "office")
    assert said.returncode == 130
    assert said.stdout.startswith("sent  22 x participants/agenda.pdf\nWait until ")
    assert said.stderr == "\nno card was sent; go on with  --from participants/cards/badges.pdf\n"
    assert [file.name for file in printer.taken(1)] == ["agenda.pdf"]


@on_a_printer
@pytest.mark.usefixtures("printer")
@pytest.mark.parametrize(("ours", "theirs"), [(["--printer", "ofice"], ["-d", "ofice"]), ([], [])])
def test_what_lp_says_is_told(call: Call, root: Path, ours: list[str], theirs: list[str]) -> None:
    folder = put(root, AGENDA)
    lp = ["lp", *theirs, str(folder / "participants/agenda.pdf")]
    heard = subprocess.run(lp, check=False, capture_output=True, text=True).stderr
    assert heard.startswith("lp: Error - ")
    said = call("print", "day", *ours)
    assert (said.returncode, said.stdout) == (3, "")
    assert said.stderr == (
        f"error: participants/agenda.pdf was not sent: {heard}"
        "   to fix it: a printer that lpstat -e lists, with --printer; "
        "go on with  --from participants/agenda.pdf\n"
    )


@on_a_printer
def test_a_fault_on_the_way(call: Call, root: Path, printer: Printer) -> None:
    (put(root, AGENDA, SIGNS, BADGES) / "wall/signs.pdf").unlink()
    said = call("print", "day", "--printer", "office")
    assert (said.returncode, said.stdout) == (3, "sent  22 x participants/agenda.pdf\n")
    assert said.stderr.startswith("error: wall/signs.pdf was not sent: lp: Error - unable to access ")
    assert said.stderr.endswith("; go on with  --from wall/signs.pdf\n")
    assert [file.name for file in printer.taken(1)] == ["agenda.pdf"]
