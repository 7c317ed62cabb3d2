"""What is kept for the people in a room, what is left out or replaced, and a record of all three."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import is_
from typing import Any, TypeVar

from pydantic import BaseModel

from practicepack.library.models.activity import Cue, SafetyText
from practicepack.library.models.fields import ForAudience, Line, Prose
from practicepack.library.text.prose import filled
from practicepack.plan.changes import Change

Authored = TypeVar("Authored", bound=BaseModel)
CLOSED = frozenset({str, int, float, bool, Line, type(None)})
"""The types of values that are the same for everybody."""
NAMES = ("title", "do", "item", "use", "front", "heading", "text", "ask", "session", "energiser", "guest")
"""The fields by which a reader would know a left-out part again."""


@dataclass(slots=True)
class AudienceFilter:
    """Keeps what is for the people in one room, fills in placeholders, and remembers what that changed."""

    audience: frozenset[str]
    values: Mapping[str, str] = field(default_factory=dict)
    circumstances: frozenset[str] = frozenset()
    changes: list[Change] = field(default_factory=list)
    careful: frozenset[str] = frozenset()
    """For whom cautions and pages about safety are kept beside these: all of whom the same is true."""

    def chosen(self, item: Authored, where: str = "") -> Authored:
        """A copy with what is not for these people left out, at any depth, and placeholders filled in."""
        title = getattr(item, "title", None)
        here = f"{where}: {title}" if where and title else where or title or ""
        open_ = ((name, value) for name, value in vars(item).items() if type(value) not in CLOSED)
        parts = ((name, value, self._part(value, here)) for name, value in open_)
        changed = {name: part for name, value, part in parts if part is not value}
        return item.model_copy(update=changed) if changed else item

    def keeps(self, item: object, where: str) -> bool:
        """Whether a part stays. Anything that a tag decided is remembered."""
        if isinstance(item, Cue) and item.if_ and item.if_ not in self.circumstances:
            return False
        if not isinstance(item, ForAudience) or not (item.for_ or item.not_for):
            return True
        is_careful = isinstance(item, SafetyText) or (isinstance(item, Cue) and bool(item.caution))
        wanted = self.audience | self.careful if is_careful else self.audience
        against = self.audience.intersection(item.not_for)
        kept = not against and (not item.for_ or bool(wanted.intersection(item.for_)))
        if item.for_ or not kept:
            here = wanted.intersection(item.for_)
            tags = tuple(sorted(against or here)) or item.for_
            self.changes.append(Change("in" if kept else "out", where, said(item), tags))
        return kept

    def _part(self, value: Any, where: str) -> Any:
        """The part as it is for these people: the same object where nothing in it changes."""
        if isinstance(value, Prose):
            return Prose(filled(value, self.values)) if "{" in value else value
        if type(value) in CLOSED or not value:
            return value
        if isinstance(value, tuple):
            kept = tuple(self._part(item, where) for item in value if self.keeps(item, where))
            is_same = len(kept) == len(value) and all(map(is_, kept, value))
            return value if is_same else kept
        return self.chosen(value, where) if isinstance(value, BaseModel) else value


def is_for(item: ForAudience, audience: frozenset[str]) -> bool:
    """Whether an item stays: it is for one of the audience, or for all, and not against one of them."""
    wanted = not item.for_ or bool(audience.intersection(item.for_))
    return wanted and not audience.intersection(item.not_for)


def said(item: ForAudience) -> str:
    """The words by which a reader would know the item again."""
    texts = getattr(item, "texts", ()) or [getattr(item, name, None) for name in NAMES]
    table = getattr(item, "table", None)
    texts = [*texts, *(table.columns if table else ())]
    return next((str(text) for text in texts if text), "")
