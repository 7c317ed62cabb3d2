"""What a finding is about, and where that is written: values that a program can look up."""

from dataclasses import dataclass
from typing import Literal

from practicepack.edits import Path

Kind = Literal[
    "activity",
    "audience",
    "block",
    "day",
    "energiser",
    "file",
    "picture",
    "practice",
    "printable",
    "programme",
    "referrals",
    "review",
    "safety",
    "session",
    "template",
    "theme",
    "workshop",
]
CONTENT_KINDS: dict[str, Kind] = {
    "activities": "activity",
    "audiences": "audience",
    "energisers": "energiser",
    "pictures": "picture",
    "practices": "practice",
    "printables": "printable",
    "reviews": "review",
    "safety": "safety",
    "themes": "theme",
}
"""The folders of content/, and what their files are."""
BLOCK_DEPTH = 4
"""A block is at days, its day, blocks, its place."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about."""

    kind: Kind
    id: str
    """As files name it. A day is its place from 0, a block its day and place: `0.3`. A file: its name."""
    workshop: str = ""
    """The workshop or programme that it belongs to; empty for what is in content/."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a finding is written."""

    file: str
    path: Path
    """In a YAML file, the innermost value that it is in; empty: the file as a whole."""


def written_in(where: Where) -> Subject:
    """What a place in a file belongs to, by the file's name: an activity, a block of a workshop ..."""
    top, _, below = where.file.partition("/")
    folder, _, name = below.partition("/")
    stem = name.partition(".")[0]
    if top == "content" and folder in CONTENT_KINDS and stem:
        return Subject(CONTENT_KINDS[folder], stem)
    if top == "sessions" and name:
        return _in_workshop(folder, name, where.path)
    if top == "templates":
        return Subject("template", below)
    return Subject("file", where.file)


def _in_workshop(workshop: str, name: str, path: Path) -> Subject:
    if name == "workshop.yaml":
        return _in_days(workshop, path)
    if name == "programme.yaml":
        return Subject("programme", workshop, workshop)
    if name == "referrals.yaml":
        return Subject("referrals", workshop, workshop)
    if name.endswith(".yaml"):
        return Subject("session", name.removesuffix(".yaml"), workshop)
    return Subject("file", f"sessions/{workshop}/{name}", workshop)


def _in_days(workshop: str, path: Path) -> Subject:
    if len(path) >= BLOCK_DEPTH and path[0] == "days" and path[2] == "blocks":
        return Subject("block", f"{path[1]}.{path[3]}", workshop)
    if len(path) > 1 and path[0] == "days":
        return Subject("day", str(path[1]), workshop)
    return Subject("workshop", workshop, workshop)
