"""Lay a pack's documents out: templates filled, parts laid out, those that count pages last, parts joined."""

from collections.abc import Callable, Iterable, Iterator
from gettext import NullTranslations

from practicepack.diagnostics import ContentError, Diagnostic, Source, errors, warning
from practicepack.pack.assemble import assemble, contents
from practicepack.pack.document import Document, Part
from practicepack.pack.edition import Edition
from practicepack.pack.laid import Job, Laid
from practicepack.pack.manifest import Finished
from practicepack.pack.press import print_run
from practicepack.pack.template import Templates, template_source
from practicepack.pack.typeset import Typesetter
from practicepack.pack.words import Words, faults, translations
from practicepack.workspace import Workspace

LATE = ("contents", "print-run")
STYLES = ("base", "guide", "lists", "sheets")
NARROW, SMALL, LARGE, COLOUR, OWN = "narrow", "small", "large", "colour", "own"
"""The style sheets of one column, of small paper, of large type, of colour, and the user's own."""
Pages = dict[tuple[str, str], Laid]
"""Every part as it was laid out, by its document's path and its own name."""
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

    def job(document: Document, part: Part, more: dict[str, object] | None = None) -> Job:
        name = " - ".join(dict.fromkeys((document.title, part.title)))
        html = templates.html(document, part, more)
        return Job(name, html, styles(templates, part), is_private(html))

    documents = tuple(documents)
    jobs = {
        (document.path, part.name): job(document, part)
        for document in documents
        for part in document.parts
        if not part.late
    }
    late = [(document, part) for document in documents for part in document.parts if part.late]
    count = len({one.key for one in jobs.values()}) + len(late)
    laid = typesetter.lay_out(jobs.values(), lambda name: progress(count, name))
    pages = {where: laid[one.key] for where, one in jobs.items()}
    found = [one for part in laid.values() for one in part.found]
    if any(errors(found)):
        return pages, found
    for document, part in sorted(late, key=lambda one: LATE.index(one[1].late)):
        last = job(document, part, known(documents, document, part, pages, templates.edition))
        made = typesetter.lay_out([last], lambda name: progress(count, name))[last.key]
        pages[document.path, part.name] = made
        found += made.found
    return pages, [*found, *too_long(documents, pages)]


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


def styles(templates: Templates, part: Part) -> tuple[Source, ...]:
    """The style sheets of a part."""
    names = [*STYLES]
    names += [NARROW] if part.leaf == "a5" or part.is_large else []
    names += [SMALL] if part.leaf == "a5" else []
    names += [LARGE] if part.is_large else []
    names += [COLOUR] if templates.edition.ink == "colour" else []
    names += [OWN]
    return tuple(style(templates.workspace, name) for name in names)


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
    document: Document, pages: Pages, words: Words, author: str | None, typesetter: Typesetter
) -> Finished:
    """A document joined from its parts, to be read; taken from the store where it was joined before."""
    parts = [pages[document.path, part.name] for part in document.parts]

    def joined() -> Laid:
        pdf = assemble(document, [part.pdf for part in parts], words, author)
        return Laid(pdf, sum(part.pages for part in parts), is_private=any(part.is_private for part in parts))

    heads = [(part.label, part.places) for part in document.parts]
    shaped = repr((document.title, words.language, author, heads))
    made = typesetter.joined(shaped, parts, joined)
    return Finished(document, made.pdf, made.pages)
