"""practicepack catalogue."""

from pathlib import Path
from typing import Any

import click

from practicepack.cli.options import (
    ALL_OPTION,
    FORMAT_OPTION,
    PAGE_OPTIONS,
    RUN_OPTIONS,
    packs_folder,
    split_options,
    with_options,
)
from practicepack.cli.packs.build import bar, show_built
from practicepack.documents.catalogue import CATALOGUE
from practicepack.pipeline import build_catalogue
from practicepack.workspace import Workspace


@click.command("catalogue")
@with_options(*PAGE_OPTIONS, *RUN_OPTIONS, ALL_OPTION, FORMAT_OPTION)
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(workspace: Workspace, out: Path | None, is_all: bool, form: str, **given: Any) -> None:
    """Make a catalogue of the library: a page for the browser with a search, and a PDF to print.

    Your own activities are in it, beside the shipped ones. The page needs no network.

    \b
    Example:  practicepack catalogue
    """
    asked, run_options = split_options(given)
    folder = packs_folder(workspace, out)
    with run_options.typesetter(workspace) as typesetter, bar(CATALOGUE, quiet=form == "json") as progress:
        built = build_catalogue(workspace, asked.request(CATALOGUE), folder, typesetter, progress)
    show_built(built, form, (), is_all=is_all)
