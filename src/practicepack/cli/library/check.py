"""practicepack check."""

from functools import partial
from pathlib import PurePosixPath

import click

from practicepack.cli.names import file_named
from practicepack.cli.options import BOUND_OPTION, FORMAT_OPTION
from practicepack.cli.report import as_json, show_findings
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
    wanted = list(map(partial(file_named, workspace), paths))
    diagnostics = []
    for diagnostic in inspect(workspace):
        if not wanted or _concerns(diagnostic, wanted):
            diagnostics.append(diagnostic)
    if form == "json":
        click.echo(as_json(diagnostics))
    else:
        show_findings(diagnostics)
        if not diagnostics:
            click.echo("No problems found")
    return int(any(errors(diagnostics)) or (strict and bool(diagnostics)))


def _concerns(diagnostic: Diagnostic, wanted: list[PurePosixPath]) -> bool:
    # What is about no file, such as a package that fails, may be about any.
    if diagnostic.span is None:
        return True
    name = PurePosixPath(diagnostic.span.source.name)
    return any(map(name.is_relative_to, wanted))
