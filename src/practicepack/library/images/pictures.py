"""Pictures of people's own: found whatever systems do to their names, and checked before they are used."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from practicepack.diagnostics import Diagnostic, Span, error, near_miss
from practicepack.edits import Path
from practicepack.library.entry import Entry
from practicepack.library.images.photographs import ENDINGS, SAVE, SAVE_SMALLER, kind_of, unprintable
from practicepack.library.images.svg import drawing
from practicepack.workspace import TooLargeError, Workspace

PICTURES = "content/pictures"
BESIDE = "put the file beside workshop.yaml"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name in the workspace, and what it shows, for those who do not see it."""

    name: str
    title: str


def title_of(name: str) -> str:
    """What a photograph is called for those who do not see it: its file's name in words."""
    stem = PurePosixPath(name).stem
    return " ".join(stem.replace("-", " ").replace("_", " ").split()) or stem


def is_called_picture(name: str) -> bool:
    """Whether a file's name says that it is a picture."""
    return PurePosixPath(name).suffix.lower() in ENDINGS


def faults(workspace: Workspace, name: str, span: Span, code: str) -> list[Diagnostic]:
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
    return [source] if isinstance(source, Diagnostic) else drawing(source, bounds)[1]


def logo(workspace: Workspace, folder: str, called: str, span: Span) -> tuple[str | None, list[Diagnostic]]:
    """The name in the workspace of a logo beside workshop.yaml, and what is wrong with it."""
    name = workspace.spelt(f"{folder}/{called}")
    if name is not None:
        wrong = faults(workspace, name, span, "bad-logo")
        return None if wrong else name, wrong
    if not is_called_picture(called):
        return None, [error("bad-logo", f'"{called}" is no picture', span, hints=(SAVE,))]
    there = filter(is_called_picture, workspace.files(folder))
    hints = (*near_miss(called, there), BESIDE)
    return None, [error("missing-logo", f'no file is called "{called}"', span, hints=hints)]


@dataclass(slots=True)
class Named:
    """Photographs that sheets name: of content/pictures, beside each workshop, and their faults."""

    everywhere: dict[str, Picture]
    beside: dict[str, dict[str, Picture]]
    """By the workshop, then by the name."""
    found: list[Diagnostic]


def named(
    workspace: Workspace,
    printables: Iterable[Entry[Any]],
    known: Mapping[str, Picture],
    workshops: Iterable[str],
) -> Named:
    """Look up what sheets name that is no drawing of the library. A name is looked at once."""
    made = Named({}, {}, [])
    folders = tuple(workshops)
    looked_at: set[str] = set()
    for called, span in _unknown(printables, known):
        if called in looked_at:
            continue
        looked_at.add(called)
        places = {"": PICTURES} | {id_: f"sessions/{id_}" for id_ in folders}
        for id_, folder in places.items():
            name = workspace.spelt(f"{folder}/{called}")
            if name is None:
                continue
            made.found += faults(workspace, name, span, "bad-picture")
            into = made.beside.setdefault(id_, {}) if id_ else made.everywhere
            into[called] = Picture(name, title_of(name))
    return made


def _unknown(printables: Iterable[Entry[Any]], known: Mapping[str, Picture]) -> Iterator[tuple[str, Span]]:
    for entry in printables:
        for path, called in uses(entry):
            if called not in known:
                yield called, entry.span(*path)


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
                hint = f"put the file into {PICTURES}, or beside this workshop.yaml"
                yield error("unknown-picture", message, entry.span(*path), hints=(hint,))
