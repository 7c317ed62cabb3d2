"""practicepack cache."""

from pathlib import Path

import click

from practicepack.cli.options import store
from practicepack.cli.unchanged import forget
from practicepack.diagnostics import MachineError


@click.command("cache")
@click.argument("what", type=click.Choice(["info", "clear"]))
@click.option(
    "--cache-dir", type=click.Path(file_okay=False, path_type=Path), help="The folder of the parts."
)
def command(what: str, cache_dir: Path | None) -> None:
    """Say what is kept of packs that were built, or take it away. It is made again when it is needed.

    \b
    Example:  practicepack cache info
    """
    kept = store(cache_dir)
    if kept is None:
        raise MachineError("this user has no home", "say with --cache-dir where parts are")
    if what == "clear":
        forget(kept.folder)
        click.echo(f"{kept.clear()} parts taken out of {kept.folder}")
        return
    parts, size = kept.info()
    most = f"{kept.most / 1024**2:.0f} MB"
    click.echo(f"{parts} parts, {size / 1024**2:.1f} MB of {most} in {kept.folder}")
