"""Whether a text that needs a specialist has been read: a signature holds only while the text is the same."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from practicepack.library.load import Library
from practicepack.library.models.fields import Authored
from practicepack.library.models.review import REVIEWED, Review, Signature

NOT_READ = frozenset(
    {
        *("review", "credit", "practices", "themes", "phase", "mode", "takes", "gives", "made_for"),
        *("better_after", "order"),
    }
)
"""The fields that say where a thing belongs and where it comes from, and nothing that anyone does."""
DIGITS = 16


@dataclass(frozen=True, slots=True)
class ReviewedText:
    """A text that someone has to read, and whether they have."""

    kind: str
    """The folder of content/ that it is in."""
    id: str
    title: str
    needed: str
    """Who has to read it."""
    text: str
    """The hash of what it says now."""
    by: str = ""
    """Who has read it as it is now; empty where no one has."""
    on: date | None = None

    @property
    def name(self) -> str:
        """How a signature calls it."""
        return f"{self.kind}/{self.id}"


def text_hash(item: Authored) -> str:
    """The hash of all that a thing says, whatever way its YAML is written."""
    # A default that is written out says nothing new, and a later default for a new field changes no text.
    values = item.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(NOT_READ))
    written = json.dumps(_without_spelling(values), sort_keys=True, ensure_ascii=False)
    return sha256(written.encode()).hexdigest()[:DIGITS]


def _without_spelling(value: Any) -> Any:
    """The same values with every run of blanks as one space: lines may be broken in other places."""
    if isinstance(value, str):
        return " ".join(normalize("NFC", value).split())
    if isinstance(value, list):
        return [_without_spelling(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_spelling(item) for key, item in value.items()}
    return value


def reviewed_texts(library: Library, names: Collection[str] | None = None) -> Iterator[ReviewedText]:
    """Every text of a library that asks to be read, by folder and id; or those of them with these names."""
    for kind in REVIEWED:
        for id_ in sorted(getattr(library, kind)):
            if names is not None and f"{kind}/{id_}" not in names:
                continue
            reviewed = reviewed_text(library, kind, id_)
            if reviewed:
                yield reviewed


def reviewed_text(library: Library, kind: str, id_: str) -> ReviewedText | None:
    """A thing of the library as a text to be read; None where it does not ask for that."""
    item = getattr(library, kind)[id_].item
    review: Review | None = item.review
    if review is None:
        return None
    text = text_hash(item)
    reviewed = ReviewedText(kind, id_, item.title, review.needed, text)
    if review.by and review.text == text:
        return replace(reviewed, by=review.by, on=review.on)
    for signature in signatures_of(library, reviewed.name):
        if signature.text == text:
            return replace(reviewed, by=signature.by, on=signature.on)
    return reviewed


def signatures_of(library: Library, name: str) -> Iterator[Signature]:
    """The signatures below a text, whether it is still the same or not."""
    for entry in library.reviews.values():
        if entry.item.of == name:
            yield entry.item
