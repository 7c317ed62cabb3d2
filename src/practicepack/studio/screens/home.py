"""Home: one's own workshops, and how to start a new one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.desk.new_names import empty_referral_list
from practicepack.diagnostics import CallError
from practicepack.library.load import REFERRALS
from practicepack.library.own_workshop import Answers, own_texts
from practicepack.studio.forms import posted, text_of
from practicepack.studio.pages import page, see, studio_of
from practicepack.studio.state import Studio
from practicepack.workspace import PROGRAMME


@dataclass(frozen=True, slots=True)
class WorkshopCard:
    """A workshop in a list."""

    id: str
    title: str
    people: int | None
    """How many come; nothing where its file cannot be read."""
    days: int
    who: tuple[str, ...]
    """The titles of the audiences."""
    changed: str = ""
    """When one of its files was changed last."""
    is_programme: bool = False


def home(request: Request) -> Response:
    """The first screen."""
    studio = studio_of(request)
    own, shipped = [], []
    for card in _workshop_cards(studio):
        if studio.desk.files.is_own(f"sessions/{card.id}"):
            own.append(card)
        else:
            shipped.append(card)
    return page(
        request,
        "home.html",
        tab="home",
        own=own,
        shipped=shipped,
        folder=str(studio.desk.files.root / "sessions"),
        audiences=studio.audiences(),
    )


def _workshop_cards(studio: Studio) -> Iterator[WorkshopCard]:
    all_read = studio.desk.library()
    for id_ in studio.workspace.workshops():
        is_own = studio.desk.files.is_own(f"sessions/{id_}")
        library = all_read
        changed = ""
        if is_own:
            library = studio.desk.library(id_)
            changed = _changed(studio, id_)
        folder = library.workshops.get(id_)
        if folder is None:
            yield WorkshopCard(id_, id_, None, 0, (), changed)
            continue
        item = folder.workshop.item
        who = []
        for audience in item.audience:
            if audience in library.audiences:
                who.append(str(library.audiences[audience].item.title))
        yield WorkshopCard(id_, str(item.title), item.participants, len(item.days), tuple(who), changed)
    for id_, entry in all_read.programmes.items():
        yield WorkshopCard(id_, str(entry.item.title), None, len(entry.item.stages), (), is_programme=True)


def _changed(studio: Studio, workshop: str) -> str:
    """When a file of a workshop was changed last, as people say it."""
    newest = 0
    folder = f"{studio.desk.files.root / 'sessions' / workshop}"
    for path, (nanoseconds, _, _) in studio.workspace.stamps().items():
        if path.startswith(folder):
            newest = max(newest, nanoseconds)
    when = datetime.fromtimestamp(newest / 1e9)
    return f"{studio.words.date(when.date())}, {studio.words.clock(when.hour * 60 + when.minute)}"


def copy(request: Request, form: FormData) -> Response:
    """Start a workshop of one's own from another. Names, numbers and dates are not copied."""
    studio = studio_of(request)
    origin, title = text_of(form, "origin"), text_of(form, "title")
    library = studio.desk.library(origin)
    if origin not in library.workshops:
        raise CallError(studio.words.say("that workshop cannot be read"))
    is_ours = studio.desk.files.is_own(f"sessions/{origin}")
    # the copy may be renamed later: to ask now would stand in the way
    if not title:
        title = str(library.workshops[origin].workshop.item.title)
    texts = own_texts(
        library.workshops[origin], Answers(title), empty_referral_list(studio.workspace), is_ours=is_ours
    )
    name = studio.desk.start(title, {REFERRALS: empty_referral_list(studio.workspace), **texts})
    studio.note(name, studio.words.say("A workshop of your own: “%(title)s”.", title=title))
    return see(request, f"w/{name}/plan")


def programme(request: Request) -> Response:
    """The workshops of a programme, in their order."""
    studio = studio_of(request)
    library = studio.desk.library()
    id_ = request.path_params["programme"]
    if id_ not in library.programmes:
        raise CallError(studio.words.say("there is no such programme"))
    entry = library.programmes[id_]
    titles = {}
    for stage in entry.item.stages:
        titles[stage.workshop] = stage.workshop
        if stage.workshop in library.workshops:
            titles[stage.workshop] = str(library.workshops[stage.workshop].workshop.item.title)
    name = f"sessions/{id_}/{PROGRAMME}"
    return page(request, "programme.html", tab="home", item=entry.item, titles=titles, name=name)


ROUTES = [
    Route("/", home),
    Route("/copy", posted(copy), methods=["POST"]),
    Route("/programme/{programme}", programme),
]
