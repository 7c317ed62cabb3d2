"""practicepack review."""

from datetime import date
from pathlib import Path

import click

from practicepack.cli.library.schema import write_schemas
from practicepack.cli.options import BOUND_OPTION
from practicepack.cli.progress import table
from practicepack.diagnostics import CallError, ContentError, MachineError, Source, near_miss
from practicepack.library.editing import quoted
from practicepack.library.entry import parsed
from practicepack.library.load import REVIEWS, Library
from practicepack.library.models.fields import LONGEST_ID
from practicepack.library.models.review import Signature
from practicepack.library.reviews import ReviewedText, reviewed_texts, signatures_of
from practicepack.pipeline import readable
from practicepack.workspace import Workspace

HEAD = "# yaml-language-server: $schema=../schemas/review.json\n"


@click.command("review")
@click.argument("name", metavar="[ID]", required=False)
@click.option("--by", help="Who has read the text and agrees: a name, a post or an organisation.")
@click.option("--on", metavar="DATE", help="The date on which they agreed: 2026-03-08.")
@BOUND_OPTION
@click.pass_obj
def command(workspace: Workspace, name: str | None, by: str | None, on: str | None) -> None:
    """List the texts that a specialist or a lawyer has to read, or sign for someone who has read one.

    Signatures are files in your own content/reviews/ folder. Each holds as long as the text stays the same.
    Without an ID, all texts are listed. With an ID alone, you see the number that stands for the text.

    \b
    Example:  practicepack review
              practicepack review a-free-yes --by "Amina Otieno, women's helpline" --on 2026-03-08
    """
    library = readable(workspace)
    if name is None:
        if by or on:
            raise CallError("say which text was read", ("practicepack review  lists them",))
        _list(library)
        return
    reviewed = _named(library, name)
    if not by and not on:
        _show(library, reviewed)
        return
    if not by or not on:
        raise CallError("a signature needs both --by and --on")
    target = _signed(workspace, reviewed, by, on)
    click.echo(f"signed in {target}")
    click.echo("The signature holds as long as the text stays the same.")


def _list(library: Library) -> None:
    waiting: list[tuple[str, ...]] = []
    read: list[tuple[str, ...]] = []
    for text in reviewed_texts(library):
        if text.by:
            read.append((text.name, text.title, text.by, _date(text.on)))
        else:
            waiting.append((text.name, text.title, text.needed))
    if waiting:
        table(("id", "title", "not yet read by"), waiting)
    else:
        click.echo("Every text that has to be read has been read.")
    if read:
        table(("id", "title", "read by", "on"), read, title="\nRead")


def _date(day: date | None) -> str:
    if day is None:
        return ""
    return day.isoformat()


def _named(library: Library, name: str) -> ReviewedText:
    """The text that is meant by an id, with its folder or without. Raises CallError."""
    texts = [text for text in reviewed_texts(library) if name in (text.name, text.id)]
    if len(texts) > 1:
        names = ", ".join(text.name for text in texts)
        raise CallError(f'"{name}" is more than one text', (f"name one of: {names}",))
    if not texts:
        known = [text.id for text in reviewed_texts(library)]
        hints = near_miss(name, known) or ("practicepack review  lists them",)
        raise CallError(f'no text with the id "{name}" has to be read', hints)
    return texts[0]


def _show(library: Library, text: ReviewedText) -> None:
    click.echo(f"{text.title} ({text.name})")
    click.echo(f'text:  "{text.text}"')
    if text.by:
        click.echo(f"Read by {text.by} on {_date(text.on)}.")
        return
    click.echo(f"Not yet read by {text.needed}.")
    for signature in signatures_of(library, text.name):
        click.echo(f"Changed since {signature.by} read it on {_date(signature.on)}.")
    click.echo(f"To read it:  practicepack show {text.id} --yaml")
    click.echo(f'To sign:     practicepack review {text.name} --by "NAME, POST" --on DATE')


def _signed(workspace: Workspace, text: ReviewedText, by: str, on: str) -> Path:
    """Write a signature into the user's own folder. Raises ContentError, CallError or MachineError."""
    root = workspace.root or Path.cwd()
    folder = root / "content" / REVIEWS
    target = folder / f"{text.id}-{text.kind}"[:LONGEST_ID].rstrip("-")
    target = target.with_name(f"{target.name}.yaml")
    # A link in a stranger's folder could have us write anywhere.
    for path in (target, root / "content" / "schemas"):
        if not path.resolve().is_relative_to(root.resolve()):
            raise CallError(f"{path} leads out of your folder", ("remove the link",))
    lines = [f"of: {text.name}", f"by: {quoted(by)}", f"on: {quoted(on)}", f"text: {quoted(text.text)}"]
    written = HEAD + "\n".join(lines) + "\n"
    # What cannot be read must not be written: the next command would stop at it.
    entry, diagnostics = parsed(Source(f"content/{REVIEWS}/{target.name}", written), Signature)
    if entry is None:
        raise ContentError(list(diagnostics))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (root / "sessions").mkdir(exist_ok=True)  # a folder with it is a folder of one's own
        target.write_text(written, encoding="utf-8")
        write_schemas(root / "content" / "schemas")
    except OSError as fault:
        raise MachineError(
            f"cannot write {target}: {fault.strerror}", "choose a folder that is yours"
        ) from fault
    return target
