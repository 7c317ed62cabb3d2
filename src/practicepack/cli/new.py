"""practicepack new."""

import re
from pathlib import Path, PurePosixPath

import click

from practicepack.cli.schema import write as write_schemas
from practicepack.diagnostics import CallError, ContentError, Diagnostic, MachineError, Source, near_miss
from practicepack.library.json_schema import schemas
from practicepack.library.models.fields import ID, LONGEST_ID
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
    names = workspace.workshop_names(origin)
    if not names:
        raise CallError(f'no workshop is called "{origin}"', near_miss(origin, workspace.workshops()))
    root = workspace.root or Path.cwd()
    target, beside = root / "sessions" / name, root / "content" / "schemas"
    if target.exists():
        raise CallError(f"{target} is there already", ("choose another name",))
    for path in (target, *(beside / file for file in schemas())):
        if not path.resolve().is_relative_to(root.resolve()):
            raise CallError(f"{path} leads out of your folder", ("take the link away",))
    texts = _texts(workspace, names)
    try:
        _write(texts, target)
        write_schemas(beside)
    except OSError as fault:
        raise MachineError(
            f"cannot write {target}: {fault.strerror}", "choose a folder that is yours"
        ) from fault
    click.echo(f"made {target}")
    click.echo(f"next:  open {target / WORKSHOP} in an editor, then  practicepack build {name}")


def _texts(workspace: Workspace, names: tuple[str, ...]) -> dict[str, str]:
    """The texts of a workshop's files. Raises ContentError for those that cannot be read."""
    read = {PurePosixPath(name).name: workspace.read(name) for name in names}
    if wrong := [found for found in read.values() if isinstance(found, Diagnostic)]:
        raise ContentError(wrong)
    return {name: found.text for name, found in read.items() if isinstance(found, Source)}


def _write(texts: dict[str, str], target: Path) -> None:
    title = target.name.replace("-", " ").capitalize()
    target.mkdir(parents=True)
    for name, text in texts.items():
        own = TITLE.sub(f"title: {title}", text, count=1) if name == WORKSHOP else text
        (target / name).write_text(own, encoding="utf-8")
