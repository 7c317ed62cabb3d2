"""How many minutes a debrief needs: for its questions, and for the people who answer them."""

from collections.abc import Sequence
from math import ceil

from practicepack.library.models.activity import Question
from practicepack.library.models.fields import Range

LEAST_MINUTES, BEST_MINUTES = 5, 6
"""Minutes for a question that is kept, at least and at best, where no more than `FEW` people answer it.

Our own figures, from the usual reckoning for a plenary: at least 4 minutes for each group that speaks, and 15
to sum up. Source: http://churchroadman.blogspot.com/2015/01/how-to-plan-and-set-agenda-for-session.html
"""
MORE = 2
"""Minutes, at best, for a question that is asked if there is time. At the least it gets none."""
FEW_PEOPLE, TWICE_MINUTES_PEOPLE = 16, 48
"""People: up to the first, a question needs its minutes; at the second, and above, twice as many.

Our own figures. That minutes depend on the size of the group is the field's: a guide timed for 12 to 15
people says that fewer are quicker and more are slower. Source: https://iiab.me/modules/en-practical_action/
"""
KEPT = 2
"""How many questions count as kept where the author marked none."""


def minutes_needed(questions: Sequence[Question], people: int) -> Range:
    """The minutes that these questions need with so many people. More people never need fewer minutes."""
    needed_count = len([question for question in questions if question.keep])
    # an author who marked none means that all may be cut, and a debrief without a question is none
    needed_count = needed_count or min(KEPT, len(questions))
    others = len(questions) - needed_count
    least = _grown(needed_count * LEAST_MINUTES, people)
    best = _grown(needed_count * BEST_MINUTES + others * MORE, people)
    return Range(min=least, ideal=best, max=best)


def growth(people: int) -> float:
    """How much longer so many people take to answer than a few do: 1 for a few, 2 at most."""
    beyond = min(max(people - FEW_PEOPLE, 0), TWICE_MINUTES_PEOPLE - FEW_PEOPLE)
    return 1 + beyond / (TWICE_MINUTES_PEOPLE - FEW_PEOPLE)


def _grown(minutes: int, people: int) -> int:
    return ceil(round(minutes * growth(people), 6))
