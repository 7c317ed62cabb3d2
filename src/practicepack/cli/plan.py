"""practicepack plan."""

import json
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
from practicepack.plan.things import Sheet
from practicepack.render.languages import words_of
from practicepack.workspace import Workspace

VERBS = {
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
        _programme(workspace, request, form, is_all=is_all)
        return
    _, plan, found = planned(workspace, request)
    if form == "json":
        made = _plain(plan) | {"warnings": plain(found)}
        click.echo(json.dumps(made, indent=1, ensure_ascii=False, default=_json))
        return
    words = words_of(workspace, plan.language)
    click.echo(warnings(found, again("--all"), is_all=is_all), nl=False, err=True)
    click.secho(plan.title, bold=True)
    for day in plan.days:
        _day(day, words)
    _things(plan)
    if explain:
        _changes(plan)


def _programme(workspace: Workspace, request: Request, form: str, *, is_all: bool) -> None:
    _, programme, found = planned_programme(workspace, request)
    if form == "json":
        stages = [
            {
                "workshop": one.plan.id,
                "people": list(one.people),
                "minutes": one.minutes,
                "when": one.when,
            }
            for one in programme.stages
        ]
        made = {"id": programme.id, "title": programme.title, "stages": stages, "warnings": plain(found)}
        click.echo(json.dumps(made, indent=1, ensure_ascii=False))
        return
    click.echo(warnings(found, again("--all"), is_all=is_all), nl=False, err=True)
    click.secho(programme.title, bold=True)
    rows = [
        (str(one.number), ", ".join(one.people), one.plan.id, f"{one.minutes} min", one.when or "")
        for one in programme.stages
    ]
    table(("", "who", "workshop", "in all", "when"), rows)


def _day(day: DayPlan, words: Translator) -> None:
    rows = [row for slot in day.slots for row in _rows(slot, words)]
    rows.append((words.clock(day.end), "", "End of the day"))
    table(("time", "min", "what"), rows, title=f"\nDay {day.number}: {day.end - day.start} minutes")


def _rows(slot: Slot, words: Translator) -> list[tuple[str, str, str]]:
    if not slot.sessions:
        title = f"Energiser: {slot.energiser.title}" if slot.energiser else slot.text
        title = title or PAUSES.get(slot.kind, "")
        told = {"guest": f"Guest: {title}", "prework": f"Before: {title}"}
        return [(words.clock(slot.start), str(slot.minutes), told.get(slot.kind, title))]
    return [row for session in slot.sessions for row in _session(session, words)]


def _session(session: SessionPlan, words: Translator) -> list[tuple[str, str, str]]:
    where = f"  ({session.track.title}: {session.track.participants} people)" if session.track else ""
    head = (words.clock(session.start), str(session.minutes), f"{session.number}  {session.title}{where}")
    rows = [(start, str(end - start), "     Break") for start, end in session.pauses]
    for activity in session.activities:
        groups = f" (in {words.groups(activity.groups)})" if activity.groups else ""
        rows.append((activity.start, str(activity.minutes), f"     {activity.title}{groups}"))
    return [head, *((words.clock(start), minutes, title) for start, minutes, title in sorted(rows))]


def _things(plan: Plan) -> None:
    columns = ("how many", "what", "used in")
    used = [
        (str(one.quantity), one.item, ", ".join(user.title for user in one.used_in)) for one in plan.supplies
    ]
    table(columns, used, title="\nThings to bring")
    sheets = [
        (str(one.copies), _sheet(one), ", ".join(user.title for user in one.used_in)) for one in plan.sheets
    ]
    table(columns, sheets, title="\nSheets to print")


def _sheet(sheet: Sheet) -> str:
    """A sheet by its title, with the number of cards of a deck that is dealt to people."""
    return f"{sheet.printable.title} ({sheet.pieces} cards)" if sheet.pieces else sheet.printable.title


def _changes(plan: Plan) -> None:
    here = {facet.id for facet in plan.facets}
    shown = [one for one in plan.changes if one.kind != "out" or here.intersection(one.audiences)]
    rows = [(VERBS[one.kind], ", ".join(one.audiences), one.where, _said(one)) for one in shown]
    table(("", "for", "where", "text"), rows, title="\nFor these people")
    if others := len(plan.changes) - len(shown):
        click.echo(f"{others} more parts are for other people, and were left out")


def _said(change: Change) -> str:
    if change.kind in WHY:
        title = change.text or PAUSES.get(change.field, "")
        return f"{title}: {WHY[change.kind]}"
    field = f"{change.field}: " if change.field else ""
    return field + " ".join(change.text.split())


def _json(value: object) -> object:
    return value.model_dump(exclude_none=True) if isinstance(value, BaseModel) else str(value)


def _plain(plan: Plan) -> dict[str, Any]:
    made = asdict(plan)
    for sheet, planned_sheet in zip(made["sheets"], plan.sheets, strict=True):
        sheet["printable"] = planned_sheet.printable.title
        sheet["pieces"] = planned_sheet.pieces
    return made
