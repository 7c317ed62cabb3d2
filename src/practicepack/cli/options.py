"""The options that several commands share, and the request that they add up to."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from practicepack.cache.files import CacheFiles
from practicepack.cache.location import cache_folder
from practicepack.cache.parts import PartCache
from practicepack.diagnostics import CallError
from practicepack.documents.compose import ONLY
from practicepack.documents.edition import Binding, Flip, Ink, Paper, Sides, Type
from practicepack.limits import Limits, raised
from practicepack.options import PackOptions
from practicepack.output.publish import mend
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])


def _with_bounds(ctx: click.Context, _: click.Parameter, texts: tuple[str, ...]) -> None:
    """Let the command's workspace have these bounds."""
    # The workspace is made before the command's own options are read.
    if texts:
        ctx.obj = replace(ctx.obj, bounds=raised(texts))


BOUND_OPTION = click.option(
    "--bound",
    multiple=True,
    metavar="NAME=NUMBER",
    callback=_with_bounds,
    expose_value=False,
    help=f"Raise a limit: {', '.join(field.name for field in fields(Limits))}.",
)
WORKSHOP_OPTIONS = (
    click.option(
        "--audience", multiple=True, metavar="ID", help="Who comes. Give it once for each audience."
    ),
    click.option("--participants", metavar="NUMBER", help="How many people come."),
    click.option("--facilitators", metavar="NUMBER", help="How many facilitators there are."),
    click.option("--start", metavar="TIME", help="When each day starts, such as 08:30."),
    click.option(
        "--without",
        multiple=True,
        metavar="ACTIVITY",
        help="An activity to leave out. Give it once for each.",
    ),
    click.option(
        "--lacks", multiple=True, metavar="THING", help="What the venue does not have: electricity, paper."
    ),
    click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="PATH=VALUE",
        help="Set any other value of workshop.yaml, such as days.0.end=15:00.",
    ),
    BOUND_OPTION,
)
PAGE_OPTIONS = (
    click.option(
        "--paper",
        type=click.Choice(get_args(Paper), case_sensitive=False),
        default="a4",
        show_default=True,
        help="The size of the paper.",
    ),
    click.option(
        "--ink",
        type=click.Choice(get_args(Ink), case_sensitive=False),
        default="black",
        show_default=True,
        help="The colours of the printer.",
    ),
    click.option(
        "--type",
        type=click.Choice(get_args(Type), case_sensitive=False),
        default="regular",
        show_default=True,
        help="The size of the type; large is 16 points and more.",
    ),
)
FINISH_OPTIONS = (
    click.option(
        "--binding",
        type=click.Choice(get_args(Binding), case_sensitive=False),
        default="loose",
        show_default=True,
        help="Loose sheets, sheets that are bound at the left, or folded booklets.",
    ),
    click.option(
        "--flip",
        type=click.Choice(get_args(Flip), case_sensitive=False),
        default="long-edge",
        show_default=True,
        help="The edge on which the printer turns a sheet.",
    ),
    click.option(
        "--sides",
        type=click.Choice(get_args(Sides), case_sensitive=False),
        default="both",
        show_default=True,
        help="The sides of a sheet that are printed; one is for printers that cannot print both.",
    ),
    click.option(
        "--collate", is_flag=True, help="Also make one file with a set for each participant, in print/."
    ),
    click.option("--only", multiple=True, metavar="KIND", help=f"Only these: {', '.join(ONLY)}."),
    click.option(
        "--session", metavar="NAME", help="Only one session: its number, its id, or a part of its name."
    ),
)
RUN_OPTIONS = (
    click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        help="Where packs go. Without it: build/ in your folder.",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(1, 64),
        metavar="NUMBER",
        help="How many processor cores to use. Without it: all.",
    ),
    click.option(
        "--cache-dir",
        type=click.Path(file_okay=False, path_type=Path),
        help="The folder of the cache.",
    ),
    click.option("--no-cache", is_flag=True, help="Build without the cache."),
    click.option("--strict", is_flag=True, help="Stop at warnings too."),
)
PRINT_OPTIONS = (*PAGE_OPTIONS, *FINISH_OPTIONS, *RUN_OPTIONS)
FORMAT_OPTION = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or for tools."
)

ALL_OPTION = click.option(
    "--all", "is_all", is_flag=True, help="Show every warning in full, however many there are."
)


def with_options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """All of some options on one command, in their order."""

    def put(command: Command) -> Command:
        # click shows them in the order in which decorators are written, which is the reverse.
        for option in reversed(options):
            command = option(command)
        return command

    return put


@dataclass(frozen=True, slots=True)
class RunOptions:
    """With what packs are made, whatever is in them."""

    jobs: int | None = None
    cache_dir: Path | None = None
    no_cache: bool = False

    @property
    def cache(self) -> CacheFiles | None:
        """The cache, if it is to be used."""
        if self.no_cache:
            return None
        return cache_files(self.cache_dir)

    def typesetter(self, workspace: Workspace) -> Typesetter:
        """What lays the parts out."""
        part_cache = None
        if self.cache:
            part_cache = PartCache(self.cache)
        return Typesetter(workspace, cores(self.jobs), part_cache)


def split_options(given: dict[str, Any]) -> tuple[PackOptions, RunOptions]:
    """What the options of a command say: what to make, and with what."""
    run_names = {field.name for field in fields(RunOptions)}
    of_pack: dict[str, Any] = {}
    of_run: dict[str, Any] = {}
    for name, value in given.items():
        if name in run_names:
            of_run[name] = value
        else:
            of_pack[name] = value
    return PackOptions(**of_pack), RunOptions(**of_run)


def packs_folder(workspace: Workspace, out: Path | None) -> Path:
    """Where packs go, and all that were there still are.

    Raises CallError where a link in build/ would lead out of the user's folder, or a file has its name.
    """
    folder = (workspace.root or Path.cwd()) / "build"
    wanted = out or folder
    if wanted.exists() and not wanted.is_dir():
        raise CallError(f"{wanted} is a file, not a folder", ("move it, or name another folder with --out",))
    # A folder that is named on the command line may be a link: the user knows where it leads.
    if out is None:
        for path in (folder, *folder.rglob("*")):
            if path.is_symlink():
                raise CallError(f"{path} is a link", ("remove it, or name another folder with --out",))
    mend(wanted)
    return wanted


def cache_files(folder: Path | None = None) -> CacheFiles | None:
    """The cache: in the folder asked for, or where this system keeps what can be made again.

    There is none for a user without a home.
    """
    if folder is not None:
        return CacheFiles(folder)
    try:
        return CacheFiles(cache_folder(sys.platform, os.environ, Path.home()))
    except RuntimeError:
        return None


def cores(jobs: int | None) -> int:
    """How many processes to lay out with: as many as asked for, or as this process may use."""
    if jobs is not None:
        return jobs
    # A container may allow fewer cores than the machine has; only Linux says so.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
