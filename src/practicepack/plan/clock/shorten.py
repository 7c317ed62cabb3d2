"""When time is short: what goes first, and what is never cut.

The order is the field's, gathered from facilitators' accounts: further examples and second rounds; fewer
cards, statements or stations; a report-back as a gallery; a plenary of two groups only; the short form of an
activity; a whole activity, which moves to the next meeting. The last of the day goes first.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from practicepack.diagnostics import Diagnostic, Tip, warning
from practicepack.library.models.activity import Shortening
from practicepack.plan.changes import Change
from practicepack.plan.clock.sequence import pruned
from practicepack.plan.clock.stretches import Stretch, stretches
from practicepack.plan.clock.timing import MinuteRange, ranges, total
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
CutKind = Literal["step", "way", "form", "whole"]
"""What a cut does: a step goes, a step is done in a shorter way, a short form comes, the whole goes."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What becomes of an activity that is cut; `said` is the step that goes, or what is done instead."""

    what: CutKind
    becomes: DraftActivity | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """One thing that takes less time, in its session."""

    session: DraftSession
    activity: DraftActivity
    shorter: Shortcut

    @property
    def change(self) -> Change:
        """The cut as the guide lists it."""
        if self.shorter.what == "whole":
            return Change("dropped", self.session.item.title, self.activity.item.title)
        if self.shorter.what == "step":
            return Change("dropped", self.activity.item.title, self.shorter.text)
        return Change("shortened", self.activity.item.title, self.shorter.text)

    @property
    def finding(self) -> Diagnostic:
        """What a facilitator should know before printing."""
        name, title, span = self.activity.id, self.session.item.title, self.activity.span
        text = " ".join(self.shorter.text.split())
        if self.shorter.what == "whole":
            message = f'"{name}" is left out of "{title}": there is no time for it'
            hints = (MORE_TIME,)
            return warning("left-out", message, span, hints=hints)
        ways = {
            "step": f'is done without the step "{text}"',
            "way": f"is done in a shorter way: {text}",
            "form": f'makes room for its short form, "{text}"',
        }
        message = f'"{name}" {ways[self.shorter.what]}'
        return warning("shortened", message, span, hints=(Tip("give the day more time to do it in full"),))

    @property
    def after(self) -> DraftSession:
        """The session after the cut. Its least falls by as much as its activities need less."""
        becomes: dict[int, DraftActivity | None] = {}
        for at, activity in enumerate(self.session.activities):
            if activity is self.activity:
                becomes[at] = self.shorter.becomes
        lighter = self.session.changed(becomes)
        less = self.session.needs.min - lighter.needs.min
        return replace(lighter, limits=_lower(self.session.limits, less))

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


CutStage = Callable[[DraftActivity], Iterator[Shortcut]]


def shortened(
    day: DraftDay, elsewhere: Collection[str] = ()
) -> tuple[DraftDay, tuple[Cut | SessionCut, ...]]:
    """The day as short as it has to be to fit, and what that cost.

    A longer day never leaves out what a shorter one keeps: the order of cutting is always the same. What
    another activity builds on stays, on this day or, by `elsewhere`, on another.
    """
    cuts: list[Cut | SessionCut] = []
    while (cut := _next_cut(day, elsewhere)) is not None:
        cuts.append(cut)
        # A break whose session has gone gives its minutes too, before more is cut.
        day = pruned(_after(day, cut))
    return day, tuple(cuts)


def _after(day: DraftDay, cut: Cut | SessionCut) -> DraftDay:
    if isinstance(cut, SessionCut):
        return day.without(cut.block)
    return day.with_sessions([cut.after])


def _next_cut(day: DraftDay, elsewhere: Collection[str]) -> Cut | SessionCut | None:
    """The next cut: in a session that is too full, else in a day that is too long."""
    needed = built_on([day]).union(elsewhere)
    for session in day.sessions:
        if session.needs.min > session.limits.max:
            cut = _first_cut([session], needed)
            if cut is not None:
                return cut
    for stretch in stretches(day):
        if stretch.missing > 0:
            cut_in_stretch = _cut_in_stretch(day, stretch, needed, elsewhere)
            if cut_in_stretch is not None:
                return cut_in_stretch
    return None


