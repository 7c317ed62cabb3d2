"""Make the kit for a trial of the pictures with real people: `make picture-trial`.

`what-do-you-see.pdf` has all pictures without words, each with a number. `tally-sheet.pdf` says how to run
the trial, and has a row for each number: what the picture shows, what it is for, and a box for each person.
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from practicepack.fonts import faces
from practicepack.library.load import Library, load
from practicepack.workspace import Workspace, shipped_root

OUT = Path("build/picture-trial")
SCENE = "scene-"
PEOPLE = 10
"""How many people's answers a tally sheet has room for."""
BOX = '<td class="box"></td>'
EACH = 12
"""How many pictures one person is shown: more tire, and the last answers are guesses."""
PRINTED = {"what-do-you-see": "What do you see?", "tally-sheet": "What do you see? - tally sheet"}
STYLE = """
@page { size: A4; margin: 14mm 15mm 16mm; @bottom-right { content: counter(page); font: 9pt Pack } }
html { font: 10.5pt/1.4 Pack; color: #111 }
body { margin: 0 }
h1 { font-size: 25pt; line-height: 1.15; margin: 0 0 3mm }
h2 { font-size: 12pt; margin: 4mm 0 1mm }
p, ol { margin: 0 0 2mm; max-width: 150mm }
table { border-collapse: collapse; width: 100% }
.show { break-after: page }
.show td { width: 25%; height: 52mm; text-align: center; vertical-align: middle; padding: 0 }
.show img { display: block; width: 36mm; height: 36mm; margin: 0 auto 1mm }
.scenes td { width: 100%; height: 87mm }
.scenes img { width: 114mm; height: 76mm }
.number { font-weight: 700 }
.tally { break-before: page }
.tally tr { break-inside: avoid }
.tally th, .tally td { border: .6pt solid #111; height: 11mm; padding: 0 1.5mm }
.tally th, .tally td { text-align: start; font-size: 9pt; line-height: 1.2 }
.tally th { height: 8mm; vertical-align: bottom }
.tally img { display: block; width: 9mm; height: 9mm; object-fit: contain }
.tally .box { width: 6.5mm; padding: 0; text-align: center }
"""
CHECKPOINTS = """
<h1>What do you see?</h1>
<p>A trial of the pictures with people for whom they are made. Two of you go: one shows and asks, one
writes.</p>
<h2>Before</h2>
<ol>
<li>Find at least twenty people who have never seen the pictures: women and men, young and old, most of them
people who do not read. Include people of every language and faith in your area, and people with
disabilities.</li>
<li>Say: "We are testing the pictures, not you. There is no wrong answer. You may stop at any time." Ask if
they agree.</li>
<li>Do not write down names. Give each person one column, and write only a letter above it: W or M, and R if
they read.</li>
</ol>
<h2>With each person</h2>
<ol>
<li>Show about {each} pictures, one at a time, and cover the others. Begin at another sheet with each
person.</li>
<li>Ask only: "What do you see?" Then: "What could it mean on a card?" Wait. Never help, nod or
correct.</li>
<li>Write a code: <b>2</b> says what it shows or is for · <b>1</b> is near it · <b>0</b> does not know ·
<b>X</b> says the opposite, or something that could hurt someone.</li>
<li>At the end ask: "Was anything here rude, or does it make fun of someone? Is someone missing?" Ring the
number.</li>
</ol>
<h2>Checkpoints</h2>
<ol>
<li>After five people: draw again each picture that two of them took for something else, and show the new
one.</li>
<li>A picture may stand alone where 17 of 20 people give it a 2, and not more than one an X.</li>
<li>Where 13 to 16 give it a 2, use it only where someone reads the words aloud.</li>
<li>With fewer than 13, draw it again. If you do not know how, ask those who saw it what they would
draw.</li>
<li>Anything rude to even one person goes. Do not argue about it.</li>
<li>Look at women and men, readers and others apart: a picture that only one group knows is not ready.</li>
</ol>
<p>Send the tally sheets, with the words that people used, to the person who draws your pictures.</p>
"""


@cache
def shipped() -> Library:
    """The shipped library."""
    library, wrong = load(Workspace(None, shipped_root()))
    if wrong:
        sys.exit(str(wrong[0]))
    return library


def in_order(library: Library) -> list[str]:
    """All pictures mixed, the same way each time: neighbours of a kind help to guess. Scenes come last."""
    return sorted(library.pictures, key=lambda id_: (id_.startswith(SCENE), sha256(id_.encode()).digest()))


def uses(library: Library) -> dict[str, str]:
    """What each picture is for: the words that stand beside it first, without their number."""
    found: dict[str, str] = {}
    for entry in library.printables.values():
        for _, model in entry.models:
            picture = getattr(model, "picture", None)
            words = getattr(model, "front", None) or getattr(model, "words", None)
            if isinstance(picture, str) and isinstance(words, str):
                said = re.sub(r"^[\d.\s]+", "", " ".join(re.sub("[*•]", "", words).split()))
                if said:
                    found.setdefault(picture, said)
    return found


def image(library: Library, id_: str, number: int) -> str:
    """A picture without words: someone who hears the page hears its number, and no answer."""
    address = (shipped_root() / library.pictures[id_].name).as_uri()
    return f'<img src="{escape(address)}" alt="Picture {number}">'


def sheets(library: Library) -> Iterator[str]:
    """The pages to show: twenty pictures to a sheet, or three scenes."""
    numbered = list(enumerate(in_order(library), 1))
    small = [(number, id_) for number, id_ in numbered if not id_.startswith(SCENE)]
    scenes = numbered[len(small) :]
    for kind, pictures, up, across in (("", small, 20, 4), ("scenes", scenes, 3, 1)):
        for start in range(0, len(pictures), up):
            yield f'<section class="show {kind}"><table>'
            for row in range(start, min(start + up, len(pictures)), across):
                cells = pictures[row : row + across]
                yield "<tr>"
                yield from (
                    f'<td>{image(library, id_, number)}<span class="number">{number}</span></td>'
                    for number, id_ in cells
                )
                yield "<td></td>" * (across - len(cells)) + "</tr>"
            yield "</table></section>"


def tally(library: Library) -> Iterator[str]:
    """How to run the trial, and a row for each number."""
    yield CHECKPOINTS.format(each=EACH)
    heads = "<th>Picture</th><th></th><th>What it shows</th><th>What it is for</th>"
    yield f'<table class="tally"><thead><tr>{heads}{"<th></th>" * PEOPLE}</tr></thead><tbody>'
    words = uses(library)
    for number, id_ in enumerate(in_order(library), 1):
        yield f'<tr><td class="number">{number}</td><td>{image(library, id_, number)}</td>'
        yield f"<td>{escape(library.pictures[id_].title)}</td><td>{escape(words.get(id_, ''))}</td>"
        yield f"{BOX * PEOPLE}</tr>"
    yield "</tbody></table>"


def main(folder: Path = OUT) -> None:
    """Write both files."""
    from weasyprint import HTML  # noqa: PLC0415  # a third of a second

    library = shipped()
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in (("what-do-you-see", sheets(library)), ("tally-sheet", tally(library))):
        head = (
            f'<html lang="en"><head><title>{PRINTED[name]}</title><style>{faces.css()}{STYLE}</style></head>'
        )
        HTML(string=f"{head}<body>{''.join(body)}</body></html>").write_pdf(
            folder / f"{name}.pdf", pdf_variant="pdf/ua-1"
        )


if __name__ == "__main__":
    main()
