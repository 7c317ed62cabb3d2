"""WeasyPrint, imported here alone, and late: from HTML to tagged PDF, and what there is to say about it."""

import gc
import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import util
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from practicepack.diagnostics import Diagnostic, MachineError, Source, Span, Tip, error, warning
from practicepack.documents.parts import Misfit, RenderedPart, RenderJob
from practicepack.fonts import faces as fonts
from practicepack.fonts import scripts
from practicepack.limits import Limits, beyond
from practicepack.render.limits import OUT_OF_MEMORY, TooMuchError
from practicepack.render.photos import DOTS_PER_INCH
from practicepack.typeset.line_breaks import with_hanging_space
from practicepack.typeset.overflow import MOST_ROUNDS, Overflow
from practicepack.typeset.part_files import SCHEME, ForeignAddressError, font_addresses, picture
from practicepack.workspace import Workspace, code, stamped

PANGO = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (macOS: brew install pango)"
PICTURES_ONLY = Tip("a page can show files of content/pictures only")
NO_SSL = "install Python from your system (apt-get install python3) or from python.org"
LAST = Tip("undo what was last changed in templates/; if nothing was, report it")
OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "dpi": DOTS_PER_INCH}
NO_GLYPH = "notdef"
MOST_SHOWN = 5
SCRIPT = Tip("write it in a script that can be set: docs/authoring.md lists them")
OF_THE_MACHINE = (*OUT_OF_MEMORY, OSError)
"""What is no fault of a page. Made here: where there is no memory for it, Python 3.11 tries for ever."""
LAYOUT = ("fonts", "documents", "render", "typeset", "pdf")
"""Our own folders that shape pages."""
PROGRAMS = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "tinycss2",
    "cssselect2",
    "tinyhtml5",
    "pillow",
    "fontpkg-lato",
    "pikepdf",
)
LIBRARY = re.compile(r"/\S*/lib(?:pango|harfbuzz|fontconfig|freetype)[\w.-]*\.so[\d.]*")
LENGTH = re.compile(r"\[\d+\]$")
"""The length of an array in the name of its type in C."""
STYLE_PLACE = re.compile(r" at (\d+):(\d+)")
STYLE_QUOTE = re.compile(r"['`]([^'`]+)['`]")


class Engine:
    """WeasyPrint with the fonts loaded and the style sheets parsed, for many parts."""

    def __init__(self, workspace: Workspace) -> None:
        self.bounds = workspace.bounds
        self.faces = Source("fonts", fonts.css())
        os.environ["FONTCONFIG_FILE"] = str(fonts.NO_FONTS)  # read by fontconfig when it starts
        self.fonts = _font_configuration()
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        self.fetch = _weasyprint_fetcher(workspace)
        self.stylesheets: dict[Source, tuple[Any, tuple[Diagnostic, ...]]] = {}
        self.stylesheet(self.faces)
        gc.freeze()

    @cached_property
    def fingerprint(self) -> str:
        """What shapes pages beside HTML and style sheets, in lines: programs, then fonts and libraries.

        A file is named by its path, its size and the time of its last change.
        """
        from importlib.metadata import version  # noqa: PLC0415  # slow to import, and only one process asks

        from weasyprint.text.ffi import pango  # noqa: PLC0415

        files = map(str, (*fonts.files().values(), *scripts.script_files()))
        stamps = map(stamped, [*files, *_libraries()])
        programs = (f"{name} {version(name)}" for name in PROGRAMS)
        return "\n".join((code(*LAYOUT), f"pango {pango.pango_version()}", *programs, *stamps))

    def stylesheet(self, source: Source) -> tuple[Any, tuple[Diagnostic, ...]]:
        """A style sheet, parsed once, and the lines of it that do nothing."""
        from weasyprint import CSS  # noqa: PLC0415

        if source not in self.stylesheets:
            with _listening() as heard:
                sheet = CSS(string=source.text, font_config=self.fonts, url_fetcher=self.fetch)
            faults = tuple(_of_style(source, message) for message in heard.messages)
            self.stylesheets[source] = sheet, faults
        return self.stylesheets[source]

    def lay_out(self, job: RenderJob) -> RenderedPart:
        """One part as PDF/UA-1. The garbage collector rests meanwhile: there is little to find.

        Seconds and megabytes are limited by the pool of workers, from outside.
        """
        bounds = self.bounds.for_pages(job.pages_asked)
        gc.disable()
        self.fetch.exceeded = ""
        try:
            laid = self._laid(job)
        except TooMuchError as fault:
            return _failed(job, bounds, fault.bound)
        except OUT_OF_MEMORY:  # the whole process may have no more
            return _failed(job, bounds, "megabytes")
        finally:
            gc.enable()
        if self.fetch.exceeded:  # WeasyPrint swallows every exception while it draws an SVG
            return _failed(job, bounds, self.fetch.exceeded)
        return laid if laid.pages <= bounds.pages else _failed(job, bounds, "pages")

    def _laid(self, job: RenderJob) -> RenderedPart:
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

        try:
            return self._pages(job)
        except FatalURLFetchingError as fault:
            return RenderedPart(b"", 0, (_foreign(job, str(fault)),))
        except OF_THE_MACHINE:
            raise
        except Exception as fault:  # whatever it stumbles over in a page that it was not made for
            return RenderedPart(b"", 0, (_not_laid_out(job, fault),))

    def _pages(self, job: RenderJob) -> RenderedPart:
        from weasyprint import HTML  # noqa: PLC0415

        target = BytesIO()
        page = HTML(string=job.html, url_fetcher=self.fetch, base_url=SCHEME)
        sources = [self.faces]
        for script in scripts.of(job.html):
            sources.append(Source(script.family, scripts.script_css(script)))
        sheets: list[Any] = []
        diagnostics: list[Diagnostic] = []
        for source in (*sources, *job.styles):
            sheet, faults = self.stylesheet(source)
            sheets.append(sheet)
            diagnostics += faults
        with _listening() as heard:
            document, misfits = self._fitted(job, page, sheets)
            document.write_pdf(target, **OPTIONS)
        diagnostics += _of_page(job, tuple(dict.fromkeys(heard.messages)))
        pdf, pages, places = target.getvalue(), len(document.pages), _places(document)
        return RenderedPart(pdf, pages, tuple(diagnostics), job.is_private, places, misfits)

    def _fitted(self, job: RenderJob, page: Any, sheets: list[Any]) -> tuple[Any, tuple[Misfit, ...]]:
        """A part laid out, again and again with smaller type where something does not fit; what is left."""
        for _ in range(MOST_ROUNDS):
            document = page.render(stylesheets=sheets, font_config=self.fonts, **OPTIONS)
            overflow = Overflow(job.name, document)
            if not overflow.shrink():
                break
            # the wrapper remembers the classes that an element had: make a new one
            wrapper = type(page.wrapper_element)
            page.wrapper_element = wrapper.from_html_root(page.etree_element, content_language=None)
        return document, overflow.misfits


