"""The text of a file: for what can only be corrected there, such as a bracket that is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.diagnostics import Diagnostic, Severity
from practicepack.edits import Edit, Replace
from practicepack.library.load import Library
from practicepack.studio.changes import WorkshopChange
from practicepack.studio.doing import apply, workshop_of
from practicepack.studio.findings import sentence
from practicepack.studio.forms import posted, text_of
from practicepack.studio.pages import Problem, page, studio_of


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """A place in a file of a workshop that keeps it from being planned."""

    name: str
    """As a person sees it in the folder."""
    line: int
    message: str


def broken_files(
    diagnostics: Iterable[Diagnostic], library: Library, workshop: str, names: Iterable[str]
) -> tuple[BrokenFile, ...]:
    """What keeps files of a workshop from being read, each place once."""
    unread = set(names)
    folder = library.workshops.get(workshop)
    if folder is not None:
        unread.discard(folder.workshop.source.name)
        for session in folder.sessions.values():
            unread.discard(session.source.name)
        if folder.referrals is not None:
            unread.discard(folder.referrals.source.name)
    broken = []
    for diagnostic in diagnostics:
        span = diagnostic.span
        is_error = diagnostic.severity is Severity.ERROR
        if is_error and span is not None and span.source.name in unread:
            name = PurePosixPath(span.source.name).name
            broken.append(BrokenFile(name, span.line, sentence(diagnostic.message)))
    return tuple(dict.fromkeys(broken))


def file(request: Request) -> Response:
    """The screen."""
    return show(request)


def show(request: Request, problem: Problem | None = None, form: FormData | None = None) -> Response:
    """The text as it is, or as it was typed when a problem arose."""
    studio, workshop = studio_of(request), workshop_of(request)
    name = _name(request)
    shown = studio.desk.show(name)
    lines = []
    for diagnostic in (*shown.diagnostics, *studio.desk.plan(workshop).diagnostics):
        span = diagnostic.span
        if span is not None and span.source.name == name and diagnostic.severity is Severity.ERROR:
            lines.append((span.line, sentence(diagnostic.message), span.excerpt))
    text = shown.text
    if form is not None:
        # what was typed stays in its field, although it was not written
        text = text_of(form, "text")
    last_good = None
    if shown.diagnostics:
        last_good = shown.last_good
    return page(
        request,
        "file.html",
        workshop=workshop,
        tab="plan",
        problem=problem,
        name=name,
        file=request.path_params["file"],
        text=text,
        hash=shown.hash,
        lines=tuple(dict.fromkeys(lines)),
        last_good=last_good,
    )


def save(request: Request, form: FormData) -> Response:
    """Write the text as it was typed."""
    studio = studio_of(request)
    name = _name(request)
    before = studio.desk.show(name).text
    after = str(form.get("text", "")).replace("\r\n", "\n")
    edits: tuple[Edit, ...] = ()
    if after != before:
        edits = (Replace(name, 0, before, after),)
    label = studio.words.say("Change “%(file)s”", file=request.path_params["file"])
    back = f"w/{workshop_of(request)}/plan"
    return apply(request, form, WorkshopChange(label, edits), partial(show, request, form=form), back)


def _name(request: Request) -> str:
    name = f"sessions/{workshop_of(request)}/{request.path_params['file']}"
    if name not in studio_of(request).workspace.workshop_names(workshop_of(request)):
        raise HTTPException(404)
    return name


ROUTES = [
    Route("/w/{workshop}/file/{file}", file),
    Route("/w/{workshop}/file/{file}", posted(save), methods=["POST"]),
]