def _cut_in_stretch(
    day: DraftDay, stretch: Stretch, needed: Collection[str], elsewhere: Collection[str]
) -> Cut | SessionCut | None:
    """What makes a stretch shorter: something in one of its sessions, or else a whole session."""
    slowest: list[DraftSession] = []
    for block in stretch.blocks:
        slowest += _longest_sessions(block)
    cut = _first_cut(slowest, needed)
    if cut is not None:
        return cut
    optional = _last_optional(day, stretch, elsewhere)
    if optional is not None:
        return SessionCut(optional)
    return None


def _last_optional(day: DraftDay, stretch: Stretch, elsewhere: Collection[str]) -> DraftBlock | None:
    """The last optional session of a stretch on which nothing else builds."""
    for block in reversed(stretch.blocks):
        # What its own activities build on among themselves goes with them.
        needed = built_on([day.without(block)]).union(elsewhere)
        if block.optional and needed.isdisjoint(_activity_ids(block)):
            return block
    return None


def _activity_ids(block: DraftBlock) -> set[str]:
    """The activities of a block, by their ids."""
    ids: set[str] = set()
    for session in block.sessions:
        for activity in session.activities:
            ids.add(activity.id)
    return ids


def _longest_sessions(block: DraftBlock) -> Iterator[DraftSession]:
    """Of the sessions of a block, those for which the others wait."""
    for session in block.sessions:
        if session.minutes.min == block.minutes.min:
            yield session


def _first_cut(sessions: Sequence[DraftSession], needed: Collection[str]) -> Cut | None:
    """The first cut, in the order of the stages, that wins any time."""
    for stage in STAGES:
        for session in reversed(sessions):
            for cut in _cuts_of_stage(session, stage):
                is_free = cut.shorter.what != "whole" or cut.activity.id not in needed
                if is_free and cut.gain > 0:
                    return cut
    return None


def _cuts_of_stage(session: DraftSession, stage: CutStage) -> Iterator[Cut]:
    """What one stage could cut in a session, the last of it first."""
    for activity in reversed(session.activities):
        for shorter in stage(activity):
            yield Cut(session, activity, shorter)


def _second_rounds(activity: DraftActivity) -> Iterator[Shortcut]:
    for step in reversed(activity.steps):
        # The last step stays whatever it is: an activity without any would be a title alone.
        if step.item.optional and len(activity.steps) > 1:
            others = tuple(other for other in activity.steps if other is not step)
            yield Shortcut("step", _with_cut(activity, others), step.item.title)


def _shorter_ways(by: Shortening, activity: DraftActivity) -> Iterator[Shortcut]:
    for step in reversed(activity.steps):
        way = step.item.shorter
        if way and way.by == by and not step.is_short and step.shorter:
            short = replace(step, minutes=step.shorter, is_short=True)
            yield Shortcut("way", _with_cut(activity, _swapped(activity.steps, step, short)), way.do)


def _swapped(steps: Sequence[DraftStep], old: DraftStep, new: DraftStep) -> tuple[DraftStep, ...]:
    """Steps with one of them in place of another."""
    swapped: list[DraftStep] = []
    for step in steps:
        if step is old:
            swapped.append(new)
        else:
            swapped.append(step)
    return tuple(swapped)


def _with_cut(activity: DraftActivity, steps: tuple[DraftStep, ...]) -> DraftActivity:
    """The activity with fewer or shorter steps; what is stated for the whole falls with them."""
    limits = activity.limits
    if limits is not None:
        before = total(activity.bounds)
        after = total(ranges(steps))
        limits = _lower(limits, before.min - after.min)
    return replace(activity, steps=steps, limits=limits)


def _lower(limits: MinuteRange, less: int) -> MinuteRange:
    least = max(0, limits.min - max(0, less))
    return replace(limits, min=least)


def _short_form(activity: DraftActivity) -> Iterator[Shortcut]:
    short = activity.short
    if short and short.steps:
        yield Shortcut("form", replace(short, optional=activity.optional, use=activity.use), short.item.title)


def _whole_activities(activity: DraftActivity) -> Iterator[Shortcut]:
    if activity.optional and activity.item.kind not in NEVER_LEFT_OUT:
        yield Shortcut("whole")


STAGES: tuple[CutStage, ...] = (
    _second_rounds,
    partial(_shorter_ways, "fewer"),
    partial(_shorter_ways, "gallery"),
    partial(_shorter_ways, "two-groups"),
    _short_form,
    _whole_activities,
)
