"""From parts to HTML: Jinja in its sandbox, with the words of one language."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from math import ceil
from urllib.parse import quote

from jinja2 import StrictUndefined, pass_eval_context
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.nodes import EvalContext
from markupsafe import Markup

from practicepack.diagnostics import ContentError, Diagnostic, Source, error
from practicepack.documents.edition import Edition, Leaf
from practicepack.documents.model import Document, Part
from practicepack.i18n import Translator
from practicepack.library.images.pictures import Picture
from practicepack.library.models.fields import Line
from practicepack.limits import Limits, beyond
from practicepack.plan.model import Plan
from practicepack.plan.steps import CuePlan, StepPlan
from practicepack.render.bytecode import bytecode
from practicepack.render.limits import TooMuchError, bounded
from practicepack.render.markdown import INSIDE, Markdown
from practicepack.render.photos import GREY
from practicepack.render.running_lines import DOT, running
from practicepack.render.sandbox import Loader, Sandbox, template_source
from practicepack.workspace import Workspace

TEMPLATE_FAULTS = (
    *(TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RuntimeError),
    *(AssertionError, SyntaxError),
)
"""What a template can raise while it is read and filled in; the last with too many blocks in each other."""
UNPRINTABLE = re.compile(r"[\ud800-\udfff]|[ \t]{10000}")
"""Half a character can be in no file; very many blanks take WeasyPrint hours, where no alarm reaches it."""
CUE_LINE, TIP_LINE = 62, 15
"""About how many characters a line of a cue and a line of a tip hold."""
SHOWN_PICTURE = re.compile(r"practicepack:([^\"')\s]+)")
"""A picture that a page shows."""
WITH_LINKS = ("facilitator-guide", "safety", "background")
"""The kinds of documents in which a link jumps to another page."""
APOSTROPHE = re.compile(r"(?<=\w)'")
UNSAFE_IN_CSS = re.compile(r'[\\"<>&\n\r\f]')


def typographic(value: object) -> object:
    """A plain line with printers' apostrophes; anything else as it is. Markdown sees to its own."""
    if isinstance(value, Line):
        return Line(APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", value))
    return value


@pass_eval_context  # what Jinja has to ask for while it fills in cannot be done while it compiles
def _finalized(_: EvalContext, value: object) -> object:
    return typographic(value)


def css_string(text: str) -> Markup:
    """Text as a CSS string that cannot end the string, the rule or the style element."""
    # what is markup already was escaped for HTML, which CSS does not read
    plain = text.unescape() if isinstance(text, Markup) else str(typographic(text))
    escaped = UNSAFE_IN_CSS.sub(lambda match: f"\\{ord(match[0]):x} ", plain)
    return Markup(f'"{escaped}"')  # noqa: S704  # every character that could end it was escaped above


def address(name: str, *, is_grey: bool) -> str:
    """The address of a picture in the workspace, after its scheme; of a photograph in grey, if asked."""
    written = quote(name, safe="/")
    if is_grey and not name.lower().endswith(".svg"):
        written += f"?{GREY}"
    return written


def paper_name(leaf: Leaf) -> str:
    """What people call a paper: A4, Letter."""
    if leaf.startswith("a"):
        return leaf.upper()
    return leaf.capitalize()


def beside(step: StepPlan) -> tuple[tuple[CuePlan, ...], tuple[CuePlan, ...]]:
    """The cues that stand beside a step's tips, one at least, and the rest, which may go to the next page."""
    high = int(step.keep)
    for note in step.notes:
        high += _estimated_lines(note.texts, TIP_LINE)
    for count, cue in enumerate(step.cues, start=1):
        high -= _estimated_lines(cue.texts, CUE_LINE)
        if high <= 0:
            return step.cues[:count], step.cues[count:]
    return step.cues, ()


def _estimated_lines(texts: Iterable[str], per_line: int) -> int:
    """About how many lines some texts take, each rounded up."""
    return sum(ceil(len(text) / per_line) for text in texts)


def imprint(plan: Plan, words: Translator, *, is_large: bool = False) -> str:
    """What stands at the foot of a facilitator's page: for whom, how many, which version of the content.

    In large type there is no room to say for whom.
    """
    pieces: list[str] = []
    if not is_large:
        pieces += [facet.item.title for facet in plan.audience]
    pieces.append(words.count("%(num)s person", "%(num)s people", plan.participants))
    pieces += _dates(plan, words)
    if plan.version:
        pieces.append(words.say("version %(version)s", version=plan.version))
    return DOT.join([*pieces, words.language])


def giver(plan: Plan, words: Translator) -> str:
    """What stands at the foot of a participant's page: who invites, to what, and when."""
    pieces = [plan.title, *_dates(plan, words)]
    if plan.organiser:
        pieces.insert(0, plan.organiser.name)
    return DOT.join(pieces)


def tint(accent: str | None) -> str | None:
    """A colour such as #7a1f3d as it looks when a tenth of it is printed on white."""
    if accent is None:
        return None
    colour = "#"
    for at in (1, 3, 5):
        channel = int(accent[at : at + 2], 16)
        colour += f"{255 - (255 - channel) // 10:02x}"
    return colour


def _dates(plan: Plan, words: Translator) -> list[str]:
    """The first date of a plan, if it has one."""
    for day in plan.days:
        if day.date:
            return [words.date(day.date)]
    return []


def folio(words: Translator, label: str) -> Markup:
    """A page's number inside its part, as CSS content: 2 - 1 of 6."""
    marked = words.say("%(page)s of %(pages)s", page="\0page\0", pages="\0pages\0")
    pieces: list[Markup] = []
    if label:
        pieces.append(css_string(f"{label} – "))
    # a language may say the total first, so the places of both numbers are marked
    for piece in filter(None, marked.split("\0")):
        is_number = piece in ("page", "pages")
        pieces.append(Markup(f"counter({piece})") if is_number else css_string(piece))  # noqa: S704  # our own
    return Markup(" ").join(pieces)


def of_plan(plan: Plan, words: Translator, *, is_large: bool = False, mark: str = "") -> Mapping[str, object]:
    """What the templates of a pack may show on every page. `mark` tells two printouts apart."""
    day_name = partial(words.day, is_series=plan.is_series)
    shown = {"imprint": imprint(plan, words, is_large=is_large), "giver": giver(plan, words)}
    day_end = words.say("End of the day")
    if plan.is_series:
        day_end = words.say("End of the meeting")
    accent = plan.organiser.accent if plan.organiser else None
    return {
        "plan": plan,
        "mark": mark,
        "accent": accent,
        "tint": tint(accent),
        "day_name": day_name,
        "day_end": day_end,
        **shown,
    }


@dataclass(frozen=True)
class Templates:
    """Renders the parts of one pack, or of a programme's map."""

    workspace: Workspace
    title: str
    """What every page belongs to."""
    pictures: Mapping[str, Picture]
    words: Translator
    edition: Edition
    values: Mapping[str, object]
    """What templates may show beside the view of their part."""
    digests: dict[tuple[str, str], str] = field(default_factory=dict)
    """The hash of each part that was rendered, by its document's path and its own name."""
    pictures_shown: set[str] = field(default_factory=set)
    """The names of the pictures on these parts."""

    @cached_property
    def environment(self) -> "Sandbox":
        """Jinja's sandbox with this pack's words in it."""
        sandbox = Sandbox(
            loader=Loader(self.workspace),
            bytecode_cache=bytecode(),
            optimized=False,  # nothing is worked out while it is compiled: a program serves all languages
            autoescape=True,
            finalize=_finalized,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        words = self.words
        sandbox.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]
        sandbox.filters |= {
            "clock": words.clock,
            "minutes": words.minutes,
            "number": words.number,
            "date": words.date,
            "all_of": words.all_of,
            "groups": words.groups,
            "paper": paper_name,
            "address": partial(address, is_grey=self.edition.ink == "black"),
            "css": css_string,
            "beside": beside,
            "running": running,
            "folio": partial(folio, words),
            "markdown": _safe(self.markdown.block),
            "inline": _safe(self.markdown.inline),
        }
        sandbox.globals |= {
            "until": partial(words.until),  # a method of ours could not be called from the sandbox
            "belongs_to": self.title,
            "pictures": self.pictures,
            "page": words.page,
            "edition": self.edition,
            "accent": None,
            "inside": INSIDE,
            **self.values,
        }
        return sandbox

    @cached_property
    def markdown(self) -> Markdown:
        """Renders the texts of the part that is at work."""
        return Markdown()

    def html(self, document: Document, part: Part, more: Mapping[str, object] | None = None) -> str:
        """The HTML of one part. Raises ContentError with the place where a template is at fault."""
        places = {place.destination for each in document.parts for place in each.places}
        # a sheet is read alone, away from what its links lead to
        self.markdown.places = places
        if document.kind not in WITH_LINKS:
            self.markdown.places = ()
        width, height = part.page_size
        paper = {"page_width": width, "page_height": height}
        view = {**part.view, **(more or {}), **paper, "part": part, "document": document}
        try:
            with bounded(_bounds(self.workspace, part)):  # reading it may take long, too
                html = _whole_page(self.environment.get_template(part.template).render(view))
        except TooMuchError as fault:
            raise ContentError([self._too_much(part, fault.bound)]) from fault
        except TEMPLATE_FAULTS as fault:
            raise ContentError([self._fault(part, fault)]) from fault
        self._note(document, part, html)
        return html

    def _note(self, document: Document, part: Part, html: str) -> None:
        """Remember the hash of a part and of the pictures on it.

        The pack's mark does not count: it changes with every remark in a file, and the page does not.
        """
        names = sorted(set(SHOWN_PICTURE.findall(html)))
        self.pictures_shown.update(names)
        mark = str(self.values.get("mark") or "\0")
        shown = [html.replace(mark, ""), *map(self.workspace.digest, names)]
        self.digests[document.path, part.name] = sha256("\0".join(shown).encode()).hexdigest()

    def digest(self, document: Document, part: Part) -> str:
        """The hash of what a part shows. It is rendered if it was not rendered before."""
        if (document.path, part.name) not in self.digests:
            self.html(document, part)
        return self.digests[document.path, part.name]

    def _too_much(self, part: Part, bound: str) -> Diagnostic:
        span = self._source(f"templates/{part.template}").at()
        return beyond(_bounds(self.workspace, part), bound, f'"{part.title}"', span, is_template=True)

    def _source(self, name: str) -> Source:
        return template_source(self.workspace, name.removeprefix("templates/")) or Source(name, "")

    def _fault(self, part: Part, fault: Exception) -> Diagnostic:
        """Where a template is at fault: the last template line of the traceback, or the line Jinja names."""
        name, line = f"templates/{part.template}", 1
        frame = fault.__traceback__
        while frame is not None:
            if frame.tb_frame.f_code.co_filename.startswith("templates/"):
                name, line = frame.tb_frame.f_code.co_filename, frame.tb_lineno
            frame = frame.tb_next
        if isinstance(fault, TemplateSyntaxError):
            name, line = fault.filename or name, fault.lineno
        elif isinstance(fault, SyntaxError):  # its line is one of the Python that Jinja makes of it
            return error("template", fault.msg, self._source(fault.filename or name).at())
        span = self._source(name).at(line)
        if isinstance(fault, TemplateNotFound):
            return error("template-missing", f'there is no template "{fault.name}"', span)
        return error("template", f"{str(fault).split(chr(10))[0] or type(fault).__name__}", span)


def _bounds(workspace: Workspace, part: Part) -> Limits:
    return workspace.bounds.for_pages(part.most_pages or 1)


def _whole_page(html: str) -> str:
    """The HTML itself. Raises ValueError where it cannot be laid out."""
    if UNPRINTABLE.search(html):
        raise ValueError("half a character, such as \\ud800, or 10000 blanks in a row cannot be printed")
    return html


def _safe(render: Callable[[str], str]) -> Callable[[str], Markup]:
    return lambda text: Markup(render(text))  # noqa: S704  # markdown-it escapes; raw HTML is off
