"""Lay a pack's documents out: templates filled, parts laid out, those that count pages last, parts joined."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from gettext import NullTranslations

from practicepack.diagnostics import ContentError, Diagnostic, Source, errors, warning
from practicepack.pack.assemble import contents
from practicepack.pack.document import Document, Part
from practicepack.pack.edition import Edition
from practicepack.pack.laid import Head, Job, Joining, Laid
from practicepack.pack.manifest import Finished
from practicepack.pack.press import print_run
from practicepack.pack.sandbox import template_source
from practicepack.pack.template import Templates
from practicepack.pack.typeset import Typesetter
from practicepack.pack.words import Words, faults, translations
from practicepack.workspace import Workspace

LATE = ("contents", "print-run")
STYLES = ("base", "guide", "lists", "sheets")
NARROW, SMALL, LARGE, COLOUR, OWN = "narrow", "small", "large", "colour", "own"
"""The style sheets of one column, of small paper, of large type, of colour, and the user's own."""
Where = tuple[str, str]
"""Where a part belongs: its document's path and its own name."""
Pages = dict[Where, Laid]
"""Every part as it was laid out."""
Progress = Callable[[int, str], None]
"""Called with how many parts there are in all and the name of the one that is finished."""


def lay_out(
    documents: Iterable[Document],
    templates: Templates,
    typesetter: Typesetter,
    progress: Progress,
    is_private: Callable[[str], bool] = lambda _: False,
) -> tuple[Pages, list[Diagnostic]]:
    """Every part of every document, by the document's path and its name; those that count pages last.

    A part whose HTML `is_private` is kept in no store.
    """
    documents = tuple(documents)
    style_of = cache(partial(style, templates.workspace))
    done = partial(progress, sum(len(one.parts) for one in documents))
    pages: Pages = {}
    found: list[Diagnostic] = []

    def jobs(late: str) -> Iterator[tuple[Where, Job]]:
        for document, part in ((one, part) for one in documents for part in one.parts if part.late == late):
            more = known(documents, document, part, pages, templates.edition) if late else None
            html = templates.html(document, part, more)
            name = " - ".join(dict.fromkeys((document.title, part.title)))
            sheets = tuple(map(style_of, styles(templates, part)))
            yield (document.path, part.name), Job(name, html, sheets, is_private(html))

    for late in ("", *LATE):
        keys: dict[Where, str] = {}
        laid = typesetter.make(noted(jobs(late), keys), done)
        pages |= {where: laid[key] for where, key in keys.items()}
        found += [one for part in laid.values() for one in part.found]
        if any(errors(found)):
            return pages, found
    return pages, [*found, *too_long(documents, pages)]


def noted(jobs: Iterable[tuple[Where, Job]], keys: dict[Where, str]) -> Iterator[Job]:
    """Each job as it comes, its key written down by its place."""
    for where, job in jobs:
        keys[where] = job.key
        yield job


def known(
    documents: tuple[Document, ...], document: Document, part: Part, pages: Pages, edition: Edition
) -> dict[str, object]:
    """What a late part shows of the parts that were laid out before it."""
    if part.late == "contents":
        pdfs = {name: one.pdf for (path, name), one in pages.items() if path == document.path}
        return {"entries": contents(document, pdfs)}
    return {"run": print_run(documents, lengths(documents, pages), edition)}


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


def finish(
    documents: Sequence[Document], pages: Pages, words: Words, author: str | None, typesetter: Typesetter
) -> tuple[Finished, ...]:
    """Each document joined from its parts, to be read. Raises ContentError for a part that cannot be."""
    tasks = [
        Joining(
            str(document.title),
            words.language,
            author,
            tuple(Head(str(part.title), part.label, part.places) for part in document.parts),
            tuple(pages[document.path, part.name] for part in document.parts),
        )
        for document in documents
    ]
    made = typesetter.make(tasks)
    joined = [made[task.key] for task in tasks]
    if found := [one for task in joined for one in task.found]:
        raise ContentError(found)
    return tuple(
        Finished(document, one.pdf, one.pages) for document, one in zip(documents, joined, strict=True)
    )
