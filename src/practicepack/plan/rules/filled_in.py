"""What only the organisers can fill in, and have not yet: who invites, numbers, and placeholders."""

from collections.abc import Iterator, Sequence
from typing import Any

from practicepack.diagnostics import Diagnostic, warning
from practicepack.library.entry import Entry
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.answers import PLACEHOLDER, can_reach, is_answer, is_placeholder
from practicepack.library.models.fields import Line, Prose
from practicepack.library.text.prose import of_kind
from practicepack.plan.draft import DraftDay

TOLD_ELSEWHERE = ("organiser", "safeguarding", "reports_to")
"""The fields of workshop.yaml that a rule of their own asks for."""


def contact(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """People know who invites them and how to reach them, to ask or to complain."""
    organiser = folder.workshop.item.organiser
    hints = ('add  organiser: {name: Willow Bridge Traders, contact: "0123 456"}  with your own',)
    if organiser is None or organiser.contact is None:
        message = "the organiser has no contact: people need someone to ask, or complain to"
        yield warning("no-contact", message, folder.workshop.key("organiser"), hints=hints)
    elif not is_answer(organiser.name):
        message = f'it is not said who invites: "{organiser.name}" is still to be filled in'
        yield warning("no-contact", message, folder.workshop.key("organiser"), hints=hints)
    elif not can_reach(organiser.contact):
        message = f'no one can be reached with "{organiser.contact}": it has no number and no @'
        yield warning("no-contact", message, folder.workshop.span("organiser", "contact"), hints=hints)


def placeholders(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Nothing that will be printed still says <what belongs there>."""
    for entry in (folder.workshop, folder.referrals):
        for path, line in of_kind(Line, entry.parts if entry else ()):
            if entry and path[0] not in TOLD_ELSEWHERE and PLACEHOLDER.search(line):
                hints = ("write what it is, or leave the field out",)
                yield warning("placeholder", f'"{line}" is to be filled in', entry.span(*path), hints=hints)


def own_words(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No sentence still says what others said in its place: those that do are not printed."""
    spans = []
    entries: list[Entry[Any]] = [folder.workshop, *folder.sessions.values()]
    for entry in entries:
        spans += [entry.span(*path) for path, text in of_kind(Prose, entry.parts) if is_placeholder(text)]
    if spans:
        files = len({span.source.name for span in spans})
        where = f", in {files} files" if files > 1 else ""
        said = "1 sentence is" if len(spans) == 1 else f"{len(spans)} sentences are"
        message = f"{said} not in your own words yet{where}, and will not be printed"
        hints = (
            "say it for your people; where it fits as it is, remove the < and > and what is before the colon",
        )
        yield warning("placeholder", message, spans[0], hints=hints)


def numbers(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Each service that people are sent to can be reached."""
    referrals = folder.referrals
    for index, service in enumerate(referrals.item.services if referrals else ()):
        if referrals and is_answer(service.phone) and not can_reach(service.phone):
            message = f'"{service.name}" cannot be reached by "{service.phone}": it has no number and no @'
            span = referrals.span("services", index, "phone")
            yield warning("no-number", message, span, hints=("phone them, and write down the number",))
