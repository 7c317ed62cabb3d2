"""Find things by words: what answers best, and what answers but does not fit."""

from collections.abc import Mapping
from dataclasses import dataclass

from practicepack.library.load import Library
from practicepack.plan.suitability import Wanted, excluded_by, what_is_missing
from practicepack.search.index import Hit, Index
from practicepack.search.searched import searched_texts

NEVER_NEAR = frozenset({"--practice", "--for"})
"""What these options exclude is not listed: it is of another area, or must not be used with these people."""
FAINT = 0.2
"""What scores less than this share of the best is about something else."""


@dataclass(frozen=True, slots=True)
class Near:
    """What answers the words but does not fit, and what would let it in."""

    id: str
    what_is_missing: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of one kind: ids, the best first, and what almost fits."""

    fits: tuple[str, ...]
    near: tuple[Near, ...] = ()


class Finder:
    """Searches one library. It reads each kind of thing once, when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._indexes: dict[str, Index] = {}

    def _index(self, kind: str) -> Index:
        # To build an index takes far longer than to search it.
        if kind not in self._indexes:
            self._indexes[kind] = Index(searched_texts(self.library, kind))
        return self._indexes[kind]

    def find(self, kind: str, words: str, wanted: Wanted | None = None) -> Answer:
        """What of a kind is about some words. Filters are for activities.

        Words are forgiven their spelling and their endings. They can be in any language in which the
        themes of the library have words.
        """
        fits, near = [], []
        for hit in self.ranked(kind, words):
            if kind != "activities" or wanted is None:
                fits.append(hit.key)
                continue
            item = self.library.activities[hit.key].item
            failed = excluded_by(self.library, item, wanted)
            if not failed:
                fits.append(hit.key)
            elif NEVER_NEAR.isdisjoint(failed):
                near.append(Near(hit.key, what_is_missing(self.library, item, wanted)))
        return Answer(tuple(fits), tuple(near))

    def relevance(self, words: str) -> Mapping[str, float]:
        """How much each activity is about some words: 0 to 1, and 0.5 for all of them without any words."""
        if not words.strip():
            return dict.fromkeys(self.library.activities, 0.5)
        scores = {}
        for hit in self.ranked("activities", words):
            scores[hit.key] = hit.score
        return scores

    def ranked(self, kind: str, words: str) -> list[Hit]:
        """What answers, the best first, with its score as a share of the best."""
        hits = self._index(kind).search(words)
        if not hits:
            return []
        # Scores of different questions cannot be compared, but shares of the best answer can.
        best = hits[0].score
        strong = []
        for hit in hits:
            if hit.score >= FAINT * best:
                strong.append(Hit(hit.key, hit.score / best, hit.answered))
        return strong
