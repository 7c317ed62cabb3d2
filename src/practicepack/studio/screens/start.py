"""Start a workshop by four questions: proposals to choose from, with why each part is in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.desk.new_names import empty_referral_list
from practicepack.desk.text_edits import changed
from practicepack.diagnostics import CallError, Source
from practicepack.edits import Set
from practicepack.library.editing import quoted
from practicepack.library.load import REFERRALS, Library
from practicepack.library.models.fields import MOST_PEOPLE
from practicepack.plan.model import DayPlan
from practicepack.propose.explain import Limit, NotThere, Relaxed, limits, not_there, what_would_help, why
from practicepack.propose.propose import Proposal, Proposals, propose
from practicepack.propose.request import Meeting, ProposalRequest, meeting_of, team_of
from practicepack.studio.findings import sentence
from practicepack.studio.forms import posted, text_of
from practicepack.studio.pages import Problem, page, see, studio_of
from practicepack.studio.state import Studio
from practicepack.workspace import WORKSHOP

MOST_MEETINGS = 12
MOST_NOT_POSSIBLE = 5
UNNAMED = "new"
"""What the folder is called until it is written under a name of its own."""
Fields = QueryParams | FormData


@dataclass(frozen=True, slots=True)
class OfferedPart:
    """A line of a proposal: when, what, and why."""

    start: int
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal for the screen."""

    number: int
    intent: str
    days: tuple[tuple[OfferedPart, ...], ...]
    minutes: int
    sheets: int
    copies: int
    to_know: tuple[str, ...]


def start(request: Request) -> Response:
    """The proposals for what was answered; the questions again where an answer is missing."""
    studio = studio_of(request)
    fields = request.query_params
    try:
        asked = _request(studio, fields)
    except (CallError, ValueError) as fault:
        return _questions(request, Problem("refused", sentence(str(fault)), status=422))
    library = studio.desk.library()
    proposals = _proposals(studio, library, asked)
    missing: list[NotThere] = []
    in_the_way: list[Limit] = []
    helps: list[Relaxed] = []
    if proposals.proposals:
        missing = not_there(library, asked, proposals)[:MOST_NOT_POSSIBLE]
    else:
        in_the_way = limits(library, proposals.left_out)
        # each change is tried, which takes as long as many proposals
        if "help" in fields:
            helps = what_would_help(library, asked, proposals)
    offers = []
    for number, proposal in enumerate(proposals.proposals, start=1):
        offers.append(_offer(library, asked, proposals, proposal, number))
    return page(
        request,
        "proposals.html",
        tab="home",
        offers=offers,
        missing=missing,
        limits=in_the_way,
        helps=helps,
        help_address=f"{studio.base}/start?{request.url.query}&help=1",
        is_helped="help" in fields,
        answers=list(fields.multi_items()),
        asked=asked,
        title=fields.get("title", "").strip(),
        audiences=studio.audiences(),
        given=fields,
        chosen=asked.audience,
    )


def _questions(request: Request, problem: Problem) -> Response:
    studio = studio_of(request)
    fields = request.query_params
    chosen = tuple(fields.getlist("audience"))
    return page(
        request,
        "questions-again.html",
        tab="home",
        problem=problem,
        audiences=studio.audiences(),
        given=fields,
        chosen=chosen,
    )


def take_proposal(request: Request, form: FormData) -> Response:
    """Write the proposal that was chosen, and go on with its plan."""
    studio = studio_of(request)
    asked = _request(studio, form)
    proposals = _proposals(studio, studio.desk.library(), asked).proposals
    number = text_of(form, "take")
    if not number.isdecimal() or not 1 <= int(number) <= len(proposals):
        raise CallError(studio.words.say("that proposal is not there any more: ask again"))
    title = text_of(form, "title") or studio.words.say("My workshop")
    files = dict(proposals[int(number) - 1].files)
    # the title is the only thing that its name does not give
    files[WORKSHOP] = changed(Source(WORKSHOP, files[WORKSHOP]), Set(WORKSHOP, ("title",), quoted(title)))
    name = studio.desk.start(title, {**files, REFERRALS: empty_referral_list(studio.workspace)})
    studio.note(name, studio.words.say("A workshop of your own: “%(title)s”.", title=title))
    return see(request, f"w/{name}/plan")


