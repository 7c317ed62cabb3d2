"""practicepack schema."""

from pathlib import Path

import click

from practicepack.diagnostics import MachineError
from practicepack.library.json_schema import schemas


@click.command("schema")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder for the files."
)
def command(out: Path) -> None:
    """Write the JSON Schemas that let an editor complete and check while you type.

    \b
    Example:  practicepack schema --out content/schemas
    """
    try:
        write_schemas(out)
    except OSError as fault:
        raise MachineError(
            f"cannot write {out}: {fault.strerror}", "choose a folder that is yours"
        ) from fault
    click.echo(f"{len(schemas())} schemas in {out}")


def write_schemas(folder: Path) -> None:
    """Put every schema into a folder. Raises OSError where that cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
