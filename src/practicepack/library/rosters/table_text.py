"""The text of a table as spreadsheets save it, in whatever encoding they choose."""

import codecs
import re
from unicodedata import category

from practicepack.diagnostics import Diagnostic, Source, Span, error, warning

SAVE_AS = 'in the spreadsheet, choose Save As and "CSV UTF-8"'
DISGUISED = (
    (b"PK\x03\x04", "a spreadsheet (such as .xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet (.xls)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"<", "a web page"),
)
"""What a file begins with that was only given another name, and what it is."""
MARKS = (
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
WORD = re.compile(r"[^\W\d_]{3,}")
FOREIGN = 0.5
"""The share of letters with accents from which a word is none of Western Europe: "Þóra" has two of four."""


def decoded_table(name: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a table with its lines ended alike, and what there is to say about how it was saved."""
    empty = Source(name, "")
    for start, kind in DISGUISED:
        if data.lstrip(b" \r\n\t").startswith(start) and not data.startswith(codecs.BOM_UTF16_LE):
            message = f"this is {kind}, not a table in plain text"
            return None, [error("bad-names", message, empty.at(), hints=(SAVE_AS,))]
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", ""))
    encoding = encoding or _without_mark(data)
    try:
        return Source(name, _lines(data.removeprefix(mark).decode(encoding))), []
    except UnicodeDecodeError as fault:
        if encoding != "utf-8" or mark:
            message = f"not text in {encoding.upper()}: the byte 0x{data[fault.start + len(mark)]:02x}"
            return None, [error("bad-encoding", message, empty.at(), hints=(SAVE_AS,))]
        return _western(name, data)


def _without_mark(data: bytes) -> str:
    """The encoding of a file that does not say it. Every second byte of Latin letters in UTF-16 is 0."""
    if data[1::2].count(0) * 4 > len(data):
        return "utf-16-le"
    return "utf-16-be" if data[::2].count(0) * 4 > len(data) else "utf-8"


def _western(name: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """A table in the encoding of Windows in Western Europe; refused where that gives no words."""
    source = Source(name, _lines(min((data.decode(one, errors="replace") for one in OLD), key=_strangers)))
    accented = next((at for at, sign in enumerate(source.text) if ord(sign) > 127), 0)
    line_start, line_end = source.text.rfind("\n", 0, accented) + 1, source.text.find("\n", accented)
    line = Span(source, line_start, line_end if line_end >= 0 else len(source.text))
    if any(map(_is_garbled, WORD.findall(source.text))) or _has_odd_signs(source.text):
        message = "not UTF-8, and not the letters of Western Europe"
        return None, [error("bad-encoding", message, line, hints=(SAVE_AS,))]
    shown = source.text[line.start : line.end].strip()
    message = f'not UTF-8: read as an old Windows or Mac file, so that this row says "{shown}"'
    hints = ("if that is spelt right, all is well", f"if not: {SAVE_AS}")
    return source, [warning("guessed-encoding", message, line, hints=hints)]


def _strangers(text: str) -> int:
    """How many signs there are that names in Western Europe are not written with."""
    return len(STRANGER.findall(text))


def _is_garbled(word: str) -> bool:
    return sum(ord(sign) > 127 for sign in word) > FOREIGN * len(word)


def _has_odd_signs(text: str) -> bool:
    """Whether there are signs of money or mathematics inside words, as of a text in another encoding."""
    return any(category(sign) in ("Cc", "Sm", "Sc", "So") for sign in text if ord(sign) > 127)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
