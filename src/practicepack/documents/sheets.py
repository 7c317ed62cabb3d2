"""Printables as documents: what people hold, read out or hang, in the form that the edition asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from practicepack.documents.context import Context
from practicepack.documents.model import Document, Finish, Folder, Part, Place
from practicepack.documents.printables import kind_faults_named, printable_kind
from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.documents.tiling import Tiling, tiling
from practicepack.library.models.printable import Handout, Printable
from practicepack.plan.things import Sheet

SHEET_FOLDERS: Mapping[str, Folder] = {
    "participant": "participants",
    "facilitator": "facilitators",
    "wall": "wall",
    "organiser": "organisers",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet as it goes to the printer."""

    sheet: Sheet
    part: Part
    copies: int
    """How often its pages are printed."""
    up: int
    """How many copies of it that makes, each time."""
    is_folded: bool = False
    """Its pages are a leaflet."""

    @property
    def printable(self) -> Printable:
        """What the author wrote."""
        return self.sheet.printable

    @property
    def in_my_day(self) -> bool:
        """Whether it is a page of "My day": a slip that each participant gets, and keeps."""
        printable = self.printable
        is_theirs = printable.to == "participant" and printable.per == "participant"
        return is_theirs and isinstance(printable, Handout) and printable.in_my_day


def printed(brief: Context) -> tuple[Printed, ...]:
    """Every sheet of a plan in the form of the edition."""
    sheets = []
    for sheet in brief.plan.sheets:
        with kind_faults_named(sheet.printable.kind):
            sheets.append(_printed(brief, sheet))
    return tuple(sheets)


def documents(brief: Context, sheets: tuple[Printed, ...]) -> Iterator[Document]:
    """All handouts in one, then each sheet as a file of its own, and the tiles of posters that are larger."""
    handouts: list[Part] = []
    for sheet in sheets:
        if _kind(sheet).is_handout and sheet.printable.to == "participant":
            handouts.append(sheet.part)
    if handouts:
        yield Document(
            "handouts",
            "participants",
            "handouts",
            brief.words.say("All handouts"),
            brief.plan.participants,
            tuple(handouts),
            is_read=True,
            is_bound=True,
            repeats=True,
        )
    for sheet in sheets:
        document = _document(brief, sheet)
        yield document
        # The pieces come straight after their poster, so that lists show the two ways to print it together.
        plan = tiling(sheet.part.leaf, brief.desk)
        if plan:
            yield _tiles(brief, sheet, document, plan)


def _printed(brief: Context, sheet: Sheet) -> Printed:
    printable = sheet.printable
    kind = printable_kind(printable.kind)
    is_large = brief.edition.is_large
    # Only what these people are given is set large for them: the team reads its own sheets.
    if printable.to == "participant":
        is_large = brief.for_participants
    setting = Setting(brief, sheet, printable, is_large)
    up, at_once = kind.per_sheet(setting), kind.at_once(setting)
    numbers = _sessions_with_sheet(brief, sheet)
    # The folio of a sheet begins with the session where it is first needed: so it is put into the binder.
    label = str(min(numbers, default=""))
    part = brief.part(
        sheet.name,
        kind.template(printable),
        label,
        printable.title,
        {
            "sheet": sheet,
            "printable": printable,
            "up": up,
            "area": _area(brief, numbers),
            **kind.view(setting),
        },
        places=(Place(printable.title, f"sheet-{sheet.name}"),),
        is_large=is_large,
        sessions=numbers,
        left_off=kind.left_off(setting),
        **kind.shape(setting),
    )
    part.page_size  # noqa: B018 - raises here where another package asks for paper that there is not
    copies = kind.copies(setting)
    if copies is None:
        copies = ceil(sheet.copies / at_once)
    return Printed(sheet, part, copies, at_once, kind.is_folded(setting))


def _kind(sheet: Printed) -> PrintableKind[Any]:
    return printable_kind(sheet.printable.kind)


def _sessions_with_sheet(brief: Context, sheet: Sheet) -> frozenset[int]:
    """The numbers of the sessions that use a sheet."""
    users = {user.id for user in sheet.used_in}
    numbers: set[int] = set()
    for session in brief.plan.sessions:
        if any(activity.id in users for activity in session.activities):
            numbers.add(session.number)
    return frozenset(numbers)


def _area(brief: Context, numbers: frozenset[int]) -> str:
    """The practice area of the first session that uses a sheet: its colour."""
    # A sheet of several sessions has the colour of the first: it is printed once.
    for session in brief.plan.sessions:
        if session.number in numbers and session.practices:
            return session.practices[0].id
    return ""


def _document(brief: Context, printed: Printed) -> Document:
    printable, sheet, kind = printed.printable, printed.sheet, _kind(printed)
    folder = SHEET_FOLDERS[printable.to]
    title, file = str(printable.title), sheet.name
    if sheet.tracks:
        title = f"{title} ({brief.words.all_of(sheet.tracks)})"
    # Participants' sheets are the most by far, so each kind has a folder below theirs.
    if folder == "participants":
        file = f"{kind.documents}/{sheet.name}"
    finish: tuple[Finish, ...] = ()
    if printed.up > 1 or kind.is_cut:
        finish = ("cut",)
    return Document(
        kind.documents,
        folder,
        file,
        title,
        printed.copies,
        (printed.part,),
        printable.stock,
        int(printable.sides),
        finish,
        is_read=kind.is_read and printed.up == 1,
        is_folded=printed.is_folded,
        is_daily=printable.per == "day" and printable.stock == "paper" and printed.up == 1,
        in_my_day=printed.in_my_day,
        in_set=_is_in_set(printed),
    )


def _tiles(brief: Context, printed: Printed, poster: Document, plan: Tiling) -> Document:
    """All copies of a poster on sheets of the office's paper, to be joined, after a page that shows how."""
    name = f"{printed.sheet.name}-tiles"
    title = brief.words.say("%(title)s, in pieces", title=poster.title)
    part = brief.part(
        name,
        "tiles",
        printed.part.label,
        title,
        {"tiling": plan},
        leaf=brief.desk,
        is_wide=plan.is_wide,
        is_large=False,
        late="pieces",
        sessions=printed.part.sessions,
        places=(Place(title, name),),
    )
    return Document(
        poster.kind,
        "print",
        name,
        title,
        1,
        (part,),
        finish=("cut", "join"),
        pieces=plan,
        pieces_of=poster.path,
    )


def _is_in_set(printed: Printed) -> bool:
    """Whether each participant gets one, on plain paper: nothing to cut, to fold or to hand over solemnly."""
    printable = printed.printable
    is_theirs = printable.to == "participant" and printable.per == "participant"
    # A set is one pile from the printer: what is cut, folded or on card would have to be taken out again.
    is_plain = _kind(printed).is_plain and printable.stock == "paper" and printable.sides == "1"
    return is_theirs and is_plain and printed.up == 1 and not printed.is_folded
