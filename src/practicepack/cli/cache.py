"""practicepack cache."""

from pathlib import Path

import click

from practicepack.cli.options import store
from practicepack.cli.unchanged import forget
from practicepack.diagnostics import MachineError


@click.command("cache")
@click.argument("what", type=click.Choice(["info", "clear"]))
@click.option(
    "--cache-dir", type=click.Path(file_okay=False, path_type=Path), help="The folder of the cache."
)
def command(what: str, cache_dir: Path | None) -> None:
    """Show or clear the cache. What you clear is made again when it is needed.

    \b
    Example:  practicepack cache info
    """
    kept = store(cache_dir)
    if kept is None:
        raise MachineError("this user has no home folder", "name the folder with --cache-dir")
    if what == "clear":
        forget(kept.folder)
        click.echo(f"{kept.clear()} parts removed from {kept.folder}")
        return
    parts, size = kept.info()
    most = f"{kept.most / 1024**2:.0f} MB"
    click.echo(f"{parts} parts, {size / 1024**2:.1f} MB of {most} in {kept.folder}")
