"""The names that users type for workshops, sessions, files and packs: an id, a number, a part, or a path."""

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import click

from practicepack.diagnostics import CallError, near_miss
from practicepack.library.load import KINDS, WorkshopFolder
from practicepack.pipeline import Request, readable
from practicepack.workspace import WORKSHOP, Workspace

NUMBERED = re.compile(r"0*(\d+)(?:-|$)")
"""How the name of a session's file begins: with its number."""


def workshop_named(workspace: Workspace, typed: str) -> str:
    """The id of a workshop or programme; a path to its folder, or to a file in it, names it too."""
    known = {*workspace.workshops(), *workspace.programmes()}
    path = PurePosixPath(Path(typed).as_posix())
    for part in (path.name, path.parent.name):
        if typed not in known and part in known:
            return part
    return typed


def chosen(workspace: Workspace, named: tuple[str, ...]) -> tuple[str, ...]:
    """The workshops named; without a name, all of the user's own, or the one that the user then chooses.

    Raises CallError where there are none of the user's own, and no terminal to ask on.
    """
    if named:
        return tuple(workshop_named(workspace, name) for name in named)
    top = workspace.layers[0]
    if top != workspace.shipped:
        own = [name for name in workspace.workshops() if (top / "sessions" / name / WORKSHOP).is_file()]
        if own:
            return tuple(own)
    return (_asked(workspace),)


def _asked(workspace: Workspace) -> str:
    """The workshop that the user chooses from a list."""
    names = workspace.workshops()
    if not is_asked():
        listed = (f"there are: {', '.join(names)}", "or start your own: practicepack new my-workshop")
        raise CallError("which workshop?", listed)
    library = readable(workspace)
    click.echo("Which workshop? There are none of your own here. These are ready to use:")
    for number, name in enumerate(names, 1):
        folder = library.workshops.get(name)
        click.echo(f"{number:>3}  {name:<28}{folder.workshop.item.title if folder else ''}")
    return chosen_from(names, "Its number")


def is_asked() -> bool:
    """Whether there is a person to ask: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def chosen_from(names: Sequence[str], question: str, default: str | None = None) -> str:
    """One of some names, by its number in the list or by itself; asked again until it is one."""
    while True:
        typed = str(click.prompt(question, default=default)).strip()
        if typed in names:
            return typed
        if typed.isdecimal() and 1 <= int(typed) <= len(names):
            return names[int(typed) - 1]
        click.echo(f'"{typed}" is not in the list: type a number from 1 to {len(names)}')


def file_named(workspace: Workspace, typed: str) -> PurePosixPath:
    """A file or folder, by its path from here or from the workspace, or by the id of what is in it.

    Raises CallError where there is none, or where it is outside the workspace.
    """
    absolute = Path(typed).resolve()
    for layer in workspace.layers:
        if absolute.exists() and absolute.is_relative_to(layer):
            return PurePosixPath(absolute.relative_to(layer).as_posix())
    inside = PurePosixPath(Path(typed).as_posix())
    is_inside = not inside.is_absolute() and ".." not in inside.parts
    if is_inside and any((layer / inside).exists() for layer in workspace.layers):
        return inside
    folders = workspace.session_folders()
    if typed in folders:
        return PurePosixPath("sessions", typed)
    files = {PurePosixPath(name).stem: name for kind in KINDS for name in workspace.names(f"content/{kind}")}
    if typed in files:
        return PurePosixPath(files[typed])
    if absolute.exists():
        raise CallError(f'"{typed}" is outside {workspace.layers[0]}')
    raise CallError(f'there is no file, folder or workshop "{typed}"', near_miss(typed, [*folders, *files]))


def with_session(workspace: Workspace, request: Request) -> Request:
    """The request with the id of its session, which may have been typed as a number or a part of its name.

    Raises CallError where several sessions have that part.
    """
    typed = request.session
    files = {PurePosixPath(name).stem for name in workspace.workshop_names(request.workshop)}
    if typed is None or typed in files:
        return request
    library = readable(workspace)
    folder = library.workshops.get(request.workshop)
    found = session_named(folder, typed) if folder else None
    if found is None:
        return request
    # options put the session at the end of what they change
    return replace(request, session=found, changes=(*request.changes[:-1], found))


def session_named(folder: WorkshopFolder, typed: str) -> str | None:
    """The one session with this number, or with this in its id or title; None where there is none."""
    ids = _in_order(folder)
    if typed.isdecimal():
        number = int(typed)
        numbered = [id_ for id_ in ids if (match := NUMBERED.match(id_)) and int(match[1]) == number]
        if not numbered and 1 <= number <= len(ids):
            numbered = [ids[number - 1]]
        found = numbered
    else:
        part = typed.casefold()
        found = [id_ for id_ in ids if part in id_ or part in folder.sessions[id_].item.title.casefold()]
    if len(found) > 1:
        raise CallError(f'"{typed}" is in the name of several sessions', (f"there are: {', '.join(found)}",))
    return found[0] if found else None


def _in_order(folder: WorkshopFolder) -> tuple[str, ...]:
    """The sessions in the order of the days; those that no day names come last."""
    used: list[str] = []
    for block in (block for day in folder.workshop.item.days for block in day.blocks):
        rooms = [track.session for track in block.parallel]
        used += [block.session] if block.session else [*block.either, *rooms]
    return tuple(dict.fromkeys(id_ for id_ in [*used, *folder.sessions] if id_ in folder.sessions))


def pack_named(packs: Path, typed: str) -> str:
    """The name of a pack in the folder of packs: what was typed, without the way to that folder."""
    absolute, home = Path(typed).resolve(), packs.resolve()
    if absolute.is_dir() and absolute != home and absolute.is_relative_to(home):
        return absolute.relative_to(home).as_posix()
    return PurePosixPath(Path(typed).as_posix()).as_posix().removeprefix(f"{packs.name}/")
