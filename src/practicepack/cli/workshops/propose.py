"""practicepack propose."""

import json
from collections.abc import Iterator
from typing import Any

import click

from practicepack.cli.library.list import audience_known
from practicepack.cli.options import BOUND_OPTION, FORMAT_OPTION, cache_files
from practicepack.cli.plain_text import indented
from practicepack.cli.workshops.new import free_folder, write_folder
from practicepack.desk.new_names import empty_referral_list
from practicepack.diagnostics import CallError, Diagnostic, near_miss
from practicepack.library.load import REFERRALS, Library
from practicepack.pipeline import content
from practicepack.plan.clock.fixed_points import clock_time
from practicepack.plan.model import DayPlan, Slot
from practicepack.propose.explain import limits, not_there, what_would_help, why
from practicepack.propose.propose import Proposal, Proposals, propose
from practicepack.propose.request import ProposalRequest, meeting_of, team_of
from practicepack.workspace import Workspace

MOST_LEFT_OUT = 5
OFF_SUBJECT = (
    "Nothing in it seems to be about what you asked for. It is what these people could do in this time."
)
LIMITS = {
    "apart": "women and men meet apart first",
    "audience": "who comes",
    "done": "what they have done",
    "facilitators": "the team",
    "gender": "it is not said whether women, men or both come",
    "meetings": "the number of meetings",
    "minutes": "the time",
    "people": "how many they are",
    "place": "what the place does not have",
    "sensitivity": "how sensitive it may be",
    "workshop": "how long it lasts in all",
}
"""What stands in the way, in words."""


