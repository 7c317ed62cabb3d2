"""practicepack watch."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from watchfiles import watch

from practicepack.build import build
from practicepack.cli.build import bar
from practicepack.cli.options import (
    PRINT_OPTIONS,
    WORKSHOP_OPTIONS,
    Wishes,
    chosen,
    cores,
    packs_folder,
    store,
    with_options,
)
from practicepack.cli.report import show
from practicepack.diagnostics import ContentError
from practicepack.pack.typeset import Typesetter
from practicepack.workspace import Workspace


@click.command("watch")
@click.argument("workshop", required=False)
@with_options(*WORKSHOP_OPTIONS, *PRINT_OPTIONS)
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(
    workspace: Workspace,
    workshop: str | None,
    out: Path | None,
    jobs: int | None,
    cache_dir: Path | None,
    no_cache: bool,
    **wishes: Any,
) -> None:
    """Build, then build again whenever a file is saved. Stop with Ctrl-C.

    \b
    Example:  practicepack watch my-workshop
    """
    asked = Wishes(**wishes)
    names = chosen(workspace, (workshop,) if workshop else ())
    folder = packs_folder(workspace, out)
    with Typesetter(workspace, cores(jobs), store(cache_dir, off=no_cache)) as typesetter:
        seen = workspace.stamps()
        _all(workspace, asked, names, folder, typesetter)
        with suppress(KeyboardInterrupt):
            click.echo("watching; save a file to build again, Ctrl-C to stop")
            for _ in _wake(workspace):
                now = workspace.stamps()
                if now != seen:
                    seen = now
                    _all(workspace, asked, names, folder, typesetter)


def _wake(workspace: Workspace) -> Iterator[object]:
    """At every change, and once a second, for a change during a build is told to nobody."""
    return watch(*workspace.watched(), yield_on_timeout=True, rust_timeout=1000)


def _all(
    workspace: Workspace,
    asked: Wishes,
    names: tuple[str, ...],
    out: Path,
    typesetter: Typesetter,
) -> None:
    for name in names:
        _once(workspace, asked, name, out, typesetter)


def _once(workspace: Workspace, asked: Wishes, name: str, out: Path, typesetter: Typesetter) -> None:
    try:
        with bar(name, quiet=False) as progress:
            built = build(workspace, asked.request(name), out, typesetter, progress)
    except ContentError as fault:
        show(fault.diagnostics)
        click.echo("the last good pack is still there")
        return
    show(built.warnings)
    pages = sum(one.pages for one in built.finished)
    click.echo(f"{name}: {len(built.finished)} files, {pages} pages in {built.folder}")
