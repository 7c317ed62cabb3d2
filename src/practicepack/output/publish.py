"""The one place that writes packs: whole or not at all, with a list of what is in them."""

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from ctypes import CDLL
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any

from practicepack.atomic import staging
from practicepack.ctrl_c import without_ctrl_c
from practicepack.diagnostics import CallError, MachineError
from practicepack.documents.parts import FinishedDocument
from practicepack.locks import folder_descriptor, locked
from practicepack.output.json_file import read_json
from practicepack.output.origin import Origin
from practicepack.output.owned import (
    MANIFEST,
    Removal,
    carry,
    delete_pack,
    foreign,
    listed_entries,
    listed_hashes,
    remove_packs,
)

OWNER_ONLY, EVERYONE, EXECUTE = 0o700, 0o777, 0o111
"""Rights of files and folders."""
FREE_SPACE = "free some space, or choose another folder with --out"
NONE_BESIDE: Mapping[str, bytes] = {}
PATIENCE_WITH_BUILD = 30
"""How many seconds to wait for another build to put its pack in place."""
HERE, EXCHANGE = -100, 2
"""What renameat2 is told: paths are as they are given, and the two change places."""


def manifest(
    options: Mapping[str, object],
    finished: Sequence[FinishedDocument],
    run: Sequence[Mapping[str, object]],
    origin: Origin,
    versions: Mapping[str, str],
    call: Mapping[str, object] | None = None,
    beside: Mapping[str, bytes] = NONE_BESIDE,
) -> str:
    """What a pack holds and what it was made from, as JSON. No clock, no path of the machine.

    `call` is the command that built it, for `build` to see that nothing has changed. `beside` are files that
    are no documents.
    """
    documents = []
    for item in finished:
        documents.append(
            {
                "file": item.document.path,
                "kind": item.document.kind,
                "title": item.document.title,
                "pages": item.pages,
                "copies": item.document.copies,
                "sha256": sha256(item.pdf).hexdigest(),
            }
        )
    others = []
    for name, data in beside.items():
        others.append({"file": name, "sha256": sha256(data).hexdigest()})
    listing = {
        "options": options,
        "plan": origin.plan,
        "documents": documents,
        "beside": others,
        "run": run,
        "sources": dict(sorted(origin.sources.items())),
        "fingerprints": origin.fingerprints,
        "versions": versions,
        "call": call,
    }
    return json.dumps(listing, indent=1, ensure_ascii=False) + "\n"


