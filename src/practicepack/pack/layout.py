"""Lay a pack's documents out: templates filled, parts laid out, those that count pages last, parts joined."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from gettext import NullTranslations
from typing import Any

from practicepack.diagnostics import ContentError, Diagnostic, Source, errors, warning
from practicepack.pack.compiled import compiled
from practicepack.pack.contents import contents
from practicepack.pack.document import Document, Part
from practicepack.pack.edition import Edition
from practicepack.pack.laid import Head, Job, Joining, Laid, Task
from practicepack.pack.manifest import Finished
from practicepack.pack.misfits import left_off_warnings, misfit_warnings
from practicepack.pack.press import print_run
from practicepack.pack.sandbox import template_source
from practicepack.pack.template import Templates
from practicepack.pack.typeset import Typesetter
from practicepack.pack.words import faults, translations
from practicepack.workspace import Workspace

STYLES = ("base", "guide", "lists", "sheets")
NARROW, SMALL, LARGE, COLOUR, OWN = "narrow", "small", "large", "colour", "own"
"""The style sheets of one column, of small paper, of large type, of colour, and the user's own."""
Where = tuple[str, str]
"""Where a part belongs: its document's path and its own name."""
Pages = Mapping[Where, Laid]
"""Every part as it was laid out."""
Asked = tuple[Where, Task]
WHOLE = ""
"""What stands for the name of a part where all of them are joined."""
Progress = Callable[[int, str], None]
"""Called with how many parts there are in all and the name of the one that is finished."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A pack before it is written: its parts, what there is to say of them, and the documents of them."""

    documents: tuple[Document, ...]
    pages: Pages
    found: list[Diagnostic]
    joined: Mapping[str, Laid]
    """By the document's path; none where a part has a fault."""

    @property
    def lengths(self) -> dict[str, list[int]]:
        """The pages of each part of each document, by the document's path."""
        return lengths(self.documents, self.pages)

    def finished(self) -> tuple[Finished, ...]:
        """The documents, to be read. Raises ContentError for a part that cannot be joined."""
        if found := [one for document in self.joined.values() for one in document.found]:
            raise ContentError(found)
        pairs = ((one, self.joined[one.path]) for one in self.documents)
        return tuple(Finished(document, one.pdf, one.pages) for document, one in pairs)


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

    What counts pages is laid out as soon as they can be counted, and a document joined as soon as its parts
    are there. A part whose HTML `is_private` is kept in no store. What does not fit is shown in `written`.
    """
    pack = _Pack(tuple(documents), templates, progress, is_private, author)
    made = typesetter.make(pack.first(typesetter.recent), pack.then)
    compiled().keep()
    places = ((one.path, part.name) for one in pack.documents for part in one.parts)
    parts = (pack.pages[where] for where in places if where in pack.pages)
    each = {id(part): part for part in parts}.values()  # some stand in several places
    searched = tuple(written)
    found = [one for part in each for one in (*part.found, *misfit_warnings(part, searched))]
    found += left_off_warnings((part for one in pack.documents for part in one.parts), searched)
    if pack.has_fault:
        return LaidOut(pack.documents, pack.pages, found, {})
    joined = {path: one for (path, name), one in made.items() if name == WHOLE}
    return LaidOut(pack.documents, pack.pages, [*found, *too_long(pack.documents, pack.pages)], joined)


class _Pack:
    """A pack while it is laid out: what can be made at first, and what when something else is there."""

    def __init__(
        self,
        documents: tuple[Document, ...],
        templates: Templates,
        progress: Progress,
        is_private: Callable[[str], bool],
        author: str | None,
    ) -> None:
        self.documents, self.templates, self.author = documents, templates, author
        self.is_private = is_private
        self.by_path = {one.path: one for one in documents}
        parts = [(one, part) for one in documents for part in one.parts]
        self.done = partial(progress, len(parts))
        self.run = [(one, part) for one, part in parts if part.late == "print-run"]
        self.countable = len(parts) - len(self.run)
        self.style = cache(partial(style, templates.workspace))
        self.pages: dict[Where, Laid] = {}
        self.has_fault = False

    def first(self, recent: Container[object]) -> Iterator[Asked]:
        """The parts that wait for nothing; first what had to be made the last time: it is at work again."""
        parts = [(one, part) for one in self.documents for part in one.parts if not part.late]
        again = {one.path for one, part in parts if (one.path, part.name) in recent}
        parts.sort(key=lambda pair: (pair[0].path not in again, (pair[0].path, pair[1].name) not in recent))
        yield from (self.job(*pair) for pair in parts)
        if not self.countable:
            yield from (self.job(*one) for one in self.run)

    def then(self, where: Where, name: str, laid: Laid) -> Iterator[Asked]:
        """What can be made now that this is there; nothing more once a part has a fault."""
        if where[1] == WHOLE:
            return
        self.done(name)
        self.pages[where] = laid
        self.has_fault = self.has_fault or any(errors(laid.found))
        if self.has_fault:
            return
        document = self.by_path[where[0]]
        for other in self.documents:
            if other.pieces_of == document.path:
                yield self.job(other, other.parts[0])
        left = [part for part in document.parts if (document.path, part.name) not in self.pages]
        if not left:
            yield (document.path, WHOLE), self.joining(document)
        elif all(part.late == "contents" for part in left):
            yield self.job(document, left[0])
        if len(self.pages) == self.countable:
            yield from (self.job(*one) for one in self.run)

    def job(self, document: Document, part: Part) -> Asked:
        """A part to lay out."""
        more = known(self.documents, document, part, self.pages, self.templates.edition)
        html = self.templates.html(document, part, more)
        name = " - ".join(dict.fromkeys((document.title, part.title)))
        sheets = tuple(map(self.style, styles(self.templates, part)))
        asked = asked_pages(self.documents, document, part, self.pages)
        return (document.path, part.name), Job(name, html, sheets, self.is_private(html), asked)

    def joining(self, document: Document) -> Joining:
        """A document to join."""
        return Joining(
            str(document.title),
            self.templates.words.language,
            self.author,
            tuple(Head(str(part.title), part.label, part.places) for part in document.parts),
            tuple(self.pages[document.path, part.name] for part in document.parts),
        )


def known(
    documents: Sequence[Document], document: Document, part: Part, pages: Pages, edition: Edition
) -> Mapping[str, object]:
    """What a part that counts pages shows of the parts that were laid out before it."""
    if part.late == "contents":
        laid = {name: one for (path, name), one in pages.items() if path == document.path}
        return {"entries": contents(document, laid)}
    if part.late == "pieces":
        return {"faces": faces(documents, document, pages)}
    return {"run": print_run(documents, lengths(documents, pages), edition)} if part.late else {}


def faces(documents: Sequence[Document], pieces: Document, pages: Pages) -> tuple[str, ...]:
    """What each page of a poster says: the words of the sign that it shows, or goes on with."""
    poster = next((one for one in documents if one.path == pieces.pieces_of), None)
    if poster is None:
        return ()
    (part,) = poster.parts
    laid = pages[poster.path, part.name]
    printable: Any = part.view["printable"]
    starts = {laid.places.get(f"face-{sign.id}", 0): sign.words for sign in printable.signs}
    shown: list[str] = []
    for page in range(laid.pages):
        shown.append(starts[page] if page in starts else shown[-1])
    return tuple(shown)


def asked_pages(documents: Sequence[Document], document: Document, part: Part, pages: Pages) -> int:
    """How many pages a part is meant to have."""
    if document.pieces is None:
        return part.most_pages or 1
    return 1 + document.pieces.count * len(faces(documents, document, pages))


def lengths(documents: Iterable[Document], pages: Pages) -> dict[str, list[int]]:
    """The pages of each part of each document that is laid out whole, by the document's path."""
    return {
        one.path: [pages[one.path, part.name].pages for part in one.parts]
        for one in documents
        if all((one.path, part.name) in pages for part in one.parts)
    }


