"""Home: one's own workshops, and how to start a new one."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.studio.pages import page


def home(request: Request) -> Response:
    """The first screen."""
    return page(request, "home.html")


ROUTES = [Route("/", home)]
