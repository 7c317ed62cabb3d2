"""The text of a table as spreadsheets save it, in whatever encoding they choose."""

import codecs
import re
from unicodedata import category

from practicepack.diagnostics import Diagnostic, Source, Span, Tip, error, warning

SAVE_AS = Tip('in the spreadsheet, choose Save As and "CSV UTF-8"')
DISGUISED = (
    (b"PK\x03\x04", "a spreadsheet (such as .xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet (.xls)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"<", "a web page"),
)
"""What a file begins with that was only given another name, and what it is."""
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The byte order marks; those of UTF-32 first, which begin like those of UTF-16."""
OLD = ("cp1252", "mac_roman")
"""What Excel writes in Western Europe, on Windows and on a Mac."""
STRANGER = re.compile(r"[^\x00-\x7f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0161\u2019]")
SEVERAL_LETTERS = re.compile(r"[^\W\d_]{3,}")
FOREIGN_SIGN = re.compile(r"[^\x00-\x7f]")
ODD_CATEGORIES = ("Cc", "Sm", "Sc", "So")
FOREIGN = 0.5
"""The share of letters with accents from which a word is none of Western Europe: "Þóra" has two of four."""


def decoded_table(name: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a table with its lines ended alike, and what there is to say about how it was saved."""
    empty = Source(name, "")
    for start, kind in DISGUISED:
        if data.lstrip(b" \r\n\t").startswith(start) and not data.startswith(codecs.BOM_UTF16_LE):
            message = f"this is {kind}, not a table in plain text"
            return None, [error("bad-names", message, empty.at(), hints=(SAVE_AS,))]
    mark, encoding = _likely_encoding(data)
    try:
        return Source(name, _with_line_feeds(data.removeprefix(mark).decode(encoding))), []
    except UnicodeDecodeError as fault:
        if encoding != "utf-8" or mark:
            message = f"not text in {encoding.upper()}: the byte 0x{data[fault.start + len(mark)]:02x}"
            return None, [error("bad-encoding", message, empty.at(), hints=(SAVE_AS,))]
        return _western(name, data)


def _likely_encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark of a file, if it has one, and the encoding that it has by that or most likely."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return mark, encoding
    # every second byte of Latin letters in UTF-16 is 0
    if data[1::2].count(0) * 4 > len(data):
        return b"", "utf-16-le"
    if data[::2].count(0) * 4 > len(data):
        return b"", "utf-16-be"
    return b"", "utf-8"


def _western(name: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """A table in the encoding of Windows in Western Europe; refused where that gives no words."""
    texts = [data.decode(encoding, errors="replace") for encoding in OLD]
    source = Source(name, _with_line_feeds(min(texts, key=_strangers)))
    line = _first_accented_line(source)
    if any(map(_is_garbled, SEVERAL_LETTERS.findall(source.text))) or _has_odd_signs(source.text):
        message = "not UTF-8, and not the letters of Western Europe"
        return None, [error("bad-encoding", message, line, hints=(SAVE_AS,))]
    row = source.text[line.start : line.end].strip()
    message = f'not UTF-8: read as an old Windows or Mac file, so that this row says "{row}"'
    hints = (Tip("if that is spelt right, all is well"), Tip(f"if not: {SAVE_AS}"))
    return source, [warning("guessed-encoding", message, line, hints=hints)]


def _strangers(text: str) -> int:
    """How many signs there are that names in Western Europe are not written with."""
    return len(STRANGER.findall(text))


def _first_accented_line(source: Source) -> Span:
    """The line with the first letter that is not the same in every encoding; the first, without any."""
    foreign = FOREIGN_SIGN.search(source.text)
    at = 0
    if foreign:
        at = foreign.start()
    start, end = source.text.rfind("\n", 0, at) + 1, source.text.find("\n", at)
    if end < 0:
        end = len(source.text)
    return Span(source, start, end)


def _is_garbled(word: str) -> bool:
    return len(FOREIGN_SIGN.findall(word)) > FOREIGN * len(word)


def _has_odd_signs(text: str) -> bool:
    """Whether there are signs of money or mathematics inside words, as of a text in another encoding."""
    return any(category(sign) in ODD_CATEGORIES for sign in FOREIGN_SIGN.findall(text))


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
