"""What every participant gets on the first day: the agenda, and "My day" with the small slips."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from practicepack.documents.context import Context
from practicepack.documents.model import Document, Place
from practicepack.documents.sheets import Printed
from practicepack.library.models.printable import Printable
from practicepack.plan.model import DayPlan, Slot
from practicepack.plan.supplies import with_spare

AGENDA, MY_DAY = "agenda", "my-day"


def agenda(brief: Context) -> Document:
    """The times and titles, once for each participant."""
    title, copies = brief.words.say("Agenda"), brief.plan.participants
    large = brief.for_participants
    document = brief.single(AGENDA, "participants", title, _view(brief), copies, is_large=large)
    return replace(document, in_set=True)


def my_day(brief: Context, sheets: Sequence[Printed]) -> Document | None:
    """The agenda and the slips that people keep, on one folded sheet for each participant.

    None where there is no such slip, and in a series of meetings: people would have to bring the sheet of the
    first one to all others.
    """
    plan = brief.plan
    slips = list(filter(_is_in_my_day, sheets))
    if plan.is_series or not slips:
        return None
    title = brief.words.say("My day")
    if len(plan.days) > 1:
        title = brief.words.say("My days")
    is_large = brief.for_participants
    leaf = brief.folded
    # Large type needs the whole sheet, and is not folded.
    if is_large:
        leaf = brief.desk
    view = {**_view(brief), "slips": tuple(_pages(slips, plan.participants))}
    places = (Place(title, MY_DAY),)
    part = brief.part(MY_DAY, MY_DAY, "", title, view, leaf=leaf, is_large=is_large, places=places)
    copies = with_spare(plan.participants, max(sheet.printable.spare for sheet in slips))
    return Document(
        MY_DAY,
        "participants",
        MY_DAY,
        title,
        copies,
        (part,),
        is_read=True,
        is_folded=not is_large,
        in_set=is_large,
    )


def _is_in_my_day(sheet: Printed) -> bool:
    return sheet.in_my_day


def _pages(slips: Sequence[Printed], people: int) -> Iterator[Printable]:
    """Each slip as often as one person gets it: once for each activity that uses it."""
    for slip in slips:
        for _ in range(max(1, slip.sheet.copies // people)):
            yield slip.printable


def with_my_day(documents: Sequence[Document]) -> Iterator[Document]:
    """Print the agenda and the slips only once: where "My day" holds them, their own files are to be read."""
    # A pack of one session, or of some documents only, may leave "My day" out: then they are needed.
    has_my_day = any(document.kind == MY_DAY for document in documents)
    for document in documents:
        if has_my_day and (document.kind == AGENDA or document.in_my_day):
            yield replace(document, repeats=True, in_set=False)
        else:
            yield document


def _view(brief: Context) -> Mapping[str, object]:
    days: list[tuple[DayPlan, tuple[tuple[int, Slot], ...]]] = []
    for day in brief.plan.days:
        days.append((day, tuple(_stretches(day))))
    return {"days": tuple(days)}


def _stretches(day: DayPlan) -> Iterator[tuple[int, Slot]]:
    """What participants see: an energiser belongs to what comes after it, and starts it.

    A break inside a session has its own row, and the session one more, later than its start, to go on.
    """
    energised: int | None = None
    for slot in day.slots:
        if slot.energiser:
            # Several may follow each other: people come for the first.
            if energised is None:
                energised = slot.start
            continue
        start = slot.start
        if energised is not None and slot.sessions:
            start = energised
        yield start, slot
        energised = None
        for pause, after in slot.pauses:
            yield pause, Slot("break", pause, after - pause)
            yield after, slot
