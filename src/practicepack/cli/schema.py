"""practicepack schema."""

from pathlib import Path

import click

from practicepack.diagnostics import MachineError
from practicepack.library.schema import schemas


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
        out.mkdir(parents=True, exist_ok=True)
        for name, text in schemas().items():
            (out / name).write_text(text, encoding="utf-8")
    except OSError as fault:
        raise MachineError(
            f"cannot write {out}: {fault.strerror}", "choose a folder that is yours"
        ) from fault
    click.echo(f"{len(schemas())} schemas in {out}")
