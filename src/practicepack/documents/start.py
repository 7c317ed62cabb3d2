"""The page to read first: what is missing, what not to print yet, what to do by when, where things are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from practicepack.diagnostics import Diagnostic, Weight, in_order
from practicepack.documents.context import Context
from practicepack.documents.model import Document, Folder, Part, Place
from practicepack.documents.preparation import tasks
from practicepack.fonts.scripts import in_print
from practicepack.library.models.activity import When
from practicepack.library.models.printable import Printable
from practicepack.plan.model import Plan

START = "start"
QUOTED = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"')
MOST_MISSING, MOST_IN_LARGE = 4, 2
"""How many findings stand on the page. The others are counted."""
LONGEST = 150
"""Characters of a message."""
WITH_SERVICES = ("people", "safety-sheet")
"""The templates that show the places that help."""
Open = Literal["names", "date", "place"]


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to settle before people come."""

    code: str
    """The template has words of its own for those that every organiser meets."""
    message: str
    is_serious: bool
    """Someone could be hurt, so the workshop may not run before it is settled."""


def start_page(brief: Context, documents: Sequence[Document]) -> Document:
    """One page for the organiser, in the pack's top folder."""
    most = MOST_IN_LARGE if brief.edition.is_large else MOST_MISSING
    missing = tuple(_missing(brief))
    title = brief.words.say("Start here")
    view = {
        "missing": missing[:most],
        "more_missing": len(missing[most:]),
        "may_stay_open": tuple(_open(brief.plan)),
        "held": _held(brief.plan, documents),
        "guides": tuple(one for one in documents if one.kind == "facilitator-guide"),
        "tasks": tuple((when, len(tuple(tasks(brief.plan, when)))) for when in get_args(When)),
        "folders": tuple(_folders(brief, documents)),
        "has_cards": any(one.stock == "card" for one in documents),
    }
    part = Part(
        START,
        f"{START}.html",
        "",
        title,
        view,
        brief.desk,
        (Place(title, START),),
        is_large=brief.edition.is_large,
        most_pages=1,
    )
    return Document(START, "", "START", title, 1, (part,), is_read=True)


def _missing(brief: Context) -> Iterator[Missing]:
    """What build says is missing, most serious first, with titles in place of ids."""
    plan = brief.plan
    titles = {one.id: one.title for one in plan.activities} | {one.id: one.item.title for one in plan.facets}
    for found in in_order(brief.found):
        if found.weight != Weight.ADVICE:
            yield Missing(found.code, _in_words(found, titles), found.weight == Weight.HARM)


def _in_words(found: Diagnostic, titles: dict[str, str]) -> str:
    """A message without ids, cut where it is very long."""
    said = QUOTED.sub(lambda quoted: f'"{titles.get(quoted[1], quoted[1])}"', found.message)
    said = in_print(said[:1].upper() + said[1:])
    if found.code == "gate":  # it says only that more is needed: what that is stands in its last hint
        said = f"{said}: {found.hints[-1]}"
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rsplit(' ', 1)[0]} …"


def _open(plan: Plan) -> Iterator[Open]:
    """What papers show an empty line for."""
    if not plan.names and any(one.printable.is_named for one in plan.sheets):
        yield "names"
    if not any(day.date for day in plan.days):
        yield "date"
    if not plan.place:
        yield "place"


def _held(plan: Plan, documents: Sequence[Document]) -> tuple[str, ...]:
    """The titles of the documents that show the places that help, where none is known."""
    if plan.services:
        return ()
    return tuple(dict.fromkeys(one.title for one in documents if not one.repeats and _shows_services(one)))


def _shows_services(document: Document) -> bool:
    for part in document.parts:
        printable = part.view.get("printable")
        if part.template.removesuffix(".html") in WITH_SERVICES:
            return True
        if isinstance(printable, Printable) and printable.shows_services:
            return True
    return False


def _folders(brief: Context, documents: Sequence[Document]) -> Iterator[Folder]:
    """The folders that the pack has, in the order of the page."""
    held = {one.folder for one in documents}
    if brief.edition.binding != "loose" or brief.edition.collate:
        held.add("print")  # files for the printer are made of others
    for folder in get_args(Folder):
        if folder and folder in held:
            yield folder
