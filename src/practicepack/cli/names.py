"""The names that users type for workshops, sessions, files and packs: an id, a number, a part, or a path."""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

import click

from practicepack.diagnostics import CallError, near_miss
from practicepack.library.load import CONTENT_FOLDERS, WorkshopFolder
from practicepack.pipeline import Request, readable
from practicepack.workspace import PROGRAMME, WORKSHOP, Workspace

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
        return tuple(map(partial(workshop_named, workspace), named))
    own = _own_folders(workspace, workspace.workshops(), WORKSHOP)
    if own:
        return own
    return (_workshop_from_list(workspace),)


def own_programmes(workspace: Workspace) -> tuple[str, ...]:
    """The programmes of the user's own, not the shipped ones."""
    return _own_folders(workspace, workspace.programmes(), PROGRAMME)


def _own_folders(workspace: Workspace, names: Iterable[str], file: str) -> tuple[str, ...]:
    """Those of some folders under sessions/ that hold a file of the user's own."""
    top = workspace.layers[0]
    # In a checkout the shipped workshops are the first layer, and are no one's own.
    if top == workspace.shipped:
        return ()
    return tuple(name for name in names if (top / "sessions" / name / file).is_file())


def _workshop_from_list(workspace: Workspace) -> str:
    """The workshop that the user chooses from a list."""
    names = workspace.workshops()
    if not is_asked():
        listed = (f"there are: {', '.join(names)}", "or start your own: practicepack new my-workshop")
        raise CallError("which workshop?", listed)
    library = readable(workspace)
    click.echo("Which workshop? There are none of your own here. These are ready to use:")
    for number, name in enumerate(names, 1):
        title = ""
        # One with errors has no title yet, but its number must not change.
        if name in library.workshops:
            title = library.workshops[name].workshop.item.title
        click.echo(f"{number:>3}  {name:<28}{title}")
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
    # A path from here is tried first: that is what a terminal completes.
    absolute = Path(typed).resolve()
    for layer in workspace.layers:
        if absolute.exists() and absolute.is_relative_to(layer):
            return PurePosixPath(absolute.relative_to(layer).as_posix())
    inside = PurePosixPath(Path(typed).as_posix())
    if _is_in_a_layer(workspace, inside):
        return inside
    folders = workspace.session_folders()
    if typed in folders:
        return PurePosixPath("sessions", typed)
    files = {}
    for kind in CONTENT_FOLDERS:
        for name in workspace.names(f"content/{kind}"):
            files[PurePosixPath(name).stem] = name
    if typed in files:
        return PurePosixPath(files[typed])
    if absolute.exists():
        raise CallError(f'"{typed}" is outside {workspace.layers[0]}')
    raise CallError(f'there is no file, folder or workshop "{typed}"', near_miss(typed, [*folders, *files]))


def _is_in_a_layer(workspace: Workspace, path: PurePosixPath) -> bool:
    # ".." would lead out of every layer.
    if path.is_absolute() or ".." in path.parts:
        return False
    return any((layer / path).exists() for layer in workspace.layers)


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
    # What is unknown is left as it is: planning names it, with what there is.
    if folder is None:
        return request
    session = session_named(folder, typed)
    if session is None:
        return request
    # options put the session at the end of what they change
    return replace(request, session=session, changes=(*request.changes[:-1], session))


def session_named(folder: WorkshopFolder, typed: str) -> str | None:
    """The one session with this number, or with this in its id or title; None where there is none."""
    sessions = _with_part(folder, typed.casefold())
    # A number is a place in the days, even if a title has that number, too.
    if typed.isdecimal():
        sessions = _numbered(folder, int(typed))
    if len(sessions) > 1:
        hints = (f"there are: {', '.join(sessions)}",)
        raise CallError(f'"{typed}" is in the name of several sessions', hints)
    return next(iter(sessions), None)


def _numbered(folder: WorkshopFolder, number: int) -> list[str]:
    """The sessions whose names begin with a number; if none does, the session at that place in the days."""
    ids = _sessions_in_order(folder)
    numbered = []
    for id_ in ids:
        match = NUMBERED.match(id_)
        if match and int(match[1]) == number:
            numbered.append(id_)
    if not numbered and 1 <= number <= len(ids):
        numbered.append(ids[number - 1])
    return numbered


def _with_part(folder: WorkshopFolder, part: str) -> list[str]:
    sessions = []
    for id_ in _sessions_in_order(folder):
        if part in id_ or part in folder.sessions[id_].item.title.casefold():
            sessions.append(id_)
    return sessions


def _sessions_in_order(folder: WorkshopFolder) -> tuple[str, ...]:
    """The sessions in the order of the days; those that no day names come last."""
    ids: list[str] = []
    for day in folder.workshop.item.days:
        for block in day.blocks:
            if block.session:
                ids.append(block.session)
            ids += block.either
            for track in block.parallel:
                ids.append(track.session)
    # A session may be run on two days: it counts where it comes first.
    ordered = dict.fromkeys([*ids, *folder.sessions])
    return tuple(filter(folder.sessions.__contains__, ordered))


def pack_named(packs: Path, typed: str) -> str:
    """The name of a pack in the folder of packs: what was typed, without the way to that folder."""
    # Completion in a terminal gives build/NAME, with a slash at its end.
    absolute, home = Path(typed).resolve(), packs.resolve()
    if absolute.is_dir() and absolute != home and absolute.is_relative_to(home):
        return absolute.relative_to(home).as_posix()
    return PurePosixPath(Path(typed).as_posix()).as_posix().removeprefix(f"{packs.name}/")
