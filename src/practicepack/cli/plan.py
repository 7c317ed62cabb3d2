"""practicepack plan."""

import json
from dataclasses import asdict
from typing import Any

import click
from pydantic import BaseModel

from practicepack.build import planned
from practicepack.cli.options import FORMAT_OPTION, WORKSHOP_OPTIONS, Wishes, with_options
from practicepack.cli.progress import table
from practicepack.cli.report import show
from practicepack.pack.layout import catalogue
from practicepack.pack.words import Words
from practicepack.plan.plan import DayPlan, Plan, Slot
from practicepack.workspace import Workspace

VERBS = {
    "in": "put in",
    "out": "left out",
    "variant": "changed",
    "dropped": "no time",
    "reduced": "fewer cards",
}
PAUSES = {"break": "Break", "lunch": "Lunch"}


@click.command("plan")
@click.argument("workshop")
@with_options(*WORKSHOP_OPTIONS)
@click.option("--explain", is_flag=True, help="Say what was put in and left out for these people.")
@FORMAT_OPTION
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(workspace: Workspace, workshop: str, explain: bool, form: str, **wishes: Any) -> None:
    """Show the timed agenda, the materials and the totals. Nothing is laid out.

    \b
    Example:  practicepack plan power-and-voice --participants 30 --explain
    """
    _, plan, found = planned(workspace, Wishes(**wishes).request(workshop))
    if form == "json":
        click.echo(json.dumps(_plain(plan), indent=1, ensure_ascii=False, default=_json))
        return
    words = Words(plan.language, catalogue(workspace, plan.language))
    show(found)
    click.secho(plan.title, bold=True)
    for day in plan.days:
        _day(day, words)
    _things(plan)
    if explain:
        _changes(plan)


def _day(day: DayPlan, words: Words) -> None:
    rows = [row for slot in day.slots for row in _rows(slot, words)]
    rows.append((words.clock(day.end), "", "End of the day"))
    table(("time", "min", "what"), rows, title=f"\nDay {day.number}: {day.end - day.start} minutes")


def _rows(slot: Slot, words: Words) -> list[tuple[str, str, str]]:
    if slot.session is None:
        title = PAUSES.get(slot.kind) or (f"Energiser: {slot.energiser.title}" if slot.energiser else "")
        return [(words.clock(slot.start), str(slot.minutes), title)]
    rows = [(words.clock(slot.start), str(slot.minutes), f"{slot.session.number}  {slot.session.title}")]
    for activity in slot.session.activities:
        groups = f" (in {words.groups(activity.groups)})" if activity.groups else ""
        rows.append((words.clock(activity.start), str(activity.minutes), f"     {activity.title}{groups}"))
    return rows


def _things(plan: Plan) -> None:
    columns = ("how many", "what", "used in")
    used = [
        (str(one.quantity), one.item, ", ".join(user.title for user in one.used_in)) for one in plan.supplies
    ]
    table(columns, used, title="\nThings to bring")
    sheets = [
        (str(one.copies), one.printable.title, ", ".join(user.title for user in one.used_in))
        for one in plan.sheets
    ]
    table(columns, sheets, title="\nSheets to print")


def _changes(plan: Plan) -> None:
    rows = [
        (VERBS[one.kind], ", ".join(one.audiences), one.where, " ".join(one.text.split()))
        for one in plan.changes
    ]
    table(("", "for", "where", "text"), rows, title="\nFor these people")


def _json(value: object) -> object:
    return value.model_dump(exclude_none=True) if isinstance(value, BaseModel) else str(value)


def _plain(plan: Plan) -> dict[str, Any]:
    made = asdict(plan)
    for sheet in made["sheets"]:
        sheet["printable"] = sheet["printable"].title
    return made
