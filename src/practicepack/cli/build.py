"""practicepack build."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from practicepack import plugins
from practicepack.cli import unchanged
from practicepack.cli.command_again import command_for
from practicepack.cli.names import chosen, with_session
from practicepack.cli.options import (
    ALL_OPTION,
    FORMAT_OPTION,
    PRINT_OPTIONS,
    WORKSHOP_OPTIONS,
    packs_folder,
    split_options,
    with_options,
)
from practicepack.cli.progress import Bar, rendered
from practicepack.cli.report import again, plain, warnings
from practicepack.library.library_cache import library_key
from practicepack.outdated import Listing, outdated_siblings
from practicepack.output.publish import remove
from practicepack.pipeline import Built, Request, build, build_map, planned_programme
from practicepack.typeset.layout import Progress
from practicepack.typeset.part_cache import PartCache
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import PACKAGE, ROSTER, Workspace, stamped


@click.command("build")
@click.argument("workshops", nargs=-1, metavar="[WORKSHOP]...")
@with_options(*WORKSHOP_OPTIONS, *PRINT_OPTIONS, ALL_OPTION, FORMAT_OPTION)
@click.option(
    "--forget",
    "is_forgotten",
    is_flag=True,
    help="Build nothing: remove the packs, and what the cache has of them.",
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
    asked, means = split_options(given)
    folder = packs_folder(workspace, out)
    kept = means.store
    if is_forgotten:
        forget(workspace, chosen(workspace, workshops), folder, kept)
        return
    notes = Notes(workspace, is_wanted=kept is not None)
    with means.typesetter(workspace) as typesetter:
        for name in chosen(workspace, workshops):
            for make, unresolved, place in makings(workspace, asked.request(name), folder):
                request = with_session(workspace, unresolved)
                with bar(request.workshop, quiet=form == "json") as progress:
                    built = make(workspace, request, place, typesetter, progress)
                old = outdated_siblings(workspace, folder, built.folder)
                notes.add(built, *answers(built, form, old, is_all=is_all))
                notes.is_repeatable &= not old  # they can be built or removed meanwhile
                if kept:
                    kept.note(owner(workspace, request.workshop), typesetter.used)
        if kept:
            notes.keep(kept.folder, typesetter)


def owner(workspace: Workspace, workshop: str) -> str:
    """Whose parts they are, in the store."""
    return f"{workspace.layers[0]}/{workshop}"


def forget(workspace: Workspace, workshops: Iterable[str], folder: Path, kept: PartCache | None) -> None:
    """Remove all packs of some workshops, and what is kept of them, and say what was removed."""
    if kept:
        unchanged.forget(kept.folder)
        kept.drop(library_key(workspace))
    for workshop in workshops:
        removal = remove(folder, workshop)
        parts = kept.forget(owner(workspace, workshop)) if kept else 0
        click.echo(f"{workshop}: {len(removal.packs)} packs and {parts} parts removed")
        for path in removal.left:
            click.echo(f"warning: {path} was not built by practicepack, or was changed: it is still there")


class Notes:
    """What a build has read, written and said, to be said again when nothing has changed."""

    def __init__(self, workspace: Workspace, *, is_wanted: bool) -> None:
        self.read = [str(PACKAGE), *map(str, workspace.folders)]
        self.digest = unchanged.digest(self.read) if is_wanted else None
        self.wrote: list[str] = []
        self.out = self.err = ""
        self.is_repeatable = True

    def add(self, built: Built, out: str, err: str) -> None:
        """Say what there is to say about one pack, and note it."""
        click.echo(err, nl=False, err=True)
        click.echo(out, nl=False)
        self.wrote.append(str(built.folder.resolve()))
        self.out, self.err = self.out + out, self.err + err
        is_of_roster = any(one.span and one.span.source.name.endswith(ROSTER) for one in built.warnings)
        if is_of_roster or built.is_private(out + err):
            self.digest = None  # what was printed may hold a name

    def keep(self, cache: Path, typesetter: Typesetter) -> None:
        """Keep a receipt, where all could be read."""
        wrote = unchanged.digest(self.wrote)
        if self.is_repeatable and self.digest and wrote:
            programs = [*typesetter.files, *(stamped(str(path)) for path in plugins.files())]
            receipt = unchanged.Receipt(
                self.read, self.digest, programs, self.wrote, wrote, self.out, self.err
            )
            unchanged.keep(cache, sys.argv[1:], receipt)


Making = tuple[Callable[..., Built], Request, Path]


def makings(workspace: Workspace, request: Request, folder: Path) -> Iterator[Making]:
    """What there is to make: the pack of a workshop; or all packs of a programme, then its map."""
    if request.workshop not in workspace.programmes():
        yield build, request, folder
        return
    _, programme, _ = planned_programme(workspace, request)
    for stage in programme.stages:
        yield build, replace(request, workshop=stage.plan.id), folder / request.folder
    if not request.only and not request.session:
        yield build_map, request, folder / request.folder


def bar(workshop: str, *, quiet: bool) -> AbstractContextManager[Progress]:
    """A progress bar on the terminal, on the error stream; nothing where nobody watches."""
    return nullcontext(lambda _, __: None) if quiet else Bar(workshop)


def answers(built: Built, form: str, old: Sequence[tuple[str, Listing]], *, is_all: bool) -> tuple[str, str]:
    """The files of a pack with their pages and copies, and what to read before printing it."""
    if form == "json":
        files = [
            {"file": one.document.path, "pages": one.pages, "copies": one.document.copies}
            for one in built.finished
        ]
        made = {
            "folder": str(built.folder),
            "files": files,
            "warnings": plain(built.warnings),
            "outdated": [name for name, _ in old],
        }
        return json.dumps(made, indent=1, ensure_ascii=False) + "\n", ""
    sheets = {line.document.path: str(line.sheets) for line in built.run.lines}
    said = warnings(built.warnings, again("--all"), is_all=is_all)
    for name, listing in old:
        command = command_for(listing, name)
        said += f"build/{name} was made from an older version: build it again ({command}) or remove it\n"
    rows = [
        (
            one.document.path,
            str(one.pages),
            str(one.document.copies) if one.document.folder != "print" else "",
            sheets.get(one.document.path, ""),
        )
        for one in built.finished
    ]
    table = rendered(("file", "pages", "copies", "sheets"), rows)
    counted = built.run.sheets.items()
    total = ", ".join(
        f"{number} sheet{'s' * (number != 1)} of {leaf.upper()} {stock}" for (stock, leaf), number in counted
    )
    return f"{table}{len(rows)} files in {built.folder}; {total}\n", said
