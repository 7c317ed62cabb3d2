"""Say why each piece of a proposal is there, what is not, and what would help where nothing fits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from practicepack.library.load import Library
from practicepack.library.models.people import Team
from practicepack.propose.arrange import PHASES
from practicepack.propose.arrangement import Piece
from practicepack.propose.candidates import Exclusion
from practicepack.propose.propose import IS_ABOUT, Proposal, Proposals, propose
from practicepack.propose.request import ProposalRequest
from practicepack.propose.rooms import audience_of

PHASE_REASONS = {
    "trust": "people get to know and trust each other",
    "explore": "shows how things are",
    "analyse": "asks why things are so",
    "imagine": "shows what could be",
    "act": "ends in something to do",
}
"""What an activity of each phase does for people on their way through a workshop."""
MORE_MINUTES = (30, 60, 120)
MORE_FACILITATORS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class NotThere:
    """An activity that is about what was asked for and cannot be used."""

    id: str
    title: str
    why: str
    limit: str
    """Which limit it meets, as in `Exclusion`."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What stands in the way of a proposal."""

    name: str
    """Which limit, as in `Exclusion`."""
    excluded: int
    """How many activities it excludes."""
    example: str
    """One of them, and why."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A change of the request with which there are proposals."""

    change: str
    """What to change, in words."""
    request: ProposalRequest
    number: int
    """How many proposals there are then."""


def why(
    library: Library, request: ProposalRequest, proposals: Proposals, proposal: Proposal, piece: Piece
) -> str:
    """Why a piece is there, in one line; empty for what only opens or closes a meeting."""
    item = piece.draft.item
    if item.kind != "method":
        return ""
    reasons = []
    if request.about and proposals.relevance.get(piece.id, 0.0) >= IS_ABOUT:
        reasons.append("about what you asked for")
    if item.phase in PHASES:
        reasons.append(PHASE_REASONS[item.phase])
    reasons += _what_follows(library, proposal, piece)
    if piece.reason:
        reasons.append(piece.reason)
    if piece.exception:
        reasons.append(piece.exception)
    return "; ".join(reasons)


def _what_follows(library: Library, proposal: Proposal, piece: Piece) -> Iterator[str]:
    """The later pieces that begin with what this one ends in."""
    is_later = False
    for other in proposal.arrangement.pieces():
        takes = {*other.draft.item.takes} & {*piece.draft.item.gives}
        if is_later and takes:
            yield f'"{library.activities[other.id].item.title}" goes on from it'
        is_later = is_later or other == piece


def not_there(library: Library, request: ProposalRequest, proposals: Proposals) -> list[NotThere]:
    """What is about what was asked for and cannot be used, the best answer first."""
    if not request.about:
        return []
    # What is left out in a room for everyone may be there for women and men apart.
    used = {id_ for proposal in proposals.proposals for id_ in proposal.arrangement.methods()}
    missing = []
    for id_, exclusion in proposals.left_out.items():
        if id_ not in used and proposals.relevance.get(id_, 0.0) >= IS_ABOUT:
            title = library.activities[id_].item.title
            missing.append(NotThere(id_, title, exclusion.sentence, exclusion.limit))
    missing.sort(key=lambda activity: (-proposals.relevance[activity.id], activity.id))
    return missing


def limits(library: Library, left_out: Mapping[str, Exclusion]) -> list[Limit]:
    """Everything that stands in the way, what excludes most first."""
    by_name: dict[str, list[str]] = {}
    for id_, exclusion in left_out.items():
        by_name.setdefault(exclusion.limit, []).append(id_)
    obstacles = []
    for name, ids in by_name.items():
        title = library.activities[ids[0]].item.title
        obstacles.append(Limit(name, len(ids), f'"{title}": {left_out[ids[0]].sentence}'))
    obstacles.sort(key=lambda limit: (-limit.excluded, limit.name))
    return obstacles


def what_would_help(library: Library, request: ProposalRequest, proposals: Proposals) -> list[Relaxed]:
    """The changes with which there are proposals, each by the smallest step that helps, the best first."""
    helps = []
    # the smallest step that helps is the one to offer: people can ask for more themselves
    for group in _possible_changes(library, request, proposals):
        for change, changed in group:
            # the index of the words is the same as long as the words are
            relevance = None
            if changed.about == request.about:
                relevance = proposals.relevance
            answer = propose(library, changed, relevance)
            if answer.proposals:
                helps.append(Relaxed(change, changed, len(answer.proposals)))
                break
    helps.sort(key=lambda relaxed: (-relaxed.number, relaxed.change))
    return helps


Changed = tuple[str, ProposalRequest]


def _possible_changes(
    library: Library, request: ProposalRequest, proposals: Proposals
) -> Iterator[list[Changed]]:
    """What could be changed: for each thing, from the smallest step to the largest."""
    if any(exclusion.limit == "gender" for exclusion in proposals.left_out.values()):
        yield list(_with_gender(library, request))
    yield list(_with_more_time(request))
    yield list(_with_more_facilitators(request))
    if request.not_above != "high":
        yield [("activities of high sensitivity as well", replace(request, not_above="high"))]
    if request.lacks:
        yield [(f"a place that has {' and '.join(request.lacks)}", replace(request, lacks=()))]
    if request.about:
        yield [("another subject, or none", replace(request, about=""))]
    halves = request.participants // 2
    # A workshop has two people at least.
    if halves >= 2:
        yield [(f"half as many people, {halves} at a time", replace(request, participants=halves))]


def _with_more_time(request: ProposalRequest) -> Iterator[Changed]:
    for minutes in MORE_MINUTES:
        yield f"{minutes} minutes more in each meeting", longer(request, minutes)


def _with_more_facilitators(request: ProposalRequest) -> Iterator[Changed]:
    for more in MORE_FACILITATORS:
        change = f"{more} more facilitators"
        if more == 1:
            change = "1 more facilitator"
        yield change, replace(request, facilitators=_team_with(request.facilitators, more))


def _with_gender(library: Library, request: ProposalRequest) -> Iterator[Changed]:
    """The request with the gender that it leaves open: both, women or men."""
    # Both comes first: it excludes no one who may come.
    for gender in ("both", "women", "men"):
        id_ = audience_of(library, gender)
        if id_ is not None:
            named = replace(request, audience=(id_, *request.audience))
            yield f"it is said who comes, such as --audience {id_}", named


def longer(request: ProposalRequest, minutes: int) -> ProposalRequest:
    """The same request with meetings that end later; none ends after midnight."""
    meetings = []
    for meeting in request.meetings:
        meetings.append(replace(meeting, end=min(24 * 60, meeting.end + minutes)))
    return replace(request, meetings=tuple(meetings))


def _team_with(team: Team, more: int) -> Team:
    return Team(number=team.count + more, women=team.women, men=team.men)