def publish(
    folder: Path,
    finished: Sequence[FinishedDocument],
    listing: str,
    *,
    beside: Mapping[str, bytes] = NONE_BESIDE,
    has_names: bool = False,
) -> None:
    """Put a pack in place of the last one. The last one stays until the new one is whole; Ctrl-C waits.

    Files that people put into the last pack are carried over. A pack with names is for its owner alone.
    Raises MachineError where the disk refuses, where `folder` holds something that is not a pack, or where a
    file that someone changed is in the way.
    """
    new, old = staging(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _locked(folder.parent), without_ctrl_c():
            _put_back(folder, old)
            files = {MANIFEST: listing.encode(), **beside}
            for document in finished:
                files[document.document.path] = document.pdf
            carried = _to_carry(folder, files)
            try:
                _write_pack(new, files, has_names=has_names)
                carry(folder, new, carried)
                _swap(folder, new, old)
                delete_pack(old, carried=carried)
            finally:
                delete_pack(new, carried=carried, is_unfinished=True)
    except OSError as fault:
        raise MachineError(f"cannot write {folder}: {fault.strerror}", FREE_SPACE) from fault


def _to_carry(folder: Path, names: Collection[str]) -> list[str]:
    """The files of the last pack that are not ours. Raises MachineError where one is in the way."""
    if not os.path.lexists(folder):
        return []
    if listed_hashes(folder) is None:
        raise MachineError(f"{folder} is there already and is not a pack", "move it, or use --out")
    carried = foreign(folder)
    for name in carried:
        if name in names:
            raise MachineError(f"{folder / name} was changed after it was built", "move or rename it")
    return carried


def remove(folder: Path, workshop: str) -> Removal:
    """Remove every pack of a workshop or a programme below a folder. Raises MachineError."""
    try:
        return remove_packs(folder, workshop)
    except OSError as fault:
        raise MachineError(
            f"cannot remove {fault.filename}: {fault.strerror}", "close the program that uses it"
        ) from fault


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Wait until no other build writes into a folder. Raises MachineError where that takes too long."""
    number = folder_descriptor(folder.resolve())
    try:
        for _ in range(PATIENCE_WITH_BUILD * 10):
            if locked(number):
                break
            Event().wait(0.1)
        else:
            raise MachineError(f"another build is writing into {folder}", "wait until it has ended")
        yield
    finally:
        os.close(number)


def _write_pack(new: Path, files: Mapping[str, bytes], *, has_names: bool) -> None:
    """Write a pack under a hidden name, down to the disk itself.

    The manifest is first: from then on it says which files are ours, however little of them is written.
    """
    if left := delete_pack(new, is_unfinished=True):
        raise MachineError(f"{left[0]} is in the way", "move it")
    rights = EVERYONE
    if has_names:
        rights = OWNER_ONLY
    new.mkdir(mode=rights)  # refuses a link that was put there meanwhile
    for name, data in files.items():
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if has_names:
            path.chmod(OWNER_ONLY & ~EXECUTE)
    for name in files:  # all at once is faster than one after the other
        with (new / name).open("rb+") as file:
            os.fsync(file.fileno())


def _swap(folder: Path, new: Path, old: Path) -> None:
    """Let a new pack and the last one change places."""
    if os.path.lexists(folder) and _exchanged(new, folder):
        return
    delete_pack(old)
    if os.path.lexists(folder):
        folder.rename(old)
    try:
        new.rename(folder)
    finally:
        _put_back(folder, old)


def _exchanged(first: Path, second: Path) -> bool:
    """Whether two folders have changed places at one moment. Not every system, nor every drive, can."""
    if os.name != "posix":
        return False
    call = getattr(CDLL(None), "renameat2", None)
    return call is not None and call(HERE, os.fsencode(first), HERE, os.fsencode(second), EXCHANGE) == 0


def mend(packs: Path) -> None:
    """Put back what a build that was killed had moved away and not yet replaced."""
    for old in [*packs.glob(".*.old"), *packs.glob("*/.*.old")]:
        with suppress(OSError), _locked(old.parent):
            _put_back(old.with_name(old.name[1:].removesuffix(".old")), old)


def _put_back(folder: Path, old: Path) -> None:
    if not os.path.lexists(folder) and not old.is_symlink() and _is_complete(old):
        old.rename(folder)


def _is_complete(folder: Path) -> bool:
    """Whether a folder holds all files of a pack."""
    try:
        for entry in listed_entries(read_json(folder / MANIFEST)):
            if not (folder / entry["file"]).is_file():
                return False
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False
    return True


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a pack that was built. Raises CallError where there is none."""
    try:
        listing: dict[str, Any] = read_json(folder / MANIFEST)
        listing["run"]  # what every pack has
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise CallError(f"{folder} is not a pack", ("build it first",)) from fault
    return listing


def packs_of(packs: Path, workshop: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The packs of a workshop below a folder, with their manifests; those of programmes among them."""
    for path in sorted([*packs.glob(f"*/{MANIFEST}"), *packs.glob(f"*/*/{MANIFEST}")]):
        if path.parent.name.startswith(".") or path.parent.parent.name.startswith("."):
            continue
        with suppress(CallError, AttributeError):
            listing = read_manifest(path.parent)
            if listing.get("options", {}).get("workshop") == workshop:
                yield path.parent, listing
