"""Which files below a folder of packs are ours: those that a manifest lists, as long as they are as listed.

What people put beside a pack, or changed in it, is theirs, and is never removed.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any

from practicepack.output.json_file import read_json

MANIFEST = "manifest.json"
UNFINISHED = (".new", ".old")
"""The ends of the hidden folders in which packs change places."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed of some packs, and the files in them that are not ours and were left."""

    packs: tuple[Path, ...]
    left: tuple[Path, ...]


def listed_hashes(folder: Path) -> dict[str, str] | None:
    """The hash of each file of a pack by its name; None where the folder has no manifest of ours."""
    try:
        manifest = read_json(folder / MANIFEST)
        hashes = dict(map(itemgetter("file", "sha256"), listed_entries(manifest)))
    except (OSError, ValueError, LookupError, TypeError):
        return None
    # A name that leads elsewhere would have us remove a file that is not in the pack.
    if not all(map(_is_inside, hashes)):
        return None
    return hashes


def listed_entries(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a manifest says of each file of a pack. Raises LookupError or TypeError for anything else."""
    # Packs that were built by earlier versions have documents only.
    return [*manifest["documents"], *manifest.get("beside", ())]


def _is_inside(name: object) -> bool:
    """Whether a name from a manifest, which anyone may have written, stays inside its folder."""
    return isinstance(name, str) and not name.startswith("/") and ".." not in PurePosixPath(name).parts


def is_intact(folder: Path) -> bool:
    """Whether a folder is a pack whose files are all there as they were built."""
    hashes = listed_hashes(folder)
    if not hashes or folder.is_symlink():
        return False
    # What lies beside its documents is no pack without them.
    if not any(name.endswith(".pdf") for name in hashes):
        return False
    return all(_is_unchanged(folder, name, hashes) for name in hashes)


def foreign(folder: Path) -> list[str]:
    """The names of the files in a pack that are not ours, sorted."""
    hashes = listed_hashes(folder) or {}
    names = []
    for name in _names_below(folder):
        if name != MANIFEST and not _is_unchanged(folder, name, hashes):
            names.append(name)
    return sorted(names)


def _is_unchanged(folder: Path, name: str, hashes: Mapping[str, str]) -> bool:
    path = folder / name
    return name in hashes and not path.is_symlink() and _file_digest(path) == hashes[name]


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _names_below(folder: Path) -> Iterator[str]:
    """The names of all files and links below a folder."""
    for here, folders, names in os.walk(folder):
        for name in (*names, *folders):
            path = Path(here) / name
            # A link to a folder is removed or carried like a file: what it leads to is not ours.
            if name in names or path.is_symlink():
                yield path.relative_to(folder).as_posix()


def carry(folder: Path, new: Path, names: Iterable[str]) -> None:
    """Put files of a pack into the next one as well. Raises OSError."""
    for name in names:
        target = new / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(folder / name, target, follow_symlinks=False)  # a film takes no time, and no room
        except OSError:
            from shutil import copy2  # noqa: PLC0415  # slow to import, and hardly ever needed

            copy2(folder / name, target, follow_symlinks=False)


def delete_pack(folder: Path, *, carried: Collection[str] = (), is_unfinished: bool = False) -> list[Path]:
    """Remove a pack; the files that are not ours and stay.

    `carried` are files that the next pack has as well. Of an unfinished pack, files may be half written: what
    its manifest lists is ours, whatever it holds. Of a link, only the link is removed.
    """
    if folder.is_symlink():
        folder.unlink()
        return []
    hashes = listed_hashes(folder)
    for name in sorted(_names_below(folder)):
        is_listed = name in (hashes or {})
        if name in carried or (is_listed and (is_unfinished or _is_unchanged(folder, name, hashes or {}))):
            (folder / name).unlink()
    # Where the disk was full, the manifest itself is half written.
    may_go = hashes is not None or is_unfinished
    left = []
    for name in sorted(_names_below(folder)):
        if name != MANIFEST or not may_go:
            left.append(folder / name)
    if not left:
        (folder / MANIFEST).unlink(missing_ok=True)
    _delete_empty(folder)
    return left


def _delete_empty(folder: Path) -> None:
    for here, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):  # it is not empty
            Path(here).rmdir()


def remove_packs(packs: Path, workshop: str) -> Removal:
    """Remove every pack of a workshop or programme below a folder, those of killed builds among them.

    Raises OSError.
    """
    removed: list[Path] = []
    left: list[Path] = []
    for folder in sorted(_pack_folders(packs), reverse=True):  # those inside a folder before it
        programme = ""
        if folder.parent != packs:
            programme = _start(folder.parent.name)
        if workshop in (_workshop_of(folder), _start(folder.name), programme):
            left += delete_pack(folder, is_unfinished=folder.name.startswith("."))
            removed.append(folder)
            if folder.parent != packs:
                _delete_empty(folder.parent)
    return Removal(tuple(removed), tuple(left))


def _pack_folders(packs: Path) -> Iterator[Path]:
    """The folders of packs below a folder, hidden ones among them. Of a programme they are one level down."""
    for pattern in (f"*/{MANIFEST}", f"*/*/{MANIFEST}"):
        for path in packs.glob(pattern):
            # A build that was killed while it wrote the manifest had written nothing else yet.
            if listed_hashes(path.parent) is not None or _is_unfinished(path.parent.name):
                yield path.parent


def _is_unfinished(name: str) -> bool:
    """Whether a folder has the name of one in which packs change places."""
    return name.startswith(".") and name.endswith(UNFINISHED)


def _start(name: str) -> str:
    """The workshop or programme that the folder of a pack is called after."""
    if _is_unfinished(name):
        name = name[1:].rpartition(".")[0]
    return name.partition("--")[0]


def _workshop_of(folder: Path) -> str:
    try:
        manifest: dict[str, Any] = read_json(folder / MANIFEST)
        return str(manifest["options"]["workshop"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""
