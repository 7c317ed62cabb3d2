"""Lay a pack's documents out: templates filled, parts laid out, those that count pages last, parts joined."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from practicepack.diagnostics import ContentError, Diagnostic, Source, Tip, warning
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document, Part, file_title
from practicepack.documents.parts import FinishedDocument, MergeJob, PartInfo, RenderedPart, RenderJob
from practicepack.documents.print_run import is_made_over, print_run, printer_settings
from practicepack.render.late_foot import split
from practicepack.render.long_words import has_long_word
from practicepack.render.sandbox import template_source
from practicepack.render.templates import Templates
from practicepack.render.toc import contents, folios
from practicepack.typeset.jobs import TRIAL, WHOLE, Job, JobId, Results, dependencies, foot_of
from practicepack.typeset.misfits import left_off_warnings, misfit_warnings
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace

STYLES = ("base", "guide", "lists", "sheets")
SMALL, LARGE, COLOUR, OWN = "small", "large", "colour", "own"
"""The style sheets of small paper, of large type, of colour, and the user's own."""
LONG_WORDS = "long-words"
"""The style sheet of pages with a word that may be wider than its column."""
FILES_ON_A_PAGE = 45
"""How many files a page of the print run lists, about: where that is right, its trial is what is printed."""
PartsById = Mapping[JobId, RenderedPart]
"""Every part as it was laid out."""
Progress = Callable[[int, str], None]
"""Called with how many parts there are in all and the name of the one that is finished."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A pack before it is written: its parts, what there is to say of them, and the documents of them."""

    documents: tuple[Document, ...]
    pages: PartsById
    diagnostics: list[Diagnostic]
    joined: Mapping[str, RenderedPart]
    """By the document's path; none where a part has a fault."""

    @property
    def lengths(self) -> dict[str, list[int]]:
        """The pages of each part of each document, by the document's path."""
        return lengths(self.documents, self.pages)

    def finished(self) -> tuple[FinishedDocument, ...]:
        """The documents, to be read. Raises ContentError for a part that cannot be joined."""
        diagnostics: list[Diagnostic] = []
        finished: list[FinishedDocument] = []
        for document in self.documents:
            joined = self.joined[document.path]
            diagnostics += joined.diagnostics
            finished.append(FinishedDocument(document, joined.pdf, joined.pages))
        if diagnostics:
            raise ContentError(diagnostics)
        return tuple(finished)


def lay_out(
    documents: Iterable[Document],
    templates: Templates,
    typesetter: Typesetter,
    progress: Progress,
    is_private: Callable[[str], bool] = lambda _: False,
    author: str | None = None,
    written: Iterable[Source] = (),
) -> LaidOut:
    """Every part of every document, and every document.

    A part whose HTML `is_private` is in no store. What does not fit is shown in `written`.
    """
    pack = _Pack(tuple(documents), templates, is_private, author)
    total = len(pack.parts)

    def report(job_id: JobId, name: str, _: RenderedPart) -> None:
        if job_id in pack.parts:
            progress(total, name)

    results = typesetter.run(pack.jobs(typesetter.dirty_last_time), report)
    pages: dict[JobId, RenderedPart] = {}
    distinct: dict[int, RenderedPart] = {}
    """Some parts are in several documents, and most feet on several parts: each is reported once."""
    for job_id in pack.parts:
        if job_id in results:
            pages[job_id] = results[job_id]
        for laid in (results.get(job_id), results.get(foot_of(job_id))):
            if laid:
                distinct[id(laid)] = laid
    searched = tuple(written)
    diagnostics: list[Diagnostic] = []
    for part in distinct.values():
        diagnostics += [*part.diagnostics, *misfit_warnings(part, searched)]
    diagnostics += left_off_warnings(pack.parts.values(), searched)
    joined = {path: result for (path, name), result in results.items() if name == WHOLE}
    if len(joined) < len(pack.documents):
        return LaidOut(pack.documents, pages, diagnostics, {})
    return LaidOut(pack.documents, pages, [*diagnostics, *too_long(pack.documents, pages)], joined)


def draft_parts(
    documents: Iterable[Document],
    templates: Templates,
    typesetter: Typesetter,
    is_private: Callable[[str], bool],
    wanted: Iterable[JobId],
) -> PartsById:
    """Some parts as they are to be looked at, with their feet on them, and the parts that they count.

    They are not joined. `typesetter` is one for drafts, whose parts are in no cache on the disk.
    """
    pack = _Pack(tuple(documents), templates, is_private, None, has_feet_apart=False)
    return typesetter.run(needed(pack.jobs(()), wanted), lambda _, __, ___: None)


