"""What the screen Print shows and sends: the files to print, on what, and which of them must wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from practicepack.diagnostics import CallError
from practicepack.documents.edition import Ink, Paper, Type
from practicepack.options import PackOptions
from practicepack.printing import PrintJob, print_jobs, send
from practicepack.studio.pack_service import PackService
from practicepack.studio.pack_view import PackView
from practicepack.studio.print_record import PrintChange

CARD = "card"
KNOWN = {"paper": get_args(Paper), "type": get_args(Type), "ink": get_args(Ink)}
ONE_SIDE, BOTH_SIDES, BOOKLET = "one", "both", "booklet"
"""What people say their printer does."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A file that would be sent."""

    title: str
    folder: str
    change: PrintChange
    now: PrintJob
    """What of it would be printed now."""
    copies: int
    """That there are to be in all."""
    is_held: bool
    """Whether it must not be printed yet."""


@dataclass(frozen=True, slots=True)
class PrintView:
    """A pack on its way to the printer."""

    lines: tuple[LineView, ...]
    was_printed: bool
    """Whether anything of it was printed before."""
    paper: int
    card: int
    """The sheets that would be sent now."""
    all_sheets: int
    """The sheets of everything."""

    @property
    def to_send(self) -> tuple[LineView, ...]:
        """The files that would be sent now."""
        return tuple(line for line in self.lines if line.now.copies and not line.is_held)


def print_view(service: PackService, workshop: str, view: PackView, *, only_changed: bool) -> PrintView:
    """What would be sent. Raises CallError where the manifest of the pack is none of ours."""
    listing = service.listing(workshop)
    if listing is None:
        return PrintView((), was_printed=False, paper=0, card=0, all_sheets=0)
    folder = service.folder(workshop)
    jobs = print_jobs(listing["run"], folder)
    titles = _titles(listing)
    lines: list[LineView] = []
    compared = service.record.compare(service.owner(workshop), folder.name, listing, jobs)
    for line in compared:
        title = titles.get(line.job.file.removeprefix("print/"), titles.get(line.job.file, line.job.file))
        now = line.job
        if only_changed:
            now = line.missing
        lines.append(
            LineView(
                title,
                _folder_of(line.job.file),
                line.change,
                now,
                line.job.copies,
                title in view.held,
            )
        )
    paper, card = _sheets_to_send(lines)
    return PrintView(
        tuple(lines),
        was_printed=any(line.change != "new" for line in compared),
        paper=paper,
        card=card,
        all_sheets=sum(job.sheets for job in jobs),
    )


def print_now(
    service: PackService, workshop: str, lines: Iterable[LineView], printer: str | None
) -> tuple[int, int]:
    """Send files to a printer, and remember each; how many files and sheets were sent.

    Raises NotSentError with what the print system says; what was sent before it stays sent.
    """
    folder, files, sheets = service.folder(workshop), 0, 0
    for line in lines:
        send(line.now, folder, printer)
        remember(service, workshop, [line])
        files += 1
        sheets += line.now.sheets
    return files, sheets


def remember(service: PackService, workshop: str, lines: Iterable[LineView]) -> None:
    """Note that files were printed in all their copies."""
    listing = service.listing(workshop)
    if listing is None:
        return
    folder = service.folder(workshop)
    for line in lines:
        job = replace(line.now, copies=line.copies)
        service.record.note(service.owner(workshop), folder.name, listing, job)


def options_from(text: dict[str, str], before: PackOptions) -> PackOptions:
    """How a pack is printed, as a form says it. Raises CallError for what no paper or type is called."""
    changes: dict[str, Any] = {
        "paper": text["paper"],
        "type": text["type"],
        "ink": text["ink"],
        "collate": text["collate"] == "on",
        "sides": "both",
        "binding": "loose",
    }
    if text["printer_does"] == ONE_SIDE:
        changes["sides"] = "one"
    elif text["printer_does"] == BOOKLET:
        changes["binding"] = "booklet"
    for name, known in KNOWN.items():
        if changes[name] not in known:
            raise CallError(f'there is no {name} "{changes[name]}"', (", ".join(known),))
    return replace(before, **changes)


def printer_does(options: PackOptions) -> str:
    """What a printer does for which a pack is made."""
    if options.binding == "booklet":
        return BOOKLET
    if options.sides == "one":
        return ONE_SIDE
    return BOTH_SIDES


def _titles(listing: dict[str, Any]) -> dict[str, str]:
    titles: dict[str, str] = {}
    for document in listing.get("documents", ()):
        titles[str(document["file"])] = str(document["title"])
    return titles


def _folder_of(file: str) -> str:
    """For whom a file is: the folder that it, or what it was made from, lies in."""
    return file.removeprefix("print/").rpartition("/")[0].partition("/")[0]


def _sheets_to_send(lines: Sequence[LineView]) -> tuple[int, int]:
    paper = card = 0
    for line in lines:
        if line.is_held:
            continue
        if line.now.stock == CARD:
            card += line.now.sheets
        else:
            paper += line.now.sheets
    return paper, card
