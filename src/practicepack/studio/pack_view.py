"""What the screens Pages and Print show of a pack: its files, what is new, what must not be printed yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from practicepack.diagnostics import ContentError, Diagnostic, errors
from practicepack.documents.model import Document, Folder
from practicepack.documents.print_run import PrintRun
from practicepack.documents.start import START_KIND, Missing
from practicepack.studio.findings import Finding, finding_of
from practicepack.studio.pack_service import PackService
from practicepack.studio.previews import PackPreview

Freshness = Literal["ready", "changed", "new"]
"""Whether the file that was built is what would be built now, looks different, or was never built."""
VIEW_PATIENCE = 1.5
"""Seconds that a screen waits for drafts. It says what it knows without them."""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of a pack."""

    path: str
    title: str
    pages: int
    copies: int
    sheets: int
    """0 for a file that is not printed, because others hold the same."""
    is_card: bool
    freshness: Freshness
    download: str
    """The path of the file that was built of it; empty where none was."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """The files of one folder of a pack."""

    folder: Folder
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack as the screens show it."""

    groups: tuple[GroupView, ...]
    is_built: bool
    changed: int
    """How many files would look different now, or would be new."""
    gone: tuple[str, ...]
    """The titles of files that the pack has and the workshop does not need any more."""
    paper_sheets: int
    card_sheets: int
    missing: tuple[Missing, ...]
    """What is to settle before people come, most serious first."""
    held: tuple[str, ...]
    """The titles of files that must not be printed yet, because they show no place that helps."""
    errors: tuple[Finding, ...]
    """Why no pack can be built."""
    is_on_its_way: bool = False
    """Whether drafts will be there in a moment."""

    @property
    def files(self) -> tuple[FileView, ...]:
        """The files of all groups."""
        files: list[FileView] = []
        for group in self.groups:
            files += group.files
        return tuple(files)

    @property
    def is_ready(self) -> bool:
        """Whether the pack that was built is what would be built now."""
        is_known = not self.is_on_its_way and not self.errors
        return self.is_built and is_known and not self.changed and not self.gone


def pack_view(service: PackService, workshop: str, patience: float = VIEW_PATIENCE) -> PackView:
    """The pack of a workshop. Raises CallError where there is no such workshop."""
    shown = service.desk.plan(workshop)
    wrong = list(errors(shown.diagnostics))
    listing = service.listing(workshop)
    edition = service.options(workshop).request(workshop).edition
    preview = None
    try:
        preview = service.previews.preview(workshop, edition, patience)
    except ContentError as fault:  # a template of the user's
        wrong += fault.diagnostics
    if preview is None:
        is_on_its_way = shown.plan is not None and not wrong
        view = _without_drafts(listing, findings_in_words(service, workshop, wrong))
        return replace(view, is_on_its_way=is_on_its_way)
    built = _titles_built(listing)
    run = preview.run
    sheets = {line.document.path: line for line in run.lines}
    files: dict[str, list[FileView]] = {}
    for document in preview.documents:
        line = sheets.get(document.path)
        number = 0
        if line:
            number = line.sheets
        files.setdefault(document.folder, []).append(
            FileView(
                document.path,
                str(document.title),
                sum(preview.lengths.get(document.path, ())) or _pages_built(listing, document.path),
                document.copies,
                number,
                document.stock == "card",
                _freshness(document, preview, listing),
                _download(document.path, built),
            )
        )
    start = _start_page(preview)
    gone = [
        title for path, title in built.items() if path not in preview.fingerprints and not _is_made_over(path)
    ]
    paper, card = _sheets_of_run(run)
    changed = sum(file.freshness != "ready" for group in files.values() for file in group)
    return PackView(
        _groups_by_folder(files),
        listing is not None,
        changed,
        tuple(gone),
        paper,
        card,
        tuple(start.get("missing", ())),
        tuple(start.get("held", ())),
        findings_in_words(service, workshop, wrong),
    )


def findings_in_words(
    service: PackService, workshop: str, diagnostics: Iterable[Diagnostic]
) -> tuple[Finding, ...]:
    """What is wrong, with titles in the place of ids."""
    library = service.desk.library(workshop)
    findings: list[Finding] = []
    for diagnostic in diagnostics:
        findings.append(finding_of(diagnostic, library, workshop, service.desk))
    return tuple(findings)


def what_failed(service: PackService, workshop: str) -> tuple[Finding, ...]:
    """Why the last build gave no pack."""
    status = service.builds.status(workshop)
    if status.state != "failed":
        return ()
    return findings_in_words(service, workshop, status.diagnostics)


def _without_drafts(listing: Mapping[str, Any] | None, wrong: tuple[Finding, ...]) -> PackView:
    """What the pack that was built says of itself, where nothing is known of the one to build."""
    files: dict[str, list[FileView]] = {}
    sheets = {"paper": 0, "card": 0}
    lines = {}
    if listing is not None:
        lines = {line["file"]: line for line in listing["run"]}
    for path, title in _titles_built(listing).items():
        line = lines.get(path, {})
        folder = path.rpartition("/")[0].partition("/")[0]
        stock = line.get("stock", "paper")
        sheets[stock] += line.get("sheets", 0)
        files.setdefault(folder, []).append(
            FileView(
                path,
                title,
                _pages_built(listing, path),
                line.get("copies", 0),
                line.get("sheets", 0),
                stock == "card",
                "ready",
                path,
            )
        )
    return PackView(
        _groups_by_folder(files), listing is not None, 0, (), sheets["paper"], sheets["card"], (), (), wrong
    )


def _groups_by_folder(files: Mapping[str, Sequence[FileView]]) -> tuple[GroupView, ...]:
    """The files by their folders, which come in the order of a pack."""
    groups = []
    for folder in get_args(Folder):
        if folder in files:
            groups.append(GroupView(folder, tuple(files[folder])))
    return tuple(groups)


def _freshness(document: Document, preview: PackPreview, listing: Mapping[str, Any] | None) -> Freshness:
    fingerprints: Mapping[str, str] = {}
    if listing is not None:
        fingerprints = listing.get("fingerprints", {})
    if document.path not in fingerprints:
        return "new"
    if fingerprints[document.path] != preview.fingerprints[document.path]:
        return "changed"
    return "ready"


def _titles_built(listing: Mapping[str, Any] | None) -> dict[str, str]:
    """The titles of the files of a pack that was built, by their paths."""
    titles: dict[str, str] = {}
    if listing is not None:
        for document in listing.get("documents", ()):
            titles[str(document["file"])] = str(document["title"])
    return titles


def _download(path: str, built: Mapping[str, str]) -> str:
    """The file that was built of a document: itself, or what was made of it for the printer."""
    for file in (path, f"print/{path}"):
        if file in built:
            return file
    return ""


def _pages_built(listing: Mapping[str, Any] | None, path: str) -> int:
    if listing is not None:
        for document in listing.get("documents", ()):
            if document["file"] == path:
                return int(document["pages"])
    return 0


def _is_made_over(path: str) -> bool:
    """Whether a file is made from others for the printer."""
    return path.startswith("print/")


def _start_page(preview: PackPreview) -> Mapping[str, Any]:
    """What the page to read first says."""
    for document in preview.documents:
        if document.kind == START_KIND:
            return document.parts[0].view
    return {}


def _sheets_of_run(run: PrintRun) -> tuple[int, int]:
    """The sheets of paper, and those of card."""
    counts = {"paper": 0, "card": 0}
    for (stock, _), sheets in run.sheets.items():
        counts[stock] += sheets
    return counts["paper"], counts["card"]