def _proposals(studio: Studio, library: Library, asked: ProposalRequest) -> Proposals:
    """The proposals. The same request gives the same, so those for the last are not made again."""
    known = studio.last_proposals
    if known is not None and known[0] is library and known[1] == asked:
        return known[2]
    proposals = propose(library, asked)
    studio.last_proposals = (library, asked, proposals)
    return proposals


def _request(studio: Studio, fields: Fields) -> ProposalRequest:
    """What was answered. Raises CallError or ValueError where it makes no sense."""
    say = studio.words.say
    known = studio.desk.library().audiences
    audience = []
    # an id that is not known comes from an old page, or from someone who tries
    for value in fields.getlist("audience"):
        if isinstance(value, str) and value in known:
            audience.append(value)
    if not audience:
        raise CallError(say("say who comes"))
    people = _number_between(studio, fields, "participants", 2, MOST_PEOPLE)
    women, men = (
        _number_between(studio, fields, "women", 0, 50),
        _number_between(studio, fields, "men", 0, 50),
    )
    if women + men == 0:
        raise CallError(say("say how many lead it"))
    meeting = meeting_of(f"{_typed(fields, 'start')}-{_typed(fields, 'end')}")
    meetings: tuple[Meeting, ...] = (meeting,) * _number_between(studio, fields, "meetings", 1, MOST_MEETINGS)
    return ProposalRequest(
        name=UNNAMED,
        audience=tuple(dict.fromkeys(audience)),
        participants=people,
        meetings=meetings,
        facilitators=team_of(_team(women, men)),
        about=_typed(fields, "about"),
    )


def _team(women: int, men: int) -> str:
    parts: Mapping[str, int] = {"women": women, "men": men}
    return "{" + ", ".join(f"{key}: {number}" for key, number in parts.items() if number) + "}"


def _number_between(studio: Studio, fields: Fields, name: str, least: int, most: int) -> int:
    text = _typed(fields, name)
    if not text.isdecimal() or not least <= int(text) <= most:
        message = studio.words.say(
            "“%(text)s” is not a number from %(least)s to %(most)s", text=text, least=least, most=most
        )
        raise CallError(message)
    return int(text)


def _typed(fields: Fields, name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        return ""
    return value.strip()


def _offer(
    library: Library, asked: ProposalRequest, proposals: Proposals, proposal: Proposal, number: int
) -> Offer:
    reasons = {}
    for piece in proposal.arrangement.pieces():
        reasons[piece.id] = why(library, asked, proposals, proposal, piece)
    days, minutes = [], 0
    for day in proposal.plan.days:
        days.append(tuple(_parts(day, reasons)))
        minutes += day.end - day.start
    copies = 0
    for sheet in proposal.plan.sheets:
        copies += sheet.copies
    to_know = dict.fromkeys(sentence(warning.message) for warning in proposal.warnings)
    return Offer(
        number, proposal.intent, tuple(days), minutes, len(proposal.plan.sheets), copies, tuple(to_know)
    )


def _parts(day: DayPlan, reasons: Mapping[str, str]) -> list[OfferedPart]:
    parts = []
    for slot in day.slots:
        for session in slot.sessions[:1]:
            for activity in session.activities:
                reason = reasons.get(activity.id, "")
                if reason:
                    reason = sentence(reason)
                parts.append(OfferedPart(activity.start, str(activity.title), reason))
        if not slot.sessions:
            title = slot.kind
            if slot.energiser is not None:
                title = slot.energiser.title  # type: ignore[assignment]  # a kind or a title
            parts.append(OfferedPart(slot.start, title.capitalize(), ""))
    return parts


ROUTES = [
    Route("/start", start),
    Route("/take", posted(take_proposal), methods=["POST"]),
]
