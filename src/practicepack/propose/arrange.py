"""Arrange activities in the time there is: a beam search over what could come next.

Costs are in minutes: what costs 10 more is as bad as ten minutes on something that no one asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from practicepack.library.models.activity import Activity
from practicepack.plan.clock.timing import GRID, rounded_up
from practicepack.propose.candidates import Candidate
from practicepack.propose.frame import BREAK_MINUTES, HalfDay

PHASES = ("trust", "explore", "analyse", "imagine", "act")
"""The arc of a workshop. To step back in it is a cost and never forbidden: good workshops do."""
WIDTH = 4
"""How many ways are kept for each number of minutes used."""
BEAM_WIDTH = 24
"""How many ways are kept from one morning or afternoon to the next."""
OVER = 10
"""A part may be planned so many minutes too long: the planner shortens what can be shortened."""
MOST_IN_A_STRETCH = 2
STEP_BACK, SAME_MODE, SAME_PACE, FRAGILE, LATE_AND_HARD, AWAY_FROM_END = 20.0, 6.0, 3.0, 6.0, 15.0, 10.0
RELEVANCE_POWER = 2
"""To which power relevance counts."""
ONLY_MEETING = 30.0
"""What a first meeting without an activity costs."""
OPENS = 0.3
"""The share of what can only come after an activity that counts for the activity itself."""
UNUSED = 0.4
"""What a minute costs that nothing fills."""
ROBUST = 4
"""A plan is fragile where so many people more or less would break it."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What one of several proposals tries to be, and what each thing costs it."""

    name: str
    each: float = 8.0
    """What one more activity costs."""
    sensitive: float = 0.0
    """What an activity of medium sensitivity costs. One of high sensitivity costs three times as much."""
    lively: float = 0.0
    """What is gained by an activity in which people move, draw or play."""
    used_before: float = 0.8
    """What each minute costs of what an earlier proposal uses."""


INTENTS = (
    Intent("balanced"),
    Intent("fewer and longer", each=30.0),
    Intent("lighter", sensitive=25.0, lively=12.0),
)


@dataclass(frozen=True, slots=True)
class SearchSpace:
    """What can be chosen from in each place, and what frames each meeting."""

    together: Mapping[str, Candidate]
    apart: Mapping[str, Candidate]
    """What women and men can both do, each in a room of their own; empty where they do not meet apart."""
    opening: Sequence[int]
    """How many minutes open each meeting."""
    closing: Sequence[int]
    longest: int
    """The most minutes without a break."""
    needs_apart: frozenset[str] = frozenset()
    """What is only done together after women and men have met apart."""


@dataclass(frozen=True, slots=True)
class Pick:
    """An activity in its place: which part, and whether a break comes before it."""

    candidate: Candidate
    part: int
    after_break: bool
    is_apart: bool


@dataclass(frozen=True, slots=True)
class BeamState:
    """What has been chosen so far."""

    picks: tuple[Pick, ...] = ()
    cost: float = 0.0
    used: int = 0
    """Minutes used of this part."""
    run: int = 0
    """Minutes since the last break."""
    in_stretch: int = 0
    spare: int = 0
    """By how many minutes all that is in this part can be longer."""
    done: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()

    @property
    def last(self) -> Candidate | None:
        """What was chosen last."""
        if not self.picks:
            return None
        return self.picks[-1].candidate


