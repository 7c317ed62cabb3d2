"""practicepack plan."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import click
from pydantic import BaseModel

from practicepack.cli.names import workshop_named
from practicepack.cli.options import ALL_OPTION, FORMAT_OPTION, WORKSHOP_OPTIONS, with_options
from practicepack.cli.progress import table
from practicepack.cli.report import again, plain, warnings
from practicepack.i18n import Translator
from practicepack.options import PackOptions
from practicepack.pipeline import Request, planned, planned_programme
from practicepack.plan.changes import Change
from practicepack.plan.model import DayPlan, Plan, SessionPlan, Slot
from practicepack.plan.things import Named, Sheet
from practicepack.render.languages import words_of
from practicepack.workspace import Workspace

CHANGE_VERBS = {
    "in": "put in",
    "out": "left out",
    "variant": "changed",
    "replaced": "changed",
    "shortened": "in short",
    "dropped": "no time",
    "substitute": "instead",
    "reduced": "fewer cards",
    "edge": "not needed",
    "beside": "not needed",
    "idle": "not needed",
    "moved": "moved",
    "either": "chosen",
    "paused": "pause after",
    "chosen": "chosen",
    "repeated": "more cards",
}
WHY = {
    "edge": "nothing is left before it, or after it",
    "beside": "it would be beside another pause",
    "idle": "what it was for is left out",
    "moved": "it stays near its usual hour",
}
"""Why a block of a day is not where it was written."""
AgendaRow = tuple[str, str, str]
"""Of the table of a day: when, how many minutes, what."""
PAUSES = {"break": "Break", "lunch": "Lunch", "free": "Free time"}


@click.command("plan")
@click.argument("workshop")
@with_options(*WORKSHOP_OPTIONS)
@click.option("--explain", is_flag=True, help="Show what was added and left out for this audience.")
@ALL_OPTION
@FORMAT_OPTION
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(
    workspace: Workspace, workshop: str, explain: bool, is_all: bool, form: str, **wishes: Any
) -> None:
    """Show the timed agenda, the materials and the totals. Nothing is laid out.

    \b
    Example:  practicepack plan power-and-voice --participants 30 --explain
    """
    request = PackOptions(**wishes).request(workshop_named(workspace, workshop))
    if request.workshop in workspace.programmes():
        _print_programme(workspace, request, form, is_all=is_all)
        return
    _, plan, diagnostics = planned(workspace, request)
    if form == "json":
        answer = _plan_as_data(plan) | {"warnings": plain(diagnostics)}
        click.echo(json.dumps(answer, indent=1, ensure_ascii=False, default=_json_value))
        return
    # Clock times as the pages have them, so that the two can be compared.
    words = words_of(workspace, plan.language)
    click.echo(warnings(diagnostics, again("--all"), is_all=is_all), nl=False, err=True)
    click.secho(plan.title, bold=True)
    for day in plan.days:
        _print_day(day, words)
    _print_supplies(plan)
    if explain:
        _print_changes(plan)


def _print_programme(workspace: Workspace, request: Request, form: str, *, is_all: bool) -> None:
    _, programme, diagnostics = planned_programme(workspace, request)
    if form == "json":
        stages = []
        for stage in programme.stages:
            stages.append(
                {
                    "workshop": stage.plan.id,
                    "people": list(stage.people),
                    "minutes": stage.minutes,
                    "when": stage.when,
                }
            )
        answer = {
            "id": programme.id,
            "title": programme.title,
            "stages": stages,
            "warnings": plain(diagnostics),
        }
        click.echo(json.dumps(answer, indent=1, ensure_ascii=False))
        return
    click.echo(warnings(diagnostics, again("--all"), is_all=is_all), nl=False, err=True)
    click.secho(programme.title, bold=True)
    rows = []
    for stage in programme.stages:
        people = ", ".join(stage.people)
        rows.append((str(stage.number), people, stage.plan.id, f"{stage.minutes} min", stage.when or ""))
    table(("", "who", "workshop", "in all", "when"), rows)


def _print_day(day: DayPlan, words: Translator) -> None:
    rows: list[AgendaRow] = []
    for slot in day.slots:
        rows += _agenda_rows(slot, words)
    rows.append((words.clock(day.end), "", "End of the day"))
    table(("time", "min", "what"), rows, title=f"\nDay {day.number}: {day.end - day.start} minutes")


def _agenda_rows(slot: Slot, words: Translator) -> list[AgendaRow]:
    if not slot.sessions:
        return [(words.clock(slot.start), str(slot.minutes), _slot_title(slot))]
    rows: list[AgendaRow] = []
    for session in slot.sessions:
        rows += _session_rows(session, words)
    return rows


def _slot_title(slot: Slot) -> str:
    """What a slot without sessions is called."""
    title = slot.text
    if slot.energiser:
        title = f"Energiser: {slot.energiser.title}"
    title = title or PAUSES.get(slot.kind, "")
    if slot.kind == "guest":
        return f"Guest: {title}"
    if slot.kind == "prework":
        return f"Before: {title}"
    return title


def _session_rows(session: SessionPlan, words: Translator) -> list[AgendaRow]:
    title = f"{session.number}  {session.title}"
    # Of several rooms at the same time it matters which one this is.
    if session.track:
        title += f"  ({session.track.title}: {session.track.participants} people)"
    timed = []
    for start, end in session.pauses:
        timed.append((start, str(end - start), "     Break"))
    for activity in session.activities:
        name = f"     {activity.title}"
        if activity.groups:
            name += f" (in {words.groups(activity.groups)})"
        timed.append((activity.start, str(activity.minutes), name))
    rows = [(words.clock(session.start), str(session.minutes), title)]
    # A pause may be between any two activities.
    for start, minutes, name in sorted(timed):
        rows.append((words.clock(start), minutes, name))
    return rows


def _print_supplies(plan: Plan) -> None:
    columns = ("how many", "what", "used in")
    supplies = []
    for supply in plan.supplies:
        supplies.append((str(supply.quantity), supply.item, _joined_titles(supply.used_in)))
    table(columns, supplies, title="\nThings to bring")
    sheets = []
    for sheet in plan.sheets:
        sheets.append((str(sheet.copies), _sheet_title(sheet), _joined_titles(sheet.used_in)))
    table(columns, sheets, title="\nSheets to print")
    unread = []
    for text in plan.unread:
        unread.append((text.title, text.needed))
    if unread:
        table(("what", "not yet read by"), unread, title="\nTo be read first")


def _joined_titles(users: Iterable[Named]) -> str:
    return ", ".join(user.title for user in users)


def _sheet_title(sheet: Sheet) -> str:
    """A sheet by its title, with the number of cards of a deck that is dealt to people."""
    if sheet.pieces:
        return f"{sheet.printable.title} ({sheet.pieces} cards)"
    return str(sheet.printable.title)


def _print_changes(plan: Plan) -> None:
    here = {facet.id for facet in plan.facets}
    rows = []
    for change in plan.changes:
        # What was left out for others is a long list that no one needs: it is only counted.
        if change.kind != "out" or here.intersection(change.audiences):
            rows.append(
                (CHANGE_VERBS[change.kind], ", ".join(change.audiences), change.where, _change_text(change))
            )
    table(("", "for", "where", "text"), rows, title="\nFor these people")
    others = len(plan.changes) - len(rows)
    if others:
        click.echo(f"{others} more parts are for other people, and were left out")


def _change_text(change: Change) -> str:
    if change.kind in WHY:
        title = change.text or PAUSES.get(change.field, "")
        return f"{title}: {WHY[change.kind]}"
    text = " ".join(change.text.split())
    if change.field:
        return f"{change.field}: {text}"
    return text


def _json_value(value: object) -> object:
    """What JSON has no words for: authored values, and ids, dates and times, which are text."""
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_none=True)
    return str(value)


def _plan_as_data(plan: Plan) -> dict[str, Any]:
    values = asdict(plan)
    # The whole file of a sheet would bury the plan.
    for sheet, planned_sheet in zip(values["sheets"], plan.sheets, strict=True):
        sheet["printable"] = planned_sheet.printable.title
        sheet["pieces"] = planned_sheet.pieces
    return values
