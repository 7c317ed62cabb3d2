"""Pictures of people's own: found whatever systems do to their names, and checked before they are used."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from practicepack.diagnostics import Diagnostic, Hint, Span, Tip, error, respelt
from practicepack.edits import Path
from practicepack.file_kinds import kind_of
from practicepack.library.entry import Entry, once
from practicepack.library.images.photographs import PHOTOGRAPH_ENDINGS, SAVE, SAVE_SMALLER, unprintable
from practicepack.library.images.svg import drawing
from practicepack.workspace import TooLargeError, Workspace

PICTURES = "content/pictures"
PUT_BESIDE = Tip("put the file beside workshop.yaml")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name in the workspace, and what it shows, for those who do not see it."""

    name: str
    title: str


def photograph_title(name: str) -> str:
    """What a photograph is called for those who do not see it: its file's name in words."""
    stem = PurePosixPath(name).stem
    return " ".join(stem.replace("-", " ").replace("_", " ").split()) or stem


def is_called_picture(name: str) -> bool:
    """Whether a file's name says that it is a picture."""
    return PurePosixPath(name).suffix.lower() in PHOTOGRAPH_ENDINGS


def picture_faults(workspace: Workspace, name: str, span: Span, code: str) -> list[Diagnostic]:
    """What is wrong with a picture, at the place that names it or in the drawing itself."""
    called, bounds = PurePosixPath(name).name, workspace.bounds
    try:
        data = workspace.data(name)
    except TooLargeError as fault:
        message = f'"{called}" has {fault.size} bytes, the limit is {bounds.picture}'
        hints = (SAVE_SMALLER, bounds.more("picture", fault.size))
        return [error("too-large", message, span, hints=hints)]
    if kind_of(data) != "svg":
        return unprintable(data, called, span, bounds, code)
    source = workspace.read(name)
    if isinstance(source, Diagnostic):
        return [source]
    return drawing(source, bounds)[1]


def logo(workspace: Workspace, folder: str, called: str, span: Span) -> tuple[str | None, list[Diagnostic]]:
    """The name in the workspace of a logo beside workshop.yaml, and what is wrong with it."""
    name = workspace.spelt(f"{folder}/{called}")
    if name is not None:
        wrong = picture_faults(workspace, name, span, "bad-logo")
        if wrong:
            return None, wrong
        return name, []
    if not is_called_picture(called):
        return None, [error("bad-logo", f'"{called}" is no picture', span, hints=(SAVE,))]
    there = filter(is_called_picture, workspace.files(folder))
    hints: tuple[Hint, ...] = (*respelt(span, called, there), PUT_BESIDE)
    return None, [error("missing-logo", f'no file is called "{called}"', span, hints=hints)]


@dataclass(slots=True)
class Photographs:
    """Photographs that sheets name: of content/pictures, beside each workshop, and their faults."""

    everywhere: dict[str, Picture] = field(default_factory=dict)
    beside: dict[str, dict[str, Picture]] = field(default_factory=dict)
    """By the workshop, then by the name."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def photographs(
    workspace: Workspace,
    printables: Iterable[Entry[Any]],
    known: Mapping[str, Picture],
    workshops: Iterable[str],
) -> Photographs:
    """Look up what sheets name that is no drawing of the library."""
    result = Photographs()
    folders = tuple(workshops)
    for called, span in _unknown(printables, known).items():
        name = workspace.spelt(f"{PICTURES}/{called}")
        if name is not None:
            result.diagnostics += picture_faults(workspace, name, span, "bad-picture")
            result.everywhere[called] = Picture(name, photograph_title(name))
        for workshop in folders:
            name = workspace.spelt(f"sessions/{workshop}/{called}")
            if name is not None:
                result.diagnostics += picture_faults(workspace, name, span, "bad-picture")
                result.beside.setdefault(workshop, {})[called] = Picture(name, photograph_title(name))
    return result


def _unknown(printables: Iterable[Entry[Any]], known: Mapping[str, Picture]) -> dict[str, Span]:
    """Each name that is no drawing of the library, with the first place that names it."""
    unknown: dict[str, Span] = {}
    for entry in printables:
        for path, called in uses(entry):
            # looking up a place reads the file again, so that is done once for each name
            if called not in known and called not in unknown:
                unknown[called] = entry.span(*path)
    return unknown


@once
def uses(entry: Entry[Any]) -> Iterator[tuple[Path, str]]:
    """Each picture that a sheet names, and where."""
    for path, model in entry.models:
        called = getattr(model, "picture", None)
        if isinstance(called, str):
            yield (*path, "picture"), called


def lacking(printables: Iterable[Entry[Any]], pictures: Mapping[str, Picture]) -> Iterator[Diagnostic]:
    """Pictures that lie beside another workshop than the one that is made."""
    for entry in printables:
        for path, called in uses(entry):
            if called not in pictures:
                message = f'"{called}" is not beside this workshop'
                hint = Tip(f"put the file into {PICTURES}, or beside this workshop.yaml")
                yield error("unknown-picture", message, entry.span(*path), hints=(hint,))
