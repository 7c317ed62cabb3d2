"""A pack before anything is laid out: its documents, the templates that fill them, what it is made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from practicepack.diagnostics import CallError, Diagnostic, Source
from practicepack.documents.catalogue import Catalogue, catalogue_document, compose_catalogue
from practicepack.documents.compose import compose, in_sets, programme_map, selected
from practicepack.documents.context import Context
from practicepack.documents.edition import Edition
from practicepack.documents.model import Document
from practicepack.documents.participants import with_my_day
from practicepack.library.load import Library
from practicepack.output.origin import (
    Origin,
    fingerprints,
    pack_mark,
    summary,
    template_sources,
    used_sources,
)
from practicepack.plan.model import Plan
from practicepack.plan.programme import ProgrammePlan
from practicepack.render.languages import words_of
from practicepack.render.templates import Templates, of_plan
from practicepack.workspace import Workspace, text_digest

LANGUAGE = "en"
"""The language of the shipped library."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack before anything is laid out."""

    documents: tuple[Document, ...]
    templates: Templates
    made_from: Origin
    """Without templates and fingerprints: they are known when the pages are filled in."""
    written: tuple[Source, ...] = ()
    """The files whose words it shows: the list of names, then the workshop's own, then the library's."""

    @property
    def origin(self) -> Origin:
        """What it was made from, with templates, pictures and the fingerprint of each document."""
        shown = fingerprints(self.documents, self.templates)
        sources = {**self.made_from.sources, **template_sources(self.templates)}
        return replace(self.made_from, sources=sources, fingerprints=shown)


def draft_of_pack(
    workspace: Workspace,
    library: Library,
    brief: Context,
    only: frozenset[str],
    session: str | None,
    settings: Mapping[str, str],
) -> Draft:
    """The documents of one workshop's pack. Raises CallError where nothing is left of it."""
    plan, words, edition = brief.plan, brief.words, brief.edition
    chosen = selected(compose(brief), only, plan, session)
    documents = in_sets(tuple(with_my_day(chosen)), brief)
    if not documents:
        raise CallError("there is nothing to print", ("leave out --only or --session",))
    made_from = used_sources(plan, library.sources)
    values = of_plan(plan, words, is_large=edition.is_large, mark=pack_mark(made_from, settings))
    templates = Templates(workspace, plan.title, library.shown_by(plan.id), words, edition, values)
    written = written_for(library, plan.id, made_from)
    return Draft(documents, templates, Origin(made_from, summary(plan), {}), written)


def brief_of(workspace: Workspace, plan: Plan, edition: Edition, warnings: Sequence[Diagnostic]) -> Context:
    """What every part of a pack is made from."""
    return Context(plan, words_of(workspace, plan.language), edition, tuple(warnings))


def draft_of_map(workspace: Workspace, library: Library, programme: ProgrammePlan, edition: Edition) -> Draft:
    """The map of one programme."""
    words = words_of(workspace, programme.language)
    document, values = programme_map(programme, words, edition), {"imprint": programme.title}
    templates = Templates(workspace, programme.title, library.pictures, words, edition, values)
    own = f"sessions/{programme.id}/"
    made_from = {}
    for name, source in library.sources.items():
        if name.startswith(own):
            made_from[name] = text_digest(source.text)
    for stage in programme.stages:
        made_from |= used_sources(stage.plan, library.sources)
    written = written_for(library, programme.id, made_from)
    return Draft((document,), templates, Origin(made_from, {"title": programme.title}, {}), written)


def draft_of_catalogue(workspace: Workspace, library: Library, edition: Edition) -> tuple[Draft, Catalogue]:
    """The catalogue of the library, to be laid out and as a value."""
    words = words_of(workspace, LANGUAGE)
    shown = compose_catalogue(library, words)
    document = catalogue_document(shown, words, edition)
    values = {"imprint": words.say("The library of practicepack and your own")}
    templates = Templates(workspace, document.title, library.pictures, words, edition, values)
    made_from = {}
    for name, source in library.sources.items():
        if name.startswith("content/"):
            made_from[name] = text_digest(source.text)
    return Draft((document,), templates, Origin(made_from, {"title": document.title}, {})), shown


def written_for(library: Library, workshop: str, names: Iterable[str]) -> tuple[Source, ...]:
    """The files whose words a pack shows, in the order in which they are searched for what does not fit."""
    sources = []
    # a name from the list may also stand in a file, and it is the list that has to be changed
    if workshop in library.workshops:
        for person in library.workshops[workshop].listed:
            if person.span.source not in sources:
                sources.append(person.span.source)
    for name in sorted(names, key=lambda name: not name.startswith("sessions/")):
        sources.append(library.sources[name])
    return tuple(sources)
