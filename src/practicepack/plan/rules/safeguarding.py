"""Gates: what must be so before something is done with people, and what to do where it is not."""

from collections.abc import Iterable, Iterator, Sequence

from practicepack.diagnostics import Diagnostic, Hint, Tip, error, warning
from practicepack.library.facts import covers, facets_of, facts_in
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.activity import Activity
from practicepack.library.models.answers import can_reach, is_answer, is_lead, is_service
from practicepack.library.models.audience import Audience, Gate, Need, Refusal
from practicepack.library.models.fields import Sensitivity
from practicepack.plan.clock.stretches import day_length
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, activities
from practicepack.plan.fixes import activity_of, without, workshop_subject
from practicepack.plan.people.gathering import Gathering

RISING = ("low", "medium", "high")
TO_DO: dict[str, Tip] = {
    "referrals": Tip("fill in the referral list and check each number by phone"),
    "safeguarding": Tip("add  safeguarding: {name: ..., contact: ...}"),
    "reports_to": Tip("add  reports_to: the women's group that is told"),
    "apart": Tip("let women and men meet apart first: a parallel: block before it"),
}
MORE_ADULTS = Tip("ask trained adults to stay all day, and count them in  facilitators:")
MEETING: dict[str, tuple[str, Tip]] = {
    "earlier-day": ("a meeting of these people before this one", Tip("use it on a later day")),
    "later-day": ("a meeting of these people after this one", Tip("use it on an earlier day")),
}
"""The needs of an activity that only the order of the days can meet, in words, and what to do."""


def refused_activities(
    library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]
) -> Iterator[Diagnostic]:
    """No activity is used with an audience that it must never be used with, nor with others like it."""
    for activity in activities(days):
        for refusal in _refusals(library, activity.item, activity.gathering):
            hints: list[Hint] = []
            if refusal.why:
                hints.append(Tip(str(refusal.why)))
            hints.append(without(folder, activity))
            message = f'"{activity.id}" is never used with "{refusal.audience}"'
            about = activity_of(folder, activity)
            yield error("never-with", message, activity.span, hints=tuple(hints), subject=about)


def _refusals(library: Library, item: Activity, room: Gathering) -> list[Refusal]:
    """Why an activity cannot be used in a room: what is written of its people by name, or else of others."""
    named, others = list[Refusal](), list[Refusal]()
    for refusal in item.never_with:
        if covers(library.audiences, refusal.audience, room.audience):
            if refusal.audience in room.here:
                named.append(refusal)
            else:
                others.append(refusal)
    # Where people are named, what is written for others of whom the same is true says nothing more.
    return named or others[:1]


