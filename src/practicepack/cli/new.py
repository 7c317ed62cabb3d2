"""practicepack new."""

import re
from pathlib import Path

import click

from practicepack.cli.schema import write as write_schemas
from practicepack.diagnostics import CallError, MachineError, near_miss
from practicepack.library.fields import ID, LONGEST_ID
from practicepack.workspace import WORKSHOP, Workspace

STARTER = "power-and-voice"
TITLE = re.compile(r"^title:.*$", re.MULTILINE)


@click.command("new")
@click.argument("name")
@click.option(
    "--from", "origin", default=STARTER, show_default=True, metavar="WORKSHOP", help="The one to copy."
)
@click.pass_obj
def command(workspace: Workspace, name: str, origin: str) -> None:
    """Start a workshop of your own: a folder to edit, that builds at once.

    \b
    Example:  practicepack new my-workshop --from power-and-voice
    """
    if not ID.fullmatch(name) or len(name) > LONGEST_ID:
        raise CallError(
            f'"{name}" cannot be a folder', ("use small letters, digits and hyphens, at most 60",)
        )
    source = workspace.workshop_folder(origin)
    if source is None:
        raise CallError(f'no workshop is called "{origin}"', near_miss(origin, workspace.workshops()))
    root = workspace.root or Path.cwd()
    target = root / "sessions" / name
    if target.exists():
        raise CallError(f"{target} is there already", ("choose another name",))
    try:
        _copy(source, target)
        write_schemas(root / "content" / "schemas")
    except OSError as fault:
        raise MachineError(
            f"cannot write {target}: {fault.strerror}", "choose a folder that is yours"
        ) from fault
    click.echo(f"made {target}")
    click.echo(f"next:  open {target / WORKSHOP} in an editor, then  practicepack build {name}")


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    for file in sorted(source.glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        if file.name == WORKSHOP:
            title = target.name.replace("-", " ").capitalize()
            text = TITLE.sub(f"title: {title}", text, count=1)
        (target / file.name).write_text(text, encoding="utf-8")
