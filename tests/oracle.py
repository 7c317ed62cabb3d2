"""Hold the beam search of proposals against an exact solver. Run by `make oracle`.

For random half days, everyone in one place, CP-SAT looks for the cheapest arrangement under the costs
and the rules of `propose/arrange.py`, and proves that there is none cheaper. What is compared is the
cost of the best way that each finds, before the planner judges it.
"""

import argparse
import sys
from itertools import product
from random import Random
from statistics import median
from time import process_time

from ortools.sat.python import cp_model

from practicepack.library.load import Library, load
from practicepack.library.models.people import Team
from practicepack.plan.clock.timing import rounded_up
from practicepack.propose.arrange import (
    INTENTS,
    LATE_AND_HARD,
    MOST_IN_A_STRETCH,
    OVER,
    UNUSED,
    BeamState,
    Search,
    ending_cost,
    following_cost,
)
from practicepack.propose.candidates import Candidate
from practicepack.propose.frame import BREAK_MINUTES
from practicepack.propose.propose import Attempt, about
from practicepack.propose.request import Meeting, ProposalRequest
from practicepack.workspace import Workspace, shipped_root

SUBJECTS = ("money at home", "asking the council", "songs and sayings", "rest and work", "leading", "")
PLACES = 5
"""No more activities fit into a day."""
SCALE = 100
"""CP-SAT counts in whole numbers: costs are in hundredths of a minute."""
SECONDS = 60
"""How long it may look for the best."""
SAME = 0.5
"""Costs that differ by no more than this are the same: the solver counts in whole hundredths."""


def any_request(random: Random) -> ProposalRequest:
    """A half day without lunch: what the solver proves in good time."""
    start = 5 * random.randrange(96, 168)
    return ProposalRequest(
        "ours",
        random.choice((("women",), ("men", "adults"), ("women", "low-literacy"), ("workers", "women"))),
        random.randrange(8, 26),
        (Meeting(start, start + 5 * random.randrange(36, 58)),),
        Team(women=2, men=1),
        random.choice(SUBJECTS),
    )


