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

START_KIND = "start"
QUOTED_ID = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"')
MOST_MISSING, MOST_IN_LARGE = 4, 2
"""How many findings stand on the page. The others are counted."""
LONGEST_NOTICE = 150
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
    most = MOST_MISSING
    # The page may not run on to a second one, and large type leaves room for fewer messages.
    if brief.edition.is_large:
        most = MOST_IN_LARGE
    missing = tuple(_what_is_missing(brief))
    title = brief.words.say("Start here")
    view = {
        "missing": missing[:most],
        "more_missing": len(missing[most:]),
        "may_stay_open": tuple(_open_lines(brief.plan)),
        "held": _without_referrals(brief.plan, documents),
        "guides": tuple(_guides(documents)),
        "tasks": tuple(_task_counts(brief.plan)),
        "folders": tuple(_pack_folders_shown(brief, documents)),
        "has_cards": any(document.stock == "card" for document in documents),
    }
    part = Part(
        START_KIND,
        f"{START_KIND}.html",
        "",
        title,
        view,
        brief.desk,
        (Place(title, START_KIND),),
        is_large=brief.edition.is_large,
        most_pages=1,
    )
    return Document(START_KIND, "", "START", title, 1, (part,), is_read=True)


def _what_is_missing(brief: Context) -> Iterator[Missing]:
    """What build says is missing, most serious first, with titles in place of ids."""
    titles = _titles_by_id(brief.plan)
    for warning in in_order(brief.warnings):
        # Advice makes a workshop better, but the workshop can run without it.
        if warning.weight != Weight.ADVICE:
            yield Missing(warning.code, _in_words(warning, titles), warning.weight == Weight.HARM)


def _titles_by_id(plan: Plan) -> dict[str, str]:
    """The titles that messages may call by their ids."""
    titles = {}
    for activity in plan.activities:
        titles[activity.id] = activity.title
    for facet in plan.facets:
        titles[facet.id] = facet.item.title
    return titles


def _in_words(warning: Diagnostic, titles: dict[str, str]) -> str:
    """A message without ids, cut where it is very long."""
    text = QUOTED_ID.sub(lambda quoted: f'"{titles.get(quoted[1], quoted[1])}"', warning.message)
    text = in_print(text[:1].upper() + text[1:])
    # This warning says only that something more is needed; its last hint says what.
    if warning.code == "gate":
        text = f"{text}: {warning.hints[-1]}"
    if len(text) > LONGEST_NOTICE:
        text = f"{text[:LONGEST_NOTICE].rsplit(' ', 1)[0]} …"
    return text


def _guides(documents: Sequence[Document]) -> Iterator[Document]:
    """The facilitator guides: there are several where rooms are apart for long."""
    for document in documents:
        if document.kind == "facilitator-guide":
            yield document


def _task_counts(plan: Plan) -> Iterator[tuple[When, int]]:
    """How many tasks there are to do by each time."""
    for when in get_args(When):
        yield when, len(tuple(tasks(plan, when)))


def _open_lines(plan: Plan) -> Iterator[Open]:
    """What papers show an empty line for."""
    if not plan.names and any(sheet.printable.is_named for sheet in plan.sheets):
        yield "names"
    if not any(day.date for day in plan.days):
        yield "date"
    if not plan.place:
        yield "place"


def _without_referrals(plan: Plan, documents: Sequence[Document]) -> tuple[str, ...]:
    """The titles of the documents that show the places that help, where none is known."""
    if plan.services:
        return ()
    titles: dict[str, None] = {}
    for document in documents:
        # What repeats other documents need not be named: the documents that it repeats are.
        if not document.repeats and _shows_services(document):
            titles[document.title] = None
    return tuple(titles)


def _shows_services(document: Document) -> bool:
    for part in document.parts:
        printable = part.view.get("printable")
        if part.template.removesuffix(".html") in WITH_SERVICES:
            return True
        if isinstance(printable, Printable) and printable.shows_services:
            return True
    return False


def _pack_folders_shown(brief: Context, documents: Sequence[Document]) -> Iterator[Folder]:
    """The folders that the pack has, in the order of the page."""
    folders = {document.folder for document in documents}
    # Files for the printer are made later, from the documents, so no document here is in their folder.
    if brief.edition.binding != "loose" or brief.edition.collate:
        folders.add("print")
    for folder in get_args(Folder):
        if folder and folder in folders:
            yield folder
