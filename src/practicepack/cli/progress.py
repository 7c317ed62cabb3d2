"""Tables and progress on a terminal."""

from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

NUMBERS = frozenset({"min", "pages", "copies", "sheets", "how many"})
"""The columns that stand on the right."""


class Bar:
    """A progress bar, used as a with statement; call it with the total and the name of what is finished."""

    def __init__(self, title: str) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}"),
        )
        console = Console(stderr=True)
        self.progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.task = self.progress.add_task(title, total=None, name="reading")

    def __enter__(self) -> "Bar":
        self.progress.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.progress.stop()

    def __call__(self, total: int, name: str) -> None:
        """One more part is finished."""
        self.progress.update(self.task, total=total, advance=1, name=name)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> None:
    """Print a table without boxes, as wide as its text."""
    click.echo(rendered(columns, rows, title), nl=False)


def rendered(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> str:
    """A table without boxes, as wide as its text, as this terminal shows it."""
    made = Table(box=None, pad_edge=False, title=title, title_justify="left", title_style="bold")
    for name in columns:
        made.add_column(
            name, justify="right" if name in NUMBERS else "left", overflow="fold", no_wrap=name == "id"
        )
    for row in rows:
        made.add_row(*row)
    console = Console(highlight=False, soft_wrap=False)
    with console.capture() as captured:
        console.print(made)
    return captured.get()
