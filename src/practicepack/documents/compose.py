"""From a plan to documents: which parts each has, what stands before its page numbers, how many copies."""

from collections.abc import Iterator
from dataclasses import replace

from practicepack.documents import sheets
from practicepack.documents.context import Context
from practicepack.documents.cue_cards import cue_cards
from practicepack.documents.edition import Edition
from practicepack.documents.guide import guides
from practicepack.documents.model import Document, Part, Place
from practicepack.documents.observer import observer_sheet
from practicepack.documents.participants import AGENDA, MY_DAY, agenda, my_day
from practicepack.documents.preparation import preparation
from practicepack.documents.printables import DOCUMENTS
from practicepack.documents.run_of_show import run_of_show
from practicepack.documents.safety import background, emergency_cards, safety
from practicepack.documents.start import START_KIND, start_page
from practicepack.documents.talk_cards import TALK_CARDS, talk_cards
from practicepack.i18n import Translator
from practicepack.plan.model import Plan
from practicepack.plan.programme import ProgrammePlan

ONLY = (
    START_KIND,
    "facilitator-guide",
    "safety",
    "background",
    "run-of-show",
    "cue-cards",
    "observer",
    TALK_CARDS,
    "safety-sheets",
    AGENDA,
    MY_DAY,
    *DOCUMENTS,
    "packing-list",
    "preparation",
    "print-run",
)
"""What --only may name."""
PROGRAMME_MAP, SETS = "programme-map", "sets-for-participants"


def compose(brief: Context) -> tuple[Document, ...]:
    """Every document of a pack, in the order in which they are listed."""
    documents = tuple(_all_documents(brief))
    return (start_page(brief, documents), *documents)


def in_sets(documents: tuple[Document, ...], brief: Context) -> tuple[Document, ...]:
    """What every participant gets, put together once for each of them if asked; spare copies stay apart."""
    people = brief.plan.participants
    parts: list[Part] = []
    rest: list[Document] = []
    for document in documents:
        if document.in_set:
            parts += document.parts
            spare = document.copies - people
            # a file of which no copy is left is there to be read, and is not printed again
            document = replace(document, copies=spare, repeats=document.repeats or spare < 1)  # noqa: PLW2901
        rest.append(document)
    if not brief.edition.collate or not parts:
        return documents
    title = brief.words.say("A set for each participant")
    together = Document(
        "sets", "print", SETS, title, 1, tuple(parts), is_read=True, is_bound=True, times=people
    )
    return (*rest, together)


def _all_documents(brief: Context) -> Iterator[Document]:
    say, plan = brief.words.say, brief.plan
    printed = sheets.printed(brief)
    yield from guides(brief)
    yield from safety(brief)
    yield from background(brief)
    yield run_of_show(brief)
    yield cue_cards(brief)
    yield observer_sheet(brief)
    yield from talk_cards(brief)
    yield from emergency_cards(brief)
    yield agenda(brief)
    folded = my_day(brief, printed)
    if folded is not None:
        yield folded
    yield from sheets.documents(brief, printed)
    packing = {"supplies": plan.supplies, "sheets": printed}
    yield brief.single("packing-list", "organisers", say("Packing list"), packing)
    yield preparation(brief)
    wide = brief.edition.is_large
    run = brief.single("print-run", "organisers", say("Print run"), {}, late="print-run", is_wide=wide)
    yield replace(run, is_read=False)


def programme_map(programme: ProgrammePlan, words: Translator, edition: Edition) -> Document:
    """The one page that shows a programme: who meets when, what is handed on, and what it reaches."""
    title, places = words.say("Programme map"), (Place(programme.title, PROGRAMME_MAP),)
    view = {"programme": programme}
    leaf = edition.office_paper
    part = Part(
        PROGRAMME_MAP, f"{PROGRAMME_MAP}.html", "", title, view, leaf, places, is_wide=True, most_pages=1
    )
    return Document(PROGRAMME_MAP, "organisers", PROGRAMME_MAP, title, 1, (part,))


def selected(
    documents: tuple[Document, ...], only: frozenset[str], plan: Plan, session: str | None
) -> tuple[Document, ...]:
    """The documents of some kinds, and of one session: its pages of the guide and its sheets."""
    numbers = set()
    for planned in plan.sessions:
        if planned.id == session:
            numbers.add(planned.number)
    chosen = []
    for document in documents:
        if only and document.kind not in only:
            continue
        if session is None:
            chosen.append(document)
            continue
        parts = tuple(part for part in document.parts if numbers & part.sessions)
        if parts:
            chosen.append(replace(document, parts=parts))
    return tuple(chosen)
