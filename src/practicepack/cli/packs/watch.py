"""practicepack watch."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import click
from watchfiles import watch

from practicepack.cli.failures import failure
from practicepack.cli.names import chosen, with_session
from practicepack.cli.options import (
    PRINT_OPTIONS,
    WORKSHOP_OPTIONS,
    packs_folder,
    split_options,
    with_options,
)
from practicepack.cli.packs.build import bar
from practicepack.cli.packs.preview import Preview, Shown
from practicepack.cli.report import show_findings, warnings
from practicepack.diagnostics import CallError, ContentError, MachineError
from practicepack.options import PackOptions
from practicepack.pipeline import build
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace

SETTLED = 10
"""Milliseconds without a change, after which a file is taken for saved."""


@click.command("watch")
@click.argument("workshop", required=False)
@with_options(*WORKSHOP_OPTIONS, *PRINT_OPTIONS)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port of the page that shows the pack. Without it: any free one.",
)
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(
    workspace: Workspace,
    workshop: str | None,
    out: Path | None,
    port: int,
    **given: Any,
) -> None:
    """Build, and build again whenever a file is saved; a page in the browser shows it. Stop with Ctrl-C.

    \b
    Example:  practicepack watch my-workshop
    """
    asked, means = split_options(given)
    typed = tuple(filter(None, [workshop]))
    names = chosen(workspace, typed)
    folder = packs_folder(workspace, out)
    with means.typesetter(workspace) as typesetter, preview(port) as page:
        makes = partial(_all, workspace, asked, names, folder, typesetter, page.shown)
        seen = workspace.stamps()
        makes()
        with suppress(KeyboardInterrupt):
            click.echo(f"watching; save a file to build again, look at {page.address}, Ctrl-C to stop")
            for _ in _wake(workspace):
                now = workspace.stamps()
                if now != seen:
                    seen = now
                    _again(makes)


def _again(makes: Callable[[], None]) -> None:
    """Build once more. What fails now may work in a minute: a stick is put back, space is freed."""
    try:
        makes()
    except (CallError, MachineError, OSError) as fault:
        click.echo(failure(fault), err=True)
        click.echo("still watching; save a file to try again")


def preview(port: int) -> Preview:
    """The page that shows the packs. Raises MachineError where its port is taken."""
    try:
        return Preview(port)
    except OSError as fault:
        raise MachineError(f"port {port} cannot be used ({fault.strerror})", "leave out --port") from fault


def _wake(workspace: Workspace) -> Iterator[object]:
    """At every change, and once a second, for a change during a build is told to nobody."""
    while True:
        folders = workspace.watched()
        try:
            for changes in watch(*folders, yield_on_timeout=True, rust_timeout=1000, step=SETTLED):
                yield changes
                # A folder that was away is another one for the system, which reports nothing of it.
                if workspace.watched() != folders:
                    break
        except (OSError, RuntimeError):  # a folder is away
            Event().wait(1)
            yield None


def _all(
    workspace: Workspace,
    asked: PackOptions,
    names: tuple[str, ...],
    out: Path,
    typesetter: Typesetter,
    shown: Shown,
) -> None:
    has_failed = False
    for name in names:
        if not _once(workspace, asked, name, out, typesetter, shown):
            has_failed = True
    # After a failure, the parts of the last pack are wanted again when the mistake is undone.
    if not has_failed:
        typesetter.forget_unused()


def _once(
    workspace: Workspace, asked: PackOptions, name: str, out: Path, typesetter: Typesetter, shown: Shown
) -> bool:
    """Build one pack, and say what came of it; whether there is a new one."""
    try:
        with bar(name, quiet=False) as progress:
            request = with_session(workspace, asked.request(name))
            built = build(workspace, request, out, typesetter, progress)
    except ContentError as fault:
        show_findings(fault.diagnostics)
        click.echo("the last good pack is still there")
        return False
    shown.show(built)
    click.echo(warnings(built.warnings, f"practicepack plan {name} --all"), nl=False, err=True)
    pages = sum(finished.pages for finished in built.finished)
    click.echo(f"{name}: {len(built.finished)} files, {pages} pages in {built.folder}")
    return True
