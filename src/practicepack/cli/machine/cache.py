"""practicepack cache."""

from pathlib import Path

import click

from practicepack.cli.options import cache_files
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
    cache = cache_files(cache_dir)
    # A user of a service may have no home folder, and then nothing was cached.
    if cache is None:
        raise MachineError("this user has no home folder", "name the folder with --cache-dir")
    if what == "clear":
        click.echo(f"{cache.clear()} parts removed from {cache.folder}")
        return
    parts, size = cache.info()
    most = f"{cache.most / 1024**2:.0f} MB"
    click.echo(f"{parts} parts, {size / 1024**2:.1f} MB of {most} in {cache.folder}")
