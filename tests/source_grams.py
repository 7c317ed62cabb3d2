"""Runs of six words as hashes, so that texts can be compared with one that is not here.

The two source texts are not ours to publish. `python tests/source_grams.py FILE ...` writes the hashes of
their runs of words beside this file; tests/library/test_own_words.py looks for them in the library.
"""

import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

LENGTH = 6
HASHES = Path(__file__).with_name("source_grams.txt")
WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


def runs(text: str) -> Iterator[str]:
    """Every run of six words of a text, in small letters and without signs."""
    words = WORD.findall(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    for start in range(len(words) - LENGTH + 1):
        yield " ".join(words[start : start + LENGTH])


def hashed(run: str) -> str:
    """Twelve digits: among a million runs, two that are alike by chance are not to be expected."""
    return sha256(run.encode()).hexdigest()[:12]


def write(files: list[str]) -> None:
    """Write the hashes of some texts, sorted, each once."""
    hashes = set()
    for file in files:
        hashes.update(map(hashed, runs(Path(file).read_text(encoding="utf-8"))))
    HASHES.write_text("".join(f"{value}\n" for value in sorted(hashes)), encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1:])
