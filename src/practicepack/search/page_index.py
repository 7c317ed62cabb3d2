"""The index for the search in the catalogue's page: how well each activity answers each word."""

from typing import Any

from practicepack.library.load import Library
from practicepack.search.index import Index, Text
from practicepack.search.searched import IN_REASON, searched_texts
from practicepack.search.words import EMPTY_WORDS

MOST_ANSWERS = 12
"""So many activities are kept for each word: no one looks at more, and the page stays small."""
SCORE_DIGITS = 2


def page_index(library: Library) -> dict[str, Any]:
    """The words and the scores of activities for each, and the words that say nothing."""
    texts: dict[str, tuple[Text, ...]] = {}
    for id_, parts in searched_texts(library, "activities").items():
        # what is only said in a step would make the page three times as large
        texts[id_] = tuple(part for part in parts if part.weight >= IN_REASON)
    words: dict[str, dict[str, float]] = {}
    for spelling, scores in Index(texts).spelt().items():
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ANSWERS]
        words[spelling] = {}
        for id_, score in best:
            # More digits would make the page larger and change hardly any order.
            words[spelling][id_] = round(score, SCORE_DIGITS)
    return {"empty": sorted(EMPTY_WORDS), "words": words}
