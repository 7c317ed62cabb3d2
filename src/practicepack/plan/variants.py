"""Variants: what an activity is for these people, where that is not what it is for all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from practicepack.library.models.activity import Activity, Step, StepVariant, Variant
from practicepack.library.models.fields import Counted, Range
from practicepack.library.models.people import People, Team
from practicepack.plan.changes import Change

BESIDE = frozenset({"for_", "text", "steps"})
"""What a variant holds beside the fields that it replaces."""


def fitting(
    variants: Sequence[Variant], here: frozenset[str], people: frozenset[str] = frozenset()
) -> tuple[Variant, ...]:
    """The variants whose audiences are all in the room, the most specific last.

    One that only advises also fits where its audiences are true of the `people`, though they are apart just
    now: what is said to couples about each other holds in the women's room, what they do together does not.
    """
    found = [
        one
        for one in variants
        if here.issuperset(one.for_) or (one.only_advises and (here | people).issuperset(one.for_))
    ]
    return tuple(sorted(found, key=lambda one: len(one.for_)))


def varied(item: Activity, here: frozenset[str], people: frozenset[str] = frozenset()) -> Activity:
    """The activity with the fields of fitting variants in place of its own; of two, the more specific's."""
    variants = fitting(item.variants, here, people)
    fields: dict[str, Any] = {}
    for variant in variants:
        fields |= {name: getattr(variant, name) for name in variant.model_fields_set - BESIDE}
    steps = (_step(step, variants) for step in item.steps)
    kept = tuple(step for step in steps if step is not None)
    return item.model_copy(update=fields | {"steps": kept, "variants": variants})


def _step(step: Step, variants: Sequence[Variant]) -> Step | None:
    fields: dict[str, Any] = {}
    for change in (one for variant in variants for one in variant.steps if one.id == step.id):
        fields |= {name: getattr(change, name) for name in change.model_fields_set}
    return None if fields.pop("leave_out", False) else step.model_copy(update=fields)


@dataclass(frozen=True, slots=True)
class StatedFor:
    """The audiences for which variants state minutes: of the whole activity, and of each step by its id.

    Such minutes already allow for these audiences, so their time factors are not applied to them.
    """

    whole: frozenset[str] = frozenset()
    steps: dict[str, frozenset[str]] = field(default_factory=dict)


def minutes_stated(variants: Sequence[Variant]) -> StatedFor:
    """For whom the minutes that hold were written, of the fitting variants, the most specific last."""
    whole: frozenset[str] = frozenset()
    steps: dict[str, frozenset[str]] = {}
    for variant in variants:
        if variant.minutes is not None:
            whole = frozenset(variant.for_)
        for step in variant.steps:
            if step.minutes is not None:
                steps[step.id] = frozenset(variant.for_)
    return StatedFor(whole, steps)


def told(item: Activity) -> list[Change]:
    """What the variants of an activity that `varied` gave back did to it."""
    return [change for variant in item.variants for change in _told(item.title, variant)]


def _told(where: str, variant: Variant) -> list[Change]:
    found = [Change("variant", where, variant.text, variant.for_)] if variant.text else []
    for name in sorted(variant.model_fields_set - BESIDE):
        if text := shown(getattr(variant, name)):
            found.append(Change("replaced", where, text, variant.for_, name))
    for step in variant.steps:
        field = "without" if step.leave_out else "steps"
        found.append(Change("replaced", where, _of_step(step), variant.for_, field))
    return found


def _of_step(step: StepVariant) -> str:
    """A step by its title, or its id in words, and its minutes where they are others."""
    title = step.title or step.id.replace("-", " ")
    return f"{title} ({shown(step.minutes)})" if step.minutes else title


def shown(value: Any) -> str:
    """A replaced value in a few words."""
    if isinstance(value, Counted):
        plus = f" + {shown(value.plus)}" if value.plus else ""
        each = f"{value.stagger:g}" if value.each is None else f"{value.each:g}"
        return f"{each} / {value.per}{plus}"
    if isinstance(value, (Range, People)):
        return f"{value.min}–{value.max}" if value.min < value.max else str(value.min)
    if isinstance(value, Team):
        return str(value.count)
    if isinstance(value, BaseModel):
        return next((shown(one) for one in dict(value).values() if one), "")
    if isinstance(value, tuple):
        return "; ".join(map(shown, value))
    return str(value)
