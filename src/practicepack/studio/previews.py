"""The pages of a workshop as it is now: a draft at once, and the page that will be printed soon after."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from practicepack.desk.desk import Desk
from practicepack.desk.library_in_memory import DeskPlan
from practicepack.diagnostics import CallError, ContentError, MachineError
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document
from practicepack.documents.parts import RenderedPart
from practicepack.documents.print_run import PrintRun, print_run
from practicepack.fonts.by_hand import with_lines
from practicepack.library.load import Library
from practicepack.pack_draft import Draft, brief_of, draft_of_pack
from practicepack.plan.model import Plan
from practicepack.render.limits import TooMuchError
from practicepack.render.privacy import mentions_people
from practicepack.studio.typesetting_thread import StoppedError, TypesettingThread
from practicepack.typeset.jobs import JobId
from practicepack.typeset.layout import draft_parts, lengths, single_part
from practicepack.typeset.scheduler import Typesetter

MOST_PREVIEWS = 4
"""Workshops or editions whose drafts are held in memory."""
MOST_PARTS = 400
"""Parts that a typesetter holds in memory, beyond which it forgets those that were not asked for lately."""
MOST_PRINTED = 24
"""Pages as they are printed, held in memory so that they are there at once."""
NO_PAGE = (ContentError, CallError, MachineError, StoppedError, TimeoutError, TooMuchError, KeyError)
"""What there may be in place of a page. What is wrong is said beside the plan, or by the build.

A key may be missing where the last plan that could be made names what is no longer in the library.
"""
FIRST = 1
"""The rank of a page that someone looks at, before a whole pack that can wait."""


@dataclass(frozen=True, slots=True)
class PackPreview:
    """The drafts of all parts of a pack."""

    documents: tuple[Document, ...]
    parts: Mapping[JobId, RenderedPart]
    edition: Edition
    fingerprints: Mapping[str, str]
    """The hash of what each document shows, by its path: compared with those of the pack that was built."""

    @property
    def lengths(self) -> dict[str, list[int]]:
        """The pages of each part of each document, by the document's path."""
        return lengths(self.documents, self.parts)

    @property
    def run(self) -> PrintRun:
        """How many sheets of paper it takes, as far as drafts can tell."""
        return print_run(self.documents, self.lengths, self.edition)

    def document(self, path: str) -> Document | None:
        """The document with this path."""
        for document in self.documents:
            if document.path == path:
                return document
        return None

    def part_at(self, path: str, page: int) -> tuple[str, int] | None:
        """The part that a page of a document is in, from 0, and the page in it; None where there is none."""
        document = self.document(path)
        if document is None or page < 0:
            return None
        for part in document.parts:
            laid = self.parts.get((path, part.name))
            if laid is None:
                return None
            if page < laid.pages:
                return part.name, page
            page -= laid.pages
        return None


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page that someone wants to see, from 0: of a document, or of one part of it where that is named.

    Without a path it is of the first document that has the part.
    """

    workshop: str
    path: str
    page: int
    part: str = ""
    edition: Edition = Edition()  # noqa: RUF009  # frozen


@dataclass(frozen=True, slots=True)
class PageProgress:
    """How far a page is."""

    version: int
    """Grows with each change of the workshop: a picture with another one is another picture."""
    is_printed: bool
    """Whether it is there as it will be printed."""
    is_coming: bool
    """Whether it will be."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What the pages of a workshop are made from, and a number that grows with each change of it."""

    shown: DeskPlan
    library: Library
    version: int


