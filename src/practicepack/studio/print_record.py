"""What was printed before, so that only what has changed since then is printed again."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal

from practicepack.atomic import write_bytes
from practicepack.output.origin import pages_of
from practicepack.printing import PrintJob

PRINT_RECORDS = "printed"
"""The folder of the records, in the user's cache."""
PrintChange = Literal["new", "changed", "more", "same"]
"""Why a file is printed: never printed before, it looks different, more copies are needed; or it is not."""


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A file of a print run, compared with what was printed before."""

    job: PrintJob
    change: PrintChange
    missing: PrintJob
    """What of it is to be printed now: all copies, or those that were not printed yet."""


class PrintRecord:
    """Remembers of each file that was printed how many copies, and a hash of what it shows.

    It holds no text of a file. The hashes are salted, with another salt for each workshop, so that nobody
    can look up in them what a page with names on it has shown.
    """

    def __init__(self, cache_folder: Path) -> None:
        self.folder = cache_folder / PRINT_RECORDS

    def compare(
        self, owner: str, pack: str, listing: Mapping[str, Any], jobs: Sequence[PrintJob]
    ) -> tuple[PrintLine, ...]:
        """Each file of a pack that is about to be printed. `owner` and `pack` say whose and which it is."""
        record = self._read(owner)
        printed = record["packs"].get(pack, {})
        lines: list[PrintLine] = []
        for job in jobs:
            now = _salted(record["salt"], _looks(listing, job.file))
            lines.append(_beside_record(job, printed.get(job.file), now))
        return tuple(lines)

    def note(self, owner: str, pack: str, listing: Mapping[str, Any], job: PrintJob) -> None:
        """Remember that a file was printed, in all copies. Raises OSError."""
        record = self._read(owner)
        printed = record["packs"].setdefault(pack, {})
        printed[job.file] = [_salted(record["salt"], _looks(listing, job.file)), job.copies]
        self.folder.mkdir(parents=True, exist_ok=True)
        write_bytes(self._path(owner), json.dumps(record).encode())

    def forget(self, owner: str) -> bool:
        """Forget what was printed of a workshop; whether anything was remembered."""
        with suppress(OSError):
            self._path(owner).unlink()
            return True
        return False

    def _path(self, owner: str) -> Path:
        name = sha256(owner.encode(errors="surrogateescape")).hexdigest()
        return self.folder / f"{name}.json"

    def _read(self, owner: str) -> dict[str, Any]:
        """The record of a workshop; an empty one where there is none, or where it is damaged."""
        try:
            record = json.loads(self._path(owner).read_bytes())
            if isinstance(record["salt"], str) and isinstance(record["packs"], dict):
                return dict(record)
        except (OSError, ValueError, LookupError, TypeError):
            pass
        return {"salt": token_hex(), "packs": {}}


def _beside_record(job: PrintJob, before: object, now: str) -> PrintLine:
    """A file beside what is remembered of it."""
    if not (isinstance(before, list) and len(before) == 2 and isinstance(before[1], int)):
        return PrintLine(job, "new", job)
    looks, copies = before
    if looks != now:
        return PrintLine(job, "changed", job)
    if job.copies <= copies:
        return PrintLine(job, "same", replace(job, copies=0, sheets=0))
    left = job.copies - copies
    return PrintLine(job, "more", replace(job, copies=left, sheets=job.sheets // job.copies * left))


def _looks(listing: Mapping[str, Any], file: str) -> str:
    """What tells whether a file shows the same as before.

    The mark on a page changes with every edit, so what the pages show without it counts, where the manifest
    says that. A file that is made for the printer is known by its document and by how many pages it has: one
    with a set for each person has more of the same pages, where more people come.
    """
    fingerprints = listing.get("fingerprints", {})
    shown = pages_of(str(fingerprints.get(file, fingerprints.get(file.removeprefix("print/"), ""))))
    for document in listing.get("documents", ()):
        if document.get("file") == file:
            if shown:
                return f"{shown} {document.get('pages')}"
            return str(document.get("sha256", ""))
    return shown


def _salted(salt: str, text: str) -> str:
    return sha256(f"{salt} {text}".encode()).hexdigest()