def _failed(job: RenderJob, bounds: Limits, bound: str) -> RenderedPart:
    return RenderedPart(b"", 0, (beyond(bounds, bound, job.name),))


def _places(document: Any) -> dict[str, int]:
    """The page of each element with an id; where several have the same, of the first."""
    places: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            places.setdefault(name, number)
    return places


def _libraries() -> list[str]:
    """The files of the libraries that shape text, where the system tells them."""
    try:
        mapped = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return sorted(set(LIBRARY.findall(mapped)))


def _check_ssl() -> None:
    """Raise MachineError where Python was built without OpenSSL: WeasyPrint cannot be imported then."""
    try:
        import ssl  # noqa: F401, PLC0415
    except ImportError as fault:
        raise MachineError(f"this Python has no ssl module ({fault})", NO_SSL) from fault


def _font_configuration() -> Any:
    _check_ssl()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured")  # ours come with the style sheet
        try:
            with _by_file_name():
                from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  # a third of a second
        except OSError as fault:
            raise MachineError(f"Pango is missing ({fault})", PANGO) from fault
        _repair_line_breaks()
        _share_array_types()
        return FontConfiguration()


def _repair_line_breaks() -> None:
    """Let the space at the end of a line hang over the edge, in this process."""
    from weasyprint.layout import inline  # noqa: PLC0415

    if not hasattr(inline.split_first_line, "__wrapped__"):
        inline.split_first_line = with_hanging_space(inline.split_first_line)


def _share_array_types() -> None:
    """Let the engine name C's arrays without their length, in this process."""
    from weasyprint.pdf import fonts as embedded  # noqa: PLC0415

    if not isinstance(embedded.ffi, _UnsizedArrays):
        embedded.ffi = _UnsizedArrays(embedded.ffi)


class _UnsizedArrays:
    """cffi, asked for `glyph[]` in place of `glyph[123]`.

    It parses each new name of a type as C, which takes 2 ms, and the fonts of each part have other lengths.
    """

    def __init__(self, ffi: Any) -> None:
        self.ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ffi, name)

    def new(self, kind: str, *initial: Any) -> Any:
        """An array as long as its first values, or anything else as its type says."""
        return self.ffi.new(LENGTH.sub("[]", kind) if initial else kind, *initial)


@contextmanager
def _by_file_name() -> Iterator[None]:
    """Let libraries be found by their files' names, which the system knows: a search starts compilers."""
    if sys.platform != "linux":
        yield
        return
    search, util.find_library = util.find_library, lambda _: None  # type: ignore[assignment]
    try:
        yield
    finally:
        util.find_library = search


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


def _of_page(job: RenderJob, messages: Sequence[str]) -> Iterator[Diagnostic]:
    """What WeasyPrint says of a page; all characters that no font has in one finding."""
    lacking: list[str] = []
    others: list[Diagnostic] = []
    for message in messages:
        if NO_GLYPH in message:
            lacking.append(message.rpartition(":")[2].strip())
        else:
            others.append(warning("layout", f"{job.name}: {message}"))
    if lacking:
        shown = ", ".join(lacking[:MOST_SHOWN])
        yield error("missing-glyph", f"{job.name}: our fonts lack characters of {shown}", hints=(SCRIPT,))
    yield from others


def _not_laid_out(job: RenderJob, fault: Exception) -> Diagnostic:
    message = f"{job.name} cannot be laid out: {type(fault).__name__} {fault}".strip()
    return error("not-laid-out", message.split("\n")[0], hints=(LAST,))


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


def _foreign(job: RenderJob, address: str) -> Diagnostic:
    for style in job.styles:
        if address in style.text:
            span = Span(style, 0, len(style.text)).find(address)
            return error("foreign-address", f'"{address}" is not read', span, hints=(PICTURES_ONLY,))
    return error("foreign-address", f'{job.name}: "{address}" is not read', hints=(PICTURES_ONLY,))


def _weasyprint_fetcher(workspace: Workspace) -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415

    allowed = font_addresses()

    class Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint carries no types
        """Opens pictures of the workspace and our fonts, and nothing else."""

        exceeded = ""
        """The limit that a picture of the page at work exceeds."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in allowed:
                return super().fetch(url, headers)
            try:
                data, media_type = picture(workspace, url)
            except TooMuchError as fault:
                self.exceeded = fault.bound
                raise
            except ForeignAddressError as fault:
                raise FatalURLFetchingError(url) from fault
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return Fetcher()
