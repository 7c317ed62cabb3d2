"""The library: to browse, and to choose an activity for a place in a workshop."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.library.load import Library
from practicepack.library.models.workshop import Track
from practicepack.plan.clock.timing import MinuteRange, rounded_up
from practicepack.plan.model import Plan
from practicepack.plan.suitability import Wanted, minutes
from practicepack.studio.choices import ActivitySearch
from practicepack.studio.doing import shown_files, workshop_of
from practicepack.studio.pages import page, studio_of
from practicepack.studio.state import Studio


def chooser_of(studio: Studio) -> ActivitySearch:
    """The search of the library as it is now. Its index is made once for each state of the files."""
    library = studio.desk.library()
    # to make an index takes longer than to search it
    if studio.chooser is None or studio.chooser.library is not library:
        studio.chooser = ActivitySearch(library, studio.words)
    return studio.chooser


def library(request: Request) -> Response:
    """All activities, or those about some words."""
    typed = request.query_params.get("q", "")
    entries = list(chooser_of(studio_of(request)).entries(typed))
    return page(request, "library.html", tab="library", typed=typed, entries=entries)


def activity(request: Request) -> Response:
    """One activity: what it is for, what it takes, and how it goes."""
    studio = studio_of(request)
    id_ = request.path_params["activity"]
    for entry in chooser_of(studio).entries():
        if entry.id == id_:
            return page(request, "activity.html", tab="library", entry=entry, workshops_with=entry.used_in)
    raise HTTPException(404)


def swap(request: Request) -> Response:
    """Activities for a place in a workshop: instead of another, or at the end of a session."""
    studio, workshop = studio_of(request), workshop_of(request)
    key = request.query_params.get("key", "")
    typed = request.query_params.get("q", "")
    session, _, rest = key.partition(":")
    session = session or request.query_params.get("session", "")
    own = studio.desk.library(workshop)
    folder = own.workshops.get(workshop)
    if folder is None or session not in folder.sessions:
        raise HTTPException(404)
    uses = folder.sessions[session].item.uses
    like, title = "", ""
    at, _, _ = rest.partition(":")
    items = folder.sessions[session].item.activities
    if at.isdecimal() and int(at) < len(items):
        like = items[int(at)].use
    if like in own.activities:
        title = str(own.activities[like].item.title)
    wanted = _wanted(own, workshop, session, studio.desk.plan(workshop).plan, like)
    return page(
        request,
        "swap.html",
        workshop=workshop,
        tab="plan",
        key=key,
        session=session,
        session_title=folder.sessions[session].item.title,
        title=title,
        typed=typed,
        wanted=wanted,
        choices=chooser_of(studio).choices(typed, wanted, like, uses),
        shown=shown_files(studio, workshop),
    )


def _wanted(own: Library, workshop: str, session: str, plan: Plan | None, like: str) -> Wanted:
    """Who is in the room of a session, and how long what it has instead of an activity may take."""
    folder = own.workshops[workshop]
    item = folder.workshop.item
    audience, people = item.audience, item.participants
    rooms: list[Track] = []
    for day in item.days:
        for block in day.blocks:
            rooms += [track for track in block.parallel if track.session == session]
    # a session that two rooms have must suit both
    if len(rooms) == 1:
        kinds = {own.audiences[id_].item.kind for id_ in rooms[0].audience if id_ in own.audiences}
        staying = [
            id_ for id_ in audience if id_ in own.audiences and own.audiences[id_].item.kind not in kinds
        ]
        audience = (*staying, *rooms[0].audience)
    longest = None
    if like in own.activities:
        longest = _minutes_of(own, like, people).max
    if plan is not None:
        for planned in plan.sessions:
            if planned.id == session and planned.track is not None and len(rooms) == 1:
                people = planned.track.participants
    return Wanted(audience=audience, people=people, max_minutes=longest)


def _minutes_of(own: Library, id_: str, people: int) -> MinuteRange:
    lasting = minutes(own.activities[id_].item, people)
    return MinuteRange(lasting.min, lasting.ideal, rounded_up(lasting.max))


ROUTES = [
    Route("/library", library),
    Route("/library/{activity}", activity),
    Route("/w/{workshop}/swap", swap),
]
