"""practicepack show."""

import click

from practicepack.build import readable
from practicepack.cli.options import BOUND_OPTION, FORMAT_OPTION
from practicepack.diagnostics import CallError, near_miss
from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.workspace import Workspace


@click.command("show")
@click.argument("id_", metavar="ID")
@BOUND_OPTION
@FORMAT_OPTION
@click.pass_obj
def command(workspace: Workspace, id_: str, form: str) -> None:
    """Show one thing of the library as it was written, and where its file is.

    \b
    Example:  practicepack show power-walk
    """
    library = readable(workspace)
    entries = [entry for entry in library.entries() if entry.id == id_]
    if not entries:
        known = {entry.id for entry in library.entries()}
        raise CallError(f'nothing is called "{id_}"', near_miss(id_, known))
    for entry in entries:
        click.echo(_json(entry) if form == "json" else _text(workspace, library, entry))


def _json(entry: "Entry[object]") -> str:
    return str(entry.item.model_dump_json(indent=1, by_alias=True, exclude_none=True))  # type: ignore[attr-defined]


def _text(workspace: Workspace, library: Library, entry: "Entry[object]") -> str:
    source = entry.source
    lines = [line for line in source.text.splitlines() if not line.startswith("# yaml-language-server")]
    users = [
        f"{folder.id} ({session.item.title})"
        for folder in library.workshops.values()
        for session in folder.sessions.values()
        if entry.id in session.item.uses
    ]
    used = [click.style(f"# used in: {', '.join(users)}", dim=True)] if users else []
    where = click.style(f"# {workspace.find(source.name)}", dim=True)
    return "\n".join([where, *used, *lines])
