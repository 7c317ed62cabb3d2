"""practicepack list."""

import json
from collections.abc import Collection, Iterator
from typing import Any

import click

from practicepack.build import readable
from practicepack.cli.options import BOUND_OPTION, FORMAT_OPTION
from practicepack.cli.progress import table
from practicepack.diagnostics import CallError, near_miss
from practicepack.library.facts import covering, is_allowed, names
from practicepack.library.load import KINDS, Library
from practicepack.library.model import Activity
from practicepack.plan.audience import is_for
from practicepack.plan.gates import gates
from practicepack.plan.groups import Heads
from practicepack.plan.timing import bounds, total
from practicepack.plan.variants import varied
from practicepack.workspace import Workspace

LISTED = (*KINDS, "workshops", "programmes")


@click.command("list")
@click.argument("kind", metavar="|".join(LISTED))
@click.option("--practice", metavar="ID", help="Of this practice area or approach.")
@click.option("--for", "audience", metavar="ID", help="That can be used with this audience.")
@click.option("--people", type=int, metavar="NUMBER", help="That work with this many people.")
@click.option("--max-minutes", type=int, metavar="NUMBER", help="That can be done in this time.")
@click.option("--sensitivity", type=click.Choice(["low", "medium", "high"]), help="No more than this.")
@BOUND_OPTION
@FORMAT_OPTION
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(workspace: Workspace, kind: str, form: str, **filters: Any) -> None:
    """List what there is, with filters for activities.

    \b
    Example:  practicepack list activities --practice leadership --people 15 --max-minutes 60
    """
    if kind not in LISTED:
        raise CallError(f'there is no kind "{kind}"', near_miss(kind, LISTED) or (", ".join(LISTED),))
    if kind != "activities" and any(value is not None for value in filters.values()):
        raise CallError("the filters are for activities", ("practicepack list activities ...",))
    library = readable(workspace)
    rows = list(_rows(library, kind, filters))
    if form == "json":
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    if not rows:
        click.echo("nothing fits; take a filter away" if kind == "activities" else "there are none")
        return
    names = list(rows[0])
    table(names, [[row[name] for name in names] for row in rows])


def _rows(library: Library, kind: str, filters: dict[str, Any]) -> Iterator[dict[str, str]]:
    if kind == "workshops":
        for folder in library.workshops.values():
            item = folder.workshop.item
            for_whom = ", ".join(item.audience)
            days = str(len(item.days))
            yield {"id": folder.id, "title": item.title, "for": for_whom, "days": days}
        return
    if kind == "programmes":
        for programme in library.programmes.values():
            stages = ", ".join(stage.workshop for stage in programme.item.stages)
            yield {"id": programme.id, "title": programme.item.title, "workshops": stages}
        return
    for entry in getattr(library, kind).values():
        if kind != "activities":
            yield {"id": entry.id, "title": entry.item.title, "kind": getattr(entry.item, "kind", "")}
        elif _fits(library, entry.item, filters):
            yield _activity(entry.id, entry.item, filters["people"])


def _activity(id_: str, item: Activity, people: int | None) -> dict[str, str]:
    minutes = _minutes(item, people)
    return {
        "id": id_,
        "title": item.title,
        "practice": ", ".join(item.practices),
        "people": f"{item.people.min}-{item.people.max}",
        "minutes": f"{minutes.min}-{minutes.max}",
        "sensitivity": item.sensitivity,
    }


def _minutes(item: Activity, people: int | None) -> Any:
    heads = Heads(people or item.people.ideal, item.facilitators.count, 1, 4)
    return total([bounds(step.minutes, heads) for step in item.steps])


def _fits(library: Library, item: Activity, filters: dict[str, Any]) -> bool:
    order = ("low", "medium", "high")
    audience, people, practice = filters["audience"], filters["people"], filters["practice"]
    _known(audience, library.audiences, "audience")
    _known(practice, library.practices, "practice")
    limit = filters["sensitivity"] or "high"
    longest = filters["max_minutes"]
    return (
        (practice is None or practice in item.practices)
        and (audience is None or _allowed(library, item, audience))
        and (people is None or item.people.min <= item.people.counted(people) <= item.people.max)
        and (longest is None or _minutes(item, people).min <= longest)
        and order.index(item.sensitivity) <= order.index(limit)
    )


def _known(name: str | None, known: Collection[str], kind: str) -> None:
    if name is not None and name not in known:
        raise CallError(f'no {kind} is called "{name}"', near_miss(name, known))


def _allowed(library: Library, item: Activity, audience: str) -> bool:
    """Whether these people may do it, as it is for them."""
    here = names(library.audiences, [audience])
    theirs = varied(item, here)
    own = library.audiences[audience].item
    alike = [library.audiences[id_].item for id_ in covering(library.audiences, [audience])]
    facets = [own] if own.gates else alike
    shut = any(not gate.needs for _, gate in gates(theirs.sensitivity, facets))
    return is_allowed(library.audiences, item, [audience]) and not shut and is_for(item, here)
