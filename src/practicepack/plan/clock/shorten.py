"""When time is short: what goes first, and what is never cut.

The order is the field's, gathered from facilitators' accounts: further examples and second rounds; fewer
cards, statements or stations; a report-back as a gallery; a plenary of two groups only; the short form of an
activity; a whole activity, which moves to the next meeting. The last of the day goes first.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from practicepack.diagnostics import Diagnostic, Tip, warning
from practicepack.library.models.activity import Shortening
from practicepack.plan.changes import Change
from practicepack.plan.clock.sequence import pruned
from practicepack.plan.clock.stretches import Stretch, stretches
from practicepack.plan.clock.timing import MinuteRange
from practicepack.plan.draft import (
    NEVER_LEFT_OUT,
    DraftActivity,
    DraftBlock,
    DraftDay,
    DraftSession,
    DraftStep,
    built_on,
)

MORE_TIME = Tip("it is optional; give the day more time to keep it")
What = Literal["step", "way", "form", "whole"]
"""What a cut does: a step goes, a step is done in a shorter way, a short form comes, the whole goes."""


@dataclass(frozen=True, slots=True)
class Shorter:
    """What becomes of an activity that is cut; `said` is the step that goes, or what is done instead."""

    what: What
    becomes: DraftActivity | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """One thing that takes less time, in its session."""

    session: DraftSession
    activity: DraftActivity
    shorter: Shorter

    @property
    def change(self) -> Change:
        """The cut as the guide lists it."""
        if self.shorter.what == "whole":
            return Change("dropped", self.session.item.title, self.activity.item.title)
        kind: Literal["dropped", "shortened"] = "dropped" if self.shorter.what == "step" else "shortened"
        return Change(kind, self.activity.item.title, self.shorter.said)

    @property
    def finding(self) -> Diagnostic:
        """What a facilitator should know before printing."""
        name, title, span = self.activity.id, self.session.item.title, self.activity.span
        said = " ".join(self.shorter.said.split())
        if self.shorter.what == "whole":
            message = f'"{name}" is left out of "{title}": there is no time for it'
            hints = (MORE_TIME,)
            return warning("left-out", message, span, hints=hints)
        ways = {
            "step": f'is done without the step "{said}"',
            "way": f"is done in a shorter way: {said}",
            "form": f'makes room for its short form, "{said}"',
        }
        message = f'"{name}" {ways[self.shorter.what]}'
        return warning("shortened", message, span, hints=(Tip("give the day more time to do it in full"),))

    @property
    def after(self) -> DraftSession:
        """The session after the cut. Its least falls by as much as its activities need less."""
        here = next(at for at, one in enumerate(self.session.activities) if one is self.activity)
        kept = self.session.changed({here: self.shorter.becomes})
        less = self.session.needs.min - kept.needs.min
        return replace(kept, limits=_lower(self.session.limits, less))

    @property
    def gain(self) -> int:
        """The minutes won."""
        return self.session.needs.min - self.after.needs.min


@dataclass(frozen=True, slots=True)
class SessionCut:
    """An optional session, or several side by side, that is left out."""

    block: DraftBlock

    @property
    def change(self) -> Change:
        """The cut as the guide lists it."""
        title = ", ".join(dict.fromkeys(session.item.title for session in self.block.sessions))
        return Change("dropped", title, title)

    @property
    def finding(self) -> Diagnostic:
        """What a facilitator should know before printing."""
        ids = '", "'.join(dict.fromkeys(session.id for session in self.block.sessions))
        hints = (MORE_TIME,)
        return warning(
            "left-out", f'"{ids}" is left out: there is no time for it', self.block.span, hints=hints
        )


Stage = Callable[[DraftActivity], Iterator[Shorter]]


def shortened(
    day: DraftDay, elsewhere: Collection[str] = ()
) -> tuple[DraftDay, tuple[Cut | SessionCut, ...]]:
    """The day as short as it has to be to fit, and what that cost.

    A longer day never leaves out what a shorter one keeps: the order of cutting is always the same. What
    another activity builds on stays, on this day or, by `elsewhere`, on another.
    """
    cuts: list[Cut | SessionCut] = []
    while (cut := _next(day, elsewhere)) is not None:
        cuts.append(cut)
        day = pruned(
            _without(day, cut.block) if isinstance(cut, SessionCut) else day.with_sessions([cut.after])
        )
    return day, tuple(cuts)


def _without(day: DraftDay, block: DraftBlock) -> DraftDay:
    return replace(day, blocks=tuple(one for one in day.blocks if one is not block))


def _next(day: DraftDay, elsewhere: Collection[str]) -> Cut | SessionCut | None:
    """The next cut: in a session that is too full, else in a day that is too long."""
    needed = built_on([day]).union(elsewhere)
    for session in day.sessions:
        if session.needs.min > session.limits.max and (cut := _first([session], needed)) is not None:
            return cut
    for stretch in stretches(day):
        slowest = [session for block in stretch.blocks for session in _longest(block)]
        if stretch.missing > 0 and (cut := _first(slowest, needed)) is not None:
            return cut
        if stretch.missing > 0 and (block := _last_optional(day, stretch, elsewhere)) is not None:
            return SessionCut(block)
    return None


def _last_optional(day: DraftDay, stretch: Stretch, elsewhere: Collection[str]) -> DraftBlock | None:
    """The last optional session of a stretch on which nothing else builds."""
    for block in reversed(stretch.blocks):
        ids = {activity.id for session in block.sessions for activity in session.activities}
        needed = built_on([_without(day, block)]).union(elsewhere)
        if block.optional and ids.isdisjoint(needed):
            return block
    return None


def _longest(block: DraftBlock) -> Iterator[DraftSession]:
    """Of the sessions of a block, those for which the others wait."""
    return (one for one in block.sessions if one.minutes.min == block.minutes.min)


def _first(sessions: list[DraftSession], needed: Collection[str]) -> Cut | None:
    """The first cut, in the order of the stages, that wins any time."""
    for stage in STAGES:
        for session in reversed(sessions):
            for activity in reversed(session.activities):
                for shorter in stage(activity):
                    cut = Cut(session, activity, shorter)
                    is_free = shorter.what != "whole" or activity.id not in needed
                    if is_free and cut.gain > 0:
                        return cut
    return None


def _second_rounds(activity: DraftActivity) -> Iterator[Shorter]:
    for step in reversed(activity.steps):
        if step.item.optional and len(activity.steps) > 1:
            kept = tuple(one for one in activity.steps if one is not step)
            yield Shorter("step", _with(activity, kept), step.item.title)


def _less(by: Shortening, activity: DraftActivity) -> Iterator[Shorter]:
    for step in reversed(activity.steps):
        way = step.item.shorter
        if way and way.by == by and not step.is_short and step.shorter:
            short = replace(step, minutes=step.shorter, is_short=True)
            steps = tuple(short if one is step else one for one in activity.steps)
            yield Shorter("way", _with(activity, steps), way.do)


def _with(activity: DraftActivity, steps: tuple[DraftStep, ...]) -> DraftActivity:
    """The activity with fewer or shorter steps; what is stated for the whole falls with them."""
    less = sum(step.minutes.min for step in activity.steps) - sum(step.minutes.min for step in steps)
    limits = _lower(activity.limits, less) if activity.limits else None
    return replace(activity, steps=steps, limits=limits)


def _lower(limits: MinuteRange, less: int) -> MinuteRange:
    least = max(0, limits.min - max(0, less))
    return replace(limits, min=least)


def _short_form(activity: DraftActivity) -> Iterator[Shorter]:
    short = activity.short
    if short and short.steps:
        yield Shorter("form", replace(short, optional=activity.optional, use=activity.use), short.item.title)


def _whole(activity: DraftActivity) -> Iterator[Shorter]:
    if activity.optional and activity.item.kind not in NEVER_LEFT_OUT:
        yield Shorter("whole")


STAGES: tuple[Stage, ...] = (
    _second_rounds,
    partial(_less, "fewer"),
    partial(_less, "gallery"),
    partial(_less, "two-groups"),
    _short_form,
    _whole,
)
