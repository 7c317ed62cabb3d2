"""practicepack print."""

import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, get_args

import click

from practicepack.cli.names import pack_named
from practicepack.cli.options import BOUND_OPTION, cache_files, packs_folder
from practicepack.cli.packs.command_again import command_for
from practicepack.cli.report import seen
from practicepack.diagnostics import CallError, MachineError, near_miss
from practicepack.documents.edition import Paper
from practicepack.outdated import differences
from practicepack.output.owned import MANIFEST
from practicepack.output.publish import read_manifest
from practicepack.workspace import Workspace

PAPER_NAMES: Mapping[str, str] = {
    "a5": "iso_a5_148x210mm",
    "half-letter": "na_invoice_5.5x8.5in",
    "a4": "iso_a4_210x297mm",
    "a3": "iso_a3_297x420mm",
    "a2": "iso_a2_420x594mm",
    "a1": "iso_a1_594x841mm",
    "letter": "na_letter_8.5x11in",
    "tabloid": "na_ledger_11x17in",
}
"""The names of paper that every print system knows."""
IPP_SIDES = {"one": "one-sided", "long-edge": "two-sided-long-edge", "short-edge": "two-sided-short-edge"}
IPP_COLOURS = {"black": "monochrome", "colour": "color"}
WHOLE_COPIES = "separate-documents-collated-copies"
"""One copy after the other, not all first pages and then all second ones."""
LONGEST_PATH = 1000
"""Characters of a file's path in a pack."""
NO_LP = "apt-get install cups-client (macOS has it; on Windows print by hand, as the print run says)"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A line of the print run, as it is in the manifest."""

    file: str
    copies: int
    sides: str
    paper: str
    stock: str
    ink: str
    sheets: int


@click.command("print")
@click.argument("workshop")
@click.option(
    "--printer", metavar="NAME", help="Which printer; lpstat -e lists them. Without it: the usual one."
)
@click.option("--from", "first", metavar="FILE", help="Go on from this file, such as after a paper jam.")
@click.option("--yes", is_flag=True, help="Do not wait until card is in the printer.")
@click.option("--anyway", is_flag=True, help="Send the pack even if it is out of date.")
@click.option("--dry-run", is_flag=True, help="Show the commands and send nothing.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where packs are. Without it: build/ in your folder.",
)
@BOUND_OPTION
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(
    workspace: Workspace,
    workshop: str,
    printer: str | None,
    first: str | None,
    out: Path | None,
    **flags: bool,
) -> None:
    """Send a pack to a printer, each file with its copies, sides and paper.

    WORKSHOP is the name of the folder in build/, or the path to it. If the workshop has changed since the
    pack was built, nothing is sent: build it again, or use --anyway. Files on card come last, when you say
    that card is in. A printer may drop a file for paper that it does not have.

    \b
    Example:  practicepack print power-and-voice--24-people --printer office
    """
    packs = packs_folder(workspace, out)
    folder = pack(packs, workshop)
    listing = read_manifest(folder)
    run = beginning(print_jobs(listing["run"], folder), first)
    if not flags["anyway"]:
        refuse_outdated(workspace, packs, folder, listing)
    if flags["dry_run"]:
        for job in run:
            click.echo(seen(shlex.join(["lp", *arguments(job, folder, printer)])))
        return
    need_lp()
    card = [job for job in run if job.stock == "card"]
    for job in run:
        # Card is last, so one pause is enough.
        if job in card[:1] and not flags["yes"]:
            wait_for_card(card)
        send(["lp", *arguments(job, folder, printer)], job)
    click.echo(f"{len(run)} files, {sum(job.sheets for job in run)} sheets sent")


def pack(packs: Path, name: str) -> Path:
    """The folder of a pack. Raises CallError with the packs that are there."""
    manifests = [*packs.glob(f"*/{MANIFEST}"), *packs.glob(f"*/*/{MANIFEST}")]
    paths = sorted(path.parent.relative_to(packs) for path in manifests)
    there = []
    for path in paths:
        # Hidden ones are packs that a build has not finished.
        if not path.name.startswith("."):
            there.append(path.as_posix())
    asked = pack_named(packs, name)
    if asked not in there:
        raise CallError(f'no pack is called "{name}" in {packs}', other_packs(asked, there))
    return packs / asked


def refuse_outdated(workspace: Workspace, packs: Path, folder: Path, listing: Mapping[str, Any]) -> None:
    """Come back when a pack is what would be built now. Raises CallError with all that differs."""
    changes = differences(workspace, listing, cache_files())
    if not changes:
        return
    name = folder.relative_to(packs).as_posix()
    lines = "".join(f"\n   {seen(line)}" for line in changes)
    hints = (f"build it again: {command_for(listing, name)}", "or send it as it is, with --anyway")
    raise CallError(f"{name} is out of date, and nothing was sent{lines}", hints)


def other_packs(asked: str, there: Sequence[str]) -> tuple[str, ...]:
    """A hint with the packs of that workshop or programme, the nearest one, or all."""
    akin = [name for name in there if name.startswith((f"{asked}--", f"{asked}/"))]
    if akin:
        return (f"there are: {', '.join(akin)}",)
    close = near_miss(asked, there)
    if close:
        return close
    if there:
        return (f"there are: {', '.join(there)}",)
    workshop = asked.partition("/")[0].partition("--")[0]
    return (f"build it first: practicepack build {workshop}",)


def print_jobs(run: object, folder: Path) -> list[PrintJob]:
    """The print run of a manifest, which anyone may have written. Raises CallError where it is not ours."""
    if not isinstance(run, list):
        raise CallError(f"{folder} has no print run", ("build it again",))
    jobs = []
    for line in run:
        try:
            job = PrintJob(**line)
        except TypeError as fault:
            raise CallError(f"{folder} has no print run", ("build it again",)) from fault
        if not _is_sound(job):
            raise CallError(f"{folder} lists {line!r:.100}, which cannot be printed", ("build it again",))
        if not (folder / job.file).resolve().is_relative_to(folder.resolve()):
            raise CallError(f'{folder} lists "{job.file}", which is not in it', ("build it again",))
        jobs.append(job)
    return jobs


def _is_sound(job: PrintJob) -> bool:
    """Whether all values of a job are such as we write."""
    for number in (job.copies, job.sheets):
        if not isinstance(number, int):
            return False
    for word in (job.file, job.sides, job.paper, job.stock, job.ink):
        if not isinstance(word, str):
            return False
    is_known = job.sides in IPP_SIDES and job.paper in PAPER_NAMES and job.ink in IPP_COLOURS
    return (
        is_known
        and job.file.isprintable()
        and len(job.file) <= LONGEST_PATH
        and bool(PurePosixPath(job.file).name)
    )


def beginning(run: Sequence[PrintJob], first: str | None) -> Sequence[PrintJob]:
    """The run from its file `first` on; the whole run without it. Raises CallError."""
    files = [job.file for job in run]
    if first is None:
        return run
    if first not in files:
        hints = near_miss(first, files) or ("--dry-run shows all files",)
        raise CallError(f'--from: the print run has no file "{first}"', hints)
    return run[files.index(first) :]


def arguments(job: PrintJob, folder: Path, printer: str | None) -> list[str]:
    """What lp is called with for a file."""
    options = (
        f"media={PAPER_NAMES[job.paper]}",
        f"sides={IPP_SIDES[job.sides]}",
        "print-scaling=none",
        f"print-color-mode={IPP_COLOURS[job.ink]}",
        f"multiple-document-handling={WHOLE_COPIES}",
    )
    path = folder / job.file
    words = []
    if printer:
        words += ["-d", printer]
    words += ["-n", str(job.copies), "-t", path.name]
    for option in options:
        words += ["-o", option]
    # After this, a file whose name begins with a hyphen is still a file.
    return [*words, "--", str(path)]


def need_lp() -> None:
    """Come back when this machine has lp. Raises MachineError."""
    if shutil.which("lp") is None:
        raise MachineError("lp is missing", NO_LP)


def wait_for_card(run: Sequence[PrintJob]) -> None:
    """Come back when someone has put card into the printer. Raises click.Abort when nobody is there."""
    sheets = sum(job.sheets for job in run)
    asked = f"Wait until the paper is printed, put card into the printer ({sheets} sheets), then press Enter"
    try:
        click.prompt(asked, default="", show_default=False, prompt_suffix=" ")
    except click.Abort:
        click.echo(f"\nno card was sent; go on with  --from {shlex.quote(run[0].file)}", err=True)
        raise


def send(call: Sequence[str], job: PrintJob) -> None:
    """Give a file to the print system, and say so. Raises MachineError with what lp says."""
    done = subprocess.run(  # noqa: S603  # no shell: a file's name is only a name
        call, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    # What was sent before stays in the queue, so the user goes on from this file.
    if done.returncode:
        raise MachineError(
            f"{job.file} was not sent: {done.stderr.strip()}",
            f"a printer that lpstat -e lists, with --printer; go on with  --from {shlex.quote(job.file)}",
        )
    line = f"sent {job.copies:>3} x {job.file}"
    # What a pack can be built for is in every printer. A3 and larger has to be put in.
    if job.paper not in get_args(Paper):
        line += f" ({job.paper.upper()})"
    click.echo(line)