def too_long(documents: tuple[Document, ...], pages: Pages) -> Iterator[Diagnostic]:
    """What takes more pages than it should."""
    for document in documents:
        for part in document.parts:
            number, most = pages[document.path, part.name].pages, part.most_pages
            what = f'"{part.title}" ({part.template.removesuffix(".html")})'
            if most == 1 and number > 1:
                yield warning("too-long", f"{what} does not fit on one page")
            elif most and number > most:
                hint = "make the longest texts in it shorter"
                yield warning("too-long", f"{what} takes {number} pages instead of {most}", hints=(hint,))


def styles(templates: Templates, part: Part) -> tuple[str, ...]:
    """The names of the style sheets of a part."""
    names = [*STYLES]
    names += [NARROW] if part.leaf == "a5" or part.is_large else []
    names += [SMALL] if part.leaf == "a5" else []
    names += [LARGE] if part.is_large else []
    names += [COLOUR] if templates.edition.ink == "colour" else []
    return (*names, OWN)


def style(workspace: Workspace, name: str) -> Source:
    """A style sheet."""
    return template_source(workspace, f"css/{name}.css") or Source(name, "")


def catalogue(workspace: Workspace, language: str) -> NullTranslations:
    """The words of a language, from templates/locale. Raises ContentError with all that is wrong in it."""
    found = template_source(workspace, f"locale/{language}.po")
    wrong = list(faults(found, language)) if found else []
    if wrong:
        raise ContentError(wrong)
    return translations(found.text if found else None, language)
