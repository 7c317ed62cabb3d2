"""What only the organisers can fill in, and have not yet: who invites, numbers, and placeholders."""

from collections.abc import Iterator, Sequence
from typing import Any

from practicepack.diagnostics import Diagnostic, Span, Tip, warning
from practicepack.library.entry import Entry
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.answers import TO_FILL_IN, can_reach, is_answer, is_lead, is_placeholder
from practicepack.library.models.fields import Line, Prose
from practicepack.library.text.prose import of_kind
from practicepack.plan.draft import DraftDay
from practicepack.plan.fixes import workshop_subject

RULE_OF_THEIR_OWN = ("organiser", "safeguarding", "complaints", "reports_to")
"""The fields of workshop.yaml that a rule of their own asks for."""
ORGANISER = Tip('add  organiser: {name: Willow Bridge Traders, contact: "0123 456"}  with your own')
ADD_COMPLAINTS = Tip(
    'add  complaints: {name: ..., contact: "0456"}  with someone outside, who can listen and act'
)


def contact(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """People know who invites them and how to reach them, to ask or to complain."""
    entry = folder.workshop
    organiser = entry.item.organiser
    if organiser is None or organiser.contact is None:
        message = "the organiser has no contact: people need someone to ask, or complain to"
        yield _no_contact(folder, message, entry.key("organiser"))
    elif not is_answer(organiser.name):
        message = f'it is not said who invites: "{organiser.name}" is still to be filled in'
        yield _no_contact(folder, message, entry.key("organiser"))
    elif not can_reach(organiser.contact):
        message = f'no one can be reached with "{organiser.contact}": it has no number and no @'
        yield _no_contact(folder, message, entry.span("organiser", "contact"))


def _no_contact(folder: WorkshopFolder, message: str, span: Span) -> Diagnostic:
    return warning("no-contact", message, span, hints=(ORGANISER,), subject=workshop_subject(folder))


def complaints(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """People can complain about the team to someone who does not belong to it."""
    entry = folder.workshop
    organiser, person = entry.item.organiser, entry.item.complaints
    if person is None or not is_lead(person):
        message, span = (
            "no one outside the team is named who hears complaints about it",
            entry.key("complaints"),
        )
    elif organiser and person.contact == organiser.contact:
        message, span = "complaints about the team go to the team", entry.span("complaints", "contact")
    else:
        return
    yield warning("no-complaints", message, span, hints=(ADD_COMPLAINTS,), subject=workshop_subject(folder))


def unfilled_placeholders(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Nothing that will be printed still says <what belongs there>."""
    entries: list[Entry[Any]] = [folder.workshop]
    if folder.referrals:
        entries.append(folder.referrals)
    for entry in entries:
        for path, line in of_kind(Line, entry.parts):
            # One finding for one gap, from the rule that knows why it matters.
            if path[0] not in RULE_OF_THEIR_OWN and TO_FILL_IN.search(line):
                hints = (Tip("write what it is, or leave the field out"),)
                yield warning("placeholder", f'"{line}" is to be filled in', entry.span(*path), hints=hints)


def own_words(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No sentence still says what others said in its place: those that do are not printed."""
    spans = []
    entries: list[Entry[Any]] = [folder.workshop, *folder.sessions.values()]
    for entry in entries:
        for path, text in of_kind(Prose, entry.parts):
            if is_placeholder(text):
                spans.append(entry.span(*path))
    if not spans:
        return
    # One finding for all of them: a workshop that was just copied has dozens.
    sentences, place = "1 sentence is", ""
    if len(spans) > 1:
        sentences = f"{len(spans)} sentences are"
    files = len({span.source.name for span in spans})
    if files > 1:
        place = f", in {files} files"
    message = f"{sentences} not in your own words yet{place}, and will not be printed"
    hints = (
        Tip(
            "say it for your people; where it fits as it is, remove the < and > and what is before the colon"
        ),
    )
    yield warning("placeholder", message, spans[0], hints=hints, subject=workshop_subject(folder))


def numbers(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Each service that people are sent to can be reached."""
    referrals = folder.referrals
    if referrals is None:
        return
    for index, service in enumerate(referrals.item.services):
        if is_answer(service.phone) and not can_reach(service.phone):
            message = f'"{service.name}" cannot be reached by "{service.phone}": it has no number and no @'
            span = referrals.span("services", index, "phone")
            hints = (Tip("phone them, and write down the number"),)
            yield warning("no-number", message, span, hints=hints)
