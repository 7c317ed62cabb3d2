"""Who is in the room: what is kept for them, what is left out, and a record of both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any, TypeVar

from pydantic import BaseModel

from practicepack.library.audience import Audience
from practicepack.library.fields import ForAudience, Prose
from practicepack.library.model import Variant
from practicepack.library.prose import filled
from practicepack.plan.plan import Change

Authored = TypeVar("Authored", bound=BaseModel)
NAMES = ("title", "do", "item", "use", "front", "heading", "text", "ask", "session", "energiser")
"""The fields by which a reader would know a left-out part again."""


@dataclass(slots=True)
class Chooser:
    """Keeps what is for the audience, and remembers what that changed."""

    audience: frozenset[str]
    changes: list[Change] = field(default_factory=list)

    def chosen(self, item: Authored, values: Mapping[str, str], where: str = "") -> Authored:
        """A copy with what is not for this audience left out, at any depth, and placeholders filled in."""
        here = ": ".join(part for part in (where, getattr(item, "title", "")) if part)
        fields = {name: getattr(item, name) for name in type(item).model_fields}
        return item.model_copy(
            update={name: self._part(value, values, here) for name, value in fields.items()}
        )

    def keeps(self, item: object, where: str) -> bool:
        """Whether a part stays. Anything that a tag decided is remembered."""
        if not isinstance(item, ForAudience):
            return True
        kept = is_for(item, self.audience)
        if item.for_ or not kept:
            against = self.audience.intersection(item.not_for)
            here = self.audience.intersection(item.for_)
            tags = tuple(sorted(against or here)) or item.for_
            self.changes.append(Change("in" if kept else "out", where, said(item), tags))
        return kept

    def variants(self, variants: Iterable[Variant], where: str) -> tuple[str, ...]:
        """The texts of the variants whose audiences are all in the room."""
        fitting = [one for one in variants if self.audience.issuperset(one.for_)]
        self.changes += [Change("variant", where, one.text, one.for_) for one in fitting if one.text]
        return tuple(one.text for one in fitting if one.text)

    def _part(self, value: Any, values: Mapping[str, str], where: str) -> Any:
        if isinstance(value, Prose):
            return Prose(filled(value, values))
        if isinstance(value, tuple):
            kept = (item for item in value if self.keeps(item, where))
            return tuple(self._part(item, values, where) for item in kept)
        return self.chosen(value, values, where) if isinstance(value, BaseModel) else value


def is_for(item: ForAudience, audience: frozenset[str]) -> bool:
    """Whether an item stays: it is for one of the audience, or for all, and not against one of them."""
    wanted = not item.for_ or bool(audience.intersection(item.for_))
    return wanted and not audience.intersection(item.not_for)


def said(item: ForAudience) -> str:
    """The words by which a reader would know the item again."""
    texts = getattr(item, "texts", ()) or [getattr(item, name, None) for name in NAMES]
    return next((str(text) for text in texts if text), "")


def time_factor(audience: Iterable[Audience]) -> float:
    """How much longer things take for these people: the factors of the facets, multiplied."""
    return prod(facet.time_factor for facet in audience)
