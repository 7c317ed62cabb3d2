"""The field's own rules for a workshop. Each finding says what to do about it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from practicepack.diagnostics import Diagnostic, error, warning
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.agenda import shares
from practicepack.plan.draft import DraftActivity, DraftDay

MINORS = frozenset({"adolescents-10-14", "adolescents-15-19"})
"""The audiences in which people are, or may be, under 18."""
PAUSES = ("break", "lunch")
LONGEST_BLOCK = 90
"""Minutes without a break: blocks of 30 to 90 minutes are usual.

Source: https://method-kit.sparkademy.com/ads-agenda-and-screenplay
"""


def _activities(days: Sequence[DraftDay]) -> Iterator[DraftActivity]:
    for day in days:
        for block in day.blocks:
            yield from block.session.activities if block.session else ()


def in_order(library: Library, _: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """What an activity builds on comes earlier in the workshop."""
    done: set[str] = set()
    for activity in _activities(days):
        for before in activity.item.after:
            if before not in done:
                title = library.activities[before].item.title
                message = f'"{activity.id}" needs "{before}" ({title}) earlier in the workshop'
                hints = (f"use {before} in a session before this one",)
                yield error("after-missing", message, activity.span, hints=hints)
        done.add(activity.id)


def refused(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """No activity is used with an audience that it must never be used with."""
    audience = folder.workshop.item.audience
    for activity in _activities(days):
        for refusal in activity.item.never_with:
            if refusal.audience in audience:
                why = (str(refusal.why),) if refusal.why else ()
                message = f'"{activity.id}" is never used with "{refusal.audience}"'
                hints = (*why, "take it out of the session")
                yield error("never-with", message, activity.span, hints=hints)


def enough_people(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Each activity has neither too few people nor too many."""
    for activity in _activities(days):
        limits = activity.item.people
        people = folder.workshop.item.participants // (2 if limits.unit == "couple" else 1)
        if people < limits.min:
            message = f'"{activity.id}" needs at least {limits.min} {limits.unit}s, there are {people}'
            hints = ("choose another activity for so few",)
            yield warning("too-few-people", message, activity.span, hints=hints)
        if people > limits.max:
            message = f'"{activity.id}" works for {limits.max} {limits.unit}s at most, there are {people}'
            hints = ("run it twice, side by side, with more facilitators",)
            yield warning("too-many-people", message, activity.span, hints=hints)


def enough_facilitators(_: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """There are as many facilitators as each activity needs."""
    present = folder.workshop.item.facilitators.count
    for activity in _activities(days):
        if activity.item.facilitators > present:
            message = f'"{activity.id}" needs {activity.item.facilitators} facilitators, there are {present}'
            yield warning("too-few-facilitators", message, activity.span)


def referral_list(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """There is somewhere to send a person who needs help.

    Source: IASC guidance; CARE GBV M&E guidance, 2014.
    """
    if not folder.referrals or not folder.referrals.item.services:
        hints = (f"fill in sessions/{folder.id}/referrals.yaml and check each number by phone",)
        message = "the referral list is empty: nobody will know where to send a person who needs help"
        yield warning("no-referrals", message, folder.workshop.key("referrals"), hints=hints)


def children_safe(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Where anybody is under 18, one named person is in charge of their safety.

    Source: https://thirtyoneeight.org/help-and-resources/knowledge-hub/working-safely/group-activities
    """
    workshop = folder.workshop.item
    if MINORS.intersection(workshop.audience) and workshop.safeguarding is None:
        message = "nobody is named who is in charge of the children's safety"
        hints = ("add  safeguarding: {name: ..., contact: ...}",)
        yield warning("no-safeguarding-lead", message, folder.workshop.key("audience"), hints=hints)


def report_back(_: Library, folder: WorkshopFolder, __: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Women are told what a men's workshop covered.

    Source: IRC, EMAP, https://gbvresponders.org/prevention/emap/
    """
    workshop = folder.workshop.item
    if "men" in workshop.audience and workshop.reports_to is None:
        message = "nobody is named who tells women what the men talked about"
        hints = ("add  reports_to: the women's group that is told",)
        yield warning("no-report-back", message, folder.workshop.key("audience"), hints=hints)


def calm_ending(_: Library, __: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """A day does not end on its most sensitive activity, with nothing after it to hold people.

    Our own rule.
    """
    for day in days:
        last = list(_activities([day]))[-1:]
        for activity in last:
            if activity.item.sensitivity == "high" and activity.item.kind != "closing":
                message = f'"{activity.id}" is of high sensitivity and the last of the day'
                hints = ("put a closing or something lighter after it",)
                yield warning("sensitive-last", message, activity.span, hints=hints)


def breaks(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[Diagnostic]:
    """Nobody sits longer without a break than these people can."""
    known = (library.audiences[id_].item for id_ in folder.workshop.item.audience)
    longest = min([LONGEST_BLOCK, *(one.longest_block or LONGEST_BLOCK for one in known)])
    for day in days:
        timed = zip(day.blocks, shares(day), strict=True)
        for is_pause, stretch in groupby(timed, key=lambda pair: pair[0].kind in PAUSES):
            blocks, minutes = zip(*stretch, strict=True)
            if not is_pause and sum(minutes) > longest:
                message = f"{sum(minutes)} minutes without a break, {longest} is the most for these people"
                span = folder.workshop.span("days", day.index, "blocks", blocks[0].index)
                yield warning("long-block", message, span, hints=("put a break: in",))


Rule = Callable[[Library, WorkshopFolder, Sequence[DraftDay]], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    in_order,
    refused,
    enough_people,
    enough_facilitators,
    referral_list,
    children_safe,
    report_back,
    calm_ending,
    breaks,
)
