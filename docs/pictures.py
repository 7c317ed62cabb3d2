"""Make the pictures of the README and of docs/print-design.md from the starter pack: `make pictures`.

The small pictures of single pages are also what the tests compare fresh pages with.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

from practicepack.documents.edition import Edition
from practicepack.pipeline import Request, build
from practicepack.typeset.scheduler import Typesetter
from practicepack.workspace import Workspace, shipped_root

HERE = Path(__file__).parent / "pictures"
WORKSHOP = "power-and-voice"
EDITIONS = {
    "a4": Edition(),
    "large": Edition("letter", "colour", "large", "duplex", "short-edge"),
    "small": Edition("a5", "colour", "regular", "booklet", collate=True),
}
"""Editions that together have every paper, ink, type and binding."""
GUIDE = "facilitators/facilitator-guide.pdf"
PAGES = {
    "cover": (GUIDE, ""),
    "contents": (GUIDE, "i – 1"),
    "day": (GUIDE, "Day 1 – 1"),
    "session": (GUIDE, "4 – 1"),
    "steps": (GUIDE, "4 – 2"),
    "run-of-show": ("facilitators/run-of-show.pdf", "1"),
    "cue-cards": ("facilitators/cue-cards.pdf", "1"),
    "safety-sheet": ("facilitators/when-somebody-tells-you.pdf", "1"),
    "list": ("facilitators/power-walk-statements.pdf", "4 – 1"),
    "agenda": ("participants/agenda.pdf", "1"),
    "handout": ("participants/handouts/ask-sheet.pdf", "7 – 1"),
    "slip": ("participants/handouts/one-step-slip.pdf", "8 – 1"),
    "cards": ("participants/cards/power-walk-characters.pdf", "4 – 1"),
    "form": ("participants/forms/before-and-after-questions.pdf", "1"),
    "certificate": ("participants/forms/certificate-of-attendance.pdf", "1"),
    "sign": ("wall/agreement-signs.pdf", "3 – 1"),
    "poster": ("wall/four-kinds-of-power-posters.pdf", "5 – 3"),
    "packing-list": ("organisers/packing-list.pdf", "1"),
    "preparation": ("organisers/preparation.pdf", "1"),
    "print-run": ("organisers/print-run.pdf", "1"),
}
"""A page of each kind: its file and its label."""
IN_README = ("session", "steps", "agenda", "cards", "poster", "handout")
SMALL, MIDDLE = 30, 55
"""Dots to an inch."""
LARGEST = 20 * 1024
GAP, COLUMNS = 14, 3


def numbered(path: Path, label: str) -> int:
    """The number of the page with a label, from 1."""
    with pikepdf.open(path) as pdf:
        labels = [one.label for one in pdf.pages]
    return labels.index(label) + 1 if label else 1


def drawn(path: Path, label: str, resolution: int) -> Image.Image:
    """A page as a picture."""
    number = str(numbered(path, label))
    command = [
        "pdftoppm",
        "-r",
        str(resolution),
        "-f",
        number,
        "-l",
        number,
        "-png",
        "-singlefile",
        str(path),
    ]
    return Image.open(BytesIO(subprocess.run(command, check=True, capture_output=True).stdout)).convert("RGB")


def small(picture: Image.Image) -> Image.Image:
    """A picture in few colours, so that its file is small."""
    return picture.quantize(24, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def references(name: str, pack: Path) -> Iterator[tuple[Path, Image.Image]]:
    """A small picture of each kind of page of one edition, and where it is kept."""
    for kind, (file, label) in PAGES.items():
        yield HERE / name / f"{kind}.png", drawn(pack / file, label, SMALL)


def sheet(pictures: list[Image.Image]) -> Image.Image:
    """The pages side by side on grey."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // COLUMNS)
    made = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP), (205, 205, 205))
    for index, picture in enumerate(pictures):
        column, row = index % COLUMNS, index // COLUMNS
        made.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return made


def packs(folder: Path) -> Iterator[tuple[str, Path]]:
    """The starter in each edition, built anew."""
    workspace = Workspace(None, shipped_root())
    with Typesetter(workspace, 2) as typesetter:
        for name, edition in EDITIONS.items():
            yield name, build(workspace, Request(WORKSHOP, edition=edition), folder / name, typesetter).folder


def main() -> None:
    """Write docs/pictures/pack.png, and docs/pictures/EDITION/KIND.png."""
    with tempfile.TemporaryDirectory() as folder:
        for name, pack in packs(Path(folder)):
            (HERE / name).mkdir(exist_ok=True)
            for path, picture in references(name, pack):
                small(picture).save(path, optimize=True)
            if name == "a4":
                shown = [drawn(pack / file, label, MIDDLE) for file, label in map(PAGES.get, IN_README)]
                sheet(shown).quantize(16).save(HERE / "pack.png", optimize=True)


if __name__ == "__main__":
    main()
