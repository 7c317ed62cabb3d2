"""Look at every page of every shipped workshop, and say what is wrong with it.

Slow: it lays out some two thousand pages in two editions, A4 and large type on Letter. `make pages` goes
through all workshops; arguments are ids of those to look at. The suite holds the starter to the same.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent / "docs"))

from pictures import EDITIONS

from built import over_each_other, words_of
from conftest import printed
from practicepack.cli.options import cores
from practicepack.pipeline import Built, Request, build
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root
from test_session_pages import FULL, MOST_SPARSE, READ, clock, inner_sections, scale, sparse, steps

WORKSPACE = Workspace(None, shipped_root())
SHOWN = ("a4", "large")
MOST_SHEETS = {"power-and-voice": 10.7, "mens-circle-six-evenings": 21.0, "fair-and-brave": 27.7}
"""Sheets of paper and card for each participant, on A4. The aims are 10, 20 and 22."""
SMALLEST = 9.0
"""Points."""


def sheets_a_head(made: Built) -> float:
    """All sheets of a pack, by its print run, for each participant."""
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    return sum(line.sheets for line in made.run.lines) / int(manifest["plan"]["participants"])


def faults(workshop: str, edition: str, made: Built) -> Iterator[str]:
    """What is wrong with the pages of a pack."""
    most = MOST_SHEETS.get(workshop)
    if edition == "a4" and most is not None and sheets_a_head(made) > most:
        yield f"{sheets_a_head(made):.1f} sheets a head, {most} at most"
    for path in sorted(made.folder.rglob("*.pdf")):
        name = path.relative_to(made.folder).as_posix()
        # What is made for the printer shows the same pages again.
        if not name.startswith("print/"):
            yield from faults_of_words(path, name)
    for name in READ:
        if (made.folder / name).exists():
            yield from strange_sizes(made.folder / name, name, edition)
    for guide in sorted(made.folder.glob("facilitators/facilitator-guide*.pdf")):
        yield from faults_of_guide(guide, edition)


def faults_of_words(path: Path, name: str) -> Iterator[str]:
    """Text over text, and type that is too small."""
    for number, words in enumerate(words_of(path), start=1):
        for pair in over_each_other(words):
            yield f"{name}, page {number}: {pair[0]!r} over {pair[1]!r}"
    for number, page in enumerate(printed(path), start=1):
        small = [
            word.text for word in page.body if 2 < word.size < SMALLEST - 0.05 and word.text[0].isalpha()
        ]
        if small:
            yield f"{name}, page {number}: smaller than {SMALLEST} points: {' '.join(small[:8])}"


def strange_sizes(path: Path, name: str, edition: str) -> Iterator[str]:
    """Type whose size is none of the scale."""
    known = scale("small") | scale(edition)
    for number, page in enumerate(printed(path), start=1):
        for word in page.words:
            if word.text[0].isalnum() and min(abs(word.size - size) for size in known) > 0.1:
                yield f"{name}, page {number}: {word.text!r} of {word.size} points"


def faults_of_guide(path: Path, edition: str) -> Iterator[str]:
    """Steps that go over a page, pages of steps without their time, and pages that are nearly empty."""
    pages = printed(path)
    split = [page + 1 for page, begins in steps(path) if not begins]
    if split:
        yield f"{path.stem}: steps go on, on pages {split}"
    without = sorted({page + 1 for page, _ in inner_sections(path) if clock(pages[page]) is None})
    if without:
        yield f"{path.stem}: no time on pages {without}"
    # Large type has other pages: one that is never split leaves more of them open.
    few = sparse(pages)
    if edition == "a4" and len(few) > len(pages) * MOST_SPARSE:
        yield f"{path.stem}: less than {FULL:.0%} full, of {len(pages)} pages: {few}"


def main(asked: list[str]) -> int:
    """Build each workshop in each edition, and print what is wrong."""
    count = 0
    with TemporaryDirectory() as folder, Typesetter(WORKSPACE, cores(None)) as typesetter:
        for workshop in asked or WORKSPACE.workshops():
            for edition in SHOWN:
                request = Request(workshop, edition=EDITIONS[edition])
                made = build(WORKSPACE, request, Path(folder) / edition, typesetter)
                found = list(faults(workshop, edition, made))
                said = f"{workshop}, {edition}: {sheets_a_head(made):.1f} sheets a head, {len(found)} faults"
                print(said, *found, sep="\n   ", flush=True)  # noqa: T201  # it is a command
                count += len(found)
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
