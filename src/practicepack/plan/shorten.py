"""When time is short: what goes first, and what is never cut.

The order is the field's, gathered from facilitators' accounts: further examples and second rounds; fewer
cards, statements or stations; a report-back as a gallery; a plenary of two groups only; the short form of an
activity; a whole activity, which moves to the next meeting. The last of the day goes first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from practicepack.diagnostics import Diagnostic, warning
from practicepack.library.model import Shortening
from practicepack.plan.agenda import length
from practicepack.plan.draft import ALWAYS, DraftActivity, DraftDay, DraftSession, DraftStep
from practicepack.plan.plan import Change


@dataclass(frozen=True, slots=True)
class Cut:
    """One thing that takes less time: an activity as it was, and what becomes of it; None where it goes."""

    session: DraftSession
    activity: DraftActivity
    becomes: DraftActivity | None
    what: str = ""
    """What the facilitator does instead, or the step that is left out."""

    @property
    def is_step(self) -> bool:
        """Whether a single step goes."""
        return self.becomes is not None and len(self.becomes.steps) < len(self.activity.steps)

    @property
    def change(self) -> Change:
        """The cut as the guide lists it."""
        if self.becomes is None:
            return Change("dropped", self.session.item.title, self.activity.item.title)
        return Change("dropped" if self.is_step else "shortened", self.activity.item.title, self.what)

    @property
    def finding(self) -> Diagnostic:
        """What a facilitator should know before printing."""
        title, span = self.session.item.title, self.activity.span
        if self.becomes is None:
            message = f'"{self.activity.id}" is left out of "{title}": there is no time for it'
            hints = ("it is optional; give the day more time to keep it",)
            return warning("left-out", message, span, hints=hints)
        said = " ".join(self.what.split())
        way = f'without the step "{said}"' if self.is_step else f"in a shorter way: {said}"
        message = f'"{self.activity.id}" is done {way}'
        return warning("shortened", message, span, hints=("give the day more time to do it in full",))


Stage = Callable[[DraftActivity], Iterator[tuple[DraftActivity | None, str]]]


def shortened(day: DraftDay) -> tuple[DraftDay, tuple[Cut, ...]]:
    """The day as short as it has to be to fit, and what that cost.

    A longer day never leaves out what a shorter one keeps: the order of cutting is always the same.
    """
    cuts: list[Cut] = []
    while (cut := _next(day)) is not None:
        cuts.append(cut)
        day = day.with_sessions([_after(cut)])
    return day, tuple(cuts)


def _next(day: DraftDay) -> Cut | None:
    """The next cut: in a session that is too full, else in a day that is too long."""
    for session in day.sessions:
        if session.needs.min > session.limits.max and (cut := _first([session], _needs)) is not None:
            return cut
    if day.minutes.min <= length(day):
        return None
    longest = [one for block in day.blocks for one in block.sessions if _takes(one) == block.minutes.min]
    return _first(longest, _takes)


def _needs(session: DraftSession) -> int:
    return session.needs.min


def _takes(session: DraftSession) -> int:
    return session.minutes.min if session.activities else 0


def _first(sessions: list[DraftSession], least: Callable[[DraftSession], int]) -> Cut | None:
    """The first cut, in the order of the stages, that makes a session any shorter."""
    for stage in STAGES:
        for session in reversed(sessions):
            for activity in reversed(session.activities):
                for becomes, what in stage(activity):
                    cut = Cut(session, activity, becomes, what)
                    if least(_after(cut)) < least(session):
                        return cut
    return None


def _after(cut: Cut) -> DraftSession:
    """The session after a cut."""
    each = (cut.becomes if one is cut.activity else one for one in cut.session.activities)
    return replace(cut.session, activities=tuple(one for one in each if one is not None))


def _second_rounds(activity: DraftActivity) -> Iterator[tuple[DraftActivity | None, str]]:
    for step in reversed(activity.steps):
        if step.item.optional and len(activity.steps) > 1:
            kept = tuple(one for one in activity.steps if one is not step)
            yield replace(activity, steps=kept), step.item.title


def _less(by: Shortening, activity: DraftActivity) -> Iterator[tuple[DraftActivity | None, str]]:
    for step in reversed(activity.steps):
        way = step.item.shorter
        if (
            way
            and way.by == by
            and not step.is_short
            and step.shorter
            and step.shorter.min < step.minutes.min
        ):
            short = replace(step, minutes=step.shorter, is_short=True)
            yield replace(activity, steps=_swapped(activity.steps, step, short)), str(way.do)


def _swapped(steps: tuple[DraftStep, ...], old: DraftStep, new: DraftStep) -> tuple[DraftStep, ...]:
    return tuple(new if one is old else one for one in steps)


def _short_form(activity: DraftActivity) -> Iterator[tuple[DraftActivity | None, str]]:
    short = activity.short
    if short and short.steps and short.minutes.min < activity.minutes.min:
        yield replace(short, optional=activity.optional), short.item.title


def _whole(activity: DraftActivity) -> Iterator[tuple[DraftActivity | None, str]]:
    if activity.optional and activity.item.kind not in ALWAYS:
        yield None, ""


STAGES: tuple[Stage, ...] = (
    _second_rounds,
    partial(_less, "fewer"),
    partial(_less, "gallery"),
    partial(_less, "two-groups"),
    _short_form,
    _whole,
)
