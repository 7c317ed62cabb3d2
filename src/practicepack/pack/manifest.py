"""The one place that writes packs: whole or not at all, with a list of what is in them."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from practicepack.diagnostics import CallError, MachineError, Source
from practicepack.pack.document import Document

MANIFEST = "manifest.json"
ROOM = "free some space, or choose another folder with --out"


@dataclass(frozen=True, slots=True)
class Finished:
    """A document as it will lie on the disk."""

    document: Document
    pdf: bytes
    pages: int


def manifest(
    options: Mapping[str, object],
    finished: Sequence[Finished],
    run: Sequence[Mapping[str, object]],
    sources: Mapping[str, Source],
    versions: Mapping[str, str],
) -> str:
    """What a pack holds and what it was made from, as JSON. No clock, no path of the machine."""
    documents = [
        {
            "file": one.document.path,
            "kind": one.document.kind,
            "title": one.document.title,
            "pages": one.pages,
            "copies": one.document.copies,
            "sha256": sha256(one.pdf).hexdigest(),
        }
        for one in finished
    ]
    hashes = {name: sha256(source.text.encode()).hexdigest() for name, source in sorted(sources.items())}
    made = {"options": options, "documents": documents, "run": run, "sources": hashes, "versions": versions}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def write(folder: Path, finished: Sequence[Finished], listing: str) -> None:
    """Put a pack in place of the last one. The last one stays until the new one is whole.

    Raises MachineError where the disk refuses, or where `folder` holds something that is not a pack.
    """
    if folder.exists() and not (folder / MANIFEST).is_file():
        raise MachineError(f"{folder} is there already and is not a pack", "move it, or use --out")
    new, old = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    try:
        shutil.rmtree(new, ignore_errors=True)
        for one in finished:
            path = new / one.document.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.pdf)
        (new / MANIFEST).write_text(listing, encoding="utf-8")
        _swap(folder, new, old)
    except OSError as fault:
        shutil.rmtree(new, ignore_errors=True)
        raise MachineError(f"cannot write {folder}: {fault.strerror}", ROOM) from fault


def remove(folder: Path, workshop: str) -> tuple[Path, ...]:
    """Take away every pack of a workshop below a folder; which they were. Raises MachineError."""
    packs = [one.parent for one in sorted(folder.glob(f"*/{MANIFEST}"))]
    found = tuple(one for one in packs if one.name.partition("--")[0] == workshop)
    try:
        for one in found:
            shutil.rmtree(one)
    except OSError as fault:
        raise MachineError(
            f"cannot remove {fault.filename}: {fault.strerror}", "close what has it open"
        ) from fault
    return found


def _swap(folder: Path, new: Path, old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def listed_run(folder: Path) -> list[dict[str, Any]]:
    """The print run of a pack that was built. Raises CallError where there is none."""
    try:
        run: list[dict[str, Any]] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["run"]
    except (OSError, ValueError, KeyError) as fault:
        raise CallError(f"{folder} is not a pack", ("build it first",)) from fault
    return run
