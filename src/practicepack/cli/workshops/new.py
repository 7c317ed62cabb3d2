"""practicepack new."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from practicepack.cli.library.schema import write_schemas
from practicepack.cli.names import chosen_from, is_asked, workshop_named
from practicepack.cli.options import BOUND_OPTION
from practicepack.desk.new_names import STARTER, empty_referral_list, free_name
from practicepack.diagnostics import CallError, ContentError, MachineError, Source, errors, near_miss
from practicepack.library.entry import parsed
from practicepack.library.json_schema import schemas
from practicepack.library.load import Library, WorkshopFolder, load
from practicepack.library.models.fields import ID, LONGEST_ID
from practicepack.library.models.people import Team
from practicepack.library.models.workshop import Workshop
from practicepack.library.own_workshop import Answers, own_texts
from practicepack.workspace import WORKSHOP, Workspace

WHEN_PIPED = (
    "give it a name: practicepack new my-workshop",
    "and what you know: --from, --title, --audience, --participants, --date, --start, --end",
)


@click.command("new")
@click.argument("name", required=False)
@click.option("--from", "origin", metavar="WORKSHOP", help=f"The one to copy. Without it: {STARTER}.")
@click.option("--title", metavar="WORDS", help="What it is called. Without it: its name, in words.")
@click.option("--audience", multiple=True, metavar="ID", help="Who comes. Give it once for each audience.")
@click.option("--participants", metavar="NUMBER", help="How many people come.")
@click.option("--facilitators", metavar="TEAM", help='How many lead: 2, or "{women: 1, men: 1}".')
@click.option("--date", "dates", multiple=True, metavar="DATE", help="The date of a day, once for each day.")
@click.option("--start", metavar="TIME", help="When each day starts, such as 09:00.")
@click.option("--end", metavar="TIME", help="When each day ends.")
@BOUND_OPTION
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(workspace: Workspace, name: str | None, origin: str | None, **given: Any) -> None:
    """Start a workshop of your own: a folder to edit, that builds at once.

    Without a name, it asks what it needs to know. The plan of the other workshop is copied. Names, numbers
    and dates are not. Sentences for other people are in < > until you put them into your own words.

    \b
    Example:  practicepack new my-workshop --from power-and-voice --participants 26
    """
    library, _ = load(workspace)
    if name is None:
        if not is_asked():
            raise CallError("the name of the new workshop is missing", WHEN_PIPED)
        name, origin, given = _ask_for_all(workspace, library, origin, given)
    target = free_folder(workspace, name)
    folder = _workshop_to_copy(workspace, library, workshop_named(workspace, origin or STARTER))
    title = given.pop("title") or name.replace("-", " ").capitalize()
    answers = Answers(title=title, **given)
    # In a copy of one's own workshop the words are one's own: none is put in brackets.
    top = workspace.layers[0] / "sessions" / folder.id
    is_ours = workspace.layers[0] != workspace.shipped and top.is_dir()
    texts = own_texts(folder, answers, empty_referral_list(workspace), is_ours=is_ours)
    _check(workspace, library, texts[WORKSHOP], answers)
    write_folder(target, texts)
    click.echo(f"made {target}")
    click.echo(f"next:  open {target / WORKSHOP} in an editor: what is in < > is for you to fill in.")
    click.echo(f"       practicepack plan {name}  shows the day and what is missing")
    click.echo(f"       practicepack build {name}  makes the pack")


def write_folder(target: Path, texts: Mapping[str, str]) -> None:
    """Write the files of a new workshop, and the schemas that help to edit them. Raises MachineError."""
    try:
        target.mkdir(parents=True)
        for file, text in texts.items():
            (target / file).write_text(text, encoding="utf-8")
        write_schemas(target.parents[1] / "content/schemas")
    except OSError as fault:
        raise MachineError(
            f"cannot write {target}: {fault.strerror}", "choose a folder that is yours"
        ) from fault


def free_folder(workspace: Workspace, name: str) -> Path:
    """The folder for the new workshop. Raises CallError where it cannot be made, or is there."""
    if not ID.fullmatch(name) or len(name) > LONGEST_ID:
        raise CallError(
            f'"{name}" cannot be a folder', ("use small letters, digits and hyphens, at most 60",)
        )
    root = workspace.root or Path.cwd()
    target, beside = root / "sessions" / name, root / "content" / "schemas"
    if target.exists():
        raise CallError(f"{target} is there already", ("choose another name",))
    for path in (target, *(beside / file for file in schemas())):
        if not path.resolve().is_relative_to(root.resolve()):
            raise CallError(f"{path} leads out of your folder", ("remove the link",))
    return target


def _workshop_to_copy(workspace: Workspace, library: Library, origin: str) -> WorkshopFolder:
    """The workshop to copy. Raises CallError where there is none, ContentError where it has errors."""
    if origin in library.workshops:
        return library.workshops[origin]
    if origin not in workspace.workshops():
        hints = near_miss(origin, workspace.workshops()) or ("practicepack list workshops shows them all",)
        raise CallError(f'no workshop is called "{origin}"', hints)
    # It is there and was not read, so its files have errors.
    diagnostics = []
    for diagnostic in load(workspace)[1]:
        if diagnostic.span and f"sessions/{origin}/" in diagnostic.span.source.name:
            diagnostics.append(diagnostic)
    raise ContentError(diagnostics)


def _check(workspace: Workspace, library: Library, text: str, answers: Answers) -> None:
    """Come back when the answers make a workshop. Raises ContentError or CallError."""
    for id_ in answers.audience:
        if id_ not in library.audiences:
            hints = near_miss(id_, library.audiences) or (f"there are: {', '.join(library.audiences)}",)
            raise CallError(f'no audience is called "{id_}"', hints)
    entry, diagnostics = parsed(Source(WORKSHOP, text), Workshop, workspace.bounds)
    if entry is None:
        raise ContentError(list(errors(diagnostics)))
    if len(answers.dates) > len(entry.item.days):
        raise CallError(f"it has {len(entry.item.days)} days, and {len(answers.dates)} dates were given")


def _ask_for_all(
    workspace: Workspace, library: Library, origin: str | None, given: dict[str, Any]
) -> tuple[str, str, dict[str, Any]]:
    """What the user types: the name, the workshop to copy, and the rest. Enter takes what is in brackets."""
    click.echo("A new workshop. Press Enter to take what is in [brackets].\n")
    title = given["title"] or str(click.prompt("What is it called", default="My workshop")).strip()
    name = free_name(workspace, title)
    if origin is None:
        ids = tuple(library.workshops)
        click.echo("\nWhich workshop comes nearest to yours?")
        for number, id_ in enumerate(ids, 1):
            item = library.workshops[id_].workshop.item
            click.echo(f"{number:>3}  {id_:<28}{', '.join(item.audience)}")
        origin = chosen_from(ids, "Its number", default=STARTER if STARTER in ids else ids[0])
    item = _workshop_to_copy(workspace, library, origin).workshop.item
    asked = dict(given, title=title)
    asked["audience"] = given["audience"] or _ask_for_audience(library, item)
    people = click.IntRange(2, 500)
    asked["participants"] = given["participants"] or str(
        click.prompt("How many people come", default=item.participants, type=people)
    )
    asked["facilitators"] = given["facilitators"] or _ask_for_team(item.facilitators)
    number = len(item.days)
    if not given["dates"]:
        days = "the day" if number == 1 else f"its {number} days, with commas between them"
        typed = str(
            click.prompt(
                f"The date of {days}, such as 2026-03-08 (Enter: not known)", default="", show_default=False
            )
        )
        asked["dates"] = tuple(date.strip() for date in typed.split(",") if date.strip())
    # Asked only where all days are alike: one answer would not fit several.
    clocks = {(f"{day.start:%H:%M}", f"{day.end.hour:02}:{day.end.minute:02}") for day in item.days}
    if len(clocks) == 1:
        start, end = next(iter(clocks))
        asked["start"] = given["start"] or str(click.prompt("When does it start", default=start))
        asked["end"] = given["end"] or str(click.prompt("When does it end", default=end))
    click.echo()
    return name, origin, asked


def _ask_for_audience(library: Library, item: Workshop) -> tuple[str, ...]:
    """The audiences that the user names, asked for again until there are such."""
    click.echo(f"\nWho comes? Name all that is true of them: {', '.join(library.audiences)}")
    while True:
        typed = str(click.prompt("Who comes, with commas", default=", ".join(item.audience)))
        ids = tuple(dict.fromkeys(id_.strip() for id_ in typed.split(",") if id_.strip()))
        unknown = [id_ for id_ in ids if id_ not in library.audiences]
        if ids and not unknown:
            return ids
        for id_ in unknown:
            click.echo(f'no audience is called "{id_}" {" ".join(near_miss(id_, library.audiences))}')


def _ask_for_team(usual: Team) -> str:
    """How many women and men lead, as an author would write it."""
    people = click.IntRange(0, 50)
    while True:
        women = click.prompt("How many women lead it", default=usual.women, type=people)
        men = click.prompt("How many men lead it", default=usual.men, type=people)
        if women + men:
            return f"{{women: {women}, men: {men}}}"
        click.echo("someone has to lead it")
