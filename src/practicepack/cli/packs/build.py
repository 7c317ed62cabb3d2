"""practicepack build."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from practicepack.cache.files import CacheFiles
from practicepack.cache.library import library_key
from practicepack.cache.parts import owner
from practicepack.cli import COMMAND
from practicepack.cli.names import chosen, own_programmes, with_session
from practicepack.cli.options import (
    ALL_OPTION,
    FORMAT_OPTION,
    PRINT_OPTIONS,
    WORKSHOP_OPTIONS,
    packs_folder,
    split_options,
    with_options,
)
from practicepack.cli.packs.command_again import command_for
from practicepack.cli.progress import Bar
from practicepack.cli.report import again, plain, warnings
from practicepack.cli.up_to_date.listing import files_table, listed_files
from practicepack.cli.up_to_date.record import Record
from practicepack.desk.journal import JOURNALS, forget_journal
from practicepack.outdated import Listing, outdated_siblings
from practicepack.output.publish import read_manifest, remove
from practicepack.pipeline import Built, Request, build, build_map, planned_programme
from practicepack.studio.print_record import PrintRecord
from practicepack.typeset.layout import Progress
from practicepack.workspace import Workspace


@click.command("build")
@click.argument("workshops", nargs=-1, metavar="[WORKSHOP]...")
@with_options(*WORKSHOP_OPTIONS, *PRINT_OPTIONS, ALL_OPTION, FORMAT_OPTION)
@click.option(
    "--forget",
    "is_forgotten",
    is_flag=True,
    help="Build nothing: remove the packs, what the cache has of them, and what could be undone.",
)
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(
    workspace: Workspace,
    workshops: tuple[str, ...],
    out: Path | None,
    is_all: bool,
    form: str,
    is_forgotten: bool,
    **given: Any,
) -> None:
    """Build the packs of workshops, or all packs of a programme and its map.

    \b
    Example:  practicepack build power-and-voice --participants 24 --start 08:30
    """
    asked, run_options = split_options(given)
    folder = packs_folder(workspace, out)
    cache = run_options.cache
    if is_forgotten:
        forget(workspace, forgotten(workspace, workshops), folder, cache)
        return
    with run_options.typesetter(workspace) as typesetter:
        record = Record(workspace, click.get_current_context().meta.get(COMMAND, ()), typesetter)
        for name in chosen(workspace, workshops):
            # All of them are listed first: each manifest says how many there are.
            makings = list(all_makings(workspace, asked.request(name), folder))
            for number, making in enumerate(makings):
                request = with_session(workspace, making.request)
                note = record.note(name, number, len(makings), request)
                with bar(request.workshop, quiet=form == "json") as progress:
                    built = making.make(workspace, request, making.folder, typesetter, progress, note)
                show_built(built, form, outdated_siblings(workspace, folder, built.folder), is_all=is_all)
                if cache:
                    # Either may be forgotten: the workshop, or the programme that it is part of.
                    for asked_for in dict.fromkeys((name, request.workshop)):
                        cache.note(owner(workspace, asked_for), typesetter.used)


def forgotten(workspace: Workspace, named: tuple[str, ...]) -> tuple[str, ...]:
    """What to forget: the workshops and programmes named, or all of the user's own."""
    if named:
        return chosen(workspace, named)
    # A programme's packs may be of shipped workshops, with values that the user set.
    return (*own_programmes(workspace), *chosen(workspace, ()))


def forget(workspace: Workspace, workshops: Iterable[str], folder: Path, cache: CacheFiles | None) -> None:
    """Remove all packs of some workshops, and what is cached of them, and say what was removed."""
    # What authors wrote may name people, and the values of a library are in one file.
    if cache:
        cache.drop(library_key(workspace))
        if forget_journal(cache.folder / JOURNALS, workspace.layers[0]):
            click.echo("what was changed in this folder cannot be undone any more")
    for workshop in workshops:
        removal = remove(folder, workshop)
        parts = 0
        if cache:
            parts = cache.forget(owner(workspace, workshop))
            PrintRecord(cache.folder).forget(owner(workspace, workshop))
        click.echo(f"{workshop}: {len(removal.packs)} packs and {parts} parts removed")
        for path in removal.left:
            click.echo(f"warning: {path} was not built by practicepack, or was changed: it is still there")


@dataclass(frozen=True, slots=True)
class Making:
    """A pack to make, or a map."""

    make: Callable[..., Built]
    request: Request
    folder: Path


def all_makings(workspace: Workspace, request: Request, folder: Path) -> Iterator[Making]:
    """What there is to make: the pack of a workshop; or all packs of a programme, then its map."""
    if request.workshop not in workspace.programmes():
        yield Making(build, request, folder)
        return
    _, programme, _ = planned_programme(workspace, request)
    for stage in programme.stages:
        yield Making(build, replace(request, workshop=stage.plan.id), folder / request.folder)
    if not request.only and not request.session:
        yield Making(build_map, request, folder / request.folder)


def bar(workshop: str, *, quiet: bool) -> AbstractContextManager[Progress]:
    """A progress bar on the terminal, on the error stream; nothing where nobody watches."""
    if quiet:
        return nullcontext(lambda _, __: None)
    return Bar(workshop)


def show_built(built: Built, form: str, outdated: Sequence[tuple[str, Listing]], *, is_all: bool) -> None:
    """The files of a pack with their pages and copies, and what to read before printing it."""
    # Shown from the manifest, as a later build does that finds nothing changed.
    manifest = read_manifest(built.folder)
    if form == "json":
        answer = {
            "folder": str(built.folder),
            "files": listed_files(manifest),
            "warnings": plain(built.warnings),
            "outdated": [name for name, _ in outdated],
        }
        click.echo(json.dumps(answer, indent=1, ensure_ascii=False))
        return
    click.echo(warnings(built.warnings, again("--all"), is_all=is_all), nl=False, err=True)
    for name, listing in outdated:
        command = command_for(listing, name)
        click.echo(
            f"build/{name} was made from an older version: build it again ({command}) or remove it", err=True
        )
    click.echo(files_table(manifest, built.folder), nl=False)
