"""practicepack check."""

from pathlib import PurePosixPath

import click

from practicepack.cli.names import file_named
from practicepack.cli.options import BOUND_OPTION, FORMAT_OPTION
from practicepack.cli.report import as_json, show
from practicepack.diagnostics import Diagnostic, errors
from practicepack.pipeline import inspect
from practicepack.workspace import Workspace


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[NAME|PATH]...")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are warnings, too.")
@BOUND_OPTION
@FORMAT_OPTION
@click.pass_obj
def command(workspace: Workspace, paths: tuple[str, ...], strict: bool, form: str) -> int:
    """Check every file, without building a pack.

    With the names of workshops, or paths, only problems in those are shown.

    \b
    Example:  practicepack check my-workshop
    """
    wanted = [file_named(workspace, path) for path in paths]
    found = [one for one in inspect(workspace) if not wanted or _concerns(one, wanted)]
    if form == "json":
        click.echo(as_json(found))
    else:
        show(found)
        if not found:
            click.echo("No problems found")
    return int(any(errors(found)) or (strict and bool(found)))


def _concerns(one: Diagnostic, wanted: list[PurePosixPath]) -> bool:
    name = PurePosixPath(one.span.source.name) if one.span else None
    return any(name is None or name.is_relative_to(path) for path in wanted)
