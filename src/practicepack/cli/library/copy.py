"""practicepack copy."""

from collections.abc import Collection
from pathlib import Path, PurePosixPath

import click

from practicepack.cli.library.schema import write_schemas
from practicepack.cli.options import BOUND_OPTION
from practicepack.diagnostics import CallError, ContentError, Diagnostic, MachineError, errors, near_miss
from practicepack.library.editing import CharacterEdit, added, edited, quoted, replaced
from practicepack.library.images.pictures import PICTURES
from practicepack.library.json_schema import schemas
from practicepack.library.load import CONTENT_FOLDERS
from practicepack.library.models.fields import ID, LONGEST_ID
from practicepack.library.reading.yaml_source import Reading, read
from practicepack.pipeline import readable
from practicepack.workspace import Workspace

LIBRARY_NAME = "practicepack"
"""The name of the shipped library in a credit."""
COPIED_FOLDERS = (*(f"content/{kind}" for kind in CONTENT_FOLDERS), PICTURES)
COPIED_ENDINGS = (".yaml", ".svg")
NEXT = {
    "activities": (
        "its title, minutes and steps, and your name in  credit: adapted_by",
        "- use: {id}  in a session",
    ),
    "printables": ("its title and what is on it", "printables: [{id}]  in an activity or in workshop.yaml"),
    "audiences": (
        "its title, ages, guidance and rules. Leave like:, gender: and under_18: in: safety reads them",
        "audience: [{id}]  in workshop.yaml",
    ),
    "energisers": ("its title and cues", "- energiser: {id}  in a day of workshop.yaml"),
    "safety": ("its text. The document on safety of all your workshops has it", ""),
    "themes": ("its title and words", "themes: [{id}]  in an activity"),
    "practices": ("its text, in your own words", "practices: [{id}]  in an activity or a session"),
    "pictures": ("it in a drawing program, such as Inkscape", "picture: {id}  on a sheet"),
}
"""By kind: what to edit next, and how a copy with another name is used."""


@click.command("copy")
@click.argument("name", metavar="ID")
@click.option("--as", "new", metavar="NEW-ID", help="Give the copy another id, to use beside the original.")
@BOUND_OPTION
@click.pass_obj
def command(workspace: Workspace, name: str, new: str | None) -> None:
    """Copy a thing of the library into your own content/ folder, to change it there.

    Without --as, your copy takes the place of the original in all your workshops. Nothing is overwritten.
    Where an id belongs to two things, name the folder too: activities/letter-to-myself.

    \b
    Example:  practicepack copy power-walk --as market-walk
    """
    original = PurePosixPath(_original(workspace, name))
    kind, id_ = original.parent.name, new or original.stem
    if not ID.fullmatch(id_) or len(id_) > LONGEST_ID:
        raise CallError(f'"{id_}" cannot be an id', ("use small letters, digits and hyphens, at most 60",))
    root = workspace.root or Path.cwd()
    target = root / original.with_name(f"{id_}{original.suffix}")
    if target.exists():
        raise CallError(f"{target} is there already", (f"edit that file, or copy it: --as my-{id_}"[:80],))
    beside = root / "content/schemas"
    # A link in a stranger's folder could have us write anywhere.
    for path in (target, *(beside / file for file in schemas())):
        if not path.resolve().is_relative_to(root.resolve()):
            raise CallError(f"{path} leads out of your folder", ("remove the link",))
    text = _copied_text(workspace, original)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        (root / "sessions").mkdir(exist_ok=True)  # a folder with it is a folder of one's own
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
        write_schemas(beside)
    except OSError as fault:
        raise MachineError(
            f"cannot write {target}: {fault.strerror}", "choose a folder that is yours"
        ) from fault
    edit, use = NEXT[kind]
    click.echo(f"copied to {target}")
    if id_ == original.stem:
        click.echo(f'It takes the place of the original "{id_}" in all your workshops.')
    elif use:
        click.echo(f"use:   {use.format(id=id_)}")
    click.echo(f"next:  edit {edit}.")
    # A drawing has no finding of its own: check names what shows it.
    if original.suffix == ".yaml":
        click.echo(f"       Then  practicepack check {id_}")


def _original(workspace: Workspace, name: str) -> str:
    """The file of the thing called so. Raises CallError where there is none, or more than one."""
    folder, _, id_ = name.rpartition("/")
    known: set[str] = set()
    originals = []
    for place in COPIED_FOLDERS:
        for file in workspace.names(place):
            path = PurePosixPath(file)
            if path.suffix not in COPIED_ENDINGS:
                continue
            known.add(path.stem)
            if path.stem == id_ and (not folder or path.parent.name == PurePosixPath(folder).name):
                originals.append(file)
    if len(originals) > 1:
        names = [file.split("/")[-2] + f"/{id_}" for file in originals]
        raise CallError(f'"{id_}" is more than one thing', (f"name one of: {', '.join(names)}",))
    if originals:
        return originals[0]
    raise _no_original(workspace, name, id_, known)


def _no_original(workspace: Workspace, name: str, id_: str, known: Collection[str]) -> CallError:
    """Why there is nothing to copy, and what to do instead."""
    if name in workspace.workshops():
        return CallError(f'"{name}" is a workshop', (f"practicepack new my-workshop --from {name}",))
    if name in workspace.programmes():
        hint = f"practicepack show {name} --yaml  prints it, to save as sessions/our-programme/programme.yaml"
        return CallError(f'"{name}" is a programme', (hint,))
    for workshop in readable(workspace).workshops.values():
        if name in workshop.sessions:
            hint = f"practicepack new my-workshop --from {workshop.id}"
            return CallError(f'"{name}" is a session of "{workshop.id}"', (hint,))
    hints = near_miss(id_, known) or ("practicepack list activities",)
    return CallError(f'nothing is called "{name}"', hints)


def _copied_text(workspace: Workspace, original: PurePosixPath) -> str:
    """The text of the copy: with a credit of the original, and for an audience with its words."""
    source = workspace.read(original.as_posix())
    if isinstance(source, Diagnostic):
        raise ContentError([source])
    if original.suffix != ".yaml":
        return source.text
    reading = read(source, workspace.bounds)
    if any(errors(reading.diagnostics)):
        raise ContentError(reading.diagnostics)
    path = workspace.find(original.as_posix())
    is_shipped = path is not None and path.is_relative_to(workspace.shipped)
    edits = []
    if is_shipped and ("credit", "origin") in reading.values:
        edits.append(_credit(reading, original.stem))
    # Without it, the copy would have another word, and rules that know the original would miss it.
    if original.parent.name == "audiences" and ("like",) not in reading.values:
        edits.append(added(reading, ("title",), f"like: {original.stem}"))
    return edited(source.text, edits)


def _credit(reading: Reading, id_: str) -> CharacterEdit:
    """Say in the credit which thing of the library was adapted."""
    path, whom = ("credit", "adapted_by"), f"{LIBRARY_NAME} ({id_})"
    if path in reading.values:
        return replaced(reading, path, quoted(f"{reading.data['credit']['adapted_by']}; {whom}"))
    return added(reading, ("credit", "origin"), f"adapted_by: {whom}")
