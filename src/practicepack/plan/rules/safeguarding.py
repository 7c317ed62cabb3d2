"""Gates: what must be so before something is done with people, and what to do where it is not."""

from collections.abc import Iterable, Iterator, Sequence

from practicepack.diagnostics import Diagnostic, error, warning
from practicepack.library.facts import covers, facts
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.answers import can_reach, is_answer, is_lead, is_service
from practicepack.library.models.audience import Audience, Gate, Need
from practicepack.library.models.fields import Sensitivity
from practicepack.plan.clock.stretches import length
from practicepack.plan.draft import DraftActivity, DraftBlock, DraftDay, activities

RISING = ("low", "medium", "high")
TO_DO: dict[str, str] = {
    "referrals": "fill in the referral list and check each number by phone",
    "safeguarding": "add  safeguarding: {name: ..., contact: ...}",
    "reports_to": "add  reports_to: the women's group that is told",
    "apart": "let women and men meet apart first: a parallel: block before it",
}
MEETING: dict[str, tuple[str, str]] = {
    "earlier-day": ("a meeting of these people before this one", "use it on a later day"),
    "later-day": ("a meeting of these people after this one", "use it on an earlier day"),
}
"""The needs of an activity that only the order of the days can meet, in words, and what to do."""


def refused(library: Library, _: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No activity is used with an audience that it must never be used with, nor with others like it."""
    for activity in activities(days):
        here = activity.gathering
        refusals = [
            one for one in activity.item.never_with if covers(library.audiences, one.audience, here.audience)
        ]
        # where people are named, what is written for others of whom the same is true says nothing more
        for refusal in [one for one in refusals if one.audience in here.here] or refusals[:1]:
            why = (str(refusal.why),) if refusal.why else ()
            message = f'"{activity.id}" is never used with "{refusal.audience}"'
            hints = (*why, f"--without {activity.id}")
            yield error("never-with", message, activity.span, hints=hints)


def only_with(library: Library, _: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """An activity that is only for some people is used with one of their audiences."""
    for activity in activities(days):
        only, room = activity.item.only_with, activity.gathering
        found = [covers(library.audiences, one.audience, room.audience) for one in only]
        if only and not any(found) and None not in found:
            listed = " or ".join(f'"{one.audience}"' for one in only)
            message = f'"{activity.id}" is only used with {listed}'
            reasons = dict.fromkeys(str(one.why) for one in only if one.why)
            hints = (*reasons, f"--without {activity.id}")
            yield error("only-with", message, activity.span, hints=hints)


def too_sensitive(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Nothing is done with people for whom it is too sensitive."""
    for activity in activities(days):
        for facet, gate in _before(activity):
            if not gate.needs:
                level = activity.item.sensitivity
                message = f'"{activity.id}" is of {level} sensitivity: never with "{facet.title}"'
                hints = (str(gate.why), f"--without {activity.id}")
                yield error("too-sensitive", message, activity.span, hints=hints)


def gated(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """What an audience needs before anything sensitive is there; each need is told of once."""
    told: set[tuple[str, Need]] = set()
    others_tell = _told_anyway(library, folder, days)
    were_apart = False
    for block in (block for day in days for block in day.blocks):
        for activity in (one for session in block.sessions for one in session.activities):
            for facet, gate in _before(activity):
                for need in gate.needs:
                    is_met = were_apart if need == "apart" else has(folder, need)
                    if not is_met and need not in others_tell and (facet.title, need) not in told:
                        told.add((facet.title, need))
                        message = f'"{activity.id}" is sensitive, and "{facet.title}" need more before it'
                        hints = (str(gate.why), TO_DO[need])
                        yield warning("gate", message, activity.span, hints=hints)
        were_apart = were_apart or is_apart(block)


def meetings_before_and_after(
    _: Library, __: WorkshopFolder, days: Sequence[DraftDay]
) -> Iterator[Diagnostic]:
    """What looks back at a meeting, or ahead to one, has a day before it or after it."""
    for day in days:
        is_there = {"earlier-day": day is not days[0], "later-day": day is not days[-1]}
        for activity in activities([day]):
            for need in activity.item.needs:
                if not is_there.get(need, True):
                    what, hint = MEETING[need]
                    hints = (hint, f"--without {activity.id}")
                    yield warning(
                        "activity-needs", f'"{activity.id}" needs {what}', activity.span, hints=hints
                    )


def ready_for_each(
    library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]
) -> Iterator[Diagnostic]:
    """What an activity itself asks for is there."""
    others_tell = _told_anyway(library, folder, days)
    were_apart = False
    for block in (block for day in days for block in day.blocks):
        for activity in (one for session in block.sessions for one in session.activities):
            for need in (one for one in activity.item.needs if one in TO_DO and one not in others_tell):
                is_met = were_apart if need == "apart" else has(folder, need)
                if not is_met:
                    hints = (TO_DO[need], f"--without {activity.id}")
                    message = f'"{activity.id}" needs something that is not there yet'
                    yield warning("activity-needs", message, activity.span, hints=hints)
        were_apart = were_apart or is_apart(block)


def _told_anyway(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> set[Need]:
    """The needs that a rule of their own tells of."""
    found: set[Need] = {"referrals"}
    found |= {"safeguarding"} if any_under_18(library, folder, days) else set()
    return found | ({"reports_to"} if men_alone(library, folder, days) else set())


def is_apart(block: DraftBlock) -> bool:
    """Whether women and men are in rooms of their own."""
    return {"women", "men"} <= {session.gathering.facts.gender for session in block.sessions}


def _before(activity: DraftActivity) -> Iterator[tuple[Audience, Gate]]:
    return gates(activity.item.sensitivity, activity.gathering.stating("gates"))


def gates(sensitivity: Sensitivity, facets: Iterable[Audience]) -> Iterator[tuple[Audience, Gate]]:
    """The gates that stand before something of this sensitivity, and whose they are."""
    level = RISING.index(sensitivity)
    for facet in facets:
        yield from ((facet, gate) for gate in facet.gates if level >= RISING.index(gate.sensitivity))


def has(folder: WorkshopFolder, need: str) -> bool:
    """Whether a workshop has what a gate asks for."""
    workshop = folder.workshop.item
    if need == "referrals":
        services = folder.referrals.item.services if folder.referrals else ()
        return any(is_service(one) and can_reach(one.phone) for one in services)
    if need == "safeguarding":
        return is_lead(workshop.safeguarding)
    return is_answer(getattr(workshop, need, None))


def long_enough(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No activity is used in a workshop too short to come to it slowly and to leave it well."""
    minutes = sum(length(day) for day in days)
    for activity in activities(days):
        least = activity.item.workshop_minutes
        if minutes < least:
            message = f'"{activity.id}" needs a workshop of {least} minutes at least, this one has {minutes}'
            hints = ("give the workshop more days or longer ones", f"--without {activity.id}")
            yield error("workshop-too-short", message, activity.span, hints=hints)


def referral_list(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """There is somewhere to send a person who needs help.

    Source: IASC guidance; CARE GBV M&E guidance, 2014,
    https://www.scribd.com/document/405044761/CARE-GBV-M-E-Guidance-0-pdf
    """
    if not has(folder, "referrals"):
        hints = (f"fill in sessions/{folder.id}/referrals.yaml and check each number by phone",)
        message = "the referral list is empty: no one will know where to send a person who needs help"
        naming = [activity.id for activity in activities(days) if "referrals" in activity.item.needs]
        high = [activity.id for activity in activities(days) if activity.item.sensitivity == "high"]
        if naming:
            message = f'do not run this yet: "{naming[0]}" needs a service to name, and {message}'
        elif high:
            message = f'do not run this workshop yet: "{high[0]}" is of high sensitivity, and {message}'
        yield warning("no-referrals", message, folder.workshop.key("referrals"), hints=hints)


def children_safe(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where anybody is under 18, one named person is in charge of their safety.

    Source: https://thirtyoneeight.org/help-and-resources/knowledge-hub/working-safely/group-activities
    """
    if any_under_18(library, folder, days) and not has(folder, "safeguarding"):
        message = "do not run this workshop yet: it has no safeguarding lead"
        lead = folder.workshop.item.safeguarding
        if lead is not None:
            message += f', "{lead.name}" and "{lead.contact}" are not a person and a number'
        hints = (TO_DO["safeguarding"],)
        yield warning("no-safeguarding-lead", message, folder.workshop.key("audience"), hints=hints)


def report_back(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Women are told what a men's workshop covered.

    Source: IRC, EMAP, https://gbvresponders.org/prevention/emap/
    """
    if men_alone(library, folder, days) and not has(folder, "reports_to"):
        message = "there is no one to tell women what the men talked about"
        hints = (TO_DO["reports_to"],)
        yield warning("no-report-back", message, folder.workshop.key("audience"), hints=hints)


def any_under_18(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> bool:
    """Whether anybody in any room is, or may be, under 18."""
    rooms = (session.gathering.audience for day in days for session in day.sessions)
    ids = {*folder.workshop.item.audience, *(id_ for room in rooms for id_ in room)}
    return any(library.audiences[id_].item.under_18 for id_ in ids)


def men_alone(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> bool:
    """Whether a workshop is for men and not for women. Where the whole does not say, its rooms do."""
    whole = facts(library.audiences[id_].item for id_ in folder.workshop.item.audience).gender
    rooms = {session.gathering.facts.gender for day in days for session in day.sessions if session.track}
    return whole == "men" or (whole is None and rooms == {"men"})
