"""Which activities could be used with some people, and why each of the others cannot."""

from collections.abc import Mapping
from dataclasses import dataclass

from practicepack.library.facts import covers
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity
from practicepack.plan.clock.pauses import PAUSE
from practicepack.plan.clock.timing import MinuteRange, lasting, rounded_up, total
from practicepack.plan.draft import DraftActivity
from practicepack.plan.drafter import Drafter
from practicepack.plan.people.audience import is_for
from practicepack.plan.people.gathering import Gathering
from practicepack.plan.people.history import counts_as
from practicepack.plan.people.team import shortfall_by_sex
from practicepack.plan.rules.safeguarding import RISING, gates
from practicepack.plan.rules.who_comes import rule_by_gender
from practicepack.plan.suitability import suits
from practicepack.propose.request import ProposalRequest

A_FEW_MORE = 0.2
"""One activity of a proposal may be used with so many more people than it is for, as a share; it says so."""
WELL_KNOWN = 0.15
"""What it adds to how well an activity fits that it was made for these people, or adapted to them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity that these people could do, and how well it answers what they asked for."""

    draft: DraftActivity
    minutes: MinuteRange
    """How long it can last, with the pauses that the planner puts into it."""
    run: int
    """How long people sit in it before they can have a break: the most that they can, if it has pauses."""
    relevance: float
    """How much it is about what was asked for: 0 to 1. Without a question, 0.5."""
    suits: float
    """What is added because it was made for these people, or adapted to them: 0 to 0.3."""
    reason: str
    """Why it is there for these people, such as "made for women"; or empty."""
    exception: str = ""
    """Where there are a few people too many for it: that this is so."""

    @property
    def id(self) -> str:
        """The activity's id."""
        return self.draft.id

    @property
    def item(self) -> Activity:
        """The activity as it is for these people."""
        return self.draft.item


