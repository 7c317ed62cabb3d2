"""The steps of an activity on the clock, and the cues in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from practicepack.library.models.activity import DEBRIEF


@dataclass(frozen=True, slots=True)
class CuePlan:
    """One cue for this audience: its verb and what stands under it."""

    verb: str
    texts: tuple[str, ...]
    if_time: bool = False
    """Whether it is left out where there is no time for it."""


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step with its place on the clock."""

    id: str
    title: str
    number: int
    start: int
    minutes: int
    keep: bool
    short: str | None
    """What is done instead of the whole, where time is short."""
    cues: tuple[CuePlan, ...]
    notes: tuple[CuePlan, ...]
    """The cues that stand beside the step: its tips."""
    pause: int = 0
    """The minutes of a pause after it."""

    @property
    def end(self) -> int:
        """When it ends, in minutes after midnight."""
        return self.start + self.minutes


def questions(steps: Iterable[StepPlan], *, if_time: bool) -> tuple[str, ...]:
    """What is asked in the debrief: in any case, or if there is time."""
    texts: list[str] = []
    for step in steps:
        # Other steps ask as well, but only a debrief is what the activity was done for.
        if step.id != DEBRIEF:
            continue
        for cue in step.cues:
            if cue.verb == "ask" and cue.if_time == if_time:
                texts += cue.texts
    return tuple(texts)


def warned_first(cues: Iterable[CuePlan]) -> tuple[CuePlan, ...]:
    """The cues in their order, but what to take care of before all of them: it can concern each."""
    return tuple(sorted(cues, key=lambda cue: cue.verb != "caution"))
