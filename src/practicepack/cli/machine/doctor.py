"""practicepack doctor."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from practicepack.cli import MACHINE
from practicepack.cli.options import packs_folder
from practicepack.diagnostics import CallError, MachineError
from practicepack.fonts import faces as fonts
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace

NEEDED_MEGABYTES = 200
OLDEST = (3, 11)


def python(_: Workspace) -> str:
    """Python is new enough."""
    running = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        raise MachineError(f"Python {running} is too old", "install Python 3.11 or newer")
    return f"Python {running}"


def fonts_installed(_: Workspace) -> str:
    """Our fonts are installed."""
    return f"{len(fonts.files())} font files"


def pango(workspace: Workspace) -> str:
    """Pango can be loaded."""
    # A worker is started for it, since a library that cannot be loaded may end the process.
    with Typesetter(workspace, 1) as typesetter:
        assert typesetter.fingerprint
    return "Pango and WeasyPrint"


def disk(workspace: Workspace) -> str:
    """There is room for packs, in a folder that can be written."""
    try:
        folder = packs_folder(workspace, None)
    except CallError as fault:
        raise MachineError(str(fault), " ".join(fault.hints)) from fault
    # The folder for packs is made by the first build: until then, what counts is the nearest one.
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with TemporaryDirectory(dir=there):
            pass
    except OSError as fault:
        raise MachineError(f"{there} cannot be written: {fault.strerror}", "use --out") from fault
    free = shutil.disk_usage(there).free // 1_000_000
    if free < NEEDED_MEGABYTES:
        raise MachineError(f"{free} MB are free in {there}", f"free {NEEDED_MEGABYTES} MB, or use --out")
    return f"{free} MB free in {there}"


MACHINE_CHECKS: tuple[Callable[[Workspace], str], ...] = (python, fonts_installed, pango, disk)


@click.command("doctor")
@click.pass_obj
def command(workspace: Workspace) -> int:
    """Check this machine: Python, fonts, Pango, disk; and say how to fix what is wrong.

    \b
    Example:  practicepack doctor
    """
    click.echo(f"workspace: {workspace.root or Path('(what the package ships)')}")
    sick = 0
    for check in MACHINE_CHECKS:
        try:
            click.echo(f"{click.style('good', fg='green')}  {check(workspace)}")
        # All checks are made: someone who has no network installs everything in one go.
        except MachineError as fault:
            sick = MACHINE
            click.echo(f"{click.style('bad', fg='red')}   {fault}\n      to fix it: {fault.remedy}")
    return sick
