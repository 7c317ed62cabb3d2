"""The line from a workshop's folder to a pack on the disk."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from practicepack import plugins
from practicepack.cache.files import CacheFiles
from practicepack.cache.library import library_cache, library_key
from practicepack.diagnostics import CallError, ContentError, Diagnostic, errors, in_order, near_miss
from practicepack.documents.catalogue import CATALOGUE
from practicepack.documents.compose import PROGRAMME_MAP
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.parts import FinishedDocument
from practicepack.documents.passport import PASSPORT, passport
from practicepack.documents.print_run import PrintRun, jobs, print_run
from practicepack.fonts.by_hand import with_lines
from practicepack.fonts.glyphs import missing_glyphs
from practicepack.library.checks.references import check_library
from practicepack.library.checks.texts import check_texts
from practicepack.library.drafts import without_drafts
from practicepack.library.images.pictures import lacking
from practicepack.library.load import Library, WorkshopFolder, load
from practicepack.library.overrides import Assignment, is_private, override
from practicepack.output.origin import Origin
from practicepack.output.publish import NONE_BESIDE, manifest, publish
from practicepack.pack_draft import Draft, brief_of, draft_of_catalogue, draft_of_map, draft_of_pack
from practicepack.pdf.print_files import print_files
from practicepack.plan.model import Plan
from practicepack.plan.programme import ProgrammePlan, resolve_programme
from practicepack.plan.resolve import draw, resolve
from practicepack.plan.rules import rules
from practicepack.plan.things import Named
from practicepack.render.catalogue_page import catalogue_page
from practicepack.render.languages import untranslated
from practicepack.render.privacy import Shows, mentions_people
from practicepack.search.page_index import page_index
from practicepack.typeset.layout import Progress, lay_out
from practicepack.typeset.scheduler import Typesetter
from practicepack.version import __version__
from practicepack.workspace import Workspace

A4 = Edition()
ENGINES = ("weasyprint", "pydyf", "pikepdf", "fontpkg-lato")
"""What the list of a pack names with its version."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asked for. `changes` is what the options changed, as it is shown in the folder's name."""

    workshop: str
    assignments: tuple[Assignment, ...] = ()
    edition: Edition = A4
    only: frozenset[str] = frozenset()
    session: str | None = None
    changes: tuple[str, ...] = ()
    strict: bool = False

    @property
    def folder(self) -> str:
        """The name of the pack's folder: the workshop's id and what differs from its plan as written."""
        return "--".join((self.workshop, *self.changes))


@dataclass(frozen=True, slots=True)
class Built:
    """A pack on the disk, and what to read before printing it."""

    folder: Path
    finished: tuple[FinishedDocument, ...]
    run: PrintRun
    warnings: tuple[Diagnostic, ...]
    is_private: Callable[[str], bool] = Shows()  # noqa: RUF009  # frozen
    """Whether a text has the name of a participant, or of someone who helps: it is stored nowhere."""


ManifestNote = Callable[[Sequence[Diagnostic], Callable[[str], bool]], Mapping[str, object] | None]
"""What a manifest says of the command that built the pack: from the warnings, and from what is private."""

SHOWN_AGAIN = ("by-hand", "no-translation")
"""What `check` says of people's own names and language, and shows on the pages of this pack."""


def _silent(_: int, __: str) -> None:
    pass


def _unnoted(_: Sequence[Diagnostic], __: Callable[[str], bool]) -> None:
    pass


def build(
    workspace: Workspace,
    request: Request,
    out: Path,
    typesetter: Typesetter,
    progress: Progress = _silent,
    note: ManifestNote = _unnoted,
) -> Built:
    """Make the pack of one workshop below `out`.

    Raises ContentError, CallError or MachineError; the last good pack then stays as it was.
    """
    drafted_pack = drafted(workspace, request, typesetter.cache)
    return build_draft(request, drafted_pack, out, typesetter, progress, note)


