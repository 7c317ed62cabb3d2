"""practicepack find."""

import json
from collections.abc import Iterator
from typing import Any

import click

from practicepack.cli.library.list import activity_row, audience_known, two_lines
from practicepack.cli.options import BOUND_OPTION, FORMAT_OPTION, cache_files
from practicepack.library.load import Library
from practicepack.pipeline import content
from practicepack.plan.suitability import Wanted
from practicepack.search.find import Finder
from practicepack.search.searched import SEARCHED_KINDS
from practicepack.workspace import Workspace

MOST_FOUND = 8
"""So many activities are shown: who finds nothing in these asks in other words."""
MOST_NEAR = 5
MOST_OTHERS = 3
"""So many workshops, sheets and energisers are shown."""
OTHER_KINDS = {
    "workshops": "Workshops",
    "energisers": "Energisers",
    "printables": "Sheets, cards and signs",
}
ALMOST = "Almost, with what would let them in"
NOTHING = "nothing is about this. Try other words, or see all:  practicepack list activities"


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--for", "audience", multiple=True, metavar="ID", help="For these people; once for each.")
@click.option("--people", type=click.IntRange(1, 500), metavar="NUMBER", help="That suit so many people.")
@click.option("--max-minutes", type=click.IntRange(1), metavar="NUMBER", help="That fit into this time.")
@click.option("--sensitivity", type=click.Choice(["low", "medium", "high"]), help="No more than this.")
@BOUND_OPTION
@FORMAT_OPTION
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(workspace: Workspace, words: tuple[str, ...], form: str, **filters: Any) -> None:
    """Find activities, workshops and sheets by what they are about, in your own words.

    Spelling does not matter much. Themes can be named in other languages too. What is about it but does not
    fit comes last, with what would let it in.

    \b
    Example:  practicepack find who decides about money --for women --people 26
    """
    library, _ = content(workspace, cache_files())
    wanted = Wanted(**filters)
    for id_ in wanted.audience:
        audience_known(library, id_)
    asked = " ".join(words)
    if form == "json":
        click.echo(json.dumps(_answer_as_data(library, asked, wanted), indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(_found_lines(library, asked, wanted)) or NOTHING)


def _answer_as_data(library: Library, asked: str, wanted: Wanted) -> dict[str, Any]:
    finder = Finder(library)
    answer = finder.find("activities", asked, wanted)
    near = []
    for almost in answer.near:
        row = activity_row(library.activities[almost.id], wanted.people)
        near.append(row | {"needs": almost.what_is_missing})
    data: dict[str, Any] = {
        "activities": [activity_row(library.activities[id_], wanted.people) for id_ in answer.fits],
        "almost": near,
    }
    for kind in SEARCHED_KINDS[1:]:
        data[kind] = [
            {"id": id_, "title": _title_of(library, kind, id_)} for id_ in finder.find(kind, asked).fits
        ]
    return data


def _found_lines(library: Library, asked: str, wanted: Wanted) -> Iterator[str]:
    finder = Finder(library)
    answer = finder.find("activities", asked, wanted)
    for id_ in answer.fits[:MOST_FOUND]:
        yield from two_lines(library.activities[id_], wanted)
    if answer.near:
        yield from _heading(ALMOST, is_first=not answer.fits)
        for near in answer.near[:MOST_NEAR]:
            yield from two_lines(library.activities[near.id], wanted, near.what_is_missing)
    is_first = not (answer.fits or answer.near)
    for kind, heading in OTHER_KINDS.items():
        ids = finder.find(kind, asked).fits[:MOST_OTHERS]
        if ids:
            yield from _heading(heading, is_first=is_first)
            is_first = False
        for id_ in ids:
            yield f"  {id_}  {_title_of(library, kind, id_)}"


def _heading(text: str, *, is_first: bool) -> Iterator[str]:
    if not is_first:
        yield ""
    yield click.style(text, bold=True)


def _title_of(library: Library, kind: str, id_: str) -> str:
    if kind == "workshops":
        return str(library.workshops[id_].workshop.item.title)
    return str(getattr(library, kind)[id_].item.title)
