"""practicepack build."""

import json
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from practicepack.build import Built, build
from practicepack.cli.options import (
    FORMAT_OPTION,
    PRINT_OPTIONS,
    WORKSHOP_OPTIONS,
    Wishes,
    chosen,
    cores,
    packs_folder,
    with_options,
)
from practicepack.cli.report import plain, show
from practicepack.pack.layout import Progress
from practicepack.pack.press import print_run
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
    form: str,
    **wishes: Any,
) -> None:
    """Make the pack of one or more workshops.

    \b
    Example:  practicepack build power-and-voice --participants 24 --start 08:30
    """
    asked = Wishes(**wishes)
    with Typesetter(workspace, cores(jobs)) as typesetter:
        for workshop in chosen(workspace, workshops):
            request = asked.request(workshop)
            with bar(workshop, quiet=form == "json") as progress:
                built = build(workspace, request, packs_folder(workspace, out), typesetter, progress)
            tell(built, form)


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
    pages = {one.document.path: one.pages for one in built.finished}
    run = print_run([one.document for one in built.finished], pages)
    sheets = {line.document.path: str(line.sheets) for line in run.lines}
    rows = [
        (one.document.path, str(one.pages), str(one.document.copies), sheets.get(one.document.path, ""))
        for one in built.finished
    ]
    table(("file", "pages", "copies", "sheets"), rows)
    total = ", ".join(f"{number} sheets of {stock}" for stock, number in run.sheets.items())
    click.echo(f"{len(rows)} files in {built.folder}; {total}")
