"""practicepack check."""

from pathlib import Path, PurePosixPath

import click

from practicepack.build import inspect
from practicepack.cli.options import BOUND_OPTION, FORMAT_OPTION
from practicepack.cli.report import as_json, show
from practicepack.diagnostics import CallError, Diagnostic, errors
from practicepack.workspace import Workspace


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are warnings, too.")
@BOUND_OPTION
@FORMAT_OPTION
@click.pass_obj
def command(workspace: Workspace, paths: tuple[str, ...], strict: bool, form: str) -> int:
    """Check every file, without building a pack.

    With PATHs, only problems in those files or folders are shown.

    \b
    Example:  practicepack check sessions/my-workshop
    """
    wanted = [_name(workspace, path) for path in paths]
    found = [one for one in inspect(workspace) if not wanted or _concerns(one, wanted)]
    if form == "json":
        click.echo(as_json(found))
    else:
        show(found)
        if not found:
            click.echo("No problems found")
    return int(any(errors(found)) or (strict and bool(found)))


def _name(workspace: Workspace, path: str) -> PurePosixPath:
    absolute = Path(path).resolve()
    if not absolute.exists():
        raise CallError(f'there is no file or folder "{path}"')
    for layer in workspace.layers:
        if absolute.is_relative_to(layer):
            return PurePosixPath(absolute.relative_to(layer).as_posix())
    raise CallError(f'"{path}" lies outside {workspace.layers[0]}')


def _concerns(one: Diagnostic, wanted: list[PurePosixPath]) -> bool:
    name = PurePosixPath(one.span.source.name) if one.span else None
    return any(name is None or name.is_relative_to(path) for path in wanted)
