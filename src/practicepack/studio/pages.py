"""Pages of the studio: templates of `templates/studio/`, filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from practicepack.i18n import Translator
from practicepack.render.bytecode import bytecode
from practicepack.render.sandbox import Loader, Sandbox, template_source
from practicepack.studio.state import Studio
from practicepack.workspace import Workspace

FOLDER = "studio"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why nothing was done, for the top of the page."""

    kind: str
    """stale, gone, turned, private, refused, no-page or bug."""
    text: str = ""
    label: str = ""
    """What was asked for."""
    again: tuple[tuple[str, str], ...] = ()
    """The fields with which it can be asked for once more."""
    action: str = ""
    """Where these fields are sent."""
    hints: tuple[str, ...] = ()
    status: int = 409


class Pages:
    """Fills in the shipped templates: a template in the user's folder may be a stranger's."""

    def __init__(self, workspace: Workspace, words: Translator) -> None:
        self.shipped, self.words = Workspace(None, workspace.shipped), words

    @cached_property
    def environment(self) -> Sandbox:
        """Jinja with the words of one language."""
        environment = Sandbox(
            loader=Loader(self.shipped),
            bytecode_cache=bytecode(),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            # shipped templates stay as they are while the program runs
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
        )
        words = self.words
        environment.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]
        environment.filters |= {
            "clock": words.clock,
            "minutes": words.minutes,
            "number": words.number,
            "date": words.date,
            "all_of": words.all_of,
        }
        environment.globals |= {"page": words.page}
        return environment

    def html(self, name: str, values: Mapping[str, object]) -> str:
        """A page. `name` is that of its template below templates/studio/."""
        return self.environment.get_template(f"{FOLDER}/{name}").render(values)

    def static(self, name: str) -> str:
        """The text of a style sheet or script."""
        source = template_source(self.shipped, f"{FOLDER}/{name}")
        assert source is not None, name
        return source.text


def studio_of(request: Request) -> Studio:
    """The studio that a request is for."""
    studio = request.app.state.studio
    assert isinstance(studio, Studio)
    return studio


def page(
    request: Request,
    template: str,
    *,
    workshop: str = "",
    tab: str = "",
    problem: Problem | None = None,
    **values: Any,
) -> HTMLResponse:
    """The answer to a request: a template with what every page shows.

    `workshop` is the id of the workshop that the page is about, `tab` which of the tabs it is, `problem` why
    what was asked for before was not done.
    """
    studio = studio_of(request)
    pages = request.app.state.pages
    assert isinstance(pages, Pages)
    shown = {
        "base": studio.base,
        "workshop": workshop,
        "workshop_title": title_of(studio, workshop),
        "tab": tab,
        "problem": problem,
        "notice": studio.notices.get(workshop),
        "undo_label": studio.desk.undo_label,
        "redo_label": studio.desk.redo_label,
        **values,
    }
    status = 200
    if problem is not None:
        status = problem.status
    return HTMLResponse(pages.html(template, shown), status)


def title_of(studio: Studio, workshop: str) -> str:
    """What people call a workshop; its id where its file cannot be read, nothing without an id."""
    if not workshop:
        return ""
    plan = studio.desk.plan(workshop).plan
    if plan is None:
        return workshop
    return plan.title


def see(request: Request, path: str) -> RedirectResponse:
    """Send the browser to another page after a form, so that reloading does not send the form again."""
    return RedirectResponse(f"{studio_of(request).base}/{path}", 303)