@dataclass(slots=True)
class Search:
    """The search for one intent."""

    space: SearchSpace
    parts: Sequence[HalfDay]
    intent: Intent
    participants: int
    done: frozenset[str]
    """What people have done before, and what frames the first meeting."""
    used_before: frozenset[str] = frozenset()
    fixed: dict[str, float] = field(default_factory=dict)
    """What each activity costs wherever it stands."""

    def __post_init__(self) -> None:
        for candidate in [*self.space.together.values(), *self.space.apart.values()]:
            self.fixed[candidate.id] = self._fixed_cost(candidate)

    def ways(self) -> list[BeamState]:
        """The best ways to fill all parts, the best first."""
        # parts are filled in order: what is known of a morning decides what may come in the afternoon
        states = [BeamState(done=self.done)]
        for number in range(len(self.parts)):
            states = self._filled(number, states)
        return states

    def _filled(self, number: int, states: Sequence[BeamState]) -> list[BeamState]:
        """The best ways to fill one part, after each of the ways to fill those before it."""
        waiting: dict[int, list[BeamState]] = {}
        for state in states:
            _keep(waiting, self._begun(number, state))
        closed: list[BeamState] = []
        # from few minutes used to many: every way is extended after all that lead to as few minutes
        for minutes in range(0, self._room(number) + OVER + 1, GRID):
            for state in waiting.get(minutes, ()):
                closed += self._closed(number, state)
                for longer in self._extended(number, state, waiting):
                    _keep(waiting, longer)
        closed.sort(key=_by_cost)
        return closed[:BEAM_WIDTH]

    def _room(self, number: int) -> int:
        """The minutes of a part that are left for what is chosen, its opening among them."""
        part = self.parts[number]
        if not part.is_last:
            return rounded_up(part.minutes)
        return rounded_up(part.minutes - self.space.closing[part.meeting])

    def _begun(self, number: int, state: BeamState) -> BeamState:
        part = self.parts[number]
        opening = 0
        if part.is_first:
            opening = self.space.opening[part.meeting]
        # the planner ends things on multiples of five, so minutes are rounded up before they are added
        return replace(state, used=rounded_up(opening), run=rounded_up(opening), in_stretch=0, spare=0)

    def _extended(
        self, number: int, state: BeamState, waiting: Mapping[int, Sequence[BeamState]]
    ) -> Iterator[BeamState]:
        """What can come next, without what is worse than all that is waiting already."""
        is_apart = self._is_apart(number, state)
        source = self.space.together
        if is_apart:
            source = self.space.apart
        most = self._room(number) + OVER
        for candidate in source.values():
            if candidate.id in state.done or not self._may_follow(candidate, state, is_apart):
                continue
            after_break = self._needs_break(number, state, candidate, is_apart)
            used = rounded_up(state.used + candidate.minutes.ideal)
            run, in_stretch = state.run, state.in_stretch
            if after_break:
                used, run, in_stretch = used + BREAK_MINUTES, 0, 0
            if used > most:
                continue
            cost = state.cost + self.fixed[candidate.id] + self._cost_after(number, state, candidate)
            others = waiting.get(used, ())
            # most ways end here: to build them first and throw them away took half of the time
            if len(others) >= WIDTH and cost >= others[-1].cost:
                continue
            yield BeamState(
                picks=(*state.picks, Pick(candidate, number, after_break, is_apart)),
                cost=cost,
                used=used,
                run=rounded_up(run + candidate.run),
                in_stretch=in_stretch + 1,
                spare=state.spare + candidate.minutes.max - candidate.minutes.ideal,
                done=state.done | {candidate.id},
                given=state.given.union(candidate.item.gives),
            )

    def _is_apart(self, number: int, state: BeamState) -> bool:
        """Whether women and men are in rooms of their own here: at the very beginning."""
        if not self.space.apart or number:
            return False
        # a whole morning where there is one, else the first activity: then there is time to work together
        has_time = len(self.parts) > 1
        return has_time or not state.picks

    def _may_follow(self, candidate: Candidate, state: BeamState, is_apart: bool) -> bool:
        item = candidate.item
        if not state.done.issuperset(item.after) or not state.done.issuperset(item.better_after):
            return False
        if not state.given.issuperset(item.takes):
            return False
        # one activity with a few people too many can be led well, two in a day cannot
        if candidate.exception and any(pick.candidate.exception for pick in state.picks):
            return False
        if "earlier-day" in item.needs and not self._has_earlier(state):
            return False
        if not is_apart and candidate.id in self.space.needs_apart:
            return any(pick.is_apart for pick in state.picks)
        return True

    def _has_earlier(self, state: BeamState) -> bool:
        """Whether these people have met before, in this workshop."""
        return bool(state.picks) and self.parts[state.picks[-1].part].meeting > 0

    def _needs_break(self, number: int, state: BeamState, candidate: Candidate, is_apart: bool) -> bool:
        """Whether people have a break before an activity."""
        if state.run == 0:
            return False
        if (
            rounded_up(state.run + candidate.run) > self.space.longest
            or state.in_stretch >= MOST_IN_A_STRETCH
        ):
            return True
        if not state.picks:
            return False
        last = state.picks[-1]
        return last.part == number and last.is_apart != is_apart

    def _closed(self, number: int, state: BeamState) -> Iterator[BeamState]:
        """A part that is full enough to end, with what it costs to end it so."""
        part = self.parts[number]
        is_empty = not any(pick.part == number for pick in state.picks)
        if is_empty and not self._may_only_meet(number):
            return
        left = self._room(number) - state.used
        unused = max(0, left - state.spare)
        cost = state.cost + UNUSED * unused + 0.1 * abs(left)
        if is_empty:
            yield replace(state, cost=cost + ONLY_MEETING)
            return
        last = state.picks[-1].candidate.item
        if part.is_last and last.sensitivity == "high":
            cost += LATE_AND_HARD
        if number == len(self.parts) - 1:
            cost += ending_cost(last)
        yield replace(state, cost=cost)

    def _may_only_meet(self, number: int) -> bool:
        """Whether a part may have no activity: as the first of several meetings, where people only meet."""
        part = self.parts[number]
        return number == 0 and part.is_last and len(self.parts) > 1

    def _fixed_cost(self, candidate: Candidate) -> float:
        item = candidate.item
        minutes = candidate.minutes.ideal
        cost = self.intent.each - minutes * (worth(candidate) + candidate.suits)
        cost += self.intent.sensitive * {"low": 0, "medium": 1, "high": 3}[item.sensitivity]
        if item.mode and item.mode[0] in ("body", "draw", "move", "play"):
            cost -= self.intent.lively
        # without this, what only prepares for something better would never be chosen
        cost -= OPENS * self._opened_by(candidate)
        if candidate.exception:
            cost += self.intent.each
        people = item.people.counted(self.participants)
        # the head-count changes the night before
        if people + ROBUST > item.people.max or people - ROBUST < item.people.min:
            cost += FRAGILE
        if candidate.id in self.used_before:
            cost += self.intent.used_before * minutes
        return cost

    def _opened_by(self, candidate: Candidate) -> float:
        """What the best activity is worth that can only come after this one, in minutes."""
        best = 0.0
        for other in self.space.together.values():
            builds_on_it = candidate.id in (*other.item.after, *other.item.better_after)
            if builds_on_it or not set(other.item.takes).isdisjoint(candidate.item.gives):
                best = max(best, other.minutes.ideal * worth(other))
        return best

    def _cost_after(self, number: int, state: BeamState, candidate: Candidate) -> float:
        """What it costs that an activity comes after what was chosen before it."""
        last, item = state.last, candidate.item
        if last is None:
            return 0.0
        cost = following_cost(last.item, item)
        if state.in_stretch == 0 and self.parts[number].is_after_lunch and item.pace == "quiet":
            cost += LATE_AND_HARD
        return cost


