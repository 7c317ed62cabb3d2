"""practicepack pack."""

from pathlib import Path

import click

from practicepack.atomic import write_bytes
from practicepack.cli.options import BOUND_OPTION, cache_files, packs_folder
from practicepack.cli.packs import print as print_command
from practicepack.cli.packs.command_again import command_for
from practicepack.cli.report import seen
from practicepack.desk.share import Include, shared
from practicepack.diagnostics import CallError, MachineError
from practicepack.outdated import Listing, differences
from practicepack.output.publish import read_manifest
from practicepack.pipeline import readable
from practicepack.studio.pack_files import zip_of_pack
from practicepack.workspace import Workspace

PRINT_ENDING = "-print.zip"


@click.command("pack")
@click.argument("workshop")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    help="The folder for both files. Without it: the one that you are in.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where packs are. Without it: build/ in your folder.",
)
@BOUND_OPTION
@click.pass_obj
def command(workspace: Workspace, workshop: str, to: Path, out: Path | None) -> None:
    """Hand a workshop on: one file for colleagues to open, and one with its PDFs for a print shop.

    WORKSHOP is the name of the folder in build/, or the path to it. The file for colleagues has the plan
    and what of your own it uses, without the people named in workshop.yaml, the referral list and the list
    of participants. The PDFs show all of these.

    \b
    Example:  practicepack pack my-workshop
    """
    packs = packs_folder(workspace, out)
    folder = print_command.pack(packs, workshop)
    listing = read_manifest(folder)
    _refuse_outdated(workspace, folder.relative_to(packs).as_posix(), listing)
    plan = shared(readable(workspace), workspace, str(listing["options"]["workshop"]), Include())
    names = [str(document["file"]) for document in listing["documents"]]
    _put_file(to / plan.name, plan.data)
    for file in plan.mentions:
        click.echo(f"warning: {seen(file)} names someone: read it before you pass the file on", err=True)
    _put_file(to / f"{folder.name}{PRINT_ENDING}", zip_of_pack(folder, listing, names))
    people = listing["plan"].get("names", 0)
    if people:
        click.echo(
            f"warning: the PDFs have names of participants ({people}): delete them once printed", err=True
        )


def _refuse_outdated(workspace: Workspace, name: str, listing: Listing) -> None:
    """Come back when a pack is what would be built now. Raises CallError with all that differs."""
    changes = differences(workspace, listing, cache_files())
    if changes:
        lines = "".join(f"\n   {seen(line)}" for line in changes)
        hints = (f"build it again: {command_for(listing, name)}",)
        raise CallError(f"{name} is out of date, and no file was written{lines}", hints)


def _put_file(path: Path, data: bytes) -> None:
    try:
        write_bytes(path, data)
    except OSError as fault:
        raise MachineError(
            f"cannot write {path}: {fault.strerror}", "name another folder with --to"
        ) from fault
    click.echo(f"made {path}")
