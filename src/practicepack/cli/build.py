"""practicepack build."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from practicepack.build import Built, Request, build, build_map, planned_programme
from practicepack.cli.options import (
    FORMAT_OPTION,
    PRINT_OPTIONS,
    WORKSHOP_OPTIONS,
    Wishes,
    chosen,
    cores,
    packs_folder,
    store,
    with_options,
)
from practicepack.cli.report import plain, show
from practicepack.pack.layout import Progress
from practicepack.pack.typeset import Typesetter
from practicepack.workspace import Workspace


@click.command("build")
@click.argument("workshops", nargs=-1, metavar="[WORKSHOP]...")
@with_options(*WORKSHOP_OPTIONS, *PRINT_OPTIONS, FORMAT_OPTION)
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(
    workspace: Workspace,
    workshops: tuple[str, ...],
    out: Path | None,
    jobs: int | None,
    cache_dir: Path | None,
    no_cache: bool,
    form: str,
    **wishes: Any,
) -> None:
    """Make the packs of workshops, or all packs of a programme and its map.

    \b
    Example:  practicepack build power-and-voice --participants 24 --start 08:30
    """
    asked = Wishes(**wishes)
    with Typesetter(workspace, cores(jobs), store(cache_dir, off=no_cache)) as typesetter:
        folder = packs_folder(workspace, out)
        for name in chosen(workspace, workshops):
            for make, request, place in makings(workspace, asked.request(name), folder):
                with bar(request.workshop, quiet=form == "json") as progress:
                    built = make(workspace, request, place, typesetter, progress)
                tell(built, form)


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
    if quiet:
        return nullcontext(lambda _, __: None)
    from practicepack.cli.progress import Bar  # noqa: PLC0415  # rich takes a while to import

    return Bar(workshop)


def tell(built: Built, form: str) -> None:
    """The files of a pack with their pages and copies, and what to read before printing."""
    if form == "json":
        files = [
            {"file": one.document.path, "pages": one.pages, "copies": one.document.copies}
            for one in built.finished
        ]
        made = {"folder": str(built.folder), "files": files, "warnings": plain(built.warnings)}
        click.echo(json.dumps(made, indent=1, ensure_ascii=False))
        return
    from practicepack.cli.progress import table  # noqa: PLC0415

    show(built.warnings)
    sheets = {line.document.path: str(line.sheets) for line in built.run.lines}
    rows = [
        (
            one.document.path,
            str(one.pages),
            str(one.document.copies) if one.document.folder != "print" else "",
            sheets.get(one.document.path, ""),
        )
        for one in built.finished
    ]
    table(("file", "pages", "copies", "sheets"), rows)
    counted = built.run.sheets.items()
    total = ", ".join(f"{number} sheets of {leaf.upper()} {stock}" for (stock, leaf), number in counted)
    click.echo(f"{len(rows)} files in {built.folder}; {total}")