class Previews:
    """Pages of workshops, for any thread. Each typesetter is used in its own thread alone."""

    def __init__(self, desk: Desk, printed: TypesettingThread, drafts: TypesettingThread | None) -> None:
        """Without `drafts`, a page is shown when it is there as it is printed."""
        self.desk, self.printed, self.drafts = desk, printed, drafts
        self._turn = Lock()
        self._sources: dict[str, _Source] = {}
        self._previews: OrderedDict[object, PackPreview] = OrderedDict()
        self._pages: OrderedDict[object, RenderedPart] = OrderedDict()

    def preview(self, workshop: str, edition: Edition, patience: float) -> PackPreview | None:
        """The drafts of a whole pack; None where they are not there within `patience` seconds.

        Without an engine for drafts, it has documents without pages. Raises ContentError where a template
        cannot be filled in.
        """
        source = self._source(workshop)
        if source.shown.plan is None:
            return None
        if self.drafts is None:
            return self._outline(workshop, edition, source)
        try:
            preview: PackPreview = self._preview_asked(self.drafts, workshop, edition, source).result(
                patience
            )
        except MachineError:  # the engine cannot start on this machine
            return self._outline(workshop, edition, source)
        except (StoppedError, TimeoutError, KeyError):
            return None
        return preview

    def _outline(self, workshop: str, edition: Edition, source: _Source) -> PackPreview:
        """A pack without pages."""
        key = workshop, edition, source.version
        outline: PackPreview | None = self._held(self._previews, key)
        if outline is None:
            draft = self._draft(edition, source)
            outline = PackPreview(draft.documents, {}, edition, draft.origin.fingerprints)
            self._hold(self._previews, key, outline, MOST_PREVIEWS)
        return outline

    def _preview_asked(
        self, drafts: TypesettingThread, workshop: str, edition: Edition, source: _Source
    ) -> "Future[PackPreview]":
        key = workshop, edition, source.version
        held = self._held(self._previews, key)
        if held is not None:
            there: Future[PackPreview] = Future()
            there.set_result(held)
            return there

        def work(typesetter: Typesetter) -> PackPreview:
            preview = self._pack_preview(edition, source, typesetter)
            self._hold(self._previews, key, preview, MOST_PREVIEWS)
            return preview

        return drafts.ask(f"preview of {workshop}", key, work)

    def draft(self, asked: PageAsked, patience: float) -> tuple[RenderedPart, int] | None:
        """The draft of a part, and the page in it. None where there is none within `patience` seconds."""
        source = self._source(asked.workshop)
        if self.drafts is None or source.shown.plan is None:
            return None
        preview = self._held(self._previews, (asked.workshop, asked.edition, source.version))
        if preview is None and not asked.part:
            preview = self._preview_or_none(asked, patience)
        if preview is not None:
            return _page_of(preview, asked)

        def work(typesetter: Typesetter) -> RenderedPart:
            draft = self._draft(asked.edition, source)
            wanted = _job_asked(draft.documents, asked.path, asked.part)
            is_private = mentions_people(_plan(source))
            return draft_parts(draft.documents, draft.templates, typesetter, is_private, [wanted])[wanted]

        place = f"draft of {asked.workshop} {asked.path} {asked.part}"
        future = self.drafts.ask(place, (asked, source.version), work, rank=FIRST)
        try:
            return future.result(patience), asked.page
        except NO_PAGE:
            return None

    def printed_page(self, asked: PageAsked, patience: float) -> tuple[RenderedPart, int] | None:
        """A page as it will be printed. Of those that are asked for, the newest is made, others are None."""
        source = self._source(asked.workshop)
        if source.shown.plan is None:
            return None
        place = self._place(asked, patience)
        if place is None:
            return None
        name, page = place
        key = replace(asked, part=name, page=0), source.version
        part: RenderedPart | None = self._held(self._pages, key)
        if part is None:
            try:
                part = self._printed_asked(asked, name, source).result(patience)
            except NO_PAGE:
                return None
        if not part or not part.pages:
            return None
        return part, page

    def _printed_asked(self, asked: PageAsked, name: str, source: _Source) -> "Future[RenderedPart]":
        key = replace(asked, part=name, page=0), source.version

        def work(typesetter: Typesetter) -> RenderedPart:
            draft = self._draft(asked.edition, source)
            _forget_if_many(typesetter)
            is_private = mentions_people(_plan(source))
            wanted = _job_asked(draft.documents, asked.path, name)
            part = RenderedPart(b"", 0)
            # where there is no such page the draft stays, and what is wrong is said beside the plan
            with suppress(ContentError, KeyError):
                part = single_part(draft.documents, draft.templates, typesetter, is_private, wanted)
            self._hold(self._pages, key, part, MOST_PRINTED)
            return part

        # what is at work is finished: two pages that are looked at in turn would stop each other for ever
        return self.printed.ask("page", key, work, rank=FIRST, stops_running=False)

    def progress(self, asked: PageAsked) -> PageProgress:
        """How far the page is, which is begun where that is still to be done."""
        source = self._source(asked.workshop)
        place = self._place(asked, 0)
        if source.shown.plan is None or place is None:
            return PageProgress(source.version, is_printed=False, is_coming=False)
        held = self._held(self._pages, (replace(asked, part=place[0], page=0), source.version))
        if held is not None:
            return PageProgress(source.version, is_printed=held.pages > 0, is_coming=False)
        future = self._printed_asked(asked, place[0], source)
        return PageProgress(source.version, is_printed=False, is_coming=not _is_refused(future))

    def printed_page_if_there(self, asked: PageAsked) -> tuple[RenderedPart, int] | None:
        """A page as it will be printed, where it is in memory."""
        source = self._source(asked.workshop)
        place = self._place(asked, 0)
        if place is None:
            return None
        held = self._held(self._pages, (replace(asked, part=place[0], page=0), source.version))
        if held is None or not held.pages:
            return None
        return held, place[1]

    def _place(self, asked: PageAsked, patience: float) -> tuple[str, int] | None:
        """The part that a page is in, and the page in it."""
        if asked.part:
            return asked.part, asked.page
        preview = self._preview_or_none(asked, patience)
        if preview is None:
            return None
        return preview.part_at(asked.path, asked.page)

    def _preview_or_none(self, asked: PageAsked, patience: float) -> PackPreview | None:
        try:
            return self.preview(asked.workshop, asked.edition, patience)
        except ContentError:
            return None

    def _source(self, workshop: str) -> _Source:
        shown, library = self.desk.plan(workshop), self.desk.library(workshop)
        with self._turn:
            before = self._sources.get(workshop)
            if before is None:
                source = _Source(shown, library, 1)
            elif before.shown is shown:
                return before
            elif shown.is_last_good:
                # an older plan belongs to the library that it was made with
                source = _Source(shown, before.library, before.version + 1)
            else:
                source = _Source(shown, library, before.version + 1)
            self._sources[workshop] = source
            return source

    def _draft(self, edition: Edition, source: _Source) -> Draft:
        """A pack to be filled in by one thread: templates remember what they filled in last."""
        plan = with_lines(_plan(source))
        context = brief_of(self.desk.workspace, plan, edition, source.shown.diagnostics)
        return draft_of_pack(self.desk.workspace, source.library, context, frozenset(), None, {})

    def _pack_preview(self, edition: Edition, source: _Source, typesetter: Typesetter) -> PackPreview:
        draft = self._draft(edition, source)
        all_parts = [(document.path, part.name) for document in draft.documents for part in document.parts]
        is_private = mentions_people(_plan(source))
        _forget_if_many(typesetter)
        parts = draft_parts(draft.documents, draft.templates, typesetter, is_private, all_parts)
        return PackPreview(draft.documents, parts, edition, draft.origin.fingerprints)

    def _held(self, held: "OrderedDict[object, Any]", key: object) -> Any:
        with self._turn:
            value = held.get(key)
            if value is not None:
                held.move_to_end(key)
            return value

    def _hold(self, held: "OrderedDict[object, Any]", key: object, value: Any, most: int) -> None:
        with self._turn:
            held[key] = value
            while len(held) > most:
                held.popitem(last=False)


def _plan(source: _Source) -> Plan:
    """The plan of a workshop that has one."""
    assert source.shown.plan is not None
    return source.shown.plan


def _is_refused(future: "Future[RenderedPart]") -> bool:
    """Whether a page that was asked for just now cannot be made."""
    return future.done() and future.exception() is not None


def _page_of(preview: PackPreview, asked: PageAsked) -> tuple[RenderedPart, int] | None:
    place: tuple[str, int] | None = (asked.part, asked.page)
    if not asked.part:
        place = preview.part_at(asked.path, asked.page)
    if place is None:
        return None
    part = preview.parts.get(_job_asked(preview.documents, asked.path, place[0]))
    if part is None:
        return None
    return part, place[1]


def _job_asked(documents: Iterable[Document], path: str, name: str) -> JobId:
    """The part of a document, or of the first that has it."""
    if path:
        return path, name
    for document in documents:
        for part in document.parts:
            if part.name == name:
                return document.path, name
    return path, name


def _forget_if_many(typesetter: Typesetter) -> None:
    if len(typesetter.cached) > MOST_PARTS:
        typesetter.forget_unused()
