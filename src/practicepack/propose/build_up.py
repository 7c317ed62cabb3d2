"""Build up the meetings of a proposal from what was chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from practicepack.plan.clock.timing import GRID, rounded_up
from practicepack.propose.arrange import BeamState, Pick
from practicepack.propose.arrangement import Arrangement, DayItem, Piece, Rest, Together, WorkStretch
from practicepack.propose.candidates import Candidate
from practicepack.propose.frame import BREAK_MINUTES, ENERGISER_MINUTES, LUNCH, HalfDay
from practicepack.propose.frames import Frames
from practicepack.propose.request import Meeting, ProposalRequest


def arrangement_of(
    request: ProposalRequest,
    parts: Sequence[HalfDay],
    frames: Frames,
    state: BeamState,
    longest: int,
    rooms: int,
) -> Arrangement:
    """The meetings with their openings, breaks, meals and closings, as a way of the search fills them."""
    meetings: list[list[DayItem]] = [[] for _ in request.meetings]
    for number, part in enumerate(parts):
        items = meetings[part.meeting]
        picks = _picks_of(state, number)
        if part.is_first:
            items.append(WorkStretch("opening", _as_pieces(frames.opening[part.meeting])))
        else:
            items.append(Rest("lunch", LUNCH))
            # an energiser is no rest: with it, a long activity would keep people too long without a break
            if not picks or picks[0].candidate.run + ENERGISER_MINUTES < longest:
                items.append(Rest("energiser"))
        items += _work_stretches(picks)
        if part.is_last:
            closing = WorkStretch("closing", _as_pieces(frames.closing[part.meeting]))
            if not _is_rest(items[-1]) and _run(items) + closing.minutes.ideal > longest:
                items.append(Rest("break", BREAK_MINUTES))
            items.append(closing)
    # the planner stretches what has room to fill the day, and must not stretch it over a break
    limited: list[tuple[DayItem, ...]] = []
    ends: list[int] = []
    for meeting, items in zip(request.meetings, meetings, strict=True):
        limited.append(tuple(_limited(items, longest)))
        # The end depends on the limits: a meeting lasts no longer than what is in it may.
        ends.append(_latest_end(meeting, limited[-1]))
    return Arrangement(tuple(limited), tuple(ends), rooms)


def _picks_of(state: BeamState, number: int) -> list[Pick]:
    """What the search has chosen for one part."""
    picks = []
    for pick in state.picks:
        if pick.part == number:
            picks.append(pick)
    return picks


def _as_pieces(candidates: Sequence[Candidate]) -> tuple[Piece, ...]:
    return tuple(_piece(candidate) for candidate in candidates)


def _piece(candidate: Candidate) -> Piece:
    return Piece(candidate.draft, candidate.minutes, candidate.reason, candidate.exception)


def _work_stretches(picks: Sequence[Pick]) -> list[DayItem]:
    """Picks as stretches, with a break before each that needs one."""
    items: list[DayItem] = []
    for pick in picks:
        piece = _piece(pick.candidate)
        rooms: Together = "together"
        if pick.is_apart:
            rooms = "apart"
        if pick.after_break:
            items.append(Rest("break", BREAK_MINUTES))
        elif items and _is_same_session(items[-1], rooms):
            items[-1] = _with_piece(items[-1], piece)
            continue
        items.append(WorkStretch("work", (piece,), rooms))
    return items


def _is_same_session(item: DayItem, rooms: Together) -> bool:
    """Whether what comes next is a part of the same session."""
    return isinstance(item, WorkStretch) and item.rooms == rooms


def _with_piece(item: DayItem, piece: Piece) -> DayItem:
    assert isinstance(item, WorkStretch)
    return replace(item, pieces=(*item.pieces, piece))


def _limited(items: Sequence[DayItem], longest: int) -> Iterator[DayItem]:
    """The items, with no more minutes for each stretch than people can sit for.

    What is free in a run without a break goes to its work, not to what opens and closes the meeting.
    """
    for place, item in enumerate(items):
        if not isinstance(item, WorkStretch):
            yield item
            continue
        best = item.minutes.ideal
        # the planner ends things on multiples of five, so what is before may take five minutes more
        free = longest - GRID - _run_around(items, place)
        if item.kind == "work" and best <= longest and free > 0:
            yield replace(item, most=best + free)
        else:
            # room for one multiple of five at least
            yield replace(item, most=rounded_up(best))


def _run_around(items: Sequence[DayItem], place: int) -> int:
    """The minutes of all that has no break between it and the item at a place, that item among them."""
    first = place
    while first > 0 and not _is_rest(items[first - 1]):
        first -= 1
    minutes = 0
    for item in items[first:]:
        if _is_rest(item):
            break
        minutes += _best_minutes(item)
    return minutes


def _run(items: Sequence[DayItem]) -> int:
    """The minutes since the last break."""
    if not items:
        return 0
    return _run_around(items, len(items) - 1)


def _is_rest(item: DayItem) -> bool:
    """Whether people rest in it: an energiser is none."""
    return isinstance(item, Rest) and item.kind != "energiser"


def _best_minutes(item: DayItem) -> int:
    if isinstance(item, Rest):
        return ENERGISER_MINUTES
    return item.minutes.ideal


def _latest_end(meeting: Meeting, items: Sequence[DayItem]) -> int:
    """When a meeting ends at the latest: as asked for, or when all that is in it has its longest time."""
    longest = 0
    for item in items:
        if isinstance(item, WorkStretch):
            longest += item.minutes.max
        else:
            longest += item.minutes or ENERGISER_MINUTES
    return min(meeting.end, (meeting.start + longest) // GRID * GRID)
