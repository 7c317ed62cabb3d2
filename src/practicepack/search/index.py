"""Ranked search: BM25 over texts that count differently, tolerant of spelling.

The score is BM25F (Robertson, Zaragoza and Taylor 2004: "Simple BM25 extension to multiple weighted fields").
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from practicepack.search.words import folded, searched_stems, stem, stems, words

SATURATION = 1.2
"""How soon a word that comes again adds little: k1 of BM25."""
LENGTH_WEIGHT = 0.75
"""How much less a word counts in a long text, 0 to 1: b of BM25."""
SHORTEST_MISSPELT = 4
"""In a shorter word, one changed letter makes another word."""
LETTERS_A_SLIP = 4
"""One slip is forgiven for each so many letters, up to two."""
MISSPELT = 0.7
"""How much a word counts that was meant, perhaps."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to search: how much its words count, and the language that it is in."""

    text: str
    weight: float
    language: str = "en"
    is_name: bool = False
    """Whether two words of it may be asked for as one: a "score card" is a "scorecard" as well."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: a key, its score (more is better), and how many of the words it answers."""

    key: str
    score: float
    answered: int


class Index:
    """The words of many things, each under its key."""

    def __init__(self, texts: Mapping[str, Sequence[Text]]) -> None:
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        self._vocabulary: dict[str, set[str]] = defaultdict(set)
        lengths: dict[str, float] = {}
        for key, parts in texts.items():
            lengths[key] = self._add(key, parts)
        self._number = len(texts)
        average = sum(lengths.values()) / max(1, len(lengths)) or 1.0
        self._lengths: dict[str, float] = {}
        for key, length in lengths.items():
            self._lengths[key] = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / average

    def _add(self, key: str, parts: Sequence[Text]) -> float:
        """Take in the texts of one thing; its length in words, each as often as it counts."""
        length = 0.0
        for part in parts:
            in_order = list(words(part.text))
            length += part.weight * len(in_order)
            counted = Counter(in_order)
            if part.is_name:
                for before, word in pairwise(in_order):
                    counted[before + word] += 1
            for word, times in counted.items():
                self._count(key, word, times * part.weight, part.language)
        return length

    def _count(self, key: str, word: str, weight: float, language: str) -> None:
        shared = stem(word, language)
        counts = self._weights[shared]
        counts[key] = counts.get(key, 0.0) + weight
        self._vocabulary[folded(word)].add(shared)

    def search(self, asked: str) -> list[Hit]:
        """What answers best, the best first; of equal ones, in the order of their keys."""
        scores: dict[str, float] = defaultdict(float)
        answered: dict[str, int] = defaultdict(int)
        for word in searched_stems(asked):
            for key, score in self._scores(word).items():
                scores[key] += score
                answered[key] += 1
        hits = []
        for key, score in scores.items():
            hits.append(Hit(key, score, answered[key]))
        # Keys decide between equal scores, so that the same question has the same answer everywhere.
        hits.sort(key=lambda hit: (-hit.score, hit.key))
        return hits

    def spelt(self) -> dict[str, dict[str, float]]:
        """For each word as it is spelt, how well each thing answers it."""
        answers = {}
        for spelling, forms in self._vocabulary.items():
            answers[spelling] = self._ranked(forms)
        return answers

    def _scores(self, word: str) -> dict[str, float]:
        """How well each thing answers one word: as it is written, or as it was meant."""
        # a word that is there is never taken for another that is spelt almost like it
        known = self._known(stems(word))
        if known:
            return self._ranked(known)
        scores = self._ranked(self._meant(folded(word)))
        for key in scores:
            scores[key] *= MISSPELT
        return scores

    def _known(self, forms: Iterable[str]) -> list[str]:
        return [form for form in forms if form in self._weights]

    def _meant(self, word: str) -> set[str]:
        """The stems of the known words that are nearest to one that is not known."""
        if len(word) < SHORTEST_MISSPELT:
            return set()
        slips = min(2, len(word) // LETTERS_A_SLIP)
        near = extract(word, self._vocabulary.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None)
        # only the nearest: two slips away there is nearly always something
        fewest = min((distance for _, distance, _ in near), default=0)
        meant: set[str] = set()
        for spelling, distance, _ in near:
            if distance == fewest:
                meant |= self._vocabulary[spelling]
        return meant

    def _ranked(self, forms: Iterable[str]) -> dict[str, float]:
        """The best score of each thing for any of these forms of one word."""
        best: dict[str, float] = {}
        for form in forms:
            counts = self._weights[form]
            rarity = log(1 + (self._number - len(counts) + 0.5) / (len(counts) + 0.5))
            for key, count in counts.items():
                score = rarity * count * (SATURATION + 1) / (count + SATURATION * self._lengths[key])
                best[key] = max(best.get(key, 0.0), score)
        return best
