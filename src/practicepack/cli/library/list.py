"""practicepack list."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import click

from practicepack.cli.options import BOUND_OPTION, FORMAT_OPTION
from practicepack.cli.plain_text import indented, page_width
from practicepack.cli.progress import table
from practicepack.diagnostics import CallError, near_miss
from practicepack.library.entry import Entry
from practicepack.library.load import CONTENT_FOLDERS, Library
from practicepack.library.models.activity import Activity
from practicepack.pipeline import readable
from practicepack.plan.suitability import ADAPTED, MADE, Wanted, excluded_by, minutes, suits, what_is_missing
from practicepack.search.find import NEVER_NEAR, Finder
from practicepack.workspace import Workspace

LISTED = (*CONTENT_FOLDERS, "workshops", "programmes")


@click.command("list")
@click.argument("kind", metavar="|".join(LISTED))
@click.option("--about", metavar="WORDS", help="About this, in your own words: what fits best comes first.")
@click.option("--practice", metavar="ID", help="Of this practice area or approach.")
@click.option(
    "--for",
    "audience",
    multiple=True,
    metavar="ID",
    help="For these people, what is made for them first. Give it once for each audience.",
)
@click.option(
    "--people", type=click.IntRange(1, 500), metavar="NUMBER", help="That work with this many people."
)
@click.option(
    "--max-minutes", type=click.IntRange(1), metavar="NUMBER", help="That can be done in this time."
)
@click.option("--sensitivity", type=click.Choice(["low", "medium", "high"]), help="No more than this.")
@BOUND_OPTION
@FORMAT_OPTION
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(workspace: Workspace, kind: str, form: str, about: str | None, **filters: Any) -> None:
    """List what there is, with filters for activities.

    Activities that almost fit come after those that do, with what would let them in.

    \b
    Example:  practicepack list activities --about money --for women --people 26
    """
    if kind not in LISTED:
        raise CallError(f'there is no kind "{kind}"', near_miss(kind, LISTED) or (", ".join(LISTED),))
    if kind != "activities" and (about or any(filters.values())):
        raise CallError("the filters are for activities", ("practicepack list activities ...",))
    library = readable(workspace)
    wanted = Wanted(**filters)
    for id_ in wanted.audience:
        audience_known(library, id_)
    _check_known(wanted.practice, library.practices, "practice")
    activities = _activities_about(library, about)
    if form == "json":
        rows = _rows(library, kind)
        if kind == "activities":
            rows = _activity_rows(library, activities, wanted)
        click.echo(json.dumps(list(rows), indent=1, ensure_ascii=False))
    elif kind == "activities":
        click.echo("\n".join(_listed(library, activities, wanted)))
    else:
        _table(list(_rows(library, kind)))


def _activities_about(library: Library, words: str | None) -> list[Entry[Activity]]:
    """The activities that are about some words, the best first; all of them without any words."""
    if words is None:
        return list(library.activities.values())
    answer = Finder(library).find("activities", words)
    return list(map(library.activities.__getitem__, answer.fits))


def audience_known(library: Library, id_: str) -> None:
    """Raises CallError where there is no such audience."""
    _check_known(id_, library.audiences, "audience")


def _check_known(name: str | None, known: Collection[str], kind: str) -> None:
    if name is not None and name not in known:
        hints = near_miss(name, known) or (f"there are: {', '.join(known)}",)
        raise CallError(f'no {kind} is called "{name}"', hints)


def _table(rows: Sequence[dict[str, str]]) -> None:
    if not rows:
        click.echo("there are none")
        return
    columns = list(rows[0])
    table(columns, [list(row.values()) for row in rows])


def _rows(library: Library, kind: str) -> Iterator[dict[str, str]]:
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
        yield {"id": entry.id, "title": entry.item.title, "kind": getattr(entry.item, "kind", "")}


def _activity_rows(
    library: Library, entries: Sequence[Entry[Activity]], wanted: Wanted
) -> Iterator[dict[str, str]]:
    for entry in entries:
        if not excluded_by(library, entry.item, wanted):
            yield activity_row(entry, wanted.people)


def activity_row(entry: Entry[Activity], people: int | None) -> dict[str, str]:
    """The facts of an activity, for programs."""
    item, length = entry.item, minutes(entry.item, people)
    return {
        "id": entry.id,
        "title": item.title,
        "practice": ", ".join(item.practices),
        "people": f"{item.people.min}-{item.people.max}",
        "minutes": f"{length.min}-{length.max}",
        "sensitivity": item.sensitivity,
    }


def _listed(library: Library, entries: Sequence[Entry[Activity]], wanted: Wanted) -> Iterator[str]:
    """Activities in plain words: those that fit, the best first, then those that almost do."""
    fits: list[Entry[Activity]] = []
    near: list[tuple[int, Entry[Activity]]] = []
    counts: Counter[str] = Counter()
    for entry in entries:
        failed = excluded_by(library, entry.item, wanted)
        counts.update(failed)
        if not failed:
            fits.append(entry)
        elif NEVER_NEAR.isdisjoint(failed):
            near.append((len(failed), entry))
    if not fits:
        yield _nothing(counts, len(entries))
    elif wanted.audience:
        yield from _grouped(library, fits, wanted)
    else:
        for entry in fits:
            yield from two_lines(entry, wanted)
    if near:
        yield ""
        yield click.style(f"Almost: {len(near)} more, with what would let them in", bold=True)
        for _, entry in sorted(near, key=lambda pair: pair[0]):
            yield from two_lines(entry, wanted, what_is_missing(library, entry.item, wanted))


def _grouped(library: Library, fits: Sequence[Entry[Activity]], wanted: Wanted) -> Iterator[str]:
    """Those made for these people, those adapted to them, and those for anyone, each with a word of why."""
    whom = " and ".join(wanted.audience)
    headings: dict[int | None, str] = {MADE: f"Made for {whom}", ADAPTED: f"Adapted to {whom}"}
    is_first = True
    for rank in (MADE, ADAPTED, None):
        of_rank = []
        for entry in fits:
            why = suits(library, entry.item, wanted.audience)
            if rank == why.rank or (rank is None and why.rank not in headings):
                of_rank.append((entry, why))
        if not of_rank:
            continue
        heading = headings.get(rank, f"For anyone: {whom} can use them too")
        if not is_first:
            yield ""
        is_first = False
        yield click.style(f"{heading} ({len(of_rank)})", bold=True)
        for entry, why in of_rank:
            text = str(entry.item.purpose)
            if why.why:
                text = f"[{why.why}] {text}"
            yield from two_lines(entry, wanted, text)


def two_lines(entry: Entry[Activity], wanted: Wanted, below: str | None = None) -> Iterator[str]:
    """An activity: id, title, people, minutes and sensitivity; then its purpose, or what is said of it."""
    item, length = entry.item, minutes(entry.item, wanted.people)
    # Couples are counted as couples: 6 of them are 12 people.
    unit = "couples" if item.people.unit == "couple" else "people"
    facts = f"{item.people.min}-{item.people.max} {unit}, {length.min}-{length.max} min, {item.sensitivity}"
    name = f"{entry.id}  {item.title}"
    room = page_width() - len(name)
    styled = indented(name, first="").replace(entry.id, click.style(entry.id, bold=True), 1)
    if room >= len(facts) + 2:
        yield f"{styled}{facts:>{room}}"
    else:
        yield styled
        yield f"{facts:>{page_width()}}"
    yield indented(below or str(item.purpose))


def _nothing(counts: Counter[str], number: int) -> str:
    """That nothing fits, and which filter excludes most."""
    if not counts:
        return "there are none"
    excluded = []
    for option, count in counts.most_common():
        excluded.append(f"{option} excludes {count} of {number}")
    return f"nothing fits: {', '.join(excluded)}\nleave out {counts.most_common(1)[0][0]} to see more"