@click.command("propose")
@click.argument("name")
@click.option(
    "--audience", multiple=True, required=True, metavar="ID", help="Who comes. Once for each audience."
)
@click.option(
    "--participants", type=click.IntRange(2, 500), required=True, metavar="NUMBER", help="How many come."
)
@click.option(
    "--facilitators", default="2", metavar="TEAM", help='How many lead: 2, or "{women: 1, men: 1}".'
)
@click.option(
    "--day",
    "days",
    multiple=True,
    required=True,
    metavar="TIMES",
    help='When you meet: 14:00-17:30, or "2026-03-08 14:00-17:30". Once for each meeting.',
)
@click.option("--about", default="", metavar="WORDS", help="What people want to work on, in your own words.")
@click.option(
    "--not-above",
    type=click.Choice(["low", "medium", "high"]),
    default="high",
    help="The most sensitive it may be.",
)
@click.option("--done", multiple=True, metavar="ACTIVITY", help="What they have done. Once for each.")
@click.option(
    "--lacks",
    multiple=True,
    type=click.Choice(["electricity", "paper"]),
    help="What the place does not have.",
)
@click.option(
    "--take", type=click.IntRange(1, 3), metavar="NUMBER", help="Write this one into your sessions/."
)
@BOUND_OPTION
@FORMAT_OPTION
@click.pass_obj  # type: ignore[arg-type]  # click passes the workspace by position
def command(workspace: Workspace, form: str, take: int | None, **given: Any) -> None:
    """Propose workshops for who comes, when, and what about.

    Up to three that differ on purpose, each with its clock and with why each part is in it. They are drafts:
    a trainer decides. Nothing is written without --take.

    \b
    Example:  practicepack propose our-day --audience women --participants 20 --day 14:00-17:30 --about rest
    """
    library, _ = content(workspace, cache_files())
    request = _proposal_request(library, given)
    target = free_folder(workspace, request.name) if take else None
    proposals = propose(library, request)
    if target is not None and take is not None:
        chosen = _chosen(proposals, take)
        write_folder(target, {**chosen.files, REFERRALS: empty_referral_list(workspace)})
        click.echo(f"made {target}")
        click.echo(f"next:  practicepack plan {request.name}  shows the day and what is missing")
        click.echo(f"       practicepack build {request.name}  makes the pack")
    elif form == "json":
        click.echo(json.dumps(_proposals_as_data(library, request, proposals), indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(_proposal_lines(library, request, proposals)))


def _proposal_request(library: Library, given: dict[str, Any]) -> ProposalRequest:
    for id_ in given["audience"]:
        audience_known(library, id_)
    for id_ in given["done"]:
        if id_ not in library.activities:
            raise CallError(f'no activity is called "{id_}"', near_miss(id_, library.activities))
    days = given.pop("days")
    return ProposalRequest(
        name=given.pop("name"),
        meetings=tuple(meeting_of(text) for text in days),
        facilitators=team_of(given.pop("facilitators")),
        **given,
    )


def _chosen(proposals: Proposals, number: int) -> Proposal:
    if number > len(proposals.proposals):
        there = len(proposals.proposals)
        raise CallError(f"there are {there} proposals, and none with the number {number}")
    return proposals.proposals[number - 1]


def _proposal_lines(library: Library, request: ProposalRequest, proposals: Proposals) -> Iterator[str]:
    if not proposals.proposals:
        yield from _impossible(library, request, proposals)
        return
    for number, proposal in enumerate(proposals.proposals, start=1):
        yield click.style(f"{number}  {proposal.intent}", bold=True)
        if not proposal.is_about_it:
            yield indented(OFF_SUBJECT, first="  ", rest="  ")
        for day in proposal.plan.days:
            yield from _day_lines(library, request, proposals, proposal, day)
        yield ""
    missing = not_there(library, request, proposals)
    if missing:
        yield click.style("About it, and not possible here", bold=True)
        for thing in missing[:MOST_LEFT_OUT]:
            yield indented(f"{thing.title} ({thing.id}): {thing.why}")
        yield ""
    yield click.style("For you to fill in, or to know", bold=True)
    for text in _to_know(proposals.proposals[0].warnings):
        yield indented(text, first="  - ", rest="    ")
    yield ""
    yield "These are drafts. Read one as a trainer would, then write it into your folder:  --take 1"


def _to_know(warnings: tuple[Diagnostic, ...]) -> list[str]:
    """What the planner warns of, each thing once."""
    return list(dict.fromkeys(warning.message for warning in warnings))


def _day_lines(
    library: Library, request: ProposalRequest, proposals: Proposals, proposal: Proposal, day: DayPlan
) -> Iterator[str]:
    reasons = {}
    for piece in proposal.arrangement.pieces():
        reasons[piece.id] = why(library, request, proposals, proposal, piece)
    for slot in day.slots:
        yield f"  {clock_time(slot.start)}  {_slot_heading(slot)}"
        for session in slot.sessions[:1]:
            for activity in session.activities:
                reason = reasons.get(activity.id, "")
                if reason:
                    yield indented(f"{activity.id}: {reason}", first="         ", rest="         ")
    yield f"  {clock_time(day.end)}"


def _slot_heading(slot: Slot) -> str:
    if slot.sessions:
        title = str(slot.sessions[0].title)
        rooms = [session.track for session in slot.sessions if session.track]
        names = ", ".join(str(room.title) for room in rooms)
        return f"{title} (in rooms: {names})" if names else title
    if slot.energiser is not None:
        return f"{slot.energiser.title}, to wake everyone up"
    return slot.kind


def _impossible(library: Library, request: ProposalRequest, proposals: Proposals) -> Iterator[str]:
    yield "No sound workshop fits this. What stands in the way:"
    for limit in limits(library, proposals.left_out):
        number = f"{limit.excluded} activit{'y' if limit.excluded == 1 else 'ies'}"
        yield indented(f"{LIMITS[limit.name]}: {number}, such as {limit.example}", first="  - ", rest="    ")
    helps = what_would_help(library, request, proposals)
    yield ""
    if not helps:
        yield "No single change would help. Ask for less, or for fewer people at a time."
        return
    yield "What would help, the most first:"
    for relaxed in helps:
        proposals_then = f"{relaxed.number} proposal{'s' if relaxed.number > 1 else ''}"
        yield indented(f"{relaxed.change}: {proposals_then}", first="  - ", rest="    ")


def _proposals_as_data(library: Library, request: ProposalRequest, proposals: Proposals) -> dict[str, Any]:
    listed = []
    for proposal in proposals.proposals:
        pieces = []
        for piece in proposal.arrangement.pieces():
            pieces.append({"id": piece.id, "why": why(library, request, proposals, proposal, piece)})
        listed.append(
            {
                "intent": proposal.intent,
                "answers": round(proposal.answers, 2),
                "is_about_it": proposal.is_about_it,
                "activities": pieces,
                "files": dict(proposal.files),
                "to_know": _to_know(proposal.warnings),
            }
        )
    missing = [{"id": thing.id, "why": thing.why} for thing in not_there(library, request, proposals)]
    data: dict[str, Any] = {"proposals": listed, "not_possible": missing}
    if not listed:
        data["limits"] = [
            {"limit": limit.name, "activities": limit.excluded, "example": limit.example}
            for limit in limits(library, proposals.left_out)
        ]
        data["would_help"] = [
            {"change": relaxed.change, "proposals": relaxed.number}
            for relaxed in what_would_help(library, request, proposals)
        ]
    return data
