"""What goes to a printer: the files of a pack with their copies, sides and paper, and how lp is called."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shutil import which

from practicepack.diagnostics import CallError, MachineError

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
PRINT_PATIENCE = 10
"""Seconds for the print system to list its printers: one on the network may not answer."""


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


class NotSentError(Exception):
    """The print system has refused a file, and says why."""


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


def can_print() -> bool:
    """Whether this machine has lp."""
    return which("lp") is not None


def need_lp() -> None:
    """Come back when this machine has lp. Raises MachineError."""
    if not can_print():
        raise MachineError("lp is missing", NO_LP)


def printers() -> tuple[str, ...]:
    """The printers that the print system knows, by name; none where it does not answer."""
    if which("lpstat") is None:
        return ()
    try:
        answer = _print_system(["lpstat", "-e"], PRINT_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(filter(None, map(str.strip, answer.stdout.splitlines())))


def send(job: PrintJob, folder: Path, printer: str | None) -> None:
    """Give a file to the print system. Raises NotSentError with what lp says."""
    done = _print_system(["lp", *arguments(job, folder, printer)])
    if done.returncode:
        raise NotSentError(f"{job.file} was not sent: {done.stderr.strip()}")


def _print_system(call: Sequence[str], patience: float | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603  # no shell: a file's name is only a name
        call,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=patience,
    )
