"""practicepack show."""

import re
from collections.abc import Iterator

import click

from practicepack.cli.library.descriptions import described
from practicepack.cli.options import BOUND_OPTION, FORMAT_OPTION
from practicepack.cli.plain_text import indented, page_width
from practicepack.diagnostics import CallError, near_miss
from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.library.text.prose import PLACEHOLDER
from practicepack.pipeline import readable
from practicepack.workspace import Workspace

MARKDOWN_MARKS = re.compile(r"\*\*|\[([^\]]*)\]\([^)]*\)")
"""Bold text, and links, of which only the words are shown."""
FACT_WIDTH = 14
"""How many characters the names of facts have."""


@click.command("show")
@click.argument("id_", metavar="ID")
@click.option("--yaml", "is_yaml", is_flag=True, help="Print the file as it is written.")
@BOUND_OPTION
@FORMAT_OPTION
@click.pass_obj
def command(workspace: Workspace, id_: str, form: str, *, is_yaml: bool) -> None:
    """Show one thing of the library in plain words, and where its file is.

    \b
    Example:  practicepack show power-walk
    """
    library = readable(workspace)
    entries = entries_named(library, id_)
    for number, entry in enumerate(entries):
        if form == "json":
            click.echo(_entry_json(entry))
        elif is_yaml:
            click.echo(_entry_file(workspace, entry))
        else:
            if number:
                click.echo()
            click.echo("\n".join(description_lines(workspace, library, entry)))


def entries_named(library: Library, id_: str) -> list[Entry[object]]:
    """Everything with this id. Raises CallError with the nearest id where there is nothing."""
    # An activity and its handout may have one id.
    entries = [entry for entry in library.entries() if entry.id == id_]
    if not entries:
        broken = [name for _, name in library.broken]
        if id_ in broken:
            raise CallError(f'"{id_}" has errors', ("practicepack check shows them",))
        known = {entry.id for entry in library.entries()}
        hints = near_miss(id_, known) or ("practicepack list activities, list printables ... show all ids",)
        raise CallError(f'nothing is called "{id_}"', hints)
    return entries


def _entry_json(entry: "Entry[object]") -> str:
    return str(entry.item.model_dump_json(indent=1, by_alias=True, exclude_none=True))  # type: ignore[attr-defined]


def _entry_file(workspace: Workspace, entry: "Entry[object]") -> str:
    """The text of the file, without the line for editors."""
    source = entry.source
    lines = [click.style(f"# {workspace.find(source.name)}", dim=True)]
    for line in source.text.splitlines():
        # It leads to a schema beside the file, which a copy elsewhere does not have.
        if not line.startswith("# yaml-language-server"):
            lines.append(line)
    return "\n".join(lines)


def description_lines(workspace: Workspace, library: Library, entry: "Entry[object]") -> Iterator[str]:
    """The thing in plain words, in lines that fit the terminal."""
    description = described(library, entry)
    room = page_width() - len(description.title) - 2
    about = f"{description.kind} {entry.id}"
    title = click.style(description.title, bold=True)
    if room >= len(about):
        yield f"{title}  {about:>{room}}"
    else:
        yield f"{title}\n{about}"
    if description.lead:
        yield indented(without_marks(description.lead))
    yield ""
    facts = [*description.facts, ("File", str(workspace.find(entry.source.name)))]
    for name, value in facts:
        yield indented(without_marks(value), first=f"{name:<{FACT_WIDTH}}", rest=" " * FACT_WIDTH)
    for heading, lines in description.lists:
        yield ""
        yield click.style(heading, bold=True)
        for line in lines:
            yield indented(without_marks(line), first="  - ", rest="    ")


def without_marks(text: str) -> str:
    """A text without the signs of Markdown, and with dots for numbers that only a plan knows."""
    return PLACEHOLDER.sub("...", MARKDOWN_MARKS.sub(lambda match: match[1] or "", text))
