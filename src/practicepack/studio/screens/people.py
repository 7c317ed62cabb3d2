"""People & help: who invites, who is in charge, where to get help, who comes. None of it is journaled."""

from collections.abc import Iterable
from functools import partial

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.edits import Edit
from practicepack.library.models.answers import is_service
from practicepack.studio.changes import WorkshopChange
from practicepack.studio.doing import apply, folder_of, shown_files, workshop_of
from practicepack.studio.findings import finding_of, is_about_help
from practicepack.studio.forms import posted, text_of
from practicepack.studio.pages import Problem, page, studio_of
from practicepack.studio.people_changes import (
    ONLY_NAMES,
    PERSONS,
    SERVICE_TEXTS,
    has_only_names,
    person_edits,
    reports_edits,
    roster_edits,
    roster_file,
    service_edits,
    service_out,
    shown_person,
)


def show(request: Request, problem: Problem | None = None, form: FormData | None = None) -> Response:
    """The screen, with what was typed when a problem arose."""
    studio, workshop = studio_of(request), workshop_of(request)
    library = studio.desk.library(workshop)
    folder = folder_of(request)
    findings = []
    for diagnostic in studio.desk.plan(workshop).diagnostics:
        if is_about_help(diagnostic):
            findings.append(finding_of(diagnostic, library, workshop, studio.desk))
    persons = {}
    for key in PERSONS:
        persons[key] = shown_person(getattr(folder.workshop.item, key))
    services = []
    if folder.referrals is not None:
        services = list(enumerate(folder.referrals.item.services))
    # its hash goes along with those of the YAML files, which it is not one of
    roster = _roster(request)
    typed = {}
    if form is not None:
        typed = _typed_service(form)
    return page(
        request,
        "people.html",
        workshop=workshop,
        tab="people",
        problem=problem,
        findings=findings,
        persons=persons,
        reports_to=folder.workshop.item.reports_to or "",
        services=services,
        answered=[is_service(service) for _, service in services],
        typed=typed,
        names=(roster or "").removeprefix(ONLY_NAMES),
        can_edit_names=roster is None or has_only_names(roster),
        count=len(folder.names),
        shown={
            **shown_files(studio, workshop),
            roster_file(folder): studio.desk.hash_of(roster_file(folder)),
        },
    )


def in_charge(request: Request, form: FormData) -> Response:
    """Who invites, who is in charge of safety, who hears complaints, and who hears what men talked about."""
    folder = folder_of(request)
    edits: list[Edit] = []
    for key in PERSONS:
        edits += person_edits(folder, key, text_of(form, f"{key}-name"), text_of(form, f"{key}-contact"))
    edits += reports_edits(folder, text_of(form, "reports_to"))
    return _carried_out(request, form, edits, studio_of(request).words.say("Change who is in charge"))


def save_service(request: Request, form: FormData) -> Response:
    """A place that helps: changed, added or taken out."""
    folder, say = folder_of(request), studio_of(request).words.say
    at = text_of(form, "at")
    if not at.isdecimal():
        raise HTTPException(404)
    number = int(at)
    if text_of(form, "do") == "out":
        return _carried_out(request, form, [service_out(folder, number)], say("Take out a place that helps"))
    typed = _typed_service(form)
    edits = list(service_edits(folder, number, typed, for_men="for_men" in form))
    return _carried_out(request, form, edits, say("Change the places that help"))


def _typed_service(form: FormData) -> dict[str, str]:
    texts = {}
    for name in SERVICE_TEXTS:
        texts[name] = text_of(form, name)
    return texts


def save_names(request: Request, form: FormData) -> Response:
    """Who comes, a name a line."""
    edits = roster_edits(folder_of(request), _roster(request), text_of(form, "names"))
    return _carried_out(request, form, edits, studio_of(request).words.say("Change the list of names"))


def _carried_out(request: Request, form: FormData, edits: Iterable[Edit], label: str) -> Response:
    back = f"w/{workshop_of(request)}/people"
    return apply(request, form, WorkshopChange(label, tuple(edits)), partial(show, request, form=form), back)


def _roster(request: Request) -> str | None:
    """The text of the list of those who come; None where there is none."""
    desk, name = studio_of(request).desk, roster_file(folder_of(request))
    if not desk.hash_of(name):
        return None
    return desk.show(name).text


def people_screen(request: Request) -> Response:
    """The screen."""
    return show(request)


ROUTES = [
    Route("/w/{workshop}/people", people_screen),
    Route("/w/{workshop}/in-charge", posted(in_charge), methods=["POST"]),
    Route("/w/{workshop}/service", posted(save_service), methods=["POST"]),
    Route("/w/{workshop}/names", posted(save_names), methods=["POST"]),
]
