"""PlutoPrint, imported here alone: a part's pages at once, for the eye and never for the printer."""

import os
import re
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from practicepack.documents.parts import RenderedPart, RenderJob
from practicepack.fonts import faces as fonts
from practicepack.fonts import scripts
from practicepack.render.limits import OUT_OF_MEMORY, TooMuchError
from practicepack.typeset.part_files import SCHEME, ForeignAddressError, font_addresses, picture
from practicepack.workspace import Workspace

ENGINE_PACKAGE = "plutoprint"
FONT = "font/ttf"
SCRIPT_FACE = "@font-face {{ font-family: {}; font-weight: {}; src: url({}); unicode-range: {} }}\n"
FONT_WEIGHTS = (400, 700, 900)
"""Those that our style sheets ask for. A script without one of them is set in what there is."""

ELEMENT_ID = re.compile(r'<[^>]* id="([\w-]+)"')
MARK = """
[id="{name}"]::before {{ content: "@{number}@"; position: absolute; font-size: 1pt; color: #fff }}
:is(h1, h2, h3)[id="{name}"]::before, [id="{name}"] > :is(h1, h2, h3):first-of-type::before {{
  content: "@{number}@"; position: static; font-size: .1pt
}}
"""
"""What tells the page of an element, for the engine writes no anchors: a mark that no one can see.

Where a page breaks before an element, a mark outside the flow may be on the page before. So its heading has
another, which comes later and counts.
"""
MARKED = re.compile(r"@(\d+)@")


def is_installed() -> bool:
    """Whether there is an engine for drafts. It comes with the extra `studio`."""
    return find_spec(ENGINE_PACKAGE) is not None


class DraftEngine:
    """PlutoPrint with our fonts, for many parts. It is in C and may crash, so it belongs in a worker."""

    def __init__(self, workspace: Workspace) -> None:
        os.environ["FONTCONFIG_FILE"] = str(fonts.NO_FONTS)  # read by fontconfig when it starts
        self.fetcher = _fetcher(workspace)
        self.faces = fonts.css()

    @property
    def fingerprint(self) -> str:
        """The program, as `Engine.fingerprint` names its own."""
        return f"{ENGINE_PACKAGE} {version(ENGINE_PACKAGE)}"

    def lay_out(self, job: RenderJob) -> RenderedPart:
        """A part as PDF, without tags and links. It has no pages where the engine cannot lay it out.

        Nothing is said of what is wrong with the part: the page that replaces this one does so.
        """
        try:
            book = self._book(job)
            pages = book.get_page_count()
            if pages > self.fetcher.bounds.for_pages(job.pages_asked).pages:
                return RenderedPart(b"", 0, is_private=job.is_private)
            target = BytesIO()
            book.write_to_pdf_stream(target)
            pdf = target.getvalue()
            places = _marked_places(pdf, _ids(job.html))
        except OUT_OF_MEMORY:
            raise
        except Exception:  # whatever it stumbles over, the real page is on its way
            return RenderedPart(b"", 0, is_private=job.is_private)
        return RenderedPart(pdf, pages, is_private=job.is_private, places=places)

    def _book(self, job: RenderJob) -> Any:
        import plutoprint  # noqa: PLC0415  # not everyone has it

        styles = [self.faces]
        for script in scripts.of(job.html):
            styles.append(_script_face(script))
        for style in job.styles:
            styles.append(style.text)
        for number, name in enumerate(_ids(job.html)):
            styles.append(MARK.format(name=name, number=number))
        book = plutoprint.Book(media=plutoprint.MEDIA_TYPE_PRINT)
        book.custom_resource_fetcher = self.fetcher
        # what a page itself says of its margins comes later, and wins: of user styles it would not
        sheet = "<style>{}</style>".format("\n".join(styles))
        start, head, rest = job.html.partition("<head>")
        book.load_html(start + head + sheet + rest, base_url=SCHEME)
        return book


def _ids(html: str) -> tuple[str, ...]:
    """The ids of a page's elements, each once, in order."""
    return tuple(dict.fromkeys(ELEMENT_ID.findall(html)))


def _marked_places(pdf: bytes, ids: tuple[str, ...]) -> dict[str, int]:
    """The page, from 0, of each element with an id. Where its mark is not found, the first."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415  # it comes with the engine

    places = dict.fromkeys(ids, 0)
    if not ids:
        return places
    with PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            for marked in MARKED.findall(page.get_textpage().get_text_bounded()):
                places[ids[int(marked)]] = number
    return places


def _script_face(script: scripts.Script) -> str:
    """The font of a script as a part of our own family: this engine looks for letters in no other one."""
    ranges: list[str] = []
    letters = iter(script.letters.replace("-", ""))
    for first, last in zip(letters, letters, strict=True):
        ranges.append(f"U+{ord(first):X}-{ord(last):X}")
    rules = ""
    for weight in FONT_WEIGHTS:
        path = script.files.get(weight) or next(iter(reversed(script.files.values())), None)
        if path:
            rules += SCRIPT_FACE.format(fonts.FAMILY, weight, path.as_uri(), ", ".join(ranges))
    return rules


def _fetcher(workspace: Workspace) -> Any:
    import plutoprint  # noqa: PLC0415

    addresses = font_addresses()

    class Fetcher(plutoprint.ResourceFetcher):
        """Opens pictures of the workspace and our fonts, and nothing else."""

        bounds = workspace.bounds

        def fetch_url(self, url: str) -> Any:
            """What is at an address: nothing, where a part may not read it."""
            if url in addresses:
                return plutoprint.ResourceData(addresses[url].read_bytes(), FONT)
            try:
                data, media_type = picture(workspace, url)
            except (ForeignAddressError, TooMuchError):
                # an exception would be printed: the engine calls this from C
                return plutoprint.ResourceData(b"", "text/plain")
            return plutoprint.ResourceData(data, media_type)

    return Fetcher()