def only_with(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """An activity that is only for some people is used with one of their audiences."""
    for activity in activities(days):
        only = activity.item.only_with
        if only and _is_none_here(library, only, activity.gathering):
            listed = " or ".join(f'"{people.audience}"' for people in only)
            message = f'"{activity.id}" is only used with {listed}'
            hints: list[Hint] = []
            for people in only:
                # Several audiences often have one reason, which is read once.
                if people.why and str(people.why) not in hints:
                    hints.append(Tip(str(people.why)))
            hints.append(without(folder, activity))
            about = activity_of(folder, activity)
            yield error("only-with", message, activity.span, hints=tuple(hints), subject=about)


def _is_none_here(library: Library, only: Sequence[Refusal], room: Gathering) -> bool:
    """Whether it is known that none of these audiences is in a room."""
    # None stands for what is not known of the people: another rule asks for that.
    return all(covers(library.audiences, people.audience, room.audience) is False for people in only)


def too_sensitive(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Nothing is done with people for whom it is too sensitive."""
    for activity in activities(days):
        for facet, gate in _gates_before(activity):
            # A gate that asks for nothing is one that nothing can open.
            if not gate.needs:
                level = activity.item.sensitivity
                message = f'"{activity.id}" is of {level} sensitivity: never with "{facet.title}"'
                hints = (Tip(str(gate.why)), without(folder, activity))
                about = activity_of(folder, activity)
                yield error("too-sensitive", message, activity.span, hints=hints, subject=about)


def gated(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """What an audience needs before anything sensitive is there; each need is told of once."""
    reported: set[tuple[str, Need]] = set()
    reported_elsewhere = _reported_elsewhere(library, folder, days)
    for activity, were_apart in _with_past(days):
        for facet, gate in _gates_before(activity):
            for need in gate.needs:
                is_known = need in reported_elsewhere or (facet.title, need) in reported
                if is_known or _is_met(folder, need, were_apart=were_apart):
                    continue
                reported.add((facet.title, need))
                message = f'"{activity.id}" is sensitive, and "{facet.title}" need more before it'
                hints = (Tip(str(gate.why)), TO_DO[need])
                about = activity_of(folder, activity)
                yield warning("gate", message, activity.span, hints=hints, subject=about)


def _with_past(days: Sequence[DraftDay]) -> Iterator[tuple[DraftActivity, bool]]:
    """Each activity, and whether women and men have met apart in a block before its own."""
    were_apart = False
    for day in days:
        for block in day.blocks:
            for session in block.sessions:
                for activity in session.activities:
                    yield activity, were_apart
            # Only now: what is done in the rooms themselves does not come after them.
            were_apart = were_apart or is_apart(block)


def _is_met(folder: WorkshopFolder, need: str, *, were_apart: bool) -> bool:
    if need == "apart":
        return were_apart
    return has(folder, need)


def meetings_before_and_after(
    _: Library, folder: WorkshopFolder, days: Sequence[DraftDay]
) -> Iterator[Diagnostic]:
    """What looks back at a meeting, or ahead to one, has a day before it or after it."""
    for day in days:
        is_there = {"earlier-day": day is not days[0], "later-day": day is not days[-1]}
        for activity in activities([day]):
            for need in activity.item.needs:
                if not is_there.get(need, True):
                    what, other_day = MEETING[need]
                    message = f'"{activity.id}" needs {what}'
                    hints = (other_day, without(folder, activity))
                    about = activity_of(folder, activity)
                    yield warning("activity-needs", message, activity.span, hints=hints, subject=about)


def ready_for_each(
    library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]
) -> Iterator[Diagnostic]:
    """What an activity itself asks for is there."""
    reported_elsewhere = _reported_elsewhere(library, folder, days)
    for activity, were_apart in _with_past(days):
        for need in activity.item.needs:
            # What is not in TO_DO is a matter of the order of days, which another rule looks at.
            if need not in TO_DO or need in reported_elsewhere:
                continue
            if not _is_met(folder, need, were_apart=were_apart):
                hints = (TO_DO[need], without(folder, activity))
                message = f'"{activity.id}" needs something that is not there yet'
                about = activity_of(folder, activity)
                yield warning("activity-needs", message, activity.span, hints=hints, subject=about)


def _reported_elsewhere(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> set[Need]:
    """The needs that have a rule of their own."""
    needs: set[Need] = {"referrals"}
    if any_under_18(library, folder, days):
        needs.add("safeguarding")
    if men_alone(library, folder, days):
        needs.add("reports_to")
    return needs


def is_apart(block: DraftBlock) -> bool:
    """Whether women and men are in rooms of their own."""
    return {"women", "men"} <= {session.gathering.facts.gender for session in block.sessions}


def _gates_before(activity: DraftActivity) -> Iterator[tuple[Audience, Gate]]:
    return gates(activity.item.sensitivity, activity.gathering.stating("gates"))


def gates(sensitivity: Sensitivity, facets: Iterable[Audience]) -> Iterator[tuple[Audience, Gate]]:
    """The gates that stand before something of this sensitivity, and whose they are."""
    level = RISING.index(sensitivity)
    for facet in facets:
        for gate in facet.gates:
            if level >= RISING.index(gate.sensitivity):
                yield facet, gate


def has(folder: WorkshopFolder, need: str) -> bool:
    """Whether a workshop has what a gate asks for."""
    workshop = folder.workshop.item
    if need == "referrals":
        return _has_service(folder)
    if need == "safeguarding":
        return is_lead(workshop.safeguarding)
    return is_answer(getattr(workshop, need, None))


def _has_service(folder: WorkshopFolder) -> bool:
    """Whether there is a service that people can be sent to, with a way to reach it."""
    if folder.referrals is None:
        return False
    services = folder.referrals.item.services
    return any(is_service(service) and can_reach(service.phone) for service in services)


def long_enough(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No activity is used in a workshop too short to come to it slowly and to leave it well."""
    minutes = sum(day_length(day) for day in days)
    for activity in activities(days):
        least = activity.item.workshop_minutes
        if minutes < least:
            message = f'"{activity.id}" needs a workshop of {least} minutes at least, this one has {minutes}'
            hints = (Tip("give the workshop more days or longer ones"), without(folder, activity))
            about = activity_of(folder, activity)
            yield error("workshop-too-short", message, activity.span, hints=hints, subject=about)


def referral_list(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """There is somewhere to send a person who needs help.

    Source: IASC guidance; CARE GBV M&E guidance, 2014,
    https://www.scribd.com/document/405044761/CARE-GBV-M-E-Guidance-0-pdf
    """
    if has(folder, "referrals"):
        return
    message = "the referral list is empty: no one will know where to send a person who needs help"
    naming, sensitive = list[str](), list[str]()
    for activity in activities(days):
        if "referrals" in activity.item.needs:
            naming.append(activity.id)
        if activity.item.sensitivity == "high":
            sensitive.append(activity.id)
    # An activity that names a service to people weighs more than one that may upset them.
    if naming:
        message = f'do not run this yet: "{naming[0]}" needs a service to name, and {message}'
    elif sensitive:
        message = f'do not run this workshop yet: "{sensitive[0]}" is of high sensitivity, and {message}'
    hints = (Tip(f"fill in sessions/{folder.id}/referrals.yaml and check each number by phone"),)
    span = folder.workshop.key("referrals")
    yield warning("no-referrals", message, span, hints=hints, subject=workshop_subject(folder))


def children_safe(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where anybody is under 18, one named person is in charge of their safety.

    Source: https://thirtyoneeight.org/help-and-resources/knowledge-hub/working-safely/group-activities
    """
    if any_under_18(library, folder, days) and not has(folder, "safeguarding"):
        message = "do not run this workshop yet: it has no safeguarding lead"
        lead = folder.workshop.item.safeguarding
        # A name without a number looks filled in, so it is said what is wrong with it.
        if lead is not None:
            message += f', "{lead.name}" and "{lead.contact}" are not a person and a number'
        span, hints = folder.workshop.key("audience"), (TO_DO["safeguarding"],)
        yield warning("no-safeguarding-lead", message, span, hints=hints, subject=workshop_subject(folder))


def adults_for_children(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """In each room there are enough adults for the children. The room that lacks most is named.

    Source: https://thirtyoneeight.org/help-and-resources/knowledge-hub/working-safely/group-activities
    """
    most_missing, message = 0, ""
    for day in days:
        for session in day.sessions:
            room = session.gathering
            ratios = []
            for facet in room.stating("children_per_adult"):
                if facet.children_per_adult:
                    ratios.append(facet.children_per_adult)
            if not ratios:
                continue
            needed = -(-room.participants // min(ratios))
            missing = needed - room.facilitators.count
            if missing > most_missing:
                most_missing = missing
                message = (
                    f"{room.participants} children need {needed} adults in the room, one for every "
                    f"{min(ratios)}: the team there is {room.facilitators.count}"
                )
    if message:
        span, about = folder.workshop.key("facilitators"), workshop_subject(folder)
        yield warning("few-adults", message, span, hints=(MORE_ADULTS,), subject=about)


def report_back(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Women are told what a men's workshop covered.

    Source: IRC, EMAP, https://gbvresponders.org/prevention/emap/
    """
    if men_alone(library, folder, days) and not has(folder, "reports_to"):
        message = "there is no one to tell women what the men talked about"
        span, hints = folder.workshop.key("audience"), (TO_DO["reports_to"],)
        yield warning("no-report-back", message, span, hints=hints, subject=workshop_subject(folder))


def any_under_18(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> bool:
    """Whether anybody in any room is, or may be, under 18."""
    ids = set(folder.workshop.item.audience)
    for day in days:
        for session in day.sessions:
            ids.update(session.gathering.audience)
    return any(facet.under_18 for facet in facets_of(library.audiences, ids))


def men_alone(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> bool:
    """Whether a workshop is for men and not for women. Where it does not say so of all, its rooms do."""
    everybody = facts_in(facets_of(library.audiences, folder.workshop.item.audience)).gender
    if everybody is not None:
        return everybody == "men"
    rooms = set()
    for day in days:
        for session in day.sessions:
            if session.track:
                rooms.add(session.gathering.facts.gender)
    return rooms == {"men"}
