"""Make the pictures of the README from the built starter pack: `make pictures`."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).parent
PACK = DOCS.parent / "build" / "power-and-voice"
PAGES = (
    ("facilitators/facilitator-guide.pdf", 19),
    ("facilitators/facilitator-guide.pdf", 20),
    ("participants/agenda.pdf", 1),
    ("participants/cards/power-walk-characters.pdf", 1),
    ("wall/four-kinds-of-power-posters.pdf", 3),
    ("participants/handouts/people-i-trust-map.pdf", 1),
)
RESOLUTION = 55
GAP, COLUMNS = 14, 3


def page(file: str, number: int, folder: Path) -> Image.Image:
    """One page of the pack as a grey picture."""
    out = folder / f"{Path(file).stem}-{number}"
    command = ["pdftoppm", "-r", str(RESOLUTION), "-gray", "-f", str(number), "-l", str(number)]
    subprocess.run([*command, "-png", "-singlefile", str(PACK / file), str(out)], check=True)
    return Image.open(out.with_suffix(".png")).convert("L")


def sheet(pictures: list[Image.Image]) -> Image.Image:
    """The pages side by side on grey."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // COLUMNS)
    made = Image.new("L", (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP), 205)
    for index, picture in enumerate(pictures):
        column, row = index % COLUMNS, index // COLUMNS
        made.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return made


def main() -> None:
    """Write docs/pictures/pack.png."""
    with tempfile.TemporaryDirectory() as folder:
        made = sheet([page(file, number, Path(folder)) for file, number in PAGES])
    made.quantize(16).save(DOCS / "pictures" / "pack.png", optimize=True)


if __name__ == "__main__":
    main()