@dataclass(frozen=True, slots=True)
class Times:
    """How much time an activity may take, in minutes."""

    longest: int
    """No more than this, with its pauses."""
    unbroken: int
    """No more than this without a pause."""
    is_tight: bool = False
    """Whether activities get their shortest time, where their best does not fit."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What there is to choose from in one room, and what was left out, with a sentence for each."""

    candidates: Mapping[str, Candidate]
    left_out: Mapping[str, "Exclusion"]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why an activity is left out: which limit it meets, and the sentence that says so."""

    limit: str
    """One of the names that `propose` has words for, such as people, minutes or apart."""
    sentence: str


def pool(
    library: Library,
    request: ProposalRequest,
    drafter: Drafter,
    room: Gathering,
    relevance: Mapping[str, float],
    times: "Times",
) -> Pool:
    """Choose for one room."""
    span = drafter.folder.workshop.span("title")
    candidates: dict[str, Candidate] = {}
    left_out: dict[str, Exclusion] = {}
    for id_ in library.activities:
        exclusion = _by_people(library, request, id_, room) or _prepares(library, drafter.everyone, id_)
        if exclusion is None:
            draft = drafter.activity(id_, span, room)
            exclusion = (
                _gender_unknown(library, draft)
                or _by_place(request, draft.item)
                or _by_meetings(request, draft)
                or _by_time(draft, times)
            )
        if exclusion is not None:
            left_out[id_] = exclusion
            continue
        candidates[id_] = _candidate(library, draft, room, relevance.get(id_, 0.0), times)
    return Pool(candidates, left_out)


def _candidate(
    library: Library, draft: DraftActivity, room: Gathering, relevance: float, times: Times
) -> Candidate:
    fit = suits(library, library.activities[draft.id].item, room.audience)
    reason = fit.why.split(";")[0]
    is_for_them = reason.startswith("made for") or " for " in reason
    bonus = 0.0
    if is_for_them:
        bonus = WELL_KNOWN * (2 - fit.rank)
    else:
        reason = ""
    minutes = _activity_minutes(draft, times)
    # the planner puts pauses into what is too long, and these take time as well
    run = minutes.ideal
    if run > times.unbroken:
        pauses = lasting(run // times.unbroken * PAUSE)
        minutes = total([minutes, pauses])
        run = times.unbroken
    return Candidate(draft, minutes, run, relevance, bonus, reason, _exception(draft.item, room))


def _by_people(library: Library, request: ProposalRequest, id_: str, room: Gathering) -> Exclusion | None:
    """Why these people cannot do an activity, whatever time there is."""
    # as it is authored: a variant can change numbers, but never who it must not be used with
    item = library.activities[id_].item
    if not is_for(item, room.people):
        return Exclusion("audience", "it is for other people")
    if item.kind == "method" and not counts_as(library, id_).isdisjoint(request.done):
        return Exclusion("done", "these people have done it")
    # what is said of the people comes before what is said of numbers: it cannot be changed
    return (
        _never_with(library, item, room)
        or _above_sensitivity(request, item, room)
        or _wrong_number(item, room)
        or _lacks_facilitators(item, room)
    )


def _prepares(library: Library, everyone: Gathering, id_: str) -> Exclusion | None:
    """Why what people do in rooms of their own, before they meet, does not suit those who never meet."""
    item = library.activities[id_].item
    for refusal in item.never_with:
        is_before = refusal.audience in item.made_for
        if is_before and not covers(library.audiences, refusal.audience, everyone.audience):
            title = library.audiences[refusal.audience].item.title
            return Exclusion("audience", f"only before a session of {title.lower()}")
    return None


def _never_with(library: Library, item: Activity, room: Gathering) -> Exclusion | None:
    for refusal in item.never_with:
        if covers(library.audiences, refusal.audience, room.audience):
            title = library.audiences[refusal.audience].item.title
            sentence = f"never with {title.lower()}"
            if refusal.why:
                sentence += f": {refusal.why}"
            return Exclusion("audience", sentence)
    allowed = []
    for only in item.only_with:
        if covers(library.audiences, only.audience, room.audience):
            return None
        allowed.append(library.audiences[only.audience].item.title.lower())
    if allowed:
        return Exclusion("audience", f"only with {' or '.join(allowed)}")
    return None


def _above_sensitivity(request: ProposalRequest, item: Activity, room: Gathering) -> Exclusion | None:
    level = item.sensitivity
    if RISING.index(level) > RISING.index(request.not_above):
        return Exclusion("sensitivity", f"of {level} sensitivity, above {request.not_above}")
    for facet, gate in gates(level, room.stating("gates")):
        if not gate.needs:
            return Exclusion("audience", f"of {level} sensitivity, never with {facet.title.lower()}")
    return None


def _wrong_number(item: Activity, room: Gathering) -> Exclusion | None:
    people = item.people.counted(room.participants)
    unit = _unit(item)
    if people < item.people.min:
        return Exclusion("people", f"for {item.people.min} {unit} at least")
    # what holds a meeting together is for everyone, so it makes no exceptions
    most: float = item.people.max
    if item.kind == "method":
        most *= 1 + A_FEW_MORE
    if people > most:
        return Exclusion("people", f"for {item.people.max} {unit} at most")
    return None


def _exception(item: Activity, room: Gathering) -> str:
    """That there are a few people too many, which is said once; empty where there are not."""
    people = item.people.counted(room.participants)
    if people <= item.people.max:
        return ""
    return f"for {item.people.max} {_unit(item)} at most: with {people} it takes longer, or two rounds"


def _unit(item: Activity) -> str:
    if item.people.unit == "couple":
        return "couples"
    return "people"


def _lacks_facilitators(item: Activity, room: Gathering) -> Exclusion | None:
    if item.facilitators.count > room.facilitators.count:
        return Exclusion("facilitators", f"needs {item.facilitators.count} facilitators")
    missing = shortfall_by_sex(room.facilitators, item.facilitators)
    if missing:
        return Exclusion("facilitators", f"needs {missing}")
    return None


def _gender_unknown(library: Library, draft: DraftActivity) -> Exclusion | None:
    if draft.gathering.facts.gender is None and rule_by_gender(library, draft):
        return Exclusion("gender", "only once it is said whether women, men or both come")
    return None


def _activity_minutes(draft: DraftActivity, times: Times) -> MinuteRange:
    """How long an activity takes, without pauses. Where time is tight, its shortest time has to do."""
    minutes = draft.minutes
    if not times.is_tight:
        return minutes
    least = min(rounded_up(minutes.min), minutes.ideal)
    return MinuteRange(minutes.min, least, minutes.max)


def _by_time(draft: DraftActivity, times: Times) -> Exclusion | None:
    """Why an activity does not fit the time."""
    best = _activity_minutes(draft, times).ideal
    if best > times.longest:
        return Exclusion("minutes", f"takes {best} minutes, {times.longest} are free at once")
    if best > times.unbroken and longest_run(draft) > times.unbroken:
        return Exclusion("minutes", f"takes {best} minutes, {times.unbroken} is the most without a pause")
    return None


def _by_place(request: ProposalRequest, item: Activity) -> Exclusion | None:
    """Why an activity does not fit the place."""
    for material in item.materials:
        if material.needs in request.lacks and material.substitute is None:
            return Exclusion("place", f"needs {material.needs} for {material.item}")
    for sheet in item.flipcharts:
        if "paper" in request.lacks and sheet.substitute is None:
            return Exclusion("place", f"needs paper for {sheet.title}")
    return None


def _by_meetings(request: ProposalRequest, draft: DraftActivity) -> Exclusion | None:
    """Why an activity does not fit so many meetings, or such short ones."""
    item = draft.item
    if item.workshop_minutes > request.minutes:
        return Exclusion("workshop", f"only in a workshop of {item.workshop_minutes} minutes or more")
    if not draft.steps:
        return Exclusion("audience", "nothing of it is for these people")
    meetings = len(request.meetings)
    if "earlier-day" in item.needs and meetings == 1:
        return Exclusion("meetings", "looks back at an earlier meeting")
    if "later-day" in item.needs and meetings == 1:
        return Exclusion("meetings", "looks ahead to a later meeting")
    return None


def longest_run(draft: DraftActivity) -> int:
    """The longest that people sit in an activity without a pause, at its best, in minutes.

    The planner can put a pause after each step that allows one.
    """
    longest, run = 0, 0
    for step in draft.steps:
        run += step.minutes.ideal
        longest = max(longest, run)
        if step.item.pause_after:
            run = 0
    return longest
