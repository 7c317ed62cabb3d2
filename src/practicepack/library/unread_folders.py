"""Folders that nothing is read from, though they hold what an author wrote: misspelt, or one too many."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

from practicepack.diagnostics import Diagnostic, Source, Tip, warning
from practicepack.library.file_names import right_name
from practicepack.library.images.pictures import is_called_picture
from practicepack.workspace import LAYER_FOLDERS, PROGRAMME, ROSTER, WORKSHOP, Workspace

ALIKE = 0.75
"""How much alike a misspelt name and the right one are at the least, from 0 to 1."""


def unread_folders(workspace: Workspace, kinds: Sequence[str]) -> Iterator[Diagnostic]:
    """A warning for each folder of the user's with files that would be read elsewhere, at the first of them.

    `kinds` are the folders of content/.
    """
    yield from _of_content(workspace, kinds)
    yield from _of_sessions(workspace)
    for folder in workspace.top_folders():
        right = _right_top(folder, kinds)
        if right:
            yield from _of_top(workspace, folder, right)


def _of_content(workspace: Workspace, kinds: Sequence[str]) -> Iterator[Diagnostic]:
    for folder, files in workspace.own_folders("content"):
        _, *below = PurePosixPath(folder).parts
        pictures = filter(is_called_picture, files)
        if not below:
            # what is shipped directly in content/ belongs there, such as the glossary
            strays = [name for name in _written_name(files) if not workspace.is_shipped(f"{folder}/{name}")]
            yield from _unread(folder, strays, f"move it into one of its folders: {', '.join(kinds)}")
        elif below[0] not in kinds:
            right = _nearest_name(below[0], kinds)
            hint = Tip(f"the folders of content/ are {', '.join(kinds)}")
            if right:
                hint = Tip(f"did you mean content/{right}?")
            yield from _unread(folder, [*_written_name(files), *pictures], hint)
        elif len(below) > 1:
            yield from _unread(folder, [*_written_name(files), *pictures], f"move it into content/{below[0]}")


def _of_sessions(workspace: Workspace) -> Iterator[Diagnostic]:
    for folder, files in workspace.own_folders("sessions"):
        _, *below = PurePosixPath(folder).parts
        written = _written_name(files)
        # a workshop.yaml that is misspelt has a finding of its own
        is_workshop = not {WORKSHOP, PROGRAMME}.isdisjoint(map(right_name, files))
        if not below:
            yield from _unread(folder, written, "move it into the folder of its workshop")
        elif len(below) == 1 and not is_workshop:
            yield from _unread(folder, written, f"a workshop has a {WORKSHOP} in its folder")
        elif len(below) > 1 and is_workshop:
            yield from _unread(folder, written, f"move the folder {below[-1]} into sessions")
        elif len(below) > 1:
            yield from _unread(folder, written, f"move it into sessions/{below[0]}")


def _of_top(workspace: Workspace, top: str, right: str) -> Iterator[Diagnostic]:
    for folder, files in workspace.own_folders(top):
        written = _written_name(files)
        if written:
            yield from _unread(folder, written, f"did you mean {right}?")
            return  # the folders inside it move along


def _right_top(folder: str, kinds: Sequence[str]) -> str | None:
    """What a folder beside content/ and sessions/ was most likely meant to be."""
    if folder in LAYER_FOLDERS:
        return None
    right = _nearest_name(folder, (*LAYER_FOLDERS, *kinds))
    if right in kinds:
        return f"content/{right}"
    return right


def _nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that is meant by another; a folder put aside, such as sessions-2025, means none."""
    plain = name.casefold()
    for right in get_close_matches(plain, known, n=1, cutoff=ALIKE):
        if len(plain) <= len(right) + 1 or not plain.startswith(right):
            return right
    return None


def _written_name(files: Iterable[str]) -> list[str]:
    """The files whose names say that an author wrote them, or that they list people."""
    return [name for name in files if right_name(name) or name == ROSTER]


def _unread(folder: str, names: Sequence[str], hint: str) -> Iterator[Diagnostic]:
    if not names:
        return
    subject = f'"{names[0]}" is not read'
    if len(names) > 1:
        subject = f'"{names[0]}" and {len(names) - 1} more are not read'
    at = Source(f"{folder}/{names[0]}", "").at()
    yield warning("unread-folder", f"{subject}: nothing is read from {folder}", at, hints=(Tip(hint),))
