"""Every sentence of the library is its own: no six words in a row are those of the two source texts."""

from practicepack.workspace import shipped_root
from source_grams import HASHES, LENGTH, hashed, runs

KNOWN = frozenset(HASHES.read_text(encoding="utf-8").split())
FOLDERS = ("content", "sessions")


def shared(text: str, known: frozenset[str]) -> list[str]:
    """The runs of words of a text that are in another."""
    return [run for run in runs(text) if hashed(run) in known]


def test_the_source_texts_are_known() -> None:
    assert len(KNOWN) > 500


def test_no_six_words_in_a_row_come_from_the_source_texts() -> None:
    texts = {}
    for folder in FOLDERS:
        for path in (shipped_root() / folder).rglob("*.yaml"):
            texts[path.name] = path.read_text(encoding="utf-8")
    assert len(texts) > 300
    copied = {name: shared(text, KNOWN) for name, text in texts.items()}
    assert {name: found for name, found in copied.items() if found} == {}


def test_a_copied_sentence_would_be_found_however_it_is_broken_into_lines() -> None:
    known = frozenset(map(hashed, runs("We walk to the well before anyone else is awake.")))
    assert len(known) == 10 - LENGTH + 1
    copied = 'say: |\n  "We walk to the Well -\n  before anyone else is awake."\n'
    assert len(shared(copied, known)) == len(known)
    assert shared("We walk to the market before anyone else.", known) == []
