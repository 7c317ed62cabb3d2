"""Say that nothing has changed, before anything but the standard library is imported."""

import json
import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from practicepack.atomic import staging
from practicepack.cli.up_to_date.arguments import BuildCall, build_call
from practicepack.cli.up_to_date.inputs import engine_digest, inputs
from practicepack.cli.up_to_date.listing import files_table, listed_files
from practicepack.output.json_file import read_json
from practicepack.output.owned import MANIFEST, is_intact
from practicepack.output.sources import has_changed
from practicepack.workspace import WORKSHOP, Workspace, nearest_root, shipped_root

NOTHING_CHANGED = "nothing has changed since it was built\n"
NOT_OURS = (OSError, ValueError, LookupError, TypeError, AttributeError)
"""What a manifest raises that is not there, was written by another version, or by hand."""
MOST_WARNINGS = 9
"""How many warnings are shown without --all."""

Manifest = Mapping[str, Any]
BuiltPack = tuple[Path, Manifest]
"""The folder of a pack and its manifest."""


def answer(words: Sequence[str]) -> int | None:
    """Show what the same command showed when it built its packs, if nothing has changed; 0, or None."""
    call = build_call(words)
    if call is None:
        return None
    try:
        root = call.folder("--root") or nearest_root(Path.cwd())
        out = call.folder("--out") or (root or Path.cwd()) / "build"
        packs = _packs_of_call(call, root, out)
        if not packs or not _is_up_to_date(packs, root):
            return None
        for pack in packs:
            if _may_name_others(pack, out, root):
                return None
        errors, output = _output_of(packs, call, words)
    except (*NOT_OURS, RuntimeError):  # there is no folder to be in, or no home
        return None
    _write(errors + NOTHING_CHANGED, sys.stderr)
    _write(output, sys.stdout)
    return 0


def _packs_of_call(call: BuildCall, root: Path | None, out: Path) -> list[BuiltPack]:
    """The packs that the same command built before; none where one is missing."""
    packs: list[BuiltPack] = []
    for name in call.names or _own_workshops(root):
        built = []
        for folder, manifest in _packs_called(out, name):
            built_by = manifest.get("call")
            if built_by and (built_by["name"], built_by["asked"]) == (name, call.asked):
                built.append((folder, manifest))
        built.sort(key=_place_in_programme)
        # A pack of a programme that someone removed has to be built again.
        if not built or list(map(_place_in_programme, built)) != list(range(_count(built[0]))):
            return []
        packs += built
    return packs


def _place_in_programme(pack: BuiltPack) -> int:
    """Which of the packs of its programme it is, from 0."""
    return int(pack[1]["call"]["pack"][0])


def _count(pack: BuiltPack) -> int:
    """How many packs the command built for this name."""
    return int(pack[1]["call"]["pack"][1])


def _own_workshops(root: Path | None) -> list[str]:
    if root is None or root.resolve() == shipped_root():
        return []
    names = []
    for path in root.glob(f"sessions/*/{WORKSHOP}"):
        if path.is_file():
            names.append(path.parent.name)
    return sorted(names)


def _packs_called(out: Path, name: str) -> Iterator[BuiltPack]:
    """The packs in the folders that are called after a workshop, or after a programme and its workshops."""
    for folder in sorted(out.iterdir()):
        if folder.name.partition("--")[0] == name and folder.is_dir():
            for place in (folder, *sorted(folder.iterdir())):
                if (place / MANIFEST).is_file():
                    yield place, read_json(place / MANIFEST)


def _is_up_to_date(packs: Sequence[BuiltPack], root: Path | None) -> bool:
    now = inputs(root)
    if now is None:
        return False
    for folder, manifest in packs:
        call = manifest["call"]
        is_same = call["inputs"] == now and call["engine"] == engine_digest(call["engine_files"])
        if not is_same or not is_intact(folder) or any(map(os.path.lexists, staging(folder))):
            return False
    return True


def _may_name_others(pack: BuiltPack, packs: Path, root: Path | None) -> bool:
    """Whether another pack of the same workshop may be out of date: the whole command then names it."""
    folder, manifest = pack
    workshop = manifest["options"]["workshop"]
    workspace = Workspace(root, shipped_root())
    for path in (*packs.glob(f"*/{MANIFEST}"), *packs.glob(f"*/*/{MANIFEST}")):
        if path.parent == folder or path.parent.name.partition("--")[0] != workshop:
            continue
        other = read_json(path)
        is_same_program = other["versions"] == manifest["versions"]
        if not is_same_program or other["plan"].get("names") != manifest["plan"].get("names"):
            return True
        if has_changed(workspace, workshop, other["sources"]):
            return True
    return False


def _output_of(packs: Sequence[BuiltPack], call: BuildCall, words: Sequence[str]) -> tuple[str, str]:
    """What a command shows of packs that it built: on the error stream, and on the output."""
    if call.value("--format") == "json":
        answers = []
        for folder, manifest in packs:
            warnings = manifest["call"]["warnings"]
            shown = {
                "folder": str(folder),
                "files": listed_files(manifest),
                "warnings": warnings,
                "outdated": [],
            }
            answers.append(json.dumps(shown, indent=1, ensure_ascii=False) + "\n")
        return "", "".join(answers)
    is_all = call.value("--all") is not None
    # What was typed may name folders of this machine, so it is not in the manifest.
    again = shlex.join(["practicepack", *words, "--all"])
    errors, output = "", ""
    for folder, manifest in packs:
        errors += _warning_lines(manifest["call"]["warnings"], again, is_all=is_all)
        output += _readable(files_table(manifest, folder))
    return errors, output


def _warning_lines(warnings: Sequence[Mapping[str, Any]], again: str, *, is_all: bool) -> str:
    """Each warning in a line, and its hints; of many only the first, and how to see the others."""
    is_complete = is_all or len(warnings) <= MOST_WARNINGS
    lines = []
    most = MOST_WARNINGS
    if is_complete:
        most = len(warnings)
    for warning in warnings[:most]:
        place = ""
        if "file" in warning:
            place = f"{warning['file']}:{warning['line']}:{warning['column']}: "
        lines.append(f"{place}{warning['severity']}[{warning['code']}]: {warning['message']}")
        if is_complete:
            for hint in warning["hints"]:
                lines.append(f"   hint: {hint}")
    if not is_complete:
        lines.append(f"to see {len(warnings) - MOST_WARNINGS} more: {again}")
    return _readable("".join(f"{line}\n" for line in lines))


def _readable(text: str) -> str:
    """A text without signs that a terminal would obey: anyone may have written a manifest."""
    signs = []
    for sign in text:
        if sign.isprintable() or sign == "\n":
            signs.append(sign)
        else:
            signs.append(f"U+{ord(sign):04X}")
    return "".join(signs)


def _write(text: str, stream: TextIO) -> None:
    stream.write(text)
    stream.flush()
