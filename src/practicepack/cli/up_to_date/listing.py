"""The files of a pack, their pages, copies and sheets, as a command shows them: from its manifest alone."""

from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

COLUMNS = ("file", "pages", "copies", "sheets")
PRINT = "print/"
"""The folder of the files that are made for the printer."""


def files_table(manifest: Mapping[str, Any], folder: Path) -> str:
    """A table of the files in a pack, and a line with the sheets in all."""
    rows = [COLUMNS, *_file_rows(manifest)]
    widths = []
    for column in zip(*rows, strict=True):
        widths.append(max(map(len, column)))
    lines = []
    for name, *numbers in rows:
        cells = [name.ljust(widths[0])]
        for number, width in zip(numbers, widths[1:], strict=True):
            cells.append(number.rjust(width))
        lines.append("  ".join(cells).rstrip())
    count = len(rows) - 1
    unit = "files"
    if count == 1:
        unit = "file"
    lines.append(f"{count} {unit} in {folder}; {_sheets_in_all(manifest)}")
    return "".join(f"{line}\n" for line in lines)


def listed_files(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files of a pack, for tools."""
    files = []
    for document in manifest["documents"]:
        file, pages, copies = document["file"], document["pages"], document["copies"]
        files.append({"file": file, "pages": pages, "copies": copies})
    return files


def _file_rows(manifest: Mapping[str, Any]) -> list[tuple[str, ...]]:
    sheets = dict(map(itemgetter("file", "sheets"), manifest["run"]))
    rows: list[tuple[str, ...]] = []
    for document in manifest["documents"]:
        file, copies = str(document["file"]), str(document["copies"])
        is_for_printer = file.startswith(PRINT)
        # A file that is printed from its twin in print/ is counted where people look for it.
        needed = str(sheets.get(PRINT + file, sheets.get(file, "")))
        if is_for_printer and _is_twin(manifest, file):
            needed = ""
        # These are sent to the printer as they are, with the copies of their twin.
        if is_for_printer:
            copies = ""
        rows.append((file, str(document["pages"]), copies, needed))
    return rows


def _is_twin(manifest: Mapping[str, Any], file: str) -> bool:
    """Whether a file in print/ was made from another one of the pack."""
    original = file.removeprefix(PRINT)
    return any(document["file"] == original for document in manifest["documents"])


def _sheets_in_all(manifest: Mapping[str, Any]) -> str:
    """The sheets in all, by what they are printed on."""
    totals: dict[str, int] = {}
    for job in manifest["run"]:
        kind = f"{str(job['paper']).upper()} {job['stock']}"
        totals[kind] = totals.get(kind, 0) + int(job["sheets"])
    words = []
    for kind, number in totals.items():
        unit = "sheets"
        if number == 1:
            unit = "sheet"
        words.append(f"{number} {unit} of {kind}")
    return ", ".join(words)