class Exact:
    """The same problem as the search's, for one part of a day, as CP-SAT reads it."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.model = cp_model.CpModel()
        self.candidates = [one for one in search.space.together.values() if self._may_be(one)]
        self.room = rounded_up(search.parts[0].minutes - search.space.closing[0])
        self.opening = rounded_up(search.space.opening[0])
        self.at = {}
        for place, candidate in product(range(PLACES), self.candidates):
            self.at[place, candidate.id] = self.model.new_bool_var(f"{place}-{candidate.id}")
        self.is_used = [self.model.new_bool_var(f"used-{place}") for place in range(PLACES)]
        self.has_break = [self.model.new_bool_var(f"break-{place}") for place in range(PLACES)]
        self._order()
        self._breaks()
        self.used = self._time()
        self._needs()

    def _may_be(self, candidate: Candidate) -> bool:
        return (
            "earlier-day" not in candidate.item.needs
            and candidate.id not in self.search.done
            and candidate.id not in self.search.space.needs_apart
        )

    def _order(self) -> None:
        """Places are filled one after the other, the first in any case, and nothing comes twice."""
        for place in range(PLACES):
            here = [self.at[place, candidate.id] for candidate in self.candidates]
            self.model.add(sum(here) == self.is_used[place])
            if place:
                self.model.add(self.is_used[place] <= self.is_used[place - 1])
            self.model.add(self.has_break[place] <= self.is_used[place])
        self.model.add(self.is_used[0] == 1)
        for candidate in self.candidates:
            self.model.add(sum(self.at[place, candidate.id] for place in range(PLACES)) <= 1)

    def _breaks(self) -> None:
        """No one sits too long without a break, and no stretch has too many activities."""
        longest = self.search.space.longest
        before, number_before = self.opening, 0
        for place in range(PLACES):
            minutes = sum(rounded_up(one.run) * self.at[place, one.id] for one in self.candidates)
            run = self.model.new_int_var(0, longest, f"run-{place}")
            number = self.model.new_int_var(0, MOST_IN_A_STRETCH, f"number-{place}")
            rests = self.has_break[place]
            self.model.add(run == minutes).only_enforce_if(rests)
            self.model.add(run == before + minutes).only_enforce_if(rests.negated())
            self.model.add(number == 1).only_enforce_if(rests)
            self.model.add(number == number_before + self.is_used[place]).only_enforce_if(rests.negated())
            before, number_before = run, number

    def _time(self) -> cp_model.LinearExprT:
        minutes = sum(
            rounded_up(one.minutes.ideal) * self.at[place, one.id]
            for place, one in product(range(PLACES), self.candidates)
        )
        used = self.opening + minutes + BREAK_MINUTES * sum(self.has_break)
        self.model.add(used <= self.room + OVER)
        return used

    def _needs(self) -> None:
        """What an activity builds on, or begins with, comes before it."""
        known = {one.id for one in self.candidates}
        for place, candidate in product(range(PLACES), self.candidates):
            here = self.at[place, candidate.id]
            for earlier in {*candidate.item.after, *candidate.item.better_after} - self.search.done:
                before = [self.at[at, earlier] for at in range(place) if earlier in known]
                self.model.add(here <= sum(before))
            for thing in candidate.item.takes:
                givers = [one.id for one in self.candidates if thing in one.item.gives]
                before = [self.at[at, giver] for at, giver in product(range(place), givers)]
                self.model.add(here <= sum(before))
        exceptions = [
            self.at[at, one.id] for at, one in product(range(PLACES), self.candidates) if one.exception
        ]
        self.model.add(sum(exceptions) <= 1)

    def solve(self) -> float | None:
        """The least cost, or None where nothing fits. Raises RuntimeError where it could not be proven."""
        self.model.minimize(self._cost())
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = SECONDS
        solver.parameters.num_workers = 2
        solver.parameters.random_seed = 1
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise RuntimeError("not proven in time")
        return solver.objective_value / SCALE

    def _cost(self) -> cp_model.LinearExprT:
        terms = []
        spare = 0
        for place, one in product(range(PLACES), self.candidates):
            terms.append(round(self.search.fixed[one.id] * SCALE) * self.at[place, one.id])
            spare += (one.minutes.max - one.minutes.ideal) * self.at[place, one.id]
        for place in range(PLACES - 1):
            for one, other in product(self.candidates, self.candidates):
                cost = round(following_cost(one.item, other.item) * SCALE)
                if cost and one is not other:
                    both = self.model.new_bool_var("")
                    self.model.add(both >= self.at[place, one.id] + self.at[place + 1, other.id] - 1)
                    terms.append(cost * both)
        for place, one in product(range(PLACES), self.candidates):
            cost = ending_cost(one.item) + (LATE_AND_HARD if one.item.sensitivity == "high" else 0)
            if cost:
                ends = self.model.new_bool_var("")
                after = self.is_used[place + 1] if place + 1 < PLACES else 0
                self.model.add(ends >= self.at[place, one.id] - after)
                terms.append(round(cost * SCALE) * ends)
        left = self.room - self.used
        unused = self.model.new_int_var(0, self.room, "unused")
        self.model.add(unused >= left - spare)
        away = self.model.new_int_var(0, self.room + OVER, "away")
        self.model.add(away >= left)
        self.model.add(away >= -left)
        return sum(terms) + round(UNUSED * SCALE) * unused + SCALE // 10 * away


def compared(library: Library, request: ProposalRequest) -> tuple[float | None, float | None, float, float]:
    """The cost of the beam search's best way and of the best there is, and the seconds that each took."""
    attempt = Attempt(library, request, about(library, request.about), 1)
    if not attempt.has_choice():
        return None, None, 0.0, 0.0
    search = attempt.search(INTENTS[0], [])
    started = process_time()
    ways: list[BeamState] = search.ways()
    beam_seconds = process_time() - started
    started = process_time()
    exact = Exact(search).solve()
    return (ways[0].cost if ways else None), exact, beam_seconds, process_time() - started


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Print a line for each request, then the figures. 1 where the search misses what there is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    library = load(Workspace(None, shipped_root()))[0]
    random = Random(options.seed)  # noqa: S311  # nothing is secret here
    gaps, beams, exacts, missed, none = [], [], [], 0, 0
    for number in range(options.requests):
        beam, exact, beam_seconds, exact_seconds = compared(library, any_request(random))
        say(f"{number}: {beam} {exact}, {beam_seconds:.2f} s {exact_seconds:.1f} s")
        if exact is None or beam is None:
            none += 1
            missed += beam is None and exact is not None
            continue
        gaps.append(max(0.0, beam - exact))
        beams.append(beam_seconds)
        exacts.append(exact_seconds)
    same = sum(gap <= SAME for gap in gaps)
    say(f"{options.requests} requests: {none} impossible, {missed} of them wrongly")
    say(f"the best there is: {same} of {len(gaps)}")
    say(f"gap: median {median(gaps):.1f} minutes, largest {max(gaps):.1f}")
    say(f"seconds: search {median(beams):.2f}, CP-SAT {median(exacts):.1f}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