def build_draft(
    request: Request,
    drafted_pack: tuple[Draft, Context, list[Diagnostic]],
    out: Path,
    typesetter: Typesetter,
    progress: Progress = _silent,
    note: ManifestNote = _unnoted,
) -> Built:
    """Make a pack from what `drafted` or `draft_of_plan` gives. Raises as `build` does."""
    draft, brief, diagnostics = drafted_pack
    author = None
    if brief.plan.organiser:
        author = brief.plan.organiser.name
    is_private = mentions_people(brief.plan)
    layout = lay_out(
        draft.documents, draft.templates, typesetter, progress, is_private, author, draft.written
    )
    raise_if_errors(layout.diagnostics, strict=request.strict)
    counted = layout.lengths
    finished = print_files(layout.finished(), counted, brief)
    run = print_run(draft.documents, counted, request.edition)
    warnings = in_order([*diagnostics, *layout.diagnostics])
    call = note(warnings, is_private)
    about = passport(brief, [entry.document for entry in finished])
    beside = {PASSPORT: (json.dumps(about, indent=1, ensure_ascii=False) + "\n").encode()}
    listing = manifest_text(request, finished, run, draft.origin, typesetter, call, beside)
    folder = out / request.folder
    publish(folder, finished, listing, beside=beside, has_names=bool(brief.plan.names))
    return Built(folder, finished, run, warnings, is_private)


def build_map(
    workspace: Workspace,
    request: Request,
    out: Path,
    typesetter: Typesetter,
    progress: Progress = _silent,
    note: ManifestNote = _unnoted,
) -> Built:
    """Make the map of one programme below `out`, in a folder of its own. Raises as `build` does."""
    draft, diagnostics = drafted_map(workspace, request, typesetter.cache)
    layout = lay_out(draft.documents, draft.templates, typesetter, progress, written=draft.written)
    raise_if_errors(layout.diagnostics, strict=request.strict)
    finished = layout.finished()
    run = print_run(draft.documents, layout.lengths, request.edition)
    warnings = in_order([*diagnostics, *layout.diagnostics])
    listing = manifest_text(request, finished, run, draft.origin, typesetter, note(warnings, Shows()))
    publish(out / PROGRAMME_MAP, finished, listing)
    return Built(out / PROGRAMME_MAP, finished, run, warnings)


def build_catalogue(
    workspace: Workspace,
    request: Request,
    out: Path,
    typesetter: Typesetter,
    progress: Progress = _silent,
) -> Built:
    """Make the catalogue of the library below `out`: to print, and as a page for the browser.

    Raises ContentError or MachineError; the last catalogue then stays as it was.
    """
    library = readable(workspace)
    draft, shown = draft_of_catalogue(workspace, library, request.edition)
    laid_out = lay_out(draft.documents, draft.templates, typesetter, progress, written=draft.written)
    raise_if_errors(laid_out.diagnostics, strict=request.strict)
    page = catalogue_page(draft.templates, shown, page_index(library))
    document = replace(draft.documents[0], kind="catalogue-page", parts=(), ending=".html")
    finished = (*laid_out.finished(), FinishedDocument(document, page, 0))
    run = print_run(draft.documents, laid_out.lengths, request.edition)
    publish(out / CATALOGUE, finished, manifest_text(request, finished, run, draft.origin, typesetter, None))
    return Built(out / CATALOGUE, finished, run, in_order(laid_out.diagnostics))


@plugins.faults_named()
def drafted(
    workspace: Workspace, request: Request, cache: CacheFiles | None = None
) -> tuple[Draft, Context, list[Diagnostic]]:
    """A workshop's pack before it is laid out, and the warnings. Raises ContentError or CallError."""
    library, plan, diagnostics = planned(workspace, request, cache)
    return draft_of_plan(workspace, request, library, plan, diagnostics)


def draft_of_plan(
    workspace: Workspace,
    request: Request,
    library: Library,
    plan: Plan,
    diagnostics: Sequence[Diagnostic],
) -> tuple[Draft, Context, list[Diagnostic]]:
    """The same from a plan that is there already, with what is wrong with it. Raises as `drafted` does."""
    raise_if_errors(diagnostics, strict=request.strict)
    sheets = [library.printables[sheet.id] for sheet in plan.sheets]
    used = [library.activities[activity.id] for activity in plan.activities]
    raise_if_errors(lacking([*sheets, *used], library.shown_by(plan.id)), strict=False)
    brief = brief_of(workspace, plan, request.edition, diagnostics)
    draft = draft_of_pack(workspace, library, brief, request.only, request.session, settings(request))
    return draft, brief, [*diagnostics]


