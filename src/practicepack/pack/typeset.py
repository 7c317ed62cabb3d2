"""From HTML to tagged PDF, on several cores. WeasyPrint is imported here alone, and late."""

import logging
import os
import re
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import chain
from multiprocessing import get_all_start_methods, get_context, parent_process
from threading import Thread
from typing import Any

from practicepack.diagnostics import Diagnostic, MachineError, Source, Span, error, warning
from practicepack.pack import fonts
from practicepack.pack.overflow import overfull
from practicepack.workspace import Workspace

SCHEME = "practicepack:"
"""Addresses of pictures in a template: the scheme, then a name in the workspace."""
PICTURE_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
PANGO = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (macOS: brew install pango)"
PICTURES_ONLY = "a page can show files of content/pictures only"
SHORTER = "make it shorter, or break a long word with a hyphen"
NO_GLYPH = "notdef"
STYLE_PLACE = re.compile(r" at (\d+):(\d+)")
STYLE_QUOTE = re.compile(r"['`]([^'`]+)['`]")


@dataclass(frozen=True, slots=True)
class Job:
    """A part to lay out: what to call it in messages, its HTML and its style sheets."""

    name: str
    html: str
    styles: tuple[Source, ...]

    @property
    def key(self) -> str:
        """The hash of what shapes the part."""
        return sha256("\0".join((self.html, *(style.text for style in self.styles))).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Laid:
    """A part as PDF, and what WeasyPrint had to say about it."""

    pdf: bytes
    pages: int
    found: tuple[Diagnostic, ...] = ()


class Engine:
    """WeasyPrint with the fonts loaded and the style sheets parsed, for many parts."""

    def __init__(self, workspace: Workspace) -> None:
        self.faces = Source("fonts", fonts.css())
        os.environ["FONTCONFIG_FILE"] = str(fonts.NO_FONTS)  # read by fontconfig when it starts
        self.fonts = _font_configuration()
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        self.fetch = _fetcher(workspace)
        self.stylesheets: dict[Source, tuple[Any, tuple[Diagnostic, ...]]] = {}

    def stylesheet(self, source: Source) -> tuple[Any, tuple[Diagnostic, ...]]:
        """A style sheet, parsed once, and the lines of it that do nothing."""
        from weasyprint import CSS  # noqa: PLC0415

        if source not in self.stylesheets:
            with _listening() as heard:
                made = CSS(string=source.text, font_config=self.fonts, url_fetcher=self.fetch)
            found = tuple(_of_style(source, message) for message in heard.messages)
            self.stylesheets[source] = made, found
        return self.stylesheets[source]

    def lay_out(self, job: Job) -> Laid:
        """One part as PDF/UA-1."""
        from weasyprint import HTML  # noqa: PLC0415
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

        target = BytesIO()
        page = HTML(string=job.html, url_fetcher=self.fetch, base_url=SCHEME)
        try:
            sheets, found = zip(*map(self.stylesheet, (self.faces, *job.styles)), strict=True)
            with _listening() as heard:
                document = page.render(
                    stylesheets=list(sheets), font_config=self.fonts, pdf_variant="pdf/ua-1"
                )
                document.write_pdf(target, pdf_variant="pdf/ua-1")
        except FatalURLFetchingError as fault:
            return Laid(b"", 0, (_foreign(job, str(fault)),))
        logged = (_of_page(job, message) for message in dict.fromkeys(heard.messages))
        too_much = (warning("overflow", f"{job.name}: {one}", hints=(SHORTER,)) for one in overfull(document))
        return Laid(target.getvalue(), len(document.pages), (*chain(*found), *logged, *too_much))


def _font_configuration() -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured")  # ours come with the style sheet
        try:
            from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  # half a second
        except OSError as fault:
            raise MachineError(f"Pango is missing ({fault})", PANGO) from fault
        return FontConfiguration()


class _listening(logging.Handler):  # noqa: N801  # used as a with statement
    """Collects what WeasyPrint logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self.logger = logging.getLogger("weasyprint")

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def __enter__(self) -> "_listening":
        self.logger.handlers = [self]
        return self

    def __exit__(self, *_: object) -> None:
        self.logger.removeHandler(self)


def _of_page(job: Job, message: str) -> Diagnostic:
    if NO_GLYPH in message:
        signs = message.rpartition(":")[2].strip()
        return error("missing-glyph", f"{job.name}: our font lacks a character of {signs}")
    return warning("layout", f"{job.name}: {message}")


def _of_style(source: Source, message: str) -> Diagnostic:
    """A line of a style sheet that does nothing, where WeasyPrint says it is or where its text is found."""
    place = STYLE_PLACE.search(message)
    quoted = STYLE_QUOTE.search(message)
    span = Span(source, 0, len(source.text))
    if place:
        span = source.at(int(place[1]), int(place[2]))
    elif quoted:
        span = span.find(quoted[1].strip())
    return warning("style", f"this line does nothing: {message}", span)


def _foreign(job: Job, address: str) -> Diagnostic:
    for style in job.styles:
        if address in style.text:
            span = Span(style, 0, len(style.text)).find(address)
            return error("foreign-address", f'"{address}" is not read', span, hints=(PICTURES_ONLY,))
    return error("foreign-address", f'{job.name}: "{address}" is not read', hints=(PICTURES_ONLY,))


def _fetcher(workspace: Workspace) -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415

    allowed = {path.as_uri() for path in fonts.files().values()}

    class Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint carries no types
        """Opens pictures of the workspace and our fonts, and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in allowed:
                return super().fetch(url, headers)
            name = url.removeprefix(SCHEME)
            path = workspace.find(name) if name != url else None
            if path is None or path.suffix not in PICTURE_TYPES:
                raise FatalURLFetchingError(url)
            kind = {"Content-Type": PICTURE_TYPES[path.suffix]}
            return URLFetcherResponse(url, path.read_bytes(), kind)

    return Fetcher()


_engine: Engine | None = None
_fault: MachineError | None = None


def _start(workspace: Workspace) -> None:
    global _engine, _fault  # noqa: PLW0603  # one engine for each worker process
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        _engine = Engine(workspace)
    except MachineError as fault:  # raised by the first job: here it would break the pool
        _fault = fault


def _end_with_parent() -> None:
    """End this worker when the parent is gone, however it went: nobody else would."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(job: Job) -> Laid:
    if _engine is None:
        raise _fault or MachineError("a worker has no engine", "build again with --jobs 1")
    return _engine.lay_out(job)


class Typesetter:
    """Lays parts out, in this process or in several, and keeps them. Use it in a with statement."""

    def __init__(self, workspace: Workspace, workers: int) -> None:
        self.workspace, self.workers = workspace, max(1, workers)
        self.kept: dict[str, Laid] = {}
        self.engine: Engine | None = None
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Typesetter":
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def lay_out(self, jobs: Iterable[Job], done: Callable[[str], None] = lambda _: None) -> dict[str, Laid]:
        """Every job's part by the job's key; what was laid out before is not laid out again.

        Calls `done` with the name of each part as it is finished. Raises MachineError where Pango or a font
        is missing, or a worker dies.
        """
        wanted = {job.key: job for job in jobs}
        missing = {key: job for key, job in wanted.items() if key not in self.kept}
        for key, laid in self._each(missing):
            self.kept[key] = laid
            done(wanted[key].name)
        return {key: self.kept[key] for key in wanted}

    def _each(self, jobs: Mapping[str, Job]) -> Iterator[tuple[str, Laid]]:
        if self.workers == 1:
            self.engine = self.engine or Engine(self.workspace)
            yield from ((key, self.engine.lay_out(job)) for key, job in jobs.items())
            return
        longest_first = sorted(jobs.items(), key=lambda item: -len(item[1].html))
        self.pool = self.pool or self._pool()
        pending = {self.pool.submit(_run, job): key for key, job in longest_first}
        for future in as_completed(pending):
            try:
                yield pending[future], future.result()
            except BrokenProcessPool as fault:
                name = jobs[pending[future]].name
                remedy = "build again with --jobs 1, and report it if it happens again"
                raise MachineError(f"a worker died near {name}", remedy) from fault

    def _pool(self) -> ProcessPoolExecutor:
        fonts.css()  # a missing font is told here, not by a worker that dies
        start = "fork" if os.name == "posix" and "fork" in get_all_start_methods() else "spawn"
        return ProcessPoolExecutor(self.workers, get_context(start), _start, (self.workspace,))
