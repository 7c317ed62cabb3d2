"""Tables and progress on a terminal."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import cached_property
from typing import Literal

import click

NUMBERS = frozenset({"min", "pages", "copies", "sheets", "how many"})
"""The columns that stand on the right."""


class Bar:
    """A progress bar, used as a with statement; call it with the total and the name of what is finished.

    It is there with the first part: while others are laid out there is time to import it.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.stack = ExitStack()

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def __call__(self, total: int, name: str) -> None:
        """One more part is finished."""
        self._advance(total, name)

    @cached_property
    def _advance(self) -> Callable[[int, str], None]:
        from rich.console import Console  # noqa: PLC0415  # slow to import
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}"),
        )
        console = Console(stderr=True)
        progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        task = self.stack.enter_context(progress).add_task(self.title, total=None, name="")
        return lambda total, name: progress.update(task, total=total, advance=1, name=name)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> None:
    """Print a table without boxes, as wide as its text."""
    click.echo(rendered(columns, rows, title), nl=False)


def rendered(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> str:
    """A table without boxes, as wide as its text, as this terminal shows it."""
    from rich.console import Console  # noqa: PLC0415  # slow to import
    from rich.table import Table  # noqa: PLC0415

    rich_table = Table(box=None, pad_edge=False, title=title, title_justify="left", title_style="bold")
    for name in columns:
        side: Literal["left", "right"] = "left"
        if name in NUMBERS:
            side = "right"
        # An id is copied from here, so it stays in one piece.
        rich_table.add_column(name, justify=side, overflow="fold", no_wrap=name == "id")
    for row in rows:
        rich_table.add_row(*row)
    console = Console(highlight=False, soft_wrap=False)
    with console.capture() as captured:
        console.print(rich_table)
    return captured.get()
