"""Printables as documents: what people hold, read out or hang, in the form that the edition asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from practicepack.documents.context import Context
from practicepack.documents.model import Document, Finish, Folder, Part, Place
from practicepack.documents.printables import faults_named, kind_of
from practicepack.documents.printables.kind import PrintableKind, Setting
from practicepack.documents.tiling import Tiling, tiling
from practicepack.library.models.printable import Handout, Printable
from practicepack.plan.things import Sheet

FOLDERS: Mapping[str, Folder] = {
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
        with faults_named(sheet.printable.kind):
            sheets.append(_printed(brief, sheet))
    return tuple(sheets)


def documents(brief: Context, sheets: tuple[Printed, ...]) -> Iterator[Document]:
    """All handouts in one, then each sheet as a file of its own, and the tiles of posters that are larger."""
    handouts = tuple(
        one.part for one in sheets if _kind(one).is_handout and one.printable.to == "participant"
    )
    if handouts:
        title, copies = brief.words.say("All handouts"), brief.plan.participants
        yield Document(
            "handouts",
            "participants",
            "handouts",
            title,
            copies,
            handouts,
            is_read=True,
            is_bound=True,
            repeats=True,
        )
    for one in sheets:
        made = _document(brief, one)
        yield made
        plan = tiling(one.part.leaf, brief.desk)
        if plan:
            yield _tiles(brief, one, made, plan)


def _printed(brief: Context, sheet: Sheet) -> Printed:
    printable = sheet.printable
    kind = kind_of(printable.kind)
    is_large = brief.for_participants if printable.to == "participant" else brief.edition.is_large
    setting = Setting(brief, sheet, printable, is_large)
    up, at_once = kind.per_sheet(setting), kind.at_once(setting)
    numbers = _sessions(brief, sheet)
    part = brief.part(
        sheet.name,
        kind.template(printable),
        str(min(numbers)) if numbers else "",
        printable.title,
        {"sheet": sheet, "printable": printable, "up": up, **kind.view(setting)},
        places=(Place(printable.title, f"sheet-{sheet.name}"),),
        is_large=is_large,
        sessions=numbers,
        left_off=kind.left_off(setting),
        **kind.shape(setting),
    )
    part.page_size  # noqa: B018 - raises here where another package asks for paper that there is not
    copies = kind.copies(setting)
    return Printed(sheet, part, ceil(sheet.copies / at_once) if copies is None else copies, at_once)


def _kind(one: Printed) -> PrintableKind[Any]:
    return kind_of(one.printable.kind)


def _sessions(brief: Context, sheet: Sheet) -> frozenset[int]:
    """The numbers of the sessions that use a sheet."""
    users = {user.id for user in sheet.used_in}
    return frozenset(
        session.number
        for session in brief.plan.sessions
        if users.intersection(activity.id for activity in session.activities)
    )


def _document(brief: Context, one: Printed) -> Document:
    printable, sheet = one.printable, one.sheet
    folder, kind = FOLDERS[printable.to], _kind(one).documents
    rooms = f" ({brief.words.all_of(sheet.tracks)})" if sheet.tracks else ""
    return Document(
        kind,
        folder,
        f"{kind}/{sheet.name}" if folder == "participants" else sheet.name,
        f"{printable.title}{rooms}",
        one.copies,
        (one.part,),
        printable.stock,
        int(printable.sides),
        tuple(_finish(one)),
        is_read=_kind(one).is_read and one.up == 1,
        in_my_day=one.in_my_day,
        in_set=_is_in_set(one),
    )


def _finish(one: Printed) -> Iterator[Finish]:
    if one.up > 1 or _kind(one).is_cut:
        yield "cut"


def _tiles(brief: Context, one: Printed, poster: Document, plan: Tiling) -> Document:
    """The poster on sheets of the office's paper, to be joined, after a page that shows how."""
    name, title = f"{one.sheet.name}-tiles", brief.words.say("%(title)s, in pieces", title=poster.title)
    part = brief.part(
        name,
        "tiles",
        one.part.label,
        title,
        {"tiling": plan},
        leaf=brief.desk,
        is_wide=plan.is_wide,
        is_large=False,
        late="pieces",
        sessions=one.part.sessions,
        places=(Place(title, name),),
    )
    return Document(
        poster.kind,
        "print",
        name,
        title,
        poster.copies,
        (part,),
        finish=("cut", "join"),
        pieces=plan,
        pieces_of=poster.path,
    )


def _is_in_set(one: Printed) -> bool:
    """Whether each participant gets one, on plain paper: nothing to cut, to turn or to hand over solemnly."""
    printable = one.printable
    goes = printable.to == "participant" and printable.per == "participant"
    is_plain = _kind(one).is_plain and printable.stock == "paper" and printable.sides == "1"
    return goes and is_plain and one.up == 1
