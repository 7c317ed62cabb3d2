"""practicepack studio."""

import os
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path
from secrets import token_urlsafe

import click

from practicepack.cache.files import CacheFiles
from practicepack.cli.names import workshop_named
from practicepack.cli.options import RunOptions, cache_files, packs_folder
from practicepack.desk.desk import Desk
from practicepack.desk.journal import JOURNALS
from practicepack.diagnostics import MachineError
from practicepack.render.languages import ENGLISH, words_of
from practicepack.workspace import Workspace, nearest_root, shipped_root

DOOR_FOLDER = "practicepack"
MISSING = "install practicepack with its studio: python -m pip install 'practicepack[studio]'"
DOOR = """<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}"><title>practicepack</title>
<p><a href="{address}">practicepack</a></p>
"""
"""Others on this machine can read the arguments of a command, but not a file that is the user's alone."""


@click.command("studio")
@click.argument("workshop", required=False)
@click.option("--no-browser", is_flag=True, help="Show the address, and open no browser.")
@click.pass_obj
def command(workspace: Workspace, workshop: str | None, no_browser: bool) -> None:
    """Compose, check, build and print workshops in your browser. Nothing leaves this machine.

    It ends by itself some time after its last page is closed, or with Ctrl-C.

    \b
    Example:  practicepack studio
    """
    try:
        from practicepack.studio.app import create_app  # noqa: PLC0415  # not everyone has its packages
        from practicepack.studio.pack_service import PackService  # noqa: PLC0415
        from practicepack.studio.server import bound_socket, serve  # noqa: PLC0415
        from practicepack.studio.state import Studio  # noqa: PLC0415
    except ImportError as fault:
        raise MachineError(f"the studio needs a Python package ({fault})", MISSING) from fault
    workspace = _with_folder(workspace)
    path = ""
    if workshop:
        path = f"w/{workshop_named(workspace, workshop)}/plan"
    listening = bound_socket()
    cache = _cache()
    desk = Desk(workspace, cache.folder / JOURNALS, time.time, cache)
    packs = packs_folder(workspace, None)
    # its threads start before those of the server, because processes are started from them
    with PackService(desk, packs, cache.folder, partial(RunOptions().typesetter, workspace)) as service:
        studio = Studio(
            workspace,
            desk,
            words_of(workspace, ENGLISH),
            token_urlsafe(18),
            listening.getsockname()[1],
            time.monotonic,
            _minute_of_day,
            service,
        )
        address = f"{studio.address}{path}"
        app = create_app(studio)
        if no_browser:
            click.echo(f"the studio is open at {address}  (Ctrl-C ends it)")
            serve(app, studio, listening)
            return
        with _door(address) as door:
            webbrowser.open(door.as_uri())
            click.echo("the studio is open in your browser  (Ctrl-C ends it)")
            serve(app, studio, listening)


def _with_folder(workspace: Workspace) -> Workspace:
    """The workspace with a folder of the user's: one in their documents, where none was named or is near."""
    shipped = shipped_root()
    if workspace.root is not None and workspace.root.resolve() != shipped:
        return workspace
    documents = Path.home() / "Documents"
    if not documents.is_dir():
        documents = Path.home()
    folder = documents / DOOR_FOLDER
    try:
        (folder / "sessions").mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise MachineError(f"cannot write {folder}: {fault.strerror}", "name a folder with --root") from fault
    return Workspace(nearest_root(folder), shipped)


def _cache() -> CacheFiles:
    cache = cache_files()
    if cache is None:
        raise MachineError("this user has no folder for what can be undone", "set HOME")
    return cache


def _minute_of_day() -> int:
    now = datetime.now()
    return now.hour * 60 + now.minute


@contextmanager
def _door(address: str) -> Iterator[Path]:
    """A file that only the user can read, which leads a browser to the address. It is removed at the end."""
    number, name = tempfile.mkstemp(prefix="practicepack-", suffix=".html")
    path = Path(name)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(DOOR.format(address=escape(address)))
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