@plugins.faults_named()
def drafted_map(
    workspace: Workspace, request: Request, cache: CacheFiles | None = None
) -> tuple[Draft, list[Diagnostic]]:
    """A programme's map before it is laid out, and the warnings. Raises ContentError or CallError."""
    library, programme, diagnostics = planned_programme(workspace, request, cache)
    return draft_of_map(workspace, library, programme, request.edition), diagnostics


def manifest_text(
    request: Request,
    finished: Sequence[FinishedDocument],
    run: PrintRun,
    origin: Origin,
    typesetter: Typesetter,
    call: Mapping[str, object] | None,
    beside: Mapping[str, bytes] = NONE_BESIDE,
) -> str:
    """The manifest of a pack."""
    queue = jobs(run, request.edition)
    known = typesetter.versions
    versions = {"practicepack": __version__}
    for name in ENGINES:
        versions[name] = known[name]
    versions |= plugins.packages()
    return manifest(options(request), finished, queue, origin, versions, call, beside)


@plugins.faults_named()
def planned_programme(
    workspace: Workspace, request: Request, cache: CacheFiles | None = None
) -> tuple[Library, ProgrammePlan, list[Diagnostic]]:
    """The library, a programme and what there is to say about it. Raises ContentError or CallError."""
    for assignment in request.assignments:
        if assignment.path[0] == "audience":
            hints = ("give --audience for one workshop of it",)
            raise CallError("the workshops of a programme are for different people", hints)
    library, diagnostics = content(workspace, cache)
    entry = library.programmes.get(request.workshop)
    checked = [*diagnostics, *findings(workspace, library)]
    if entry is None:
        raise ContentError(checked)
    used = [request.workshop, *(stage.workshop for stage in entry.item.stages)]
    concerning: list[Diagnostic] = []
    for id_ in used:
        concerning += of_workshop(checked, library, id_)
    raise_if_errors(concerning, strict=False)
    folders = [adjusted(library, stage.workshop, request) for stage in entry.item.stages]
    plans = {folder.id: resolve(library, folder)[0] for folder in folders}
    programme, diagnostics = resolve_programme(entry, plans, areas(library))
    raise_if_errors(diagnostics, strict=request.strict)
    return library, programme, diagnostics


@plugins.faults_named()
def planned(
    workspace: Workspace, request: Request, cache: CacheFiles | None = None
) -> tuple[Library, Plan, list[Diagnostic]]:
    """The library, the plan of one workshop and the warnings about it. Raises ContentError or CallError."""
    library, folder, noticed = read_workshop(workspace, request, cache)
    plan, diagnostics = resolve(library, folder)
    return library, with_lines(plan), [*noticed, *diagnostics]


@plugins.faults_named()
def drawn(workspace: Workspace, request: Request) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan of one workshop, even where it does not fit, and all that is wrong with it.

    Raises ContentError where its files cannot be read, or CallError.
    """
    library, folder, noticed = read_workshop(workspace, request)
    result = draw(library, folder)
    return result.plan, in_order([*noticed, *result.diagnostics])


def content(workspace: Workspace, cache: CacheFiles | None) -> tuple[Library, list[Diagnostic]]:
    """The library and what is wrong with it. What was read before is taken from the cache."""
    if cache is None:
        return load(workspace)
    key = library_key(workspace)
    known = library_cache(cache, key)
    read_now = load(workspace, known)
    known.save(cache, key)
    return read_now


@plugins.faults_named()
def readable(workspace: Workspace) -> Library:
    """The library, with the files that can be read; the others are for `inspect` to tell of."""
    return load(workspace)[0]


@plugins.faults_named()
def inspect(workspace: Workspace) -> tuple[Diagnostic, ...]:
    """All that is wrong with everything: each file, what they say of each other, and each workshop's plan."""
    library, diagnostics = load(workspace)
    diagnostics += findings(workspace, library)
    plans: dict[str, Plan] = {}
    # only what is wrong with files counts here, and not what the plans before it have shown
    of_files = list(diagnostics)
    for folder in library.workshops.values():
        if any(errors(of_workshop(of_files, library, folder.id))):
            continue
        try:
            plans[folder.id], warned = resolve(library, folder, rules())
            diagnostics += warned
        except ContentError as fault:
            diagnostics += fault.diagnostics
    for entry in library.programmes.values():
        is_sound = not any(errors(of_workshop(of_files, library, entry.id)))
        if is_sound and all(stage.workshop in plans for stage in entry.item.stages):
            diagnostics += resolve_programme(entry, plans, areas(library))[1]
    return in_order(diagnostics)


