"""Write a proposal down: the files of a workshop's folder, as an author would write them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from practicepack.diagnostics import Source
from practicepack.library.editing import quoted
from practicepack.library.entry import parsed
from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.models.people import Team
from practicepack.library.models.workshop import Session, Workshop
from practicepack.library.own_workshop import PLACEHOLDER_LINES
from practicepack.plan.clock.fixed_points import clock_time
from practicepack.propose.arrangement import Arrangement, Rest, WorkStretch
from practicepack.propose.request import Meeting, ProposalRequest
from practicepack.workspace import WORKSHOP

SCHEMA_LINE = "# yaml-language-server: $schema=../../content/schemas/{}.json"
TITLES = {"opening": "Welcome", "closing": "Before we go"}
"""What the sessions are called that open and close a meeting."""
OPENED_AGAIN = "Welcome back"
ALWAYS_ASKED = ("organiser", "referrals")
"""What every workshop needs from its organiser. The planner asks for the rest where it is needed."""
NO_PURPOSE = "  Nothing is chosen yet."
MAIN = 2
"""A session is called after so many of its activities at most."""


def workshop_files(library: Library, request: ProposalRequest, arrangement: Arrangement) -> dict[str, str]:
    """The files of the folder by their names. The same arrangement gives the same bytes."""
    # session files are numbered in their order, as the file names of a folder show it
    sessions: dict[str, str] = {}
    meetings: list[list[str]] = []
    for number, items in enumerate(arrangement.meetings):
        blocks: list[str] = []
        for item in items:
            if isinstance(item, Rest):
                blocks.append(_rest(item))
                continue
            id_ = f"{len(sessions) + 1:02}-{_slug(item, number)}"
            sessions[f"{id_}.yaml"] = _session_yaml(item, number)
            blocks += _block_lines(id_, item, arrangement.rooms)
        meetings.append(blocks)
    top = "\n".join(_workshop_yaml(library, request, arrangement, meetings))
    return {WORKSHOP: top + "\n", **sessions}


def folder(name: str, files: Mapping[str, str]) -> WorkshopFolder:
    """The workshop that these files make, read as they would be from the disk.

    Raises AssertionError where they cannot be read: that is a fault of the program.
    """
    sessions = {}
    workshop, problems = parsed(Source(f"sessions/{name}/{WORKSHOP}", files[WORKSHOP]), Workshop)
    assert workshop is not None, problems
    for file, text in files.items():
        if file == WORKSHOP:
            continue
        session, problems = parsed(Source(f"sessions/{name}/{file}", text), Session)
        assert session is not None, problems
        sessions[session.id] = session
    return WorkshopFolder(name, workshop, sessions, referrals=None, has_referrals=False)


def as_written(team: Team) -> str:
    """A team as an author would write it."""
    if not team.women and not team.men:
        return str(team.count)
    parts = []
    if team.count > team.women + team.men:
        parts.append(f"number: {team.count}")
    if team.women:
        parts.append(f"women: {team.women}")
    if team.men:
        parts.append(f"men: {team.men}")
    return f"{{{', '.join(parts)}}}"


def _workshop_yaml(
    library: Library, request: ProposalRequest, arrangement: Arrangement, meetings: Sequence[Sequence[str]]
) -> Iterator[str]:
    yield SCHEMA_LINE.format("workshop")
    yield f"title: {quoted(request.name.replace('-', ' ').capitalize())}"
    yield "purpose: |"
    yield from _purpose(arrangement)
    if request.audience:
        yield f"audience: [{', '.join(request.audience)}]"
    yield f"participants: {request.participants}"
    yield f"facilitators: {as_written(request.facilitators)}"
    if request.lacks:
        yield f"lacks: [{', '.join(request.lacks)}]"
    if request.done:
        yield f"have_done: [{', '.join(request.done)}]"
    usual = usual_sheets(library)
    if usual:
        yield "printables:"
        for id_ in usual:
            yield f"  - {id_}"
    yield "days:"
    ends = arrangement.ends or tuple(meeting.end for meeting in request.meetings)
    for meeting, end, blocks in zip(request.meetings, ends, meetings, strict=True):
        yield from _day_yaml(replace(meeting, end=end), blocks)
    # placeholders, so that the planner goes on asking
    for key in ALWAYS_ASKED:
        yield f"{key}: {PLACEHOLDER_LINES[key]}"


def usual_sheets(library: Library) -> tuple[str, ...]:
    """The sheets that most workshops of the library have, in the order in which they have them.

    Each says for whom it is, so those that are not for these people are left out of the pack.
    """
    times: Counter[str] = Counter()
    for workshop in library.workshops.values():
        times.update(workshop.workshop.item.printables)
    usual = []
    for id_, count in times.items():
        if count > len(library.workshops) / 2:
            usual.append(id_)
    return tuple(usual)


def _purpose(arrangement: Arrangement) -> Iterator[str]:
    """What each method is for: the words are there for the organiser to make their own."""
    purposes = []
    for piece in arrangement.pieces():
        # Every workshop opens and closes: only its methods say what this one is for.
        if piece.draft.item.kind == "method":
            purposes.append(f"  * {' '.join(piece.draft.item.purpose.split())}")
    # A workshop needs a purpose, even before anything is chosen.
    yield from purposes or [NO_PURPOSE]


def _day_yaml(meeting: Meeting, blocks: Sequence[str]) -> Iterator[str]:
    start = f'start: "{clock_time(meeting.start)}"'
    if meeting.date:
        yield f"  - date: {meeting.date}"
        yield f"    {start}"
    else:
        yield f"  - {start}"
    yield f'    end: "{clock_time(meeting.end)}"'
    yield "    blocks:"
    for block in blocks:
        yield f"      {block}"


def _rest(rest: Rest) -> str:
    if rest.kind == "energiser":
        return "- energiser: any"
    return f"- {rest.kind}: {rest.minutes}"


def _block_lines(session: str, stretch: WorkStretch, rooms: int) -> list[str]:
    if stretch.rooms == "apart":
        tracks = [("Women", "women"), ("Men", "men")]
        lines = ["- parallel:"]
        for title, audience in tracks:
            lines += [f"    - title: {title}", f"      audience: [{audience}]", f"      session: {session}"]
        return lines
    if rooms == 1:
        return [f"- session: {session}"]
    lines = ["- parallel:"]
    for number in range(1, rooms + 1):
        lines += [f"    - title: Room {number}", f"      session: {session}"]
    return lines


def _slug(stretch: WorkStretch, meeting: int) -> str:
    if stretch.kind == "work":
        return stretch.pieces[0].id
    if stretch.kind == "opening" and meeting:
        return "welcome-back"
    if stretch.kind == "opening":
        return "welcome"
    return "before-we-go"


def session_title(stretch: WorkStretch, meeting: int) -> str:
    """What the agenda calls a stretch."""
    if stretch.kind == "opening" and meeting:
        return OPENED_AGAIN
    if stretch.kind != "work":
        return TITLES[stretch.kind]
    titles = []
    for piece in stretch.pieces[:MAIN]:
        titles.append(piece.draft.item.title)
    return " – ".join(titles)


def _stated(stretch: WorkStretch) -> str:
    """The minutes of a stretch as a session states them: the planner adds what these people need more."""
    minutes = stretch.minutes
    # an author states the minutes for most people, and the planner adds what these people need
    factor = max(1.0, *(piece.draft.gathering.factor for piece in stretch.pieces))
    most = max(minutes.min, int(minutes.max / factor))
    best = min(most, max(minutes.min, ceil(minutes.ideal / factor)))
    return f"{minutes.min}-{best}-{most}"


def _session_yaml(stretch: WorkStretch, meeting: int) -> str:
    lines = [SCHEMA_LINE.format("session"), f"title: {quoted(session_title(stretch, meeting))}"]
    practices: dict[str, None] = {}
    for piece in stretch.pieces:
        practices |= dict.fromkeys(piece.draft.item.practices)
    if practices:
        lines.append(f"practices: [{', '.join(practices)}]")
    lines.append("objectives:")
    for piece in stretch.pieces:
        lines.append(f"  - {quoted(' '.join(piece.draft.item.purpose.split()))}")
    lines.append(f"minutes: {_stated(stretch)}")
    lines.append("activities:")
    for piece in stretch.pieces:
        lines.append(f"  - use: {piece.id}")
    return "\n".join(lines) + "\n"
