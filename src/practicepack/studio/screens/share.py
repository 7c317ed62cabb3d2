"""Share: a workshop as one file for a colleague, and a file from one, looked at before it is taken."""

from secrets import token_urlsafe
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.desk.new_names import free_name
from practicepack.desk.receive import ImportRefusedError
from practicepack.desk.share import Include
from practicepack.studio.doing import workshop_of
from practicepack.studio.findings import sentence
from practicepack.studio.forms import posted, text_of
from practicepack.studio.pages import Problem, page, see, studio_of
from practicepack.studio.state import LookedAt, Studio

STAYS_AT_HOME = ("contacts", "referrals", "logo", "templates")
"""What stays at home unless it is ticked."""


def share_screen(request: Request) -> Response:
    """What would be in the file, and which names are still in it."""
    studio, workshop = studio_of(request), workshop_of(request)
    shared = studio.desk.share(workshop)
    return page(
        request, "share.html", workshop=workshop, tab="plan", files=shared.files, mentions=shared.mentions
    )


def export(request: Request, form: FormData) -> Response:
    """The file itself."""
    studio, workshop = studio_of(request), workshop_of(request)
    include = Include(**{choice: choice in form for choice in STAYS_AT_HOME})
    shared = studio.desk.share(workshop, include)
    named = f"attachment; filename*=UTF-8''{quote(shared.name)}"
    return Response(shared.data, media_type="application/zip", headers={"Content-Disposition": named})


def look_into(request: Request, form: FormData) -> Response:
    """What is in a file that was brought in. Nothing of it is written."""
    studio = studio_of(request)
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        return _not_taken(request, studio.words.say("Choose a file first."))
    # its name says nothing of what is in it, so only the bytes are looked at
    upload.file.seek(0)
    try:
        received = studio.desk.look(upload.file.read())
    except ImportRefusedError as fault:
        return _not_taken(request, sentence(str(fault)))
    # only the last is remembered, in memory alone
    looked_at = LookedAt(token_urlsafe(9), received)
    studio.looked_at = looked_at
    return _show_received(request, studio, looked_at)


def _show_received(
    request: Request, studio: Studio, looked_at: LookedAt, problem: Problem | None = None
) -> Response:
    received = looked_at.received
    faults = []
    for diagnostic in received.diagnostics:
        if diagnostic.severity == "error":
            faults.append(sentence(diagnostic.message))
    return page(
        request,
        "received.html",
        tab="home",
        problem=problem,
        key=looked_at.key,
        received=received,
        names=sorted(received.files),
        faults=faults[:10],
        free=free_name(studio.workspace, received.title),
    )


def take_received(request: Request, form: FormData) -> Response:
    """Write what was looked at, as a workshop under a name that is free."""
    studio = studio_of(request)
    looked_at = studio.looked_at
    if looked_at is None or text_of(form, "key") != looked_at.key:
        raise HTTPException(404)
    received = looked_at.received
    try:
        name = studio.desk.take(
            received, free_name(studio.workspace, received.title), overrides="overrides" in form
        )
    except ImportRefusedError as fault:
        problem = Problem("refused", sentence(str(fault)), status=422)
        return _show_received(request, studio, looked_at, problem)
    studio.looked_at = None
    studio.note(name, studio.words.say("Brought in: “%(title)s”.", title=received.title))
    return see(request, f"w/{name}/plan")


def _not_taken(request: Request, text: str) -> Response:
    return page(request, "fault.html", tab="home", problem=Problem("refused", text, status=422))


ROUTES = [
    Route("/w/{workshop}/share", share_screen),
    Route("/w/{workshop}/export", posted(export), methods=["POST"]),
    Route("/import", posted(look_into), methods=["POST"]),
    Route("/import/take", posted(take_received), methods=["POST"]),
]
