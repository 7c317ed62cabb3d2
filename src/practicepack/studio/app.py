"""The app: all screens behind the guard, and what is said when something goes wrong."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from practicepack.diagnostics import CallError, MachineError
from practicepack.studio.findings import sentence
from practicepack.studio.guard import Guard
from practicepack.studio.pages import Pages, Problem, page, studio_of
from practicepack.studio.screens import (
    file,
    home,
    library,
    pages,
    people,
    plan,
    printing,
    share,
    start,
    words,
)
from practicepack.studio.state import Studio

SCREENS = (home, start, plan, words, people, share, library, pages, printing, file)
"""Each has a list `ROUTES`."""
STATIC = {
    "studio.css": "text/css",
    "studio.js": "text/javascript",
    "pages.css": "text/css",
    "icon.svg": "image/svg+xml",
}


def create_app(studio: Studio) -> Starlette:
    """The studio as an ASGI app."""
    routes: list[Route] = [
        Route("/static/{name}", _static),
        Route("/open", _open, methods=["POST"]),
    ]
    for screen in SCREENS:
        routes += screen.ROUTES
    app = Starlette(
        routes=[Mount(studio.base, routes=routes)],
        middleware=[Middleware(Guard, studio=studio)],
        exception_handlers={
            HTTPException: _no_page,
            CallError: _refused,
            MachineError: _refused,
            Exception: _our_fault,
        },
    )
    app.state.studio = studio
    app.state.pages = Pages(studio.workspace, studio.words)
    return app


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    templates = request.app.state.pages
    assert isinstance(templates, Pages)
    return Response(templates.static(name), media_type=STATIC[name])


def _open(request: Request) -> Response:
    """A page says that it is still open."""
    studio_of(request).hear(is_script=True)
    return Response(status_code=204)


def _no_page(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    return page(request, "fault.html", problem=Problem("no-page", status=fault.status_code))


def _refused(request: Request, fault: Exception) -> Response:
    """What the call or the machine does not allow, in the words that the terminal has for it."""
    hints: tuple[str, ...] = ()
    if isinstance(fault, CallError):
        hints = fault.hints
    elif isinstance(fault, MachineError):
        hints = (fault.remedy,)
    problem = Problem("refused", sentence(str(fault)), hints=tuple(map(sentence, hints)), status=400)
    return page(request, "fault.html", problem=problem)


def _our_fault(request: Request, fault: Exception) -> Response:
    return page(request, "fault.html", problem=Problem("bug", type(fault).__name__, status=500))
