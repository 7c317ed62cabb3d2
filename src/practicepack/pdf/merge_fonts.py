"""One copy of each font face in a joined PDF: the glyphs that its parts use, put together.

The engine embeds in each part the glyphs of that part, under the numbers that they have in the whole font. So
the copies of one face agree wherever they overlap.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
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
MOST_MERGED = 32
"""How many faces are kept as they were put together: a new sentence seldom needs a new letter."""
MAXIMA = ("maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours", "maxComponentElements")
UNICODE_MAP = b"""/CIDInit /ProcSet findresource begin
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
    files: list[tuple[bytes, frozenset[int]]] = []
    meanings: dict[bytes, bytes] = {}
    box = [*fonts[0].DescendantFonts[0].FontDescriptor.FontBBox]
    for font in fonts:
        face = font.DescendantFonts[0]
        files.append(
            (bytes(face.FontDescriptor.FontFile2.get_stream_buffer()), frozenset(dict(_widths(face.W))))
        )
        meanings |= dict(MEANING.findall(bytes(font.ToUnicode.get_stream_buffer())))
        left, bottom, right, top = face.FontDescriptor.FontBBox
        box = [min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)]
    data = merged_font(tuple(files))
    descriptor = fonts[0].DescendantFonts[0].FontDescriptor
    descriptor.FontFile2 = pdf.make_stream(data, Length1=len(data))
    descriptor.FontBBox = Array(box)
    shared = pdf.make_stream(_as_map(meanings))
    for font in fonts:
        font.DescendantFonts[0].FontDescriptor, font.ToUnicode = descriptor, shared


@lru_cache(MOST_MERGED)
def merged_font(files: tuple[tuple[bytes, frozenset[int]], ...]) -> bytes:
    """One font file with the glyphs of several, each given with the numbers of the glyphs that it is to show.

    Beside those a file holds what they are composed of. It has widths for all numbers, but they are right for
    what it holds only.
    """
    fullest, most = max(files, key=lambda pair: len(pair[1]))
    if all(shown <= most for _, shown in files):
        return fullest  # a foot seldom has a letter that its page has not
    fonts: list[TTFont] = []
    outlines: dict[int, bytes] = {}
    metrics: dict[int, bytes] = {}
    for data, shown in files:
        font = TTFont(BytesIO(data), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
        drawn, measured = _outlines(font), _metrics(font)
        outlines |= drawn
        for number in (*drawn, *shown):
            metrics[number] = measured[number]
        fonts.append(font)
    # glyphs keep their numbers, so the font with the most has room for all
    largest = max(fonts, key=lambda font: int(font["maxp"].numGlyphs))
    for count in MAXIMA:
        setattr(largest["maxp"], count, max(getattr(font["maxp"], count) for font in fonts))
    _put_in(largest, outlines, metrics)
    target = BytesIO()
    largest.save(target, reorderTables=False)
    return target.getvalue()


def _outlines(font: TTFont) -> dict[int, bytes]:
    """The outline of each glyph that has one, as it stands in the file."""
    kind, size, step = ("H", 2, 2)
    if font["head"].indexToLocFormat:
        kind, size, step = ("I", 4, 1)
    data, table = font.reader["glyf"], font.reader["loca"]
    places = unpack(f">{len(table) // size}{kind}", table)
    outlines: dict[int, bytes] = {}
    for number, (start, end) in enumerate(pairwise(places)):
        if start != end:
            outlines[number] = data[start * step : end * step]
    return outlines


def _metrics(font: TTFont) -> list[bytes]:
    """The advance and the bearing of each glyph; the last glyphs may share one advance."""
    data, count = font.reader["hmtx"], int(font["hhea"].numberOfHMetrics)
    metrics = [data[at : at + 4] for at in range(0, 4 * count, 4)]
    last_advance = metrics[-1][:2]
    for at in range(4 * count, len(data), 2):
        metrics.append(last_advance + data[at : at + 2])
    return metrics


def _put_in(font: TTFont, outlines: Mapping[int, bytes], metrics: Mapping[int, bytes]) -> None:
    """Let a font have these glyphs, at these numbers, and no others."""
    count = int(font["maxp"].numGlyphs)
    drawn, widths, ends = bytearray(), bytearray(), [0]
    for number in range(count):
        outline = outlines.get(number, b"")
        # the short form of `loca` counts in pairs of bytes
        drawn += outline + bytes(len(outline) % 2)
        widths += metrics.get(number, bytes(4))
        ends.append(len(drawn))
    is_long = ends[-1] > LONGEST_SHORT
    places = pack(f">{count + 1}I", *ends)
    if not is_long:
        places = pack(f">{count + 1}H", *[end // 2 for end in ends])
    font["head"].indexToLocFormat, font["hhea"].numberOfHMetrics = int(is_long), count
    for tag, data in (("glyf", bytes(drawn)), ("loca", places), ("hmtx", bytes(widths))):
        table = DefaultTable(tag)
        table.data = data
        font[tag] = table


def _widths(array: Any) -> Iterator[tuple[int, int]]:
    """The width of each glyph, from an array of first numbers and the widths that follow."""
    for first, widths in zip(array[::2], array[1::2], strict=True):
        yield from enumerate(map(int, widths), start=int(first))


def _as_map(meanings: Mapping[bytes, bytes]) -> bytes:
    """Which character each glyph stands for, as PDF says it."""
    lines = [b"<%s> <%s>" % pair for pair in sorted(meanings.items())]
    blocks: list[bytes] = []
    for start in range(0, len(lines), MOST_MEANINGS):
        block = lines[start : start + MOST_MEANINGS]
        blocks.append(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)))
    return UNICODE_MAP % b"\n".join(blocks)