def worth(candidate: Candidate) -> float:
    """What a minute of an activity is worth, 0 to 1: half as relevant is worth much less than half.

    Without this, a long activity that is only near the subject would win over a short one that is about it.
    """
    return candidate.relevance**RELEVANCE_POWER


def following_cost(last: Activity, item: Activity) -> float:
    """What it costs that one activity comes straight after another."""
    cost = 0.0
    if item.phase in PHASES and last.phase in PHASES:
        back = PHASES.index(last.phase) - PHASES.index(item.phase)
        cost += STEP_BACK * max(0, back)
    if item.mode[:1] == last.mode[:1]:
        cost += SAME_MODE
    if item.pace == last.pace == "quiet":
        cost += SAME_PACE
    return cost


def ending_cost(last: Activity) -> float:
    """What it costs that a workshop ends on an activity: the further from doing something, the more."""
    if last.phase not in PHASES:
        return 0.0
    return AWAY_FROM_END * (len(PHASES) - 1 - PHASES.index(last.phase)) / 2


def _keep(waiting: dict[int, list[BeamState]], state: BeamState) -> None:
    """Put a way with those that have used as many minutes, and keep only the best of them."""
    ways = waiting.setdefault(state.used, [])
    chosen = {pick.candidate.id for pick in state.picks}
    for place, other in enumerate(ways):
        # the same activities in another order: only the better order goes on
        if {pick.candidate.id for pick in other.picks} == chosen:
            if other.cost <= state.cost:
                return
            del ways[place]
            break
    ways.append(state)
    ways.sort(key=_by_cost)
    del ways[WIDTH:]


def _by_cost(state: BeamState) -> tuple[float, tuple[str, ...]]:
    """The order of ways: the cheapest first, and equal ones always in the same order."""
    # sums of the same numbers in another order differ in the last digits
    return (round(state.cost, 6), tuple(pick.candidate.id for pick in state.picks))