def areas(library: Library) -> tuple[Named, ...]:
    """The practice areas, in their order."""
    listed = []
    for practice in sorted(library.practices.values(), key=lambda entry: entry.item.order):
        if practice.item.kind == "area":
            listed.append(Named(practice.id, practice.item.title))
    return tuple(listed)


def findings(workspace: Workspace, library: Library) -> list[Diagnostic]:
    """What is wrong between and inside the files that could be read."""
    return [
        *check_library(library),
        *check_texts(library),
        *missing_glyphs(library),
        *untranslated(workspace, library),
    ]


def read_workshop(
    workspace: Workspace, request: Request, cache: CacheFiles | None = None
) -> tuple[Library, WorkshopFolder, list[Diagnostic]]:
    """The library, the workshop as asked for, and the warnings about how their files are written.

    Raises ContentError with all that is wrong with either.
    """
    library, diagnostics = content(workspace, cache)
    noticed = of_workshop(diagnostics, library, request.workshop)
    checked = findings(workspace, library)
    if request.workshop not in library.known("workshops"):
        known = library.known("workshops")
        hints = near_miss(request.workshop, known) or ("practicepack list workshops shows them all",)
        raise CallError(f'no workshop is called "{request.workshop}"', hints)
    raise_if_errors(of_workshop([*diagnostics, *checked], library, request.workshop), strict=request.strict)
    folder = library.workshops[request.workshop]
    if request.assignments:
        folder = adjusted(library, folder.id, request)
        library.workshops[folder.id] = folder
        checked = findings(workspace, library)
        raise_if_errors(of_workshop([*diagnostics, *checked], library, folder.id), strict=request.strict)
    noticed += [
        finding for finding in of_workshop(checked, library, folder.id) if finding.code in SHOWN_AGAIN
    ]
    if request.session is not None and request.session not in folder.sessions:
        listed = ", ".join(folder.sessions)
        hints = near_miss(request.session, folder.sessions) or (f"there are: {listed}",)
        raise CallError(f'no session is called "{request.session}"', hints)
    return library, folder, noticed


def adjusted(library: Library, workshop: str, request: Request) -> WorkshopFolder:
    """A workshop with what the options changed."""
    folder = library.workshops[workshop]
    return replace(folder, workshop=override(folder.workshop, request.assignments, library.bounds))


def raise_if_errors(diagnostics: Iterable[Diagnostic], *, strict: bool) -> None:
    """Raises ContentError with all of them if any is an error, or if there is any at all and it is strict."""
    listed = list(diagnostics)
    if any(errors(listed)) or (strict and listed):
        raise ContentError(listed)


def of_workshop(diagnostics: Iterable[Diagnostic], library: Library, workshop: str) -> list[Diagnostic]:
    """The findings that concern one workshop: those in its folder, in the content and in the options."""
    concerning = []
    for finding in without_drafts(diagnostics, library, workshop):
        if finding.span is None or concerns(finding.span.source.name, workshop):
            concerning.append(finding)
    return concerning


def concerns(name: str, workshop: str) -> bool:
    """Whether a file shapes the pack of a workshop: its own files do, and all content."""
    return name.startswith(f"sessions/{workshop}/") or not name.startswith("sessions/")


def options(request: Request) -> dict[str, object]:
    """What was asked for, for the manifest."""
    return {
        "workshop": request.workshop,
        "set": settings(request),
        "edition": asdict(request.edition),
        "only": sorted(request.only),
        "session": request.session,
    }


def settings(request: Request) -> dict[str, str]:
    """The values that options put in place of those in workshop.yaml, by their paths.

    Who is in charge and whom to call is in the pack alone: of these values only the paths are listed.
    """
    values = {}
    for assignment in request.assignments:
        value = assignment.value
        if is_private(assignment.path):
            value = ""
        values[".".join(map(str, assignment.path))] = value
    return values
