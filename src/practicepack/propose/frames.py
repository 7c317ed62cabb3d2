"""What opens, closes and holds each meeting together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from practicepack.library.load import Library
from practicepack.propose.candidates import Candidate, Pool
from practicepack.propose.request import ProposalRequest

MOST_TIMES = 2
"""The same opening, recap or closing comes no more often in one workshop."""
SHORT = 150
"""A meeting of fewer minutes opens and closes as briefly as it can."""


@dataclass(frozen=True, slots=True)
class Frames:
    """What opens and closes each meeting, in order."""

    opening: tuple[tuple[Candidate, ...], ...]
    closing: tuple[tuple[Candidate, ...], ...]

    def opening_minutes(self) -> tuple[int, ...]:
        """How long the opening of each meeting takes at its best."""
        return tuple(_total_minutes(pieces) for pieces in self.opening)

    def closing_minutes(self) -> tuple[int, ...]:
        """How long the closing of each meeting takes at its best."""
        return tuple(_total_minutes(pieces) for pieces in self.closing)


def frames(library: Library, request: ProposalRequest, pool: Pool) -> Frames:
    """Frames for each meeting: the shortest ones for short meetings, and none too often."""
    chooser = _Chooser(pool, _popularity(library))
    openings, closings = [], []
    last = len(request.meetings) - 1
    for number, meeting in enumerate(request.meetings):
        is_short = meeting.minutes < SHORT
        if number == 0:
            opening = [chooser.pick("opening", is_short), chooser.pick("agreement", is_short)]
        else:
            opening = chooser.again(is_short)
        needs = None
        if number != last:
            needs = "later-day"
        closing = [chooser.pick("closing", is_short, prefers=needs)]
        openings.append(_without_gaps(opening))
        closings.append(_without_gaps(closing))
    return Frames(tuple(openings), tuple(closings))


class _Chooser:
    """Chooses frames in turn, and remembers how often each was chosen."""

    def __init__(self, pool: Pool, popularity: Mapping[str, int]) -> None:
        self._pool = pool
        self._popularity = popularity
        self._times: Counter[str] = Counter()

    def pick(self, kind: str, is_short: bool, prefers: str | None = None) -> Candidate | None:
        """The frame of a kind that serves best: what was made for these people, then what was used least."""
        usable = []
        for candidate in self._pool.candidates.values():
            item = candidate.item
            looks_back = "earlier-day" in item.needs
            looks_ahead = "later-day" in item.needs and prefers != "later-day"
            is_used_up = self._times[candidate.id] >= MOST_TIMES
            is_theirs = candidate.suits > 0 or not item.made_for
            if item.kind == kind and is_theirs and not looks_back and not looks_ahead and not is_used_up:
                usable.append(candidate)
        return self._best(usable, is_short, prefers)

    def again(self, is_short: bool) -> list[Candidate | None]:
        """What opens a meeting of people who have met before: a welcome back, or a check-in and a recap."""
        back = []
        for candidate in self._pool.candidates.values():
            is_used_up = self._times[candidate.id] >= MOST_TIMES
            if candidate.item.kind == "opening" and "earlier-day" in candidate.item.needs and not is_used_up:
                back.append(candidate)
        # "welcome back" asks what people have tried, so it does the work of a recap
        if back:
            return [self._best(back, is_short, None)]
        recaps = []
        for candidate in self._pool.candidates.values():
            is_used_up = self._times[candidate.id] >= MOST_TIMES
            if candidate.item.kind == "recap" and "later-day" not in candidate.item.needs and not is_used_up:
                recaps.append(candidate)
        return [self.pick("check-in", is_short), self._best(recaps, is_short, None)]

    def _best(self, usable: Sequence[Candidate], is_short: bool, prefers: str | None) -> Candidate | None:
        if not usable:
            return None

        def order(candidate: Candidate) -> tuple[bool, int, float, int, int, str]:
            is_preferred = prefers is not None and prefers in candidate.item.needs
            length = 0
            # Where there is time, the length of a frame is no reason to choose it.
            if is_short:
                length = candidate.minutes.ideal
            # what the shipped workshops use most is what trainers would
            popularity = -self._popularity.get(candidate.id, 0)
            times = self._times[candidate.id]
            return (not is_preferred, length, -candidate.suits, times, popularity, candidate.id)

        best = min(usable, key=order)
        self._times[best.id] += 1
        return best


def _without_gaps(pieces: Sequence[Candidate | None]) -> tuple[Candidate, ...]:
    """The frames that there are: the library may have none of a kind for these people."""
    return tuple(piece for piece in pieces if piece is not None)


def _popularity(library: Library) -> Counter[str]:
    """How many sessions of the library use each activity."""
    uses: Counter[str] = Counter()
    for folder in library.workshops.values():
        for session in folder.sessions.values():
            uses.update(session.item.uses)
    return uses


def _total_minutes(pieces: Sequence[Candidate]) -> int:
    total = 0
    for piece in pieces:
        total += piece.minutes.ideal
    return total
