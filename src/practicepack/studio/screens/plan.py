"""Plan: the days with their clock, what is wrong beside what it is about, and a button for each way out."""

from collections.abc import Iterable, Mapping
from functools import partial

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.library.models.activity import Lack
from practicepack.library.models.workshop import Workshop
from practicepack.plan.model import Plan
from practicepack.studio.changes import Changer, GoneError, WorkshopChange
from practicepack.studio.doing import carry_out, shown_files, turn_back, workshop_of
from practicepack.studio.findings import fix_named
from practicepack.studio.forms import posted, text_of, texts_of, whole_number
from practicepack.studio.page_beside import PageBeside, page_beside
from practicepack.studio.pages import Problem, page, see, studio_of
from practicepack.studio.plan_view import PlanViewer
from practicepack.studio.screens.file import broken_files

FIELDS = ("title", "participants", "facilitators", "women", "men", "place")
CLOCK = ("start", "end", "date")
LACKS: tuple[Lack, ...] = ("electricity", "paper")


def plan(request: Request) -> Response:
    """The screen."""
    workshop = workshop_of(request)
    if workshop in studio_of(request).workspace.programmes():
        return see(request, f"programme/{workshop}")
    return show(request)


def _beside(request: Request, plan: Plan | None) -> PageBeside | None:
    """The page that the address asks for."""
    query = request.query_params
    number = whole_number(query.get("page", ""), 1)
    service = studio_of(request).service
    return page_beside(service, workshop_of(request), plan, query.get("beside", ""), number)


def show(request: Request, problem: Problem | None = None, form: FormData | None = None) -> Response:
    """The screen, with a problem at its top, and in its fields what was typed when it arose."""
    studio, workshop = studio_of(request), workshop_of(request)
    planned = studio.desk.plan(workshop)
    library = studio.desk.library(workshop)
    broken = broken_files(planned.diagnostics, library, workshop, studio.workspace.workshop_names(workshop))
    # a workshop that cannot be read has no fields: its text is offered, and the plan as it was
    if workshop not in library.workshops:
        return page(
            request,
            "plan-broken.html",
            workshop=workshop,
            tab="plan",
            problem=problem,
            broken=broken,
            planned=planned,
        )
    view = PlanViewer(studio.desk, library, workshop, studio.words).view(planned)
    return page(
        request,
        "plan.html",
        workshop=workshop,
        tab="plan",
        problem=problem,
        view=view,
        facts=_facts(view.folder.workshop.item, form),
        was=_was(view.folder.workshop.item),
        audiences=studio.audiences(),
        lacks=LACKS,
        shown=shown_files(studio, workshop),
        beside=_beside(request, planned.plan),
        broken=broken,
        is_last_good=planned.is_last_good,
        is_shipped=bool(studio.desk.files.shipped_workshop(f"sessions/{workshop}/workshop.yaml")),
    )


def _facts(item: Workshop, form: FormData | None) -> dict[str, object]:
    """What stands in the fields at the top: what is written, or what was typed and could not be taken."""
    team = item.facilitators
    facts = {
        "title": item.title,
        "participants": item.participants,
        "facilitators": team.count,
        "women": team.women or "",
        "men": team.men or "",
        "place": item.place or "",
    }
    if form is not None and "participants" in form:
        for name in FIELDS:
            facts[name] = text_of(form, name)
    return facts


def _was(item: Workshop) -> dict[str, object]:
    """What is written now, for each field at the top."""
    return {**_facts(item, None), "audience": " ".join(item.audience), "lacks": " ".join(item.lacks)}


def _back(request: Request) -> str:
    return f"w/{workshop_of(request)}/plan"


def do(request: Request, form: FormData) -> Response:
    """What a button asks for."""
    value = text_of(form, "do")

    def make(changer: Changer) -> WorkshopChange:
        if value.startswith("fix:"):
            return _fix(request, value.removeprefix("fix:"))
        return changer.of_button(value)

    return carry_out(request, form, make, partial(show, request), _back(request))


def _fix(request: Request, key: str) -> WorkshopChange:
    studio = studio_of(request)
    fix = fix_named(studio.desk.plan(workshop_of(request)).diagnostics, key, studio.desk)
    if fix is None:
        raise GoneError
    return WorkshopChange(fix.label, fix.edits)


def facts(request: Request, form: FormData) -> Response:
    """Title, people, who leads, where, who comes."""
    audience = []
    for field in ("audience-who", "audience-age", "audience"):
        audience += [id_ for id_ in texts_of(form, field) if id_]
    lists = {"audience": audience, "lacks": texts_of(form, "lacks")}
    # only what this person changed is written: other fields may have been changed elsewhere meanwhile
    values = typed(form, FIELDS)
    for key, ids in lists.items():
        if set(ids) == set(text_of(form, f"was-{key}").split()):
            ids.clear()
        elif not ids:
            ids.append("")

    def make(changer: Changer) -> WorkshopChange:
        return changer.people(values, lists["audience"], lists["lacks"])

    return carry_out(request, form, make, partial(show, request, form=form), _back(request))


def typed(form: FormData, names: Iterable[str]) -> Mapping[str, str]:
    """The fields in which something else stands than when the page was made."""
    values = {}
    for name in names:
        if text_of(form, name) != text_of(form, f"was-{name}"):
            values[name] = text_of(form, name)
    return values


def day(request: Request, form: FormData) -> Response:
    """When a day starts and ends, and its date."""
    values = typed(form, CLOCK)

    def make(changer: Changer) -> WorkshopChange:
        return changer.clock(int(text_of(form, "day")), values)

    return carry_out(request, form, make, partial(show, request), _back(request))


def history(request: Request, form: FormData) -> Response:
    """Undo and redo."""
    is_undo = text_of(form, "do") == "undo"
    return turn_back(request, partial(show, request), _back(request), is_undo=is_undo)


ROUTES = [
    Route("/w/{workshop}/plan", plan),
    Route("/w/{workshop}/do", posted(do), methods=["POST"]),
    Route("/w/{workshop}/facts", posted(facts), methods=["POST"]),
    Route("/w/{workshop}/day", posted(day), methods=["POST"]),
    Route("/w/{workshop}/history", posted(history), methods=["POST"]),
]
