"""Variants: what an activity is for these people, where that is not what it is for all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from practicepack.library.models.activity import Activity, ActivityStep, StepVariant, Variant
from practicepack.library.models.fields import Counted, Range
from practicepack.library.models.people import People, Team
from practicepack.plan.changes import Change

NOT_REPLACING = frozenset({"for_", "text", "steps"})
"""What a variant holds beside the fields that it replaces."""


def fitting(
    variants: Sequence[Variant], here: frozenset[str], people: frozenset[str] = frozenset()
) -> tuple[Variant, ...]:
    """The variants whose audiences are all in the room, the most specific last.

    One that only advises also fits where its audiences are true of the `people`, though they are apart just
    now: what is said to couples about each other holds in the women's room, what they do together does not.
    """
    fits: list[Variant] = []
    for variant in variants:
        if variant.only_advises:
            is_fit = (here | people).issuperset(variant.for_)
        else:
            is_fit = here.issuperset(variant.for_)
        if is_fit:
            fits.append(variant)
    return tuple(sorted(fits, key=lambda variant: len(variant.for_)))


def varied(item: Activity, here: frozenset[str], people: frozenset[str] = frozenset()) -> Activity:
    """The activity with the fields of fitting variants in place of its own; of two, the more specific's."""
    variants = fitting(item.variants, here, people)
    fields: dict[str, Any] = {}
    for variant in variants:
        for name in variant.model_fields_set - NOT_REPLACING:
            fields[name] = getattr(variant, name)
    steps: list[ActivityStep] = []
    for step in item.steps:
        after = _varied_step(step, variants)
        if after is not None:
            steps.append(after)
    # The variants that fit stay with it: they say later which minutes were written for these people.
    fields |= {"steps": tuple(steps), "variants": variants}
    return item.model_copy(update=fields)


def _varied_step(step: ActivityStep, variants: Sequence[Variant]) -> ActivityStep | None:
    """A step as the variants have it; None where it is left out."""
    fields: dict[str, Any] = {}
    for variant in variants:
        for change in variant.steps:
            if change.id == step.id:
                for name in change.model_fields_set:
                    fields[name] = getattr(change, name)
    # A more specific variant may bring back what another leaves out, so this is asked at the end.
    if fields.pop("leave_out", False):
        return None
    return step.model_copy(update=fields)


@dataclass(frozen=True, slots=True)
class StatedFor:
    """The audiences for which variants state minutes: of the whole activity, and of each step by its id.

    Such minutes already allow for these audiences, so their time factors are not applied to them.
    """

    for_activity: frozenset[str] = frozenset()
    steps: dict[str, frozenset[str]] = field(default_factory=dict)


def minutes_stated(variants: Sequence[Variant]) -> StatedFor:
    """For whom the minutes that hold were written, of the fitting variants, the most specific last."""
    # The most specific comes last and wins, as its minutes do.
    for_activity: frozenset[str] = frozenset()
    steps: dict[str, frozenset[str]] = {}
    for variant in variants:
        if variant.minutes is not None:
            for_activity = frozenset(variant.for_)
        for step in variant.steps:
            if step.minutes is not None:
                steps[step.id] = frozenset(variant.for_)
    return StatedFor(for_activity, steps)


def variant_changes(item: Activity) -> list[Change]:
    """What the variants of an activity that `varied` gave back did to it."""
    changes: list[Change] = []
    for variant in item.variants:
        changes += _changes_of(item.title, variant)
    return changes


def _changes_of(where: str, variant: Variant) -> list[Change]:
    changes: list[Change] = []
    if variant.text:
        changes.append(Change("variant", where, variant.text, variant.for_))
    # A set has no order of its own, and the same pack has to come out each time.
    for name in sorted(variant.model_fields_set - NOT_REPLACING):
        text = shown(getattr(variant, name))
        if text:
            changes.append(Change("replaced", where, text, variant.for_, name))
    for step in variant.steps:
        field_name = "steps"
        if step.leave_out:
            field_name = "without"
        changes.append(Change("replaced", where, _of_step(step), variant.for_, field_name))
    return changes


def _of_step(step: StepVariant) -> str:
    """A step by its title, or its id in words, and its minutes where they are others."""
    title = step.title or step.id.replace("-", " ")
    if step.minutes:
        return f"{title} ({shown(step.minutes)})"
    return title


def shown(value: Any) -> str:
    """A replaced value in a few words."""
    if isinstance(value, Counted):
        return _shown_count(value)
    if isinstance(value, (Range, People)):
        return _shown_range(value)
    if isinstance(value, Team):
        return str(value.count)
    if isinstance(value, BaseModel):
        return _shown_first(value)
    if isinstance(value, tuple):
        return "; ".join(map(shown, value))
    return str(value)


def _shown_count(value: Counted) -> str:
    each = value.each
    if each is None:
        each = value.stagger
    text = f"{each:g} / {value.per}"
    if value.plus:
        text += f" + {shown(value.plus)}"
    return text


def _shown_range(value: Range | People) -> str:
    if value.min < value.max:
        return f"{value.min}–{value.max}"
    return str(value.min)


def _shown_first(value: BaseModel) -> str:
    """The first field of a part that says anything: authors put what names it first."""
    for _, content in value:
        if content:
            return shown(content)
    return ""
