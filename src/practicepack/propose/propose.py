"""Propose workshops: choose, arrange, write down, and let the planner judge."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from practicepack.diagnostics import Diagnostic, errors
from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.clock.pauses import LONGEST_BLOCK
from practicepack.plan.clock.timing import GRID
from practicepack.plan.drafter import Drafter
from practicepack.plan.model import DayPlan, Plan
from practicepack.plan.people.gathering import Gathering
from practicepack.plan.resolve import Drawn, draw
from practicepack.plan.rules import ready, rules
from practicepack.plan.rules.safeguarding import gates
from practicepack.plan.suitability import MOST_ROOMS
from practicepack.propose import files
from practicepack.propose.arrange import INTENTS, BeamState, Intent, Search, SearchSpace
from practicepack.propose.arrangement import Arrangement, Rest
from practicepack.propose.build_up import arrangement_of
from practicepack.propose.candidates import Candidate, Exclusion, Pool, Times, pool
from practicepack.propose.frame import BREAK_MINUTES, half_days
from practicepack.propose.frames import frames
from practicepack.propose.request import ProposalRequest
from practicepack.propose.rooms import apart, has_team, largest
from practicepack.search.find import Finder

MOST_SHORTENED = 3
"""So many times a meeting is made shorter, to be full and on time."""
BEST_ANSWERS = 4
NEIGHBOUR = 0.5
"""How much an activity is about something whose theme it shares with one of the best answers."""
TRIED = 12
"""So many arrangements of each intent are planned at most."""
LIKE = 0.6
"""A proposal that shares more than this of its activities with an earlier one is no second one."""
ANSWERS = 0.5
"""A proposal that is less about what was asked for than this share of what could be does not answer it."""
NEVER_APART = "only after women and men have worked apart, which needs a room, time and a team for each"
IS_ABOUT = 0.6
"""From this share of the best answer on, an activity is about what was asked for."""
FROM_REQUEST = frozenset({"group-size", "facilitators", "few-adults", "odd-couples", "gender-unknown"})
"""The warnings that come from who was asked for, whatever is chosen."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A workshop that can be built: its files, its plan, and what it tries to be."""

    intent: str
    """balanced, fewer and longer, or lighter."""
    arrangement: Arrangement
    files: Mapping[str, str]
    """The files of its folder by their names."""
    folder: WorkshopFolder
    plan: Plan
    warnings: tuple[Diagnostic, ...]
    """What the planner says of it: what comes with the request, and what only the organiser can fill in."""
    answers: float
    """How much of its time is about what was asked for: 0 to 1."""
    is_about_it: bool
    """Whether at least one activity is about what was asked for; true where nothing was."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """Up to three proposals, and what stood in the way of others."""

    proposals: tuple[Proposal, ...]
    left_out: Mapping[str, Exclusion]
    """Activities that cannot be used here, by their ids, and why."""
    relevance: Mapping[str, float]
    """How much each activity is about what was asked for: 0 to 1."""


def propose(
    library: Library, request: ProposalRequest, relevance: Mapping[str, float] | None = None
) -> Proposals:
    """Up to three workshops for these people, this time and these words, that differ on purpose.

    `relevance` is how much each activity is about the words, where that is known: 0 to 1.
    """
    if relevance is None:
        relevance = about(library, request.about)
    first: Attempt | None = None
    # several rooms ask more of the team, but shorter activities ask more of everyone
    for is_tight in (False, True):
        for rooms in range(1, MOST_ROOMS + 1):
            attempt = Attempt(library, request, relevance, rooms, is_tight=is_tight)
            first = first or attempt
            if not attempt.has_choice() or not attempt.has_team():
                continue
            proposals = tuple(attempt.proposals())
            if proposals:
                return Proposals(proposals, attempt.left_out, relevance)
    assert first is not None
    return Proposals((), first.left_out, relevance)


def about(library: Library, words: str) -> Mapping[str, float]:
    """How much each activity is about some words: 0 to 1.

    What shares a theme with one of the best answers is half as much about it.
    """
    relevance = dict(Finder(library).relevance(words))
    if not words.strip():
        return relevance
    best = sorted(relevance, key=lambda id_: (-relevance[id_], id_))[:BEST_ANSWERS]
    themes: dict[str, float] = {}
    for id_ in best:
        for theme in library.activities[id_].item.themes:
            themes[theme] = max(themes.get(theme, 0.0), relevance[id_])
    for id_, entry in library.activities.items():
        for theme in entry.item.themes:
            relevance[id_] = max(relevance.get(id_, 0.0), NEIGHBOUR * themes.get(theme, 0.0))
    return relevance


class Attempt:
    """A search with a number of rooms that do the same at the same time."""

    def __init__(
        self,
        library: Library,
        request: ProposalRequest,
        relevance: Mapping[str, float],
        rooms: int,
        *,
        is_tight: bool = False,
    ) -> None:
        self.library, self.request, self.relevance, self.rooms = library, request, relevance, rooms
        self.parts = half_days(request)
        self.drafter = Drafter(library, self._empty())
        everyone = self.drafter.everyone
        self.longest = _longest_block(everyone)
        self.times = Times(max(part.minutes for part in self.parts), self.longest, is_tight)
        self.room = largest(library, everyone, rooms)
        chosen = self._pool(self.room)
        self.together, self.left_out = dict(chosen.candidates), dict(chosen.left_out)
        self.apart: Mapping[str, Candidate] = {}
        if rooms == 1:
            self.apart = self._both_apart()
        self.frames = frames(library, request, chosen)
        if not self.apart:
            self._leave_out_what_needs_apart()

    def proposals(self) -> Iterator[Proposal]:
        """The best of each intent, without those that are too like an earlier one."""
        used: list[frozenset[str]] = []
        has_answer = False
        for intent in INTENTS:
            proposal = self._best(intent, used)
            # Beside one that is about what was asked for, one that is not is no second choice.
            if proposal is not None and (proposal.is_about_it or not has_answer):
                has_answer = proposal.is_about_it
                # The next intent pays for what is in this one, so that the organiser has a real choice.
                used.append(frozenset(proposal.arrangement.methods()))
                yield proposal

    def has_choice(self) -> bool:
        """Whether there is anything to work with, and something to open and to close each meeting."""
        has_methods = any(candidate.item.kind == "method" for candidate in self.together.values())
        return has_methods and all(self.frames.opening) and all(self.frames.closing)

    def has_team(self) -> bool:
        """Whether sharing people over several rooms leaves each room with the team that they need."""
        return self.rooms == 1 or has_team(self.room)

    def _leave_out_what_needs_apart(self) -> None:
        for id_, candidate in list(self.together.items()):
            if _needs_apart(candidate, self.drafter.everyone):
                del self.together[id_]
                self.left_out[id_] = Exclusion("apart", NEVER_APART)

    def _best(self, intent: Intent, used: Sequence[frozenset[str]]) -> Proposal | None:
        """The cheapest arrangement that the planner has nothing to say against."""
        for state in self.search(intent, used).ways()[:TRIED]:
            proposal = self._judged(intent, state)
            if proposal is not None and not _is_like(proposal, used):
                return proposal
        return None

    def search(self, intent: Intent, used: Sequence[frozenset[str]]) -> Search:
        """The search for one intent; what is in `used`, by earlier proposals, costs more."""
        return Search(
            self._space(),
            self.parts,
            intent,
            self.request.participants,
            done=self._done(),
            used_before=frozenset().union(*used),
        )

    def _judged(self, intent: Intent, state: BeamState) -> Proposal | None:
        """A way as a workshop, or None where the planner finds fault with what was chosen."""
        arrangement = arrangement_of(self.request, self.parts, self.frames, state, self.longest, self.rooms)
        written, folder, drawn = self._planned(arrangement)
        # A shorter end can move the starts off the five minutes again, so one correction may need another.
        for _ in range(MOST_SHORTENED):
            ends = _ends_on_time(drawn.plan, arrangement)
            if ends == arrangement.ends:
                break
            arrangement = replace(arrangement, ends=ends)
            written, folder, drawn = self._planned(arrangement)
        if drawn.plan is None or not _is_on_time(drawn.plan):
            return None
        if _is_avoidable(drawn.diagnostics, state):
            return None
        # only now the other rules: what the organiser has to fill in is a warning and no fault of the draft
        warnings = list(drawn.diagnostics)
        for rule in ready():
            warnings += rule(self.library, folder, drawn.days)
        if any(errors(warnings)):
            return None
        answers, at_best = self._answers(arrangement)
        if answers < ANSWERS * at_best:
            return None
        return Proposal(
            intent.name,
            arrangement,
            written,
            folder,
            drawn.plan,
            tuple(warnings),
            answers,
            self._is_about_it(arrangement),
        )

    def _planned(self, arrangement: Arrangement) -> tuple[Mapping[str, str], WorkshopFolder, Drawn]:
        """An arrangement as files, as the workshop that they make, and as its plan."""
        written = files.workshop_files(self.library, self.request, arrangement)
        folder = files.folder(self.request.name, written)
        return written, folder, draw(self.library, folder, rules())

    def _is_about_it(self, arrangement: Arrangement) -> bool:
        if not self.request.about:
            return True
        return any(self.relevance.get(id_, 0.0) >= IS_ABOUT for id_ in arrangement.methods())

    def _answers(self, arrangement: Arrangement) -> tuple[float, float]:
        """How much of its time is about what was asked for, and how much could be at best: 0 to 1 each."""
        about, minutes = 0.0, 0
        for piece in arrangement.pieces():
            if piece.draft.item.kind == "method":
                about += piece.minutes.ideal * self.relevance.get(piece.id, 0.0)
                minutes += piece.minutes.ideal
        return about / max(1, minutes), self._best_answer(minutes) / max(1, minutes)

    def _best_answer(self, minutes: int) -> float:
        """How many of so many minutes could be about what was asked for."""
        about, left = 0.0, minutes
        # The best answers go first: no other order fills the time with more of what was asked for.
        for candidate in sorted(self.together.values(), key=lambda candidate: -candidate.relevance):
            if candidate.item.kind != "method":
                continue
            taken = min(left, candidate.minutes.ideal)
            about += taken * candidate.relevance
            left -= taken
        return about

    def _empty(self) -> WorkshopFolder:
        """The workshop before anything is chosen."""
        empty = Arrangement(
            tuple((Rest("break", BREAK_MINUTES),) for _ in self.request.meetings), rooms=self.rooms
        )
        written = files.workshop_files(self.library, self.request, empty)
        return files.folder(self.request.name, written)

    def _pool(self, room: Gathering) -> Pool:
        return pool(self.library, self.request, self.drafter, room, self.relevance, self.times)

    def _both_apart(self) -> Mapping[str, Candidate]:
        """What women and men can both do, each in a room of their own."""
        rooms = apart(self.library, self.drafter.everyone)
        if rooms is None:
            return {}
        women, men = self._pool(rooms[0]), self._pool(rooms[1])
        both = {}
        # Both rooms do the same at the same time, so one activity has to suit the people in each.
        for id_, candidate in women.candidates.items():
            if id_ in men.candidates and candidate.item.kind == "method":
                both[id_] = candidate
        return both

    def _space(self) -> SearchSpace:
        methods = {}
        needs_apart = set()
        for id_, candidate in self.together.items():
            if candidate.item.kind != "method":
                continue
            methods[id_] = candidate
            if _needs_apart(candidate, self.drafter.everyone):
                needs_apart.add(id_)
        return SearchSpace(
            methods,
            self.apart,
            self.frames.opening_minutes(),
            self.frames.closing_minutes(),
            self.longest,
            frozenset(needs_apart),
        )

    def _done(self) -> frozenset[str]:
        """What is behind people when the first method begins."""
        done = set(self.request.done)
        for piece in self.frames.opening[0]:
            done.add(piece.id)
        return frozenset(done)


def _is_avoidable(diagnostics: Sequence[Diagnostic], state: BeamState) -> bool:
    """Whether the planner warns of something that another choice would avoid."""
    expected = set(FROM_REQUEST)
    # The search has weighed this already: it allows one activity with a few people too many.
    if _has_exception(state):
        expected.add("too-many-people")
    return any(diagnostic.code not in expected for diagnostic in diagnostics)


def _has_exception(state: BeamState) -> bool:
    return any(pick.candidate.exception for pick in state.picks)


def _ends_on_time(plan: Plan | None, arrangement: Arrangement) -> tuple[int, ...]:
    """Ends at which every meeting is full, and what is in it starts on multiples of five minutes."""
    if plan is None:
        return arrangement.ends
    ends = []
    for day, end in zip(plan.days, arrangement.ends, strict=True):
        if day.end < end:
            ends.append(day.end // GRID * GRID)
        elif _is_day_on_time(day):
            ends.append(end)
        else:
            # five minutes less, and the planner shares them out in another way
            ends.append(end - GRID)
    return tuple(ends)


def _is_on_time(plan: Plan) -> bool:
    return all(_is_day_on_time(day) for day in plan.days)


def _is_day_on_time(day: DayPlan) -> bool:
    return all(slot.start % GRID == 0 for slot in day.slots)


def _needs_apart(candidate: Candidate, everyone: Gathering) -> bool:
    """Whether women and men meet apart before they do this together."""
    if "apart" in candidate.item.needs:
        return True
    facets = everyone.stating("gates")
    return any("apart" in gate.needs for _, gate in gates(candidate.item.sensitivity, facets))


def _longest_block(everyone: Gathering) -> int:
    longest = LONGEST_BLOCK
    # Those who need a break first decide when everyone in the room has one.
    for facet in everyone.facets:
        longest = min(longest, facet.longest_block or LONGEST_BLOCK)
    return longest


def _is_like(proposal: Proposal, used: Sequence[frozenset[str]]) -> bool:
    """Whether it has mostly the same activities as an earlier proposal."""
    here = frozenset(proposal.arrangement.methods())
    return any(len(here & earlier) / len(here | earlier) > LIKE for earlier in used)
