"""What is kept for the people in a room, what is left out or replaced, and which changes that makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from practicepack.library.models.activity import Cue, SafetyPart, SafetyText
from practicepack.library.models.fields import ForAudience, Line, Prose
from practicepack.library.text.prose import filled
from practicepack.plan.changes import Change

Filtered = TypeVar("Filtered")
Model = TypeVar("Model", bound=BaseModel)
CLOSED = frozenset({str, int, float, bool, Line, type(None)})
"""The types of values that are the same for everybody."""
RECOGNISED_BY = (
    "title",
    "do",
    "item",
    "use",
    "front",
    "heading",
    "text",
    "ask",
    "session",
    "energiser",
    "guest",
)
"""The fields by which a reader would know a left-out part again."""


@dataclass(frozen=True, slots=True)
class Tailored(Generic[Filtered]):
    """A value as it is for some people, and what that changed."""

    item: Filtered
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class AudienceFilter:
    """Says what is for the people in one room, and gives copies with that alone, placeholders filled in."""

    audience: frozenset[str]
    values: Mapping[str, str] = field(default_factory=dict)
    circumstances: frozenset[str] = frozenset()
    careful: frozenset[str] = frozenset()
    """For whom cautions and pages about safety are kept beside these: all of whom the same is true."""

    def apply(self, item: Model, where: str = "") -> Tailored[Model]:
        """A copy with what is not for these people left out, at any depth, and placeholders filled in."""
        here = _place_words(where, getattr(item, "title", None))
        replaced: dict[str, Any] = {}
        changes: list[Change] = []
        for name, value in vars(item).items():
            part = self._part(value, here)
            changes += part.changes
            if part.item is not value:
                replaced[name] = part.item
        # An untouched value stays the same object, so that whole decks compare as equal at once.
        if replaced:
            item = item.model_copy(update=replaced)
        return Tailored(item, tuple(changes))

    def keeps(self, item: object) -> bool:
        """Whether a part stays."""
        if isinstance(item, Cue | SafetyPart) and item.if_ and item.if_ not in self.circumstances:
            return False
        if not isinstance(item, ForAudience):
            return True
        is_wanted = not item.for_ or bool(self._wanted(item).intersection(item.for_))
        return is_wanted and self.audience.isdisjoint(item.not_for)

    def changes_of(self, item: object, where: str) -> tuple[Change, ...]:
        """The change that keeping or leaving out a part is; none where no tag decides."""
        if not isinstance(item, ForAudience) or not (item.for_ or item.not_for):
            return ()
        # What depends on the head-count or the place is no change for an audience.
        if isinstance(item, Cue | SafetyPart) and item.if_ and item.if_ not in self.circumstances:
            return ()
        stays = self.keeps(item)
        if stays and not item.for_:
            return ()
        against = self.audience.intersection(item.not_for)
        deciding = against or self._wanted(item).intersection(item.for_)
        tags = tuple(sorted(deciding)) or item.for_
        return (Change("in" if stays else "out", where, recognised(item), tags),)

    def _wanted(self, item: ForAudience) -> frozenset[str]:
        """The audiences for which a part may be kept."""
        # A warning is kept on suspicion: to read it once too often harms no one, to miss it may.
        if isinstance(item, SafetyText | SafetyPart) or (isinstance(item, Cue) and item.caution):
            return self.audience | self.careful
        return self.audience

    def _part(self, value: Any, where: str) -> Tailored[Any]:
        """A part as it is for these people: the same object where nothing in it changes."""
        # Most values are plain ones, and a library has many: the cheapest question comes first.
        if type(value) in CLOSED:
            return Tailored(value)
        if isinstance(value, Prose):
            return Tailored(self._filled(value))
        if isinstance(value, tuple):
            return self._parts(value, where)
        if isinstance(value, BaseModel):
            return self.apply(value, where)
        return Tailored(value)

    def _parts(self, values: tuple[Any, ...], where: str) -> Tailored[tuple[Any, ...]]:
        """The parts of a list that stay, each as it is for these people."""
        staying: list[Any] = []
        changes: list[Change] = []
        is_same = True
        for value in values:
            changes += self.changes_of(value, where)
            if not self.keeps(value):
                is_same = False
                continue
            part = self._part(value, where)
            changes += part.changes
            is_same = is_same and part.item is value
            staying.append(part.item)
        return Tailored(values if is_same else tuple(staying), tuple(changes))

    def _filled(self, text: Prose) -> Prose:
        if "{" not in text:
            return text
        return Prose(filled(text, self.values))


def is_for(item: ForAudience, audience: frozenset[str]) -> bool:
    """Whether an item stays: it is for one of the audience, or for all, and not against one of them."""
    wanted = not item.for_ or bool(audience.intersection(item.for_))
    return wanted and not audience.intersection(item.not_for)


def recognised(item: ForAudience) -> str:
    """The words by which a reader would know the item again."""
    texts = list(getattr(item, "texts", ()))
    if not texts:
        for name in RECOGNISED_BY:
            texts.append(getattr(item, name, None))
    table = getattr(item, "table", None)
    if table:
        texts += table.columns
    for text in texts:
        if text:
            return str(text)
    return ""


def _place_words(where: str, title: str | None) -> str:
    """Where something is, in words: what it is in, then its own title."""
    if where and title:
        return f"{where}: {title}"
    return where or title or ""
