"""practicepack print."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
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
from practicepack.printing import NotSentError, PrintJob, arguments, need_lp, print_jobs, send
from practicepack.workspace import Workspace


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
        sent(job, folder, printer)
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


def beginning(run: Sequence[PrintJob], first: str | None) -> Sequence[PrintJob]:
    """The run from its file `first` on; the whole run without it. Raises CallError."""
    files = [job.file for job in run]
    if first is None:
        return run
    if first not in files:
        hints = near_miss(first, files) or ("--dry-run shows all files",)
        raise CallError(f'--from: the print run has no file "{first}"', hints)
    return run[files.index(first) :]


def wait_for_card(run: Sequence[PrintJob]) -> None:
    """Come back when someone has put card into the printer. Raises click.Abort when nobody is there."""
    sheets = sum(job.sheets for job in run)
    asked = f"Wait until the paper is printed, put card into the printer ({sheets} sheets), then press Enter"
    try:
        click.prompt(asked, default="", show_default=False, prompt_suffix=" ")
    except click.Abort:
        click.echo(f"\nno card was sent; go on with  --from {shlex.quote(run[0].file)}", err=True)
        raise


def sent(job: PrintJob, folder: Path, printer: str | None) -> None:
    """Give a file to the print system, and say so. Raises MachineError with what lp says."""
    try:
        send(job, folder, printer)
    except NotSentError as fault:
        # What was sent before stays in the queue, so the user goes on from this file.
        again = f"a printer that lpstat -e lists, with --printer; go on with  --from {shlex.quote(job.file)}"
        raise MachineError(str(fault), again) from fault
    line = f"sent {job.copies:>3} x {job.file}"
    # What a pack can be built for is in every printer. A3 and larger has to be put in.
    if job.paper not in get_args(Paper):
        line += f" ({job.paper.upper()})"
    click.echo(line)