def single_part(
    documents: Iterable[Document],
    templates: Templates,
    typesetter: Typesetter,
    is_private: Callable[[str], bool],
    wanted: JobId,
) -> RenderedPart:
    """One part as it will be printed, with its foot stamped on. It has no pages where it has errors.

    Its parts are those of the whole pack, so nothing is laid out twice when that is built.
    """
    pack = _Pack(tuple(documents), templates, is_private, None)
    path, name = wanted
    jobs = needed(pack.jobs(()), [foot_of(wanted)])
    for document in pack.documents:
        if document.path == path:
            alone = replace(document, parts=(pack.parts[path, name],))
            jobs[path, WHOLE] = Job(frozenset({wanted, foot_of(wanted)}), partial(pack.joining, alone))
    results = typesetter.run(jobs, lambda _, __, ___: None)
    return results.get((path, WHOLE), RenderedPart(b"", 0))


def needed(jobs: Mapping[JobId, Job], wanted: Iterable[JobId]) -> dict[JobId, Job]:
    """Some jobs, and all that they need."""
    waiting = list(wanted)
    closure: set[JobId] = set()
    while waiting:
        job_id = waiting.pop()
        if job_id not in closure:
            closure.add(job_id)
            waiting += jobs[job_id].needs
    return {job_id: job for job_id, job in jobs.items() if job_id in closure}


class _Pack:
    """A pack before it is laid out: the jobs that it consists of."""

    def __init__(
        self,
        documents: tuple[Document, ...],
        templates: Templates,
        is_private: Callable[[str], bool],
        author: str | None,
        *,
        has_feet_apart: bool = True,
    ) -> None:
        self.documents, self.templates = documents, templates
        self.is_private, self.author = is_private, author
        self.has_feet_apart = has_feet_apart
        self.parts = {(document.path, part.name): part for document in documents for part in document.parts}
        self.style = cache(partial(style, templates.workspace))
        self.feet: dict[JobId, RenderJob] = {}
        """The foot of each part that was rendered and has one, by the part."""

    def jobs(self, dirty: Container[JobId]) -> dict[JobId, Job]:
        """A job for each part and each document, first those that were `dirty` the last time.

        While someone edits, what changed last is likely to change again.
        """
        by_path = {document.path: document for document in self.documents}
        jobs: dict[JobId, Job] = {}
        for job_id, needs in dependencies(self.documents):
            document = by_path[job_id[0]]
            if job_id in self.parts:
                jobs[job_id] = Job(needs, partial(self.render_job, document, self.parts[job_id]))
            elif job_id[1] == TRIAL:
                jobs[job_id] = Job(needs, partial(self.render_job, document, document.parts[0]))
            elif job_id[1] == WHOLE:
                jobs[job_id] = Job(needs, partial(self.joining, document))
            else:
                (part,) = needs
                jobs[job_id] = Job(needs, partial(self.foot, part))
        dirty_paths = {path for path, name in jobs if (path, name) in dirty}
        order = sorted(jobs, key=lambda job_id: (job_id[0] not in dirty_paths, job_id not in dirty))
        return {job_id: jobs[job_id] for job_id in order}

    def render_job(self, document: Document, part: Part, results: Results) -> RenderJob:
        """A part to lay out, from the results of the parts that it counts."""
        more = known(self.documents, document, part, results, self.templates.edition)
        html, foot = self.templates.html(document, part, more), ""
        if self.has_feet_apart:
            html, foot = split(html, self.style(OWN).text)
        name = " - ".join(dict.fromkeys((document.title, part.title)))
        if foot:
            self.feet[document.path, part.name] = self.job_of(name, part, foot, 1)
        return self.job_of(name, part, html, asked_pages(self.documents, document, part, results))

    def job_of(self, name: str, part: Part, html: str, pages: int) -> RenderJob:
        """HTML to lay out in the style of a part."""
        names = styles(self.templates, part, has_long_words=has_long_word(html))
        return RenderJob(name, html, tuple(map(self.style, names)), self.is_private(html), pages)

    def foot(self, part: JobId, _: Results) -> RenderJob | None:
        """The foot of a part to lay out, if it has one."""
        return self.feet.get(part)

    def joining(self, document: Document, results: Results) -> MergeJob:
        """A document to join, from the results of its parts."""
        edition = self.templates.edition
        heads: list[PartInfo] = []
        parts: list[RenderedPart] = []
        feet: list[RenderedPart | None] = []
        for part in document.parts:
            job_id = (document.path, part.name)
            heads.append(PartInfo(str(part.title), part.label, part.places))
            parts.append(results[job_id])
            feet.append(results.get(foot_of(job_id)))
        pages = sum(part.pages for part in parts)
        printer = None
        if not is_made_over(document, pages, edition):
            printer = printer_settings(document, pages, edition)
        return MergeJob(
            file_title(self.templates.title, document),
            self.templates.words.language,
            self.author,
            tuple(heads),
            tuple(parts),
            tuple(feet),
            printer,
        )


