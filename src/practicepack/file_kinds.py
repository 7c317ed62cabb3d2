"""What kind of file something is, by its bytes and not by its name."""

KIND_NAMES = {
    "svg": "an SVG drawing",
    "png": "a PNG picture",
    "jpeg": "a JPEG photograph",
    "gif": "a GIF picture",
    "webp": "a WebP picture",
    "heic": "a HEIC photograph, as iPhones take them",
    "avif": "an AVIF picture",
    "bmp": "a BMP picture",
    "tiff": "a TIFF picture",
    "psd": "a Photoshop file",
    "pdf": "a PDF",
    "eps": "an EPS drawing",
    "docx": "a Word document (.docx)",
    "xlsx": "an Excel spreadsheet (.xlsx)",
    "pptx": "a PowerPoint presentation (.pptx)",
    "odt": "a LibreOffice document (.odt)",
    "ods": "a LibreOffice spreadsheet (.ods)",
    "office": "an old Word, Excel or PowerPoint file",
    "rtf": "a text document (.rtf)",
    "zip": "a zip archive",
    "gzip": "a compressed file (.gz)",
    "7z": "an archive (.7z)",
    "rar": "an archive (.rar)",
}
STARTS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"8BPS", "psd"),
    (b"%PDF", "pdf"),
    (b"%!PS", "eps"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!\x1a\x07", "rar"),
)
"""What files of each kind begin with."""
ZIP = b"PK\x03\x04"
IN_ZIP = (
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
)
"""What names of files in an archive say of the program that made it."""
BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"mif1", b"msf1"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    b"WEBP": "webp",
}
"""What stands at byte 8 of photographs that are packed like films."""
SNIFFED = 1024


def kind_of(data: bytes) -> str:
    """What a file is: a key of KIND_NAMES; empty where it is none of them, such as any other text."""
    for start, kind in STARTS:
        if data.startswith(start):
            return kind
    # a text may begin with BM as well, and has no zeros in it
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return "bmp"
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12], "")
    if data.startswith(ZIP):
        return _kind_of_zip(data)
    head = data[:SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return "svg"
    return ""


def _kind_of_zip(data: bytes) -> str:
    # the list of the files is at the end of an archive, so all of it is searched
    for name, kind in IN_ZIP:
        if name in data:
            return kind
    return "zip"
