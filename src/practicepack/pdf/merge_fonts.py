"""One copy of each font face in a joined PDF: the glyphs that its parts use, put together.

The engine embeds in each part the glyphs of that part, under the numbers that they have in the whole font. So
the copies of one face agree wherever they overlap.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import accumulate, pairwise
from struct import pack, unpack
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from pikepdf import Array, Dictionary, Name, Pdf

MEANING = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
MOST_MEANINGS = 100
"""The lines that one block of a PDF's character map may have."""
LONGEST_SHORT = 2 * 0xFFFF
"""Bytes of outlines that can be counted with two bytes, in pairs."""
MOST_KEPT = 32
"""How many faces are kept as they were put together: a new sentence seldom needs a new letter."""
COUNTED = ("maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours", "maxComponentElements")
MAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def share(pdf: Pdf) -> None:
    """Let all parts of a joined PDF use the same copy of each face."""
    by_name: dict[str, dict[tuple[int, int], Any]] = {}
    for font in _fonts(pdf):
        if font.is_indirect and font.get("/Subtype") == Name.Type0:
            by_name.setdefault(str(font.BaseFont), {})[font.objgen] = font
    for fonts in by_name.values():
        if len(fonts) > 1:
            _put_together(pdf, list(fonts.values()))


def _fonts(pdf: Pdf) -> Iterator[Any]:
    """The fonts of all pages and of the forms that are drawn on them, such as feet."""
    for page in pdf.pages:
        yield from page.resources.get("/Font", Dictionary()).values()
        for drawing in page.resources.get("/XObject", Dictionary()).values():
            yield from drawing.get("/Resources", Dictionary()).get("/Font", Dictionary()).values()


def _put_together(pdf: Pdf, fonts: Sequence[Any]) -> None:
    """Give several copies of a face the same file and meanings.

    Each keeps its own widths: the engine rounds the width of a glyph where it first meets it, and sets the
    rest of that part by it. With the widths of another part, letters would move by hundredths of a point.
    """
    faces = [font.DescendantFonts[0] for font in fonts]
    files: list[tuple[bytes, frozenset[int]]] = []
    meanings: dict[bytes, bytes] = {}
    for font, face in zip(fonts, faces, strict=True):
        shown = frozenset(number for number, _ in _widths(face.W))
        files.append((bytes(face.FontDescriptor.FontFile2.get_stream_buffer()), shown))
        meanings |= dict(MEANING.findall(bytes(font.ToUnicode.get_stream_buffer())))
    data = together(tuple(files))
    left, bottom, right, top = zip(*(face.FontDescriptor.FontBBox for face in faces), strict=True)
    descriptor = faces[0].FontDescriptor
    descriptor.FontFile2 = pdf.make_stream(data, Length1=len(data))
    descriptor.FontBBox = Array([min(left), min(bottom), max(right), max(top)])
    shared = pdf.make_stream(_as_map(meanings))
    for font, face in zip(fonts, faces, strict=True):
        face.FontDescriptor, font.ToUnicode = descriptor, shared


@lru_cache(MOST_KEPT)
def together(files: tuple[tuple[bytes, frozenset[int]], ...]) -> bytes:
    """One font file with the glyphs of several, each given with the numbers of the glyphs that it is to show.

    Beside those a file holds what they are composed of. It has widths for all numbers, but they are right for
    what it holds only.
    """
    fullest, most = max(files, key=lambda pair: len(pair[1]))
    if all(shown <= most for _, shown in files):
        return fullest  # a foot seldom has a letter that its page has not
    opened = [
        (TTFont(BytesIO(one), lazy=True, recalcBBoxes=False, recalcTimestamp=False), shown)
        for one, shown in files
    ]
    whole = max((font for font, _ in opened), key=lambda font: int(font["maxp"].numGlyphs))
    outlines: dict[int, bytes] = {}
    metrics: dict[int, bytes] = {}
    for font, shown in opened:
        drawn = _outlines(font)
        measured = _metrics(font)
        outlines |= drawn
        metrics |= {number: measured[number] for number in (*drawn, *shown)}
    for count in COUNTED:
        setattr(whole["maxp"], count, max(getattr(font["maxp"], count) for font, _ in opened))
    _put_in(whole, outlines, metrics)
    made = BytesIO()
    whole.save(made, reorderTables=False)
    return made.getvalue()


def _outlines(font: TTFont) -> dict[int, bytes]:
    """The outline of each glyph that has one, as it stands in the file."""
    kind, size, step = ("I", 4, 1) if font["head"].indexToLocFormat else ("H", 2, 2)
    data, found = font.reader["glyf"], font.reader["loca"]
    places = unpack(f">{len(found) // size}{kind}", found)
    return {
        number: data[start * step : end * step]
        for number, (start, end) in enumerate(pairwise(places))
        if start != end
    }


def _metrics(font: TTFont) -> list[bytes]:
    """The advance and the bearing of each glyph; the last glyphs may share one advance."""
    data, count = font.reader["hmtx"], int(font["hhea"].numberOfHMetrics)
    whole = [data[at : at + 4] for at in range(0, 4 * count, 4)]
    last = whole[-1][:2]
    return whole + [last + data[at : at + 2] for at in range(4 * count, len(data), 2)]


def _put_in(font: TTFont, outlines: Mapping[int, bytes], metrics: Mapping[int, bytes]) -> None:
    """Let a font have these glyphs, at these numbers, and no others."""
    count = int(font["maxp"].numGlyphs)
    padded = [one + bytes(len(one) % 2) for one in (outlines.get(number, b"") for number in range(count))]
    ends = list(accumulate(map(len, padded), initial=0))
    is_long = ends[-1] > LONGEST_SHORT
    places = pack(f">{count + 1}I", *ends) if is_long else pack(f">{count + 1}H", *(one // 2 for one in ends))
    font["head"].indexToLocFormat, font["hhea"].numberOfHMetrics = int(is_long), count
    widths = b"".join(metrics.get(number, bytes(4)) for number in range(count))
    for tag, data in (("glyf", b"".join(padded)), ("loca", places), ("hmtx", widths)):
        table = DefaultTable(tag)
        table.data = data
        font[tag] = table


def _widths(array: Any) -> Iterator[tuple[int, int]]:
    """The width of each glyph, from an array of first numbers and the widths that follow."""
    for first, widths in zip(array[::2], array[1::2], strict=True):
        yield from enumerate(map(int, widths), start=int(first))


def _as_map(meanings: Mapping[bytes, bytes]) -> bytes:
    """Which character each glyph stands for, as PDF says it."""
    listed = sorted(meanings.items())
    blocks = (listed[start : start + MOST_MEANINGS] for start in range(0, len(listed), MOST_MEANINGS))
    return MAP % b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(b"<%s> <%s>" % pair for pair in block))
        for block in blocks
    )