def known(
    documents: Sequence[Document], document: Document, part: Part, pages: PartsById, edition: Edition
) -> Mapping[str, object]:
    """What a part that counts pages shows of the parts that were laid out before it."""
    if part.late == "contents":
        laid = parts_of(document, pages)
        rows: Any = part.view["rows"]
        return {"entries": contents(document, laid, rows)}
    if part.counts:
        shown = parts_of(document, pages)
        for name in shown.keys() - part.counts:
            del shown[name]
        return {"folios": folios(document, shown)}
    if part.late == "pieces":
        return {"faces": faces(documents, document, pages)}
    if part.late == "print-run":
        trial = pages.get((document.path, TRIAL))
        own_pages = 1 + len(documents) // FILES_ON_A_PAGE
        if trial:
            own_pages = trial.pages
        counted = lengths(documents, pages) | {document.path: [own_pages]}
        return {"run": print_run(documents, counted, edition)}
    return {}


def parts_of(document: Document, pages: PartsById) -> dict[str, RenderedPart]:
    """The parts of a document that are laid out, by their names."""
    laid: dict[str, RenderedPart] = {}
    for part in document.parts:
        if (document.path, part.name) in pages:
            laid[part.name] = pages[document.path, part.name]
    return laid


def faces(documents: Sequence[Document], pieces: Document, pages: PartsById) -> tuple[str, ...]:
    """What each page of each copy of a poster says: the words of the sign that it shows, or goes on with."""
    by_path = {document.path: document for document in documents}
    poster = by_path.get(pieces.pieces_of)
    if poster is None:
        return ()
    (part,) = poster.parts
    laid = pages[poster.path, part.name]
    printable: Any = part.view["printable"]
    starts = {laid.places.get(f"face-{sign.id}", 0): sign.words for sign in printable.signs}
    shown: list[str] = []
    words = ""
    for page in range(laid.pages):
        # a page on which no sign starts goes on with the one before
        words = starts.get(page, words)
        shown.append(words)
    # How to join them is shown once, and all copies follow it.
    return tuple(shown) * poster.copies


def asked_pages(documents: Sequence[Document], document: Document, part: Part, pages: PartsById) -> int:
    """How many pages a part is meant to have."""
    if document.pieces is None:
        return part.most_pages or 1
    return 1 + document.pieces.count * len(faces(documents, document, pages))


def lengths(documents: Iterable[Document], pages: PartsById) -> dict[str, list[int]]:
    """The pages of each part of each document that is laid out whole, by the document's path."""
    by_path: dict[str, list[int]] = {}
    for document in documents:
        laid = parts_of(document, pages)
        if len(laid) == len(document.parts):
            by_path[document.path] = [part.pages for part in laid.values()]
    return by_path


def too_long(documents: tuple[Document, ...], pages: PartsById) -> Iterator[Diagnostic]:
    """What takes more pages than it should."""
    for document in documents:
        for part in document.parts:
            number, most = pages[document.path, part.name].pages, part.most_pages
            what = f'"{part.title}" ({part.template.removesuffix(".html")})'
            if most == 1 and number > 1:
                yield warning("too-long", f"{what} does not fit on one page")
            elif most and number > most:
                hint = Tip("make the longest texts in it shorter")
                yield warning("too-long", f"{what} takes {number} pages instead of {most}", hints=(hint,))


def styles(templates: Templates, part: Part, *, has_long_words: bool) -> tuple[str, ...]:
    """The names of the style sheets of a part."""
    names = [*STYLES]
    is_loaded = {
        SMALL: part.is_small,
        LARGE: part.is_large,
        COLOUR: templates.edition.ink == "colour",
        LONG_WORDS: has_long_words,
    }
    for name, is_wanted in is_loaded.items():
        if is_wanted:
            names.append(name)
    return (*names, OWN)


def style(workspace: Workspace, name: str) -> Source:
    """A style sheet."""
    return template_source(workspace, f"css/{name}.css") or Source(name, "")
